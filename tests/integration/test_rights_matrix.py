"""Whom an answer shows what: roles by the ways in which a statement can reach data."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.fixtures.cluster import Connect, MakeRole

OBJECTS = """
CREATE SCHEMA hr;
CREATE TABLE hr.staff (id integer PRIMARY KEY, name text, salary numeric, boss text);
INSERT INTO hr.staff VALUES (1, 'Ann', 100, 'boss_a'), (2, 'Bob', 200, 'boss_b');
CREATE VIEW hr.names AS SELECT id, name FROM hr.staff;
CREATE TABLE hr.reviews (id integer, boss text, grade text);
INSERT INTO hr.reviews VALUES (1, 'boss_a', 'secret A'), (2, 'boss_b', 'secret B');
ALTER TABLE hr.reviews ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hr.reviews USING (boss = current_user);
CREATE VIEW hr.guarded WITH (security_barrier) AS SELECT * FROM hr.staff WHERE boss = current_user;
CREATE FUNCTION hr.total() RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS 'SELECT sum(salary) FROM hr.staff';
GRANT USAGE ON SCHEMA hr TO PUBLIC;
"""

GRANTS = {
    "reader": "GRANT SELECT ON hr.staff TO reader",
    "by_column": "GRANT SELECT (id, name) ON hr.staff TO by_column",
    "by_view": "GRANT SELECT ON hr.names TO by_view",
    "boss_a": "GRANT SELECT ON hr.reviews, hr.guarded TO boss_a",
    "nobody": "SELECT 1",
}

# What each role gets: the rows, or the SQLSTATE.
MATRIX: list[tuple[str, dict[str, Any]]] = [
    ("SELECT salary FROM hr.staff WHERE id = 1", {"reader": [[100]]}),
    ("SELECT name FROM hr.staff WHERE id = 1", {"reader": [["Ann"]], "by_column": [["Ann"]]}),
    ("SELECT name FROM hr.names WHERE id = 1", {"by_view": [["Ann"]]}),
    ("SELECT count(*) FROM hr.staff", {"reader": [[2]], "by_column": [[2]]}),
    ("SELECT s FROM hr.staff AS s WHERE id = 1 AND false", {"reader": []}),
    ("SELECT id FROM hr.staff WHERE salary > 150", {"reader": [[2]]}),
    ("SELECT grade FROM hr.reviews", {"boss_a": [["secret A"]]}),
    ("SELECT count(*) FROM hr.reviews", {"boss_a": [[1]]}),
    ("SELECT name FROM hr.guarded", {"boss_a": [["Ann"]]}),
    ("SELECT hr.total()", {role: [[300]] for role in GRANTS}),
]


@pytest.fixture
def roles(connect: Connect, make_role: MakeRole) -> list[str]:
    """Roles with their grants."""
    owner = connect()
    owner.execute(OBJECTS)
    for role, grant in GRANTS.items():
        make_role(role)
        owner.execute(grant)
    return list(GRANTS)


def shown(connection: psycopg.Connection[Any], sql: str) -> Any:
    """The rows of a trial, or its SQLSTATE."""
    row = connection.execute("SELECT route.trial(%s, 50, 100000)", (sql,)).fetchone()
    assert row is not None
    failure = row[0].get("failure")
    return failure["sqlstate"] if failure else row[0]["rows"]


def test_a_trial_shows_what_a_select_would(roles: list[str], connect: Connect) -> None:
    for role in roles:
        connection = connect(role)
        found = {sql: shown(connection, sql) for sql, _ in MATRIX}
        assert found == {sql: expected.get(role, "42501") for sql, expected in MATRIX}, role


def test_explain_asks_for_the_same_rights(roles: list[str], connect: Connect) -> None:
    connection = connect("nobody")
    row = connection.execute("SELECT route.explain('SELECT salary FROM hr.staff')").fetchone()
    assert row is not None
    assert set(row[0]) == {"failure"}
    assert row[0]["failure"]["sqlstate"] == "42501"


def test_set_role_counts(roles: list[str], connect: Connect) -> None:
    connection = connect()
    connection.execute("SET ROLE by_column")
    assert shown(connection, "SELECT salary FROM hr.staff") == "42501"
    connection.execute("SET ROLE boss_a")
    assert shown(connection, "SELECT grade FROM hr.reviews") == [["secret A"]]


def test_a_function_of_its_owner_asks_with_the_owner_s_rights(
    roles: list[str], connect: Connect
) -> None:
    connect().execute(
        """CREATE FUNCTION report() RETURNS jsonb LANGUAGE sql SECURITY DEFINER AS $$
        SELECT route.trial('SELECT count(*) FROM hr.staff', 5, 1000) -> 'rows' $$"""
    )
    row = connect("nobody").execute("SELECT report()").fetchone()
    assert row == ([[2]],)


def test_settings_are_the_owner_s(roles: list[str], connect: Connect) -> None:
    connection = connect("reader")
    assert connection.execute("SELECT * FROM route.setting").fetchall() == []
    for statement in (
        "INSERT INTO route.setting VALUES ('worker', '/tmp/trap')",
        "DELETE FROM route.setting",
        "CREATE FUNCTION route.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "SELECT * FROM route_sync()",
        "SELECT route_verify('q', 'SELECT 1')",
        "SELECT route_exclude('hr.staff', 'salary', 'all')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_another_s_objects_in_the_path_do_not_run(roles: list[str], connect: Connect) -> None:
    owner = connect()
    owner.execute(
        """CREATE TABLE traps (who text);
        GRANT INSERT ON traps TO PUBLIC;
        CREATE FUNCTION public.upper(integer) RETURNS text LANGUAGE sql VOLATILE
            AS $$ INSERT INTO traps VALUES (current_user) RETURNING who $$;
        CREATE FUNCTION public.format(text, text) RETURNS text LANGUAGE sql VOLATILE
            AS $$ INSERT INTO traps VALUES (current_user) RETURNING who $$;
        CREATE FUNCTION public.trap(text, text) RETURNS boolean LANGUAGE sql VOLATILE
            AS $$ INSERT INTO traps VALUES (current_user) RETURNING true $$;
        CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.trap);
        CREATE OPERATOR public.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = public.trap)"""
    )
    connection = connect("reader")
    connection.execute("SET search_path = public, pg_catalog")
    assert shown(connection, "SELECT name FROM hr.staff WHERE name = 'Ann'") == [["Ann"]]
    assert shown(connection, "SELECT upper(1)") == "RT003"
    for query in (
        "SELECT * FROM route_rows('x') AS t(a integer)",
        "SELECT * FROM route_as(NULL::hr.staff, 'x')",
        "SELECT route_sql('x')",
    ):
        with pytest.raises(psycopg.Error) as raised:
            connection.execute(query)
        assert raised.value.sqlstate == "RT001"
    assert owner.execute("SELECT count(*) FROM traps").fetchone() == (0,)

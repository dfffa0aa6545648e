"""What the backend's check makes of a text: tokens, names, whom it refuses and whom it must not."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.fixtures.cluster import Connect

TOKENS = [
    ("SELECT a.b FROM c", ["SELECT", "a", ".", "b", "FROM", "c"]),
    ("SELECT 'it''s', E'\\'', \"x\"\"y\"", ["SELECT", "'it''s'", ",", "E'\\''", ",", '"x""y"']),
    ("SELECT 1.5e-3+.5", ["SELECT", "1.5e-3", "+", ".5"]),
    ("SELECT a->>'b'::text[1:2]", ["SELECT", "a", "->>", "'b'", "::", "text"]),
    ("SELECT größe_1$ FROM été", ["SELECT", "größe_1$", "FROM", "été"]),
]


def refusal(connection: psycopg.Connection[Any], sql: str) -> str | None:
    """The DETAIL with which a statement is refused; None where it is not."""
    try:
        connection.execute("SELECT route.check(%s)", (sql,))
    except psycopg.Error as error:
        if error.sqlstate != "RT003":
            raise
        return error.diag.message_detail
    return None


@pytest.fixture
def connection(connect: Connect) -> psycopg.Connection[Any]:
    found = connect()
    found.execute(
        """CREATE TABLE orders (id integer, total numeric, "update" text, "Mixed Case" integer);
        CREATE FUNCTION total(integer) RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 1';
        CREATE FUNCTION label(o orders) RETURNS text LANGUAGE sql STABLE AS 'SELECT o.id::text';
        CREATE FUNCTION good_email(text) RETURNS boolean LANGUAGE plpgsql VOLATILE
            AS $$ BEGIN RETURN $1 LIKE '%@%'; END $$;
        CREATE DOMAIN email AS text CHECK (good_email(VALUE));
        CREATE TABLE customers (id integer, address email);
        CREATE SCHEMA elsewhere;
        CREATE FUNCTION elsewhere.lower(text) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT $1';
        CREATE FUNCTION elsewhere.count(integer) RETURNS bigint LANGUAGE sql VOLATILE
            AS 'SELECT 1::bigint';
        CREATE FUNCTION elsewhere.same(integer, integer) RETURNS boolean LANGUAGE sql VOLATILE
            AS 'SELECT true';
        CREATE OPERATOR elsewhere.=
            (LEFTARG = integer, RIGHTARG = integer, FUNCTION = elsewhere.same);
        """
    )
    return found


@pytest.mark.parametrize(("sql", "tokens"), TOKENS)
def test_tokens(connect: Connect, sql: str, tokens: list[str]) -> None:
    row = connect().execute("SELECT route.tokens(%s)", (sql,)).fetchone()
    assert row is not None
    assert "".join(row[0]) == sql
    assert [token for token in row[0] if token != " "][: len(tokens)] == tokens


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT o.total, o.id FROM orders AS o",  # a column called like a volatile function
        'SELECT "update", max(o."update") FROM orders AS o GROUP BY "update"',
        "SELECT o.update FROM orders AS o",
        "SELECT o.label, label(o) FROM orders AS o",
        'SELECT "Mixed Case" FROM public.orders;',
        "SELECT address FROM customers WHERE address = 'a@b'",  # reading runs no check
        "(SELECT 1) UNION (SELECT 2)",
        "VALUES (1), (2)",
        "TABLE orders",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) TABLE n",
        "SELECT extract(year FROM now()), date_trunc('month', CURRENT_DATE) - interval '1 month'",
        "SELECT sum(total) FILTER (WHERE id > 1) OVER (PARTITION BY id ORDER BY total) FROM orders",
        "SELECT id FROM orders TABLESAMPLE bernoulli (10) WHERE random() < 0.5",
        "SELECT count(*) FROM information_schema.tables",
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders",
        "SELECT string_agg(DISTINCT id::text, ', ') FROM orders GROUP BY GROUPING SETS ((id), ())",
    ],
)
def test_ordinary_statements_pass(connection: psycopg.Connection[Any], sql: str) -> None:
    assert refusal(connection, sql) is None


def test_the_refused_function_is_named(connection: psycopg.Connection[Any]) -> None:
    assert "public.total" in (refusal(connection, "SELECT total(1)") or "")
    assert "pg_catalog.pg_sleep" in (refusal(connection, "SELECT 1, Pg_Sleep ( 5 )") or "")
    assert "public.good_email" in (refusal(connection, "SELECT 'x'::email") or "")


def test_a_schema_that_is_neither_in_the_path_nor_named_is_out_of_reach(
    connection: psycopg.Connection[Any],
) -> None:
    assert refusal(connection, "SELECT count(id) FROM orders") is None
    assert refusal(connection, "SELECT elsewhere.count(id) FROM orders") is not None
    connection.execute("SET search_path = elsewhere, public")
    assert refusal(connection, "SELECT count(id) FROM orders") is not None


def test_what_pg_catalog_has_itself_cannot_be_shadowed(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET search_path = elsewhere, public, pg_catalog")
    assert refusal(connection, "SELECT lower('A') FROM orders WHERE id = 1") is None
    assert refusal(connection, "SELECT elsewhere.lower('A')") is not None
    assert refusal(connection, "SELECT 1 OPERATOR(elsewhere.=) 1") is not None


def test_temporary_objects_are_looked_into(connection: psycopg.Connection[Any]) -> None:
    connection.execute("CREATE TEMPORARY VIEW slow AS SELECT pg_sleep(0)::text AS s")
    assert "pg_sleep" in (refusal(connection, "SELECT * FROM slow") or "")
    assert "pg_sleep" in (refusal(connection, "SELECT * FROM pg_temp.slow") or "")


def test_backslashes_without_standard_strings_are_refused(
    connection: psycopg.Connection[Any],
) -> None:
    connection.execute("SET standard_conforming_strings = off")
    assert "standard_conforming_strings" in (refusal(connection, "SELECT 1") or "")


def test_null_is_refused(connection: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT route.check(NULL)")
    assert raised.value.sqlstate == "RT003"


def test_views_over_each_other_without_end_are_refused(
    connection: psycopg.Connection[Any],
) -> None:
    connection.execute("CREATE VIEW v0 AS SELECT 1 AS a")
    for depth in range(1, 110):
        connection.execute(f"CREATE VIEW v{depth} AS SELECT a FROM v{depth - 1}")
    assert refusal(connection, "SELECT a FROM v50") is None
    assert "100 levels" in (refusal(connection, "SELECT a FROM v109") or "")

"""The functions that users call, against a worker that answers each question with itself."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.fixtures.cluster import Connect, MakeRole
from tests.fixtures.scripted import ScriptedWorker, Talk

pytestmark = pytest.mark.usefixtures("scripted")


@pytest.fixture
def connection(connect: Connect) -> psycopg.Connection[Any]:
    found = connect()
    found.execute(
        """CREATE SCHEMA shop;
        CREATE TABLE shop.item (id integer, name text, price numeric(8,2));
        INSERT INTO shop.item VALUES (1, 'one', 1.50), (2, 'two', 2.00), (3, NULL, NULL)"""
    )
    return found


def ask(connection: psycopg.Connection[Any], call: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a call, every value as text, which keeps the spelling of json."""
    return connection.execute(f"SELECT q::text FROM (SELECT {call}) AS q(q)", values).fetchall()


def sqlstate(connection: psycopg.Connection[Any], query: str, *values: Any) -> str | None:
    """The SQLSTATE with which a query fails."""
    with pytest.raises(psycopg.Error) as raised:
        connection.execute(query, values)
    return raised.value.sqlstate


def test_ask_keeps_order_and_duplicate_names(connection: psycopg.Connection[Any]) -> None:
    rows = ask(connection, "route_ask(%s)", "SELECT price, name, price FROM shop.item WHERE id < 3")
    assert rows == [
        ('{"price":1.50,"name":"one","price":1.50}',),
        ('{"price":2.00,"name":"two","price":2.00}',),
    ]


@pytest.mark.parametrize(
    ("given", "setting", "count"), [(None, None, 3), (2, None, 2), (9, 1, 1), (None, 2, 2)]
)
def test_the_lesser_of_max_rows_and_the_setting(
    connection: psycopg.Connection[Any], given: int | None, setting: int | None, count: int
) -> None:
    if setting:
        connection.execute(f"SET route.max_rows = {setting}")
    assert len(ask(connection, "route_ask(%s, %s)", "SELECT id FROM shop.item", given)) == count


@pytest.mark.parametrize("question", [None, "", " \t\n ", "\u00a0", "x" * 4001])
@pytest.mark.parametrize("function", ["ask", "sql", "explain", "link", "columns", "cursor"])
def test_what_is_no_question(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker, function: str, question: Any
) -> None:
    assert sqlstate(connection, f"SELECT route_{function}(%s)", question) == "RT006"
    assert scripted.asked == []


@pytest.mark.parametrize("max_rows", [0, -1])
def test_max_rows_is_positive(connection: psycopg.Connection[Any], max_rows: int) -> None:
    assert sqlstate(connection, "SELECT route_ask('SELECT 1', %s)", max_rows) == "RT006"


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_rows", "0"), ("max_rounds", "-1"), ("trial_timeout", "soon"), ("max_cost", "cheap")],
)
def test_a_setting_that_is_nonsense(
    connection: psycopg.Connection[Any], name: str, value: str
) -> None:
    connection.execute(f"SET route.{name} = '{value}'")
    assert sqlstate(connection, "SELECT route_sql('SELECT 1')") == "RT006"


def test_the_worker_is_told_limits_and_session(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    connection.execute("SET route.max_rounds = 7; SELECT route_sql('  SELECT 1 ')")
    asked = scripted.asked[0]
    assert (asked["task"], asked["question"]) == ("answer", "SELECT 1")
    assert asked["settings"] == {
        "max_rows": 1000,
        "max_cost": 1e7,
        "trial_timeout": 5000,
        "max_rounds": 7,
    }
    assert asked["session"]["backend_pid"] == connection.info.backend_pid
    assert asked["session"]["backend_start"] > 1e15
    assert asked["session"]["role"] == "postgres"


def test_rows_are_cast_by_position(connection: psycopg.Connection[Any]) -> None:
    rows = connection.execute(
        "SELECT * FROM route_rows(%s)"
        " AS t(a integer, b varchar(2), c numeric(6,1), d bigint[], e date)",
        ("SELECT 12.0, name, price, ARRAY[id], NULL FROM shop.item ORDER BY id",),
    ).fetchall()
    assert [tuple(map(str, row)) for row in rows] == [
        ("12", "on", "1.5", "[1]", "None"),
        ("12", "tw", "2.0", "[2]", "None"),
        ("12", "None", "None", "[3]", "None"),
    ]


def test_rows_of_their_own_types(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        "CREATE TYPE shop.size AS ENUM ('s', 'l'); CREATE DOMAIN shop.pos AS integer"
    )
    rows = connection.execute(
        "SELECT * FROM route_rows(%s) AS t(a shop.size, b shop.pos, c json, d bytea, e interval)",
        ("SELECT 's'::shop.size, 5::shop.pos, '{\"a\": 1}'::json, '\\x00'::bytea, interval '1h'",),
    ).fetchall()
    assert (rows[0][0], rows[0][1], rows[0][2], bytes(rows[0][3])) == ("s", 5, {"a": 1}, b"\0")


@pytest.mark.parametrize("columns", ["a integer", "a integer, b text, c text"])
@pytest.mark.parametrize("condition", ["true", "false"])
def test_another_count_of_columns(
    connection: psycopg.Connection[Any], columns: str, condition: str
) -> None:
    question = f'SELECT id, name AS "The Name" FROM shop.item WHERE {condition}'
    with pytest.raises(psycopg.Error) as raised:
        connection.execute(f"SELECT * FROM route_rows(%s) AS t({columns})", (question,))
    assert raised.value.sqlstate == "RT006"
    assert 't(id integer, "The Name" text)' in (raised.value.diag.message_hint or "")


def test_a_value_that_does_not_fit_the_list(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT * FROM route_rows('SELECT name FROM shop.item') AS t(a integer)"
    assert sqlstate(connection, query) == "22P02"


def test_rows_and_as_leave_the_search_path_alone(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET search_path = shop, public")
    connection.execute("SELECT * FROM route_rows('SELECT id FROM item') AS t(a integer)")
    connection.execute("SELECT * FROM route_as(NULL::item, 'SELECT * FROM item')")
    sqlstate(connection, "SELECT * FROM route_rows('SELECT id FROM nothing') AS t(a integer)")
    assert connection.execute("SHOW search_path").fetchone() == ("shop, public",)


def test_columns_number_what_occurs_twice(connection: psycopg.Connection[Any]) -> None:
    rows = ask(connection, "route_columns('SELECT id, id, price AS \"P\", 1.5 FROM shop.item')")
    assert rows == [('id integer, id_2 integer, "P" numeric, "?column?" numeric',)]


def test_as_goes_by_name(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT * FROM route_as(NULL::shop.item, 'SELECT name, price, id FROM shop.item')"
    rows = connection.execute(query).fetchall()
    assert [row[:2] for row in rows] == [(1, "one"), (2, "two"), (3, None)]


@pytest.mark.parametrize(
    ("example", "columns"),
    [
        ("NULL::shop.item", "id, name"),
        ("NULL::shop.item", "id, name, price, 1 AS extra"),
        ("NULL::shop.item", "id, id, name, price"),
        ("1", "id"),
    ],
)
def test_as_wants_just_its_columns(
    connection: psycopg.Connection[Any], example: str, columns: str
) -> None:
    query = f"SELECT * FROM route_as({example}, 'SELECT {columns} FROM shop.item')"
    assert sqlstate(connection, query) == "RT006"


def test_a_cursor_has_been_run_and_scrolls(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET route.max_rows = 2")
    with connection.transaction():
        connection.execute("SELECT route_cursor('SELECT id FROM shop.item ORDER BY id', 'c')")
        connection.execute("DELETE FROM shop.item")
        assert connection.execute("FETCH ALL FROM c").fetchall() == [(1,), (2,)]
        assert connection.execute("FETCH FIRST FROM c").fetchone() == (1,)
        row = connection.execute("SELECT route_cursor('SELECT 5')").fetchone()
        assert row is not None
        assert connection.execute(f'FETCH FROM "{row[0]}"').fetchone() == (5,)


def test_a_cursor_writes_nothing(connection: psycopg.Connection[Any]) -> None:
    assert sqlstate(connection, "SELECT route_cursor('SELECT pg_sleep(1)')") == "RT003"
    sql = "SELECT * FROM shop.item FOR UPDATE"
    assert sqlstate(connection, "SELECT route_cursor(%s)", sql) in ("0A000", "25006", "RT003")
    assert sqlstate(connection, "SELECT route_cursor('SELECT x')") == "42703"


def test_a_view_is_its_caller_s(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET search_path = shop")
    rows = ask(connection, "public.route_view('cheap', 'SELECT id FROM shop.item WHERE id < 2')")
    assert rows == [("cheap",)]
    assert connection.execute("TABLE shop.cheap").fetchall() == [(1,)]
    assert ask(connection, "public.route_view('public.\"Odd\"', 'SELECT 1 AS a')")
    assert connection.execute('TABLE public."Odd"').fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("shop.item", "42P07"), ("a.b.c", "RT006"), (None, "RT006"), ("missing.v", "3F000")],
)
def test_a_view_s_name(connection: psycopg.Connection[Any], name: Any, code: str) -> None:
    assert sqlstate(connection, "SELECT route_view(%s, 'SELECT 1 AS a')", name) == code


def test_a_view_in_a_read_only_transaction(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    connection.execute("SET default_transaction_read_only = on")
    assert sqlstate(connection, "SELECT route_view('v', 'SELECT 1 AS a')") == "25006"
    assert scripted.asked == []


def test_two_statements_are_no_view(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT route_view('v', 'SELECT 1 AS a; DROP TABLE shop.item')"
    assert sqlstate(connection, query) == "RT003"
    assert connection.execute("SELECT count(*) FROM shop.item").fetchone() == (3,)


def refuse(talk: Talk) -> None:
    """A script: there is no answer."""
    talk.say(
        "refusal",
        sqlstate="RT002",
        message="no statement was found",
        detail="Tried 3.",
        hint="Ask otherwise.",
        trace={"candidates": [{"sql": "SELECT x"}]},
    )


def test_a_refusal_is_raised_in_its_parts(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = refuse
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT route_sql('x')")
    diagnosis = raised.value.diag
    assert (diagnosis.sqlstate, diagnosis.message_primary) == ("RT002", "no statement was found")
    assert (diagnosis.message_detail, diagnosis.message_hint) == ("Tried 3.", "Ask otherwise.")


def test_explain_tells_of_answers_and_refusals(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = lambda talk: talk.answer("SELECT 1", candidates=[1], milliseconds={})
    row = connection.execute("SELECT route_explain('x')").fetchone()
    assert row is not None
    assert row[0] == {"sql": "SELECT 1", "confidence": 0.9, "candidates": [1], "milliseconds": {}}
    scripted.script = refuse
    row = connection.execute("SELECT route_explain('x')").fetchone()
    assert row is not None
    assert row[0]["refusal"]["sqlstate"] == "RT002"
    assert row[0]["candidates"] == [{"sql": "SELECT x"}]


def link(talk: Talk) -> None:
    """A script: two columns, of which the first matters more."""
    columns = [
        {"schema": "shop", "table": "item", "column": "price", "score": 0.9, "evidence": ["name"]},
        {"schema": "shop", "table": "item", "column": "id", "score": 0.1, "evidence": []},
    ]
    talk.answer("", linking=columns)


def test_link_is_a_table_in_order_of_score(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = link
    assert connection.execute("SELECT * FROM route_link('x')").fetchall() == [
        ("shop", "item", "price", 0.9, ["name"]),
        ("shop", "item", "id", 0.1, []),
    ]
    assert scripted.asked[0]["task"] == "link"


def test_status_with_and_without_a_worker(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    items = dict(connection.execute("SELECT item, value FROM route_status()").fetchall())
    assert items["model"] == "scripted"
    scripted.stop()
    items = dict(connection.execute("SELECT item, value FROM route_status()").fetchall())
    assert items["worker"].startswith("unreachable: ")


def test_embed_gives_a_vector_a_text(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT cardinality(route.embed(array_fill('a'::text, ARRAY[%s])))"
    assert [connection.execute(query, (n,)).fetchone() for n in (1, 300)] == [(1,), (300,)]
    assert connection.execute("SELECT route.embed('{}') = '{}'").fetchone() == (True,)


def test_the_answer_runs_with_the_caller_s_rights(
    connection: psycopg.Connection[Any], connect: Connect, make_role: MakeRole
) -> None:
    reader = connect(make_role())
    assert sqlstate(reader, "SELECT route_ask('SELECT * FROM shop.item')") == "42501"
    connection.execute(
        "GRANT USAGE ON SCHEMA shop TO reader; GRANT SELECT (id) ON shop.item TO reader"
    )
    assert len(ask(reader, "route_ask('SELECT id FROM shop.item')")) == 3
    assert sqlstate(reader, "SELECT route_ask('SELECT price FROM shop.item')") == "42501"


def test_without_usage_on_schema_route(
    connection: psycopg.Connection[Any], connect: Connect, make_role: MakeRole
) -> None:
    reader = connect(make_role())
    connection.execute("REVOKE USAGE ON SCHEMA route FROM PUBLIC")
    for call in ("route_sql('SELECT 1')", "route_ask('SELECT 1')", "route_as(1, 'SELECT 1')"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as raised:
            reader.execute(f"SELECT {call}")
        assert raised.value.diag.message_hint == "GRANT USAGE ON SCHEMA route TO reader;"


def test_in_functions_triggers_and_loops(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        """CREATE TABLE log (line json);
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE found json;
        BEGIN
            FOR found IN SELECT * FROM route_ask('SELECT id FROM shop.item ORDER BY id') LOOP
                INSERT INTO log VALUES (found);
            END LOOP;
            RETURN NEW;
        END $$;
        CREATE TRIGGER note AFTER INSERT ON shop.item FOR EACH STATEMENT EXECUTE FUNCTION note();
        INSERT INTO shop.item VALUES (4, 'four', 4)"""
    )
    assert connection.execute("SELECT count(*) FROM log").fetchone() == (4,)


def test_an_answer_over_the_byte_cap(connection: psycopg.Connection[Any]) -> None:
    connection.execute("INSERT INTO route.setting VALUES ('max_bytes', '1000')")
    query = "SELECT route_ask('SELECT repeat(''x'', 600) FROM shop.item')"
    assert sqlstate(connection, query) == "54000"


def test_every_public_function_has_a_comment(connection: psycopg.Connection[Any]) -> None:
    rows = connection.execute(
        """SELECT p.oid::regprocedure::text FROM pg_proc AS p
        JOIN pg_depend AS d ON d.objid = p.oid AND d.deptype = 'e'
        JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'route_pg'
        WHERE obj_description(p.oid) IS NULL"""
    ).fetchall()
    assert rows == []

"""Running one statement by the rules of the trial: what comes back, and that nothing stays."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import psycopg
import pytest

from tests.fixtures.cluster import Connect


def trial(
    connection: psycopg.Connection[Any], sql: str, rows: int = 50, size: int = 100000
) -> dict[str, Any]:
    """What route.trial says."""
    row = connection.execute("SELECT route.trial(%s, %s, %s)", (sql, rows, size)).fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    return found


def explain(connection: psycopg.Connection[Any], sql: str) -> dict[str, Any]:
    """What route.explain says."""
    row = connection.execute("SELECT route.explain(%s)", (sql,)).fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    return found


@pytest.fixture
def connection(connect: Connect) -> psycopg.Connection[Any]:
    found = connect()
    found.execute(
        """CREATE TABLE item (id integer PRIMARY KEY, name text, price numeric(8,2), made date);
        INSERT INTO item SELECT n, 'item ' || n, n / 4.0, date '2024-01-01' + n
        FROM generate_series(1, 9) AS n"""
    )
    return found


def test_columns_types_and_rows_in_select_order(connection: psycopg.Connection[Any]) -> None:
    found = trial(connection, "SELECT made, price, name, price AS made FROM item WHERE id = 2;")
    assert found["columns"] == ["made", "price", "name", "made"]
    assert found["types"] == ["date", "numeric", "text", "numeric"]
    assert found["rows"] == [["2024-01-03", 0.5, "item 2", 0.5]]
    assert found["complete"] is True


def test_what_runs_is_what_was_checked_to_the_last_letter(
    connection: psycopg.Connection[Any],
) -> None:
    # In PostgreSQL's strings a backslash with v is the letter v: it was once cut off the end.
    assert trial(connection, "SELECT 1 AS rev")["columns"] == ["rev"]
    assert trial(connection, "SELECT 1 AS rev \t\n;")["columns"] == ["rev"]


def test_numbers_keep_their_digits(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute(
        "SELECT route.trial('SELECT 1.50, 12345678901234567890.123456789', 1, 1000) #>> '{rows}'"
    ).fetchone()
    assert row == ("[[1.50, 12345678901234567890.123456789]]",)


@pytest.mark.parametrize(
    ("sql", "columns", "types", "rows"),
    [
        ("SELECT id, name FROM item WHERE false", ["id", "name"], ["integer", "text"], []),
        ("SELECT FROM item WHERE id < 3", [], [], [[], []]),
        ("SELECT NULL", ["?column?"], ["text"], [[None]]),
        ("SELECT ARRAY[1, 2], '{\"a\": 1}'::json", ["array", "json"], ["integer[]", "json"], None),
        ("VALUES (1, 'a')", ["column1", "column2"], ["integer", "text"], [[1, "a"]]),
        ("SELECT 'NaN'::float8, 'x'::bytea", ["float8", "bytea"], None, [["NaN", "\\x78"]]),
        ("SELECT i FROM item AS i WHERE id = 1 ", ["i"], ["item"], None),
    ],
)
def test_odd_results(
    connection: psycopg.Connection[Any],
    sql: str,
    columns: list[str],
    types: list[str] | None,
    rows: list[Any] | None,
) -> None:
    found = trial(connection, sql)
    assert found["columns"] == columns
    assert types is None or found["types"] == types
    assert rows is None or found["rows"] == rows


def test_at_most_so_many_rows(connection: psycopg.Connection[Any]) -> None:
    found = trial(connection, "SELECT id FROM item ORDER BY id", rows=3)
    assert (found["rows"], found["complete"]) == ([[1], [2], [3]], False)
    assert trial(connection, "SELECT id FROM item", rows=9)["complete"] is True


def test_at_most_so_many_bytes(connection: psycopg.Connection[Any]) -> None:
    found = trial(connection, "SELECT repeat('x', 400) FROM item", size=1000)
    assert (len(found["rows"]), found["complete"]) == (2, False)
    found = trial(connection, "SELECT repeat('x', 4000)", size=1000)
    assert (found["rows"], found["columns"], found["complete"]) == ([], ["repeat"], False)


def test_a_failure_has_postgresql_s_parts(connection: psycopg.Connection[Any]) -> None:
    failure = trial(connection, "SELECT prise FROM item")["failure"]
    assert failure["sqlstate"] == "42703"
    assert failure["message"] == 'column "prise" does not exist'
    assert failure["hint"] == 'Perhaps you meant to reference the column "item.price".'


def test_a_plan_above_the_cost_limit_is_not_run(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET route.max_cost = 100")
    sql = "SELECT count(*) FROM item a, item b, item c"
    failure = trial(connection, sql)["failure"]
    assert failure["sqlstate"] == "54000"
    assert "route.max_cost, 100" in failure["message"]
    assert explain(connection, sql)["cost"] > 100


@pytest.mark.parametrize("value", ["", "none", "-1", "NaN", "1e400", "0x10", "1;2"])
def test_a_limit_that_is_no_number(connection: psycopg.Connection[Any], value: str) -> None:
    connection.execute("SELECT set_config('route.max_cost', %s, false)", (value,))
    if not value:
        assert "failure" not in trial(connection, "SELECT 1")
        return
    with pytest.raises(psycopg.Error) as raised:
        trial(connection, "SELECT 1")
    assert raised.value.sqlstate == "RT006"


def test_explain_runs_nothing_and_counts(connection: psycopg.Connection[Any]) -> None:
    found = explain(connection, "SELECT * FROM item WHERE id = 1 ")
    assert set(found) == {"cost", "rows"}
    assert explain(connection, "SELECT 1; SELECT 2")["failure"]["sqlstate"] == "RT003"
    assert explain(connection, "SELECT nothing")["failure"]["sqlstate"] == "42703"


def test_the_caller_s_transaction_stays_as_it_was(connection: psycopg.Connection[Any]) -> None:
    connection.autocommit = False
    connection.execute("SET LOCAL search_path = public")
    before = connection.execute("SELECT name, setting FROM pg_settings ORDER BY 1").fetchall()
    connection.execute("INSERT INTO item VALUES (10, 'uncommitted', 1, NULL)")
    connection.execute("CREATE TEMPORARY TABLE mine AS SELECT 7 AS seven")
    assert trial(connection, "SELECT name FROM item WHERE id = 10")["rows"] == [["uncommitted"]]
    assert trial(connection, "SELECT seven FROM mine")["rows"] == [[7]]
    assert "failure" in trial(connection, "SELECT 1 / 0")
    connection.execute("INSERT INTO item VALUES (11, 'goes on', 1, NULL)")
    assert (
        connection.execute("SELECT name, setting FROM pg_settings ORDER BY 1").fetchall() == before
    )
    connection.rollback()


def test_it_works_where_nothing_may_be_written(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET default_transaction_read_only = on")
    assert trial(connection, "SELECT count(*) FROM item")["rows"] == [[9]]
    assert "cost" in explain(connection, "SELECT 1")


def test_a_function_cannot_forge_the_success_of_a_trial(
    connection: psycopg.Connection[Any],
) -> None:
    connection.execute(
        """CREATE FUNCTION forge() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN RAISE EXCEPTION 'rolled back on purpose'; END $$"""
    )
    assert trial(connection, "SELECT forge()")["failure"]["sqlstate"] == "P0001"


def test_names_are_looked_up_in_the_caller_s_path(connection: psycopg.Connection[Any]) -> None:
    connection.execute('CREATE SCHEMA "Other One"; CREATE TABLE "Other One".item (other integer)')
    connection.execute('SET search_path = missing, "Other One", public')
    assert trial(connection, "SELECT * FROM item")["columns"] == ["other"]
    connection.execute("SET search_path = ''")
    assert trial(connection, "SELECT * FROM item")["failure"]["sqlstate"] == "42P01"
    assert trial(connection, "SELECT * FROM public.item", rows=1)["columns"][0] == "id"


def test_a_lock_is_waited_for_a_second_at_most(
    connection: psycopg.Connection[Any], connect: Connect
) -> None:
    other = connect(autocommit=False)
    other.execute("LOCK TABLE item IN ACCESS EXCLUSIVE MODE")
    began = time.monotonic()
    assert trial(connection, "SELECT id FROM item")["failure"]["sqlstate"] == "55P03"
    assert 0.9 < time.monotonic() - began < 5
    other.rollback()


def test_a_cancel_is_never_taken_for_a_failure(connection: psycopg.Connection[Any]) -> None:
    timer = threading.Timer(0.3, connection.cancel)
    timer.start()
    connection.execute("SET route.max_cost = 1e30")
    with pytest.raises(psycopg.errors.QueryCanceled):
        trial(
            connection,
            "SELECT count(*) FROM item a, item b, item c, item d, item e, item f, item g, item h",
        )
    timer.join()


def handle(connection: psycopg.Connection[Any], **request: Any) -> dict[str, Any]:
    """A reply of route.handle."""
    row = connection.execute("SELECT route.handle(%s)", (json.dumps(request),)).fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    return found


def test_requests_and_their_replies(connection: psycopg.Connection[Any]) -> None:
    reply = handle(connection, type="explain", id="q", sql=["SELECT 1", "SELECT x", "TABLE item"])
    assert (reply["type"], reply["id"]) == ("explained", "q")
    assert ["failure" in plan for plan in reply["plans"]] == [False, True, False]
    assert handle(connection, type="explain", id="q", sql=[])["plans"] == []
    reply = handle(connection, type="trial", id="q", sql="SELECT id FROM item ORDER BY 1", rows=2)
    assert (reply["type"], reply["rows"], reply["complete"]) == ("tried", [[1], [2]], False)
    reply = handle(connection, type="trial", id="q", sql="SELECT 1/0", rows=2)
    assert (reply["type"], reply["failure"]["sqlstate"]) == ("tried", "22012")


@pytest.mark.parametrize("request_type", ["run", None, "check"])
def test_anything_else_is_no_request(
    connection: psycopg.Connection[Any], request_type: str | None
) -> None:
    with pytest.raises(psycopg.errors.ProtocolViolation):
        handle(connection, type=request_type, id="q", sql="SELECT 1")

"""Asking over a psycopg connection: the same answers, the same bounds, no worker."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from route_pg.catalog.sync import sync
from route_pg.cli import main
from route_pg.direct import ask, run
from route_pg.errors import BadArgument, RefusedAsUnsafe, RouteError
from route_pg.models.fake import FakeEmbedder, FakeModel
from route_pg.protocol.messages import Answer, Refusal, Settings
from tests.fixtures.cluster import Cluster, Connect, MakeRole

TABLES = """
CREATE SCHEMA farm;
CREATE TABLE farm.sheep (id int PRIMARY KEY, name text, wool numeric, tags jsonb);
INSERT INTO farm.sheep VALUES
    (1, 'Dolly', 1.50, '["old"]'), (2, 'Shaun', 0.10000000000000000001, NULL);
"""


@pytest.fixture
def farm(connect: Connect) -> psycopg.Connection[object]:
    """A connection to a synced database."""
    connection = connect()
    connection.execute(TABLES)
    embedder = FakeEmbedder()
    sync(connection, embedder.embed, embedder.name)
    return connection


def asked(
    connection: psycopg.Connection[object], question: str, settings: Settings | None = None
) -> Answer | Refusal:
    return ask(connection, question, FakeModel(), FakeEmbedder(), settings=settings)


def refused(ending: Answer | Refusal, sqlstate: str) -> Refusal:
    assert isinstance(ending, Refusal), ending
    assert ending.sqlstate == sqlstate
    return ending


def test_a_question_and_its_rows(farm: psycopg.Connection[object]) -> None:
    ending = asked(farm, "sql: SELECT name, wool, tags FROM sheep ORDER BY id")
    assert isinstance(ending, Answer)
    assert ending.sql == "SELECT name, wool, tags FROM farm.sheep ORDER BY id"
    assert ending.trace["model"] == "fake"
    result = run(farm, ending.sql, 10)
    assert result.columns == ("name", "wool", "tags")
    assert result.rows[1] == ("Shaun", Decimal("0.10000000000000000001"), None)
    assert result.rows[0][2] == ["old"]
    assert not run(farm, ending.sql, 1).complete
    assert farm.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_it_sees_what_the_transaction_sees_and_leaves_it_alone(
    farm: psycopg.Connection[object],
) -> None:
    farm.autocommit = False
    farm.execute("INSERT INTO farm.sheep VALUES (3, 'Timmy', 1, NULL)")
    ending = asked(farm, "how many sheep?")
    assert isinstance(ending, Answer)
    assert run(farm, ending.sql, 1).rows == ((3,),)
    assert farm.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
    farm.rollback()


def test_a_trial_that_takes_too_long_fails_and_the_connection_goes_on(
    farm: psycopg.Connection[object],
) -> None:
    long = "sql: SELECT count(*) FROM generate_series(1, 100000000) AS g(n) WHERE n = -1"
    settings = Settings(trial_timeout=100, max_cost=1e15)
    refusal = refused(asked(farm, long, settings), "RT002")
    assert "route.trial_timeout (100 ms)" in refusal.detail
    assert isinstance(asked(farm, "how many sheep?"), Answer)
    shown = farm.execute("SHOW statement_timeout").fetchone()
    assert shown == ("0",)


def test_a_statement_that_fails_says_so(farm: psycopg.Connection[object]) -> None:
    with pytest.raises(RouteError) as failed:
        run(farm, "SELECT 1/0", 10)
    assert "22012" in failed.value.message
    with pytest.raises(RefusedAsUnsafe):
        run(farm, "DELETE FROM farm.sheep", 10)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM farm.sheep",
        "WITH gone AS (DELETE FROM farm.sheep RETURNING *) SELECT * FROM gone",
        "SELECT 1; DROP TABLE farm.sheep",
        "SELECT pg_advisory_lock(1)",
    ],
)
def test_nothing_is_written(farm: psycopg.Connection[object], statement: str) -> None:
    refused(asked(farm, f"sql: {statement}"), "RT003")
    assert farm.execute("SELECT count(*) FROM farm.sheep").fetchone() == (2,)


def test_a_role_that_may_read_nothing(
    farm: psycopg.Connection[object], connect: Connect, make_role: MakeRole
) -> None:
    make_role("guest")
    refusal = refused(asked(connect("guest"), "how many sheep?"), "RT002")
    assert "guest" in refusal.detail


def test_a_database_without_route_pg_is_told_how_to_get_it(cluster: Cluster) -> None:
    with (
        psycopg.connect(cluster.dsn(), autocommit=True) as connection,
        pytest.raises(BadArgument) as error,
    ):
        asked(connection, "how many?")
    assert "not installed" in error.value.message
    assert error.value.hint


def test_a_catalog_of_another_embedder(farm: psycopg.Connection[object]) -> None:
    class Other(FakeEmbedder):
        name = "other-1"

    refused(ask(farm, "how many sheep?", FakeModel(), Other()), "RT005")


# --- the command line over it -------------------------------------------------------------------


@pytest.fixture
def command(
    farm: psycopg.Connection[object], database: str, capsys: pytest.CaptureFixture[str]
) -> object:
    """`command('ask', ...)`: exit status, stdout, stderr."""

    def run_command(name: str, *arguments: str) -> tuple[int, str, str]:
        status = main([name, "--dsn", database, "--model", "fake", *arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


QUESTION = "sql: SELECT id, name, wool FROM farm.sheep ORDER BY id"


def test_ask_as_csv_json_sql_and_table(command: object) -> None:
    assert callable(command)
    status, out, _ = command("ask", "--format", "csv", QUESTION)
    assert status == 0
    assert list(csv.reader(io.StringIO(out)))[1] == ["1", "Dolly", "1.50"]
    status, out, _ = command("ask", "--format", "json", QUESTION)
    assert json.loads(out)[0] == {"id": 1, "name": "Dolly", "wool": 1.5}
    assert json.loads(out)[1]["wool"] == "0.10000000000000000001"
    status, out, _ = command("ask", "--format", "sql", QUESTION)
    assert out == "SELECT id, name, wool FROM farm.sheep ORDER BY id;\n"
    status, out, _ = command("ask", "--format", "table", "--max-rows", "1", QUESTION)
    assert "Dolly" in out
    assert "(1 row, there are more)" in out


def test_errors_are_printed_and_not_traced_back(command: object) -> None:
    assert callable(command)
    status, out, err = command("ask", "delete all sheep")
    assert status == 1
    assert out == ""
    assert err.startswith("ERROR:  refused: only reading is allowed here\nDETAIL:  ")
    assert "HINT:  " in err
    status, _, err = command("ask", "")
    assert status == 1
    assert err.startswith("ERROR:  there is no question\nDETAIL:  It is empty")
    assert "HINT:  Ask in English" in err
    status, _, err = command("ask", "--least-confidence", "2", QUESTION)
    assert status == 1
    assert "--least-confidence" in err
    status, _, err = command("ask", "--max-rows", "0", QUESTION)
    assert status == 1
    assert "at least 1" in err


def test_the_trace_goes_to_stderr(command: object) -> None:
    assert callable(command)
    _, _, err = command("ask", "--trace", "--format", "csv", QUESTION)
    assert json.loads(err)["candidates"][0]["chosen"]


def test_sync_says_what_it_did(command: object) -> None:
    assert callable(command)
    status, out, _ = command("sync")
    assert status == 0
    assert "0 embedded" in out


def test_the_plain_script_serves_a_database_without_pl_python(
    cluster: Cluster, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = cluster.create_database("template1")
    try:
        dsn = cluster.dsn(name)
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION vector")
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute(TABLES)
        assert main(["install", "--no-plpython", "--dsn", dsn]) == 0
        assert main(["sync", "--dsn", dsn, "--model", "fake"]) == 0
        capsys.readouterr()
        arguments = ["--dsn", dsn, "--model", "fake", "--format", "csv"]
        assert main(["ask", *arguments, "how many sheep?"]) == 0
        assert capsys.readouterr().out.splitlines()[1] == "2"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("SELECT route_verify('Rainy days?', 'SELECT 7 AS days')")
            assert main(["ask", *arguments, "rainy days"]) == 0
            assert capsys.readouterr().out.splitlines() == ["days", "7"]
            used = connection.execute("SELECT lanname FROM pg_language WHERE lanname ~ 'python'")
            assert used.fetchall() == []
    finally:
        cluster.drop_database(name)

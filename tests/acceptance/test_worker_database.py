"""The worker with a connection of its own: the time limit of trials, sync after DDL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.acceptance.backend import until
from tests.fixtures.cluster import Connect
from tests.fixtures.worker import WorkerProcess

# Nearly two billion rows of three crossed series: minutes of work.
LONG = (
    "sql: SELECT count(*) FROM generate_series(1, 3000) AS a(n), generate_series(1, 3000) AS b(n),"
    " generate_series(1, 200) AS c(n) WHERE a.n + b.n + c.n = -1"
)
LIMIT = 300  # milliseconds
ROUNDS = 5
NEAR = 0.25  # seconds after the limit within which a trial is stopped


@pytest.fixture
def limited(database: str, worker: WorkerProcess, connect: Connect) -> psycopg.Connection[object]:
    """A session with a short limit, of a worker that may cancel."""
    worker.stop()
    worker.arguments = ("--model", "fake", "--dsn", database)
    worker.start()
    connection = connect()
    until(lambda: status(connection).get("columns you may ask about", "0") != "")
    connection.execute(f"SET route.trial_timeout = {LIMIT}")
    connection.execute("SET route.max_cost = 1e15")
    connection.execute("CREATE TABLE one AS SELECT 1 AS n")
    until(lambda: sync(connection), 30)
    connection.execute("SELECT route_sql('sql: SELECT 1')")
    return connection


def sync(connection: psycopg.Connection[object]) -> bool:
    """Sync; False while the worker, which saw the same DDL, is at it."""
    try:
        connection.execute("SELECT * FROM route_sync()")
    except psycopg.Error as error:
        if error.sqlstate != "RT006":
            raise
        return False
    return True


def status(connection: psycopg.Connection[object]) -> dict[str, str]:
    return dict(connection.execute("SELECT item, value FROM route_status()").fetchall())  # type: ignore[arg-type]


def ask(connection: psycopg.Connection[object], question: str) -> tuple[str, float]:
    """The SQLSTATE of an error or '', and the seconds that it took."""
    began = time.monotonic()
    try:
        connection.execute("SELECT route_sql(%s)", (question,))
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_detail or ''}", time.monotonic() - began
    return "", time.monotonic() - began


def test_a_trial_that_outstays_its_limit_is_stopped_and_the_session_goes_on(
    limited: psycopg.Connection[object],
) -> None:
    for _ in range(ROUNDS):
        said, seconds = ask(limited, LONG)
        assert said.startswith("RT002")
        assert "route.trial_timeout" in said
        assert seconds >= LIMIT / 1000
        # The caller's own next statement is never the one that is hit.
        assert limited.execute("SELECT pg_sleep(0.05), 7").fetchone() is not None
    assert ask(limited, "sql: SELECT 1")[0] == ""


def test_a_trial_is_stopped_soon_after_its_limit(limited: psycopg.Connection[object]) -> None:
    quick = min(ask(limited, "sql: SELECT 1")[1] for _ in range(3))
    late = sorted(ask(limited, LONG)[1] - quick - LIMIT / 1000 for _ in range(ROUNDS))
    assert late[0] < NEAR  # the others tell of the load of the machine


@pytest.fixture
def cancelling(
    limited: psycopg.Connection[object],
) -> Iterator[Callable[[float], threading.Timer]]:
    """`cancelling(seconds)`: cancel what `limited` runs, as Ctrl-C in psql does."""
    timers: list[threading.Timer] = []

    def start(seconds: float) -> threading.Timer:
        timers.append(threading.Timer(seconds, limited.cancel_safe))
        timers[-1].start()
        return timers[-1]

    yield start
    for timer in timers:
        timer.join()


def test_a_users_cancel_is_no_time_limit(
    limited: psycopg.Connection[object], cancelling: Callable[[float], threading.Timer]
) -> None:
    limited.execute("SET route.trial_timeout = 10000")
    for _ in range(ROUNDS):
        timer = cancelling(0.2)
        said, _ = ask(limited, LONG)
        timer.join()
        assert said.startswith("57014")
    assert ask(limited, "sql: SELECT 1")[0] == ""


def test_a_callers_statement_timeout_is_not_absorbed(limited: psycopg.Connection[object]) -> None:
    limited.execute(f"SET statement_timeout = {LIMIT // 2}")
    said, seconds = ask(limited, LONG)
    assert said.startswith("57014")
    assert seconds < 5
    limited.execute("RESET statement_timeout")
    assert ask(limited, "sql: SELECT 1")[0] == ""


def test_the_catalog_follows_ddl(database: str, worker: WorkerProcess, connect: Connect) -> None:
    worker.stop()
    worker.arguments = ("--model", "fake", "--dsn", database)
    worker.start()
    connection = connect()
    connection.execute("CREATE SCHEMA farm CREATE TABLE sheep (id int, shepherd text)")

    def linked() -> set[str]:
        rows = connection.execute(
            "SELECT column_name FROM route_link('shepherd of the sheep')"
        ).fetchall()
        return {row[0] for row in rows}

    def known(name: str) -> bool:
        try:
            return name in linked()
        except psycopg.errors.Error:
            return False

    until(lambda: known("shepherd"), 30)
    connection.execute("ALTER TABLE farm.sheep ADD COLUMN shorn_on date")
    until(lambda: known("shorn_on"), 30)


def test_a_worker_outlives_its_database_connection(
    database: str, worker: WorkerProcess, connect: Connect
) -> None:
    worker.stop()
    worker.arguments = ("--model", "fake", "--dsn", database)
    worker.start()
    connection = connect()
    ours = "application_name LIKE 'route-pg%' AND datname = current_database()"

    def count() -> int:
        row = connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {ours}").fetchone()
        assert row is not None
        return int(row[0])

    until(lambda: count() == 2)
    connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
    until(lambda: count() >= 1, 30)
    connection.execute("SET route.trial_timeout = 300")
    connection.execute("SET route.max_cost = 1e15")
    connection.execute("CREATE TABLE one AS SELECT 1 AS n")
    until(lambda: sync(connection), 30)
    assert ask(connection, LONG)[0].startswith("RT002")

"""More sessions than a worker takes, and memory or disk that run out."""

from __future__ import annotations

import os
import resource
import selectors
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.acceptance.backend import Backend, reply_to, running
from tests.fixtures.cluster import Connect
from tests.fixtures.worker import StartWorker, WorkerProcess, point_to

SESSIONS = 500
MOST = 4  # questions that the small worker takes at once
BUSY_SECONDS = 10.0  # for all who are too many to be told: the machine is busy
ONE = "sql: SELECT 1 AS one"


def _memory(pid: int) -> int:
    """Bytes of address space."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def test_500_sessions_at_once_over_a_small_worker(tmp_path: Path) -> None:
    address = Path("/tmp") / f"route-crowd-{os.getpid()}" / "w.sock"
    with (
        running("--socket", str(address), "--max-questions", str(MOST)) as worker,
        ExitStack() as stack,
    ):
        backends = [stack.enter_context(Backend.unix(address)) for _ in range(SESSIONS)]
        for backend in backends:
            backend.greet()
        began = time.monotonic()
        for number, backend in enumerate(backends):
            backend.ask(ONE, id=f"q{number}")
        first = [backend.hear() for backend in backends]
        told = time.monotonic() - began
        kinds = [message["type"] for message in first if message]
        busy = [message for message in first if message and message["type"] == "refusal"]
        assert kinds.count("link") == MOST
        assert len(busy) == SESSIONS - MOST
        assert {message["sqlstate"] for message in busy} == {"RT001"}
        assert all("busy" in message["message"] for message in busy)
        assert told < BUSY_SECONDS
        # Those who were taken get their answers, and everybody's next question is taken as well.
        for backend, message in zip(backends, first, strict=True):
            if message and message["type"] == "link":
                backend.say(reply_to(message))
                assert backend.answer()["type"] == "answer"
        for number, backend in enumerate(backends):
            backend.ask(ONE, id=f"again{number}")
            assert backend.answer()["type"] == "answer"
        worker.stop()
    address.parent.rmdir()


@pytest.mark.usefixtures("bookshop")
def test_sessions_that_are_too_many_are_told_and_unhurt(
    connect: Connect, start_worker: StartWorker, database: str
) -> None:
    worker = start_worker("--model", "fake", "--max-questions", "1")
    point_to(database, worker.socket)
    sessions = [connect() for _ in range(6)]
    slow = "SELECT * FROM route_ask('sql: SELECT max(n) FROM generate_series(1, 1000000) AS n')"
    outcomes = []
    with selectors.DefaultSelector() as waiting:
        for session in sessions:
            session.pgconn.send_query(slow.encode())
            session.pgconn.flush()
            waiting.register(session.pgconn.socket, selectors.EVENT_READ, session)
        while waiting.get_map():
            for key, _ in waiting.select(60):
                session = key.data
                session.pgconn.consume_input()
                if session.pgconn.is_busy():
                    continue
                result = session.pgconn.get_result()
                outcomes.append(result.error_field(psycopg.pq.DiagnosticField.SQLSTATE) or b"ok")
                while session.pgconn.get_result() is not None:
                    pass
                waiting.unregister(session.pgconn.socket)
    assert set(outcomes) <= {b"ok", b"RT001"}
    assert b"ok" in outcomes
    for session in sessions:
        assert session.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"one": 1},)


@pytest.mark.usefixtures("bookshop")
def test_a_worker_without_memory_lives_on(connect: Connect, worker: WorkerProcess) -> None:
    connection = connect()
    connection.execute("SELECT route_sql(%s)", (ONE,))
    free = resource.prlimit(worker.pid, resource.RLIMIT_AS)
    resource.prlimit(worker.pid, resource.RLIMIT_AS, (_memory(worker.pid), free[1]))
    try:
        for _ in range(3):
            with connect() as other, pytest.raises(psycopg.Error) as raised:
                # Too much for what is left, in one way or another.
                other.execute("SELECT route.embed(array_fill(repeat('x ', 12000), ARRAY[256]))")
            assert raised.value.sqlstate in ("RT001", "RT004")
    finally:
        resource.prlimit(worker.pid, resource.RLIMIT_AS, free)
    assert connection.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"one": 1},)


@pytest.mark.usefixtures("bookshop", "worker")
def test_a_trial_for_which_there_is_no_room(connect: Connect) -> None:
    connection = connect()
    connection.execute("SET temp_file_limit = '1MB'; SET work_mem = '64kB'")  # a disk that is full
    spilling = "sql: SELECT n FROM generate_series(1, 500000) AS n ORDER BY -n"
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT * FROM route_ask(%s)", (spilling,))
    assert raised.value.sqlstate == "RT002"
    assert "temp_file_limit" in (raised.value.diag.message_detail or "")
    huge = "sql: SELECT repeat(repeat('x', 1000000), 2000)"  # more than a value may have
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT * FROM route_ask(%s)", (huge,))
    assert raised.value.sqlstate == "RT002"
    assert connection.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"one": 1},)


def test_a_log_that_nobody_can_write(tmp_path: Path) -> None:
    """The disk of the worker is full: it answers all the same."""
    address = Path(f"/tmp/route-full-{os.getpid()}/w.sock")
    command = [sys.executable, "-m", "route_pg.cli", "worker", "--model", "fake"]
    with (
        Path("/dev/full").open("wb") as full,
        subprocess.Popen(
            [*command, "--socket", str(address)], stdout=subprocess.PIPE, stderr=full
        ) as worker,
    ):
        try:
            assert worker.stdout is not None
            assert b"ready" in worker.stdout.readline()
            with Backend.unix(address) as backend:
                backend.greet()
                for number in range(3):
                    backend.ask(ONE, id=f"q{number}")
                    assert backend.answer()["type"] == "answer"
        finally:
            worker.terminate()
    address.parent.rmdir()

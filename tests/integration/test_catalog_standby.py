"""A hot standby: it links as the primary does, and refuses to sync."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from route_pg.errors import BadArgument
from tests.fixtures.cluster import Connect
from tests.fixtures.worker import WorkerProcess
from tests.integration.catalog import Connection, columns, link, matches, synced

PORT = 54399  # of a socket in a folder of its own; nothing listens on TCP


def _run(*command: str | Path) -> None:
    # the server refuses to run as root, and its folder belongs to whoever runs it
    user = "postgres" if os.getuid() == 0 else None
    subprocess.run(
        [str(part) for part in command], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL
    )


@pytest.fixture
def standby(connect: Connect) -> Iterator[str]:
    """The dsn of a standby of the tests' cluster, for the same database."""
    primary = connect()
    row = primary.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    assert row is not None
    binaries = Path(str(row[0]))
    folder = Path(tempfile.mkdtemp(prefix="route-standby-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    info = primary.info
    source = f"host={info.host} port={info.port} user=postgres"
    _run(binaries / "pg_basebackup", "-D", folder / "data", "-d", source, "-R", "-X", "stream",
         "-c", "fast", "--no-sync")  # fmt: skip
    options = f"-k {folder} -p {PORT} -c listen_addresses= -c fsync=off -c shared_buffers=32MB"
    control = (binaries / "pg_ctl", "-D", folder / "data", "-w")
    _run(*control, "-o", options, "-l", folder / "log", "start")
    name = str(conninfo_to_dict(info.dsn)["dbname"])
    yield f"host={folder} port={PORT} user=postgres dbname={name}"
    _run(*control, "-m", "immediate", "stop")
    shutil.rmtree(folder)


def _caught_up(primary: Connection, dsn: str) -> Connection:
    # a record of our own: what is inserted but not flushed yet may stay ahead for good
    marked = "SELECT pg_logical_emit_message(true, 'test', 'here')"
    row = primary.execute(marked).fetchone()
    assert row is not None
    follower = psycopg.connect(dsn, autocommit=True)
    for _ in range(200):
        if follower.execute("SELECT pg_last_wal_replay_lsn() >= %s", row).fetchone() == (True,):
            return follower
        time.sleep(0.05)
    raise AssertionError("the standby does not follow")


def test_a_standby_links_and_does_not_sync(connect: Connect, standby: str) -> None:
    primary = connect()
    primary.execute(
        "CREATE TABLE customers (id int PRIMARY KEY, city text);"
        "INSERT INTO customers VALUES (1, 'Paris');"
        "CREATE TABLE guarded (who text); INSERT INTO guarded VALUES ('Rome');"
        "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY"
    )
    synced(primary)
    with _caught_up(primary, standby) as follower:
        linked = link(follower, "customers in Paris, guarded in Rome")
        assert columns(linked) == {"customers.id", "customers.city", "guarded.who"}
        assert matches(linked) == {("customers.city", "Paris"), ("guarded.who", "Rome")}
        primary.execute("ALTER TABLE customers ADD since date")
    with _caught_up(primary, standby) as follower:
        assert link(follower, "customers")["stale"] == ["public.customers"]
        with pytest.raises(BadArgument, match="standby"):
            synced(follower)


@pytest.mark.usefixtures("bookshop")
def test_a_standby_answers_and_says_what_it_cannot_do(
    connect: Connect, worker: WorkerProcess, standby: str
) -> None:
    question = "sql: SELECT title FROM shop.book ORDER BY title LIMIT 1"
    with _caught_up(connect(), standby) as follower:
        for query in (
            "SELECT * FROM route_ask(%s)",
            "SELECT * FROM route_rows(%s) AS t(title text)",
            "SELECT route_sql(%s)",
            "SELECT route_explain(%s)",
            "SELECT route_columns(%s)",
            "SELECT * FROM route_link(%s)",
        ):
            assert follower.execute(query.encode(), (question,)).fetchall() != [], query
        rows = follower.execute("SELECT * FROM route_ask(%s)", (question,)).fetchall()
        assert rows == [({"title": "Salt Roads"},)]
        with follower.transaction():
            follower.execute("SELECT route_cursor(%s, 'c')", (question,))
            assert follower.execute("FETCH ALL FROM c").fetchall() == [("Salt Roads",)]
        for query in (
            "SELECT * FROM route_sync()",
            "SELECT route_verify('q', 'SELECT 1')",
            "SELECT route_term('a', 'b')",
            "SELECT route_exclude('shop.book', 'title')",
            "SELECT route_view('shop.v', 'sql: SELECT 1 AS one')",
        ):
            with pytest.raises(psycopg.Error) as raised:
                follower.execute(query.encode())
            assert raised.value.sqlstate in ("RT006", "25006"), query
            assert "standby" in str(raised.value) or "read-only" in str(raised.value), query

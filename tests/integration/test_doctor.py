"""`route-pg doctor` on set-ups that are broken, one at a time, and on one that is not."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from route_pg.cli import main
from route_pg.doctor.cli import diagnose
from route_pg.doctor.findings import Finding
from tests.fixtures.cluster import Cluster, Connect, MakeRole
from tests.fixtures.worker import WorkerProcess
from tests.integration.catalog import synced


def _wrong(dsn: str) -> list[Finding]:
    found = [finding for finding in diagnose(dsn=dsn, socket=None) if finding.level != "ok"]
    # the tests' worker has no --dsn, of which the doctor warns each time
    return [finding for finding in found if "no --dsn" not in finding.text]


def _only(dsn: str) -> Finding:
    (finding,) = _wrong(dsn)
    return finding


def _set_worker(connect: Connect, address: str) -> None:
    connect().execute("UPDATE route.setting SET value = %s WHERE name = 'worker'", (address,))


@pytest.fixture
def sound(worker: WorkerProcess, connect: Connect, database: str) -> str:
    """The dsn of a database with a worker and a synced table."""
    connection = connect()
    connection.execute("CREATE TABLE public.towns (id int PRIMARY KEY, name text)")
    connection.execute("SELECT * FROM route_sync()")
    return database


def test_nothing_is_wrong_where_nothing_is(sound: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _wrong(sound) == []
    assert main(["doctor", "--dsn", sound]) == 0
    assert "2 columns for this user" in capsys.readouterr().out


def test_never_synced(worker: WorkerProcess, database: str) -> None:
    finding = _only(database)
    assert (finding.subject, finding.text) == ("catalog", "never synced")
    assert "route_sync()" in finding.mend


def test_stale(sound: str, connect: Connect) -> None:
    connect().execute("ALTER TABLE public.towns ADD region text")
    finding = _only(sound)
    assert (finding.level, finding.text) == ("warning", "relations changed since: public.towns")


def test_embedded_by_another_model(sound: str, connect: Connect) -> None:
    synced(connect())
    assert "embedded by test-words" in _only(sound).text


def test_a_worker_that_ended(sound: str, worker: WorkerProcess) -> None:
    worker.stop()
    here, there = _wrong(sound)
    assert f"route-pg worker --socket {worker.socket}" in here.mend
    assert there.text.startswith("seen from the server: unreachable")


def test_an_address_that_is_none(sound: str, connect: Connect) -> None:
    _set_worker(connect, "worker.example:8000")
    assert "is no address" in _wrong(sound)[0].text


def test_a_file_in_the_place_of_the_socket(sound: str, connect: Connect, tmp_path: Path) -> None:
    (tmp_path / "worker.sock").touch()
    _set_worker(connect, str(tmp_path / "worker.sock"))
    assert "is no socket" in _wrong(sound)[0].text


def test_a_role_without_rights(sound: str, make_role: MakeRole) -> None:
    dsn = make_conninfo(sound, user=make_role("nobody_here"))
    assert (_only(dsn).level, _only(dsn).text) == ("warning", "nothing is readable")


def test_a_role_without_usage(sound: str, make_role: MakeRole, connect: Connect) -> None:
    connect().execute("REVOKE USAGE ON SCHEMA route FROM PUBLIC")
    finding = _only(make_conninfo(sound, user=make_role("nobody_here")))
    assert "may not use schema route" in finding.text
    assert finding.mend == "GRANT USAGE ON SCHEMA route TO nobody_here;"


def test_another_version(sound: str, connect: Connect) -> None:
    connect().execute("UPDATE pg_extension SET extversion = '0.0.1' WHERE extname = 'route_pg'")
    finding = _only(sound)
    assert finding.text.startswith("route_pg 0.0.1 in the database")
    assert finding.mend == "ALTER EXTENSION route_pg UPDATE;"


def test_who_is_turned_away_is_not_asked_whether_the_server_runs(cluster: Cluster) -> None:
    for dsn in (cluster.dsn("no_such_database"), cluster.dsn(user="no_such_role")):
        finding = _only(dsn)
        assert "does not exist" in finding.text
        assert "another database or user" in finding.mend


def test_a_database_without_the_extension(cluster: Cluster, template: str) -> None:
    wrong = _wrong(cluster.dsn("postgres"))
    assert {finding.mend for finding in wrong} == {"CREATE EXTENSION route_pg CASCADE;"}


def test_an_installation_in_plain_sql(cluster: Cluster, template: str) -> None:
    name = cluster.create_database("template0")
    try:
        dsn = cluster.dsn(name)
        assert main(["install", "--dsn", dsn, "--no-plpython"]) == 0
        finding = _only(dsn)
        assert (finding.text, finding.mend) == (
            "never synced",
            "route-pg sync, as the owner of schema route.",
        )
        with psycopg.connect(dsn, autocommit=True) as connection:
            synced(connection)
        assert [f.text for f in _wrong(dsn)] == ["nothing is readable"]
    finally:
        cluster.drop_database(name)

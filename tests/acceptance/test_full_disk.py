"""A disk that is really full: a small one of its own, which takes root and a mount."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.fixtures.cluster import Cluster, Connect
from tests.fixtures.worker import WorkerProcess, point_to

ONE = "sql: SELECT 1 AS one"
DISK_BYTES = 2 << 20
NO_ROOM = "No space left on device"


@pytest.fixture
def disk(cluster: Cluster) -> Iterator[Path]:
    """A file system of 2 MiB that the server's user owns."""
    folder = Path(tempfile.mkdtemp(prefix="route-disk-", dir="/tmp"))
    owner = Path(cluster.folder, "data").stat()
    rights = f"size={DISK_BYTES},mode=0755,uid={owner.st_uid},gid={owner.st_gid}"
    command = ["mount", "-t", "tmpfs", "-o", rights, "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("mounting a small disk takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def tablespace(cluster: Cluster, disk: Path) -> Iterator[sql.Identifier]:
    """A tablespace on it."""
    place = disk / "space"
    place.mkdir()
    shutil.chown(place, disk.stat().st_uid, disk.stat().st_gid)
    name = sql.Identifier(f"small_{os.getpid()}")
    cluster.execute(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(name, str(place)))
    yield name
    cluster.execute(sql.SQL("DROP TABLESPACE {}").format(name))


def fill(disk: Path) -> Path:
    """A file that takes all that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    assert shutil.disk_usage(disk).free == 0
    return filler


@pytest.mark.usefixtures("bookshop", "worker")
def test_a_trial_that_spills_onto_a_full_disk(connect: Connect, tablespace: sql.Identifier) -> None:
    connection = connect()
    connection.execute(sql.SQL("SET temp_tablespaces = {}").format(tablespace))
    connection.execute("SET work_mem = '64kB'")
    spilling = "sql: SELECT n FROM generate_series(1, 500000) AS n ORDER BY -n"
    for _ in range(2):
        with pytest.raises(psycopg.Error) as raised:
            connection.execute("SELECT * FROM route_ask(%s)", (spilling,))
        assert raised.value.sqlstate == "RT002"
        assert NO_ROOM in (raised.value.diag.message_detail or "")
        # It has given back what it took, and the session goes on.
        row = connection.execute("SELECT count(*) FROM pg_ls_tmpdir()").fetchone()
        assert row == (0,)
        answer = connection.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone()
        assert answer == ({"one": 1},)


@pytest.mark.usefixtures("bookshop", "worker")
def test_a_sync_onto_a_full_disk(connect: Connect, tablespace: sql.Identifier, disk: Path) -> None:
    connection = connect()
    connection.execute(sql.SQL("ALTER TABLE route.embeddings SET TABLESPACE {}").format(tablespace))
    columns = ", ".join(f"column_{number} text" for number in range(400))
    connection.execute(f"CREATE TABLE shop.wide ({columns})".encode())
    known = connection.execute("TABLE route.state ORDER BY 1").fetchall()
    filler = fill(disk)
    with pytest.raises(psycopg.errors.DiskFull):
        connection.execute("SELECT * FROM route_sync()")
    assert connection.execute("TABLE route.state ORDER BY 1").fetchall() == known
    assert connection.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"one": 1},)
    filler.unlink()
    connection.execute("SELECT * FROM route_sync()")
    row = connection.execute(
        "SELECT count(*) FROM route.visible_columns"
        " WHERE relid = 'shop.wide'::regclass AND embedding IS NOT NULL"
    ).fetchone()
    assert row == (400,)
    connection.execute("ALTER TABLE route.embeddings SET TABLESPACE pg_default")


@pytest.mark.usefixtures("bookshop")
def test_a_worker_whose_log_is_on_a_full_disk(connect: Connect, database: str, disk: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="route-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        worker = WorkerProcess(socket=Path(folder, "worker.sock"), log=disk / "log")
        worker.start()
        try:
            fill(disk)
            point_to(database, worker.socket)
            connection = connect()
            for _ in range(3):
                answer = connection.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone()
                assert answer == ({"one": 1},)
                with pytest.raises(psycopg.Error) as raised:  # what is worth a line in the log
                    connection.execute("SELECT route_sql('sql: DELETE FROM shop.book')")
                assert (raised.value.sqlstate or "").startswith("RT00")
        finally:
            worker.stop()

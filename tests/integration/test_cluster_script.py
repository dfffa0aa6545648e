"""scripts/cluster.sh where folders are unkind: deep, out of reach, left behind by a crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.fixtures.cluster import ROOT, Cluster

SCRIPT = ROOT / "scripts" / "cluster.sh"
SOCKET_BYTES = 107

# The fixture says what to install where there is no server.
pytestmark = pytest.mark.usefixtures("cluster")


def cluster_script(*arguments: str | Path) -> str:
    command = [str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def parent() -> Iterator[Path]:
    """A folder that the server's user can enter (pytest's own is its owner's alone)."""
    folder = Path(tempfile.mkdtemp(prefix="route-scripts-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for demo in folder.rglob("env"):
        cluster_script("remove", demo.parent)
    shutil.rmtree(folder)


def connect(folder: Path) -> psycopg.Connection[tuple[object, ...]]:
    lines = (folder / "env").read_text().splitlines()
    values = dict(line.removeprefix("export ").split("=", 1) for line in lines)
    dsn = make_conninfo(host=values["PGHOST"], port=values["PGPORT"], user="postgres")
    return psycopg.connect(dsn, dbname="postgres")


def start(folder: Path, *options: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    cluster_script("start", folder, *options)


def test_deep_folder_gets_a_socket_in_a_short_one(parent: Path) -> None:
    folder = parent.joinpath(*["deeper-and-deeper"] * 7)
    assert len(str(folder)) > SOCKET_BYTES
    start(folder, "--throwaway")
    with connect(folder) as connection:
        sockets = Path(connection.info.host)
    assert len(str(sockets)) < SOCKET_BYTES
    cluster_script("remove", folder)
    assert not sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_folder_out_of_the_servers_reach_gets_a_place_elsewhere(parent: Path) -> None:
    parent.chmod(0o700)
    folder = parent / "demo"
    start(folder, "--throwaway")
    place = Path(cluster_script("place", folder))
    assert not place.is_relative_to(parent)
    assert place.stat().st_uid != 0
    connect(folder).close()
    cluster_script("remove", folder)
    assert not place.exists()


def test_killed_server_starts_again(parent: Path) -> None:
    folder = parent / "demo"
    start(folder)  # what was committed must be there: no --throwaway
    with connect(folder) as connection:
        connection.execute("CREATE TABLE kept ()")
    process = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(process, signal.SIGKILL)
    start(folder)
    with connect(folder) as connection:
        assert connection.execute("SELECT to_regclass('kept') IS NOT NULL").fetchone() == (True,)


def test_number_of_a_dead_server_may_be_another_programs(parent: Path) -> None:
    folder = parent / "demo"
    start(folder, "--throwaway")
    cluster_script("stop", folder)
    left_behind = folder / "data" / "postmaster.pid"
    left_behind.write_text(f"{os.getpid()}\n{folder / 'data'}\n0\n5432\n{folder / 'run'}\n\n\n")
    shutil.chown(left_behind, (folder / "data").stat().st_uid)
    start(folder, "--throwaway")
    connect(folder).close()


def test_swept_away_socket_is_made_again(parent: Path) -> None:
    folder = parent / "demo"
    start(folder, "--throwaway")
    (folder / "run" / ".s.PGSQL.5432").unlink()
    start(folder, "--throwaway")
    connect(folder).close()


def test_start_twice_is_harmless(parent: Path, cluster: Cluster) -> None:
    folder = parent / "demo"
    start(folder, "--throwaway")
    with connect(folder) as connection:
        start(folder, "--throwaway")
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert cluster.host != connection.info.host

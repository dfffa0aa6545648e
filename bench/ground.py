"""Where attacks, fuzzing and the soak take place: a cluster and a worker of their own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.fixtures.cluster import Cluster, make_template, private_cluster
from tests.fixtures.scripted import ScriptedWorker
from tests.fixtures.worker import WorkerProcess, point_to


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A running server with the extension, and a folder for sockets."""

    cluster: Cluster
    template: str
    folder: Path

    def database(self) -> str:
        """A fresh database with the extension; its dsn as the superuser."""
        return self.cluster.dsn(self.cluster.create_database(self.template))

    def scripted(self, dsn: str) -> ScriptedWorker:
        """A worker that plays a script, which the database points to from now on."""
        worker = ScriptedWorker(path=self.folder / "scripted.sock")
        worker.start()
        point_to(dsn, worker.path)
        return worker

    def worker(self, dsn: str, *arguments: str) -> WorkerProcess:
        """A real worker process with the fake model, which the database points to."""
        worker = WorkerProcess(
            socket=self.folder / "worker.sock",
            log=self.folder / "worker.log",
            arguments=("--model", "fake", *arguments),
        )
        worker.start()
        point_to(dsn, worker.socket)
        return worker


@contextmanager
def ground() -> Iterator[Ground]:
    """Start a cluster, and remove it at the end."""
    with (
        private_cluster() as cluster,
        tempfile.TemporaryDirectory(prefix="route-", dir="/tmp") as folder,
    ):
        Path(folder).chmod(0o755)  # the server's user connects to what lies there
        yield Ground(cluster=cluster, template=make_template(cluster), folder=Path(folder))


def connect(dsn: str, **options: Any) -> psycopg.Connection[Any]:
    """A session in autocommit."""
    return psycopg.connect(dsn, **{"autocommit": True, "prepare_threshold": None, **options})


def progress(text: str) -> None:
    """Say on the terminal what goes on; the figures go to standard output."""
    print(text, file=sys.stderr, flush=True)

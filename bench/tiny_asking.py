"""Asking a language model through PostgreSQL: its worker, its server, and what became of drafts."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median_low
from typing import Any

import psycopg

from bench.ground import Ground, connect, progress
from bench.tiny_shop import ALL, CONTINUED, CORRECTED
from tests.fixtures.worker import point_to

START_SECONDS = 240.0  # of a process that imports a framework on a busy machine
_NUMBERS = count(1)  # of workers' sockets


@contextmanager
def running(
    arguments: Sequence[str], log: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is stopped at the end; its words go to a file."""
    with log.open("ab") as file:
        process = subprocess.Popen(
            arguments, stdout=file, stderr=file, env={**os.environ, **environment}
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def wait_for(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    """Wait until `ready()`; RuntimeError where the process ends or it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text()[-2000:])
        time.sleep(0.1)


@contextmanager
def worker(place: Ground, dsn: str, *arguments: str) -> Iterator[None]:
    """A worker with a language model, which the database points to."""
    address, log = place.folder / f"{next(_NUMBERS)}.sock", place.folder / "lm.log"
    told = [sys.executable, "-m", "route_pg.cli", "worker", "--socket", str(address), *arguments]
    with running(told, log, OMP_NUM_THREADS="1") as process:
        wait_for(process, log, address.exists)
        point_to(dsn, address)
        yield


@contextmanager
def endpoint(place: Ground, weights: Path) -> Iterator[str]:
    """`transformers serve` with the model; the base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = place.folder / "serve.log"
    program = Path(sys.executable).with_name("transformers")
    told = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with running([*told, str(weights)], log, OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1") as process:
        wait_for(process, log, lambda: _answers(f"http://127.0.0.1:{port}/health"))
        yield f"http://127.0.0.1:{port}/v1"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def ask_all(dsn: str) -> dict[str, Any]:
    """Ask every question with route_ask; how many rows are right, and what became of the drafts."""
    right, story, milliseconds = 0, {}, []
    with connect(dsn) as session:
        session.execute("SET route.trial_timeout = 30000")
        for asked in ALL:
            wanted = session.execute(f"SELECT row_to_json(t)::text FROM ({asked.sql}) t").fetchall()
            start = time.monotonic()
            try:
                found = session.execute(
                    "SELECT route_ask::text FROM route_ask(%s)", (asked.question,)
                ).fetchall()
            except psycopg.Error as error:  # a refusal is a figure here
                progress(f"{asked.question}: {error}")
                continue
            milliseconds.append((time.monotonic() - start) * 1000)
            same = sorted(map(_values, found)) == sorted(map(_values, wanted))
            right += same
            if not same:
                progress(f"{asked.question}: {found} instead of {wanted}")
        for asked in (CORRECTED, CONTINUED):
            story[asked.question] = candidates(session, asked.question)
    return {
        "right": right,
        "median_milliseconds": round(median_low(milliseconds), 1) if milliseconds else None,
        "candidates": story,
    }


def _values(row: tuple[str]) -> str:
    return json.dumps(list(json.loads(row[0]).values()))


def candidates(session: Any, question: str) -> list[dict[str, Any]]:
    """What was written for a question, by which task, and what became of it."""
    (story,) = session.execute("SELECT route_explain(%s)", (question,)).fetchone()
    return [
        {
            "task": one["task"],
            "sql": one["sql"],
            "failure": one["failure"] and one["failure"]["message"],
            "stands": one["stands"],
            "chosen": one["chosen"],
        }
        for one in story["candidates"]
    ]

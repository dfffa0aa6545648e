"""Garbage to both ends of a conversation: how much was tried, and what crashed.

    python -m bench.fuzz [--examples 2000]

Three parts. The worker's decoding, as functions: nothing but a ProtocolError may come of any bytes.
A worker process, over its socket: it must live on, and answer the next one. The backend, by a
scripted worker: each garbled conversation ends in an error of PostgreSQL's kind, never in one of
Python's; the session lives on, and its next question gets its own answer.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from psycopg.conninfo import make_conninfo

from bench.ground import Ground, connect, ground, progress
from route_pg.protocol.decoding import (
    decode_hello,
    decode_incoming,
    decode_reply,
    decode_request,
    decode_welcome,
    parse_line,
)
from route_pg.protocol.messages import Explain, Link, ProtocolError, Trial
from tests.acceptance.backend import Backend
from tests.fixtures.garbage import ID, LINES
from tests.fixtures.scripted import WELCOME, ScriptedWorker, Talk

# SQLSTATEs of a fault in the function itself: PL/Python's own errors and internal ones.
CRASHES = ("38", "39", "XX", "57P", "08006")
REQUESTS = (
    Link(vectors=((0.5,),), words=("a",)),
    Explain(sql=("a",)),
    Trial(sql="", rows=1),
)
QUERIES = (
    "SELECT route_sql('q')",
    "SELECT * FROM route_ask('q')",
    "SELECT route_explain('q')",
    "SELECT * FROM route_link('q')",
    "SELECT * FROM route_status()",
    "SELECT route.embed(ARRAY['q'])",
)


@dataclass(kw_only=True)
class Figures:
    """What a part tried."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)

    def crash(self, problem: str) -> None:
        """Note one, and go on."""
        self.crashes.append(problem)
        progress(f"  CRASH {problem[:500]}")


def generate(examples: int, take: Callable[[bytes], None]) -> None:
    """Hand so many lines of garbage to a function."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(LINES)
    def each(line: bytes) -> None:
        take(line)

    each()


def decode_every_way(line: bytes) -> None:
    """Read a line as anything that it could be."""
    message = parse_line(line)
    ways: list[Callable[[], Any]] = [
        *(lambda d=decode: d(message) for decode in (decode_hello, decode_welcome)),
        lambda: decode_incoming(message),
        lambda: decode_request(message, ID),
        *(lambda r=request: decode_reply(message, ID, r) for request in REQUESTS),
    ]
    for way in ways:
        with contextlib.suppress(ProtocolError):
            way()


def fuzz_decoding(examples: int) -> Figures:
    """The worker's decoding, as functions."""
    figures = Figures()

    def take(line: bytes) -> None:
        figures.tried += 1
        try:
            decode_every_way(line)
            figures.outcomes["read"] += 1
        except ProtocolError:
            figures.outcomes["refused"] += 1
        except Exception as error:  # what this looks for
            figures.crash(f"{type(error).__name__}: {error}: {line[:200]!r}")

    generate(examples, take)
    return figures


def fuzz_worker(place: Ground, examples: int) -> Figures:
    """A worker process, over its socket."""
    figures, dsn = Figures(), place.database()
    worker = place.worker(dsn)

    def take(line: bytes) -> None:
        figures.tried += 1
        with Backend.unix(worker.socket) as backend, contextlib.suppress(OSError):
            backend.channel.settimeout(5)
            if figures.tried % 4:  # every fourth comes instead of a greeting
                backend.greet()
            backend.say(line)
            backend.channel.shutdown(socket.SHUT_WR)
            while backend.channel.recv(65536):
                pass
        if figures.tried % 50 == 0:
            with Backend.unix(worker.socket) as backend:
                backend.greet()
                backend.ask("sql: SELECT 1")
                if backend.answer()["type"] != "answer":
                    figures.crash("it answers no more")

    try:
        generate(examples, take)
    except (OSError, AssertionError) as error:
        figures.crash(f"the worker is gone: {error}")
    log = worker.log.read_text()
    worker.stop()
    if "Traceback" in log:
        figures.crash(log[log.index("Traceback") :][:600])
    figures.outcomes["lived on"] = figures.tried - len(figures.crashes)
    return figures


@dataclass(kw_only=True)
class Garbler:
    """A script that says some garbage, and then ends the question as it should."""

    line: bytes = b""

    def __call__(self, talk: Talk) -> None:
        """One message of the backend."""
        own = str(talk.ask["id"]).encode()
        with contextlib.suppress(OSError):
            talk.channel.sendall(self.line.replace(ID.encode(), own))
            kind = talk.ask["type"]
            if kind == "embed":
                talk.say("embedded", vectors=[[0.0] * 383 + [1.0]] * len(talk.ask["texts"]))
            elif kind == "status":
                talk.say("status", items={})
            else:
                talk.answer(f"SELECT {len(self.line)} AS own")


def _greet(worker: ScriptedWorker, line: bytes, number: int) -> None:
    """Every fifth garbage is a greeting, where it is one that can be sent as such."""
    worker.welcome = dict(WELCOME)
    if number % 5 == 0:
        with contextlib.suppress(ProtocolError):
            worker.welcome = parse_line(line)


def fuzz_backend(place: Ground, examples: int) -> Figures:
    """The backend, by a scripted worker."""
    figures, dsn = Figures(), place.database()
    worker, garbler = place.scripted(dsn), Garbler()
    worker.script = garbler
    with connect(dsn) as owner:
        owner.execute("INSERT INTO route.setting VALUES ('worker_timeout', '2')")
    bounded = make_conninfo(dsn, options="-c statement_timeout=20s")
    session = connect(bounded)

    def take(line: bytes) -> None:
        nonlocal session
        figures.tried += 1
        garbler.line = line
        _greet(worker, line, figures.tried)
        query = QUERIES[figures.tried % len(QUERIES)]
        try:
            session.execute(query.encode()).fetchall()
            figures.outcomes["answered"] += 1
        except psycopg.Error as error:
            state = error.sqlstate or "none"
            figures.outcomes[state] += 1
            if state == "none" or state.startswith(CRASHES):
                figures.crash(f"{state} {str(error)[:300]}: {query}: {line[:200]!r}")
        garbler.line = b""
        worker.welcome = dict(WELCOME)
        try:
            row = session.execute("SELECT route_sql('q')").fetchone()
            if row != ("SELECT 0 AS own",):
                figures.crash(f"the next question got {row}: {line[:200]!r}")
        except psycopg.Error as error:
            figures.crash(f"the next question failed: {error}: {line[:200]!r}")
            if session.closed:
                session = connect(bounded)

    generate(examples, take)
    session.close()
    worker.stop()
    return figures


def main() -> int:
    """Fuzz; 1 where anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000, help="of each part that has a server")
    parser.add_argument("--decoding", type=int, default=20_000, help="of the functions alone")
    arguments = parser.parse_args()
    with ground() as place:
        parts: dict[str, Callable[[], Figures]] = {
            "the worker's decoding": lambda: fuzz_decoding(arguments.decoding),
            "a worker by its socket": lambda: fuzz_worker(place, arguments.examples),
            "the backend by a worker": lambda: fuzz_backend(place, arguments.examples),
        }
        crashes = 0
        for name, part in parts.items():
            began = time.monotonic()
            figures = part()
            crashes += len(figures.crashes)
            print(f"{name}: {figures.tried} inputs, {len(figures.crashes)} crashes", end=" ")
            print(f"in {time.monotonic() - began:.0f} s:", dict(figures.outcomes.most_common()))
            for crash in figures.crashes[:20]:
                print(f"    {crash[:400]}")
    return 1 if crashes else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The worker, as this machine sees it."""

from __future__ import annotations

import json
import socket as sockets
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from route_pg.doctor.findings import Finding, fine, problem
from route_pg.doctor.packages import installed_version
from route_pg.protocol.messages import MAX_LINE_BYTES, PROTOCOL, dump_line

WORKER_SECONDS = 5.0
NO_GREETING = "it hung up at the greeting: it does not accept this user"
SCHEMES = ("tcp://", "tls://")


def worker_address(connection: psycopg.Connection[Any]) -> str | None:
    """Where the database looks for its worker; None where the caller may not read that."""
    try:
        row = connection.execute("SELECT value FROM route.setting WHERE name = 'worker'").fetchone()
    except psycopg.Error:
        return None
    return str(row[0]) if row else None


def check_address(address: str) -> Iterator[Finding]:
    """Whether a worker may be there, and whether one answers where that is a socket here."""
    if address.startswith("/"):
        yield from check_socket(Path(address))
    elif not address.startswith(SCHEMES):
        text = f"route.setting 'worker' is no address: {address!r}"
        yield problem("worker", text, "Give a socket's path, tcp://host:port or tls://host:port.")


def check_socket(path: Path) -> Iterator[Finding]:
    """Whether a worker answers on a Unix socket of this machine, with this protocol."""
    start = f"route-pg worker --socket {path}"
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield problem("worker", f"no socket at {path}", f"Start it: {start}")
        return
    except PermissionError:
        yield problem("worker", f"{path} is out of reach for this user", _reach(path))
        return
    if not stat.S_ISSOCK(mode):
        yield problem("worker", f"{path} is no socket", f"Remove it, then: {start}")
        return
    yield from _greet(path, start)


def _reach(path: Path) -> str:
    return f"Let the server's user and this one enter {path.parent} and write to the socket."


def _greet(path: Path, start: str) -> Iterator[Finding]:
    try:
        reply = hello(path)
    except PermissionError:
        yield problem("worker", f"{path} may not be written to by this user", _reach(path))
    except ConnectionRefusedError:
        yield problem("worker", f"nobody listens on {path}", f"The worker ended. Start it: {start}")
    except TimeoutError:
        text = f"whoever listens on {path} does not answer within {WORKER_SECONDS:g} s"
        yield problem("worker", text, f"See its log, then restart it: {start}")
    except (OSError, ValueError, TypeError) as error:
        yield problem("worker", f"{path}: {error}", "See the worker's log.")
    else:
        yield _welcome_finding(reply)


def hello(path: Path) -> dict[str, Any]:
    """Greet a worker: what it answers. OSError, ValueError or TypeError where it does not."""
    with closing(sockets.socket(sockets.AF_UNIX)) as connection:
        connection.settimeout(WORKER_SECONDS)
        connection.connect(str(path))
        greeting = {"protocol": PROTOCOL, "version": installed_version(), "secret": None}
        connection.sendall(dump_line({"type": "hello", **greeting}))
        with connection.makefile("rb") as stream:
            line = stream.readline(MAX_LINE_BYTES)
    if not line:
        raise ConnectionAbortedError(NO_GREETING)
    return dict(json.loads(line))


def _welcome_finding(reply: dict[str, Any]) -> Finding:
    if reply.get("type") != "welcome":
        mend = str(reply.get("hint") or "Install the same version on both sides.")
        return problem("worker", str(reply.get("message", reply)), mend)
    said = "route-pg {version}, model {model} {model_version}, embedder {embedder}"
    return fine("worker", said.format_map({"model_version": "", **reply}))

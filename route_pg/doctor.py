"""What is wrong with an installation and how to mend it: `route-pg doctor`.

Looks and asks, changes nothing. Each check is a function of what is known so far to findings; the
checks run in order, and one that needs what an earlier one found missing is left out.
"""

from __future__ import annotations

import argparse
import json
import re
import socket as sockets
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import psycopg
from rich.console import Console
from rich.text import Text

from route_pg.protocol.messages import MAX_LINE_BYTES, PROTOCOL, dump_line

CONNECT_SECONDS = 5
WORKER_SECONDS = 5.0
OLDEST_SERVER = 14
EXTENSIONS = ("plpython3u", "vector", "pg_trgm", "route_pg")
SYNC = "SELECT * FROM route_sync(); as the owner of the extension (or: route-pg sync)."
NO_GREETING = "it hung up at the greeting: it does not accept this user"

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    subject: str  # 'python', 'server', 'extension', 'worker', 'catalog'
    text: str
    mend: str = ""  # what to do about it, '' when it is fine


def _ok(subject: str, text: str) -> Finding:
    return Finding(level="ok", subject=subject, text=text)


def _problem(subject: str, text: str, mend: str) -> Finding:
    return Finding(level="problem", subject=subject, text=text, mend=mend)


# --- this side ---------------------------------------------------------------------------------


def installed_version() -> str:
    """The version of the installed package."""
    return metadata.version("route-pg")


def check_packages() -> Iterator[Finding]:
    """Whether what the package needs is installed, in the pinned version where one is pinned."""
    wrong = []
    for requirement in metadata.requires("route-pg") or []:
        if "extra ==" in requirement:
            continue
        name = re.match(r"[\w.-]+", requirement)
        pinned = re.search(r"==\s*([\w.]+)", requirement)
        found = _version_of(name[0]) if name else None
        if found is None or (pinned and found != pinned[1]):
            wrong.append(f"{requirement} (found: {found or 'nothing'})")
    if wrong:
        mend = f"{sys.executable} -m pip install --upgrade route-pg"
        yield _problem("python", "wrong or missing: " + "; ".join(wrong), mend)
    else:
        version = ".".join(map(str, sys.version_info[:3]))
        yield _ok("python", f"route-pg {installed_version()} on Python {version}, all it needs")


def _version_of(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


# --- the server --------------------------------------------------------------------------------


def check_server(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """Version and encoding of the server."""
    version, encoding = _row(
        connection, "SELECT current_setting('server_version'), getdatabaseencoding()"
    )
    major = connection.info.server_version // 10000
    where = f"PostgreSQL {version.split()[0]}, database {connection.info.dbname}"
    if major < OLDEST_SERVER:
        yield _problem("server", where, f"route_pg needs PostgreSQL {OLDEST_SERVER} or newer.")
    elif encoding != "UTF8":
        yield Finding(
            level="warning",
            subject="server",
            text=f"{where}, encoding {encoding}",
            mend="A question that does not fit into this encoding fails; UTF8 takes all of them.",
        )
    else:
        yield _ok("server", f"{where}, user {connection.info.user}")


def check_extensions(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """Whether each extension is available and created, and of this package's version."""
    for name in EXTENSIONS:
        row = connection.execute(
            "SELECT default_version, installed_version FROM pg_available_extensions"
            " WHERE name = %s",
            (name,),
        ).fetchone()
        yield _extension_finding(name, *(row or (None, None)))


def _extension_finding(name: str, available: str | None, created: str | None) -> Finding:
    if available is None and created is None:
        return _problem("extension", f"{name} is not installed", _how_to_install(name))
    if created is None:
        command = "CREATE EXTENSION route_pg CASCADE;"
        return _problem("extension", f"{name} is not created in this database", command)
    if name == "route_pg" and created != installed_version():
        return _problem(
            "extension",
            f"route_pg {created} in the database, route-pg {installed_version()} here",
            _how_to_update(available),
        )
    return _ok("extension", f"{name} {created}")


def _how_to_install(name: str) -> str:
    match name:
        case "route_pg":
            return "Run scripts/install_extension.sh as root on the server's machine."
        case "vector":
            return "Install pgvector on the server: postgresql-NN-pgvector, or from its source."
        case "plpython3u":
            return (
                "Install PL/Python on the server (Debian: postgresql-plpython3-NN). Where there is"
                " none to be had: route-pg install --no-plpython, and ask with route-pg ask."
            )
        case _:
            return "Install PostgreSQL's contrib modules on the server."


def _how_to_update(available: str | None) -> str:
    if available == installed_version():
        return "ALTER EXTENSION route_pg UPDATE;"
    return "Install the same version of route_pg on both sides, then restart the worker."


# --- the worker --------------------------------------------------------------------------------


def worker_address(connection: psycopg.Connection[Any]) -> str | None:
    """Where the database looks for its worker; None where the caller may not read that."""
    try:
        row = connection.execute("SELECT value FROM route.setting WHERE name = 'worker'").fetchone()
    except psycopg.Error:
        return None
    return str(row[0]) if row else None


def check_socket(path: Path) -> Iterator[Finding]:
    """Whether a worker answers on a Unix socket of this machine, with this protocol."""
    start = f"route-pg worker --socket {path}"
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield _problem("worker", f"no socket at {path}", f"Start it: {start}")
        return
    except PermissionError:
        yield _problem("worker", f"{path} is out of reach for this user", _reach(path))
        return
    if not stat.S_ISSOCK(mode):
        yield _problem("worker", f"{path} is no socket", f"Remove it, then: {start}")
        return
    yield from _greet(path, start)


def _reach(path: Path) -> str:
    return f"Let the server's user and this one enter {path.parent} and write to the socket."


def _greet(path: Path, start: str) -> Iterator[Finding]:
    try:
        reply = hello(path)
    except PermissionError:
        yield _problem("worker", f"{path} may not be written to by this user", _reach(path))
    except ConnectionRefusedError:
        yield _problem(
            "worker", f"nobody listens on {path}", f"The worker ended. Start it: {start}"
        )
    except (OSError, ValueError, TypeError) as error:
        yield _problem("worker", f"{path}: {error}", "See the worker's log.")
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
        return _problem("worker", str(reply.get("message", reply)), mend)
    said = "route-pg {version}, model {model} {model_version}, embedder {embedder}"
    return _ok("worker", said.format_map({"model_version": "", **reply}))


# --- the catalog -------------------------------------------------------------------------------


def check_status(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """What the database itself says of its worker and its catalog (`route_status()`)."""
    try:
        rows = connection.execute("SELECT item, value FROM route_status()").fetchall()
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error)
        hint = error.diag.message_hint or "GRANT EXECUTE on the functions of route_pg to this role."
        yield _problem("catalog", f"route_status(): {said}", hint)
        return
    yield from _status_findings(dict(rows))


def _status_findings(items: dict[str, str]) -> Iterator[Finding]:
    worker = items.get("worker", "")
    if worker.startswith("unreachable"):
        mend = "Start it: route-pg worker --socket .. (or point route.setting 'worker' to it)."
        yield _problem("worker", f"seen from the server: {worker}", mend)
    else:
        yield _ok("worker", f"seen from the server: {worker}")
    synced, embedder = items.get("catalog synced at", "never"), items.get("catalog embedder")
    if synced == "never":
        yield _problem("catalog", "never synced", SYNC)
    elif items.get("embedder") not in (None, embedder):
        text = f"embedded by {embedder}, and the worker's embedder is {items['embedder']}"
        yield _problem("catalog", text, SYNC)
    else:
        readable = items.get("columns you may ask about", "0")
        yield _ok("catalog", f"synced at {synced} by {embedder}, {readable} columns for this user")
    yield from _stale_findings(items)


def _stale_findings(items: dict[str, str]) -> Iterator[Finding]:
    for item, fine in (("columns not embedded yet", "0"), ("relations changed since", "none")):
        if items.get("catalog synced at") != "never" and items.get(item, fine) != fine:
            text = f"{item}: {items[item]}"
            yield Finding(level="warning", subject="catalog", text=text, mend=SYNC)
    if items.get("columns you may ask about") == "0" and items.get("catalog synced at") != "never":
        mend = "GRANT SELECT on what this user is to ask about."
        yield Finding(level="warning", subject="catalog", text="nothing is readable", mend=mend)


# --- all of it ---------------------------------------------------------------------------------


def diagnose(*, dsn: str | None, socket: str | None) -> Iterator[Finding]:
    """Every finding, in the order of the checks.

    `dsn` None leaves the database out, `socket` None takes the address that the database has.
    """
    yield from check_packages()
    if dsn is not None:
        try:
            connection = psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_SECONDS)
        except psycopg.OperationalError as error:
            text = str(error).strip().splitlines()[-1]
            yield _problem("server", text, "Is it running? Name another with --dsn or PGHOST.")
        else:
            with closing(connection):
                yield from _diagnose_database(connection, socket)
                return
    if socket is not None:
        yield from check_socket(Path(socket))


def _diagnose_database(
    connection: psycopg.Connection[Any], socket: str | None
) -> Iterator[Finding]:
    yield from check_server(connection)
    extensions = list(check_extensions(connection))
    yield from extensions
    if any(finding.level == "problem" for finding in extensions):
        return
    address = socket or worker_address(connection)
    if address and address.startswith("/"):
        yield from check_socket(Path(address))
    yield from check_status(connection)


def report(findings: Iterator[Finding], console: Console) -> int:
    """Print the findings as they come; 0 where none is a problem, else 1."""
    marks = {
        "ok": ("ok     ", "green"),
        "warning": ("warning", "yellow"),
        "problem": ("wrong  ", "red"),
    }
    code = 0
    for finding in findings:
        mark, style = marks[finding.level]
        console.print(Text.assemble((mark, style), f"  {finding.subject:<9}  {finding.text}"))
        if finding.mend:
            console.print(Text(f"{'':20} {finding.mend}"))
        code = max(code, int(finding.level == "problem"))
    return code


def main(argv: Sequence[str]) -> int:
    """`route-pg doctor`: the exit status."""
    parser = argparse.ArgumentParser(
        prog="route-pg doctor", description="Say what is wrong and how to mend it; changes nothing."
    )
    parser.add_argument(
        "--dsn", help="the database, as libpq takes it (default: PGHOST and the rest)"
    )
    parser.add_argument("--socket", help="look at the worker on this socket only, at no database")
    arguments = parser.parse_args(argv)
    dsn = arguments.dsn if arguments.dsn is not None or arguments.socket else ""
    findings = diagnose(dsn=dsn, socket=arguments.socket)
    return report(findings, Console(highlight=False, soft_wrap=True))


def _row(connection: psycopg.Connection[Any], query: Any) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return tuple(row)

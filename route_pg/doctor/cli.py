"""`route-pg doctor`: looks and asks, changes nothing.

Each check is a function of what is known so far to findings; the checks run in order, and one that
needs what an earlier one found missing is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from route_pg.doctor.database import (
    Connection,
    check_extensions,
    check_plain,
    check_server,
    check_status,
    connect,
    is_plain,
)
from route_pg.doctor.findings import Finding, report
from route_pg.doctor.packages import check_packages
from route_pg.doctor.worker import check_address, check_socket, worker_address


def diagnose(*, dsn: str | None, socket: str | None) -> Iterator[Finding]:
    """Every finding, in the order of the checks.

    `dsn` None leaves the database out, `socket` None takes the address that the database has.
    """
    yield from check_packages()
    connection = None if dsn is None else connect(dsn)
    if isinstance(connection, Finding):
        yield connection
    elif connection is not None:
        with closing(connection):
            yield from _diagnose_database(connection, socket)
            return
    if socket is not None:
        yield from check_socket(Path(socket))


def _diagnose_database(connection: Connection, socket: str | None) -> Iterator[Finding]:
    yield from check_server(connection)
    if is_plain(connection):
        yield from check_plain(connection)
        return
    extensions = list(check_extensions(connection))
    yield from extensions
    if any(finding.level == "problem" for finding in extensions):
        return
    address = socket or worker_address(connection)
    if address:
        yield from check_address(address)
    yield from check_status(connection)


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

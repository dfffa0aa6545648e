"""The database: server, extensions, and what it says itself of its worker and its catalog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from route_pg.doctor.findings import Finding, fine, problem, warning
from route_pg.doctor.packages import installed_version

CONNECT_SECONDS = 5
OLDEST_SERVER = 14
EXTENSIONS = ("plpython3u", "vector", "pg_trgm", "route_pg")
PLAIN_EXTENSIONS = ("vector", "pg_trgm")  # of `route-pg install --no-plpython`
SYNC = "SELECT * FROM route_sync(); as the owner of the extension (or: route-pg sync)."
PLAIN_SYNC = "route-pg sync, as the owner of schema route."

Connection = psycopg.Connection[Any]

# --- server and extensions ---------------------------------------------------------------------


def connect(dsn: str) -> Connection | Finding:
    """A connection, or why there is none."""
    try:
        return psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_SECONDS)
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        mend = "Is it running? Name another with --dsn or PGHOST."
        if "FATAL" in said:  # there is a server, and it turns us away
            mend = "Name another database or user with --dsn, PGDATABASE or PGUSER."
        return problem("server", said, mend)
    except psycopg.Error as error:
        return problem(
            "server", str(error).strip(), "--dsn is as libpq takes it: host=.. dbname=.."
        )


def check_server(connection: Connection) -> Iterator[Finding]:
    """Version and encoding of the server."""
    version, encoding = _row(
        connection, "SELECT current_setting('server_version'), getdatabaseencoding()"
    )
    major = connection.info.server_version // 10000
    where = f"PostgreSQL {version.split()[0]}, database {connection.info.dbname}"
    if major < OLDEST_SERVER:
        yield problem("server", where, f"route_pg needs PostgreSQL {OLDEST_SERVER} or newer.")
    elif encoding != "UTF8":
        mend = "A question that does not fit into this encoding fails; UTF8 takes all of them."
        yield warning("server", f"{where}, encoding {encoding}", mend)
    else:
        yield fine("server", f"{where}, user {connection.info.user}")


def check_extensions(
    connection: Connection, names: Sequence[str] = EXTENSIONS
) -> Iterator[Finding]:
    """Whether each extension is available and created, and of this package's version."""
    for name in names:
        row = connection.execute(
            "SELECT default_version, installed_version FROM pg_available_extensions"
            " WHERE name = %s",
            (name,),
        ).fetchone()
        yield _extension_finding(name, *(row or (None, None)))


def _extension_finding(name: str, available: str | None, created: str | None) -> Finding:
    if available is None and created is None:
        return problem("extension", f"{name} is not installed", _how_to_install(name))
    if created is None:
        command = "CREATE EXTENSION route_pg CASCADE;"
        return problem("extension", f"{name} is not created in this database", command)
    if name == "route_pg" and created != installed_version():
        text = f"route_pg {created} in the database, route-pg {installed_version()} here"
        return problem("extension", text, _how_to_update(available))
    return fine("extension", f"{name} {created}")


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


# --- worker and catalog, as the database sees them ---------------------------------------------


def is_plain(connection: Connection) -> bool:
    """Whether the catalog side is here without the extension: `route-pg install --no-plpython`."""
    (found,) = _row(
        connection,
        "SELECT EXISTS (SELECT FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'route' AND p.proname = 'handle')"
        " AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'route_pg')",
    )
    return bool(found)


def check_status(connection: Connection) -> Iterator[Finding]:
    """What the database itself says of its worker and its catalog (`route_status()`)."""
    items = _items(connection, "SELECT item, value FROM route_status()")
    if isinstance(items, Finding):
        yield items
        return
    worker = items.get("worker", "")
    if worker.startswith("unreachable"):
        mend = "Start it: route-pg worker --socket .. (or point route.setting 'worker' to it)."
        yield problem("worker", f"seen from the server: {worker}", mend)
    else:
        yield fine("worker", f"seen from the server: {worker}")
        yield from limit_findings(items)
    yield from catalog_findings(items)


def limit_findings(items: dict[str, str]) -> Iterator[Finding]:
    """Whether the worker ends trials that take too long; it needs a connection for that."""
    if items.get("limits_trials") == "false":
        text = "it has no --dsn: only the caller's statement_timeout ends a trial that takes long"
        mend = "Start it with --dsn, or: ALTER ROLE .. SET statement_timeout = '30s' for who asks."
        yield warning("worker", text, mend)


def check_plain(connection: Connection) -> Iterator[Finding]:
    """An installation without PL/Python: its extensions and its catalog; it has no worker."""
    yield fine("extension", "route_pg in plain SQL, without PL/Python: ask with route-pg ask")
    yield from check_extensions(connection, PLAIN_EXTENSIONS)
    items = _items(connection, "SELECT item, value FROM route.sync_status()")
    yield from [items] if isinstance(items, Finding) else catalog_findings(items, PLAIN_SYNC)


def _items(connection: Connection, query: Any) -> dict[str, str] | Finding:
    try:
        return dict(connection.execute(query).fetchall())
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error)
        hint = error.diag.message_hint or "GRANT EXECUTE on the functions of route_pg to this role."
        return problem("catalog", f"its status cannot be read: {said}", hint)


def catalog_findings(items: dict[str, str], sync: str = SYNC) -> Iterator[Finding]:
    """What the items of `route_status()` say of the catalog; `sync` is how to sync it."""
    synced, embedder = items.get("catalog synced at", "never"), items.get("catalog embedder")
    if synced == "never":
        yield problem("catalog", "never synced", sync)
        return
    if items.get("embedder") not in (None, embedder):
        text = f"embedded by {embedder}, and the worker's embedder is {items['embedder']}"
        yield problem("catalog", text, sync)
    else:
        readable = items.get("columns you may ask about", "0")
        yield fine("catalog", f"synced at {synced} by {embedder}, {readable} columns for this user")
    for item, nothing in (("columns not embedded yet", "0"), ("relations changed since", "none")):
        if items.get(item, nothing) != nothing:
            yield warning("catalog", f"{item}: {items[item]}", sync)
    if items.get("columns you may ask about") == "0":
        mend = "GRANT SELECT on what this user is to ask about."
        yield warning("catalog", "nothing is readable", mend)


def _row(connection: Connection, query: Any) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return tuple(row)

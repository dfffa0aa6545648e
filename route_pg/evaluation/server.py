"""The PostgreSQL server that benchmarks are loaded into and asked on.

Connections, the template with the extension, and what is remembered of each loaded database (in
its COMMENT, so that a report survives and a load resumes). Errors of the driver become BadArgument.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from route_pg.errors import BadArgument

TEMPLATE = "route_eval_template"
EXTENSION = "route_pg"
NAME_BYTES = 63
TEMPLATE_LOCK = 0x524F555445  # 'ROUTE': two loads at once make the template one after the other
LOAD_LOCK = 0x524F5554  # one database is loaded by one at a time

Connection = psycopg.Connection[Any]


@contextmanager
def connect(dsn: str, database: str | None = None) -> Iterator[Connection]:
    """A connection in autocommit; BadArgument where the server cannot be reached."""
    target = make_conninfo(dsn, **({"dbname": database} if database else {}))
    try:
        connection = psycopg.connect(target, autocommit=True, application_name="route-pg eval")
    except psycopg.Error as error:
        message = f"cannot connect to {database or 'the server'}"
        raise BadArgument(
            message,
            detail=str(error).strip(),
            hint="Say where PostgreSQL is: --dsn 'host=/run/postgresql user=postgres'.",
        ) from error
    with connection:
        yield connection


def database_name(benchmark: str, db_id: str) -> str:
    """The PostgreSQL database of a benchmark's database.

    >>> database_name("spider", "cre_Doc_Template_Mgt")
    'spider_cre_doc_template_mgt'
    """
    name = f"{benchmark}_{db_id}".lower().replace("-", "_")
    return name.encode()[:NAME_BYTES].decode(errors="ignore")


def exists(connection: Connection, database: str) -> bool:
    """Whether the server has a database of this name."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None


def remembered(connection: Connection, database: str) -> dict[str, Any] | None:
    """What `remember` wrote of a database; None where it was not loaded to the end."""
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [database],
    ).fetchone()
    try:
        found = json.loads(row[0]) if row and row[0] else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def remember(connection: Connection, database: str, what: Mapping[str, Any]) -> None:
    """Write what was loaded into the database's comment."""
    text = json.dumps(what, ensure_ascii=False)
    statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
    connection.execute(statement.format(sql.Identifier(database), sql.Literal(text)))


def lock(connection: Connection, database: str) -> None:
    """Wait until no one else loads this database; held until the connection ends."""
    connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOAD_LOCK, database])


def drop(connection: Connection, database: str) -> None:
    """Drop a database if it is there, with whoever is connected to it."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(statement.format(sql.Identifier(database)))


def create(connection: Connection, database: str, template: str = TEMPLATE) -> None:
    """Make a database as a copy of the template."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(statement.format(sql.Identifier(database), sql.Identifier(template)))


def prepare_template(dsn: str, *, fresh: bool = False) -> str:
    """Make the template of the server, or keep it; the version of the extension in it, '' for none.

    Collation C: SQLite compares text by its bytes.
    """
    with connect(dsn, "postgres") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        version = _extension_version(connection)
        known = remembered(connection, TEMPLATE)
        if fresh or known is None or known.get("extension") != version:
            _make_template(connection, dsn, version)
    return version


def _extension_version(connection: Connection) -> str:
    row = connection.execute(
        "SELECT default_version FROM pg_available_extensions WHERE name = %s", [EXTENSION]
    ).fetchone()
    return row[0] if row else ""


def _make_template(connection: Connection, dsn: str, version: str) -> None:
    drop(connection, TEMPLATE)
    statement = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE {}"
    character_types = _character_types(connection)
    connection.execute(
        sql.SQL(statement).format(sql.Identifier(TEMPLATE), sql.Literal(character_types))
    )
    if version:
        with connect(dsn, TEMPLATE) as inside:
            _create_extension(inside)
    remember(connection, TEMPLATE, {"extension": version})


def _character_types(connection: Connection) -> str:
    """C.UTF-8 where the server has it, so that lower() knows more than ASCII."""
    found = connection.execute("SELECT 1 FROM pg_collation WHERE collname IN ('C.utf8', 'C.UTF-8')")
    return "C.UTF-8" if found.fetchone() else "C"


def _create_extension(connection: Connection) -> None:
    try:
        connection.execute(sql.SQL("CREATE EXTENSION {} CASCADE").format(sql.Identifier(EXTENSION)))
    except psycopg.Error as error:
        message = f"cannot create the extension {EXTENSION} in the template"
        hint = "`route-pg doctor` says what the server lacks; --plain loads without the extension."
        raise BadArgument(message, detail=str(error).strip(), hint=hint) from error

"""A place to run the corpus: a scratch cluster, a scratch database, and one statement in it.

Knows PostgreSQL and nothing of what is asked of a database of the corpus (`corpus_check.py` does).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import corpus_files as files
import psycopg
from psycopg import sql as build

TIMEOUT = "30s"  # of one statement: a corpus database is small, but a machine may be busy
LOAD_TIMEOUT = "180s"
SHOWN_ROWS = 20_000  # a statement that returns more is an error

Connection = psycopg.Connection[tuple[Any, ...]]


class TooManyRows(psycopg.DataError):
    """more rows than an answer has"""

    def __str__(self) -> str:
        return f"more than {SHOWN_ROWS} rows"


def _bindir() -> Path:
    found = shutil.which("initdb")
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found is None and not homes:
        raise SystemExit("corpus_check: no initdb found")
    return Path(found).resolve().parent if found else homes[0].parent


def _as_server(command: list[str]) -> None:
    """Run a server program; as the user postgres where we are root, since it refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def scratch_cluster() -> Iterator[str]:
    """The DSN of a private cluster that is gone afterwards."""
    bindir, home = _bindir(), Path(tempfile.mkdtemp(prefix="corpus-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data, pg_ctl = str(home / "data"), str(bindir / "pg_ctl")
    options = f"-k {home} -c listen_addresses= -c fsync=off -c shared_buffers=64MB -c jit=off"
    try:
        initdb = (str(bindir / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8")
        _as_server([*initdb, "--locale=C.UTF-8", "--no-sync"])
        _as_server([pg_ctl, "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start"])
        try:
            yield f"host={home} user=postgres dbname=postgres"
        finally:
            _as_server([pg_ctl, "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(home)


@contextmanager
def scratch_database(dsn: str, name: str) -> Iterator[Connection]:
    """An empty database, dropped afterwards."""
    identifier = build.Identifier(f"corpus_{name}_{os.getpid()}")
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute(build.SQL("CREATE DATABASE {} TEMPLATE template0").format(identifier))
        try:
            place = psycopg.conninfo.make_conninfo(dsn, dbname=identifier.as_string(admin)[1:-1])
            with psycopg.connect(place, autocommit=True) as connection:
                connection.execute("SET TimeZone = 'UTC'")
                yield connection
        finally:
            admin.execute(build.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))


def load(connection: Connection, database: files.Database, seed: str) -> None:
    """Schema and rows, with a seed for random()."""
    connection.execute("SELECT set_config('corpus.seed', %s, false)", (seed,))
    connection.execute(f"SET statement_timeout = '{LOAD_TIMEOUT}'")
    for text in (database.schema, database.rows):
        connection.execute(text.encode())
    connection.execute("RESET search_path")
    connection.execute("ANALYZE")
    connection.execute(f"SET statement_timeout = '{TIMEOUT}'")


_SHUFFLE = """
DO $$
DECLARE t record;
BEGIN
    PERFORM setseed(0.13);
    FOR t IN
        SELECT c.oid::regclass AS name, (SELECT a.attname FROM pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attgenerated = '' AND a.attidentity <> 'a' ORDER BY a.attnum LIMIT 1) AS attname
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER ALL', t.name);
        EXECUTE format('UPDATE %s SET %I = %I WHERE random() < 0.5', t.name, t.attname, t.attname);
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER ALL', t.name);
    END LOOP;
END $$
"""


def shuffle(connection: Connection) -> None:
    """Move half of the rows of every table to its end: no answer may depend on where rows lie."""
    connection.execute(_SHUFFLE)


def comparable(value: Any) -> str:
    """A value as it is compared: numbers by nine digits, whatever their type."""
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, int | float | Decimal):
        return format(float(value), ".9g")
    return str(value)


def run(connection: Connection, sql: str) -> Counter[tuple[str, ...]]:
    """The bag of rows of a statement; psycopg.Error where it fails, or tries to write."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET TRANSACTION READ ONLY")
        cursor = connection.execute(sql.rstrip().rstrip(";").encode())
        rows = cursor.fetchmany(SHOWN_ROWS + 1)
    if len(rows) > SHOWN_ROWS:
        raise TooManyRows
    return Counter(tuple(comparable(v) for v in row) for row in rows)


def catalog(connection: Connection) -> list[tuple[str, str, str]]:
    """Relation, column and class of type ('e' an enum, 'b' a boolean, else '') of each column."""
    return connection.execute(
        """
        SELECT c.relname, a.attname,
               CASE WHEN t.typtype = 'e' THEN 'e' WHEN t.typname = 'bool' THEN 'b' ELSE '' END
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type AS t ON t.oid = a.atttypid
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
          AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
        """
    ).fetchall()

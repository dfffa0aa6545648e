"""PostgreSQL dumps of benchmarks, loaded as they are."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from psycopg.conninfo import make_conninfo

from route_pg.errors import BadArgument
from route_pg.evaluation import server
from route_pg.evaluation.loading import LOADER, Loaded, from_memory

MAX_TOLD = 20  # error messages of psql that a report keeps


def find_dump(folder: Path, db_id: str) -> tuple[Path, ...]:
    """The files of a database under `folder`, in the places where benchmarks put them."""
    places = (
        (folder / f"{db_id}.sql",),
        (folder / db_id / f"{db_id}.sql",),
        (folder / db_id / "schema.sql", folder / db_id / "rows.sql"),
    )
    return next((files for files in places if all(file.is_file() for file in files)), ())


def load_dump(
    dsn: str,
    database: str,
    db_id: str,
    dump: Sequence[Path],
    *,
    extension: str,
    fresh: bool = False,
) -> Loaded:
    """Load a dump's files with psql, unless it was done before; statements that fail are told."""
    with server.connect(dsn, "postgres") as outside:
        server.lock(outside, database)
        known = None if fresh else server.remembered(outside, database)
        if known and (known.get("loader"), known.get("extension")) == (LOADER, extension):
            return from_memory(known)
        start = time.monotonic()
        server.drop(outside, database)
        server.create(outside, database)
        errors = _psql(make_conninfo(dsn, dbname=database), dump)
        with server.connect(dsn, database) as inside:
            tables, rows = _count(inside)
        loaded = Loaded(
            database=database,
            db_id=db_id,
            extension=extension,
            tables=tables,
            rows=rows,
            lost=tuple(errors[:MAX_TOLD]),
            seconds=round(time.monotonic() - start, 3),
        )
        server.remember(outside, database, asdict(loaded))
        return loaded


def _psql(target: str, dump: Sequence[Path]) -> list[str]:
    program = shutil.which("psql") or _debian_psql()
    command = [program, "-X", "-q", "-d", target]
    command += [argument for file in dump for argument in ("-f", str(file))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # A dump names owners and settings that another server lacks: that is no reason to stop.
    return [line for line in done.stderr.splitlines() if re.search(r"\b(ERROR|FATAL):", line)]


def _debian_psql() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))
    if not found:
        message = "psql was not found"
        raise BadArgument(message, hint="PostgreSQL dumps are loaded with it: install a client.")
    return str(found[-1])


def _count(connection: server.Connection) -> tuple[int, int]:
    connection.execute("ANALYZE")
    row = connection.execute(
        "SELECT count(*), coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint FROM pg_class AS c"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
        " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'route')"
    ).fetchone()
    return (row[0], row[1]) if row else (0, 0)

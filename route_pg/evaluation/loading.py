"""SQLite benchmark databases into PostgreSQL, one database for each.

Tables with the types of `sqlite_types`, rows by COPY, then the keys that the data honours, then
comments. What the data does not honour is kept as NOT VALID where PostgreSQL can hold it, and
reported. A database that was loaded to the end is not loaded again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from route_pg.evaluation import server
from route_pg.evaluation.copying import copy_all
from route_pg.evaluation.definitions import add_comments, create_table
from route_pg.evaluation.description import describe
from route_pg.evaluation.keys import add_foreign_keys, add_not_nulls, add_primary_key
from route_pg.evaluation.sqlite import benchmark_schema, holds_tables
from route_pg.types import Schema

LOADER = 2  # changes when what is loaded would differ: older databases are loaded afresh


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One SQLite database to load."""

    benchmark: str
    db_id: str
    path: Path
    entry: Mapping[str, Any] | None  # of tables.json; None: described from the file itself

    @property
    def database(self) -> str:
        """Its name in PostgreSQL."""
        return server.database_name(self.benchmark, self.db_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The report of one database."""

    database: str
    db_id: str
    loader: int = LOADER
    extension: str = ""  # version of route_pg in it
    tables: int = 0
    rows: int = 0
    primary_keys: int = 0
    foreign_keys: int = 0  # enforced
    unenforced: tuple[str, ...] = ()  # declared, broken by the data: in the catalog as NOT VALID
    lost: tuple[str, ...] = ()  # keys that PostgreSQL cannot hold, values that changed
    seconds: float = 0.0
    resumed: bool = False  # was there already
    failure: str = ""


def load_all(
    dsn: str,
    sources: Sequence[Source],
    *,
    jobs: int = 1,
    fresh: bool = False,
    done: Callable[[Loaded], None] = lambda _: None,
) -> list[Loaded]:
    """Load every source that is not there yet; `done` is told of each as it is finished.

    `jobs` processes at once; `fresh` loads all again. A source that fails is reported in its
    `failure`, the others go on.
    """
    extension = server.prepare_template(dsn, fresh=fresh)
    tasks = [(dsn, source, extension, fresh) for source in sources]
    results = []
    for result in _mapped(tasks, jobs):
        done(result)
        results.append(result)
    return results


def _mapped(tasks: Sequence[tuple[str, Source, str, bool]], jobs: int) -> Iterator[Loaded]:
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(_load_reported, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks))) as pool:
        yield from pool.map(_load_reported, tasks)


def _load_reported(task: tuple[str, Source, str, bool]) -> Loaded:
    dsn, source, extension, fresh = task
    try:
        return load(dsn, source, extension=extension, fresh=fresh)
    except (psycopg.Error, sqlite3.Error, ValueError, KeyError) as error:
        failure = f"{type(error).__name__}: {str(error).strip()}"
        return Loaded(database=source.database, db_id=source.db_id, failure=failure)


def load(dsn: str, source: Source, *, extension: str, fresh: bool = False) -> Loaded:
    """Load one database, unless it is there; `prepare_template` must have run."""
    with server.connect(dsn, "postgres") as outside:
        server.lock(outside, source.database)
        known = None if fresh else server.remembered(outside, source.database)
        if known and (known.get("loader"), known.get("extension")) == (LOADER, extension):
            return from_memory(known)
        start = time.monotonic()
        server.drop(outside, source.database)
        server.create(outside, source.database)
        with server.connect(dsn, source.database) as inside:
            loaded = _fill(inside, source)
        seconds = round(time.monotonic() - start, 3)
        loaded = replace(loaded, extension=extension, seconds=seconds)
        server.remember(outside, source.database, asdict(loaded))
        return loaded


def from_memory(known: Mapping[str, Any]) -> Loaded:
    """The report of a database that was there already, from what its comment remembers."""
    lists = {name: tuple(known[name]) for name in ("unenforced", "lost")}
    return Loaded(**{**known, **lists, "resumed": True})


def schema_to_load(source: Source) -> Schema:
    """The schema of a source as it stands in PostgreSQL afterwards."""
    entry = source.entry or describe(source.path, source.db_id)
    return benchmark_schema(entry, source.path)


def _fill(connection: server.Connection, source: Source) -> Loaded:
    schema = schema_to_load(source)
    # Spider lists SQLite's own bookkeeping among the tables of two databases.
    tables = [i for i, t in enumerate(schema.tables) if not t.name.startswith("sqlite_")]
    with connection.transaction():
        for table in tables:
            connection.execute(create_table(schema, table))
        rows, lost = copy_all(connection, source.path, schema, tables)
    connection.execute("ANALYZE")
    primary = sum(add_primary_key(connection, schema, table, lost) for table in tables)
    for table in tables:
        add_not_nulls(connection, schema, table, lost)
    enforced, unenforced = add_foreign_keys(connection, schema, lost)
    add_comments(connection, schema, tables)
    return Loaded(
        database=source.database,
        db_id=source.db_id,
        tables=len(tables),
        rows=rows,
        primary_keys=primary,
        foreign_keys=enforced,
        unenforced=tuple(unenforced),
        lost=tuple(lost),
    )


def sources_of(
    benchmark: str, folder: Path, entries: Mapping[str, Mapping[str, Any]], wanted: Iterable[str]
) -> list[Source]:
    """The sources under `folder` (`<db>/<db>.sqlite`) of the wanted databases, that exist."""
    found = []
    for db_id in dict.fromkeys(wanted):
        path = folder / db_id / f"{db_id}.sqlite"
        if holds_tables(path):
            entry = entries.get(db_id)
            found.append(Source(benchmark=benchmark, db_id=db_id, path=path, entry=entry))
    return found

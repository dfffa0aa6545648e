"""Candidates on training databases: run in PostgreSQL, judged against the gold's own answer.

Spider's databases are its SQLite files, loaded by the evaluation's loader; preparing samples of the
corpus has loaded the corpus'.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from route_pg.errors import QUERY_CANCELED
from route_pg.evaluation import judging, server
from route_pg.evaluation.loading import load_all, sources_of
from route_pg.evaluation.postgres import ask_postgres
from route_pg.evaluation.sqlite import holds_tables, open_read_only
from route_pg.training.samples import Sample
from route_pg.types import Failure, Outcome, Result

ROWS = 50  # as the worker's trial fetches
SECONDS = 5.0
CONNECTIONS = 16


class TrialServer:
    """Loaded databases of Spider and the corpus; the last few connections stay open."""

    def __init__(self, dsn: str, data: Path) -> None:
        self._dsn, self._folder = dsn, data / "spider" / "database"
        tables = json.loads((data / "spider" / "tables.json").read_text(encoding="utf-8"))
        self._entries = {entry["db_id"]: entry for entry in tables}
        self._open: OrderedDict[str, tuple[server.Connection, ExitStack]] = OrderedDict()

    def load(self, names: set[str]) -> None:
        """Load the databases 'spider/<db>' that are not there yet; preparing loads the corpus'."""
        wanted = sorted(
            name.removeprefix("spider/") for name in names if name.startswith("spider/")
        )
        load_all(self._dsn, sources_of("spider", self._folder, self._entries, wanted))

    def has(self, sample: Sample) -> bool:
        """Whether the file of a sample's database is there, and holds something."""
        db = sample.database.removeprefix("spider/")
        return holds_tables(self._folder / db / f"{db}.sqlite")

    def _connect(self, name: str) -> server.Connection:
        if name not in self._open:
            opened, (source, _, db) = ExitStack(), name.partition("/")
            database = server.database_name(source, db)
            self._open[name] = opened.enter_context(server.connect(self._dsn, database)), opened
            if len(self._open) > CONNECTIONS:
                _, oldest = self._open.popitem(last=False)[1]
                oldest.close()
        return self._open[name][0]

    def execute(self, name: str, sql: str) -> Outcome:
        """The first rows of a candidate, or why it failed."""
        answer = ask_postgres(self._connect(name), sql, SECONDS)
        if not answer.stands:
            return Failure(sqlstate=answer.sqlstate or QUERY_CANCELED, message=answer.failure)
        width = len(answer.rows[0]) if answer.rows else 0
        return Result(
            columns=("",) * width,
            types=("",) * width,
            rows=answer.rows[:ROWS],
            complete=len(answer.rows) <= ROWS,
        )

    def is_right(self, sample: Sample, sql: str) -> bool:
        """Whether a candidate answers as the gold does, by Spider's rules.

        Spider's golds run in SQLite, those of the corpus and of generated pairs in PostgreSQL.
        """
        connection = self._connect(sample.database)
        with self._file(sample) as file:
            on = judging.engines(connection, file, SECONDS)
            judged = judging.judge([sample.sql], sql, "spider", on)
        return judged.outcome == "right"

    def _file(self, sample: Sample) -> AbstractContextManager[sqlite3.Connection | None]:
        source, _, db = sample.database.partition("/")
        if source != "spider" or sample.source == "generated":
            return nullcontext()
        return open_read_only(self._folder / db / f"{db}.sqlite")

"""Statements of training, run in PostgreSQL: as gold, as draft, and side by side.

What a draft's trial shows comes from the same function of the extension that a question's trial
calls, so that noise correction learns from exactly what it will see.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psycopg

from route_pg.collaboration.inquiry import Options
from route_pg.direct import handle
from route_pg.errors import QUERY_CANCELED, BadArgument
from route_pg.evaluation import judging, server
from route_pg.evaluation.answers import Answer
from route_pg.evaluation.definitions import create_table
from route_pg.evaluation.keys import add_foreign_keys, add_primary_key
from route_pg.evaluation.loading import load_all, sources_of
from route_pg.evaluation.sqlite import benchmark_schema, holds_tables, open_read_only
from route_pg.protocol.messages import Explain, Explained, Reply, Request, Trial, Tried
from route_pg.server_errors import wrap_error
from route_pg.training.data import Example, Source
from route_pg.training.lm.pairs import OpenTrials, Trials
from route_pg.types import Failure, Outcome, Schema

SECONDS = 5.0  # of one statement
OPEN_DATABASES = 16
ROWS = Options().trial_rows
_LIMIT = "SELECT pg_catalog.set_config('statement_timeout', %s, true)"


class LiveTrials:
    """A database with the extension; gold is PostgreSQL's own, or an SQLite file's."""

    def __init__(
        self,
        connection: server.Connection,
        file: sqlite3.Connection | None = None,
        *,
        has_rows: bool = True,
    ) -> None:
        self.has_rows = has_rows
        self._connection = connection
        self._engines = judging.engines(connection, file, SECONDS)
        self._own = judging.engines(connection, seconds=SECONDS)

    def check(self, example: Example, sql: str) -> str:
        """See Trials: the gold must run, and the statement give its answer, twice the same."""
        if not self.has_rows:
            failed = self.outcome(sql)
            return f"fails: {failed.sqlstate}" if isinstance(failed, Failure) else ""
        gold = self._engines.gold(example.sql)
        if not gold.stands:
            return "gold fails"
        ran = self._run(sql)
        if not ran.stands:
            return f"fails: {ran.sqlstate or 'too slow'}"
        judged = judging.judge([example.sql], sql, "strict", self._engines)
        if judged.outcome != "right":
            return "answers otherwise than the gold"
        return "" if self._run(sql).rows == ran.rows else "answers otherwise when run again"

    def is_wrong(self, gold: str, sql: str) -> bool:
        """See Trials: wrong even where DISTINCT and the order of columns are let go."""
        if not self.has_rows:
            return isinstance(self.outcome(sql), Failure)
        lax = judging.judge([gold], sql, "spider", self._own)
        return not lax.tie and lax.outcome in ("wrong", "error")

    def is_right(self, gold: str, sql: str) -> bool:
        """See Trials: right by the strict rules."""
        if not self.has_rows:
            return gold == sql
        return judging.judge([gold], sql, "strict", self._own).outcome == "right"

    def outcome(self, sql: str) -> Outcome:
        """See Trials: explained, then tried, and rolled back."""
        explained = self._handle(Explain(sql=(sql,)))
        assert isinstance(explained, Explained)
        (plan,) = explained.plans
        if isinstance(plan, Failure):
            return plan
        tried = self._handle(Trial(sql=sql, rows=ROWS))
        assert isinstance(tried, Tried)
        return tried.outcome

    def _run(self, sql: str) -> Answer:
        return self._own.gold(sql)

    def _handle(self, request: Request) -> Reply:
        try:
            with self._connection.transaction(force_rollback=True):
                self._connection.execute(_LIMIT, (f"{round(SECONDS * 1000)}ms",))
                return handle(self._connection, request)
        except psycopg.errors.QueryCanceled:
            return Tried(
                outcome=Failure(sqlstate=QUERY_CANCELED, message="the trial took too long"),
                milliseconds=SECONDS * 1000,
            )
        except psycopg.Error as error:
            raise wrap_error(error) from error


class TrainingServer:
    """A server of PostgreSQL that training databases are loaded into as they are needed.

    Only so many are open at once; one that was closed is opened again.
    """

    def __init__(self, dsn: str) -> None:
        if not server.prepare_template(dsn):
            raise BadArgument(
                "the server of the training databases has no route_pg",
                hint="Install the extension there: scripts/install_extension.sh.",
            )
        self._dsn = dsn
        self._open: OrderedDict[str, tuple[ExitStack, Trials]] = OrderedDict()

    def spider(self, folder: Path) -> OpenTrials:
        """The databases 'spider/<db>' of an unpacked Spider, with their rows."""
        tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        entries = {entry["db_id"]: entry for entry in tables}

        def make(key: str, stack: ExitStack) -> Trials:
            name = key.removeprefix("spider/")
            path = folder / "database" / name / f"{name}.sqlite"
            if not holds_tables(path):
                schema = benchmark_schema(entries[name], None)
                return self._empty("spider_empty", key, schema, stack)
            load_all(self._dsn, sources_of("spider", folder / "database", entries, [name]))
            connection = self._connect(server.database_name("spider", name), stack)
            return LiveTrials(connection, stack.enter_context(open_read_only(path)))

        return self._kept(make)

    def without_rows(self, source: Source) -> OpenTrials:
        """The databases of a source of which only schemas are known, as empty tables."""

        def make(key: str, stack: ExitStack) -> Trials:
            return self._empty(source.name, key, source.open(key).link(""), stack)

        return self._kept(make)

    def corpus(self) -> OpenTrials:
        """The databases 'corpus/<name>', which their source has loaded by then."""

        def make(key: str, stack: ExitStack) -> Trials:
            name = server.database_name("corpus", key.removeprefix("corpus/"))
            return LiveTrials(self._connect(name, stack))

        return self._kept(make)

    def close(self) -> None:
        """Close all connections."""
        while self._open:
            self._close_oldest()

    def _kept(self, make: Callable[[str, ExitStack], Trials]) -> OpenTrials:
        def open_one(key: str) -> Trials:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key][1]
            if len(self._open) >= OPEN_DATABASES:
                self._close_oldest()
            with ExitStack() as stack:
                trials = make(key, stack)
                self._open[key] = (stack.pop_all(), trials)
            return trials

        return open_one

    def _close_oldest(self) -> None:
        _, (stack, _) = self._open.popitem(last=False)
        stack.close()

    def _connect(self, database: str, stack: ExitStack) -> server.Connection:
        return stack.enter_context(server.connect(self._dsn, database))

    def _empty(self, benchmark: str, key: str, schema: Schema, stack: ExitStack) -> Trials:
        """A database of empty tables, made where it is not there."""
        name = server.database_name(benchmark, key.partition("/")[2])
        with server.connect(self._dsn, "postgres") as outside:
            server.lock(outside, name)
            if server.remembered(outside, name) is None:
                server.drop(outside, name)
                server.create(outside, name)
                with server.connect(self._dsn, name) as inside:
                    _define(inside, schema)
                server.remember(outside, name, {"empty": True})
        return LiveTrials(self._connect(name, stack), has_rows=False)


def _define(connection: server.Connection, schema: Schema) -> None:
    lost: list[str] = []
    for table in range(len(schema.tables)):
        if not schema.tables[table].name.startswith("sqlite_"):
            connection.execute(create_table(schema, table))
            add_primary_key(connection, schema, table, lost)
    add_foreign_keys(connection, schema, lost)

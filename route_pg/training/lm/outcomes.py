"""Statements of training, run in PostgreSQL: as gold, as draft, and side by side.

What a draft's trial shows comes from the same function of the extension that a question's trial
calls, so that noise correction learns from exactly what it will see.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from route_pg.collaboration.inquiry import Options
from route_pg.direct import wrap_error
from route_pg.errors import BadArgument
from route_pg.evaluation import judging, server
from route_pg.evaluation.answers import Answer
from route_pg.evaluation.definitions import create_table
from route_pg.evaluation.keys import add_foreign_keys, add_primary_key
from route_pg.evaluation.loading import load_all, sources_of
from route_pg.evaluation.sqlite import holds_tables, open_read_only
from route_pg.protocol.decoding import decode_reply, parse_line
from route_pg.protocol.messages import Explain, Explained, Request, Trial, Tried, encode_request
from route_pg.training.data import Example, Source
from route_pg.training.lm.pairs import OpenTrials, Trials
from route_pg.types import Failure, Outcome, Schema

SECONDS = 5.0  # of one statement
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
        self._engines = judging.engines("sqlite" if file else "postgresql", connection, file)
        self._own = judging.engines("postgresql", connection, None)

    def check(self, example: Example, sql: str) -> str:
        """See Trials: the gold must run, and the statement give its answer, twice the same."""
        if not self.has_rows:
            failed = self.outcome(sql)
            return f"fails: {failed.sqlstate}" if isinstance(failed, Failure) else ""
        gold = self._engines.gold(example.sql, SECONDS)
        if not gold.stands:
            return "gold fails"
        ran = self._run(sql)
        if not ran.stands:
            return f"fails: {ran.sqlstate or 'too slow'}"
        judged = judging.judge([example.sql], sql, "strict", self._engines, timeout=SECONDS)
        if judged.outcome != "right":
            return "answers otherwise than the gold"
        return "" if self._run(sql).rows == ran.rows else "answers otherwise when run again"

    def is_wrong(self, gold: str, sql: str) -> bool:
        """See Trials: wrong even where DISTINCT and the order of columns are let go."""
        if not self.has_rows:
            return isinstance(self.outcome(sql), Failure)
        lax = judging.judge([gold], sql, "spider", self._own, timeout=SECONDS)
        return not lax.tie and lax.outcome in ("wrong", "error")

    def is_right(self, gold: str, sql: str) -> bool:
        """See Trials: right by the strict rules."""
        if not self.has_rows:
            return gold == sql
        return judging.judge([gold], sql, "strict", self._own, timeout=SECONDS).outcome == "right"

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
        return self._own.gold(sql, SECONDS)

    def _handle(self, request: Request) -> Any:
        text = json.dumps(encode_request(request, ""), ensure_ascii=False)
        try:
            with self._connection.transaction(force_rollback=True):
                self._connection.execute(_LIMIT, (f"{round(SECONDS * 1000)}ms",))
                call = "SELECT route.handle(%s::jsonb)::text"
                row = self._connection.execute(call, (text,)).fetchone()
        except psycopg.errors.QueryCanceled:
            return Tried(
                outcome=Failure(sqlstate="57014", message="the trial took too long"),
                milliseconds=SECONDS * 1000,
            )
        except psycopg.Error as error:
            raise wrap_error(error) from error
        assert row is not None
        return decode_reply(parse_line(row[0]), "", request)


class TrainingServer:
    """A server of PostgreSQL that training databases are loaded into as they are needed."""

    def __init__(self, dsn: str) -> None:
        if not server.prepare_template(dsn):
            raise BadArgument(
                "the server of the training databases has no route_pg",
                hint="Install the extension there: scripts/install_extension.sh.",
            )
        self._dsn = dsn
        self._opened = ExitStack()

    def spider(self, folder: Path) -> OpenTrials:
        """The databases 'spider/<db>' of an unpacked Spider, with their rows."""
        tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        entries = {entry["db_id"]: entry for entry in tables}

        def open_one(key: str) -> Trials:
            name = key.removeprefix("spider/")
            path = folder / "database" / name / f"{name}.sqlite"
            if not holds_tables(path):
                return self.empty("spider_empty", key, entries_schema(entries[name]))
            load_all(self._dsn, sources_of("spider", folder / "database", entries, [name]))
            connection = self._connect(server.database_name("spider", name))
            return LiveTrials(connection, self._opened.enter_context(open_read_only(path)))

        return cache(open_one)

    def without_rows(self, source: Source) -> OpenTrials:
        """The databases of a source of which only schemas are known, as empty tables."""
        return cache(lambda key: self.empty(source.name, key, source.open(key).link("")))

    def corpus(self) -> OpenTrials:
        """The databases 'corpus/<name>', which their source has loaded by then."""
        return cache(
            lambda key: LiveTrials(
                self._connect(server.database_name("corpus", key.removeprefix("corpus/")))
            )
        )

    def live(self, database: str) -> OpenTrials:
        """One database that is there already, for all keys."""
        trials = LiveTrials(self._connect(database))
        return lambda _: trials

    def empty(self, benchmark: str, key: str, schema: Schema) -> Trials:
        """A database of empty tables."""
        name = server.database_name(benchmark, key.partition("/")[2])
        with server.connect(self._dsn, "postgres") as outside:
            server.lock(outside, name)
            if server.remembered(outside, name) is None:
                server.drop(outside, name)
                server.create(outside, name)
                with server.connect(self._dsn, name) as inside:
                    _define(inside, schema)
                server.remember(outside, name, {"empty": True})
        return LiveTrials(self._connect(name), has_rows=False)

    def _connect(self, database: str) -> server.Connection:
        return self._opened.enter_context(server.connect(self._dsn, database))

    def close(self) -> None:
        """Close all connections."""
        self._opened.close()


def entries_schema(entry: Any) -> Schema:
    """The schema of a benchmark's description alone."""
    from route_pg.evaluation.sqlite import benchmark_schema

    return benchmark_schema(entry, None)


def _define(connection: server.Connection, schema: Schema) -> None:
    lost: list[str] = []
    for table in range(len(schema.tables)):
        if not schema.tables[table].name.startswith("sqlite_"):
            connection.execute(create_table(schema, table))
            add_primary_key(connection, schema, table, lost)
    add_foreign_keys(connection, schema, lost)

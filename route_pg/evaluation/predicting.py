"""Asking for the SQL of a question: through `route_sql`, over psycopg, or by calling a function.

Every way gives a `Prediction`. A worker or an extension that is missing ends the run with a clear
error; a question that is refused is a refusal, and part of the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import psycopg

from route_pg.collaboration.inquiry import Options
from route_pg.direct import ask
from route_pg.errors import QUERY_CANCELED, BadArgument, RouteError, from_sqlstate
from route_pg.evaluation.examples import REFUSALS
from route_pg.evaluation.server import Connection
from route_pg.models.base import Embedder, Model
from route_pg.protocol.messages import Answer
from route_pg.types import Candidate, Schema

Way = Literal["route_sql", "direct"]

UNDEFINED_FUNCTION = "42883"

QUESTION_TIMEOUT = 120.0  # seconds from question to SQL


@dataclass(frozen=True, kw_only=True, slots=True)
class Prediction:
    """What came of asking one question."""

    sql: str = ""
    candidates: tuple[str, ...] = ()  # the beam, most supported first; where the way tells it
    linked: tuple[tuple[str, str], ...] = ()  # (table, column), best first; where the way tells it
    confidence: float | None = None  # 0..1; where the way tells it
    sqlstate: str = ""  # of a refusal
    failure: str = ""  # its message
    timed_out: bool = False
    seconds: float = 0.0  # wall clock


class Predictor(Protocol):
    """One way of asking, on one database."""

    def predict(self, question: str) -> Prediction:
        """The SQL of a question, or why there is none; RouteError where nothing can be asked."""


class RouteSql:
    """Through the extension: `route_sql`, or `route_explain` where the whole story is wanted."""

    def __init__(self, connection: Connection, *, story: bool = False) -> None:
        self._connection = connection
        self._story = story
        connection.execute(
            "SELECT set_config('statement_timeout', %s, false)", [f"{QUESTION_TIMEOUT:.0f}s"]
        )

    def predict(self, question: str) -> Prediction:
        """Ask the database."""
        function = "route_explain" if self._story else "route_sql"
        start = time.monotonic()
        try:
            row = self._connection.execute(f"SELECT {function}(%s)".encode(), [question]).fetchone()
        except psycopg.Error as error:
            return _failed(error, time.monotonic() - start)
        seconds = time.monotonic() - start
        answer = row[0] if row else None
        if isinstance(answer, Mapping):
            return from_story(answer, seconds)
        return Prediction(sql=answer or "", seconds=seconds)


def _failed(error: psycopg.Error, seconds: float) -> Prediction:
    state = error.sqlstate or ""
    message = error.diag.message_primary or str(error)
    if state in REFUSALS:
        return Prediction(sqlstate=state, failure=message, seconds=seconds)
    if state == QUERY_CANCELED:
        return Prediction(timed_out=True, failure=message, seconds=seconds)
    if state == UNDEFINED_FUNCTION:
        raise BadArgument(
            message="this database has no extension route_pg",
            detail=message,
            hint="Install it (`make install`), then `route-pg eval load --fresh`;"
            " or ask over psycopg with --via direct.",
        ) from error
    detail, hint = error.diag.message_detail or "", error.diag.message_hint or ""
    raise from_sqlstate(state)(message, detail=detail, hint=hint) from error


def from_story(story: Mapping[str, Any], seconds: float) -> Prediction:
    """The prediction that `route_explain` tells of."""
    trace = story.get("trace") or story
    candidates = sorted(trace.get("candidates") or [], key=lambda c: -(c.get("support") or 0.0))
    chosen = [c["sql"] for c in candidates if c.get("chosen")]
    refusal = story.get("refusal") or {}
    linked = [(item["table"], item["column"]) for item in trace.get("linking") or []]
    written = [c["sql"] for c in candidates if not c.get("same_as") and c["sql"] not in chosen]
    return Prediction(
        sql=story.get("sql") or (chosen[0] if chosen else ""),
        candidates=(*chosen, *written),
        linked=tuple(linked),
        confidence=trace.get("confidence"),
        sqlstate=refusal.get("sqlstate") or story.get("sqlstate") or "",
        failure=refusal.get("message") or story.get("message") or "",
        seconds=seconds,
    )


class Direct:
    """Over psycopg, the collaboration in this process: no worker, no PL/Python."""

    def __init__(
        self, connection: Connection, model: Model, embedder: Embedder, options: Options
    ) -> None:
        self._connection = connection
        self._model = model
        self._embedder = embedder
        self._options = options

    def predict(self, question: str) -> Prediction:
        """Ask through `route_pg.direct`."""
        start = time.monotonic()
        ending = ask(self._connection, question, self._model, self._embedder, options=self._options)
        seconds = time.monotonic() - start
        if isinstance(ending, Answer):
            return from_story({"trace": ending.trace, "sql": ending.sql}, seconds)
        if ending.sqlstate not in REFUSALS:
            error = from_sqlstate(ending.sqlstate)
            raise error(ending.message, detail=ending.detail, hint=ending.hint)
        refusal = {"sqlstate": ending.sqlstate, "message": ending.message}
        return from_story({"trace": ending.trace, "refusal": refusal}, seconds)


Ranked = Callable[[str, Schema], Sequence[Candidate]]
"""Question and schema to candidates, best first: a model alone, without a database."""


class Called:
    """A function in this process, given the whole schema: for choosing models while training."""

    def __init__(self, function: Ranked, schema: Schema) -> None:
        self._function = function
        self._schema = schema

    def predict(self, question: str) -> Prediction:
        """Call the function; a RouteError of it is a refusal."""
        start = time.monotonic()
        try:
            candidates = self._function(question, self._schema)
        except RouteError as error:
            seconds = time.monotonic() - start
            return Prediction(sqlstate=error.sqlstate, failure=error.message, seconds=seconds)
        seconds = time.monotonic() - start
        texts = tuple(candidate.sql for candidate in candidates)
        return Prediction(sql=texts[0] if texts else "", candidates=texts, seconds=seconds)

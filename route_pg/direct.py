"""The same conversation over a psycopg connection: no extension in the server, no worker.

Calls `route.handle` and `route.trial` (docs/protocol.md) with the rights of the connection, in one
transaction. Used by `route-pg ask --dsn` and by the evaluation. Here `statement_timeout` bounds a
trial, since every request is a statement of its own.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Literal

import psycopg

from route_pg.collaboration.conversation import converse
from route_pg.collaboration.inquiry import Options
from route_pg.errors import QUERY_CANCELED, BadArgument, RouteError, from_sqlstate
from route_pg.models.base import Embedder, Model
from route_pg.models.calls import perform_calls
from route_pg.protocol.decoding import decode_reply, parse_line
from route_pg.protocol.messages import (
    Answer,
    Ending,
    Explain,
    Link,
    ProtocolError,
    Question,
    Refusal,
    Reply,
    Request,
    Session,
    Settings,
    Trial,
    Tried,
    encode_request,
)
from route_pg.server_errors import wrap_error
from route_pg.types import Failure, Result

MAX_ANSWER_BYTES = 16 * 1024 * 1024  # of the rows of `run`

_SESSION = """
    SELECT route.max_rows(), route.max_cost(), route.trial_timeout(), route.max_rounds(),
           current_database(), current_user::text, current_setting('server_version_num')::integer,
           pg_catalog.pg_backend_pid()
"""

# The caller's own limit stands where it is shorter.
_LIMIT = """
    SELECT set_config('statement_timeout', CASE WHEN setting::integer BETWEEN 1 AND %(limit)s
        THEN setting ELSE %(limit)s::text END, true)
    FROM pg_catalog.pg_settings WHERE name = 'statement_timeout'
"""

Connection = psycopg.Connection[Any]


def ask(
    connection: Connection,
    question: str,
    model: Model,
    embedder: Embedder,
    *,
    options: Options | None = None,
    settings: Settings | None = None,
    task: Literal["answer", "link"] = "answer",
) -> Answer | Refusal:
    """Ask one question; nothing is written, and nothing but the answer is returned.

    `settings` are the connection's route.* settings where they are not given. RouteError where
    route_pg is not installed there, or where the connection breaks.
    """
    try:
        with connection.transaction():
            asked = _question(connection, question, task, settings)
            return _drive(connection, asked, model, embedder, options)
    except psycopg.Error as error:
        raise wrap_error(error) from error


def run(connection: Connection, sql: str, max_rows: int, timeout: int = 0) -> Result:
    """Run a statement by the rules of the trial and take its first rows; RouteError if it fails.

    `timeout` is in milliseconds, 0 for none.
    """
    request = "SELECT route.trial(%s, %s, %s)::text"
    try:
        with connection.transaction(force_rollback=True):
            if timeout:
                connection.execute(_LIMIT, {"limit": timeout})
            row = connection.execute(request, (sql, max_rows, MAX_ANSWER_BYTES)).fetchone()
    except psycopg.Error as error:
        raise wrap_error(error) from error
    assert row is not None
    message = {"type": "tried", "id": "", **parse_line(row[0])}
    reply = decode_reply(message, "", Trial(sql=sql, rows=max_rows))
    assert isinstance(reply, Tried)
    if isinstance(reply.outcome, Failure):
        raise _of_failure(reply.outcome)
    return reply.outcome


def _question(
    connection: Connection, text: str, task: Literal["answer", "link"], settings: Settings | None
) -> Question:
    row = connection.execute(_SESSION).fetchone()
    assert row is not None
    own = Settings(max_rows=row[0], max_cost=row[1], trial_timeout=row[2], max_rounds=row[3])
    session = Session(database=row[4], role=row[5], server_version=row[6], backend_pid=row[7])
    return Question(
        id=uuid.uuid4().hex,
        task=task,
        question=text,
        settings=settings or own,
        session=session,
    )


def _drive(
    connection: Connection,
    question: Question,
    model: Model,
    embedder: Embedder,
    options: Options | None,
) -> Ending:
    conversation = converse(question, embedder=embedder.name, options=options)
    try:
        request = next(conversation)
        while True:
            try:
                if isinstance(request, Link | Explain | Trial):
                    reply: Any = _reply(connection, request, question)
                else:
                    (reply,) = perform_calls(model, embedder, [request])
            except RouteError as error:
                request = conversation.throw(error)
            else:
                request = conversation.send(reply)
    except StopIteration as stop:
        return _with_names(stop.value, model, embedder)


def _reply(connection: Connection, request: Request, question: Question) -> Reply:
    if not isinstance(request, Trial):
        return handle(connection, request, question.id)
    limit = question.settings.trial_timeout
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(_LIMIT, {"limit": limit})
            return handle(connection, request, question.id)
    except psycopg.errors.QueryCanceled as error:
        failure = Failure(
            sqlstate=error.sqlstate or QUERY_CANCELED,
            message=f"the trial took longer than route.trial_timeout ({limit} ms)",
            hint="Ask for less, or raise route.trial_timeout.",
        )
        return Tried(outcome=failure, milliseconds=float(limit))


def handle(connection: Connection, request: Request, question: str = "") -> Reply:
    """What the catalog side answers to a request; `question` is the id of what it belongs to.

    BadArgument where that side speaks another protocol.
    """
    text = json.dumps(encode_request(request, question), ensure_ascii=False)
    row = connection.execute("SELECT route.handle(%s::jsonb)::text", (text,)).fetchone()
    assert row is not None
    try:
        return decode_reply(parse_line(row[0]), question, request)
    except ProtocolError as error:
        raise BadArgument(
            message="the catalog side of route_pg in this database is of another version",
            detail=str(error),
            hint="Install it anew: `route-pg install --dsn ..`.",
        ) from error


def _with_names(ending: Ending, model: Model, embedder: Embedder) -> Ending:
    trace: Mapping[str, Any] = {
        "model": model.name,
        "model_version": model.version,
        "embedder": embedder.name,
        **ending.trace,
    }
    return ending.with_trace(trace)


def _of_failure(failure: Failure) -> RouteError:
    error = from_sqlstate(failure.sqlstate)
    message = f"{failure.message} (SQLSTATE {failure.sqlstate})"
    return error(message, detail=failure.detail, hint=failure.hint)

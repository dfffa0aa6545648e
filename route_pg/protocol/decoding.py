"""From a line of JSON to a message: strict, whatever the other side sends.

Raises ProtocolError and nothing else, for any input; unknown extra fields are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from route_pg.protocol.messages import (
    MAX_EMBEDDED_TEXTS,
    MAX_LINE_BYTES,
    Answer,
    Cancelled,
    Cancelling,
    Embedding,
    Ending,
    Explain,
    Explained,
    Hello,
    Incoming,
    Link,
    ProtocolError,
    Question,
    Refusal,
    Reply,
    Request,
    Slice,
    StatusQuery,
    Trial,
    Tried,
    Welcome,
)
from route_pg.protocol.shapes import ShapeError, read
from route_pg.types import (
    Column,
    Failure,
    ForeignKey,
    Plan,
    Result,
    Schema,
    Table,
    Term,
    ValueMatch,
    VerifiedPair,
)


def parse_line(line: bytes | str) -> dict[str, Any]:
    """One line as a message not yet looked into; fractions as Decimal, with all their digits.

    >>> parse_line(b'{"type":"status","id":"s1"}')
    {'type': 'status', 'id': 's1'}
    """
    if len(line) > MAX_LINE_BYTES:
        raise ProtocolError("line", "longer than 8 MiB")
    try:
        text = line if isinstance(line, str) else line.decode()
        message = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
        if "\\u" in text:  # an escaped lone surrogate is no text: it could never be sent on
            json.dumps(message, ensure_ascii=False, default=str).encode()
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ProtocolError("line", f"not JSON: {error}") from error
    if not isinstance(message, dict):
        raise ProtocolError("line", "not an object")
    return message


def decode_hello(message: Mapping[str, Any]) -> Hello:
    """Read the backend's greeting."""
    _expect(message, "hello")
    return _read(Hello, message)


def decode_welcome(message: Mapping[str, Any]) -> Welcome:
    """Read the worker's greeting."""
    _expect(message, "welcome")
    return _read(Welcome, message)


def decode_incoming(message: Mapping[str, Any]) -> Incoming:
    """Read what a backend says between questions."""
    match message.get("type"):
        case "ask":
            return _read(Question, message)
        case "embed":
            return _bounded(_read(Embedding, message))
        case "status":
            return _read(StatusQuery, message)
        case unknown:
            raise ProtocolError("type", f"a backend may not say {unknown!r} here")


def decode_request(
    message: Mapping[str, Any], id: str
) -> Request | Ending | Cancelling | Cancelled:
    """Read what the worker says during question `id`: the backend's side of the conversation."""
    shapes = (Link, Explain, Trial, Answer, Refusal, Cancelling, Cancelled)
    shape = {each.__name__.lower(): each for each in shapes}.get(str(message.get("type")))
    if shape is None:
        raise ProtocolError("type", f"a worker may not say {message.get('type')!r} here")
    _expect(message, str(message["type"]), id)
    return _read(shape, message)  # type: ignore[return-value]


def decode_reply(message: Mapping[str, Any], id: str, request: Request) -> Reply:
    """Read the backend's reply to `request`; its id and its size must fit."""
    match request:
        case Link():
            _expect(message, "linked", id)
            return _decode_slice(message)
        case Explain(sql=sql):
            _expect(message, "explained", id)
            return _decode_explained(message, len(sql))
        case Trial():
            _expect(message, "tried", id)
            return _decode_tried(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class _WireMatch:
    column: int
    value: str
    score: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _WireSlice:
    tables: tuple[Table, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    matches: tuple[_WireMatch, ...] = ()
    pairs: tuple[VerifiedPair, ...] = ()
    terms: tuple[Term, ...] = ()
    readable: int
    embedder: str | None
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Timed:
    milliseconds: float = 0.0


def _decode_slice(message: Mapping[str, Any]) -> Slice:
    wire = _read(_WireSlice, message.get("schema"), "schema")
    schema = Schema(
        tables=wire.tables,
        columns=wire.columns,
        foreign_keys=wire.foreign_keys,
        matches=tuple(
            ValueMatch(column=match.column, value=match.value, score=match.score)
            for match in wire.matches
        ),
        pairs=wire.pairs,
        terms=wire.terms,
    )
    _check_indexes(schema)
    return Slice(
        schema=schema,
        readable=wire.readable,
        embedder=wire.embedder,
        stale=wire.stale,
        milliseconds=_read(_Timed, message).milliseconds,
    )


def _check_indexes(schema: Schema) -> None:
    tables, columns = range(len(schema.tables)), range(len(schema.columns))
    of_tables = [column.table for column in schema.columns]
    of_tables += [term.table for term in schema.terms if term.table is not None]
    of_columns = [match.column for match in schema.matches]
    for key in schema.foreign_keys:
        if not key.columns or len(key.columns) != len(key.references):
            raise ProtocolError("foreign_keys", "both sides must have as many columns")
        of_columns += [*key.columns, *key.references]
    if not all(index in tables for index in of_tables):
        raise ProtocolError("schema", "an index points at no table")
    if not all(index in columns for index in of_columns):
        raise ProtocolError("schema", "an index points at no column")


def _decode_explained(message: Mapping[str, Any], count: int) -> Explained:
    plans = _read_list(message, "plans")
    if len(plans) != count:
        raise ProtocolError("plans", f"{count} were expected, got {len(plans)}")
    return Explained(
        plans=tuple(_decode_plan(plan) for plan in plans),
        milliseconds=_read(_Timed, message).milliseconds,
    )


def _decode_plan(plan: Any) -> Plan | Failure:
    if isinstance(plan, dict) and "failure" in plan:
        return _read(Failure, plan["failure"], "plans.failure")
    return _read(Plan, plan, "plans")


def _decode_tried(message: Mapping[str, Any]) -> Tried:
    milliseconds = _read(_Timed, message).milliseconds
    if "failure" in message:
        failure = _read(Failure, message["failure"], "failure")
        return Tried(outcome=failure, milliseconds=milliseconds)
    result = _read(Result, message)
    widths = {len(row) for row in result.rows} | {len(result.types)}
    if widths != {len(result.columns)}:
        raise ProtocolError("rows", "each must have as many values as there are columns and types")
    return Tried(outcome=result, milliseconds=milliseconds)


_T = TypeVar("_T")


def _read(shape: type[_T], value: Any, at: str = "message") -> _T:
    try:
        return read(shape, value, at)  # type: ignore[no-any-return]
    except ShapeError as error:
        raise ProtocolError(error.at, error.problem) from error


def _read_list(message: Mapping[str, Any], name: str) -> list[Any]:
    value = message.get(name)
    if not isinstance(value, list):
        raise ProtocolError(name, "a list was expected")
    return value


def _bounded(embedding: Embedding) -> Embedding:
    if len(embedding.texts) > MAX_EMBEDDED_TEXTS:
        raise ProtocolError("texts", f"at most {MAX_EMBEDDED_TEXTS}")
    return embedding


def _refuse_constant(name: str) -> Any:
    raise ProtocolError("line", f"{name} is no JSON")


def _expect(message: Mapping[str, Any], type_: str, id: str | None = None) -> None:
    if message.get("type") != type_:
        raise ProtocolError("type", f"{type_!r} was expected, got {message.get('type')!r}")
    if id is not None and message.get("id") != id:
        raise ProtocolError("id", f"a message of another question: {message.get('id')!r}")

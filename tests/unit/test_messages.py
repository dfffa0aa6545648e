"""Messages: each survives the wire, and no garbage is more than a ProtocolError."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_pg.protocol.decoding import (
    decode_hello,
    decode_incoming,
    decode_reply,
    decode_request,
    decode_welcome,
    parse_line,
)
from route_pg.protocol.messages import (
    MAX_EMBEDDED_TEXTS,
    MAX_LINE_BYTES,
    Answer,
    Cancelled,
    Cancelling,
    Embedding,
    Explain,
    Explained,
    Hello,
    Limits,
    Link,
    ProtocolError,
    Question,
    Refusal,
    Slice,
    StatusQuery,
    Trial,
    Tried,
    Welcome,
    dump_line,
    encode_error,
    encode_greeting,
    encode_request,
)
from route_pg.types import Failure, Plan, Result

SLICE: dict[str, Any] = {
    "tables": [{"schema": "sales", "name": "orders", "kind": "view", "comment": "", "rows": 1.5}],
    "columns": [
        {"table": 0, "name": "id", "type": "integer", "kind": "number", "primary_key": True},
        {"table": 0, "name": "Ort", "type": "text", "kind": "text", "labels": ["a"], "score": 1},
    ],
    "foreign_keys": [{"columns": [0], "references": [0], "inferred": True}],
    "matches": [{"column": 1, "value": "Köln", "word": "köln", "score": 1.0}],
    "pairs": [
        {
            "question": "q",
            "sql": "SELECT 1",
            "score": 0.5,
            "relations": [{"schema": "sales", "name": "orders"}],
        }
    ],
    "terms": [{"term": "churn", "meaning": "left", "table": None}],
    "readable": 2,
    "embedder": "fake-1",
    "stale": [],
}


def linked(**changes: Any) -> dict[str, Any]:
    return {"type": "linked", "id": "q", "schema": {**SLICE, **changes}, "milliseconds": 1}


LINK = Link(vectors=((0.5,),), words=("köln",), limits=Limits(columns=3))
REQUESTS = [
    LINK,
    Explain(sql=("SELECT 1", "SELECT 'é'")),
    Trial(sql="SELECT 1", rows=5),
    Answer(sql="SELECT 1", confidence=0.5, trace={"a": [1]}),
    Refusal(sqlstate="RT002", message="no", detail="d", hint="h", trace={}),
    Cancelling(),
    Cancelled(at=1.25),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_requests_survive_the_wire(request_: Any) -> None:
    line = dump_line(encode_request(request_, "q"))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_request(parse_line(line), "q") == request_


@pytest.mark.parametrize(
    ("greeting", "decode"),
    [
        (Hello(protocol=1, version="0.1.0", secret="s"), decode_hello),
        (
            Welcome(protocol=1, version="0.1.0", model="m", model_version="v", embedder="e"),
            decode_welcome,
        ),
    ],
)
def test_greetings_survive_the_wire(greeting: Any, decode: Any) -> None:
    assert decode(parse_line(dump_line(encode_greeting(greeting)))) == greeting


def test_an_error_carries_its_parts() -> None:
    message = encode_error("e", "RT001", "busy", hint="wait")
    assert message["hint"] == "wait"
    assert "id" not in encode_error(None, "RT001", "busy")


def test_what_a_backend_says_between_questions() -> None:
    asked = {"type": "ask", "id": "q", "task": "answer", "question": "?", "extra": 1}
    question = decode_incoming({**asked, "settings": {"max_cost": 10}, "session": {}})
    assert isinstance(question, Question)
    assert question.settings.max_cost == 10.0
    assert question.settings.max_rounds == 3
    assert decode_incoming({"type": "embed", "id": "e", "texts": ["a"]}) == Embedding(
        id="e", texts=("a",)
    )
    assert decode_incoming({"type": "status", "id": "s"}) == StatusQuery(id="s")


def test_a_slice_becomes_a_schema() -> None:
    reply = decode_reply(linked(), "q", LINK)
    assert isinstance(reply, Slice)
    assert reply.milliseconds == 1.0
    assert reply.schema.columns[0].primary_key
    assert reply.schema.columns[1].labels == ("a",)
    assert reply.schema.matches[0].value == "Köln"
    assert reply.schema.matches[0].start == -1


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": [{**SLICE["columns"][0], "table": 1}]},
        {"columns": [{**SLICE["columns"][0], "table": -1}]},
        {"columns": [{**SLICE["columns"][0], "kind": "money"}]},
        {"columns": [{**SLICE["columns"][0], "comment": None}]},
        {"columns": {"0": 1}},
        {"foreign_keys": [{"columns": [0], "references": []}]},
        {"foreign_keys": [{"columns": [0], "references": [9]}]},
        {"foreign_keys": [{"columns": [], "references": []}]},
        {"matches": [{"column": 2, "value": "x"}]},
        {"terms": [{"term": "t", "meaning": "m", "table": 3}]},
        {"readable": "2"},
        {"readable": True},
        {"embedder": 1},
        {"tables": [{"name": "orders"}]},
    ],
)
def test_a_slice_that_does_not_hold_together(changes: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        decode_reply(linked(**changes), "q", LINK)


def test_plans_and_failures_in_their_order() -> None:
    failure = {"sqlstate": "42703", "message": "no column"}
    message = {
        "type": "explained",
        "id": "q",
        "plans": [{"cost": 1, "rows": 2}, {"failure": failure}],
    }
    reply = decode_reply(message, "q", Explain(sql=("a", "b")))
    assert reply == Explained(
        plans=(Plan(cost=1.0, rows=2.0), Failure(sqlstate="42703", message="no column"))
    )
    with pytest.raises(ProtocolError, match="1 were expected"):
        decode_reply(message, "q", Explain(sql=("a",)))


def test_rows_keep_all_their_digits() -> None:
    line = (
        b'{"type":"tried","id":"q","columns":["a","b","c"],"types":["numeric","int8","jsonb"],'
        b'"rows":[[0.10000000000000000001,9007199254740993,{"x":[1.50]}]],"complete":true}'
    )
    reply = decode_reply(parse_line(line), "q", Trial(sql="", rows=1))
    assert isinstance(reply, Tried)
    assert isinstance(reply.outcome, Result)
    ((a, b, c),) = reply.outcome.rows
    assert a == Decimal("0.10000000000000000001")
    assert b == 9007199254740993
    assert str(c["x"][0]) == "1.50"


@pytest.mark.parametrize(
    "message",
    [
        {"columns": ["a"], "types": ["t"], "rows": [[1, 2]], "complete": True},
        {"columns": ["a"], "types": [], "rows": [], "complete": True},
        {"columns": ["a"], "types": ["t"], "rows": [1], "complete": True},
        {"columns": ["a"], "types": ["t"], "rows": [[1]]},
        {"columns": ["a"], "types": ["t"], "rows": [[1]], "complete": 1},
        {"failure": None},
        {"failure": {"sqlstate": 1, "message": ""}},
    ],
)
def test_a_trial_that_does_not_hold_together(message: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        decode_reply({"type": "tried", "id": "q", **message}, "q", Trial(sql="", rows=1))


@pytest.mark.parametrize("id_", ["other", None, 1])
def test_a_reply_to_another_question_is_refused(id_: Any) -> None:
    with pytest.raises(ProtocolError, match="another question"):
        decode_reply({**linked(), "id": id_}, "q", LINK)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[]",
        b"1",
        b"{",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b"\xff\xfe",
        b'{"a":"\\ud800"}',
        b'{"\\udc00":1}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 100_000,
        b'{"a":"' + b"x" * MAX_LINE_BYTES + b'"}',
        b'{"a":1e99999999999999999999}',
    ],
)
def test_lines_that_are_no_message(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        parse_line(line)


def test_an_escaped_pair_of_surrogates_is_text() -> None:
    assert parse_line(b'{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


@pytest.mark.parametrize("value", ["1e999", "-1e400", '"5"', "true", "null", "[]"])
def test_a_number_that_is_none(value: str) -> None:
    asked = '{"type":"ask","id":"q","task":"answer","question":"?","settings":{"max_cost":VALUE}}'
    with pytest.raises(ProtocolError, match=r"settings\.max_cost"):
        decode_incoming(parse_line(asked.replace("VALUE", value)))


def test_too_many_texts_to_embed() -> None:
    texts = ["x"] * (MAX_EMBEDDED_TEXTS + 1)
    with pytest.raises(ProtocolError, match="at most"):
        decode_incoming({"type": "embed", "id": "e", "texts": texts})


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        *("type", "id", "question", "task", "settings", "session", "texts", "schema", "plans"),
        *("tables", "columns", "foreign_keys", "matches", "rows", "types", "complete", "failure"),
        *("protocol", "version", "secret", "sql", "vectors", "words", "limits", "milliseconds"),
    ]
)
TYPES = st.sampled_from(
    [
        *("ask", "embed", "status", "hello", "welcome", "linked", "explained", "tried"),
        *("link", "explain", "trial", "answer", "refusal", "cancelled"),
    ]
)


def decode_every_way(message: dict[str, Any]) -> None:
    ways: list[Callable[[dict[str, Any]], Any]] = [
        *(decode_hello, decode_welcome, decode_incoming),
        lambda message: decode_request(message, "q"),
        *(
            lambda message, request=request: decode_reply(message, "q", request)
            for request in (LINK, Explain(sql=("a",)), Trial(sql="", rows=1))
        ),
    ]
    for way in ways:
        with contextlib.suppress(ProtocolError):  # anything else fails the test
            way(message)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=8), TYPES)
def test_no_message_is_more_than_a_protocol_error(message: dict[str, Any], type_: str) -> None:
    decode_every_way({**message, "type": type_, "id": "q"})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SLICE)), JSON, st.data())
def test_a_slice_with_one_part_exchanged(name: str, value: Any, data: st.DataObject) -> None:
    changed = dict(SLICE)
    if isinstance(changed[name], list) and changed[name] and isinstance(changed[name][0], dict):
        inner = data.draw(st.sampled_from(sorted(changed[name][0])))
        changed[name] = [{**changed[name][0], inner: value}, *changed[name][1:]]
    else:
        changed[name] = value
    decode_every_way({"type": "linked", "id": "q", "schema": changed})


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_line_is_more_than_a_protocol_error(line: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        decode_every_way(parse_line(line))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_a_line_with_bytes_exchanged(at: int, noise: bytes) -> None:
    line = json.dumps(linked()).encode()
    with contextlib.suppress(ProtocolError):
        decode_every_way(parse_line(line[:at] + noise + line[at + len(noise) :]))

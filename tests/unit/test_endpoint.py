"""Models at an endpoint: what is sent, what is never sent, and every way a server can fail."""

from __future__ import annotations

import email.utils
import importlib.util
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

if importlib.util.find_spec("httpx") is None:
    pytest.skip("needs the extra 'openai'", allow_module_level=True)

from route_pg.errors import BadArgument, RouteError, WorkerUnreachable
from route_pg.models import open_model
from route_pg.models.base import Ask, Meter
from route_pg.models.endpoint import MAX_BYTES, Endpoint, RefusedRequest, check_base
from route_pg.models.language_settings import KEY_VARIABLE, LanguageSettings
from route_pg.models.openai import OpenAIWriter
from tests.fixtures import endpoint as server
from tests.fixtures.endpoint import Play, Script, answers, endpoint, gives
from tests.fixtures.theatre import ASK, PREFIX, RESULT, SQL, THEATRE, UNREADABLE, draft

KEY = "sk-very-secret"
CHAT = [{"role": "user", "content": "hello"}]
QUICK = LanguageSettings(timeout=1.0, attempts=2)


@contextmanager
def post_to(*parts: Play, attempts: int = 3, timeout: float = 1.0) -> Iterator[Any]:
    """Post to a scripted server; the pauses between attempts are noted instead of made."""
    with endpoint(*parts) as script:
        pauses: list[float] = []
        place = Endpoint(script.base, KEY, timeout=timeout, attempts=attempts, sleep=pauses.append)

        def post() -> Any:
            return place.post("chat/completions", {"n": 1}, lambda found: found["choices"])

        yield post, script, pauses


FAULTS: dict[str, tuple[Play, str]] = {
    "slow": (server.sleeps, "no answer in time"),
    "drips": (server.drips, "no answer in time"),
    "drips headers": (server.drips_headers, "no answer in time"),
    "promises": (server.promises, "no answer in time"),
    "429": (gives(429, {"error": {"message": "slow down"}}), "HTTP 429: slow down"),
    "500": (gives(500, b"<html>oops</html>"), "HTTP 500: <html>oops</html>"),
    "503": (gives(503, {"detail": "loading"}), "HTTP 503: loading"),
    "cut": (server.cuts, ""),
    "cut in the middle": (server.cuts_in_the_middle, ""),
    "floods": (server.floods, "its answer is too long"),
    "packs": (server.packs, "its answer is packed"),
    "garbage": (gives(200, b"\xff\xfe\x00 garbage"), "its answer is no JSON"),
    "half a JSON": (gives(200, b'{"choices": [{"message": {"cont'), "its answer is no JSON"),
    "deep JSON": (gives(200, b"[" * 200_000), "its answer is no JSON"),
    "nothing": (gives(200, b""), "its answer is no JSON"),
    "a list": (gives(200, [1]), "no chat completion"),
    "no choices": (gives(200, {"choices": []}), "no chat completion"),
    "choices of another shape": (gives(200, {"choices": [{"text": 1}]}), "no chat completion"),
    "a text that is none": (
        gives(200, {"choices": [{"message": {"content": 5}}]}),
        "no chat completion",
    ),
    "tokens that are none": (
        gives(200, {**server.completion("x"), "usage": {"prompt_tokens": "many"}}),
        "no chat completion",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_fails_is_an_error_in_bounded_time(fault: str) -> None:
    part, reason = FAULTS[fault]
    with endpoint(part) as script:
        model = open_model(f"openai:{script.base}#m", QUICK)
        started = time.monotonic()
        with pytest.raises(WorkerUnreachable) as raised:
            model.text_to_sql([ASK], beam=1)
        assert time.monotonic() - started < 2 * QUICK.timeout
    assert raised.value.message == "the language model's server gives no answer"
    assert reason in raised.value.detail
    assert script.base in raised.value.detail
    assert raised.value.hint


@pytest.mark.parametrize("fault", [server.drips_headers, server.promises, server.drips])
def test_what_never_ends_leaves_no_thread_behind(fault: Play) -> None:
    with endpoint(fault) as script:
        place = Endpoint(script.base, timeout=0.5, attempts=1)
        started = time.monotonic()
        with pytest.raises(WorkerUnreachable, match="no answer"):
            place.post("chat/completions", {}, lambda found: found)  # in this thread: it came back
        assert time.monotonic() - started < 2


SLOW = {"slow", "drips", "drips headers", "promises"}  # those take all the time


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - SLOW))
def test_a_fault_that_passes_is_not_noticed(fault: str) -> None:
    part, _ = FAULTS[fault]
    with endpoint(part, answers(SQL)) as script:
        model = open_model(f"openai:{script.base}#m", LanguageSettings(timeout=10.0))
        ((candidate,),) = model.text_to_sql([ASK], beam=1)
    assert candidate.sql == SQL
    assert len(script.requests) == 2


def test_nobody_listens() -> None:
    with endpoint(answers("")) as script:
        base = script.base
    with pytest.raises(WorkerUnreachable, match="no answer"):
        open_model(f"openai:{base}#m", QUICK).text_to_sql([ASK], beam=1)


def test_pauses_grow_and_vary() -> None:
    seen: list[list[float]] = []
    for _ in range(2):
        with (
            post_to(gives(500), attempts=4, timeout=60.0) as (post, script, pauses),
            pytest.raises(WorkerUnreachable, match="no answer"),
        ):
            post()
        assert len(script.requests) == 4
        for pause, most in zip(pauses, (0.5, 1, 2), strict=True):
            assert most / 2 <= pause <= most
        seen.append(pauses)
    assert seen[0] != seen[1]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_server_that_asks_for_time_gets_it(form: str) -> None:
    date = email.utils.formatdate(time.time() + 3, usegmt=True)
    after = "3" if form == "seconds" else date
    parts = (gives(429, retry_after=after), answers(SQL))
    with post_to(*parts, timeout=10.0) as (post, script, pauses):
        post()
    assert len(script.requests) == 2
    assert 1 < pauses[0] <= 3


def test_a_server_that_asks_for_more_time_than_there_is_is_not_waited_for() -> None:
    with (
        post_to(gives(429, {"error": "busy"}, retry_after="3600")) as (post, script, pauses),
        pytest.raises(WorkerUnreachable) as raised,
    ):
        post()
    assert pauses == []
    assert len(script.requests) == 1
    assert "busy" in raised.value.detail


REFUSALS = {401: KEY_VARIABLE, 403: KEY_VARIABLE, 404: "/v1", 400: "--lm-budget", 418: "log"}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_not_tried_again_and_says_what_to_do(status: int) -> None:
    with endpoint(gives(status, {"error": {"message": f"no, {KEY} is wrong"}})) as script:
        writer = OpenAIWriter(script.base, "m", QUICK, key=KEY)
        with pytest.raises(WorkerUnreachable) as raised:
            writer.write([CHAT], beams=1)
    assert len(script.requests) == 1
    assert f"HTTP {status}" in raised.value.detail
    assert REFUSALS[status] in raised.value.hint
    assert KEY not in str(raised.value)
    assert "*** is wrong" in raised.value.detail


def test_a_redirect_is_not_followed() -> None:
    with endpoint(answers("x")) as other:
        location = f"{other.base}/chat/completions"
        with post_to(gives(307, location=location)) as (post, _, _), pytest.raises(RefusedRequest):
            post()
    assert other.requests == []


def test_a_servers_words_steer_no_terminal() -> None:
    with (
        post_to(gives(500, "\x1b]0;title\x07\x00\n\u202edrow".encode())) as (post, _, _),
        pytest.raises(WorkerUnreachable) as raised,
    ):
        post()
    assert "HTTP 500: ?]0;title?? ?drow (" in raised.value.detail


def test_a_server_that_could_not_be_reached_is_left_alone_for_a_while() -> None:
    with post_to(gives(500)) as (post, script, _):
        for _ in range(3):
            with pytest.raises(WorkerUnreachable, match="no answer"):
                post()
    assert len(script.requests) == 3  # of the first call alone


def test_one_bad_answer_does_not_spoil_the_others() -> None:
    def answer(handler: server.Handler) -> None:
        said = handler.server.script.requests[-1].payload["messages"][0]["content"]
        part = gives(200, b"{") if said == "bad" else answers(said)
        part(handler)

    def chat(text: str) -> list[dict[str, str]]:
        return [{"role": "user", "content": text}]

    with endpoint(answer) as script:
        writer = OpenAIWriter(script.base, "m", QUICK)
        assert writer.write([chat("a")], beams=1)[0][0].text == "a"
        with pytest.raises(WorkerUnreachable, match="no answer"):
            writer.write([chat("bad")], beams=1)


# --- what is sent ---------------------------------------------------------------------------------


def ask_everything(script: Script, settings: LanguageSettings) -> None:
    model = open_model(f"openai:{script.base}#m", settings)
    model.schema_linking([ASK])
    model.text_to_sql([ASK], beam=4)
    model.noise_correction([draft(RESULT), draft(UNREADABLE)])
    model.continuation_writing([PREFIX], beam=4)


def sent(script: Script) -> str:
    return repr([request.payload for request in script.requests])


WORDS, VALUES, ROWS = "what is performed", "Great Hall", "Buyer 0"


@pytest.mark.parametrize(
    ("send", "seen"),
    [
        (None, []),
        (frozenset[str](), []),
        (frozenset({"comments"}), [WORDS]),
        (frozenset({"values"}), [VALUES]),
        (frozenset({"rows"}), [ROWS]),
        (frozenset({"comments", "values", "rows"}), [WORDS, VALUES, ROWS]),
    ],
)
def test_data_leaves_the_machine_only_as_it_is_allowed(
    send: frozenset[str] | None, seen: list[str]
) -> None:
    with endpoint(answers("correct")) as script:
        ask_everything(script, LanguageSettings(send=send, budget=100_000))
    assert len(script.requests) == 5
    assert [each for each in (WORDS, VALUES, ROWS) if each in sent(script)] == seen
    assert ("Smith" in sent(script)) == (VALUES in seen)
    assert "stage.play" in sent(script)


def test_the_request_is_plain_and_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    with endpoint(answers("SELECT 1")) as script:
        open_model(f"openai:{script.base}#big/model", QUICK).text_to_sql([ASK], beam=8)
    (request,) = script.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.payload.keys() == {
        "model",
        "messages",
        "stream",
        "max_tokens",
        "temperature",
        "seed",
    }
    assert request.payload["model"] == "big/model"
    assert request.payload["temperature"] == 0
    assert request.payload["stream"] is False


def test_what_is_for_this_machine_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(gives(500)) as proxy, endpoint(answers("SELECT 1")) as script:
        for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.base)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        open_model(f"openai:{script.base}#m", QUICK).text_to_sql([ASK], beam=1)
    assert (len(proxy.requests), len(script.requests)) == (0, 1)


def test_several_answers_vote() -> None:
    body = server.completion("SELECT 1")
    first = body["choices"][0]
    second = {**first, "message": {"role": "assistant", "content": "SELECT 2"}}
    with endpoint(gives(200, {**body, "choices": [second, first, first]})) as script:
        model = open_model(f"openai:{script.base}#m", LanguageSettings(beams=3))
        (candidates,) = model.text_to_sql([ASK], beam=8)
    assert [candidate.sql for candidate in candidates] == ["SELECT 1", "SELECT 2"]
    assert candidates[0].score > candidates[1].score
    assert script.requests[0].payload["n"] == 3
    assert script.requests[0].payload["temperature"] > 0


def test_fields_that_a_server_refuses_are_left_out_from_then_on() -> None:
    refusals = [
        gives(400, {"error": {"message": "Unsupported parameter: 'max_tokens'"}}),
        gives(422, {"detail": "temperature and seed are not supported"}),
    ]
    with endpoint(*refusals, answers("SELECT 1")) as script:
        model = open_model(f"openai:{script.base}#m", QUICK)
        for _ in range(2):
            ((candidate,),) = model.text_to_sql([ASK], beam=1)
    assert candidate.sql == "SELECT 1"
    assert len(script.requests) == 4
    assert script.requests[-1].payload.keys() == {
        "model",
        "messages",
        "stream",
        "max_completion_tokens",
    }


def test_answers_are_read_as_far_as_a_model_may_write() -> None:
    text = "SELECT 'a\0b\ud800'" + " " * 5_000_000 + "SELECT 2"
    with endpoint(answers(text)) as script:
        model = open_model(f"openai:{script.base}#m", LanguageSettings(timeout=20.0))
        ((candidate,),) = model.text_to_sql([ASK], beam=1)
    assert candidate.sql == "SELECT 'a b?'"


@pytest.mark.parametrize("part", ["```", "```sql ", "\nwith a (", "`a", "<think>", "((", "and\n\n"])
def test_an_answer_made_to_be_hard_to_read_is_read_in_little_time(part: str) -> None:
    with endpoint(answers(part + " " * 1000 + part * 500_000)) as script:
        model = open_model(f"openai:{script.base}#m", LanguageSettings(timeout=20.0))
        started = time.monotonic()
        model.text_to_sql([ASK], beam=1)
        model.schema_linking([ASK])
        model.noise_correction([draft(RESULT)])
        model.continuation_writing([PREFIX], beam=1)
        assert time.monotonic() - started < 10


def test_tokens_that_nobody_can_have_written() -> None:
    body = {**server.completion("SELECT 1"), "usage": {"prompt_tokens": 10**4000}}
    meter = Meter()
    with endpoint(gives(200, body)) as script:
        model = open_model(f"openai:{script.base}#m", QUICK)
        model.text_to_sql([Ask(question="What?", schema=THEATRE, meter=meter)], beam=1)
    assert meter.prompt_tokens == MAX_BYTES


def test_tokens_are_counted_for_the_question_that_they_were_spent_on() -> None:
    meters = [Meter(), Meter()]
    asks = [Ask(question="What?", schema=THEATRE, meter=meter) for meter in meters]
    with endpoint(answers("SELECT 1")) as script:
        model = open_model(f"openai:{script.base}#m", QUICK)
        model.text_to_sql(asks, beam=1)
        model.schema_linking(asks[:1])
    assert meters[0] == Meter(calls=2, prompt_tokens=22, answer_tokens=14)
    assert meters[1] == Meter(calls=1, prompt_tokens=11, answer_tokens=7)


# --- the key --------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [gives(401, f"bad key {KEY}"), gives(500, f"{KEY}!"), server.cuts])
def test_the_key_is_in_no_error_and_no_log(
    part: Play, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    with caplog.at_level(logging.DEBUG), endpoint(part) as script:
        model = open_model(f"openai:{script.base}#m", QUICK)
        with pytest.raises(RouteError) as raised:
            model.text_to_sql([ASK], beam=1)
    shown = [str(raised.value), repr(raised.value), model.name, model.version, repr(model)]
    assert KEY not in "".join(shown)
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    ("base", "key", "message"),
    [
        ("http://models.example.com/v1", KEY, "unencrypted"),
        ("http://10.0.0.7/v1", KEY, "unencrypted"),
        ("https://u:p@models.example.com/v1", "", "no secrets"),
        ("https://models.example.com/v1?key=x", "", "no secrets"),
        ("ftp://models.example.com", "", "not the URL"),
        ("models.example.com", "", "not the URL"),
        ("http://[::1", "", "not the URL"),
        ("http://localhost:99999/v1", "", "not the URL"),
        ("http://localhost/v1\r\nX-Evil: yes", "", "not the URL"),
        ("http://localhost/v 1", "", "not the URL"),
        ("https://models.example.com/v1", KEY + "\r\nX-Evil: yes", "no header can hold"),
        ("https://models.example.com/v1", KEY + "é", "no header can hold"),
        ("", "", "not the URL"),
    ],
)
def test_places_that_nothing_is_sent_to(base: str, key: str, message: str) -> None:
    with pytest.raises(BadArgument, match=message) as raised:
        check_base(base, key)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("base", "key"),
    [
        ("http://localhost:8000/v1", KEY),
        ("http://127.0.0.1/v1", KEY),
        ("http://[::1]:8000/v1", KEY),
        ("https://models.example.com/v1", KEY),
        ("http://10.0.0.7/v1", ""),
    ],
)
def test_places_that_are_good(base: str, key: str) -> None:
    assert check_base(base + "/", key) == base


def test_a_key_read_from_a_file_ends_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, f"{KEY}\n")
    with endpoint(answers("SELECT 1")) as script:
        open_model(f"openai:{script.base}#m", QUICK).text_to_sql([ASK], beam=1)
    assert script.requests[0].headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("setting", ["openai:http://localhost/v1", "openai:http://localhost/v1#"])
def test_a_setting_without_a_model(setting: str) -> None:
    with pytest.raises(BadArgument, match="no model is named"):
        open_model(setting)


def test_a_models_name_that_would_write_lines_of_its_own() -> None:
    with pytest.raises(BadArgument, match="cannot be shown"):
        open_model("openai:http://localhost/v1#m\r\nAuthorization: Bearer x")


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    for name in ("route_pg.models.openai", "route_pg.models.endpoint"):
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(BadArgument, match="needs httpx") as raised:
        open_model("openai:http://localhost/v1#m")
    assert "route-pg[openai]" in raised.value.hint

"""Language models behind the extension: a faulty endpoint, what leaves, and what is loaded."""

from __future__ import annotations

import importlib.util
import json
import re
import time
import urllib.request
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.acceptance.test_worker_process import free_port
from tests.fixtures import endpoint as server
from tests.fixtures.cluster import Connect
from tests.fixtures.endpoint import Handler, Play, answers, endpoint, gives
from tests.fixtures.worker import StartWorker, WorkerProcess, point_to

pytestmark = [
    pytest.mark.worker,
    pytest.mark.skipif(importlib.util.find_spec("httpx") is None, reason="the extra 'openai'"),
]

QUESTION = "how many books are there?"
COUNT = "SELECT count(*) AS books FROM shop.book"
KEY = "sk-very-secret"

FAULTS: dict[str, tuple[Play, str]] = {  # and a word of what is said of each
    "slow": (server.sleeps, "no answer in time"),
    "429": (gives(429, {"error": "slow down"}, retry_after="3600"), "HTTP 429: slow down"),
    "500": (gives(500, b"oops"), "HTTP 500: oops"),
    "401": (gives(401, {"error": f"{KEY} is no key"}), "HTTP 401: *** is no key"),
    "cut": (server.cuts, "disconnected"),
    "cut in the middle": (server.cuts_in_the_middle, "closed connection"),
    "garbage": (gives(200, b"\xff garbage"), "no JSON"),
    "half a JSON": (gives(200, b'{"choices": [{"mess'), "no JSON"),
}
REST_SECONDS = 1.1  # after which an endpoint with --lm-timeout 1 is tried again


def say_what_is_asked(handler: Handler) -> None:
    """The right answer to each task."""
    prompt = handler.server.script.requests[-1].payload["messages"][-1]["content"]
    texts = {"Needed:": "here\nshop.book: id", "SQL:": f"```sql\n{COUNT}\n```"}
    last = prompt.rsplit("\n", 1)[-1]
    answers(texts.get(last, "correct"))(handler)


@pytest.mark.usefixtures("bookshop")
def test_a_faulty_endpoint_ends_the_question_and_not_the_session(
    database: str,
    connect: Connect,
    start_worker: StartWorker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ROUTE_PG_OPENAI_API_KEY", KEY)
    with endpoint(say_what_is_asked) as script:
        port = free_port()
        flags = ("--lm-timeout", "1", "--lm-attempts", "2", "--metrics-port", str(port))
        worker = start_worker("--model", f"openai:{script.base}#m", *flags)
        point_to(database, worker.socket)
        connection = connect()
        connection.execute("SELECT * FROM route_sync()")
        for part, said in FAULTS.values():
            script.parts[:] = [part]
            started = time.monotonic()
            with pytest.raises(psycopg.Error) as raised:
                connection.execute("SELECT route_sql(%s)", (QUESTION,))
            assert time.monotonic() - started < 10, said
            assert raised.value.sqlstate == "RT001"
            assert said in (raised.value.diag.message_detail or "")
            assert raised.value.diag.message_hint
            assert KEY not in str(raised.value)
            assert connection.execute("SELECT 1").fetchone() == (1,)
            time.sleep(REST_SECONDS)
        script.parts[:] = [say_what_is_asked]
        row = connection.execute("SELECT route_sql(%s)", (QUESTION,)).fetchone()
        assert row == (COUNT,)
        _shows_tokens(connection, port)
        prompts = json.dumps([request.payload for request in script.requests])
    assert "shop.book" in prompts
    assert "what a customer pays" not in prompts  # a comment
    assert "Salt Roads" not in prompts  # a value
    assert KEY not in worker.log.read_text()


def _shows_tokens(connection: psycopg.Connection[Any], port: int) -> None:
    row = connection.execute("SELECT route_explain(%s)", (QUESTION,)).fetchone()
    assert row is not None
    assert row[0]["tokens"] == {"calls": 4, "prompt_tokens": 44, "answer_tokens": 28}
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
        text = page.read().decode()
    found = re.search(r'route_pg_tokens_total\{part="prompt"\} ([\d.]+)', text)
    assert found is not None
    assert float(found[1]) == 88


@pytest.mark.usefixtures("bookshop")
def test_the_default_worker_loads_no_framework(
    database: str, connect: Connect, start_worker: StartWorker
) -> None:
    worker: WorkerProcess = start_worker("--model", "embedded")
    point_to(database, worker.socket)
    connection = connect()
    connection.execute("SELECT * FROM route_sync()")
    connection.execute("SELECT route_explain(%s)", (QUESTION,))
    loaded = Path(f"/proc/{worker.pid}/maps").read_text()
    assert "onnxruntime" in loaded
    assert not re.search(r"/(torch|transformers|httpx|peft|accelerate)/", loaded)

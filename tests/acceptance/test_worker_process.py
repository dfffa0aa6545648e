"""The worker as a process: how it starts, listens, logs, bounds itself and stops. No PostgreSQL."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acceptance.backend import SCHEMA, Backend, reply_to, running, until

pytestmark = pytest.mark.worker


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: its name grows with the test's, and a socket's path has 107 bytes.
    with tempfile.TemporaryDirectory(prefix="route-", dir="/tmp") as name:
        yield Path(name)


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "worker.sock"


def failed_start(*arguments: str, **environment: str) -> str:
    """Start a worker that must not start; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "route_pg.cli", "worker", "--model", "fake", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_question_from_greeting_to_answer(path: Path) -> None:
    with running("--socket", str(path)), Backend.unix(path) as backend:
        welcome = backend.greet()
        assert welcome is not None
        assert welcome["type"] == "welcome"
        assert welcome["embedder"] == "fake-1"
        for id_ in ("first", "second"):
            backend.ask("how many orders?", id_)
            answer = backend.answer()
            assert answer["id"] == id_
            assert answer["sql"] == "SELECT count(*) FROM sales.orders"
            assert answer["trace"]["model"] == "fake"


def test_status_and_embedding_between_questions(path: Path) -> None:
    with running("--socket", str(path)), Backend.unix(path) as backend:
        backend.greet()
        backend.say({"type": "embed", "id": "e", "texts": ["a"] * 100})
        embedded = backend.hear()
        assert embedded is not None
        assert [len(vector) for vector in embedded["vectors"]] == [384] * 100
        backend.ask("?")
        backend.answer()
        backend.say({"type": "status", "id": "s"})
        status = backend.hear()
        assert status is not None
        assert status["id"] == "s"
        assert status["items"]["questions"] == 1
        assert status["items"]["waiting"] == 0


def test_another_protocol_is_told_both_versions(path: Path) -> None:
    with running("--socket", str(path)), Backend.unix(path) as backend:
        error = backend.greet(protocol=2, version="9.9.9")
        assert error is not None
        assert error["sqlstate"] == "RT004"
        assert "9.9.9" in error["detail"]
        assert "0.1.0" in error["detail"]
        assert backend.hear() is None


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/1.1\r\n",
        b"\xff\xfe\n",
        b"[]\n",
        b'{"type":"hello"}\n',
        b'{"type":"ask","id":"q"}\n',
        b'{"type":"hello","protocol":1,"version":1}\n',
    ],
)
def test_garbage_instead_of_a_greeting_ends_that_connection_alone(path: Path, line: bytes) -> None:
    with running("--socket", str(path)), Backend.unix(path) as healthy:
        healthy.greet()
        with Backend.unix(path) as backend:
            backend.say(line)
            error = backend.hear()
            assert error is not None
            assert error["sqlstate"] == "RT004"
            assert backend.hear() is None
        healthy.ask("?")
        assert healthy.answer()["type"] == "answer"


def test_a_reply_to_another_question_ends_the_connection(path: Path) -> None:
    with running("--socket", str(path)) as worker:
        with Backend.unix(path) as backend:
            backend.greet()
            backend.ask("?")
            backend.hear()
            backend.say({"type": "linked", "id": "another", "schema": SCHEMA})
            error = backend.hear()
            assert error is not None
            assert error["type"] == "error"
            assert backend.hear() is None
        assert any(line["event"] == "protocol error" for line in worker.stop())


def test_garbage_of_every_kind_never_takes_the_worker_down(path: Path) -> None:
    with running("--socket", str(path)) as worker:
        greeting = b'{"type":"hello","protocol":1,"version":"0.1.0","secret":null}\n'

        @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(st.booleans(), st.binary(max_size=300))
        def throw(greeted: bool, noise: bytes) -> None:
            with socket.socket(socket.AF_UNIX) as channel:
                channel.connect(str(path))
                channel.sendall((greeting if greeted else b"") + noise + b"\n")

        throw()
        with Backend.unix(path) as backend:
            backend.greet()
            backend.ask("?")
            assert backend.answer()["type"] == "answer"
        assert not [line for line in worker.stop() if line["level"] == "error"]


def test_a_line_over_8_mib_is_refused(path: Path) -> None:
    with running("--socket", str(path)), Backend.unix(path) as backend:
        backend.greet()
        try:
            backend.say(b'{"type":"embed","id":"' + b"x" * (9 * 1024 * 1024) + b'"}\n')
        except (BrokenPipeError, ConnectionResetError):
            return
        message = backend.hear()
        assert message is None or message["sqlstate"] == "RT004"


def test_a_backend_that_leaves_in_the_middle_is_forgotten(path: Path) -> None:
    with running("--socket", str(path)) as worker:
        with Backend.unix(path) as backend:
            backend.greet()
            backend.ask("?")
            backend.hear()
        with Backend.unix(path) as backend:
            backend.greet()

            def waiting() -> int:
                backend.say({"type": "status", "id": "s"})
                status = backend.hear()
                assert status is not None
                return int(status["items"]["waiting"])

            until(lambda: waiting() == 0)
        assert not [line for line in worker.stop() if line["level"] == "error"]


# --- starting ---------------------------------------------------------------------------------


def test_a_stale_socket_is_replaced_and_a_live_one_is_not(path: Path) -> None:
    with running("--socket", str(path)) as worker:
        said = failed_start("--socket", str(path))
        assert f"another worker listens at {path}" in said
        assert "HINT:" in said
        worker.process.kill()
        worker.process.wait()
        assert path.exists()
        with running("--socket", str(path)) as second, Backend.unix(path) as backend:
            assert backend.greet() is not None
            second.stop()
    assert not path.exists()


def test_the_folder_of_the_socket_is_made_for_the_few(folder: Path) -> None:
    path = folder / "made" / "worker.sock"
    with running("--socket", str(path)):
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o750
        assert path.is_socket()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--allow-user", "nobody-of-that-name"), "no OS user"),
        (("--listen", "127.0.0.1:7070"), "needs a secret"),
        (("--listen", "nonsense"), "not HOST:PORT"),
        (("--socket", "/proc/nowhere/worker.sock"), "cannot listen"),
        (("--beam", "0"), "at least 1"),
    ],
)
def test_settings_that_cannot_be_are_said_clearly(arguments: tuple[str, ...], words: str) -> None:
    if arguments[0] != "--socket" and arguments[0] != "--listen":
        arguments = (*arguments, "--socket", "/tmp/route-never.sock")
    assert words in failed_start(*arguments)


def test_systemd_is_told(folder: Path, path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind(str(folder / "notify"))
        notify.settimeout(10)
        environment = {"NOTIFY_SOCKET": str(folder / "notify")}
        with running("--socket", str(path), environment=environment) as worker:
            assert notify.recv(100) == b"READY=1"
            worker.stop()
            assert notify.recv(100) == b"STOPPING=1"


def test_metrics_are_served_where_a_port_is_given(path: Path) -> None:
    port = free_port()
    with running("--socket", str(path), "--metrics-port", str(port)), Backend.unix(path) as backend:
        backend.greet()
        backend.ask("?")
        backend.answer()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as response:
            text = response.read().decode()
    assert 'route_pg_questions_total{outcome="answered"} 1.0' in text
    assert "route_pg_connections 1.0" in text


# --- who may connect ----------------------------------------------------------------------------


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
def test_another_os_user_is_turned_away(folder: Path, path: Path) -> None:
    folder.chmod(0o755)
    nobody = pwd.getpwnam("nobody").pw_uid
    script = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
        'try: s.sendall(b\'{"type":"hello","protocol":1,"version":"0","secret":null}\\n\')\n'
        "except OSError: pass\n"
        "print(len(s.recv(1000)))"
    )

    def heard() -> str:
        # The interpreter of the tests may lie where `nobody` cannot go.
        done = subprocess.run(
            ["/usr/bin/python3", "-c", script, str(path)],
            capture_output=True,
            text=True,
            user=nobody,
            cwd="/",
            check=False,
        )
        return done.stdout.strip() or done.stderr

    with running("--socket", str(path)) as worker:
        said = heard()
        assert said == "0" or "ConnectionResetError" in said
        assert any(line.get("user") == nobody for line in worker.stop())
    with running("--socket", str(path), "--allow-user", "nobody"):
        assert int(heard()) > 0


def test_tcp_asks_for_the_secret(folder: Path) -> None:
    port, secret = free_port(), "correct horse battery"
    environment = {"ROUTE_PG_SECRET": secret}
    with running("--listen", f"127.0.0.1:{port}", environment=environment) as worker:
        for given_, type_ in ((None, "error"), ("wrong", "error"), (secret, "welcome")):
            with Backend(socket.create_connection(("127.0.0.1", port))) as backend:
                reply = backend.greet(secret=given_)
                assert reply is not None
                assert reply["type"] == type_
                if type_ == "error":
                    assert reply["sqlstate"] == "RT001"
                    assert backend.hear() is None
        log = json.dumps(worker.stop())
        assert secret not in log
        assert "wrong secret" in log


def test_tcp_beyond_loopback_needs_tls() -> None:
    said = failed_start("--listen", "0.0.0.0:7070", ROUTE_PG_SECRET="x" * 20)
    assert "needs TLS" in said


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_tls(folder: Path) -> None:
    import ssl

    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    port, secret = free_port(), "correct horse battery"
    flags = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    environment = {"ROUTE_PG_SECRET": secret}
    with running("--listen", f"127.0.0.1:{port}", *flags, environment=environment):
        context = ssl.create_default_context(cafile=str(certificate))
        channel = socket.create_connection(("127.0.0.1", port))
        with Backend(context.wrap_socket(channel, server_hostname="localhost")) as backend:
            welcome = backend.greet(secret=secret)
            assert welcome is not None
            assert welcome["type"] == "welcome"
            backend.ask("?")
            assert backend.answer()["type"] == "answer"


# --- bounds, logs, the end --------------------------------------------------------------------


def test_beyond_the_bound_a_question_is_told_busy_and_nobody_is_hurt(path: Path) -> None:
    with running("--socket", str(path), "--max-questions", "2"):
        backends = [Backend.unix(path) for _ in range(3)]
        for backend in backends:
            backend.greet()
        for backend in backends[:2]:
            backend.ask("?")
            assert backend.hear() is not None  # its first request: the question is under way
        backends[2].ask("?")
        refusal = backends[2].hear()
        assert refusal is not None
        assert refusal["sqlstate"] == "RT001"
        assert "busy" in refusal["message"]
        assert refusal["hint"]
        for backend in backends[:2]:
            backend.say(reply_to({"type": "link", "id": "q"}))
            assert backend.answer()["type"] == "answer"
        backends[2].ask("?")
        assert backends[2].answer()["type"] == "answer"
        for backend in backends:
            backend.__exit__(None, None, None)


def test_many_conversations_at_once_each_get_their_own_answer(path: Path) -> None:
    def converse(number: int) -> None:
        with Backend.unix(path) as backend:
            backend.greet()
            for turn in range(5):
                backend.ask(f"sql: SELECT {number * 100 + turn}", f"q{number}-{turn}")
                answer = backend.answer()
                assert answer["sql"] == f"SELECT {number * 100 + turn}"
                assert answer["id"] == f"q{number}-{turn}"

    with running("--socket", str(path)), ThreadPoolExecutor(40) as pool:
        list(pool.map(converse, range(40)))


def test_five_hundred_sessions_at_once_are_answered_or_told_busy(path: Path) -> None:
    """Fifty threads hold ten connections each, all of which ask before any is answered."""

    def converse(number: int) -> list[str]:
        backends = [Backend.unix(path) for _ in range(10)]
        try:
            for backend in backends:
                backend.greet()
            for turn, backend in enumerate(backends):
                backend.ask(f"sql: SELECT {number * 10 + turn}")
            endings = [backend.answer() for backend in backends]
        finally:
            for backend in backends:
                backend.__exit__(None, None, None)
        for turn, ending in enumerate(endings):
            assert (
                ending.get("sql", f"SELECT {number * 10 + turn}") == f"SELECT {number * 10 + turn}"
            )
        return [ending.get("sqlstate", "answered") for ending in endings]

    with running("--socket", str(path), "--max-questions", "20") as worker:
        with ThreadPoolExecutor(50) as pool:
            outcomes = [each for some in pool.map(converse, range(50)) for each in some]
        assert len(outcomes) == 500
        assert set(outcomes) == {"answered", "RT001"}
        with Backend.unix(path) as backend:
            backend.greet()
            backend.ask("?")
            assert backend.answer()["type"] == "answer"
        assert not [line for line in worker.stop() if line["level"] == "error"]


def test_the_log_is_json_and_keeps_questions_to_itself(path: Path) -> None:
    with running("--socket", str(path)) as worker, Backend.unix(path) as backend:
        backend.greet()
        backend.ask("sql: SELECT 'mysterious'", session={"database": "shop", "role": "ann"})
        backend.answer()
        log = worker.stop()
    (question,) = [line for line in log if line["event"] == "question"]
    assert question["id"] == "q"
    assert question["role"] == "ann"
    assert question["outcome"] == "answered"
    assert set(question["milliseconds"]) >= {"all", "model", "rest"}
    assert "mysterious" not in json.dumps(log)


def test_the_log_says_why_there_was_no_answer(path: Path) -> None:
    pytest.importorskip("httpx")  # of the extra 'openai'
    nothing = free_port()
    flags = ("--model", f"openai:http://127.0.0.1:{nothing}/v1#m", "--lm-attempts", "1")
    with running("--socket", str(path), *flags) as worker, Backend.unix(path) as backend:
        embedder = (backend.greet() or {})["embedder"]
        backend.ask("how many mysterious orders?")

        def linked(request: dict[str, Any]) -> dict[str, Any]:
            reply = reply_to(request)
            return {**reply, "schema": {**reply["schema"], "embedder": embedder}}

        assert backend.answer(linked)["sqlstate"] == "RT001"
        log = worker.stop()
    (question,) = [line for line in log if line["event"] == "question"]
    assert question["outcome"] == "RT001"
    assert question["reason"].startswith("the language model's server gives no answer: ")
    assert str(nothing) in question["reason"]
    assert "mysterious" not in json.dumps(log)


def test_the_log_shows_questions_where_that_was_asked_for(path: Path) -> None:
    with (
        running("--socket", str(path), "--log-questions") as worker,
        Backend.unix(path) as backend,
    ):
        backend.greet()
        backend.ask("sql: SELECT 'mysterious'")
        backend.answer()
        assert "mysterious" in json.dumps(worker.stop())


def test_a_stopping_worker_finishes_what_is_under_way_and_takes_nothing_new(path: Path) -> None:
    with (
        running("--socket", str(path)) as worker,
        Backend.unix(path) as busy,
        Backend.unix(path) as idle,
    ):
        busy.greet()
        idle.greet()
        busy.ask("?")
        assert busy.hear() is not None
        worker.process.send_signal(signal.SIGTERM)
        until(lambda: not path.exists())
        idle.ask("?")
        refusal = idle.hear()
        assert refusal is not None
        assert "stopping" in refusal["message"]
        busy.say(reply_to({"type": "link", "id": "q"}))
        assert busy.answer()["type"] == "answer"
        assert worker.process.wait(30) == 0


def test_a_stopping_worker_does_not_wait_for_ever(path: Path) -> None:
    with (
        running("--socket", str(path), "--grace", "0.3") as worker,
        Backend.unix(path) as stuck,
    ):
        stuck.greet()
        stuck.ask("?")
        stuck.hear()
        began = time.monotonic()
        worker.stop()
        assert time.monotonic() - began < 5


def test_an_idle_connection_holds_nothing_up(path: Path) -> None:
    with running("--socket", str(path)) as worker:
        threads = threading.active_count()
        with Backend.unix(path) as silent, Backend.unix(path) as backend:
            backend.greet()
            backend.ask("?")
            assert backend.answer()["type"] == "answer"
            worker.stop()
            assert silent.hear() is None
        assert threading.active_count() == threads

"""What `route-pg doctor` says, and how it mends."""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console

from route_pg.doctor import packages
from route_pg.doctor import worker as doctor
from route_pg.doctor.cli import diagnose
from route_pg.doctor.database import limit_findings
from route_pg.doctor.findings import Finding, report


@pytest.fixture
def path() -> Iterator[Path]:
    """Of a socket: short, since it has 107 bytes at most."""
    with TemporaryDirectory(prefix="route-", dir="/tmp") as folder:
        yield Path(folder, "worker.sock")


@contextmanager
def serving(path: Path, answer: bytes) -> Iterator[None]:
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(65536)
                peer.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join()


def only(findings: Iterator[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_missing_socket_names_the_command_that_starts_a_worker(path: Path) -> None:
    finding = only(doctor.check_socket(path))
    assert finding.level == "problem"
    assert f"route-pg worker --socket {path}" in finding.mend


def test_file_in_the_place_of_the_socket(path: Path) -> None:
    path.write_text("")
    assert "is no socket" in only(doctor.check_socket(path)).text


def test_socket_that_nobody_listens_on(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as left_behind:
        left_behind.bind(str(path))
    assert "nobody listens" in only(doctor.check_socket(path)).text


def test_worker_that_answers(path: Path) -> None:
    welcome = {"type": "welcome", "version": "0.1.0", "model": "fake", "embedder": "fake-1"}
    with serving(path, json.dumps(welcome).encode() + b"\n"):
        finding = only(doctor.check_socket(path))
    assert finding.level == "ok"
    assert "model fake" in finding.text


def test_worker_of_another_version(path: Path) -> None:
    refusal = {
        "type": "error",
        "sqlstate": "RT004",
        "message": "versions differ",
        "hint": "Update.",
    }
    with serving(path, json.dumps(refusal).encode() + b"\n"):
        finding = only(doctor.check_socket(path))
    assert (finding.level, finding.text, finding.mend) == ("problem", "versions differ", "Update.")


@pytest.mark.parametrize("answer", [b"", b"[]\n", b"no json\n", b"1\n"])
def test_whoever_answers_nonsense_is_no_worker(path: Path, answer: bytes) -> None:
    with serving(path, answer):
        assert only(doctor.check_socket(path)).level == "problem"


def test_packages_of_this_installation_are_right() -> None:
    assert only(packages.check_packages()).level == "ok"


def test_package_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_version_of", lambda name: None if name == "sqlglot" else "1")
    finding = only(packages.check_packages())
    assert "sqlglot" in finding.text
    assert "pip install" in finding.mend


def test_no_server() -> None:
    findings = list(diagnose(dsn="host=/nowhere dbname=none", socket=None))
    assert [finding.subject for finding in findings] == ["python", "server"]
    assert findings[-1].level == "problem"


@pytest.mark.parametrize("dsn", ["no connection string", "port=none", "nonsense=1"])
def test_what_is_no_connection_string_is_said(dsn: str) -> None:
    finding = list(diagnose(dsn=dsn, socket=None))[-1]
    assert (finding.level, finding.subject) == ("problem", "server")
    assert finding.text
    assert finding.mend


def test_a_worker_that_does_not_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "WORKER_SECONDS", 0.05)
    with closing(socket.socket(socket.AF_UNIX)) as silent:
        silent.bind(str(path))
        silent.listen()
        finding = only(doctor.check_address(str(path)))
    assert "does not answer" in finding.text
    assert "restart" in finding.mend


def test_addresses() -> None:
    assert list(doctor.check_address("tcp://127.0.0.1:1")) == []  # the server's to try
    assert "tcp://host:port" in only(doctor.check_address("localhost:99")).mend


def printed(findings: list[Finding]) -> tuple[int, str]:
    output = io.StringIO()
    code = report(iter(findings), Console(file=output, width=200))
    return code, output.getvalue()


def test_report_ends_with_1_where_something_is_wrong() -> None:
    fine = Finding(level="ok", subject="server", text="PostgreSQL 15")
    wrong = Finding(level="problem", subject="worker", text="no socket", mend="Start it.")
    assert printed([fine])[0] == 0
    code, text = printed([fine, wrong])
    assert code == 1
    assert "Start it." in text


def test_warning_is_no_failure() -> None:
    warning = Finding(level="warning", subject="server", text="LATIN1", mend="Use UTF8.")
    assert printed([warning])[0] == 0


@pytest.mark.parametrize(("said", "levels"), [("false", ["warning"]), ("true", []), (None, [])])
def test_a_worker_that_ends_no_trial(said: str | None, levels: list[str]) -> None:
    found = list(limit_findings({} if said is None else {"limits_trials": said}))
    assert [finding.level for finding in found] == levels
    assert all("statement_timeout" in finding.mend for finding in found)

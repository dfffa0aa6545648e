"""A backend played by a test: speaks the protocol over a socket, with rows that it makes up."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

START_SECONDS = 30.0
HELLO = {"type": "hello", "protocol": 1, "version": "0.1.0", "secret": None}
SCHEMA = {
    "tables": [{"schema": "sales", "name": "orders"}],
    "columns": [{"table": 0, "name": "id", "type": "integer", "kind": "number"}],
    "readable": 1,
    "embedder": "fake-1",
}
RESULT = {"columns": ["n"], "types": ["bigint"], "rows": [[1]], "complete": True}

Reply = Callable[[dict[str, Any]], dict[str, Any]]


class Backend:
    """One connection to a worker."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        channel.settimeout(20)
        self.file = channel.makefile("rwb")

    @classmethod
    def unix(cls, path: Path) -> Self:
        channel = socket.socket(socket.AF_UNIX)
        channel.connect(str(path))
        return cls(channel)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
        self.channel.close()

    def say(self, message: dict[str, Any] | bytes) -> None:
        line = message if isinstance(message, bytes) else json.dumps(message).encode() + b"\n"
        self.file.write(line)
        self.file.flush()

    def hear(self) -> dict[str, Any] | None:
        """The next message; None when the worker hung up."""
        try:
            line = self.file.readline()
        except ConnectionResetError:
            return None
        return json.loads(line) if line else None

    def greet(self, **changes: Any) -> dict[str, Any] | None:
        self.say({**HELLO, **changes})
        return self.hear()

    def ask(self, question: str, id: str = "q", **parts: Any) -> None:
        self.say({"type": "ask", "id": id, "task": "answer", "question": question, **parts})

    def answer(self, reply: Reply | None = None, **parts: Any) -> dict[str, Any]:
        """Reply to requests until the worker ends the question; its ending."""
        while True:
            message = self.hear()
            assert message is not None, "the worker hung up"
            if message["type"] in ("answer", "refusal"):
                return message
            if message["type"] not in ("cancelling", "cancelled"):
                self.say((reply or reply_to)(message))


def reply_to(request: dict[str, Any]) -> dict[str, Any]:
    """What a healthy database would say."""
    match request["type"]:
        case "link":
            return {"type": "linked", "id": request["id"], "schema": SCHEMA}
        case "explain":
            plans = [{"cost": 1, "rows": 1} for _ in request["sql"]]
            return {"type": "explained", "id": request["id"], "plans": plans}
        case "trial":
            return {"type": "tried", "id": request["id"], **RESULT}
        case other:
            raise AssertionError(other)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A worker process; its log goes to a file, because a full pipe would stop it."""

    process: subprocess.Popen[str]
    log_file: IO[str]

    def stop(self) -> list[dict[str, Any]]:
        """End it as systemd does; its log."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, self.text()
        return [json.loads(line) for line in self.text().splitlines()]

    def text(self) -> str:
        """What it logged so far."""
        self.log_file.seek(0)
        return self.log_file.read()


@contextmanager
def running(*arguments: str, environment: dict[str, str] | None = None) -> Iterator[Running]:
    """A worker process that has said that it is ready."""
    command = [sys.executable, "-m", "route_pg.cli", "worker", "--model", "fake", *arguments]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **(environment or {})},
        ) as process,
    ):
        worker = Running(process=process, log_file=log)
        try:
            assert process.stdout is not None
            ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
            assert ready, "it did not start in time"
            assert "ready" in process.stdout.readline(), worker.text()
            yield worker
        finally:
            process.kill()


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)

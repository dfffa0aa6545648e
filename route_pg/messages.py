"""The messages between backend and worker, and their form on the wire.

The worker drives and the backend executes: requests go from the worker to the backend, replies come
back (docs/protocol.md). Knows nothing of sockets; a line that is not a message is a ProtocolError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from route_pg.types import Failure, Outcome, Plan, Schema

PROTOCOL = 1
MAX_LINE_BYTES = 8 * 1024 * 1024


class ProtocolError(Exception):
    """The other side sent what is no message of this protocol."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The caller's own limits: route.* GUCs of their session."""

    max_rows: int = 1000
    max_cost: float = 1e7  # planner units
    trial_timeout: int = 5000  # milliseconds
    max_rounds: int = 3  # of noise correction


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """Who asks, and where."""

    database: str = ""
    role: str = ""
    server_version: int = 0  # server_version_num
    backend_pid: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much of the catalog a question may see."""

    columns: int = 80
    tables: int = 16
    values: int = 24


# --- requests: what the collaboration yields ---------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Rank the caller's part of the catalog."""

    vectors: tuple[tuple[float, ...], ...]  # of the question; 384 floats each
    words: tuple[str, ...]  # what the question may name as values, longest first
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True, slots=True)
class Explain:
    """Explain each statement under the rules of the trial."""

    sql: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """Run one statement, fetch its first rows, roll back."""

    sql: str
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Ends a question: the statement that stands."""

    sql: str
    confidence: float
    trace: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Ends a question: why there is no answer."""

    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""
    trace: Mapping[str, Any] = field(default_factory=dict)


Request = Link | Explain | Trial
Ending = Answer | Refusal


# --- replies: what the collaboration is sent -----------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """The reply to Link."""

    schema: Schema  # its matches carry no positions yet: linking.values finds them in the question
    readable: int  # columns of the synced catalog that the caller may read
    embedder: str | None  # None: never synced
    stale: tuple[str, ...] = ()  # relations changed since they were synced
    milliseconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """The reply to Explain: one entry for each statement, in order."""

    plans: tuple[Plan | Failure, ...]
    milliseconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """The reply to Trial."""

    outcome: Outcome
    milliseconds: float = 0.0


Reply = Slice | Explained | Tried


def encode_request(request: Request | Ending, id: str) -> dict[str, Any]:
    """The message of a request, for question `id`.

    >>> encode_request(Trial(sql="SELECT 1", rows=5), "q1")
    {'type': 'trial', 'id': 'q1', 'sql': 'SELECT 1', 'rows': 5}
    """
    return {"type": type(request).__name__.lower(), "id": id, **asdict(request)}


def dump_line(message: Mapping[str, Any]) -> bytes:
    """A message as one line of UTF-8."""
    return json.dumps(message, ensure_ascii=False, allow_nan=False).encode() + b"\n"

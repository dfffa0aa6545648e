"""The messages between backend and worker, and their form on the wire.

The worker drives and the backend executes: requests go from the worker to the backend, replies come
back (docs/protocol.md). Writes them; `decoding` reads them. Knows nothing of sockets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from route_pg.types import Failure, Outcome, Plan, Schema

PROTOCOL = 1
MAX_LINE_BYTES = 8 * 1024 * 1024
MAX_EMBEDDED_TEXTS = 256  # of one `embed`


class ProtocolError(Exception):
    """The other side sent what is no message of this protocol."""

    def __init__(self, at: str, problem: str) -> None:
        self.at = at  # where in the message
        self.problem = problem
        super().__init__(f"{at}: {problem}")


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
    backend_start: int = 0  # microseconds since 1970; 0: unknown
    statement_start: int = 0  # of the statement that asks, the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much of the catalog a question may see."""

    columns: int = 40  # of a large catalog; a small one is seen whole, up to twice as many
    tables: int = 8
    values: int = 24


# --- requests: what the collaboration yields ---------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Rank the caller's part of the catalog."""

    vectors: tuple[tuple[float, ...], ...]  # of the question; 384 floats each
    words: tuple[str, ...]  # what the question may name as values, longest first
    limits: Limits = field(default_factory=Limits)
    question: str = ""  # a verified pair with its very words comes first among the pairs


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

    def with_trace(self, trace: Mapping[str, Any]) -> Answer:
        """The same answer with another story."""
        return replace(self, trace=trace)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Ends a question: why there is no answer."""

    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""
    trace: Mapping[str, Any] = field(default_factory=dict)

    def with_trace(self, trace: Mapping[str, Any]) -> Refusal:
        """The same refusal with another story."""
        return replace(self, trace=trace)


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


# --- around the questions: what either side says ----------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Hello:
    """The backend's greeting."""

    protocol: int
    version: str
    secret: str | None = None  # of TCP; never logged


@dataclass(frozen=True, kw_only=True, slots=True)
class Welcome:
    """The worker's greeting."""

    protocol: int
    version: str
    model: str
    model_version: str
    embedder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """The backend's `ask`: from here on the worker drives."""

    id: str
    task: Literal["answer", "link"]
    question: str
    settings: Settings = field(default_factory=Settings)
    session: Session = field(default_factory=Session)


@dataclass(frozen=True, kw_only=True, slots=True)
class Embedding:
    """The backend's `embed`, for its sync."""

    id: str
    texts: tuple[str, ...]  # at most MAX_EMBEDDED_TEXTS


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusQuery:
    """The backend's `status`."""

    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelling:
    """The worker is about to cancel a trial that outstayed its limit; `Cancelled` follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelled:
    """The worker's claim to a cancel that it announced."""

    at: float  # the server's clock when it was sent, seconds since 1970; 0: none was sent


Incoming = Question | Embedding | StatusQuery
"""What a backend may say between questions."""


# --- writing --------------------------------------------------------------------------------------


def encode_request(request: Request | Ending | Cancelling | Cancelled, id: str) -> dict[str, Any]:
    """The message of a request, for question `id`.

    >>> encode_request(Trial(sql="SELECT 1", rows=5), "q1")
    {'type': 'trial', 'id': 'q1', 'sql': 'SELECT 1', 'rows': 5}
    """
    message = {"type": type(request).__name__.lower(), "id": id, **_plain(request)}
    if isinstance(request, Link):
        message["limits"] = _plain(request.limits)
    return message


def encode_greeting(greeting: Hello | Welcome) -> dict[str, Any]:
    """The message of a greeting."""
    return {"type": type(greeting).__name__.lower(), **_plain(greeting)}


def encode_error(
    id: str | None, sqlstate: str, message: str, detail: str = "", hint: str = ""
) -> dict[str, Any]:
    """The message `error`: a greeting, an embed or a status that failed."""
    parts = {"sqlstate": sqlstate, "message": message, "detail": detail, "hint": hint}
    return {"type": "error", **({"id": id} if id is not None else {}), **parts}


def dump_line(message: Mapping[str, Any]) -> bytes:
    """A message as one line of UTF-8."""
    return json.dumps(message, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _plain(data: Any) -> dict[str, Any]:
    """One level deep, unlike `asdict`, which copies every float of a vector."""
    return {each.name: getattr(data, each.name) for each in fields(data)}

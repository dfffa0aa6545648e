"""Requests to a language model's server: bounded in time and size, tried again where that helps.

Knows HTTP and nothing of what is said over it. The key goes into one header: into no error, no log,
no other host (redirects are not followed), and over plain HTTP no further than this machine. The
server is trusted with nothing: not to end, not to be short, not to be readable on a terminal.
"""

from __future__ import annotations

import email.utils
import ipaddress
import json
import random
import re
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from route_pg.errors import BadArgument, WorkerUnreachable
from route_pg.models.leash import Leash

CONNECT_SECONDS = 10.0
LONGEST_REST = 5.0  # seconds that a server which could not be reached is left alone
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0  # seconds before another attempt, at most; doubled each time
MAX_BYTES = 8 * 1024 * 1024  # of an answer
MAX_SAID = 200  # characters of the server's own words in an error
UNPACKED = "identity"  # the one content encoding that is read: a small answer may unpack to much

TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may succeed."""

_VISIBLE = re.compile(r"[!-~]+")  # ASCII without blanks, line ends and the like

Read = TypeVar("Read")


class RefusedRequest(Exception):
    """The server will not have this request, however often it is sent."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"HTTP {status}: {said}")
        self.status = status
        self.said = said


class _Again(Exception):
    """An attempt failed; another may not. `after`: seconds that the server asks for."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Endpoint:
    """One server; used by many threads at once."""

    def __init__(
        self,
        base: str,
        key: str = "",
        *,
        timeout: float = 60.0,
        attempts: int = 4,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base = check_base(base, key)
        self._key = key
        self._timeout = timeout
        self._attempts = attempts
        self._sleep = sleep
        self._lock = threading.Lock()
        self._answered_at = float("-inf")  # when it last answered, by the monotonic clock
        self._resting: tuple[float, WorkerUnreachable] | None = None  # until when, and why
        headers = {"Accept-Encoding": UNPACKED}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        # What is meant for this machine must not go through a proxy of the environment.
        outside = not _is_loopback(urlsplit(base).hostname or "")
        self._client = httpx.Client(
            headers=headers,
            follow_redirects=False,
            trust_env=outside,
            limits=httpx.Limits(max_keepalive_connections=0),  # a Leash holds new ones alone
        )
        weakref.finalize(self, self._client.close)  # a Model has no end of its own

    def post(self, path: str, payload: Mapping[str, Any], read: Callable[[Any], Read]) -> Read:
        """Send JSON; what `read` makes of the JSON that comes back, a ValueError of it tried again.

        WorkerUnreachable where nothing that can be read comes in time, RefusedRequest where the
        server refuses.
        """
        self._check_rest()
        started = time.monotonic()
        deadline = started + self._timeout
        for attempt in range(1, self._attempts + 1):
            try:
                found = read(self._attempt(path, payload, deadline))
            except (_Again, ValueError) as error:
                pause = _pause(attempt, error)
                if attempt == self._attempts or time.monotonic() + pause >= deadline:
                    raise self._give_up(started, attempt, error) from error
                self._sleep(pause)
            else:
                self._note_answer()
                return found
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _attempt(self, path: str, payload: Mapping[str, Any], deadline: float) -> Any:
        left = max(0.001, deadline - time.monotonic())
        timeout = httpx.Timeout(left, connect=min(left, CONNECT_SECONDS))
        url = f"{self.base}/{path}"
        leash = Leash(left)
        try:
            with (
                leash,
                self._client.stream(
                    "POST", url, json=payload, timeout=timeout, extensions={"trace": leash.trace}
                ) as response,
            ):
                body = _body(response)
        except httpx.HTTPError as error:
            if leash.is_cut or isinstance(error, httpx.TimeoutException):
                raise _Again("no answer in time") from error
            raise _Again(_shown(self._redacted(str(error) or type(error).__name__))) from error
        if response.status_code in TRY_AGAIN:
            reason = f"HTTP {response.status_code}: {self._said(body)}"
            raise _Again(reason, _retry_after(response.headers.get("retry-after")))
        if response.status_code != httpx.codes.OK:
            raise RefusedRequest(response.status_code, self._said(body))
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise _Again("its answer is no JSON") from error

    # --- a server that rests --------------------------------------------------------------------

    def _check_rest(self) -> None:
        with self._lock:
            resting = self._resting
        if resting is not None and time.monotonic() < resting[0]:
            why = resting[1]
            raise WorkerUnreachable(why.message, detail=why.detail, hint=why.hint)

    def _note_answer(self) -> None:
        with self._lock:
            self._answered_at, self._resting = time.monotonic(), None

    def _give_up(self, started: float, attempts: int, error: Exception) -> WorkerUnreachable:
        times = "1 attempt" if attempts == 1 else f"{attempts} attempts"
        why = unreachable(f"{self.base}: {self._redacted(str(error))} ({times})")
        with self._lock:
            if self._answered_at < started:  # else it answers others: this one had bad luck
                self._resting = (time.monotonic() + min(LONGEST_REST, self._timeout), why)
        return why

    # --- words ----------------------------------------------------------------------------------

    def _said(self, body: bytes) -> str:
        """The server's own words for an error, on one line, cut."""
        text = body.decode(errors="replace")
        try:
            found = json.loads(text)
            error = found.get("error", found.get("detail", found.get("message", text)))
            text = str(error.get("message", error) if isinstance(error, dict) else error)
        except (ValueError, AttributeError, RecursionError):
            pass  # no JSON: as it is
        return _shown(self._redacted(text))

    def _redacted(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text


def unreachable(detail: str) -> WorkerUnreachable:
    """The error of a server that gives no answer."""
    return WorkerUnreachable(
        "the language model's server gives no answer",
        detail=detail,
        hint="See whether it runs and is not overloaded; the worker's --lm-timeout and"
        " --lm-attempts bound the wait.",
    )


def check_base(base: str, key: str) -> str:
    """The base URL without its last slash; BadArgument where requests cannot or must not go there.

    >>> check_base("http://localhost:8000/v1/", "")
    'http://localhost:8000/v1'
    """
    hint = "Say openai:<base url>#<model>, for example openai:http://localhost:8000/v1#qwen."
    try:
        parts = urlsplit(base)
        host, _, _ = parts.hostname or "", parts.port, httpx.URL(base)
    except (ValueError, httpx.InvalidURL) as error:
        raise BadArgument("not the URL of an endpoint", detail=str(error), hint=hint) from error
    # urlsplit() takes line ends out before it looks
    if parts.scheme not in ("http", "https") or not host or not _VISIBLE.fullmatch(base):
        raise BadArgument("not the URL of an endpoint", hint=hint)
    if parts.username or parts.password or parts.query:
        raise BadArgument(
            "an endpoint's URL holds no secrets", hint="Keys come from the worker's environment."
        )
    if key and not _VISIBLE.fullmatch(key):
        raise BadArgument(
            "the endpoint's key has characters that no header can hold",
            hint="See whether its variable holds the key alone, without blanks or line ends.",
        )
    if key and parts.scheme == "http" and not _is_loopback(host):
        raise BadArgument(
            f"the key would go to {host} unencrypted", hint="Use https, or unset the key."
        )
    return base.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _body(response: httpx.Response) -> bytes:
    """The whole body as it came, of bounded size."""
    encoding = response.headers.get("content-encoding", UNPACKED)
    if encoding.strip().lower() != UNPACKED:
        raise _Again("its answer is packed, which was not asked for")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise _Again("its answer is too long")
    return bytes(body)


def _shown(text: str) -> str:
    """Words of others on one line, cut, and without what would steer a terminal or a log.

    >>> _shown("busy\\n" + chr(27) + "[31m" + chr(0) + " now")
    'busy ?[31m? now'
    """
    text = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    return text if len(text) <= MAX_SAID else text[: MAX_SAID - 2] + ".."


def _pause(attempt: int, error: Exception) -> float:
    """Seconds before the next attempt: what the server asks for, else by chance, longer each time.

    By chance, so that those who were refused together do not come back together.
    """
    if isinstance(error, _Again) and error.after is not None:
        return error.after
    most = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1))
    return random.uniform(most / 2, most)


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header: a number, or a date.

    >>> _retry_after("3"), _retry_after("soon"), _retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (3.0, None, 0.0)
    >>> _retry_after("Wed, 21 Oct 20150000000 07:28:00 GMT")
    """
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None

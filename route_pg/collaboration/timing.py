"""Where a question's time goes: how long each step takes, and each kind of request in it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from route_pg.collaboration.inquiry import Inquiry
from route_pg.models.calls import Call
from route_pg.protocol.messages import Answer, Ending, Explain, Link, Request, Trial

Step = Generator[Request | Call, Any, Ending | None]
"""One step of a question under way; what it returns ends the question, None goes on."""

_KINDS: dict[type, str] = {Link: "linking", Explain: "explain", Trial: "trial"}


def timed(step: Callable[[Inquiry], Step], inquiry: Inquiry, clock: Callable[[], float]) -> Step:
    """Run one step, noting where its time goes; the ending's trace is taken when it is whole."""
    started = clock()
    try:
        ending = yield from _watched(step(inquiry), inquiry, clock)
    finally:
        elapsed = round((clock() - started) * 1000, 3)
        inquiry.steps.append({"step": step.__name__, "milliseconds": elapsed})
    if isinstance(ending, Answer):
        return ending.with_trace(inquiry.trace())
    return ending


def _watched(running: Step, inquiry: Inquiry, clock: Callable[[], float]) -> Step:
    """Pass requests on, and add up how long each kind of them takes."""
    reply: Any = None
    while True:
        try:
            request = running.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        started = clock()
        try:
            reply = yield request
        finally:
            kind = _KINDS.get(type(request), "model")
            inquiry.spent[kind] += (clock() - started) * 1000

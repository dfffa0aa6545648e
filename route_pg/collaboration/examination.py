"""What becomes of candidates in the database: analysed, explained, mended, tried.

Generators of requests without I/O, as the collaboration is, whose part they are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from route_pg.analysis.repair import repair
from route_pg.analysis.statement import analyse
from route_pg.collaboration.inquiry import Entry, Inquiry
from route_pg.protocol.messages import Explain, Explained, Request, Trial, Tried
from route_pg.types import Failure, Plan

MAX_REPAIRS = 2  # of one candidate


def examine(inquiry: Inquiry, added: Iterable[Entry | None]) -> Generator[Request, Any, None]:
    """Analyse, explain and try the best new candidates until enough of them ran.

    They are taken in waves of as many as still have to run, so that what is never tried costs
    nothing. What PostgreSQL's hint or a near name can mend is mended. After a nearly certain one
    that ran, no other is needed.
    """
    waiting = [entry for entry in added if entry is not None]
    inquiry.weigh()
    waiting.sort(key=lambda entry: (-entry.share, entry.number))
    sound: list[Entry] = []
    while waiting and len(sound) < inquiry.options.trials:
        wave = _take(waiting, inquiry.options.trials - len(sound), inquiry)
        yield from _explain(inquiry, wave)
        for entry in wave:
            yield from try_one(inquiry, entry)
            if _is_sound(entry):
                sound.append(entry)
            if entry.result and entry.share >= inquiry.options.certain:
                waiting.clear()
                break
    inquiry.weigh()


def _take(waiting: list[Entry], count: int, inquiry: Inquiry) -> list[Entry]:
    """The next so many that are statements of their own, taken out of those that wait."""
    taken: list[Entry] = []
    while waiting and len(taken) < count:
        entry = waiting.pop(0)
        _analyse(entry, entry.candidate.sql, inquiry)
        if _is_open(entry):
            taken.append(entry)
    return taken


def _analyse(entry: Entry, sql: str, inquiry: Inquiry) -> None:
    """Check the text; one that says the same as an earlier candidate is not run again."""
    analysed = analyse(sql, inquiry.schema)
    if isinstance(analysed, Failure):
        entry.statement = None
        entry.fail("analysis", analysed)
        return
    entry.statement, entry.failure, entry.failed_at = analysed, None, ""
    twins = (other for other in inquiry.entries if other.statement and other is not entry)
    entry.same_as = next((twin.number for twin in twins if twin.sql == analysed.sql), None)


def _explain(inquiry: Inquiry, entries: list[Entry]) -> Generator[Request, Any, None]:
    if not inquiry.options.explain:
        return
    for _ in range(1 + MAX_REPAIRS):
        if not entries:
            return
        reply: Explained = yield Explain(sql=tuple(entry.sql for entry in entries))
        for entry, plan in zip(entries, reply.plans, strict=True):
            _note_plan(entry, plan)
        entries = [entry for entry in entries if _repair(entry, inquiry)]


def _note_plan(entry: Entry, plan: Plan | Failure) -> None:
    if isinstance(plan, Failure):
        entry.fail("explain", plan)
    else:
        entry.plan, entry.failure, entry.failed_at = plan, None, ""


def _repair(entry: Entry, inquiry: Inquiry) -> bool:
    """Mend a candidate that names what does not exist; whether it is to be explained again."""
    if entry.failure is None or len(entry.repairs) >= MAX_REPAIRS:
        return False
    mended = repair(entry.sql, entry.failure, inquiry.schema)
    if mended is None:
        return False
    entry.repairs.append(mended.note)
    _analyse(entry, mended.sql, inquiry)
    return _is_open(entry)


def explain_one(inquiry: Inquiry, entry: Entry) -> Generator[Request, Any, None]:
    """Explain one candidate, and leave it as it is."""
    if inquiry.options.explain:
        reply: Explained = yield Explain(sql=(entry.sql,))
        _note_plan(entry, reply.plans[0])


def try_one(inquiry: Inquiry, entry: Entry) -> Generator[Request, Any, None]:
    """Run one candidate that nothing speaks against, if candidates are to be tried."""
    if not inquiry.options.trial or not _is_sound(entry):
        return
    reply: Tried = yield Trial(sql=entry.sql, rows=inquiry.options.trial_rows)
    if isinstance(reply.outcome, Failure):
        entry.fail("trial", reply.outcome)
    else:
        entry.result = reply.outcome


def _is_open(entry: Entry) -> bool:
    """Whether a candidate is a statement, and one of its own."""
    return entry.statement is not None and entry.same_as is None


def _is_sound(entry: Entry) -> bool:
    return _is_open(entry) and entry.failure is None

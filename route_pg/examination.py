"""What becomes of candidates in the database: analysed, explained, mended, tried.

Generators of requests without I/O, as the collaboration is, whose part they are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from route_pg.analysis.repair import repair
from route_pg.analysis.statement import analyse
from route_pg.inquiry import Entry, Inquiry
from route_pg.messages import Explain, Explained, Request, Trial, Tried
from route_pg.types import Failure, Plan

MAX_REPAIRS = 2  # of one candidate


def examine(inquiry: Inquiry, added: Iterable[Entry | None]) -> Generator[Request, Any, None]:
    """Analyse, explain and try new candidates; repair what PostgreSQL's hint or a name mends."""
    fresh = [entry for entry in added if entry is not None]
    for entry in fresh:
        _analyse(entry, entry.candidate.sql, inquiry)
    inquiry.weigh()
    yield from _explain(inquiry, [entry for entry in fresh if _is_open(entry)])
    yield from _try(inquiry, fresh)
    inquiry.weigh()


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


def _try(inquiry: Inquiry, entries: list[Entry]) -> Generator[Request, Any, None]:
    """Try the best until enough of them ran; after a nearly certain one no other is needed."""
    if not inquiry.options.trial:
        return
    sound = [entry for entry in entries if _is_open(entry) and entry.failure is None]
    sound.sort(key=lambda entry: (-entry.share, entry.number))
    ran = 0
    for entry in sound:
        reply: Tried = yield Trial(sql=entry.sql, rows=inquiry.options.trial_rows)
        if isinstance(reply.outcome, Failure):
            entry.fail("trial", reply.outcome)
            continue
        entry.result = reply.outcome
        ran += 1
        if ran >= inquiry.options.trials or entry.share >= inquiry.options.certain:
            return


def _is_open(entry: Entry) -> bool:
    """Whether a candidate is a statement, and one of its own."""
    return entry.statement is not None and entry.same_as is None

"""When a question gets no answer, and what the caller is told instead."""

from __future__ import annotations

import re

from route_pg.collaboration.inquiry import Entry, Inquiry
from route_pg.errors import CatalogNotSynced, NoCandidateStands, RefusedAsUnsafe, RouteError
from route_pg.protocol.messages import Slice
from route_pg.types import Linked

MAX_NAMED = 5  # columns that a refusal names

_POLITE = r"""(?:\s*(?:please|now|just|ok|hey|(?:can|could|would|will)\s+you
    |i\s+want\s+(?:you\s+)?to)\b,?)*\s*"""
_OBJECT = (
    r"(?:all|every|each|any|the|this|that|these|those|them|it|my|our|from|into|table|everything)"
)
_WRITES = re.compile(
    rf"""^{_POLITE}(?:
        (?:delete|truncate|insert|erase|purge|wipe|overwrite)\s+\w
      | drop\s+(?:{_OBJECT}|view|index|column|schema|database|role|user|function)\b
      | update\s+(?!(?:times?|dates?|frequenc\w*|histor\w*|logs?|counts?|rates?)\b)\w
      | (?:alter|create|rename|remove)\s+(?:{_OBJECT}|an?|view|index|column|schema|role|user)\b
      | (?:grant|revoke)\s+\w+.*\b(?:to|from|on)\b
    )
    | (?:\band|\bthen|;)\s+(?:then\s+)?
      (?:delete|drop|truncate|update|insert|erase)\s+{_OBJECT}\b""",
    re.IGNORECASE | re.VERBOSE,
)


def asks_to_write(question: str) -> bool:
    """Whether a question plainly commands a change; the rest is the model's to notice.

    >>> asks_to_write("please delete all orders"), asks_to_write("update frequency of prices?")
    (True, False)
    """
    return _WRITES.search(question) is not None


def check_slice(reply: Slice, inquiry: Inquiry) -> None:
    """Raise where the catalog is not synced, embedded by another model, or nothing is readable."""
    if reply.embedder is None:
        raise CatalogNotSynced
    if reply.embedder != inquiry.embedder:
        raise CatalogNotSynced(
            message="the catalog was embedded by another model",
            detail=f"The catalog's embedder is {reply.embedder}, the worker's {inquiry.embedder}.",
            hint="Run SELECT * FROM route_sync() again, or start the worker with that model.",
        )
    if not reply.readable:
        role = inquiry.question.session.role or "of the caller"
        raise NoCandidateStands(
            detail=f"The role {role} may read no table of the catalog.",
            hint="GRANT SELECT on the tables that it is to ask about.",
        )
    if not reply.schema.columns and inquiry.question.task == "answer":
        raise NoCandidateStands(detail="No column of the catalog is near the question.")


def check_answerable(linked: Linked, inquiry: Inquiry) -> None:
    """Raise what the model's own judgement of the question forbids."""
    if linked.answerable.get("asks to write", 0.0) >= inquiry.options.asks_to_write:
        raise RefusedAsUnsafe(detail="The question asks to change data, as the model reads it.")
    absent = linked.answerable.get("not here", 0.0)
    if absent >= inquiry.options.not_here:
        nearest = [inquiry.column_name(index) for index in linked.columns[:MAX_NAMED]]
        raise NoCandidateStands(
            message="the question cannot be answered from this database",
            detail=f"The model puts that at {absent:.2f}; what it found nearest:"
            f" {', '.join(nearest) or 'nothing'}.",
        )


def nothing_runs(inquiry: Inquiry) -> RouteError:
    """Why no candidate ran: unsafe if all are, else what was tried and how the best one failed."""
    failed = [entry for entry in inquiry.entries if entry.failure is not None]
    if not failed:
        return NoCandidateStands(detail="The model wrote no statement.")
    first = failed[0].failure
    assert first is not None
    unsafe = RefusedAsUnsafe.sqlstate
    if all(entry.failure and entry.failure.sqlstate == unsafe for entry in failed):
        return RefusedAsUnsafe(detail=f"{_sentence(first.message)} Statement: {failed[0].sql}")
    return NoCandidateStands(
        detail=f"{len(inquiry.entries)} statements were tried. The first failed with"
        f" {first.sqlstate}: {_sentence(first.message)} Statement: {failed[0].sql}",
        hint=first.hint or None,
    )


def too_unsure(inquiry: Inquiry, best: Entry) -> RouteError:
    """Something ran, and the worker is told to answer only what it is surer of."""
    return NoCandidateStands(
        detail=f"The best of {len(inquiry.entries)} statements has a confidence of"
        f" {inquiry.confidence:.2f}, the worker asks for"
        f" {inquiry.options.least_confidence:.2f}: {best.sql}",
        hint="Ask in the words of your tables and columns, or run that statement if it is right."
        " The limit is --least-confidence of `route-pg worker` (and of `route-pg ask`).",
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."

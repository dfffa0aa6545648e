"""A verified pair with the very question that is asked: its statement is tried before any model's.

Generators of requests without I/O, as the collaboration is, whose part they are. Knows nothing of
pairs that are merely near: those are shown to models, and steer linking.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from route_pg.analysis.statement import analyse
from route_pg.collaboration.examination import explain_one, try_one
from route_pg.collaboration.inquiry import Entry, Inquiry
from route_pg.protocol.messages import Request
from route_pg.types import Candidate, Failure, Schema, Table, VerifiedPair

_FINAL = " .?!…"
_AMBIGUOUS = "42P09"  # ambiguous_alias: the nearest that PostgreSQL has


def same_question(one: str, other: str) -> bool:
    """Whether two questions differ in case, white space and final punctuation at most.

    >>> same_question("How many  orders?", "how many orders"), same_question("a > 1", "a < 1")
    (True, False)
    """
    return _bare(one) == _bare(other)


def find_pair(inquiry: Inquiry) -> VerifiedPair | None:
    """The pair of this very question, the same to the letter before any other; None without one."""
    asked = inquiry.question.question
    same = [pair for pair in inquiry.schema.pairs if same_question(pair.question, asked)]
    return next((pair for pair in same if pair.question == asked.strip()), next(iter(same), None))


def examine_pair(inquiry: Inquiry, pair: VerifiedPair) -> Generator[Request, Any, Entry]:
    """Analyse, explain and try a pair's statement as it is: nothing in it is mended."""
    candidate = Candidate(sql=pair.sql, score=0.0, task=None)
    entry = Entry(number=len(inquiry.entries) + 1, candidate=candidate, round=0, verified=True)
    inquiry.entries.append(entry)
    _resolve(entry, pair)
    if entry.failure is None:
        yield from explain_one(inquiry, entry)
    yield from try_one(inquiry, entry)
    return entry


def _bare(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(_FINAL)


def _resolve(entry: Entry, pair: VerifiedPair) -> None:
    """Name its relations with their schemas: it was verified under a search_path of its own."""
    tables = tuple(Table(schema=each.schema, name=each.name) for each in pair.relations)
    analysed = analyse(pair.sql, Schema(tables=tables, columns=()))
    if isinstance(analysed, Failure):
        entry.fail("analysis", analysed)
    elif analysed.loose:
        said = "the verified statement names a relation without its schema, and it may mean several"
        hint = "Verify it again with the schemas written out."
        entry.fail("analysis", Failure(sqlstate=_AMBIGUOUS, message=said, hint=hint))
    else:
        entry.statement = analysed

"""Which training databases are kept aside, to choose checkpoints, to calibrate and to draft on.

By database, never by question; none of them is of a development or test set.
"""

from __future__ import annotations

import hashlib

HELD_OUT_OF_SPIDER = frozenset(
    "activity_1 aircraft architecture bike_1 book_2 browser_web county_public_safety"
    " cre_Theme_park device loan_1 phone_market swimming".split()
)
"""Drawn once by chance from Spider's training databases."""
HELD_OUT_OF_CORPUS = 0.1
"""Share of the corpus' training databases; its own evaluation set belongs to neither part."""


def held_out(database: str) -> bool:
    """Whether no training sees a database ('spider/..', 'bird/..', 'corpus/..').

    >>> [held_out(f"corpus/{name}") for name in ("billing", "brewery")]
    [True, False]
    """
    source, _, name = database.partition("/")
    if source == "corpus":
        return in_fold(database, HELD_OUT_OF_CORPUS)
    return source == "spider" and name in HELD_OUT_OF_SPIDER


def in_fold(database: str, share: float) -> bool:
    """Whether a database belongs to a share of all, by a hash of its name: always the same ones.

    >>> sum(in_fold(f"spider/{n}", 0.3) for n in range(1000))
    273
    """
    return int(hashlib.md5(database.encode()).hexdigest()[:8], 16) / 2**32 < share

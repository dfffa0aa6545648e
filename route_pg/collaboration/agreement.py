"""When are two results the same, and how much of the beam's probability stands behind each.

Knows nothing of SQL: it compares the first rows of trials.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Any

from route_pg.types import Candidate, Result

DIGITS = 6
"""Significant digits in which two numbers must agree: 1/3 summed in another order is the same."""


def probabilities(candidates: Sequence[Candidate]) -> list[float]:
    """Each candidate's share of the beam: softmax of the scores; they sum to 1.

    >>> from math import log
    >>> beam = [Candidate(sql="", score=log(p), task="text_to_sql") for p in (0.6, 0.2)]
    >>> [round(share, 2) for share in probabilities(beam)]
    [0.75, 0.25]
    """
    if not candidates:
        return []
    best = max(candidate.score for candidate in candidates)
    weights = [math.exp(candidate.score - best) for candidate in candidates]
    return [weight / sum(weights) for weight in weights]


def agreements(results: Sequence[Result | None], shares: Sequence[float]) -> list[float]:
    """For each candidate the share of all whose results equal its own; 0.0 where it has none."""
    keys = [None if result is None else result_key(result) for result in results]
    behind: defaultdict[Hashable, float] = defaultdict(float)
    for key, share in zip(keys, shares, strict=True):
        behind[key] += share
    return [0.0 if key is None else behind[key] for key in keys]


def result_key(result: Result) -> Hashable:
    """Equal for results that say the same: names of columns and order of rows do not matter.

    Rows are compared as a bag where all of them were fetched; otherwise in their order, since the
    first rows of two differently ordered results are different rows.

    >>> a = Result(columns=("n",), types=("x",), rows=((1,), (2,)), complete=True)
    >>> b = Result(columns=("m",), types=("y",), rows=((2,), (Decimal("1.0"),)), complete=True)
    >>> result_key(a) == result_key(b)
    True
    """
    rows = [tuple(_value_key(value) for value in row) for row in result.rows]
    if result.complete:
        rows.sort(key=repr)
    return (len(result.columns), result.complete, tuple(rows))


def _value_key(value: Any) -> Hashable:
    match value:
        case bool() | None:
            return (type(value).__name__, value)
        case int() | float() | Decimal():
            return ("number", _rounded(value))
        case str():
            return ("text", value)
        case _:
            return ("json", json.dumps(value, sort_keys=True, default=str))


def _rounded(number: int | float | Decimal) -> str:
    return f"{Decimal(str(number)):.{DIGITS - 1}e}" if number else "0"

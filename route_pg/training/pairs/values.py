"""Values for the gaps of a pattern: of the database where it has rows, else of the same kind."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from route_pg.training.pairs.patterns import Pattern, ValueSlot
from route_pg.training.pairs.roles import head
from route_pg.training.pairs.targets import Target

Pool = Mapping[str, Sequence[str]]
"""Texts by the last word of the columns that hold them, for databases without rows."""

MAX_LENGTH = 40  # characters of a text that a question would quote
MAX_WORDS = 5
_TEXT = re.compile(r"[^\W_][\w .,'&:/-]*[\w.]\Z")
_YEAR = re.compile(r"(1[5-9]|20)\d\d\Z")
_DATE = re.compile(r"((?:1[5-9]|20)\d\d)-(\d\d)-(\d\d)")
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
GUESSES = (5, 10, 20, 30, 50, 100, 150, 200, 500, 1000)
"""Thresholds where nothing is known of a column."""
LIKELY: Mapping[str, tuple[int, ...]] = {
    "age": (18, 20, 25, 30, 40, 50, 60),
    "percent": (10, 20, 30, 50, 75, 90),
    "percentage": (10, 20, 30, 50, 75, 90),
    "rating": (2, 3, 4),
    "star": (2, 3, 4),
    "score": (3, 5, 10, 50),
    "height": (150, 160, 170, 180),
    "weight": (50, 60, 70, 80),
}
"""The same by the last word of a column's name."""


class NoValue(Exception):
    """No value can be said."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and how the question says it."""

    text: str
    said: str
    stored: bool = False


def sayable(value: Any) -> bool:
    """Whether a stored text is a name or a label that people would type.

    >>> [sayable(text) for text in ("New York", "x", "2001-01-02", "a_b", "Mon, 3rd of May, 10 am")]
    [True, False, False, False, False]
    """
    if not isinstance(value, str) or not 2 <= len(value.strip()) <= MAX_LENGTH:
        return False
    text = value.strip()
    letters = sum(map(str.isalpha, text))
    return (
        bool(_TEXT.match(text))
        and "_" not in text
        and len(text.split()) <= MAX_WORDS
        and 2 * letters > len(text)
    )


def choose(
    pattern: Pattern,
    columns: Mapping[int, int],
    target: Target,
    pool: Pool,
    rng: random.Random,
) -> list[Value]:
    """A value for each slot; raises NoValue."""
    rows = {table: rng.choice(list(found)) for table, found in sorted(target.rows.items()) if found}
    chosen: list[Value] = []
    for slot in pattern.values:
        taken = {value.text for value in chosen}
        chosen.append(_value(slot, columns, target, pool, rng, rows, taken))
    return _ordered(pattern, chosen)


def _ordered(pattern: Pattern, chosen: list[Value]) -> list[Value]:
    """The ends of a range, the lower first."""
    for first, second in pattern.ranges:
        low, high = chosen[first], chosen[second]
        if _number(low.text) > _number(high.text):
            chosen[first], chosen[second] = high, low
    return chosen


def _number(text: str) -> float:
    try:
        return float(text.replace("-", ""))
    except ValueError:
        return 0.0


def _value(
    slot: ValueSlot,
    columns: Mapping[int, int],
    target: Target,
    pool: Pool,
    rng: random.Random,
    rows: Mapping[int, Mapping[int, Any]],
    taken: set[str],
) -> Value:
    if slot.style in ("limit", "count", "span"):
        return _small(slot, rng)
    index = columns[slot.column]
    if slot.style in ("number", "exact", "year"):
        return _threshold(slot, index, target, rng, taken)
    if slot.style == "time":
        return _moment(slot, index, target, rng, taken)
    row = rows.get(target.schema.columns[index].table, {})
    found = [row[index]] if sayable(row.get(index)) and row[index].strip() not in taken else []
    known = found or [v for v in target.distinct_values(index) if sayable(v)]
    if not known and index not in target.known:
        name = target.columns[index]
        known = list(pool.get(head(name), ())) if name else []
    known = [value for value in known if value.strip() not in taken]
    if not known:
        raise NoValue("no text")
    text = rng.choice(known).strip()
    if slot.style == "part":
        words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
        if not words:
            raise NoValue("no word")
        return Value(word := rng.choice(words), word)
    return Value(text, text, index in target.known)


def _small(slot: ValueSlot, rng: random.Random) -> Value:
    if slot.style == "span":
        number = rng.choice((7, 10, 14, 30, 60, 90) if slot.said == "30" else (2, 3, 6, 12))
    else:
        number = rng.choice((2, 3, 4, 5) if slot.style == "count" else (2, 3, 4, 5, 6, 8, 10))
    if slot.style == "limit" and slot.said in ("1", "one"):
        return Value("1", slot.said)
    digits = slot.said.isdigit()
    return Value(str(number), str(number) if digits or number > 12 else _WORDS[number])


def _threshold(
    slot: ValueSlot, index: int, target: Target, rng: random.Random, taken: set[str]
) -> Value:
    known = [v for v in target.distinct_values(index) if isinstance(v, int | float)]
    if slot.style == "year":
        years = [int(v) for v in known if _YEAR.match(str(int(v)))] or list(range(1990, 2018))
        choices: list[float] = [*years]
    elif known and slot.style == "exact":
        choices = [float(value) for value in known]
    elif known:
        low, high = len(known) // 5, max(len(known) * 4 // 5, len(known) // 5 + 1)
        choices = [_round(value) for value in known[low:high]]
    else:
        choices = list(LIKELY.get(head(target.columns[index] or ()), GUESSES))
    texts = [text for text in map(_digits, choices) if text not in taken and float(text) > 0]
    if not texts:
        raise NoValue("no number")
    text = rng.choice(texts)
    return Value(text, text)


def _round(value: float) -> float:
    """Two digits of it, as people say thresholds."""
    return float(f"{value:.2g}") if abs(value) >= 100 else round(float(value), 1)


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _moment(
    slot: ValueSlot, index: int, target: Target, rng: random.Random, taken: set[str]
) -> Value:
    found = [_DATE.match(str(value)) for value in target.distinct_values(index)]
    dates = [match for match in found if match]
    if _YEAR.match(slot.said):
        texts = [match[1] for match in dates]
    elif _DATE.fullmatch(slot.said):
        texts = [match[0] for match in dates]
    else:
        raise NoValue("a moment said otherwise")
    texts = [text for text in texts if text not in taken]
    if not texts:
        raise NoValue("no moment")
    text = rng.choice(texts)
    return Value(text, text)

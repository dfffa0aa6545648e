"""Values for the gaps of a pattern: of the database where it has rows, else of the same kind."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    drawing = _Drawing(columns, target, pool, rng)
    return _ordered(pattern, [drawing.value(slot) for slot in pattern.values])


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


class _Drawing:
    """The values of one filling: texts come from one row of each table, and none comes twice."""

    def __init__(
        self, columns: Mapping[int, int], target: Target, pool: Pool, rng: random.Random
    ) -> None:
        self.columns, self.target, self.pool, self.rng = columns, target, pool, rng
        self.rows = {
            table: rng.choice(list(found)) for table, found in sorted(target.rows.items()) if found
        }
        self.taken: set[str] = set()

    def value(self, slot: ValueSlot) -> Value:
        found = self.draw(slot)
        self.taken.add(found.text)
        return found

    def draw(self, slot: ValueSlot) -> Value:
        match slot.style:
            case "limit" | "count" | "span":
                return _small(slot, self.rng)
            case "number" | "exact" | "year":
                return self.one_of(self.numbers(slot), "no number")
            case "time":
                return self.one_of(self.moments(slot), "no moment")
            case "part":
                return self.word(self.text(slot).text)
            case "text":
                return self.text(slot)

    def one_of(self, texts: Sequence[str], reason: str) -> Value:
        left = [text for text in texts if text not in self.taken]
        if not left:
            raise NoValue(reason)
        text = self.rng.choice(left)
        return Value(text, text)

    def text(self, slot: ValueSlot) -> Value:
        """A text of the row, else of the column, else of such columns elsewhere."""
        index = self.columns[slot.column]
        row = self.rows.get(self.target.schema.columns[index].table, {})
        known = [row[index].strip()] if sayable(row.get(index)) else []
        if not set(known) - self.taken:
            known = [v.strip() for v in self.target.distinct_values(index) if sayable(v)]
        if not known and index not in self.target.known:
            known = [
                text.strip() for text in self.pool.get(head(self.target.columns[index] or ()), ())
            ]
        return replace(self.one_of(known, "no text"), stored=index in self.target.known)

    def word(self, text: str) -> Value:
        words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
        if not words:
            raise NoValue("no word")
        return Value(word := self.rng.choice(words), word)

    def numbers(self, slot: ValueSlot) -> list[str]:
        index = self.columns[slot.column]
        known = [v for v in self.target.distinct_values(index) if isinstance(v, int | float)]
        choices: Sequence[float]
        if slot.style == "year":
            years = [int(v) for v in known if _YEAR.match(str(int(v)))]
            choices = years or range(1990, 2018)
        elif known and slot.style == "exact":
            choices = known
        elif known:
            low, high = len(known) // 5, max(len(known) * 4 // 5, len(known) // 5 + 1)
            choices = [_round(value) for value in known[low:high]]
        else:
            choices = LIKELY.get(head(self.target.columns[index] or ()), GUESSES)
        return [text for text in map(_digits, choices) if float(text) > 0]

    def moments(self, slot: ValueSlot) -> list[str]:
        found = self.target.distinct_values(self.columns[slot.column])
        dates = [match for match in (_DATE.match(str(value)) for value in found) if match]
        if _YEAR.match(slot.said):
            return [match[1] for match in dates]
        if _DATE.fullmatch(slot.said):
            return [match[0] for match in dates]
        raise NoValue("a moment said otherwise")


def _small(slot: ValueSlot, rng: random.Random) -> Value:
    if slot.style == "span":
        number = rng.choice((7, 10, 14, 30, 60, 90) if slot.said == "30" else (2, 3, 6, 12))
    else:
        number = rng.choice((2, 3, 4, 5) if slot.style == "count" else (2, 3, 4, 5, 6, 8, 10))
    if slot.style == "limit" and slot.said in ("1", "one"):
        return Value("1", slot.said)
    digits = slot.said.isdigit()
    return Value(str(number), str(number) if digits or number > 12 else _WORDS[number])


def _round(value: float) -> float:
    """Two digits of it, as people say thresholds."""
    return float(f"{value:.2g}") if abs(value) >= 100 else round(float(value), 1)


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.10g}"

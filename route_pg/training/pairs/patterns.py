"""Written pairs as patterns: a question with gaps, and the derivation with the same gaps.

A pair is a pattern only where everything that its statement points at is named in the question or
follows from the rest (keys of joins, the name of what is asked for), and where what is left of the
question speaks of no subject. Such a question can be asked of any database of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from route_pg.linking.words import split_words
from route_pg.training.pairs.roles import Role
from route_pg.training.pairs.shape import UseName
from route_pg.training.pairs.wording import PERSONS
from route_pg.types import Kind

WRITTEN = "written"
"""The source of pairs that were written for their patterns, and are taken at their word."""
RANGES = ("between", "not_between")


@dataclass(frozen=True, slots=True)
class Mention:
    """A gap of the question: which slot is said there, and how."""

    what: OneOf["table", "column", "value"]
    slot: int
    many: bool = False
    owned: bool = False  # a column whose table is named beside it


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A table to be chosen."""

    people: bool  # spoken of as people
    named: bool  # the question names it


Bound = OneOf["", "key", "title", "moment", "value"]


@dataclass(frozen=True, slots=True)
class ColumnSlot:
    """A column to be chosen."""

    table: int  # slot
    kind: Kind
    role: Role
    uses: frozenset[UseName]
    bound: Bound  # '' where the question names it; else what it follows from
    head: str  # what the written pair's column is, for those that go by it
    like: bool  # only a column with the same head will do


ValueStyle = OneOf["text", "part", "number", "exact", "count", "limit", "span", "year", "time"]


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """A value to be chosen."""

    column: int  # slot, -1 for counts and limits
    style: ValueStyle
    said: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot in the derivation."""

    what: OneOf["table", "column", "value"]
    slot: int


Text = tuple[str | Mention, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A written pair without its subject."""

    source: str  # set and database, for the record
    question: Text
    derivation: tuple[str | Gap, ...]
    tables: tuple[TableSlot, ...]
    columns: tuple[ColumnSlot, ...]
    values: tuple[ValueSlot, ...]
    links: tuple[tuple[int, int, int, int], ...]  # table slot, column slot or -1: refers; referred
    change: str = ""  # what contrast made of it

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The gaps of the question."""
        return tuple(part for part in self.question if isinstance(part, Mention))

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Value slots that are the ends of a range."""
        parts = self.derivation
        return tuple(
            (low.slot, high.slot)
            for name, low, high in zip(parts, parts[1:], parts[2:], strict=False)
            if name in RANGES and isinstance(low, Gap) and isinstance(high, Gap)
        )

    @property
    def about_people(self) -> bool:
        """Whether the question has words that speak of people."""
        words = " ".join(part for part in self.question if isinstance(part, str)).lower()
        return bool(PERSONS & {word.text for word in split_words(words)})

    @property
    def shape(self) -> str:
        """The derivation without its pointers: the class of patterns that it is of."""
        return " ".join(part if isinstance(part, str) else part.what[0] for part in self.derivation)


class NoPattern(Exception):
    """The pair speaks of its own database only; the message says why."""

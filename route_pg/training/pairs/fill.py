"""Fills a pattern with the tables, columns and values of another database."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from route_pg.generation.accept import NotDerivable, accept
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.tree import Malformed, read
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef, Token
from route_pg.linking.names import identifier_words
from route_pg.training.pairs import names, values
from route_pg.training.pairs.names import Name
from route_pg.training.pairs.patterns import ColumnSlot, Gap, Mention, Pattern
from route_pg.training.pairs.roles import head, speaks_of_people
from route_pg.training.pairs.shape import NotPortable, links
from route_pg.training.pairs.targets import Step, Target
from route_pg.training.pairs.values import Pool

T = TypeVar("T")

OF_LIVES = frozenset("birth born birthday birthdate dob death died deceased".split())
"""Words of times that are no times of the row itself: nobody counts people by year of birth."""
PARAPHRASED = 0.3
"""Share of the names that are said otherwise, where that is known."""
TRIES = 6
"""Ways to lay a pattern over a database that are tried."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A generated pair."""

    question: str
    sql: str
    derivation: tuple[Token, ...]
    pattern: Pattern


class NoFit(Exception):
    """A pattern has no place in a database; the message says why."""


@dataclass(slots=True)
class _Places:
    """Which table and column stands in each slot."""

    tables: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)


def fill(pattern: Pattern, target: Target, pool: Pool, rng: random.Random) -> Pair:
    """A pair of this pattern over a database; raises NoFit."""
    reason = NoFit("no tables fit")
    for _ in range(TRIES):
        try:
            return _Filler(pattern, target, pool, rng).pair()
        except NoFit as error:
            reason = error
        except values.NoValue as error:
            reason = NoFit(str(error))
    raise reason


class _Filler:
    def __init__(self, pattern: Pattern, target: Target, pool: Pool, rng: random.Random) -> None:
        self.pattern, self.target, self.pool, self.rng = pattern, target, pool, rng
        self.places = _Places()

    def pair(self) -> Pair:
        self.place_tables()
        self.place_columns()
        phrases = self.phrases()
        said = values.choose(self.pattern, self.places.columns, self.target, self.pool, self.rng)
        try:
            derivation = accept(self.derivation(said), self.target.schema)
        except NotDerivable as error:
            raise NoFit(f"cannot be said: {error}") from error
        question = tidy("".join(self.text(phrases, said)))
        return Pair(question, self.sql(derivation), derivation, self.pattern)

    # Tables and columns

    def place_tables(self) -> None:
        waiting = list(range(len(self.pattern.tables)))
        while waiting:
            slot = next((s for s in waiting if self.linked(s)), waiting[0])
            waiting.remove(slot)
            link = self.linked(slot)
            if link is None:
                self.put(slot, self.some(range(len(self.target.schema.tables)), "no table"))
            else:
                self.follow(slot, link)

    def linked(self, slot: int) -> tuple[int, int, int, int] | None:
        """A key between this slot and one that has its table."""
        for link in self.pattern.links:
            ends = (link[0], link[2])
            other = ends[0] if ends[1] == slot else ends[1]
            if slot in ends and other in self.places.tables:
                return link
        return None

    def follow(self, slot: int, link: tuple[int, int, int, int]) -> None:
        source, source_column, goal, goal_column = link
        refers = goal == slot
        start = self.places.tables[source if refers else goal]
        steps = [
            step
            for step in self.target.steps[start]
            if step.refers == refers and step.table not in self.places.tables.values()
        ]
        step: Step = self.some(steps, "no such key")
        self.put(slot, step.table)
        for column_slot, column in ((source_column, step.source), (goal_column, step.target)):
            if column_slot < 0:
                continue
            if self.places.columns.setdefault(column_slot, column) != column:
                raise NoFit("a column of two keys")

    def put(self, slot: int, table: int) -> None:
        wanted, name = self.pattern.tables[slot], self.target.tables[table]
        if table in self.places.tables.values():
            raise NoFit("table taken")
        if wanted.named and name is None:
            raise NoFit("table without a sayable name")
        if self.pattern.about_people and wanted.people and not speaks_of_people(name or ("",)):
            raise NoFit("no people")
        self.places.tables[slot] = table

    def some(self, choices: Sequence[T], reason: str) -> T:
        if not choices:
            raise NoFit(reason)
        return self.rng.choice(choices)

    def place_columns(self) -> None:
        for slot, wanted in enumerate(self.pattern.columns):
            table = self.places.tables[wanted.table]
            columns = self.target.schema.columns
            if slot in self.places.columns:
                choices = [self.places.columns[slot]]
            else:
                choices = [i for i, column in enumerate(columns) if column.table == table]
                choices = [i for i in choices if i not in self.places.columns.values()]
            choices = [index for index in choices if self.fits(wanted, index)]
            if wanted.bound == "title" and len(choices) > 1:
                raise NoFit("several titles")
            self.places.columns[slot] = self.some(choices, "no column")

    def fits(self, wanted: ColumnSlot, index: int) -> bool:
        """Whether a column can be used as the slot is."""
        column, role = self.target.schema.columns[index], self.target.roles[index]
        name = self.target.columns[index]
        if wanted.bound == "key":
            return column.primary_key or self.is_key(index)
        if column.kind != wanted.kind or (wanted.bound in ("", "title") and name is None):
            return False
        if wanted.bound == "moment":
            words = set(identifier_words(column.name))
            return column.kind == "time" and self.alone(index) and not words & OF_LIVES
        if wanted.like or wanted.bound == "value":
            return name is not None and head(name) == wanted.head and role == wanted.role
        alike = "compared" not in wanted.uses and {role, wanted.role} == {"title", "text"}
        if role != wanted.role and not alike:
            return False
        if wanted.bound == "title" and role != "title":
            return False
        repeated = index in self.target.repeated
        if "grouped" in wanted.uses and wanted.role != "id" and not repeated:
            return False
        return not ("summed" in wanted.uses and role != "quantity")

    def alone(self, index: int) -> bool:
        """Whether no other column of its table is of time."""
        columns = self.target.schema.columns
        table = columns[index].table
        return sum(c.kind == "time" for c in columns if c.table == table) == 1

    def is_key(self, index: int) -> bool:
        return any(
            index in (key.columns + key.references) for key in self.target.schema.foreign_keys
        )

    # The statement

    def derivation(self, said: Sequence[values.Value]) -> Iterator[Token]:
        for part in self.pattern.derivation:
            match part:
                case Gap("table", slot):
                    yield TableRef(self.places.tables[slot])
                case Gap("column", slot):
                    yield ColumnRef(self.places.columns[slot])
                case Gap(_, slot):
                    column = self.pattern.values[slot].column
                    index = self.places.columns[column] if column >= 0 else None
                    yield Literal(said[slot].text, index, said[slot].stored)
                case str():
                    yield part

    def sql(self, derivation: tuple[Token, ...]) -> str:
        schema = self.target.schema
        try:
            found = links(read(derivation), schema)
            text = render(derivation, schema)
        except (Malformed, NotPortable, Unrenderable) as error:
            raise NoFit(f"cannot be said: {error}") from error
        if len(found) != len(self.pattern.links):
            raise NoFit("joins otherwise")
        tables = set(self.places.tables.values())
        if any(schema.columns[link.source].table not in tables for link in found):
            raise NoFit("joins otherwise")
        return text

    # The question

    def phrases(self) -> dict[int, Name]:
        """What the columns that are said are called, each so that no other is meant."""
        said = {m.slot: m for m in self.pattern.mentions if m.what == "column"}
        named = {
            self.places.tables[slot]
            for slot, table in enumerate(self.pattern.tables)
            if table.named
        }
        found = {}
        for slot, mention in said.items():
            index = self.places.columns[slot]
            name = self.target.columns[index]
            if name is None:
                raise NoFit("column without a sayable name")
            owner = self.target.tables[self.target.schema.columns[index].table]
            if owner is not None and names.stems(owner) == names.stems(name):
                raise NoFit("named as its table")
            found[slot] = self.clear(index, name, named, mention.owned)
            others = self.target.other_columns[index]
            if found[slot] == name and others and self.rng.random() < PARAPHRASED:
                found[slot] = self.rng.choice(others)
        return found

    def clear(self, index: int, name: Name, named: set[int], owned: bool) -> Name:
        """The name, with its table before it where the bare name may mean another column."""
        table = self.target.schema.columns[index].table
        scope = (named | {table}) if table in named else None
        if owned and table in named:
            return name
        alike = [
            other
            for other, column in enumerate(self.target.schema.columns)
            if other != index
            and (scope is None or column.table in scope)
            and (other_name := self.target.columns[other]) is not None
            and names.stems(other_name) == names.stems(name)
        ]
        owner = self.target.tables[table]
        if not alike:
            return name
        if owner is None:
            raise NoFit("ambiguous name")
        return (*owner[:-1], names.singular(owner[-1]), *name)

    def called(self) -> dict[int, Name]:
        """What the tables are called that are said."""
        found = {}
        for slot, table in enumerate(self.pattern.tables):
            name = self.target.tables[self.places.tables[slot]]
            if table.named and name is not None:
                others = self.target.other_tables[self.places.tables[slot]]
                paraphrased = others and self.rng.random() < PARAPHRASED
                found[slot] = self.rng.choice(others) if paraphrased else name
        return found

    def text(self, phrases: Mapping[int, Name], said: Sequence[values.Value]) -> Iterator[str]:
        called = self.called()
        several = False  # whether a number above one stands right before
        for part in self.pattern.question:
            match part:
                case str():
                    several = several and not part.strip()
                    yield part
                case Mention("value", slot):
                    counted = self.pattern.values[slot].style in ("count", "limit")
                    several = counted and said[slot].text != "1"
                    yield said[slot].said
                case Mention("table", slot, many):
                    many, several = many or several, False
                    yield names.said(called[slot], many)
                case Mention(_, slot, many):
                    yield names.said(phrases[slot], many)


_ARTICLE = re.compile(r"\b([Aa])n?\b(?= (\w))")


def tidy(question: str) -> str:
    """Articles that fit the words after them, and a capital where the written one has it.

    >>> tidy("show a  album and an team of 'USA'")
    "Show an album and a team of 'USA'"
    """
    text = " ".join(question.split())
    text = _ARTICLE.sub(lambda m: m[1] + ("n" if m[2].lower() in "aeio" else ""), text)
    return text[:1].upper() + text[1:]

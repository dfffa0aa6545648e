"""Where a pattern fits another database: which table and which column stands in each slot."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from route_pg.linking.names import identifier_words
from route_pg.training.pairs.patterns import ColumnSlot, Pattern
from route_pg.training.pairs.roles import Role, head, is_only_time, joins, speaks_of_people
from route_pg.training.pairs.targets import Step, Target

T = TypeVar("T")

OF_LIVES = frozenset("birth born birthday birthdate dob death died deceased".split())
"""Words of times that are no times of the row itself: nobody counts people by year of birth."""


class NoFit(Exception):
    """A pattern has no place in a database; the message says why."""


@dataclass(slots=True)
class Placement:
    """Indexes into the schema's tables and columns, by the pattern's slots."""

    tables: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)


def place(pattern: Pattern, target: Target, rng: random.Random) -> Placement:
    """A table and a column for every slot, drawn from those that fit; raises NoFit."""
    placer = _Placer(pattern, target, rng)
    placer.place_tables()
    placer.place_columns()
    return placer.found


class _Placer:
    def __init__(self, pattern: Pattern, target: Target, rng: random.Random) -> None:
        self.pattern, self.target, self.rng = pattern, target, rng
        self.found = Placement()

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
            if slot in ends and other in self.found.tables:
                return link
        return None

    def follow(self, slot: int, link: tuple[int, int, int, int]) -> None:
        source, source_column, goal, goal_column = link
        refers = goal == slot
        start = self.found.tables[source if refers else goal]
        steps = [
            step
            for step in self.target.steps[start]
            if step.refers == refers and step.table not in self.found.tables.values()
        ]
        step: Step = self.some(steps, "no such key")
        self.put(slot, step.table)
        for column_slot, column in ((source_column, step.source), (goal_column, step.target)):
            if column_slot < 0:
                continue
            if self.found.columns.setdefault(column_slot, column) != column:
                raise NoFit("a column of two keys")

    def put(self, slot: int, table: int) -> None:
        wanted, name = self.pattern.tables[slot], self.target.tables[table]
        if table in self.found.tables.values():
            raise NoFit("table taken")
        if wanted.named and name is None:
            raise NoFit("table without a sayable name")
        if self.pattern.about_people and wanted.people and not speaks_of_people(name or ("",)):
            raise NoFit("no people")
        self.found.tables[slot] = table

    def some(self, choices: Sequence[T], reason: str) -> T:
        if not choices:
            raise NoFit(reason)
        return self.rng.choice(choices)

    def place_columns(self) -> None:
        for slot, wanted in enumerate(self.pattern.columns):
            choices = [
                index for index in self.left_for(slot, wanted) if fits(wanted, index, self.target)
            ]
            if wanted.bound == "title" and len(choices) > 1:
                raise NoFit("several titles")
            self.found.columns[slot] = self.some(choices, "no column")

    def left_for(self, slot: int, wanted: ColumnSlot) -> list[int]:
        """The column that a key has put into the slot, or all of its table that are left."""
        if slot in self.found.columns:
            return [self.found.columns[slot]]
        table, taken = self.found.tables[wanted.table], self.found.columns.values()
        columns = enumerate(self.target.schema.columns)
        return [i for i, column in columns if column.table == table and i not in taken]


def fits(wanted: ColumnSlot, index: int, target: Target) -> bool:
    """Whether a column can be used as the slot is."""
    column, role, name = target.schema.columns[index], target.roles[index], target.columns[index]
    if wanted.bound == "key":
        return column.primary_key or joins(target.schema, index)
    if column.kind != wanted.kind or (wanted.bound in ("", "title") and name is None):
        return False
    if wanted.bound == "moment":
        of_lives = OF_LIVES & set(identifier_words(column.name))
        return is_only_time(target.schema, index) and not of_lives
    if wanted.like or wanted.bound == "value":
        return name is not None and head(name) == wanted.head and role == wanted.role
    return _plays(role, wanted) and (
        "grouped" not in wanted.uses or wanted.role == "id" or index in target.repeated
    )


def _plays(role: Role, wanted: ColumnSlot) -> bool:
    """Whether a column of this role can play the slot's."""
    if wanted.bound == "title" and role != "title":
        return False
    if "summed" in wanted.uses and role != "quantity":
        return False
    alike = "compared" not in wanted.uses and {role, wanted.role} == {"title", "text"}
    return alike or role == wanted.role

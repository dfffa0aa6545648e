"""A pattern's question in the words of another database."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from route_pg.training.pairs import names
from route_pg.training.pairs.inflection import singular
from route_pg.training.pairs.names import Name
from route_pg.training.pairs.patterns import Mention, Pattern
from route_pg.training.pairs.placement import NoFit, Placement
from route_pg.training.pairs.targets import Target
from route_pg.training.pairs.values import Value

PARAPHRASED = 0.3
"""Share of the names that are said otherwise, where that is known."""

Names = Mapping[int, Name]
"""What is said in each slot."""


def column_names(
    pattern: Pattern, placement: Placement, target: Target, rng: random.Random
) -> Names:
    """What the columns that are said are called, each so that no other is meant; raises NoFit."""
    said = {m.slot: m for m in pattern.mentions if m.what == "column"}
    named = {placement.tables[slot] for slot, table in enumerate(pattern.tables) if table.named}
    found = {}
    for slot, mention in said.items():
        index = placement.columns[slot]
        name = target.columns[index]
        if name is None:
            raise NoFit("column without a sayable name")
        owner = target.tables[target.schema.columns[index].table]
        if owner is not None and names.stems(owner) == names.stems(name):
            raise NoFit("named as its table")
        found[slot] = _clear(index, name, named, target, owned=mention.owned)
        if found[slot] == name:
            found[slot] = _perhaps_otherwise(name, target.other_columns[index], rng)
    return found


def _clear(index: int, name: Name, named: set[int], target: Target, *, owned: bool) -> Name:
    """The name, with its table before it where the bare name may mean another column."""
    table = target.schema.columns[index].table
    if owned and table in named:
        return name
    scope = named | {table} if table in named else range(len(target.tables))
    alike = any(
        other != index
        and column.table in scope
        and (other_name := target.columns[other]) is not None
        and names.stems(other_name) == names.stems(name)
        for other, column in enumerate(target.schema.columns)
    )
    if not alike:
        return name
    owner = target.tables[table]
    if owner is None:
        raise NoFit("ambiguous name")
    return (*owner[:-1], singular(owner[-1]), *name)


def table_names(
    pattern: Pattern, placement: Placement, target: Target, rng: random.Random
) -> Names:
    """What the tables are called that are said."""
    found = {}
    for slot, wanted in enumerate(pattern.tables):
        table = placement.tables[slot]
        name = target.tables[table]
        if wanted.named and name is not None:
            found[slot] = _perhaps_otherwise(name, target.other_tables[table], rng)
    return found


def _perhaps_otherwise(name: Name, others: Sequence[Name], rng: random.Random) -> Name:
    return rng.choice(others) if others and rng.random() < PARAPHRASED else name


def question(pattern: Pattern, columns: Names, tables: Names, said: Sequence[Value]) -> str:
    """The question, with these names and values in its gaps."""
    return tidy("".join(_parts(pattern, columns, tables, said)))


def _parts(pattern: Pattern, columns: Names, tables: Names, said: Sequence[Value]) -> Iterator[str]:
    several = False  # whether a number above one stands right before
    for part in pattern.question:
        match part:
            case str():
                several = several and not part.strip()
                yield part
            case Mention("value", slot):
                counted = pattern.values[slot].style in ("count", "limit")
                several = counted and said[slot].text != "1"
                yield said[slot].said
            case Mention("table", slot, many):
                many, several = many or several, False
                yield names.said(tables[slot], many)
            case Mention(_, slot, many):
                yield names.said(columns[slot], many)


_ARTICLE = re.compile(r"\b([Aa])n?\b(?= (\w))")


def tidy(question: str) -> str:
    """Articles that fit the words after them, and a capital where the written one has it.

    >>> tidy("show a  album and an team of 'USA'")
    "Show an album and a team of 'USA'"
    """
    text = " ".join(question.split())
    text = _ARTICLE.sub(lambda m: m[1] + ("n" if m[2].lower() in "aeio" else ""), text)
    return text[:1].upper() + text[1:]

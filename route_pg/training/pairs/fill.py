"""Fills a pattern with the tables, columns and values of another database."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from route_pg.generation.accept import NotDerivable, accept
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.tree_reader import Malformed, read
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef, Token
from route_pg.training.pairs.patterns import Gap, Pattern
from route_pg.training.pairs.placement import NoFit, Placement, place
from route_pg.training.pairs.question import column_names, question, table_names
from route_pg.training.pairs.shape import NotPortable, links
from route_pg.training.pairs.targets import Target
from route_pg.training.pairs.values import NoValue, Pool, Value, choose

TRIES = 6
"""Ways to lay a pattern over a database that are tried."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A generated pair."""

    question: str
    sql: str
    derivation: tuple[Token, ...]
    pattern: Pattern


def fill(pattern: Pattern, target: Target, pool: Pool, rng: random.Random) -> Pair:
    """A pair of this pattern over a database; raises NoFit."""
    reason: NoFit | NoValue = NoFit("no tables fit")
    for _ in range(TRIES):
        try:
            return _fill(pattern, target, pool, rng)
        except (NoFit, NoValue) as error:
            reason = error
    raise NoFit(str(reason)) from reason


def _fill(pattern: Pattern, target: Target, pool: Pool, rng: random.Random) -> Pair:
    placement = place(pattern, target, rng)
    columns = column_names(pattern, placement, target, rng)
    said = choose(pattern, placement.columns, target, pool, rng)
    try:
        derivation = accept(_derivation(pattern, placement, said), target.schema)
    except NotDerivable as error:
        raise NoFit(f"cannot be said: {error}") from error
    tables = table_names(pattern, placement, target, rng)
    text = question(pattern, columns, tables, said)
    return Pair(text, _sql(derivation, pattern, placement, target), derivation, pattern)


def _derivation(pattern: Pattern, placement: Placement, said: Sequence[Value]) -> Iterator[Token]:
    for part in pattern.derivation:
        match part:
            case Gap("table", slot):
                yield TableRef(placement.tables[slot])
            case Gap("column", slot):
                yield ColumnRef(placement.columns[slot])
            case Gap(_, slot):
                column = pattern.values[slot].column
                index = placement.columns[column] if column >= 0 else None
                yield Literal(said[slot].text, index, said[slot].stored)
            case str():
                yield part


def _sql(
    derivation: tuple[Token, ...], pattern: Pattern, placement: Placement, target: Target
) -> str:
    """The statement; raises NoFit where it would join otherwise than the written one."""
    schema = target.schema
    try:
        found = links(read(derivation), schema)
        text = render(derivation, schema)
    except (Malformed, NotPortable, Unrenderable) as error:
        raise NoFit(f"cannot be said: {error}") from error
    tables = set(placement.tables.values())
    strange = any(schema.columns[link.source].table not in tables for link in found)
    if strange or len(found) != len(pattern.links):
        raise NoFit("joins otherwise")
    return text

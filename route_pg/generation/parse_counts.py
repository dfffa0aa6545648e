"""Counting rows by what they are: `count_of orders` for count(*) over a table named for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from route_pg.generation.tree import (
    Branches,
    Call,
    Conditions,
    Part,
    Predicate,
    Query,
    Source,
    Use,
    Window,
)
from route_pg.generation.vocabulary import ColumnRef
from route_pg.types import Schema


def counted(schema: Schema, query: Query) -> Query:
    """The query with count(*) as `count_of` the one table that nothing else names.

    Also, for a table of an outer join, the count of its key: the rows of it that there are.
    """
    for source in query.left:
        query = _mapped(query, partial(_outer_count, schema, source))
    if len(query.sources) != 1 or query.sources[0] in query.left:
        return query
    (source,) = query.sources
    count = Call("count_of", (source,))
    found = _mapped(query, lambda part: count if part == Call("count_star") else part)
    return replace(found, sources=()) if found != query else query


def _outer_count(schema: Schema, source: Source, part: Part) -> Part:
    match part:
        case Call("count", (Use(ColumnRef(index), instance, 0),)):
            column = schema.columns[index]
            if column.primary_key and Source(column.table, instance) == source:
                return Call("count_of", (source,))
    return part


def _mapped(query: Query, change: Callable[[Part], Part]) -> Query:
    """The query with every part of its own clauses changed, those of inner queries left alone."""

    def inside(part: Part) -> Part:
        part = change(part)
        match part:
            case Call(name, arguments):
                return Call(name, tuple(inside(argument) for argument in arguments))
            case Predicate(left, operator, right, within):
                subject = None if left is None else inside(left)
                return Predicate(subject, operator, tuple(inside(p) for p in right), within)
            case Conditions():
                return conditions(part)
            case Window(keys):
                return Window(tuple((name, inside(key)) for name, key in keys))
            case Branches(whens, otherwise):
                branches = tuple((conditions(when), inside(result)) for when, result in whens)
                return Branches(branches, None if otherwise is None else inside(otherwise))
        return part

    def conditions(part: Conditions) -> Conditions:
        first = inside(part.first)
        rest = tuple((name, inside(predicate)) for name, predicate in part.rest)
        return Conditions(first, rest)  # type: ignore[arg-type]

    return replace(
        query,
        items=tuple(inside(item) for item in query.items),
        having=None if query.having is None else conditions(query.having),
        order=tuple((inside(key), direction) for key, direction in query.order),
    )

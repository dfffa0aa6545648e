"""Which relations and columns a statement uses, inner statements included."""

from __future__ import annotations

from collections.abc import Iterator

from route_pg.generation.joins import End, Node
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


def parts_inside(part: Part) -> Iterator[Part]:
    """The direct parts of a part."""
    match part:
        case Call(_, arguments):
            yield from arguments
        case Predicate(left, _, right):
            if left is not None:
                yield left
            yield from right
        case Conditions(first, rest):
            yield first
            yield from (predicate for _, predicate in rest)
        case Window(keys):
            yield from (key for _, key in keys)
        case Branches(whens, otherwise):
            for conditions, result in whens:
                yield conditions
                yield result
            if otherwise is not None:
                yield otherwise


def clause_parts(query: Query) -> Iterator[Part]:
    """The parts of a statement's own clauses."""
    yield from query.items
    if query.where:
        yield query.where
    yield from query.group
    if query.having:
        yield query.having
    yield from (key for key, _ in query.order)
    if query.each:
        yield from query.each.keys


def walk(part: Part, depth: int = 0) -> Iterator[tuple[Part, int]]:
    """Every part inside, with how many statements further in it stands."""
    yield part, depth
    if isinstance(part, Query):
        for inner in clause_parts(part):
            yield from walk(inner, depth)
        if part.right is not None:
            yield from walk(part.right, depth)
        return
    deeper = isinstance(part, Predicate) and part.operator in ("ever", "never")
    for inner in parts_inside(part):
        yield from walk(inner, depth + (deeper or isinstance(inner, Query)))


def node_of(use: Use, schema: Schema) -> Node:
    """The relation that a column is of."""
    if isinstance(use.pointer, ColumnRef):
        return (schema.columns[use.pointer.index].table, use.instance)
    return (-use.instance, 1)


def source_node(source: Source) -> Node:
    """The relation that a source names."""
    return (-source.instance, 1) if source.table is None else (source.table, source.instance)


def end_of(use: Use, schema: Schema) -> End:
    """A column as joins name it."""
    if isinstance(use.pointer, ColumnRef):
        return node_of(use, schema), use.pointer.index
    return node_of(use, schema), int(use.pointer.rpartition("_")[2])


def used_nodes(query: Query, schema: Schema) -> list[Node]:
    """The relations whose columns a statement uses, inner statements included, in order."""
    found: dict[Node, None] = {}
    for part in clause_parts(query):
        for inner, depth in walk(part):
            if isinstance(inner, Use) and inner.outer == depth:
                found[node_of(inner, schema)] = None
            elif (
                isinstance(inner, Call) and depth == 0 and inner.name in ("table_star", "count_of")
            ):
                source = inner.arguments[0]
                assert isinstance(source, Source)
                found[source_node(source)] = None
    return list(found)

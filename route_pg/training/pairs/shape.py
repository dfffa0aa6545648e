"""What a statement asks of its schema: the keys it joins along, and what its columns are used for.

Two statements with the same derivation mean the same over two schemas where the keys between their
tables are shaped alike and each column can be used as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from route_pg.generation.joins import correlation, join_tree
from route_pg.generation.tree import Call, Part, Predicate, Query, Source, Use
from route_pg.generation.uses import clause_parts, parts_inside, source_node, used_nodes, walk
from route_pg.generation.vocabulary import ColumnRef
from route_pg.types import Schema

SUMMED = frozenset("sum avg median stddev variance share sum_distinct avg_distinct".split())
RELATED = ("ever", "never")
ARITHMETIC = frozenset("+ - * / percent_of".split())

UseName = OneOf[
    "selected", "matched", "grouped", "ordered", "summed", "extreme", "counted", "compared"
]


class NotPortable(Exception):
    """The statement hangs on more than keys and columns; the message says on what."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A join along a key: `source` refers to `target`; indexes into Schema.columns."""

    source: int
    target: int


def queries(part: Part) -> Iterator[Query]:
    """A statement and every statement inside it."""
    if isinstance(part, Query):
        yield part
        for inner in (*part.derived, *clause_parts(part), *((part.right,) if part.right else ())):
            yield from queries(inner)
    else:
        for inner in parts_inside(part):
            yield from queries(inner)


def links(statement: Query, schema: Schema) -> frozenset[Link]:
    """The keys that a statement joins or compares along.

    Raises NotPortable where tables join along anything else, stand twice, or are derived.
    """
    found: set[Link] = set()
    for query in queries(statement):
        found.update(_joined(query, schema))
        found.update(_compared(query, schema))
    return frozenset(found)


def _joined(query: Query, schema: Schema) -> Iterator[Link]:
    if query.on or query.derived or query.cross or query.full:
        raise NotPortable("explicit joins")
    sources = (*query.sources, *query.left)
    nodes = {*used_nodes(query, schema), *(source_node(source) for source in sources)}
    if any(table < 0 or instance > 1 for table, instance in nodes):
        raise NotPortable("a table used twice")
    tree = join_tree(schema, nodes)
    if tree is None:
        raise NotPortable("no join")
    yield from (_link(left[1], right[1], schema) for left, right in tree.pairs)
    for part in clause_parts(query):
        for inner, depth in walk(part):
            if depth == 0 and isinstance(inner, Predicate) and inner.operator in RELATED:
                yield from _related(inner, tree.nodes, schema)


def _related(
    predicate: Predicate, outer: frozenset[tuple[int, int]], schema: Schema
) -> Iterator[Link]:
    source, conditions = predicate.right[0], predicate.right[1:]
    for inner in (inner for condition in conditions for inner, _ in walk(condition)):
        if isinstance(inner, Predicate) and inner.operator in RELATED:
            raise NotPortable("related rows of related rows")
    if not isinstance(source, Source) or source.table is None:
        raise NotPortable("related rows of a derived query")
    found = correlation(schema, outer, source.table)
    if found is None or len(found[1]) != 1:
        raise NotPortable("no key to related rows")
    yield _link(*found[1][0], schema)


def _compared(query: Query, schema: Schema) -> Iterator[Link]:
    """`column in (select column ..)`: a key, or the same column."""
    for part in clause_parts(query):
        for inner, _ in walk(part):
            if isinstance(inner, Predicate) and inner.operator in ("in", "not_in"):
                left, right = inner.left, inner.right[0]
                assert isinstance(right, Query)
                yield from _key(left, right.items[0], schema)


def _key(left: Part | None, right: Part, schema: Schema) -> Iterator[Link]:
    ends = [
        part.pointer.index
        for part in (left, right)
        if isinstance(part, Use) and isinstance(part.pointer, ColumnRef)
    ]
    if len(ends) != 2:
        raise NotPortable("compares what is no column")
    if ends[0] != ends[1]:
        yield _link(ends[0], ends[1], schema)


def _link(left: int, right: int, schema: Schema) -> Link:
    for key in schema.foreign_keys:
        if len(key.columns) == 1 and {key.columns[0], key.references[0]} == {left, right}:
            return Link(key.columns[0], key.references[0])
    raise NotPortable("joins along no key")


def uses(statement: Query) -> Iterator[tuple[int, UseName]]:
    """What each column is used for, by index; a column may have several uses.

    What a subquery selects is `matched`, not `selected`: nobody sees it.
    """
    shown = set(map(id, _shown(statement)))
    for query in queries(statement):
        for item in query.items:
            yield from _inside(item, "selected" if id(query) in shown else "matched")
        for key in query.group:
            yield from _inside(key, "grouped")
        for key, _ in query.order:
            yield from _inside(key, "ordered")
        for conditions in (query.where, query.having):
            if conditions is not None:
                yield from _inside(conditions, "compared")
        for key in query.each.keys if query.each else ():
            yield from _inside(key, "grouped")


def _shown(statement: Query) -> Iterator[Query]:
    """The statement and what is combined with it."""
    yield statement
    if statement.right is not None:
        yield from _shown(statement.right)


def _inside(part: Part, name: UseName) -> Iterator[tuple[int, UseName]]:
    if isinstance(part, Query):
        return
    if isinstance(part, Use):
        if isinstance(part.pointer, ColumnRef):
            yield part.pointer.index, name
        return
    if isinstance(part, Call):
        if part.name in SUMMED or part.name in ARITHMETIC:
            name = "summed"
        elif part.name in ("min", "max"):
            name = "extreme"
        elif part.name.startswith("count"):
            name = "counted"
    for inner in parts_inside(part):
        yield from _inside(inner, name)

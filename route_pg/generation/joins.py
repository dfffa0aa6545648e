"""How the tables of a statement are joined, where the statement does not say.

A search over the graph of keys: declared ones, inferred ones, columns of the same name; the less
sure, the dearer. Deterministic: the order of the schema decides. Knows nothing of SQL text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import TypeAlias

from route_pg.types import Schema

Node: TypeAlias = tuple[int, int]
"""A table and which use of it, from 1; a derived query is (-n, 1), counted back from the latest."""

End: TypeAlias = tuple[Node, int]
"""A node and its column: an index into Schema.columns, or the number of a derived output."""

Pair: TypeAlias = tuple[End, End]
"""Two columns that a join equates."""

Edge: TypeAlias = tuple[tuple[int, int], ...]
"""Columns of one table, each with the column of the other that it equals."""


_Way: TypeAlias = tuple[int, int, tuple[int, ...], tuple[Edge, ...]]
"""A way from the tree: its cost, its joins, its tables, what joins them."""

COSTS = (4, 5, 6)
"""Of a join by a declared key, an inferred one, equal names: one join by names is cheaper than two
by declared keys, since people declare less than there is."""

_COMMON_NAMES = frozenset(("id", "name"))


@dataclass(frozen=True, slots=True)
class JoinTree:
    """Tables that hang together."""

    nodes: frozenset[Node]
    pairs: tuple[Pair, ...]  # in the order in which they connect


@dataclass(frozen=True, slots=True)
class _Graph:
    declared: dict[int, dict[int, list[Edge]]]
    inferred: dict[int, dict[int, list[Edge]]]
    named: dict[int, dict[int, list[Edge]]]


def _flip(edge: Edge) -> Edge:
    return tuple((right, left) for left, right in edge)


@lru_cache(maxsize=256)
def _graph(schema: Schema) -> _Graph:
    tables: list[dict[int, dict[int, list[Edge]]]] = [
        defaultdict(lambda: defaultdict(list)) for _ in range(3)
    ]

    def add(level: int, edge: Edge) -> None:
        left, right = (schema.columns[column].table for column in edge[0])
        tables[level][left][right].append(edge)
        if left != right:
            tables[level][right][left].append(_flip(edge))

    for key in schema.foreign_keys:
        add(1 if key.inferred else 0, tuple(zip(key.columns, key.references, strict=True)))
    for left, right in _same_names(schema):
        add(2, ((left, right),))
    return _Graph(*tables)


def _same_names(schema: Schema) -> list[tuple[int, int]]:
    """Pairs of equally named columns of two tables, of which one is of a primary key.

    Names that every table has (id, name) say nothing, nor do times: a partition's key has one.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, column in enumerate(schema.columns):
        if column.kind not in ("time", "boolean"):
            by_name[column.name.lower()].append(index)
    return [
        (left, right)
        for name, group in by_name.items()
        if name not in _COMMON_NAMES
        for position, left in enumerate(group)
        for right in group[position + 1 :]
        if schema.columns[left].table != schema.columns[right].table
        and any(schema.columns[column].primary_key for column in (left, right))
    ]


def edges(schema: Schema, left: int, right: int) -> list[Edge]:
    """The keys between two tables, from the left to the right, the default first."""
    graph = _graph(schema)
    levels = (graph.declared, graph.inferred, graph.named)
    return [edge for level in levels for edge in level.get(left, {}).get(right, ())]


def key_edges(schema: Schema, left: int, right: int) -> list[Edge]:
    """The same without those that rest on equal names alone."""
    graph = _graph(schema)
    levels = (graph.declared, graph.inferred)
    return [edge for level in levels for edge in level.get(left, {}).get(right, ())]


def join_tree(
    schema: Schema, nodes: Iterable[Node], explicit: Sequence[Pair] = ()
) -> JoinTree | None:
    """The smallest tree over the nodes that keeps the explicit pairs; None where there is none."""
    wanted = set(nodes) | {node for pair in explicit for node, _ in pair}
    base = {node for node in wanted if node[0] >= 0 and node[1] == 1}
    best: JoinTree | None = None
    for start in sorted(base) or sorted(wanted)[:1]:
        tree = _Growth(schema, start, explicit).grow(base, wanted)
        if tree is not None and (best is None or len(tree.nodes) < len(best.nodes)):
            best = tree
    return best


class _Growth:
    """A tree that grows from one node."""

    def __init__(self, schema: Schema, start: Node, explicit: Sequence[Pair]) -> None:
        self.schema = schema
        self.graph = _graph(schema)
        self.nodes = {start}
        self.pairs: list[Pair] = []
        self.explicit = list(explicit)
        self.absorb()

    def absorb(self) -> None:
        """Take in what explicit pairs connect."""
        found = True
        while found:
            found = False
            for pair in self.explicit:
                inside = [node in self.nodes for node, _ in pair]
                if any(inside) and pair not in self.pairs:
                    self.pairs.append(pair)
                    self.nodes.update(node for node, _ in pair)
                    found = True

    def grow(self, base: set[Node], wanted: set[Node]) -> JoinTree | None:
        while not base <= self.nodes:
            path = self.path(base - self.nodes)
            if path is None:
                return None
            for left, right, edge in path:
                self.connect((left, 1), (right, 1), edge)
            self.absorb()
        if not self.attach(wanted):
            return None
        return JoinTree(frozenset(self.nodes), tuple(self.pairs))

    def connect(self, left: Node, right: Node, edge: Edge) -> None:
        self.nodes.update((left, right))
        self.pairs.extend(((left, a), (right, b)) for a, b in edge)

    def path(self, targets: set[Node]) -> list[tuple[int, int, Edge]] | None:
        """The cheapest way from the tree to one of the targets: a short one of weak keys may win.

        Of equally cheap ones the fewest joins, then the order of the schema.
        """
        starts = [table for table, instance in self.nodes if table >= 0 and instance == 1]
        waiting: list[_Way] = [(0, 0, (table,), ()) for table in sorted(starts)]
        done: set[int] = set()
        while waiting:
            cost, length, tables, edges_ = heappop(waiting)
            table = tables[-1]
            if edges_ and (table, 1) in targets:
                return list(zip(tables, tables[1:], edges_, strict=False))
            if table in done:
                continue
            done.add(table)
            for other, (price, edge) in self.near(table).items():
                if other not in done:
                    way = (cost + price, length + 1, (*tables, other), (*edges_, edge))
                    heappush(waiting, way)
        return None

    def near(self, table: int) -> dict[int, tuple[int, Edge]]:
        """The tables that a key joins to this one, with what the best key costs."""
        graph = self.graph
        levels = (graph.declared, graph.inferred, graph.named)
        found: dict[int, tuple[int, Edge]] = {}
        for price, level in zip(COSTS, levels, strict=True):
            for other, between in level.get(table, {}).items():
                found.setdefault(other, (price, between[0]))
        return found

    def attach(self, wanted: set[Node]) -> bool:
        """Bring in the second and third uses of tables; derived queries only by explicit pairs."""
        waiting = sorted(node for node in wanted - self.nodes if node[1] > 1)
        while waiting:
            for node in waiting:
                if self.attach_one(node):
                    waiting.remove(node)
                    self.absorb()
                    waiting = [other for other in waiting if other not in self.nodes]
                    break
            else:
                return False
        return wanted <= self.nodes

    def attach_one(self, node: Node) -> bool:
        table, instance = node
        others = sorted(other for other in self.nodes if other[0] >= 0 and other[0] != table)
        for other in others:  # the same use of a table that has several too
            if other[1] == instance and (found := edges(self.schema, other[0], table)):
                self.connect(other, node, found[0])
                return True
        for other in others:  # a key that the earlier uses have left free
            for edge in edges(self.schema, other[0], table):
                if other[1] == 1 and not self.taken(other, table, edge):
                    self.connect(other, node, edge)
                    return True
        own = key_edges(self.schema, table, table)
        if own and (table, instance - 1) in self.nodes:  # a key into itself: the row it refers to
            self.connect((table, instance - 1), node, own[0])
            return True
        for other in others:  # rows that share what they refer to
            if other[1] == 1 and (found := edges(self.schema, other[0], table)):
                self.connect(other, node, found[0])
                return True
        return False

    def taken(self, other: Node, table: int, edge: Edge) -> bool:
        mine = {
            frozenset((left[1], right[1]))
            for left, right in self.pairs
            if {left[0][0], right[0][0]} == {other[0], table}
        }
        return all(frozenset(columns) in mine for columns in edge)


def closure(pairs: Iterable[Pair]) -> frozenset[frozenset[End]]:
    """The sets of columns that the pairs make equal: the same for every way to write them."""
    parent: dict[End, End] = {}

    def root(end: End) -> End:
        parent.setdefault(end, end)
        while parent[end] != end:
            end = parent[end]
        return end

    for left, right in pairs:
        parent[root(left)] = root(right)
    groups: dict[End, set[End]] = defaultdict(set)
    for end in list(parent):
        groups[root(end)].add(end)
    return frozenset(frozenset(group) for group in groups.values())


def correlation(schema: Schema, outer: Iterable[Node], inner: int) -> tuple[Node, Edge] | None:
    """How rows of a table belong to rows outside: the outer node, and its key to the inner one."""
    candidates = sorted(node for node in outer if node[0] >= 0)
    for find in (key_edges, edges):
        for node in candidates:
            found = find(schema, node[0], inner)
            if node[0] != inner and found:
                return node, found[0]
    for node in candidates:
        if node[0] == inner and (found := key_edges(schema, inner, inner)):
            return node, _flip(found[0])
    return None

"""FROM: which use of its table each element is, and which conditions are joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

from sqlglot import exp

from route_pg.generation.formulas import Formula
from route_pg.generation.joins import Node, Pair, closure, correlation
from route_pg.generation.joins_derived import passed_on
from route_pg.generation.parse_conditions import formula
from route_pg.generation.parse_idioms import missing_rows
from route_pg.generation.parse_joins import From, Joined, pair, using_pairs
from route_pg.generation.parse_scope import (
    Relation,
    Scope,
    Unrepresentable,
)
from route_pg.generation.tree import Call, Predicate, Query
from route_pg.generation.uses import used_nodes

MAX_NUMBERINGS = 12
"""Ways to number the uses of repeated tables that are tried for the shortest derivation."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of FROM before its uses are numbered."""

    alias: str
    table: int  # of the schema, or -1 for the derived query `number`
    number: int = -1


def numberings(elements: list[Element]) -> list[list[int]]:
    """The ways to number the uses of tables that are used more than once."""
    repeated: dict[int, list[int]] = {}
    for position, element in enumerate(elements):
        if element.table >= 0:
            repeated.setdefault(element.table, []).append(position)
    groups = [positions for positions in repeated.values() if len(positions) > 1]
    if any(len(group) > 3 for group in groups):
        raise Unrepresentable("too-many-uses")
    ways = []
    for choice in product(*(permutations(range(1, len(group) + 1)) for group in groups)):
        numbers = [1] * len(elements)
        for group, numbering in zip(groups, choice, strict=True):
            for position, number in zip(group, numbering, strict=True):
                numbers[position] = number
        ways.append(numbers)
    return ways[:MAX_NUMBERINGS]


def relation_of(scope: Scope, element: Element, instance: int) -> Relation:
    """The relation of an element, as the given use of its table."""
    if element.table >= 0:
        columns = scope.names.columns[element.table]
        return Relation(element.alias, (element.table, instance), columns)
    outputs = scope.derived[element.number].outputs
    columns = {name: number for number, name in enumerate(outputs, start=1)}
    return Relation(element.alias, (element.number - len(scope.derived), 1), columns)


def without_missing(scope: Scope, query: Query, given: From) -> Query:
    """The query with an anti-join said as `never`."""
    if len(given.left) != 1 or given.full or query.where is None:
        return query
    (optional,) = given.left
    others = [node for node in given.nodes if node != optional]
    found = correlation(scope.schema, others, optional[0])
    where = missing_rows(scope.schema, query.where, optional, others)
    if found is None or where is None:
        return query
    outer, edge = found
    mine = [pair for pair in given.pairs if optional in (pair[0][0], pair[1][0])]
    expected = [((outer, left), (optional, right)) for left, right in edge]
    plain = replace(query, where=None)
    if closure(mine) != closure(expected) or optional in used_nodes(plain, scope.schema):
        return query
    if any(isinstance(item, Call) and item.name == "star" for item in query.items):
        return query
    given.nodes = others
    given.pairs = [pair for pair in given.pairs if pair not in mine]
    given.left = []
    return replace(query, where=where)


def read_from(node: exp.Select, joined: Joined, scope: Scope) -> tuple[From, list[Formula]]:
    """The joins, and the conditions that are more than joins."""
    nodes = [relation.node for relation in scope.relations]
    pairs = using_pairs(joined, scope.relations)
    rest: list[tuple[bool, exp.Expr]] = []
    for number, condition in joined.conditions:
        found = pair(scope, condition)
        if found:
            pairs.append(found)
        else:
            rest.append((bool(joined.sides[number]), condition))
    where = node.args.get("where")
    if where is not None:
        parts = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
        for part in parts:
            found = pair(scope, part) if len(nodes) > 1 else None
            if found:
                pairs.append(found)
            else:
                rest.append((False, part))
    formulas = [
        _within(formula(scope, part)) if outer else formula(scope, part) for outer, part in rest
    ]
    left, full = _optional(joined, scope.relations, pairs)
    outputs = {
        n: passed_on(scope.derived[len(scope.derived) + n[0]].query) for n in nodes if n[0] < 0
    }
    return From(nodes, pairs, set(), left, full, outputs), formulas


def _within(found: Formula) -> Formula:
    """A condition of an outer join."""
    if not isinstance(found, Predicate):
        raise Unrepresentable("outer-join-condition")
    return replace(found, within=True)


def _optional(
    joined: Joined, relations: Sequence[Relation], pairs: Sequence[Pair]
) -> tuple[list[Node], list[Node]]:
    """The nodes of LEFT and FULL joins; a RIGHT join makes what stands before it optional."""
    left: list[Node] = []
    full: list[Node] = []
    for number, side in enumerate(joined.sides):
        node = relations[number].node
        if side == "LEFT":
            left.append(node)
        elif side == "FULL":
            full.append(node)
        elif side == "RIGHT":
            left = [relation.node for relation in relations[:number]]
        else:  # an inner join to something optional takes its rows away again
            others = {a[0] if b[0] == node else b[0] for a, b in pairs if node in (a[0], b[0])}
            before = {relation.node for relation in relations[:number]}
            left = [other for other in left if other not in others & before]
    return left, full

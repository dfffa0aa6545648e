"""EXISTS and IN as `ever`: rows of another table that belong to this one."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from route_pg.generation.joins import correlation
from route_pg.generation.parse_scope import Scope
from route_pg.generation.parse_values import bare
from route_pg.generation.tree import Conditions, Part, Predicate, Query, Source, Use
from route_pg.generation.vocabulary import ColumnRef
from route_pg.types import Schema


def selecting_all(node: exp.Expr) -> exp.Expr:
    """What EXISTS asks about, without what it selects."""
    node = bare(node)
    while isinstance(node, exp.Subquery):
        node = bare(node.this)
    if not isinstance(node, exp.Select) or node.args.get("group"):
        return node
    copied = node.copy()
    copied.set("expressions", [exp.Star()])
    return copied


def existence(scope: Scope, inner: Query) -> Predicate:
    """EXISTS; where its only link outwards is the key, `ever` of its table."""
    plain = Predicate(None, "exists", (inner,))
    if scope.grouped or inner.where is None or any(c == "or" for c, _ in inner.where.rest):
        return plain
    columns = scope.schema.columns
    for predicate in (inner.where.first, *(p for _, p in inner.where.rest)):
        link = _link(predicate)
        if link is None:
            continue
        mine, theirs, instance = link
        source = Source(columns[mine].table)
        rest = _without(inner.where, predicate)
        bare_query = replace(inner, items=(), where=None, distinct=False, sources=(), limit=None)
        if bare_query != Query(()) or inner.sources not in ((), (source,)) or rest is None:
            return plain
        nodes = [relation.node for relation in scope.relations]
        expected = ((columns[theirs].table, instance), ((theirs, mine),))
        if correlation(scope.schema, nodes, columns[mine].table) != expected:
            return plain
        return Predicate(None, "ever", (source, *rest))
    return plain


def _link(predicate: Predicate) -> tuple[int, int, int] | None:
    """The inner and the outer column that a predicate equates, and which use the outer one is."""
    match predicate:
        case Predicate(Use() as left, "=", (Use() as right,), False):
            uses = (left, right) if left.outer < right.outer else (right, left)
            match uses:
                case Use(ColumnRef(mine), 1, 0), Use(ColumnRef(theirs), instance, 1):
                    return mine, theirs, instance
    return None


def _without(conditions: Conditions, gone: Predicate) -> tuple[Conditions, ...] | None:
    """What is left without one that stands under AND alone, () for nothing.

    None where it does not stand so.
    """
    listed = [("and", conditions.first), *conditions.rest]
    for position, (name, predicate) in enumerate(listed):
        if predicate is gone:
            after = listed[position + 1][0] if position + 1 < len(listed) else "and"
            if name != "and" or after != "and":
                return None
            kept = listed[:position] + listed[position + 1 :]
            return (Conditions(kept[0][1], tuple(kept[1:])),) if kept else ()
    return None


def related(scope: Scope, left: Part, inner: Query) -> Predicate | None:
    """`key IN (SELECT reference FROM t WHERE ..)` as `ever t ..`: rows of t belong to this one."""
    if scope.grouped or len(inner.items) != 1 or not isinstance(left, Use) or left.outer:
        return None
    item = inner.items[0]
    if replace(inner, items=(), where=None, distinct=False) != Query(()):
        return None
    if not isinstance(item, Use) or item.outer or item.instance > 1:
        return None
    if not isinstance(item.pointer, ColumnRef) or not isinstance(left.pointer, ColumnRef):
        return None
    columns = scope.schema.columns
    table = columns[item.pointer.index].table
    nodes = [relation.node for relation in scope.relations]
    found = correlation(scope.schema, nodes, table)
    expected = (columns[left.pointer.index].table, left.instance)
    if found != (expected, ((left.pointer.index, item.pointer.index),)):
        return None
    if not _refers(scope.schema, item.pointer.index, left.pointer.index):
        return None
    right: tuple[Part, ...] = (Source(table), *((inner.where,) if inner.where else ()))
    return Predicate(None, "ever", right)


def _refers(schema: Schema, column: int, parent: int) -> bool:
    return any(
        (key.columns, key.references) == ((column,), (parent,)) for key in schema.foreign_keys
    )

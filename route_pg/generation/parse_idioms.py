"""Idioms that have a shorter name: the first rows of each group, rows that have none, shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from route_pg.generation.joins import Node, correlation
from route_pg.generation.tree import (
    Call,
    Conditions,
    Each,
    Part,
    Predicate,
    Query,
    Source,
    Use,
    Window,
)
from route_pg.generation.uses import node_of, walk
from route_pg.generation.vocabulary import ColumnRef, Literal
from route_pg.types import Schema

_RANKS = frozenset(("row_number", "rank", "dense_rank"))


def first_rows(query: Query) -> Query:
    """`SELECT .. FROM (SELECT .., row_number() OVER (..) AS r ..) WHERE r <= n` as `top n`."""
    if not query.derived or query.right is not None or query.where is None or query.where.rest:
        return query
    *others, inner = query.derived
    bare = replace(query, derived=(), items=(), where=None, order=(), limit=None, offset=None)
    if bare != Query(()) or inner.right or inner.order or inner.limit or inner.each:
        return query
    rank, count = _rank(query.where.first, inner)
    if rank is None or count is None or not all(_is_output(item) for item in query.items):
        return query
    _, windows = rank
    per = tuple(key for name, key in windows.keys if name == "per")
    order = tuple((key, name) for name, key in windows.keys if name != "per")
    if not order or not _keeps_order(query, inner, rank):
        return query
    items = tuple(inner.items[_number(item) - 1] for item in query.items)
    if any(isinstance(item, Call) and item.name in _RANKS for item in items):
        return query
    found = replace(inner, items=items, order=order, derived=(*others, *inner.derived))
    ties = rank[0] != "row_number"
    if per:
        name = "top_ties" if ties else "each" if count == "1" else "top"
        each = Each(name, None if name == "each" else Literal(count), per)
        return replace(found, each=each, limit=query.limit, offset=query.offset)
    if query.limit is not None:
        return query
    return replace(found, limit=Call("one") if count == "1" else Literal(count), ties=ties)


def _is_output(item: Part) -> bool:
    return isinstance(item, Use) and isinstance(item.pointer, str) and item.instance == 1


def _number(item: Part) -> int:
    assert isinstance(item, Use)
    assert isinstance(item.pointer, str)
    return int(item.pointer.rpartition("_")[2])


def _rank(predicate: Predicate, inner: Query) -> tuple[tuple[str, Window] | None, str | None]:
    """The rank that a condition cuts off at, and how many it keeps."""
    match predicate:
        case Predicate(Use(str()) as use, "=" | "<=" | "<" as sign, (Literal(text),)) if (
            text.isdigit() and _number(use) <= len(inner.items)
        ):
            count = str(int(text) - (sign == "<"))
            match inner.items[_number(use) - 1]:
                case Call(name, (Window() as keys,)) if name in _RANKS:
                    single = count == "1" and sign != "<"
                    if (sign == "=" and count != "1") or (name == "dense_rank" and not single):
                        return None, None
                    return (name, keys), count
    return None, None


def _keeps_order(query: Query, inner: Query, rank: tuple[str, Window]) -> bool:
    """Whether the outer ORDER BY is no other than that of the groups and their ranks."""
    keys = [key for _, key in rank[1].keys]
    for key, _ in query.order:
        if not _is_output(key):
            return False
        item = inner.items[_number(key) - 1]
        if item not in keys and not (isinstance(item, Call) and item.arguments == (rank[1],)):
            return False
    return True


def shares(query: Query, nodes: list[Node], schema: Schema) -> Query:
    """`100 * count(*) / (SELECT count(*) FROM the same)` of a grouped statement as a share."""
    if not query.group or len(nodes) != 1 or query.where is not None:
        return query

    def shared(part: Part) -> Part:
        match part:
            case Call("percent_of", (of, Call("sub", (Query() as whole,)))):
                if _is_total(whole, of, nodes[0], schema):
                    return Call("share", (of,))
            case Call("round_to" | "round" as name, (inner, *rest)):
                return Call(name, (shared(inner), *rest))
        return part

    order = tuple((shared(key), way) for key, way in query.order)
    return replace(query, items=tuple(shared(item) for item in query.items), order=order)


def _is_total(whole: Query, of: Part, node: Node, schema: Schema) -> bool:
    if replace(whole, items=(), sources=()) != Query(()) or len(whole.items) != 1:
        return False
    source = Source(node[0])
    if whole.items[0] == Call("count_of", (source,)):
        return of == Call("count_star")
    tables = {node_of(part, schema)[0] for part, _ in walk(whole) if isinstance(part, Use)}
    return whole.items[0] == of and tables <= {node[0]} and whole.sources in ((), (source,))


def missing_rows(
    schema: Schema, where: Conditions, optional: Node, others: list[Node]
) -> Conditions | None:
    """`LEFT JOIN t .. WHERE t.key IS NULL` as `never t`; None where it is something else.

    Whether `t` is joined by the key that `never` takes, and used nowhere else, the caller knows.
    """
    if any(name != "and" for name, _ in where.rest) or optional[0] < 0 or optional[1] != 1:
        return None
    predicates = [where.first, *(predicate for _, predicate in where.rest)]
    touching = [p for p in predicates if optional in set(_nodes(schema, p))]
    nulls = [p for p in touching if p.operator == "is_null" and isinstance(p.left, Use)]
    inside = [p for p in touching if p.within]
    if len(nulls) != 1 or len(touching) != 1 + len(inside):
        return None
    if correlation(schema, others, optional[0]) is None:
        return None
    moved = [_moved_in(schema, replace(p, within=False), optional) for p in inside]
    if None in moved:
        return None
    found = [p for p in moved if p is not None]
    conditions = (Conditions(found[0], tuple(("and", p) for p in found[1:])),) if found else ()
    never = Predicate(None, "never", (Source(optional[0]), *conditions))
    kept = [never if p is nulls[0] else p for p in predicates if p not in inside]
    return Conditions(kept[0], tuple(("and", p) for p in kept[1:]))


def _nodes(schema: Schema, part: Part) -> Iterator[Node]:
    for inner, depth in walk(part):
        if isinstance(inner, Use) and inner.outer == depth:
            yield node_of(inner, schema)


def _moved_in(schema: Schema, predicate: Predicate, optional: Node) -> Predicate | None:
    """A condition of the join as one inside: columns of other tables are outer ones there."""

    def moved(part: Part) -> Part:
        match part:
            case Use(ColumnRef()):
                return part if node_of(part, schema) == optional else replace(part, outer=1)
            case Call(name, arguments):
                return Call(name, tuple(moved(argument) for argument in arguments))
        return part

    parts = [predicate.left, *predicate.right]
    if not all(isinstance(part, Use | Call | Literal) for part in parts):
        return None
    assert predicate.left is not None
    right = tuple(moved(part) for part in predicate.right)
    return Predicate(moved(predicate.left), predicate.operator, right)

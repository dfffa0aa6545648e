"""The derivation that a tree spells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from route_pg.generation.productions import CALLS
from route_pg.generation.tree import (
    INSTANCES,
    LISTS,
    ONE,
    Branches,
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
from route_pg.generation.vocabulary import Literal, TableRef, Token

_INSTANCE_NAMES = {number: name for name, number in INSTANCES.items()}


def tokens(query: Query) -> tuple[Token, ...]:
    """The derivation of a statement."""
    return tuple(_query(query))


def _query(query: Query) -> Iterator[Token]:
    for derived in query.derived:
        yield "with"
        yield from _query(derived)
    yield "select_distinct" if query.distinct else "select"
    for item in query.items:
        yield from part_tokens(item)
    yield from _clauses(query)
    if query.right is None:
        yield "end"
    else:
        yield query.operation
        yield from _query(query.right)


def _clauses(query: Query) -> Iterator[Token]:
    if query.where:
        yield "where"
        yield from part_tokens(query.where)
    yield from _list("group", query.group)
    if query.having:
        yield "having"
        yield from part_tokens(query.having)
    if query.order:
        yield "order"
        for key, direction in query.order:
            yield from part_tokens(key)
            yield direction
    if query.limit is not None and query.ties:
        yield from _list("limit_ties", (query.limit,))
    elif query.limit == ONE:
        yield "first"
    elif query.limit is not None:
        yield from _list("limit", (query.limit,))
    if query.offset is not None:
        yield from _list("offset", (query.offset,))
    yield from _each(query.each)
    for name in ("from", "left", "full", "cross"):
        yield from _list(name, getattr(query, "sources" if name == "from" else name))
    yield from _list("on", [use for pair in query.on for use in pair])


def _each(each: Each | None) -> Iterator[Token]:
    if each is not None:
        counted = (each.count,) if each.count is not None else ()
        yield from _list(each.name, (*counted, *each.keys))


def _list(name: str, parts: Iterable[Part]) -> Iterator[Token]:
    """A clause with its elements, nothing where there is none."""
    for number, part in enumerate(parts):
        if number == 0:
            yield name
        yield from part_tokens(part)


def part_tokens(part: Part) -> Iterator[Token]:
    """The tokens of any part."""
    match part:
        case Literal():
            yield part
        case Use(pointer, instance, outer):
            yield from ["outer"] * outer
            if instance > 1:
                yield _INSTANCE_NAMES[instance]
            yield pointer
        case Source(table, instance):
            if instance > 1:
                yield _INSTANCE_NAMES[instance]
            yield "derived" if table is None else TableRef(table)
        case Call(name, arguments):
            yield name
            for argument, symbol in _with_symbols(name, arguments):
                yield from part_tokens(argument)
                if symbol.startswith("PREDICATE"):
                    yield "then" if name in ("case", "iif") else "close"
        case Predicate():
            yield from _predicate(part)
        case Conditions(first, rest):
            yield from _predicate(first)
            for connective, predicate in rest:
                yield connective
                yield from _predicate(predicate)
        case Window(keys):
            for name, key in keys:
                if name != "asc":
                    yield name
                yield from part_tokens(key)
            yield "close"
        case Branches():
            yield from _branches(part)
        case Query():
            yield from _query(part)


def _with_symbols(name: str, arguments: tuple[Part, ...]) -> Iterator[tuple[Part, str]]:
    symbols = CALLS[name].arguments if name in CALLS else ("TABLE",)
    wanted = [symbol for symbol in symbols if not symbol.startswith("TAIL")]
    return zip(arguments, wanted, strict=bool(arguments))


def _branches(branches: Branches) -> Iterator[Token]:
    for conditions, result in branches.whens:
        yield "when"
        yield from part_tokens(conditions)
        yield "then"
        yield from part_tokens(result)
    if branches.otherwise is None:
        yield "close"
    else:
        yield "else"
        yield from part_tokens(branches.otherwise)


def _predicate(predicate: Predicate) -> Iterator[Token]:
    if predicate.within:
        yield "within"
    if predicate.left is not None:
        yield from part_tokens(predicate.left)
    yield predicate.operator
    for part in predicate.right:
        yield from part_tokens(part)
    if predicate.operator in ("ever", "never") or predicate.operator in LISTS:
        yield "close"

"""Derivations as PostgreSQL: the statement with its CTEs and set operations.

`render` is the only entry. What it writes names relations with their schemas, joins explicitly, and
follows PostgreSQL's rules for GROUP BY, DISTINCT, literals and NULLs in ORDER BY.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from route_pg.generation.joins_derived import passed_on
from route_pg.generation.kinds import kind_of
from route_pg.generation.render_each import each
from route_pg.generation.render_frame import Derived, Frame, Names, Unrenderable
from route_pg.generation.render_grouping import expand_stars
from route_pg.generation.render_names import output_names
from route_pg.generation.render_select import Select
from route_pg.generation.tree import Call, Query
from route_pg.generation.tree_reader import Malformed, read
from route_pg.generation.vocabulary import Token
from route_pg.identifiers import quote_identifier
from route_pg.types import Schema

__all__ = ["Unrenderable", "render"]

_WORDS = {
    "union": "UNION",
    "union_all": "UNION ALL",
    "intersect": "INTERSECT",
    "intersect_all": "INTERSECT ALL",
    "except": "EXCEPT",
    "except_all": "EXCEPT ALL",
}


@dataclass(frozen=True, slots=True)
class _Around:
    """What a statement is rendered in."""

    schema: Schema
    names: Names
    derived: tuple[Derived, ...] = ()  # in sight, the latest last
    parent: Frame | None = None

    def frame(self, query: Query) -> Frame:
        return Frame.of(self.schema, query, self.names, self.derived, self.parent)


def render(tokens: Sequence[Token], schema: Schema) -> str:
    """The statement of a derivation, one line, without a semicolon.

    Raises Unrenderable, with a reason, where the derivation makes no sense.
    """
    try:
        return _statement(_Around(schema, Names()), read(tokens), "")
    except Malformed as error:
        raise Unrenderable(str(error)) from error
    except (IndexError, AssertionError, KeyError, RecursionError) as error:
        raise Unrenderable("malformed") from error


def _statement(around: _Around, query: Query, first: str) -> str:
    """A statement with its CTEs; `first` casts its only column, 'exists' drops its columns."""
    ctes: list[str] = []
    derived = around.derived
    for inner in query.derived:
        name = around.names.unique("q")
        sql = _statement(replace(around, derived=derived, parent=None), inner, "")
        derived = (*derived, _derived(around.schema, inner, name, derived))
        ctes.append(f"{quote_identifier(name)} AS ({sql})")
    body = _body(replace(around, derived=derived), query, first)
    return f"WITH {', '.join(ctes)} {body}" if ctes else body


def _body(around: _Around, query: Query, first: str) -> str:
    """A SELECT with what it is combined with."""
    casts = _set_casts(around.schema, query)
    if first == "text":
        casts = {0: "text", **casts}
    combined = query.right is not None
    text = _operand(around, query, casts, exists=first == "exists", combined=combined)
    before = ""
    while query.right is not None:
        if before not in ("", query.operation):
            text = f"({text})"  # from left to right, whatever binds tighter
        before, query = query.operation, query.right
        if query.derived:
            raise Unrenderable("derived-in-set-operation")
        operand = _operand(around, query, casts, exists=False, combined=True)
        text = f"{text} {_WORDS[before]} {operand}"
    return text


def _operand(
    around: _Around, query: Query, casts: dict[int, str], *, exists: bool, combined: bool
) -> str:
    frame = around.frame(query)
    select = Select(frame, casts, exists, partial(_inside, frame))
    sql = select.sql() if exists or select.query.each is None else each(select)
    if combined and (query.order or query.each or query.limit is not None or query.offset):
        return f"({sql})"
    return sql


def _inside(frame: Frame, query: Query, parent: Frame, first: str) -> str:
    """A statement inside another."""
    return _statement(_Around(frame.schema, frame.names, frame.derived, parent), query, first)


def _set_casts(schema: Schema, query: Query) -> dict[int, str]:
    """The columns of a set operation whose kinds differ: they are all made text."""
    kinds: list[set[str]] = []
    current: Query | None = query if query.right is not None else None
    while current is not None:
        found = [kind_of(schema, item) for item in current.items]
        star = any(isinstance(i, Call) and i.name in ("star", "table_star") for i in current.items)
        if kinds and not star and len(found) != len(kinds):
            raise Unrenderable("set-operation-width")
        kinds = kinds or [set() for _ in found]
        for position, kind in zip(kinds, found, strict=False):
            position.add(kind)
        current = None if star else current.right
    unlike = (n for n, position in enumerate(kinds) if len(position - {"any", "value"}) > 1)
    return dict.fromkeys(unlike, "text")


def _derived(schema: Schema, query: Query, name: str, derived: tuple[Derived, ...]) -> Derived:
    """What a derived query offers."""
    frame = Frame.of(schema, query, Names(), (*derived, *_own(schema, query, derived)), None)
    items = expand_stars(frame, query.items)
    names = output_names(frame, items)
    kinds = tuple(frame.kind(item) for item in items)
    return Derived(name, names, kinds, passed_on(replace(query, items=items)))


def _own(schema: Schema, query: Query, derived: tuple[Derived, ...]) -> tuple[Derived, ...]:
    found: tuple[Derived, ...] = ()
    for inner in query.derived:
        found = (*found, _derived(schema, inner, "q", (*derived, *found)))
    return found

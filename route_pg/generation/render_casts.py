"""Values of one kind as another: casts, and what is taken out of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from route_pg.generation.render_expressions import Expressions
from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.render_text import Text, cast
from route_pg.generation.tree import Part
from route_pg.generation.vocabulary import Literal


def _to_number(to: Expressions, inner: Part) -> Text:
    if to.kind(inner) in ("array", "json"):
        raise Unrenderable("no-number")
    if to.kind(inner) == "time":  # SQLite's number of a date: what its text begins with
        return Text(f"extract(year FROM {to.sql(inner)})")
    if to.kind(inner) in ("number", "any"):
        return Text(cast(to.text(inner), "numeric"))
    if to.kind(inner) == "boolean":
        return Text(cast(to.text(inner), "integer"))
    text = to.text_operand(inner)
    return Text(rf"substring({text} from '^\s*([-+]?[0-9]*\.?[0-9]+)')::numeric")


def _to_integer(to: Expressions, inner: Part) -> Text:
    if to.kind(inner) in ("time", "array", "json"):
        raise Unrenderable("no-number")
    if to.kind(inner) == "text":
        text = to.text_operand(inner)
        return Text(rf"substring({text} from '^\s*([-+]?[0-9]+)')::integer")
    return Text(cast(to.text(inner), "integer"))


def _to_text(to: Expressions, inner: Part) -> Text:
    return Text(cast(to.text(inner), "text"))


def _to_date(to: Expressions, inner: Part) -> Text:
    if to.kind(inner) == "number":
        return Text(f"to_date({cast(to.text(inner), 'text')}, 'YYYYMMDD')")
    if to.kind(inner) in ("boolean", "array", "json"):
        raise Unrenderable("no-date")
    if isinstance(inner, Literal):
        return Text(f"date {to.moment(inner, None)}")
    return Text(cast(to.text(inner), "date"))


def _to_timestamp(to: Expressions, inner: Part) -> Text:
    if to.kind(inner) == "number":
        return Text(f"to_timestamp({to.sql(inner)})")
    return Text(cast(to.text(inner), "timestamp"))


CASTS: Mapping[str, Callable[[Expressions, Part], Text]] = {
    "to_number": _to_number,
    "to_integer": _to_integer,
    "to_text": _to_text,
    "to_date": _to_date,
    "to_timestamp": _to_timestamp,
}
"""The calls that turn an expression into one of another kind."""

"""What analysts ask for: times, windows, shares, arrays and json, as PostgreSQL."""

from __future__ import annotations

from route_pg.generation.render_expressions import Expressions, Text
from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.tree import Call, Predicate
from route_pg.generation.vocabulary import PARTS, STEPS

_EXTRACT = {**{part: part.removesuffix("_of") for part in PARTS}}


def special(to: Expressions, call: Call) -> Text:
    """A call that is not among the simplest."""
    name, arguments = call.name, call.arguments
    if name in PARTS:
        return Text(f"extract({_EXTRACT[name]} FROM {to.sql(arguments[0])})")
    if name in STEPS:
        return Text(f"date_trunc('{name.removeprefix('by_')}', {to.sql(arguments[0])})")
    raise Unrenderable(f"no-rendering:{name}")


def special_condition(to: Expressions, predicate: Predicate) -> str:
    """A condition that is not among the simplest."""
    raise Unrenderable(f"no-rendering:{predicate.operator}")

"""Functions of SQL that have an action of their own."""

from __future__ import annotations

from sqlglot import exp

from route_pg.generation.parse_expressions import call, expression
from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.tree import Call, Part
from route_pg.generation.vocabulary import Literal

_FORMATS = {
    "%Y": "year_of",
    "%m": "month_of",
    "%d": "day_of",
    "%H": "hour_of",
    "%M": "minute_of",
    "%w": "dow_of",
    "%j": "doy_of",
    "%W": "week_of",
    "%Y-%m": "by_month",
    "%Y-%m-%d": "by_day",
}


def function(scope: Scope, node: exp.Expression) -> Part:
    """A function call that is not among the simplest."""
    match node:
        case exp.TimeToStr():
            return _formatted(scope, node)
        case exp.Round():
            decimals = node.args.get("decimals")
            inner = expression(scope, node.this)
            if decimals is None:
                return call(scope, "round", inner)
            return call(scope, "round_to", inner, expression(scope, decimals))
        case exp.Coalesce():
            if len(node.expressions) != 1:
                raise Unrepresentable("coalesce-of-several")
            other = expression(scope, node.expressions[0])
            return call(scope, "coalesce", expression(scope, node.this), other)
        case exp.Nullif():
            other = expression(scope, node.expression)
            return call(scope, "nullif", expression(scope, node.this), other)
        case exp.Substring():
            return _substring(scope, node)
        case exp.DPipe():
            parts = (expression(scope, node.this), expression(scope, node.expression))
            return call(scope, "concat", *parts)
    raise Unrepresentable(f"expression-{type(node).__name__}")


def _substring(scope: Scope, node: exp.Substring) -> Part:
    text = expression(scope, node.this)
    start = node.args.get("start")
    length = node.args.get("length")
    if start is None or length is None:
        raise Unrepresentable("substring-open")
    return call(scope, "substring", text, expression(scope, start), expression(scope, length))


def _formatted(scope: Scope, node: exp.TimeToStr) -> Part:
    """strftime: the parts of a date that have a name."""
    name = _FORMATS.get(node.args["format"].this)
    inner = node.this
    if isinstance(inner, exp.TsOrDsToTimestamp | exp.TsOrDsToDate | exp.TsOrDsToTime):
        inner = inner.this
    if name is None:
        raise Unrepresentable(f"strftime-{node.args['format'].this}")
    part = expression(scope, inner)
    if isinstance(part, Literal):
        if part.text.lower() != "now":
            raise Unrepresentable("strftime-of-text")
        part = Call("now")
    return call(scope, name, part)

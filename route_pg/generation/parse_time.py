"""Times of SQL: their parts, steps and distances, and the periods that conditions on them mean."""

from __future__ import annotations

import re

from sqlglot import exp

from route_pg.generation.parse_periods import MOMENTS, TODAY
from route_pg.generation.parse_scope import Scope, Unrepresentable
from route_pg.generation.parse_values import bare, call, number_text
from route_pg.generation.tree import Call, Part, Use
from route_pg.generation.vocabulary import ColumnRef, Literal

_SQLITE_FORMATS = {
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
_POSTGRES_FORMATS = {"Month": "month_name", "Day": "day_name"}
_PARTS = frozenset("year quarter month week day hour minute doy".split())
_STEPS = frozenset("year quarter month week day hour minute".split())
_UNITS = _STEPS | {"second"}
_SECONDS = {"86400": "days_between", "3600": "hours_between", "60": "minutes_between"}


def time_function(scope: Scope, node: exp.Expr) -> Part | None:
    """A function over times; None if the node is none."""
    match node:
        case exp.TimeToStr():
            return _formatted(scope, node)
        case exp.UnixToTime():
            return call(scope, "to_timestamp", scope.expression(node.this))
        case exp.StrToDate() | exp.StrToTime():
            whole = isinstance(node, exp.StrToDate)
            return call(scope, "to_date" if whole else "to_timestamp", scope.expression(node.this))
        case exp.TimestampTrunc() | exp.DateTrunc():
            unit = node.args["unit"].name.lower()
            if unit not in _STEPS:
                raise Unrepresentable(f"date_trunc-{unit}")
            return call(scope, f"by_{unit}", scope.expression(node.this))
        case exp.Extract():
            return _extract(scope, node)
        case exp.Localtimestamp():
            return Call("now")
        case exp.Date() if node.this is not None and not node.expressions:
            return _date(scope, node.this)
        case exp.AtTimeZone():
            return scope.expression(node.this)
        case exp.Anonymous():
            return _anonymous(scope, node)
    return None


def _date(scope: Scope, node: exp.Expr) -> Part:
    part = scope.expression(node)
    if isinstance(part, Literal) and part.text.lower() == "now":
        return TODAY
    return part if scope.kind(part) in ("time", "value") else call(scope, "to_date", part)


def _anonymous(scope: Scope, node: exp.Anonymous) -> Part | None:
    name, arguments = node.name.lower(), node.expressions
    if name == "age" and len(arguments) == 2:
        left, right = (scope.expression(argument) for argument in arguments)
        return call(scope, "interval_between", left, right)
    if name == "age":
        return call(scope, "interval_between", TODAY, scope.expression(arguments[0]))
    if name == "julianday" and len(arguments) == 1:
        part = scope.expression(arguments[0])
        now = isinstance(part, Literal) and part.text.lower() == "now"
        return TODAY if now else call(scope, "to_date", part)
    if name == "datetime" and len(arguments) == 1:
        return _date(scope, arguments[0])
    return None


def _formatted(scope: Scope, node: exp.TimeToStr) -> Part:
    """strftime and to_char: the parts of a date that have a name."""
    form = str(node.args["format"].this)
    inner = node.this
    if isinstance(inner, exp.TsOrDsToTimestamp | exp.TsOrDsToDate | exp.TsOrDsToTime):
        inner = inner.this
    part = scope.expression(inner)
    if isinstance(part, Literal):
        if part.text.lower() != "now":
            raise Unrepresentable("format-of-text")
        part = Call("now")
    if scope.dialect == "postgres":
        original = node.sql(dialect="postgres").rpartition(", ")[2].strip(")'")
        known = _POSTGRES_FORMATS.get(original.removeprefix("FM").removeprefix("TM"))
        if known:
            return call(scope, known, part)
        return call(scope, "time_format", part, Literal(original))
    if form in ("%J", "%Y%m%d"):
        return call(scope, "to_date", part) if scope.kind(part) != "time" else part
    name = _SQLITE_FORMATS.get(form)
    if name is None:
        raise Unrepresentable(f"strftime-{form}")
    return call(scope, name, part)


def _extract(scope: Scope, node: exp.Extract) -> Part:
    unit = node.this.name.lower()
    inner = scope.expression(node.expression)
    match inner:
        case Call("interval_between" | "days_between", (later, earlier)):
            return _extract_distance(unit, later, earlier)
    if unit in ("dow", "isodow"):
        return call(scope, f"{unit}_of", inner)
    if unit == "epoch":
        return call(scope, "epoch_of", inner)
    if unit not in _PARTS:
        raise Unrepresentable(f"extract-{unit}")
    return call(scope, f"{unit}_of", inner)


def _extract_distance(unit: str, later: Part, earlier: Part) -> Part:
    if unit == "year" and later in MOMENTS:
        return Call("age_years", (earlier,))
    names = {"year": "years_between", "day": "days_between", "hour": "hours_between"}
    if unit == "epoch":
        return Call("epoch_of", (Call("interval_between", (later, earlier)),))
    if unit not in names:
        raise Unrepresentable(f"extract-{unit}-of-interval")
    return Call(names[unit], (later, earlier))


# Arithmetic with times


def interval(node: exp.Expr) -> tuple[str, str] | None:
    """The count and unit of an interval; None for anything else."""
    node = bare(node)
    if isinstance(node, exp.Mul):
        for one, other in ((node.this, node.expression), (node.expression, node.this)):
            found, factor = interval(one), number_text(other)
            if found and factor and found[0].isdigit() and factor.isdigit():
                return str(int(found[0]) * int(factor)), found[1]
        return None
    if isinstance(node, exp.Cast) and node.args["to"].this == exp.DataType.Type.INTERVAL:
        node = exp.Interval(this=node.this)
    if not isinstance(node, exp.Interval) or node.this is None:
        return None
    text = f"{node.this.name} {node.args['unit'].name if node.args.get('unit') else ''}".strip()
    found_text = re.fullmatch(r"(\d+) ([a-z]+?)s?", text.lower())
    if not found_text:
        return None
    count, unit = found_text[1], found_text[2]
    if unit == "week" or unit not in _UNITS:
        return (str(int(count)), unit) if unit == "week" else None
    return count, unit


def time_arithmetic(scope: Scope, node: exp.Expr) -> Part | None:
    """Times plus and minus intervals, days and times; None for other arithmetic."""
    if isinstance(node, exp.Div):
        return _seconds(scope, node)
    if not isinstance(node, exp.Add | exp.Sub):
        return None
    away = "minus_time" if isinstance(node, exp.Sub) else "plus_time"
    found = interval(node.expression)
    if found is not None:
        return shifted(scope.expression(node.this), away, *found)
    if isinstance(bare(node.expression), exp.Interval):
        raise Unrepresentable("interval-expression")
    left = scope.expression(node.this)
    if scope.kind(left) != "time":
        return None
    days = number_text(node.expression)
    if days is not None:
        return shifted(left, away, days, "day")
    right = scope.expression(node.expression)
    if isinstance(node, exp.Sub) and scope.kind(right) in ("time", "any"):
        whole = _is_day(scope, left) and _is_day(scope, right)
        return Call("days_between" if whole else "interval_between", (left, right))
    if isinstance(right, Use) and scope.kind(right) == "number":
        return Call(away, (left, right, Call("unit_day")))
    if isinstance(right, Literal):
        return Call("days_between", (left, Call("to_date", (right,))))
    return None


def _is_day(scope: Scope, part: Part) -> bool:
    return part_type(scope, part) == "date"


def part_type(scope: Scope, part: Part) -> str:
    """'date' for what has no hours, else 'timestamp'."""
    match part:
        case Use(ColumnRef(index)):
            return "date" if scope.schema.columns[index].type == "date" else "timestamp"
        case Call("today" | "to_date"):
            return "date"
        case Call("min" | "max" | "coalesce", (inner, *_)):
            return part_type(scope, inner)
        case Call(name) if name.startswith("by_") and name not in ("by_hour", "by_minute"):
            return "date"
    return "timestamp"


def shifted(part: Part, away: str, count: str, unit: str) -> Part:
    """A time and a distance from it."""
    if count.startswith("-"):
        count, away = count[1:], "plus_time" if away == "minus_time" else "minus_time"
    if unit == "day" and count.isdigit() and int(count) % 7 == 0 and int(count) <= 28:
        pass  # '7 days' stays as it is said: only whole periods make weeks of it
    if part in MOMENTS:
        name = "ago" if away == "minus_time" else "ahead"
        return Call(name, (Literal(count), Call(f"unit_{unit}")))
    return Call(away, (part, Literal(count), Call(f"unit_{unit}")))


def _seconds(scope: Scope, node: exp.Div) -> Part | None:
    """`extract(epoch FROM a - b) / 3600` is hours between."""
    digits = number_text(node.expression)
    name = _SECONDS.get((digits or "").removesuffix(".0"))
    inner = bare(node.this)
    if name is None or not isinstance(inner, exp.Extract) or inner.this.name.lower() != "epoch":
        return None
    match scope.expression(inner):
        case Call("epoch_of", (Call("interval_between", arguments),)):
            return Call(name, arguments)
    return None


# Periods

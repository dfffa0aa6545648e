"""Conditions on times as the periods that they mean: `during`, `this`, `past` and their like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from route_pg.generation import literals
from route_pg.generation.parse_scope import Scope
from route_pg.generation.tree import Call, Part, Predicate
from route_pg.generation.vocabulary import Literal

TODAY = Call("today")
MOMENTS = (Call("now"), TODAY)


_MONTHS = {"year": 12, "quarter": 3, "month": 1}


def periods(scope: Scope, parts: Sequence[Predicate]) -> list[Predicate]:
    """Predicates of one conjunction with those on times gathered into periods."""
    found = [single_period(scope, part) for part in parts]
    result: list[Predicate] = []
    for part in found:
        for position, other in enumerate(result):
            merged = _merged(scope, other, part)
            if merged is not None:
                result[position] = merged
                break
        else:
            result.append(part)
    return [_open_period(scope, part) for part in result]


def single_period(scope: Scope, part: Predicate) -> Predicate:
    """One predicate as a period, where it is one."""
    match part:
        case Predicate(Call("year_of", (time,)), "=" | "!=" as sign, (value,)):
            return _year(scope, part, time, sign, value)
        case Predicate(Call(step, (time,)), "=" | "!=" as sign, (value,)) if step[:3] == "by_":
            return _step(part, time, step[3:], sign, value)
        case Predicate(Call("to_date", (time,)), sign, (value,)) if scope.kind(time) == "time":
            return single_period(scope, Predicate(time, sign, (value,), part.within))
        case Predicate(time, "=", (Call("today"),)) if scope.kind(time or TODAY) == "time":
            return Predicate(time, "this", (Call("unit_day"),), part.within)
        case Predicate(time, "=", (Call("ago", (Literal("1"), Call("unit_day"))),)):
            return Predicate(time, "previous", (Call("unit_day"),), part.within)
        case Predicate(time, "between", (Literal(low), Literal(high))) if (
            time is not None and scope.kind(time) == "time"
        ):
            return _between(scope, part, time, low, high)
    return part


def _year(scope: Scope, part: Predicate, time: Part, sign: str, value: Part) -> Predicate:
    this_year = Call("year_of", (TODAY,)), Call("year_of", (Call("now"),))
    if sign == "=" and value in this_year:
        return Predicate(time, "this", (Call("unit_year"),), part.within)
    match value:
        case Call("-", (year, Call("one"))) if sign == "=" and year in this_year:
            return Predicate(time, "previous", (Call("unit_year"),), part.within)
        case Literal(text) if re.fullmatch(r"[12]\d{3}", text) and scope.kind(time) == "time":
            name = "during" if sign == "=" else "not_during"
            return Predicate(time, name, (Literal(text),), part.within)
    return part


def _step(part: Predicate, time: Part, unit: str, sign: str, value: Part) -> Predicate:
    match value:
        case Call(step, (moment,)) if step == f"by_{unit}" and sign == "=":
            if moment in MOMENTS:
                return Predicate(time, "this", (Call(f"unit_{unit}"),), part.within)
            if _is_one(moment, unit, "ago"):
                return Predicate(time, "previous", (Call(f"unit_{unit}"),), part.within)
        case Call("minus_time", (Call(step, (moment,)), count, distance)) if (
            step == f"by_{unit}" and moment in MOMENTS and sign == "="
        ):
            if _whole(count, distance) == unit:
                return Predicate(time, "previous", (Call(f"unit_{unit}"),), part.within)
        case Literal(text):
            period = literals.period(text)
            if period and period.grain == "day":
                text = _named(period.start, _after(period.start, unit)) or text
                name = "during" if sign == "=" else "not_during"
                return Predicate(time, name, (Literal(text),), part.within)
    return part


def _is_one(part: Part, unit: str, name: str) -> bool:
    match part:
        case Call(found, (count, of)) if found == name:
            return _whole(count, of) == unit
    return False


def _whole(count: Part, unit: Part) -> str:
    """The period that a distance is one of: '3 months' is a quarter."""
    assert isinstance(unit, Call)
    name = unit.name.removeprefix("unit_")
    text = count.text if isinstance(count, Literal) else ""
    if text == "1":
        return name
    return {("3", "month"): "quarter", ("12", "month"): "year", ("7", "day"): "week"}.get(
        (text, name), ""
    )


def _after(start: date, unit: str) -> date:
    if unit == "day":
        return start + timedelta(days=1)
    if unit == "week":
        return start + timedelta(days=7)
    months = start.month - 1 + _MONTHS.get(unit, 1)
    return date(start.year + months // 12, months % 12 + 1, start.day)


def _named(start: date, end: date) -> str | None:
    """The shortest text for a period, if it is a usual one."""
    texts = [str(start.year), f"{start.year - start.year % 10}s"]
    texts += [f"{start.year}-Q{(start.month + 2) // 3}", f"{start:%Y-%m}"]
    texts += [f"H{1 if start.month < 7 else 2} {start.year}", start.isoformat()]
    for text in texts:
        period = literals.period(text)
        if period and (period.start, period.end) == (start, end):
            return text
    return None


def _from_to(scope: Scope, start: date, end: date) -> str | None:
    """The text of a period, be it a usual one or not; `end` is the first day after it."""
    last = end - timedelta(days=1)
    text = f"{start} to {last}" if scope.names.ranges and start < last else None
    return _named(start, end) or text


def _between(scope: Scope, part: Predicate, time: Part, low: str, high: str) -> Predicate:
    first, last = literals.period(low), literals.period(high)
    if first and last and first.grain == last.grain == "day":
        text = _from_to(scope, first.start, last.end)
        if text:
            return Predicate(time, "during", (Literal(text),), part.within)
    return part


def _merged(scope: Scope, one: Predicate, other: Predicate) -> Predicate | None:
    """Two predicates on one time as a period; None where they are none."""
    if one.within != other.within:
        return None
    match one, other:
        case (
            Predicate(left, ">=" | "<" as first, (a,)),
            Predicate(right, ">=" | "<" as second, (b,)),
        ) if left == right and left is not None and first != second:
            low, high = (a, b) if first == ">=" else (b, a)
            return _range(scope, one, left, low, high)
        case (
            Predicate(left, "during", (Literal(year),)),
            Predicate(Call("month_of" | "quarter_of" as name, (right,)), "=", (Literal(number),)),
        ) if left == right and number.isdigit() and re.fullmatch(r"\d{4}", year):
            month = f"{year}-{int(number):02d}" if name == "month_of" else f"{year}-Q{number}"
            return Predicate(left, "during", (Literal(month),), one.within)
        case (Predicate(), Predicate(Call("year_of"), "=")) | (
            Predicate(Call("month_of" | "quarter_of")),
            Predicate(_, "during"),
        ) if other.operator == "during":
            return _merged(scope, other, one)
    return None


def _range(scope: Scope, part: Predicate, time: Part, low: Part, high: Part) -> Predicate | None:
    match low, high:
        case Literal(first), Literal(last):
            start, end = literals.period(first), literals.period(last)
            if start and end and start.grain == end.grain == "day":
                text = _from_to(scope, start.start, end.start)
                if text:
                    return Predicate(time, "during", (Literal(text),), part.within)
        case Call(step, (moment,)), Call("plus_time", (begin, count, unit)) if (
            begin == low and moment in MOMENTS and _whole(count, unit) == step[3:]
        ):
            return Predicate(time, "this", (Call(f"unit_{step[3:]}"),), part.within)
        case Call("minus_time", (begin, count, unit)), Call(step, (moment,)) if (
            begin == high and moment in MOMENTS and _whole(count, unit) == step[3:]
        ):
            return Predicate(time, "previous", (Call(f"unit_{step[3:]}"),), part.within)
        case Call(step, (moment,)), Call(same, (last_moment,)) if step == same:
            if _is_one(moment, step[3:], "ago") and last_moment in MOMENTS:
                return Predicate(time, "previous", (Call(f"unit_{step[3:]}"),), part.within)
        case Call("ago", (Literal("1"), Call("unit_day"))), Call("today"):
            return Predicate(time, "previous", (Call("unit_day"),), part.within)
        case Call("today"), Call("ahead", (Literal("1"), Call("unit_day"))):
            return Predicate(time, "this", (Call("unit_day"),), part.within)
        case Call("today" | "now"), Call("ahead", (count, unit)):
            return Predicate(time, "coming", (count, unit), part.within)
    return None


def _open_period(scope: Scope, part: Predicate) -> Predicate:
    """Periods that are open on one side."""
    if part.left is None or scope.kind(part.left) not in ("time", "any"):
        return part
    match part:
        case Predicate(time, ">=" | ">", (Call("ago", (count, unit)),)):
            return Predicate(time, "past", (count, unit), part.within)
        case Predicate(time, "<" | "<=", (Call("ago", (count, unit)),)):
            return Predicate(time, "older", (count, unit), part.within)
        case Predicate(time, ">=", (Call(step, (moment,)),)) if (
            step.startswith("by_") and moment in MOMENTS
        ):
            return Predicate(time, "this", (Call(f"unit_{step[3:]}"),), part.within)
        case Predicate(time, "between", (Call("ago", (count, unit)), Call("now" | "today"))):
            return Predicate(time, "past", (count, unit), part.within)
        case Predicate(time, "between", (Call("now" | "today"), Call("ahead", (count, unit)))):
            return Predicate(time, "coming", (count, unit), part.within)
    return part

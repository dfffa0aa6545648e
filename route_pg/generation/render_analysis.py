"""What analysts ask for: times, windows, shares, arrays and json, as PostgreSQL."""

from __future__ import annotations

from route_pg.generation import literals
from route_pg.generation.render_expressions import Expressions
from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.render_text import ATOM, PRODUCT, SUM, Text, cast
from route_pg.generation.tree import Call, Part, Predicate, Window
from route_pg.generation.vocabulary import PARTS, STEPS, Literal

_RANKS = ("row_number", "rank", "dense_rank", "percent_rank")
_SECONDS = {"hours_between": 3600, "minutes_between": 60, "days_between": 86400}


def special(to: Expressions, call: Call) -> Text:
    """A call that is not among the simplest."""
    name, arguments = call.name, call.arguments
    if name in PARTS:
        return Text(f"extract({name.removesuffix('_of')} FROM {time(to, arguments[0])})")
    if name in STEPS:
        return _step(to, name.removeprefix("by_"), arguments[0])
    if name.endswith("_between") or name in ("age_years", "epoch_of"):
        return _distance(to, name, arguments)
    if name in ("ago", "ahead", "plus_time", "minus_time", "time_format"):
        return _moved(to, name, arguments)
    if name in _RANKS or isinstance(arguments[-1], Window) or name in ("share", "share_per"):
        return _window(to, name, arguments)
    return _other(to, name, arguments)


def time(to: Expressions, part: Part) -> str:
    """An expression as a time: texts are cast."""
    text = to.text(part)
    return text.sql if to.kind(part) != "text" else cast(text, "timestamp")


def is_date(to: Expressions, part: Part) -> bool:
    """Whether a time has no hours."""
    column = to.frame.column_of(part)
    if column is not None:
        return column.type == "date"
    match part:
        case Call("today" | "to_date"):
            return True
        case Call(name) if name in STEPS:
            return name not in ("by_hour", "by_minute")
        case Call("min" | "max" | "coalesce", (inner, *_)):
            return is_date(to, inner)
    return False


def _step(to: Expressions, unit: str, part: Part) -> Text:
    """The start of a period: a date where it is one of days."""
    text = f"date_trunc('{unit}', {time(to, part)})"
    if unit in ("hour", "minute"):
        return Text(text)
    return Text(f"{text}::date")


def _distance(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    if name == "age_years":
        return Text(f"extract(year FROM age({time(to, arguments[0])}))")
    if name == "epoch_of":
        return Text(f"extract(epoch FROM {to.text(arguments[0]).sql})")
    later, earlier = arguments
    texts = [_moment(to, part) for part in arguments]
    difference = f"{texts[0]} - {texts[1]}"
    if name == "days_between" and is_date(to, later) and is_date(to, earlier):
        return Text(difference, SUM)
    if name in _SECONDS:
        if is_date(to, later) and is_date(to, earlier):
            return Text(f"({difference}) * {86400 // _SECONDS[name]}", PRODUCT)
        return Text(f"extract(epoch FROM {difference}) / {_SECONDS[name]}", PRODUCT)
    if name == "interval_between":
        return Text(difference, SUM)
    age = f"age({texts[0]}, {texts[1]})"
    if name == "years_between":
        return Text(f"extract(year FROM {age})")
    return Text(f"extract(year FROM {age}) * 12 + extract(month FROM {age})", SUM)


def _moment(to: Expressions, part: Part) -> str:
    text = to.text(part)
    return text.at(PRODUCT) if to.kind(part) != "text" else cast(text, "timestamp")


def interval(to: Expressions, count: Part, unit: Part) -> str:
    """An interval: a constant, or so many units as a column says."""
    assert isinstance(unit, Call)
    name = unit.name.removeprefix("unit_")
    if to.frame.column_of(count) is not None:
        one = "3 months" if name == "quarter" else f"1 {name}"
        return f"{to.text(count).at(PRODUCT)} * interval '{one}'"
    number = to.count(count)
    if name == "quarter":
        number, name = str(int(number) * 3), "month"
    return f"interval '{number} {name}{'' if number == '1' else 's'}'"


def _moved(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    if name == "time_format":
        form = arguments[1]
        assert isinstance(form, Literal)
        return Text(f"to_char({time(to, arguments[0])}, {literals.quote(form.text)})")
    if name in ("ago", "ahead"):
        count, unit = arguments
        assert isinstance(unit, Call)
        hours = unit.name in ("unit_hour", "unit_minute", "unit_second")
        start = "now()" if hours else "current_date"
        sign = "-" if name == "ago" else "+"
        return Text(f"{start} {sign} {interval(to, count, unit)}", SUM)
    base, count, unit = arguments
    sign = "-" if name == "minus_time" else "+"
    return Text(f"{_moment(to, base)} {sign} {interval(to, count, unit)}", SUM)


def _window(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    if name in _RANKS:
        return Text(f"{name}() OVER ({to.window(arguments[0])})")
    if name == "ntile":
        return Text(f"ntile({to.count(arguments[0])}) OVER ({to.window(arguments[1])})")
    if name in ("share", "share_per"):
        of = to.text(arguments[0])
        per = f"PARTITION BY {to.sql(arguments[1])}" if name == "share_per" else ""
        total = f"nullif(sum({of.sql}) OVER ({per}), 0)"
        return Text(f"100.0 * {of.at(PRODUCT)} / {total}", PRODUCT)
    if name == "running_count":
        return Text(f"count(*) OVER ({to.window(arguments[0])})")
    if name in ("lag_by", "lead_by"):
        count_text, function = to.count(arguments[0]), name.removesuffix("_by")
        of_text = to.sql(arguments[1])
        return Text(f"{function}({of_text}, {count_text}) OVER ({to.window(arguments[2])})")
    if name == "moving":
        count = int(to.count(arguments[0])) - 1
        frame = f"ROWS BETWEEN {count} PRECEDING AND CURRENT ROW"
        return Text(f"avg({to.sql(arguments[1])}) OVER ({to.window(arguments[2])} {frame})")
    of, keys = to.text(arguments[0]), to.window(arguments[1])
    before = f"lag({of.sql}) OVER ({keys})"
    match name:
        case "over":
            return Text(f"{of.sql} OVER ({keys})")
        case "running":
            return Text(f"sum({of.sql}) OVER ({keys})")
        case "change":
            return Text(f"{of.at(SUM)} - {before}", SUM)
        case "growth":
            return Text(f"100.0 * ({of.at(SUM)} - {before}) / nullif({before}, 0)", PRODUCT)
    return Text(f"{name}({of.sql}) OVER ({keys})")


def _other(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    match name:
        case "percentile":
            fraction = literals.number(getattr(arguments[0], "text", "")) or "0.5"
            if float(fraction) > 1:
                fraction = str(float(fraction) / 100)
            order = to.sql(arguments[1])
            return Text(f"percentile_cont({fraction}) WITHIN GROUP (ORDER BY {order})")
        case "string_agg" | "string_agg_distinct":
            text = to.text_operand(arguments[0])
            distinct = "DISTINCT " if name.endswith("distinct") else ""
            return Text(f"string_agg({distinct}{text}, ', ' ORDER BY {text})")
        case "bool_or" | "bool_and":
            return Text(f"{name}({to.conditions(arguments[0])})")
        case "key" | "key_json":
            key = arguments[1]
            assert isinstance(key, Literal)
            sign = "->>" if name == "key" else "->"
            return Text(f"{to.text(arguments[0]).at(ATOM)} {sign} {literals.quote(key.text)}", SUM)
        case "element":
            return Text(f"({to.sql(arguments[0])})[{to.count(arguments[1])}]")
    raise Unrenderable(f"no-rendering:{name}")


# Conditions


def special_condition(to: Expressions, predicate: Predicate) -> str:
    """A condition on a period, an array or json."""
    left, operator, right = predicate.left, predicate.operator, predicate.right
    assert left is not None
    if operator in ("during", "not_during"):
        return _during(to, left, operator, right[0])
    if operator in ("this", "previous", "next"):
        return _calendar(to, left, operator, right[0])
    if operator in ("past", "coming", "older"):
        return _relative(to, left, operator, right)
    if operator in ("matches", "not_matches"):
        sign = "~*" if operator == "matches" else "!~*"
        pattern = right[0]
        assert isinstance(pattern, Literal)
        return f"{to.text_operand(left)} {sign} {literals.quote(pattern.text)}"
    return _contained(to, left, operator, right)


def _during(to: Expressions, left: Part, operator: str, value: Part) -> str:
    if not isinstance(value, Literal):
        raise Unrenderable("no-period")
    period = literals.period(value.text)
    if period is None:
        raise Unrenderable("no-period")
    text = Text(time(to, left)).at(SUM)
    start, end = literals.quote(period.start.isoformat()), literals.quote(period.end.isoformat())
    if period.grain == "day" and is_date(to, left):
        return f"{text} {'=' if operator == 'during' else '<>'} {start}"
    inside = f"{text} >= {start} AND {text} < {end}"
    return inside if operator == "during" else f"NOT ({inside})"


def _calendar(to: Expressions, left: Part, operator: str, unit: Part) -> str:
    """This, the previous or the next day, week, month, quarter or year, half open."""
    assert isinstance(unit, Call)
    name = unit.name.removeprefix("unit_")
    text = time(to, left)
    step = "3 months" if name == "quarter" else f"1 {name}"
    if name == "day" and is_date(to, left):
        shift = {"this": "", "previous": " - 1", "next": " + 1"}[operator]
        return f"{text} = current_date{shift}"
    start = "now()" if name in ("hour", "minute", "second") else "current_date"
    here = "current_date" if name == "day" else f"date_trunc('{name}', {start})"
    bounds = {
        "this": (here, f"{here} + interval '{step}'"),
        "previous": (f"{here} - interval '{step}'", here),
        "next": (f"{here} + interval '{step}'", f"{here} + 2 * interval '{step}'"),
    }
    low, high = bounds[operator]
    return f"{text} >= {low} AND {text} < {high}"


def _relative(to: Expressions, left: Part, operator: str, right: tuple[Part, ...]) -> str:
    """Within so many units before or after now, or longer ago; from days on whole days count."""
    count, unit = right
    text = time(to, left)
    assert isinstance(unit, Call)
    hours = unit.name in ("unit_hour", "unit_minute", "unit_second")
    whole = is_date(to, left)
    start = "now()" if hours else "current_date"
    distance = interval(to, count, unit)
    if operator == "older":
        return f"{text} < {start} - {distance}"
    if operator == "past":
        end = "current_date" if whole else "now()"
        return f"{text} >= {start} - {distance} AND {text} <= {end}"
    last = "<=" if whole or hours else "<"
    begin = "current_date" if whole else start
    return f"{text} >= {begin} AND {text} {last} {start} + {distance}"


def _contained(to: Expressions, left: Part, operator: str, right: tuple[Part, ...]) -> str:
    text = to.text(left).at(SUM)
    column = to.frame.column_of(left)
    kind = column.type if column is not None else ""
    match operator:
        case "has":
            return f"{_element(to, right[0], kind)} = ANY ({text})"
        case "lacks":
            return f"NOT ({_element(to, right[0], kind)} = ANY ({text}))"
        case "has_all" | "has_any":
            items = ", ".join(_element(to, item, kind) for item in right)
            typed = f"::{kind}" if kind.endswith("[]") else ""
            return f"{text} {'@>' if operator == 'has_all' else '&&'} ARRAY[{items}]{typed}"
        case "covers":
            moment = isinstance(right[0], Literal) and literals.period(right[0].text)
            other = (
                literals.quote(right[0].text)
                if isinstance(right[0], Literal)
                else (to.sql(right[0]))
            )
            typed = "::date" if moment and "date" in kind else ""
            return f"{text} @> {other}{typed}"
        case "has_key" | "lacks_key":
            no = "NOT " if operator == "lacks_key" else ""
            return f"{no}{cast(to.text(left), 'jsonb')} ? {literals.quote(_literal(right[0]).text)}"
        case "json_contains":
            return f"{cast(to.text(left), 'jsonb')} @> {literals.quote(_literal(right[0]).text)}"
        case "is_empty":
            return f"{text} = {literals.quote('{}') if kind.endswith('[]') else literals.quote('')}"
    raise Unrenderable(f"no-rendering:{operator}")


def _literal(part: Part) -> Literal:
    if not isinstance(part, Literal):
        raise Unrenderable("no-literal")
    return part


def _element(to: Expressions, part: Part, kind: str) -> str:
    """A value as an element of an array of some type."""
    if isinstance(part, Literal):
        numeric = kind.removesuffix("[]").startswith(("integer", "bigint", "smallint", "numeric"))
        found = literals.number(part.text) if numeric else None
        return found or literals.quote(part.text)
    return to.sql(part)

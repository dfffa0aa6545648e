"""Functions, operators and aggregates of derivations as PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from route_pg.generation import literals
from route_pg.generation.render_analysis import special
from route_pg.generation.render_casts import CASTS
from route_pg.generation.render_expressions import Expressions
from route_pg.generation.render_frame import Unrenderable
from route_pg.generation.render_text import LOOSE, PRODUCT, SUM, Text, cast
from route_pg.generation.tree import Branches, Call, Part, Source, Use
from route_pg.generation.uses import source_node
from route_pg.generation.vocabulary import NUMBER_CONSTANTS, TEXT_CONSTANTS, ColumnRef, Literal
from route_pg.identifiers import quote_identifier

_SIMPLE: dict[str, str] = {
    "count_star": "count(*)",
    "count": "count({})",
    "count_distinct": "count(DISTINCT {})",
    "sum": "sum({})",
    "avg": "avg({})",
    "min": "min({})",
    "max": "max({})",
    "sum_distinct": "sum(DISTINCT {})",
    "avg_distinct": "avg(DISTINCT {})",
    "mode": "mode() WITHIN GROUP (ORDER BY {})",
    "stddev": "stddev({})",
    "variance": "variance({})",
    "corr": "corr({}, {})",
    "median": "percentile_cont(0.5) WITHIN GROUP (ORDER BY {})",
    "array_agg": "array_agg({})",
    "array_agg_distinct": "array_agg(DISTINCT {})",
    "abs": "abs({})",
    "round": "round({})",
    "ceil": "ceil({})",
    "floor": "floor({})",
    "sqrt": "sqrt({})",
    "power": "power({}, {})",
    "length": "length({})",
    "lower": "lower({})",
    "upper": "upper({})",
    "initcap": "initcap({})",
    "trim": "trim({})",
    "substring": "substr({}, {}, {})",
    "left_of": "left({}, {})",
    "right_of": "right({}, {})",
    "replace": "replace({}, {}, {})",
    "split_part": "split_part({}, {}, {})",
    "position": "position({} IN {})",
    "cardinality": "cardinality({})",
    "unnest": "unnest({})",
    "month_name": "to_char({}, 'FMMonth')",
    "day_name": "to_char({}, 'FMDay')",
    "now": "now()",
    "today": "current_date",
    "interval_between": "age({}, {})",
    "range_start": "lower({})",
    "range_end": "upper({})",
    "null": "NULL",
    "true": "true",
    "false": "false",
    "empty": "''",
    **NUMBER_CONSTANTS,
    **{name: f"'{text}'" for name, text in TEXT_CONSTANTS.items()},
}
_TEXT_FUNCTIONS = frozenset(
    "length lower upper initcap trim substring left_of right_of replace split_part".split()
)
_ARITHMETIC = {"+": SUM, "-": SUM, "*": PRODUCT, "%": PRODUCT, "int_div": PRODUCT}
_INTEGERS = ("integer", "bigint", "smallint")
_INTEGER_CALLS = frozenset(
    "count_star count count_of count_if count_distinct cardinality length to_integer position"
    " days_between year_of month_of row_number rank dense_rank ntile".split()
)


def call(to: Expressions, call: Call) -> Text:
    """A function, operator or aggregate."""
    name, arguments = call.name, call.arguments
    if name in _ARITHMETIC:
        return _arithmetic(to, name, arguments)
    if name in ("/", "percent_of"):
        return _ratio(to, name, arguments)
    if name == "position":
        part, whole = arguments
        return Text(_SIMPLE[name].format(to.sql(part), to.text_operand(whole)))
    if name in _TEXT_FUNCTIONS:
        texts = [to.text_operand(arguments[0]), *(_operand(to, a, name) for a in arguments[1:])]
        return Text(_SIMPLE[name].format(*texts))
    if name in _SIMPLE:
        return Text(_SIMPLE[name].format(*(to.sql(argument) for argument in arguments)))
    if name in ("greatest", "least", "nullif"):
        return _alike(to, name, *arguments)
    if name in _CALLS:
        return _CALLS[name](to, *arguments)
    return special(to, call)


def _operand(to: Expressions, part: Part, name: str) -> str:
    """A further argument of a function over text."""
    if isinstance(part, Literal) and name in ("replace", "split_part"):
        wanted = literals.quote(part.text)
        return part.text if name == "split_part" and part.text.isdigit() else wanted
    if isinstance(part, Call) and (part.name in TEXT_CONSTANTS or part.name == "empty"):
        return to.sql(part)
    if isinstance(part, Literal | Call) and not getattr(part, "arguments", ()):
        return to.count(part)
    return cast(to.text(part), "integer")


def _arithmetic(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    """a + b and their like."""
    binds = _ARITHMETIC[name]
    left, right = (to.value(argument) for argument in arguments)
    sign = "/" if name == "int_div" else name
    return Text(f"{left.at(binds)} {sign} {right.at(binds + 1)}", binds)


def _ratio(to: Expressions, name: str, arguments: tuple[Part, ...]) -> Text:
    """A division that keeps its fraction and survives a zero."""
    left, right = (to.value(argument) for argument in arguments)
    over = right.sql if right.sql.isdigit() and right.sql != "0" else f"nullif({right.sql}, 0)"
    if name == "percent_of":
        return Text(f"100.0 * {left.at(PRODUCT)} / {over}", PRODUCT)
    upper = cast(left, "numeric") if _is_integer(to, arguments[0]) else left.at(PRODUCT)
    return Text(f"{upper} / {over}", PRODUCT)


def _is_integer(to: Expressions, part: Part) -> bool:
    """Whether dividing it could lose its fraction."""
    match part:
        case Use():
            column = to.frame.column_of(part)
            return column is None or column.type.startswith(_INTEGERS)
        case Call("sum" | "min" | "max" | "abs", (inner,)):
            return _is_integer(to, inner)
        case Call("sub"):
            return True
        case Call("+" | "-" | "*" | "%" | "coalesce" | "nullif", arguments):
            return all(_is_integer(to, argument) for argument in arguments)
        case Call("iif" | "case" | "filter"):
            return True
        case Call(name):
            return name in _INTEGER_CALLS or NUMBER_CONSTANTS.get(name, "").isdigit()
        case Literal(text):
            return text.isdigit()
    return False


def _count_of(to: Expressions, source: Part) -> Text:
    assert isinstance(source, Source)
    node = source_node(source)
    if source not in (*to.frame.query.left, *to.frame.query.full):
        return Text("count(*)")
    if source.table is None:
        return Text(f"count({quote_identifier(to.frame.aliases[node])}.*)")
    columns = list(enumerate(to.frame.schema.columns))
    mine = [index for index, column in columns if column.table == source.table]
    keys = [i for i in mine if to.frame.schema.columns[i].primary_key]
    keys += [i for i in mine if to.frame.schema.columns[i].not_null]
    if not keys:
        return Text(f"count({quote_identifier(to.frame.aliases[node])}.*)")
    return Text(f"count({to.frame.use(Use(ColumnRef(keys[0]), source.instance))})")


def _coalesce(to: Expressions, left: Part, right: Part) -> Text:
    column = to.frame.column_of(left)
    if column is not None and isinstance(right, Literal) and column.kind == "text":
        return Text(f"coalesce({to.text_operand(left)}, {literals.quote(right.text)})")
    return _alike(to, "coalesce", left, right)


def _alike(to: Expressions, name: str, left: Part, right: Part) -> Text:
    """A function of two arguments of one type."""
    kinds = {to.kind(left), to.kind(right)} - {"any", "value"}
    constant = right.name if isinstance(right, Call) else ""
    if len(kinds) > 1 or (constant in NUMBER_CONSTANTS and kinds - {"number"}):
        raise Unrenderable("unlike-kinds")
    return Text(f"{name}({to.sql(left)}, {to.text(right, left).sql})")


def _concat(to: Expressions, left: Part, right: Part) -> Text:
    texts = [
        literals.quote(p.text) if isinstance(p, Literal) else to.text_operand(p)
        for p in (left, right)
    ]
    return Text(f"{texts[0]} || {texts[1]}", LOOSE)


def _round_to(to: Expressions, inner: Part, digits: Part) -> Text:
    return Text(f"round({cast(to.text(inner), 'numeric')}, {to.count(digits)})")


def _json_length(to: Expressions, inner: Part) -> Text:
    return Text(f"{_json_kind(to, inner)}_array_length({to.sql(inner)})")


def _json_elements(to: Expressions, inner: Part) -> Text:
    return Text(f"{_json_kind(to, inner)}_array_elements({to.sql(inner)})")


def _json_kind(to: Expressions, part: Part) -> str:
    """'json' or 'jsonb': the type of a document, or of what it was taken out of."""
    while isinstance(part, Call) and part.arguments:
        part = part.arguments[0]
    column = to.frame.column_of(part)
    return "json" if column is not None and column.type == "json" else "jsonb"


def _iif(to: Expressions, conditions: Part, result: Part, otherwise: Part) -> Text:
    texts = _results(to, (result, otherwise))
    last = "" if otherwise == Call("null") else f" ELSE {texts[1]}"
    return Text(f"CASE WHEN {to.conditions(conditions)} THEN {texts[0]}{last} END")


def _case(to: Expressions, conditions: Part, result: Part, branches: Part) -> Text:
    assert isinstance(branches, Branches)
    results = [result, *(r for _, r in branches.whens)]
    if branches.otherwise is not None:
        results.append(branches.otherwise)
    texts = _results(to, results)
    whens = [conditions, *(c for c, _ in branches.whens)]
    pieces = [
        f"WHEN {to.conditions(when)} THEN {text}" for when, text in zip(whens, texts, strict=False)
    ]
    if branches.otherwise is not None:
        pieces.append(f"ELSE {texts[-1]}")
    return Text(f"CASE {' '.join(pieces)} END")


def _results(to: Expressions, parts: list[Part] | tuple[Part, ...]) -> list[str]:
    """The results of a CASE, all numbers or all texts."""
    kinds = {to.kind(part) for part in parts if part != Call("null")}
    if len(kinds - {"any", "value"}) > 1:
        raise Unrenderable("unlike-kinds")
    numeric = kinds <= {"number", "value"} and all(
        literals.number(part.text) for part in parts if isinstance(part, Literal)
    )
    found = []
    for part in parts:
        if isinstance(part, Literal):
            text = literals.number(part.text) if numeric else literals.quote(part.text)
            found.append(text or "NULL")
        elif not numeric and isinstance(part, Call) and part.name in NUMBER_CONSTANTS:
            mixed = kinds & {"text"} or any(isinstance(p, Literal) for p in parts)
            digits = NUMBER_CONSTANTS[part.name]
            found.append(literals.quote(digits) if mixed else digits)
        else:
            found.append(to.sql(part))
    return found


def _filter(to: Expressions, aggregate: Part, conditions: Part) -> Text:
    return Text(f"{to.sql(aggregate)} FILTER (WHERE {to.conditions(conditions)})")


def _count_if(to: Expressions, conditions: Part) -> Text:
    return Text(f"count(*) FILTER (WHERE {to.conditions(conditions)})")


def _percent(to: Expressions, conditions: Part) -> Text:
    counted = f"count(*) FILTER (WHERE {to.conditions(conditions)})"
    return Text(f"100.0 * {counted} / nullif(count(*), 0)", PRODUCT)


_CALLS: dict[str, Callable[..., Text]] = {
    **CASTS,
    "count_of": _count_of,
    "coalesce": _coalesce,
    "concat": _concat,
    "round_to": _round_to,
    "json_length": _json_length,
    "json_elements": _json_elements,
    "iif": _iif,
    "case": _case,
    "filter": _filter,
    "count_if": _count_if,
    "percent": _percent,
}

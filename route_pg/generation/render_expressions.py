"""Expressions of derivations as PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from route_pg.generation import literals
from route_pg.generation.kinds import kind_of
from route_pg.generation.productions import CALLS
from route_pg.generation.render_frame import (
    Frame,
    Unrenderable,
    identifier,
)
from route_pg.generation.tree import Branches, Call, Conditions, Part, Query, Source, Use, Window
from route_pg.generation.uses import end_of, source_node
from route_pg.generation.vocabulary import NUMBER_CONSTANTS, ColumnRef, Literal

# How tightly a text binds: what needs no parentheses as an operand, down to what always does.
ATOM, PRODUCT, SUM, LOOSE = 3, 2, 1, 0

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
    "null": "NULL",
    "true": "true",
    "false": "false",
    "empty": "''",
    **NUMBER_CONSTANTS,
}
_TEXT_FUNCTIONS = frozenset(
    "length lower upper initcap trim substring left_of right_of replace split_part position".split()
)
_ARITHMETIC = {"+": SUM, "-": SUM, "*": PRODUCT, "%": PRODUCT, "int_div": PRODUCT}
_CASTS = {
    "to_integer": "integer",
    "to_text": "text",
    "to_date": "date",
    "to_timestamp": "timestamp",
}
_INTEGERS = ("integer", "bigint", "smallint")
_INTEGER_CALLS = frozenset(
    "count_star count count_of count_if count_distinct cardinality length to_integer position"
    " days_between year_of month_of row_number rank dense_rank ntile".split()
)
_TEXTS = ("text", "character", "varchar", "name", "citext", "bpchar")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of SQL and how tightly it binds."""

    sql: str
    binds: int = ATOM

    def at(self, least: int) -> str:
        """The text, in parentheses unless it binds so tightly."""
        return self.sql if self.binds >= least else f"({self.sql})"


Statement: TypeAlias = Callable[[Query, Frame, str], str]
"""Renders an inner statement: the query, the frame around it, the cast of its first column."""


class Expressions:
    """Renders the expressions of one frame."""

    def __init__(self, frame: Frame, statement: Statement) -> None:
        self.frame = frame
        self.statement = statement

    def sql(self, part: Part) -> str:
        """An expression where anything may stand."""
        return self.text(part).sql

    def text(self, part: Part, beside: Part | None = None) -> Text:
        """An expression; `beside` is what a literal's type comes from."""
        match part:
            case Use():
                return Text(self.frame.use(part))
            case Literal():
                return Text(self.literal(part, beside))
            case Query():
                return Text(f"({self.statement(part, self.frame, '')})")
            case Call("sub", (Query() as query,)):
                return Text(f"({self.statement(query, self.frame, '')})")
            case Call():
                return self.call(part)
        raise Unrenderable(f"no-expression:{type(part).__name__}")

    def kind(self, part: Part) -> str:
        """The kind of an expression, 'any' where it is not known."""
        if isinstance(part, Use) and isinstance(part.pointer, str):
            frame = self.frame.out(part.outer)
            node, number = end_of(part, frame.schema)
            kinds = frame.derived_of(node).kinds
            return kinds[number - 1] if number <= len(kinds) else "any"
        if isinstance(part, Call) and part.name == "sub" and isinstance(part.arguments[0], Query):
            items = part.arguments[0].items
            return kind_of(self.frame.schema, items[0]) if len(items) == 1 else "any"
        return kind_of(self.frame.schema, part)

    # Literals

    def literal(self, literal: Literal, beside: Part | None = None) -> str:
        """A literal, typed by what stands beside it, or by its column."""
        if beside is None and literal.column is not None:
            beside = Use(ColumnRef(literal.column))
        kind = "any" if beside is None else self.kind(beside)
        match kind:
            case "number":
                return self.number(literal, beside)
            case "boolean":
                found = literals.boolean(literal.text)
                if found is None:
                    raise Unrenderable("no-boolean")
                return found
            case "time":
                return self.moment(literal, beside)
            case "any" if beside is None:
                return literals.number(literal.text) or literals.quote(literal.text)
        return literals.quote(literal.text)

    def number(self, literal: Literal, beside: Part | None) -> str:
        """A number."""
        name = beside.name if isinstance(beside, Call) else ""
        found = (
            literals.part_of_time(literal.text, name.removesuffix("_of"))
            if name.endswith("_of")
            else literals.number(literal.text)
        )
        if found is None:
            raise Unrenderable("no-number")
        return found

    def moment(self, literal: Literal, beside: Part | None) -> str:
        """A date or a time of day, as its column takes it."""
        column = self.frame.column_of(beside) if beside is not None else None
        kind = column.type if column is not None else "timestamp"
        text = literal.text.strip()
        if kind.startswith(("time without", "time with", "interval")) or kind == "time":
            return literals.quote(text)
        moment = literals.moment(text)
        if moment:
            return literals.quote(moment)
        period = literals.period(text)
        if period is None:
            raise Unrenderable("no-date")
        return literals.quote(period.start.isoformat())

    def count(self, part: Part) -> str:
        """A whole number: of LIMIT, of rows, of units."""
        if isinstance(part, Literal):
            found = literals.number(part.text)
            if found is None or not found.isdigit():
                raise Unrenderable("no-count")
            return found
        digits = NUMBER_CONSTANTS.get(part.name, "") if isinstance(part, Call) else ""
        if digits.isdigit():
            return digits
        raise Unrenderable("no-count")

    # Calls

    def call(self, call: Call) -> Text:
        """A function, operator or aggregate."""
        name, arguments = call.name, call.arguments
        if name in _ARITHMETIC:
            return self.arithmetic(name, arguments)
        if name in ("/", "percent_of"):
            return self.ratio(name, arguments)
        if name in _TEXT_FUNCTIONS:
            texts = [self.text_operand(arguments[0]) if name != "position" else ""]
            if name == "position":
                texts = [self.sql(arguments[0]), self.text_operand(arguments[1])]
            else:
                texts += [self.operand(a, name) for a in arguments[1:]]
            return Text(_SIMPLE[name].format(*texts))
        if name in _SIMPLE:
            if name in ("greatest", "least"):
                raise Unrenderable(name)
            return Text(_SIMPLE[name].format(*(self.sql(argument) for argument in arguments)))
        method = getattr(self, f"_{name}", None)
        if method is None:
            from route_pg.generation.render_analysis import special

            return special(self, call)
        found = method(*arguments)
        assert isinstance(found, Text)
        return found

    def operand(self, part: Part, name: str) -> str:
        """A further argument of a function over text."""
        if isinstance(part, Literal) and name in ("replace", "split_part"):
            wanted = literals.quote(part.text)
            return part.text if name == "split_part" and part.text.isdigit() else wanted
        if isinstance(part, Literal | Call) and not getattr(part, "arguments", ()):
            return self.count(part)
        return _cast(self.text(part), "integer")

    def text_operand(self, part: Part) -> str:
        """An expression as text: enums and what is not text are cast."""
        text = self.text(part)
        column = self.frame.column_of(part)
        if column is None:
            return text.sql if self.kind(part) in ("text", "any", "value") else _cast(text, "text")
        return text.sql if column.type.startswith(_TEXTS) else _cast(text, "text")

    def arithmetic(self, name: str, arguments: tuple[Part, ...]) -> Text:
        """a + b and their like."""
        binds = _ARITHMETIC[name]
        left, right = (self.value(argument) for argument in arguments)
        sign = "/" if name == "int_div" else name
        return Text(f"{left.at(binds)} {sign} {right.at(binds + 1)}", binds)

    def value(self, part: Part) -> Text:
        """An operand of arithmetic: a literal there is a number."""
        if isinstance(part, Literal):
            found = literals.number(part.text)
            if found is None:
                raise Unrenderable("no-number")
            return Text(found)
        return self.text(part)

    def ratio(self, name: str, arguments: tuple[Part, ...]) -> Text:
        """A division that keeps its fraction and survives a zero."""
        left, right = (self.value(argument) for argument in arguments)
        over = right.sql if right.sql.isdigit() and right.sql != "0" else f"nullif({right.sql}, 0)"
        if name == "percent_of":
            return Text(f"100.0 * {left.at(PRODUCT)} / {over}", PRODUCT)
        upper = _cast(left, "numeric") if self.is_integer(arguments[0]) else left.at(PRODUCT)
        return Text(f"{upper} / {over}", PRODUCT)

    def is_integer(self, part: Part) -> bool:
        """Whether dividing it could lose its fraction."""
        match part:
            case Use():
                column = self.frame.column_of(part)
                return column is None or column.type.startswith(_INTEGERS)
            case Call("sum" | "min" | "max" | "abs", (inner,)):
                return self.is_integer(inner)
            case Call("sub"):
                return True
            case Call("+" | "-" | "*" | "%" | "coalesce" | "nullif", arguments):
                return all(self.is_integer(argument) for argument in arguments)
            case Call("iif" | "case" | "filter"):
                return True
            case Call(name):
                return name in _INTEGER_CALLS or NUMBER_CONSTANTS.get(name, "").isdigit()
            case Literal(text):
                return text.isdigit()
        return False

    def _count_of(self, source: Part) -> Text:
        assert isinstance(source, Source)
        node = source_node(source)
        if source not in (*self.frame.query.left, *self.frame.query.full):
            return Text("count(*)")
        if source.table is None:
            return Text(f"count({identifier(self.frame.aliases[node])}.*)")
        columns = list(enumerate(self.frame.schema.columns))
        mine = [index for index, column in columns if column.table == source.table]
        keys = [i for i in mine if self.frame.schema.columns[i].primary_key]
        keys += [i for i in mine if self.frame.schema.columns[i].not_null]
        if not keys:
            return Text(f"count({identifier(self.frame.aliases[node])}.*)")
        return Text(f"count({self.frame.use(Use(ColumnRef(keys[0]), source.instance))})")

    def _greatest(self, left: Part, right: Part) -> Text:
        return self.alike("greatest", left, right)

    def _least(self, left: Part, right: Part) -> Text:
        return self.alike("least", left, right)

    def _nullif(self, left: Part, right: Part) -> Text:
        return self.alike("nullif", left, right)

    def _coalesce(self, left: Part, right: Part) -> Text:
        column = self.frame.column_of(left)
        if column is not None and isinstance(right, Literal) and column.kind == "text":
            return Text(f"coalesce({self.text_operand(left)}, {literals.quote(right.text)})")
        return self.alike("coalesce", left, right)

    def alike(self, name: str, left: Part, right: Part) -> Text:
        """A function of two arguments of one type."""
        kinds = {self.kind(left), self.kind(right)} - {"any", "value"}
        constant = right.name if isinstance(right, Call) else ""
        if len(kinds) > 1 or (constant in NUMBER_CONSTANTS and kinds - {"number"}):
            raise Unrenderable("unlike-kinds")
        return Text(f"{name}({self.sql(left)}, {self.text(right, left).sql})")

    def _concat(self, left: Part, right: Part) -> Text:
        texts = [
            literals.quote(p.text) if isinstance(p, Literal) else self.text_operand(p)
            for p in (left, right)
        ]
        return Text(f"{texts[0]} || {texts[1]}", LOOSE)

    def _round_to(self, inner: Part, digits: Part) -> Text:
        return Text(f"round({_cast(self.text(inner), 'numeric')}, {self.count(digits)})")

    def _to_number(self, inner: Part) -> Text:
        if self.kind(inner) in ("array", "json"):
            raise Unrenderable("no-number")
        if self.kind(inner) == "time":  # SQLite's number of a date: what its text begins with
            return Text(f"extract(year FROM {self.sql(inner)})")
        if self.kind(inner) in ("number", "any"):
            return Text(_cast(self.text(inner), "numeric"))
        if self.kind(inner) == "boolean":
            return Text(_cast(self.text(inner), "integer"))
        text = self.text_operand(inner)
        return Text(rf"substring({text} from '^\s*([-+]?[0-9]*\.?[0-9]+)')::numeric")

    def _to_integer(self, inner: Part) -> Text:
        if self.kind(inner) in ("time", "array", "json"):
            raise Unrenderable("no-number")
        if self.kind(inner) == "text":
            text = self.text_operand(inner)
            return Text(rf"substring({text} from '^\s*([-+]?[0-9]+)')::integer")
        return Text(_cast(self.text(inner), "integer"))

    def _to_text(self, inner: Part) -> Text:
        return Text(_cast(self.text(inner), "text"))

    def _to_date(self, inner: Part) -> Text:
        if self.kind(inner) == "number":
            return Text(f"to_date({_cast(self.text(inner), 'text')}, 'YYYYMMDD')")
        if self.kind(inner) in ("boolean", "array", "json"):
            raise Unrenderable("no-date")
        if isinstance(inner, Literal):
            return Text(f"date {self.moment(inner, None)}")
        return Text(_cast(self.text(inner), "date"))

    def _json_length(self, inner: Part) -> Text:
        return Text(f"{self.json_kind(inner)}_array_length({self.sql(inner)})")

    def _json_elements(self, inner: Part) -> Text:
        return Text(f"{self.json_kind(inner)}_array_elements({self.sql(inner)})")

    def json_kind(self, part: Part) -> str:
        """'json' or 'jsonb': the type of a document, or of what it was taken out of."""
        while isinstance(part, Call) and part.arguments:
            part = part.arguments[0]
        column = self.frame.column_of(part)
        return "json" if column is not None and column.type == "json" else "jsonb"

    def _range_start(self, inner: Part) -> Text:
        return Text(f"lower({self.sql(inner)})")

    def _range_end(self, inner: Part) -> Text:
        return Text(f"upper({self.sql(inner)})")

    def _to_timestamp(self, inner: Part) -> Text:
        if self.kind(inner) == "number":
            return Text(f"to_timestamp({self.sql(inner)})")
        return Text(_cast(self.text(inner), "timestamp"))

    def _iif(self, conditions: Part, result: Part, otherwise: Part) -> Text:
        texts = self.results((result, otherwise))
        last = "" if otherwise == Call("null") else f" ELSE {texts[1]}"
        return Text(f"CASE WHEN {self.conditions(conditions)} THEN {texts[0]}{last} END")

    def _case(self, conditions: Part, result: Part, branches: Part) -> Text:
        assert isinstance(branches, Branches)
        results = [result, *(r for _, r in branches.whens)]
        if branches.otherwise is not None:
            results.append(branches.otherwise)
        texts = self.results(results)
        whens = [conditions, *(c for c, _ in branches.whens)]
        pieces = [
            f"WHEN {self.conditions(when)} THEN {text}"
            for when, text in zip(whens, texts, strict=False)
        ]
        if branches.otherwise is not None:
            pieces.append(f"ELSE {texts[-1]}")
        return Text(f"CASE {' '.join(pieces)} END")

    def results(self, parts: list[Part] | tuple[Part, ...]) -> list[str]:
        """The results of a CASE, all numbers or all texts."""
        kinds = {self.kind(part) for part in parts if part != Call("null")}
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
                found.append(self.sql(part))
        return found

    def _filter(self, aggregate: Part, conditions: Part) -> Text:
        return Text(f"{self.sql(aggregate)} FILTER (WHERE {self.conditions(conditions)})")

    def _count_if(self, conditions: Part) -> Text:
        return Text(f"count(*) FILTER (WHERE {self.conditions(conditions)})")

    def _percent(self, conditions: Part) -> Text:
        counted = f"count(*) FILTER (WHERE {self.conditions(conditions)})"
        return Text(f"100.0 * {counted} / nullif(count(*), 0)", PRODUCT)

    def conditions(self, part: Part) -> str:
        """Conditions as one expression."""
        from route_pg.generation.render_conditions import conditions_text

        assert isinstance(part, Conditions)
        return conditions_text(self, part).sql

    def window(self, window: Part) -> str:
        """OVER's content."""
        assert isinstance(window, Window)
        per = [self.sql(key) for name, key in window.keys if name == "per"]
        order = [
            self.sql(key) + (" DESC NULLS LAST" if name == "desc" else "")
            for name, key in window.keys
            if name != "per"
        ]
        pieces = [f"PARTITION BY {', '.join(per)}"] if per else []
        if order:
            pieces.append(f"ORDER BY {', '.join(order)}")
        return " ".join(pieces)


def _cast(text: Text, kind: str) -> str:
    if text.sql.endswith(f"::{kind}"):
        return text.sql
    return f"{text.at(ATOM)}::{kind}"


cast = _cast
KNOWN_CALLS = frozenset(CALLS)

"""What each action takes: the productions of the grammar, as tables.

A symbol of an expression is `kind:context`: what type is wanted, and whether aggregates (`grouped`)
and window functions (`window`) may stand there; `row` allows neither. Knows nothing of states.
"""

from __future__ import annotations

from typing import NamedTuple

from route_pg.generation.vocabulary import (
    NUMBER_CONSTANTS,
    PARTS,
    REFERENCES,
    STEPS,
)

CONTEXTS = ("row", "grouped", "window")
EXPRESSION_KINDS = ("any", "number", "text", "time")
OPERATOR_KINDS = ("number", "text", "time", "boolean", "json", "array", "other", "any")
VALUE_KINDS = ("number", "text", "time", "boolean", "any")


class Call(NamedTuple):
    """An action of expressions: its arguments' symbols and the kind of its result.

    An argument without ':' takes the context of the call; 'same' takes the kind that is wanted.
    """

    arguments: tuple[str, ...]
    result: str  # a kind; 'same': of the argument; 'wanted': what was asked for
    place: str = "row"  # the least context where it may stand: 'row', 'grouped', 'window'
    keeps_column: bool = False  # a value compared with it may be one of its column's cells


def _calls() -> dict[str, Call]:
    table: dict[str, Call] = {}

    def add(
        names: str, arguments: str, result: str, place: str = "row", keep: bool = False
    ) -> None:
        for name in names.split():
            table[name] = Call(tuple(arguments.split()), result, place, keep)

    add("count_star", "", "number", "grouped")
    add("count_of", "TABLE", "number", "grouped")
    add("count count_distinct", "any:row", "number", "grouped")
    add(
        "sum avg sum_distinct avg_distinct median stddev variance",
        "number:row",
        "number",
        "grouped",
    )
    add("min max mode", "same:row", "same", "grouped", True)
    add("percentile", "VALUE:number number:row", "number", "grouped")
    add("corr", "number:row number:row", "number", "grouped")
    add("string_agg string_agg_distinct", "any:row", "text", "grouped")
    add("array_agg array_agg_distinct", "any:row", "array", "grouped")
    add("bool_or bool_and", "PREDICATE:row TAIL:close", "boolean", "grouped")
    add("filter", "AGGREGATE:row PREDICATE:row TAIL:close", "wanted", "grouped")
    add("count_if percent", "PREDICATE:row TAIL:close", "number", "grouped")

    add("+ - * / int_div % percent_of power", "operand operand", "number")
    add("abs round ceil floor sqrt", "number", "number")
    add("round_to", "number VALUE:number", "number")
    add("greatest least coalesce nullif", "same alternative", "wanted")
    add("length", "text", "number")
    add("lower upper initcap trim", "text", "text", keep=True)
    add("concat", "alternative alternative", "text")
    add("substring", "text operand operand", "text")
    add("left_of right_of", "text operand", "text")
    add("replace", "text VALUE:text VALUE:text", "text")
    add("split_part", "text VALUE:text operand", "text")
    add("position", "VALUE:text text", "number")
    add("case", "PREDICATE TAIL:then alternative BRANCH", "wanted")
    add("iif", "PREDICATE TAIL:then alternative alternative", "wanted")
    add("to_number to_integer", "any", "number")
    add("to_text", "any", "text")
    add("range_start range_end", "any", "any")
    add("to_date to_timestamp", "any", "time")

    add(" ".join(PARTS), "time", "number")
    add(" ".join(STEPS), "time", "time", keep=True)
    add("month_name day_name", "time", "text")
    add("time_format", "time KEY", "text")
    add("age_years", "time", "number")
    add("epoch_of", "any", "number")
    add("now today", "", "time")
    add("ago ahead", "operand UNIT", "time")
    add("plus_time minus_time", "time operand UNIT", "time")
    add(
        "days_between hours_between minutes_between months_between years_between",
        "time time",
        "number",
    )
    add("interval_between", "time time", "number")  # to be averaged, added and compared

    add("key", "json KEY", "text")
    add("key_json", "json KEY", "json")
    add("element", "array operand", "any")
    add("cardinality", "array", "number")
    add("unnest", "array", "any")
    add("json_length", "json", "number")
    add("json_elements", "json", "json")

    add("row_number rank dense_rank percent_rank", "WINDOW", "number", "window")
    add("ntile", "VALUE:number WINDOW", "number", "window")
    add("lag lead first_value last_value", "same:grouped WINDOW", "wanted", "window")
    add("over", "AGGREGATE:grouped WINDOW", "wanted", "window")
    add("share", "number:grouped", "number", "window")
    add("share_per", "number:grouped any:grouped", "number", "window")
    add("running change growth", "number:grouped WINDOW", "number", "window")
    add("running_count", "WINDOW", "number", "window")
    add("moving", "VALUE:number number:grouped WINDOW", "number", "window")
    for name in REFERENCES:
        table[name] = Call((), "wanted")
    for name in ("second", "third", "outer"):
        table[name] = Call(("COLUMN",), "same")
    table["sub"] = Call(("QUERY",), "wanted")
    return table


CALLS: dict[str, Call] = _calls()

AGGREGATES = frozenset(
    name for name, call in CALLS.items() if call.place == "grouped" and name != "filter"
)

FILTERED = AGGREGATES - {"count_of", "count_if", "percent", "count_star"}
"""Those that `filter` takes; rows are counted by `count_if`."""

OVER = FILTERED - {name for name in AGGREGATES if name.endswith("_distinct")} - {
    *("median", "percentile", "mode", "string_agg"),
} | {"count_star", "count_of"}
"""Those that `over` takes: PostgreSQL knows no DISTINCT and no ordered sets over windows."""

_COMPARE = ("=", "!=", ">", "<", ">=", "<=")
_NULL = ("is_null", "not_null", "distinct_from", "not_distinct_from")
_SET = ("in", "not_in", "one_of", "none_of")
_LIKE = (
    "contains not_contains starts not_starts ends not_ends like not_like like_exact not_like_exact"
    " matches not_matches"
).split()
_BETWEEN = ("between", "not_between")
_PERIOD = ("during", "not_during", "this", "previous", "next", "past", "coming", "older")
_TRUTH = ("is_true", "is_false", "not_true")

OPERATORS: dict[str, frozenset[str]] = {
    "number": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN)),
    "text": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, *_LIKE, "is_empty")),
    "time": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, *_PERIOD)),
    "boolean": frozenset(("=", "!=", *_NULL, *_SET, *_TRUTH)),
    "json": frozenset((*_NULL, "has_key", "json_contains")),
    "array": frozenset(("=", "!=", *_NULL, "has", "lacks", "has_all", "has_any", "is_empty")),
    "other": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, "covers")),
    "any": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, *_LIKE, *_PERIOD, *_TRUTH)),
}
"""Which operators may follow an expression of a kind."""

CONSTANTS: dict[str, tuple[str, ...]] = {
    "number": tuple(NUMBER_CONSTANTS),
    "text": ("empty",),
    "time": ("now", "today"),
    "boolean": ("true", "false"),
    "any": (*NUMBER_CONSTANTS, "empty", "true", "false"),
}
"""What may stand for a value of a kind without words for it."""

CLAUSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("where", ("TAIL:where", "PREDICATE:row")),
    ("group", ("MORE_GROUP", "any:row")),
    ("having", ("TAIL:having", "PREDICATE:grouped")),
    ("order", ("MORE_ORDER", "DIRECTION", "any:window")),
    ("first", ("AFTER_LIMIT",)),
    ("limit", ("AFTER_LIMIT", "COUNT")),
    ("limit_ties", ("AFTER_LIMIT", "COUNT")),
    ("offset", ("AFTER_OFFSET", "COUNT")),
    ("each", ("MORE_EACH", "any:grouped")),
    ("top", ("MORE_EACH", "any:grouped", "COUNT")),
    ("top_ties", ("MORE_EACH", "any:grouped", "COUNT")),
    ("from", ("MORE_FROM", "TABLE")),
    ("left", ("MORE_LEFT", "TABLE")),
    ("full", ("MORE_FULL", "TABLE")),
    ("cross", ("MORE_CROSS", "TABLE")),
    ("on", ("MORE_ON", "COLUMN:any", "COLUMN:any")),
)
"""The clauses in their order, with the symbols each pushes (the last is expanded first)."""

AFTER: dict[str, str] = {
    "ITEMS": "where",
    "TAIL:where": "group",
    "MORE_GROUP": "having",
    "TAIL:having": "order",
    "MORE_ORDER": "first",
    "AFTER_LIMIT": "offset",
    "AFTER_OFFSET": "each",
    "MORE_EACH": "from",
    "MORE_FROM": "left",
    "MORE_LEFT": "full",
    "MORE_FULL": "cross",
    "MORE_CROSS": "on",
    "MORE_ON": "",
}
"""The first clause that may follow where a clause may end."""

MORE: dict[str, tuple[str, ...]] = {
    "ITEMS": ("ITEM",),
    "MORE_GROUP": ("any:row",),
    "MORE_ORDER": ("DIRECTION", "any:window"),
    "MORE_EACH": ("any:grouped",),
    "MORE_FROM": ("TABLE",),
    "MORE_LEFT": ("TABLE",),
    "MORE_FULL": ("TABLE",),
    "MORE_CROSS": ("TABLE",),
    "MORE_ON": ("COLUMN:any", "COLUMN:any"),
}
"""What one more element of a list is made of (the last is expanded first)."""

SET_OPERATIONS = ("union", "union_all", "intersect", "intersect_all", "except", "except_all")

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
    TEXT_CONSTANTS,
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


def _calls(
    names: str, arguments: str, result: str, place: str = "row", keep: bool = False
) -> dict[str, Call]:
    """Actions that take the same."""
    call = Call(tuple(arguments.split()), result, place, keep)
    return dict.fromkeys(names.split(), call)


_GROUPS = (
    _calls("count_star", "", "number", "grouped"),
    _calls("count_of", "TABLE", "number", "grouped"),
    _calls("count count_distinct", "any:row", "number", "grouped"),
    _calls(
        "sum avg sum_distinct avg_distinct median stddev variance",
        "number:row",
        "number",
        "grouped",
    ),
    _calls("min max mode", "same:row", "same", "grouped", True),
    _calls("percentile", "VALUE:number number:row", "number", "grouped"),
    _calls("corr", "number:row number:row", "number", "grouped"),
    _calls("string_agg string_agg_distinct", "any:row", "text", "grouped"),
    _calls("array_agg array_agg_distinct", "any:row", "array", "grouped"),
    _calls("bool_or bool_and", "PREDICATE:row TAIL:close", "boolean", "grouped"),
    _calls("filter", "AGGREGATE:row PREDICATE:row TAIL:close", "wanted", "grouped"),
    _calls("count_if percent", "PREDICATE:row TAIL:close", "number", "grouped"),
    _calls("+ - * / int_div % percent_of power", "operand operand", "number"),
    _calls("abs round ceil floor sqrt", "number", "number"),
    _calls("round_to", "number VALUE:number", "number"),
    _calls("greatest least coalesce nullif", "same alternative", "wanted"),
    _calls("length", "text", "number"),
    _calls("lower upper initcap trim", "text", "text", keep=True),
    _calls("concat", "alternative alternative", "text"),
    _calls("substring", "text operand operand", "text"),
    _calls("left_of right_of", "text operand", "text"),
    _calls("replace", "text VALUE:text VALUE:text", "text"),
    _calls("split_part", "text VALUE:text operand", "text"),
    _calls("position", "VALUE:text text", "number"),
    _calls("case", "PREDICATE TAIL:then alternative BRANCH", "wanted"),
    _calls("iif", "PREDICATE TAIL:then alternative alternative", "wanted"),
    _calls("to_number to_integer", "any", "number"),
    _calls("to_text", "any", "text"),
    _calls("range_start range_end", "any", "any"),
    _calls("to_date to_timestamp", "any", "time"),
    _calls(" ".join(PARTS), "time", "number"),
    _calls(" ".join(STEPS), "time", "time", keep=True),
    _calls("month_name day_name", "time", "text"),
    _calls("time_format", "time KEY", "text"),
    _calls("age_years", "time", "number"),
    _calls("epoch_of", "any", "number"),
    _calls("now today", "", "time"),
    _calls("ago ahead", "operand UNIT", "time"),
    _calls("plus_time minus_time", "time operand UNIT", "time"),
    _calls(
        "days_between hours_between minutes_between months_between years_between",
        "time time",
        "number",
    ),
    _calls("interval_between", "time time", "number"),  # to be averaged, added and compared
    _calls("key", "json KEY", "text"),
    _calls("key_json", "json KEY", "json"),
    _calls("element", "array operand", "any"),
    _calls("cardinality", "array", "number"),
    _calls("unnest", "array", "any"),
    _calls("json_length", "json", "number"),
    _calls("json_elements", "json", "json"),
    _calls("row_number rank dense_rank percent_rank", "WINDOW", "number", "window"),
    _calls("ntile", "VALUE:number WINDOW", "number", "window"),
    _calls("lag lead first_value last_value", "same:grouped WINDOW", "wanted", "window"),
    _calls("lag_by lead_by", "VALUE:number same:grouped WINDOW", "wanted", "window"),
    _calls("over", "AGGREGATE:grouped WINDOW", "wanted", "window"),
    _calls("share", "number:grouped", "number", "window"),
    _calls("share_per", "number:grouped any:grouped", "number", "window"),
    _calls("running change growth", "number:grouped WINDOW", "number", "window"),
    _calls("running_count", "WINDOW", "number", "window"),
    _calls("moving", "VALUE:number number:grouped WINDOW", "number", "window"),
    _calls(" ".join(REFERENCES), "", "wanted"),
    _calls("second third outer", "COLUMN", "same"),
    _calls("sub", "QUERY", "wanted"),
)

CALLS: dict[str, Call] = {name: call for group in _GROUPS for name, call in group.items()}

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
    "json": frozenset((*_NULL, "has_key", "lacks_key", "json_contains")),
    "array": frozenset(("=", "!=", *_NULL, "has", "lacks", "has_all", "has_any", "is_empty")),
    "other": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, "covers")),
    "any": frozenset((*_COMPARE, *_NULL, *_SET, *_BETWEEN, *_LIKE, *_PERIOD, *_TRUTH)),
}
"""Which operators may follow an expression of a kind."""

CONSTANTS: dict[str, tuple[str, ...]] = {
    "number": tuple(NUMBER_CONSTANTS),
    "text": ("empty", *TEXT_CONSTANTS),
    "time": ("now", "today"),
    "boolean": ("true", "false"),
    "any": (*NUMBER_CONSTANTS, "empty", *TEXT_CONSTANTS, "true", "false"),
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

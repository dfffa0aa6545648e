"""The tokens of a derivation: fixed actions, and pointers at columns, tables and literals.

The order of `ACTIONS` is the numbering of a trained model's output: append, never insert or rename.
What each action takes is in `grammar.py`; what it means in SQL is in docs/ir.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of the schema."""

    index: int  # into Schema.columns


@dataclass(frozen=True, slots=True)
class TableRef:
    """A table of the schema."""

    index: int  # into Schema.tables


@dataclass(frozen=True, slots=True)
class Literal:
    """A value: words of the question, or a cell of the database."""

    text: str
    column: int | None = None  # index of the column it is compared with; None for LIMIT, count(*)..
    exact: bool = False  # True: a stored value, used verbatim; False: rendered by the column's type


Token: TypeAlias = str | ColumnRef | TableRef | Literal
"""An action, by its name, or a pointer."""

_SPECIAL = ("<pad>", "<bos>")

# Whole statements and their ends; `with` is followed by a derived query, then by the statement.
_STATEMENT = (
    "select",
    "select_distinct",
    "with",
    "end",
    "union",
    "union_all",
    "intersect",
    "intersect_all",
    "except",
    "except_all",
)

# In the order in which they may follow the select list.
_CLAUSES = (
    "where",
    "group",
    "having",
    "order",
    "first",  # LIMIT 1
    "limit",
    "offset",
    "each",  # DISTINCT ON: the first row of each ...
    "top",  # the first n rows of each ...
    "top_ties",  # the same by rank(), so with ties
    "from",
    "left",
    "full",
    "cross",
    "on",
)

_CONNECTIVES = ("and", "or", "alt", "close", "then", "asc", "desc", "asc_nulls_first")

_ITEMS = ("star", "table_star", "count_star", "derived", "second", "third", "outer", "sub")

_REFERENCES = tuple(f"ref_{number}" for number in range(1, 9))

_AGGREGATES = (
    "count",
    "count_distinct",
    "sum",
    "avg",
    "min",
    "max",
    "sum_distinct",
    "avg_distinct",
    "median",
    "percentile",
    "mode",
    "stddev",
    "variance",
    "corr",
    "string_agg",
    "string_agg_distinct",
    "array_agg",
    "array_agg_distinct",
    "bool_or",
    "bool_and",
    "filter",  # an aggregate, its conditions, close
    "count_if",  # count(*) FILTER: conditions, close
    "percent",  # of the rows, those that ..: conditions, close
)

_ARITHMETIC = ("+", "-", "*", "/", "int_div", "%", "percent_of")

_FUNCTIONS = (
    "abs",
    "round",  # to whole numbers
    "round_to",
    "ceil",
    "floor",
    "sqrt",
    "power",
    "greatest",
    "least",
    "length",
    "lower",
    "upper",
    "initcap",
    "trim",
    "concat",
    "substring",
    "left_of",
    "right_of",
    "replace",
    "split_part",
    "position",
    "coalesce",
    "nullif",
    "case",
    "when",
    "else",
    "iif",  # one condition, two results
    "to_number",
    "to_integer",
    "to_text",
    "to_date",
    "to_timestamp",
)

_TIME_PARTS = tuple(
    f"{part}_of"
    for part in ("year", "quarter", "month", "week", "day", "hour", "minute", "dow", "doy")
)
_TIME_STEPS = tuple(
    f"by_{step}" for step in ("year", "quarter", "month", "week", "day", "hour", "minute")
)
_UNITS = tuple(
    f"unit_{unit}"
    for unit in ("year", "quarter", "month", "week", "day", "hour", "minute", "second")
)
_TIME = (
    "month_name",
    "day_name",
    "time_format",
    "epoch_of",
    "now",
    "today",
    "ago",  # a number, a unit: that long before now
    "ahead",
    "plus_time",  # a time, a number, a unit
    "minus_time",
    "age_years",
    "days_between",  # later, earlier
    "hours_between",
    "minutes_between",
    "months_between",
    "years_between",
    "interval_between",
)

_NESTED = ("key", "key_json", "element", "cardinality", "unnest", "json_length", "json_elements")

_WINDOWS = (
    "row_number",
    "rank",
    "dense_rank",
    "ntile",
    "percent_rank",
    "lag",
    "lead",
    "first_value",
    "last_value",
    "over",
    "per",
    "share",  # of the total, in percent
    "share_per",  # of the total within a group, in percent
    "running",  # a running total along a key
    "running_count",
    "moving",  # the mean of the last n rows along a key
    "change",  # against the row before, along a key
    "growth",  # the same in percent
)

_OPERATORS = (
    "=",
    "!=",
    ">",
    "<",
    ">=",
    "<=",
    "between",
    "not_between",
    "one_of",
    "none_of",
    "in",
    "not_in",
    "is_null",
    "not_null",
    "contains",
    "not_contains",
    "starts",
    "not_starts",
    "ends",
    "not_ends",
    "like",
    "not_like",
    "like_exact",  # case counts
    "not_like_exact",
    "matches",
    "not_matches",
    "is_true",
    "is_false",
    "not_true",
    "is_empty",
    "distinct_from",
    "not_distinct_from",
    "during",  # a year, month, quarter, week or day
    "not_during",
    "this",
    "previous",
    "next",
    "past",
    "coming",
    "older",
    "has",
    "lacks",
    "has_all",
    "has_any",
    "has_key",
    "json_contains",
    "all_of",
    "any_of",
    "exists",
    "not_exists",
    "ever",  # a table: rows of it belong to this row
    "never",
    "within",  # this condition belongs to the outer join
    "row_in",
    "row_not_in",
)

_CONSTANTS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "ten",
    "hundred",
    "thousand",
    "true",
    "false",
    "empty",
    "null",
)

# Added after the first numbering; new actions go to the end of this list. `count_of` counts rows
# by the table that they are of; `limit_ties` is FETCH FIRST n ROWS WITH TIES.
_LATER = (
    *("count_of", "rollup", "cube", "isodow_of", "limit_ties"),
    *("range_start", "range_end", "covers", "lag_by", "lead_by", "lacks_key"),
    *("six", "seven", "eight", "nine", "twelve", "thirty", "sixty", "ninety"),
    *("half", "nine_tenths"),
    *("tenth", "quarter", "three_quarters", "nineteen_twentieths", "one_and_a_half"),
    *("seconds_an_hour", "seconds_a_day"),
    *("blank", "dash", "comma", "colon", "at_sign", "bracket", "closing_bracket"),
)

ACTIONS: tuple[str, ...] = (
    _SPECIAL
    + _STATEMENT
    + _CLAUSES
    + _CONNECTIVES
    + _ITEMS
    + _REFERENCES
    + _AGGREGATES
    + _ARITHMETIC
    + _FUNCTIONS
    + _TIME_PARTS
    + _TIME_STEPS
    + _UNITS
    + _TIME
    + _NESTED
    + _WINDOWS
    + _OPERATORS
    + _CONSTANTS
    + _LATER
)
"""Every fixed token; its index is its id."""

ACTION_ID: dict[str, int] = {action: number for number, action in enumerate(ACTIONS)}

NUMBER_CONSTANTS: dict[str, str] = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "ten": "10",
    "hundred": "100",
    "thousand": "1000",
    "six": "6",  # a weekend is days 6 and 7
    "seven": "7",  # 'over the past week'
    "eight": "8",
    "nine": "9",
    "twelve": "12",
    "thirty": "30",
    "sixty": "60",  # minutes of an hour
    "ninety": "90",
    "half": "0.5",
    "nine_tenths": "0.9",  # the 90th percentile
    "tenth": "0.1",
    "quarter": "0.25",
    "three_quarters": "0.75",
    "nineteen_twentieths": "0.95",
    "one_and_a_half": "1.5",  # 'half as much again'
    "seconds_an_hour": "3600",
    "seconds_a_day": "86400",
}
"""Numbers that questions imply without a word for them."""

TEXT_CONSTANTS: dict[str, str] = {
    "blank": " ",  # between first and last name
    "dash": "-",
    "comma": ", ",
    "colon": ":",
    "at_sign": "@",  # before the domain of an e-mail
    "bracket": " (",
    "closing_bracket": ")",
}
"""Texts that stand between others."""

UNITS: tuple[str, ...] = _UNITS
PARTS: tuple[str, ...] = (*_TIME_PARTS, "isodow_of")
STEPS: tuple[str, ...] = _TIME_STEPS
REFERENCES: tuple[str, ...] = _REFERENCES

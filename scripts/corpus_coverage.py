"""What a statement shows: the tags that its SQL bears, those that writers add, and the floors.

Reads SQL as text and as a tree; knows no questions and no server.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus_files import parse
from sqlglot import exp

# What the SQL of a written tag must contain (case-insensitive); None: judgement alone.
WRITTEN_TAGS: dict[str, str | None] = {
    "top-per-group": r"row_number|rank\s*\(|lateral",
    "latest-per-group": r"distinct\s+on|row_number|lateral|max\s*\(|min\s*\(",
    "for-every": r"count\s*\(\s*distinct|not\s+exists|bool_and|every\s*\(|@>|count\s*\(\*\)",
    "nested-aggregate": r"\bwith\b|from\s*\(",
    "compare-groups": r"filter|case|\bwith\b|join|group\s+by|select.*select",
    "previous-period": r"\blag\s*\(|interval|join",
    "running-total": r"over\s*\(|over\s+\w",
    "above-average": r"avg\s*\(|percentile",
    "superlative": r"order\s+by|rank\s*\(|max\s*\(|min\s*\(",
    "never": r"not\s+exists|except|is\s+null|bool_and",
    "pivot": r"filter|case",
    "classes": r"case|width_bucket",
    "duration": r"-|age\s*\(|dur|sec|min|hour",
    "point-in-time": r"<=|between|@>",
    "overlap": r"&&|<|overlaps",
    "gap": r"lag\s*\(|lead\s*\(|generate_series|not\s+exists",
    "cents": r"100",
    "code": r"'|\d",
    "flag": r"'|=\s*[01]\b|[01]",
    "soft-delete": r"null|delet|activ|not\s",
    "text-date": r"to_date|to_timestamp|::|substr|left\s*\(|'\d|like",
    "epoch": r"to_timestamp|epoch|\d{2,}",
}

# Floors: of a database of 50 statements, and on average over the corpus (statements a database).
FLOORS: dict[str, tuple[float, float]] = {
    "equality": (8, 12), "range": (2, 5), "in-list": (1, 2), "not": (1, 3), "ilike": (0, 1),
    "is-null": (1, 3), "boolean": (0, 1), "enum": (0, 1), "array": (0, 0.5), "json": (0, 0.5),
    "date-fixed": (2, 4), "date-between": (0, 0.7), "relative": (4, 6), "last-n": (1, 1.5),
    "date-bucket": (3, 4.2), "weekday": (0, 0.4), "age": (0, 0.2),
    "count": (8, 15), "count-distinct": (1, 2), "sum": (3, 6), "avg": (2, 4), "min-max": (1, 1.6),
    "median": (0, 0.7), "percent": (2, 3), "ratio": (1, 1.5), "filter": (2, 3.3),
    "group": (12, 18), "having": (1, 2), "order": (15, 25), "limit": (3, 3.6), "ties": (0, 0.6),
    "join-2": (6, 12), "join-3": (4, 5), "join-4": (1, 2), "join-5": (0, 0.4), "join-6": (0, 0.05),
    "self-join": (0, 0.7), "outer-join": (1, 1.6), "exists": (0, 0.6), "not-exists": (1, 2),
    "scalar-subquery": (1, 2), "set-operation": (1, 1.2), "cte": (4, 4), "case": (1, 1.2),
    "window": (3, 4.2), "lag-lead": (0, 1), "distinct-on": (0, 0.8), "lateral": (0, 0.25),
    "string-function": (0, 0.5), "top-per-group": (1, 1), "latest-per-group": (1, 1),
    "for-every": (0, 0.8), "nested-aggregate": (1, 1), "compare-groups": (1, 1),
    "running-total": (0, 0.8), "previous-period": (0, 0.8), "never": (1, 2), "superlative": (2, 3),
}  # fmt: skip


def tag_fits(tag: str, sql: str) -> bool:
    """Whether a statement shows what a written tag says, as far as text can tell."""
    pattern = WRITTEN_TAGS[tag]
    return pattern is None or re.search(pattern, sql, re.I) is not None


_SQL_TAGS: dict[str, str] = {
    "range": r"[<>]=?\s*[\d(a-z]|between", "in-list": r"\bin\s*\(\s*['\d]",
    "not": r"<>|!=|\bnot\s+(in|i?like|like|between)|is\s+distinct|\bnot\s+\w+\.?\w*\b(?<!exists)",
    "ilike": r"\bi?like\b|~\*?\s*'", "is-null": r"is\s+(not\s+)?null",
    "array": r"=\s*any\s*\(\s*\w|unnest|cardinality|array_length|&&|@>\s*array|array\[",
    "json": r"->|\?\s*'|@>\s*'\{|jsonb_", "relative": r"current_date|now\(\)|current_timestamp",
    "date-fixed": r"date\s+'|timestamp(tz)?\s+'|extract\(year\s+from[^)]*\)+\s*(=|in|<|>|between)",
    "date-between": r"between\s+date|>=\s*date\s+'[^']*'\s+and\s+[\w.\"]+\s*<=?\s*date\s+'",
    "last-n": r">=?\s*(current_date|now\(\))\s*-\s*(interval|\d)", "age": r"\bage\s*\(",
    "date-bucket": r"date_trunc\('\w+',\s*(?!current_date)[^)]*\)+(::date)?\s+as|"
    r"group\s+by[^;]*(date_trunc|extract)",
    "weekday": r"isodow|\bdow\b|fmday", "count": r"\bcount\s*\(",
    "count-distinct": r"count\s*\(\s*distinct", "sum": r"\bsum\s*\(", "avg": r"\bavg\s*\(",
    "min-max": r"\b(min|max)\s*\(", "median": r"percentile_(cont|disc)",
    "percent": r"100(\.0)?\s*\*", "filter": r"\bfilter\s*\(", "group": r"group\s+by",
    "having": r"\bhaving\b", "order": r"order\s+by", "limit": r"\blimit\b|fetch\s+first",
    "ties": r"with\s+ties|(?<![a-z_])(dense_)?rank\s*\(", "exists": r"(?<!not )\bexists\s*\(",
    "not-exists": r"not\s+exists", "set-operation": r"\b(union|intersect|except)\b",
    "cte": r"\bwith\s+(recursive\s+)?\w+\s+as", "case": r"\bcase\b", "window": r"\bover\s*[(\w]",
    "lag-lead": r"\b(lag|lead)\s*\(", "distinct-on": r"distinct\s+on", "lateral": r"\blateral\b",
    "outer-join": r"\b(left|right|full)\s+(outer\s+)?join",
    "string-function": r"\b(upper|lower|initcap|length|split_part|substring|left|right|concat\w*"
    r"|replace|trim|string_agg|position|regexp_\w+|lpad)\s*\(|\|\|",
}  # fmt: skip


def sql_tags(sql: str, *, enums: set[str], booleans: set[str]) -> set[str]:
    """The coverage that the SQL shows by itself. `enums`, `booleans`: names of such columns."""
    flat = re.sub(r"\s+", " ", sql).lower()
    found = {tag for tag, pattern in _SQL_TAGS.items() if re.search(pattern, flat)}
    tree = parse(sql)
    return (
        found
        | {tag for tag, holds in _TREE_TAGS.items() if holds(tree)}
        | _typed(tree, enums=enums, booleans=booleans)
    )


def _typed(tree: exp.Expression, *, enums: set[str], booleans: set[str]) -> set[str]:
    names = {
        column.name
        for clause in tree.find_all(exp.Where, exp.Having, exp.If)
        for column in clause.find_all(exp.Column)
    }
    return {tag for tag, of in (("enum", enums), ("boolean", booleans)) if names & of}


def _joins(tree: exp.Expression) -> int:
    """The most real relations that one SELECT of the statement joins."""
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    return max((len(_sources(s, ctes)) for s in tree.find_all(exp.Select)), default=0)


def _sources(select: exp.Select, ctes: set[str]) -> list[str]:
    parts = [select.args.get("from_") or select.args.get("from"), *select.args.get("joins", [])]
    tables = [part.this for part in parts if part is not None]
    return [t.name for t in tables if isinstance(t, exp.Table) and t.name not in ctes and t.name]


def _self_join(tree: exp.Expression) -> bool:
    for select in tree.find_all(exp.Select):
        names = _sources(select, set())
        if len(names) != len(set(names)):
            return True
    return False


def _ratio(tree: exp.Expression) -> bool:
    return any(not isinstance(div.expression, exp.Literal) for div in tree.find_all(exp.Div))


def _scalar_subquery(tree: exp.Expression) -> bool:
    return any(
        not isinstance(sub.parent, exp.From | exp.Join | exp.Exists | exp.CTE | exp.Lateral)
        for sub in tree.find_all(exp.Subquery)
    )


_TREE_TAGS: dict[str, Callable[[exp.Expression], bool]] = {
    "equality": lambda t: any(
        isinstance(e.expression, exp.Literal) or isinstance(e.this, exp.Literal)
        for e in t.find_all(exp.EQ)
    ),
    "ratio": _ratio,
    "self-join": _self_join,
    "scalar-subquery": _scalar_subquery,
    **{f"join-{n}": (lambda t, n=n: _joins(t) == n) for n in range(2, 6)},  # type: ignore[misc]
    "join-6": lambda t: _joins(t) >= 6,
}

"""A database of the corpus as files: reading it, and what can be said of it without running it.

Knows TOML, English words and SQL text; knows no PostgreSQL server (`corpus_check.py` does).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlglot
from sqlglot import exp

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

WRONG_KINDS = frozenset(
    {
        *("wrong column", "missing join condition", "lost filter", "fan-out", "rows for things"),
        *("wrong date bound", "missing null", "extra column", "missing column", "wrong value"),
        *("wrong operator", "wrong direction", "wrong group", "wrong join", "wrong aggregate"),
        *("integer division", "inner for outer", "lost distinct", "wrong limit"),
    }
)
REFUSAL_KINDS = frozenset({"not here", "asks to write"})

TERSE_WORDS = 10  # at most, in a terse question
SHARED_WORDS = 0.20  # of a roundabout question's words that are the schema's: less than this

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
    "date-bucket": (3, 4.5), "weekday": (0, 0.4), "age": (0, 0.2),
    "count": (8, 15), "count-distinct": (1, 2), "sum": (3, 6), "avg": (2, 4), "min-max": (1, 1.6),
    "median": (0, 0.7), "percent": (2, 3), "ratio": (1, 1.5), "filter": (2, 3.3),
    "group": (12, 18), "having": (1, 2), "order": (15, 25), "limit": (3, 3.6), "ties": (0, 0.6),
    "join-2": (6, 12), "join-3": (4, 5), "join-4": (1, 2), "join-5": (0, 0.4), "join-6": (0, 0.05),
    "self-join": (0, 0.7), "outer-join": (1, 1.6), "exists": (0, 0.6), "not-exists": (1, 2),
    "scalar-subquery": (1, 2), "set-operation": (1, 1.2), "cte": (4, 4), "case": (1, 1.2),
    "window": (3, 5), "lag-lead": (0, 1), "distinct-on": (0, 0.8), "lateral": (0, 0.25),
    "string-function": (0, 0.5), "top-per-group": (1, 1), "latest-per-group": (1, 1),
    "for-every": (0, 0.8), "nested-aggregate": (1, 1), "compare-groups": (1, 1),
    "running-total": (0, 0.8), "previous-period": (0, 0.8), "never": (1, 2), "superlative": (2, 3),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """A statement that answers its question wrongly."""

    kind: str
    sql: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A statement and the three questions that it answers."""

    number: int  # from 1, its place in questions.toml
    sql: str
    full: str
    terse: str
    roundabout: str
    tags: tuple[str, ...] = ()
    empty: bool = False
    wrong: tuple[Wrong, ...] = ()

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.number} ({self.terse})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A question that has no statement here."""

    question: str
    kind: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Database:
    """One folder of the corpus."""

    name: str
    about: str
    habit: str
    split: str
    schema: str
    rows: str
    statements: tuple[Statement, ...]
    refusals: tuple[Refusal, ...]
    unused: tuple[str, ...] = field(default=())


def read(folder: Path) -> Database:
    """Read one folder; KeyError or TypeError names a field that is missing or unknown."""
    doc = tomllib.loads((folder / "questions.toml").read_text(encoding="utf-8"))
    return Database(
        name=folder.name,
        about=doc["about"],
        habit=doc["habit"],
        split=doc["split"],
        unused=tuple(doc.get("unused", ())),
        schema=(folder / "schema.sql").read_text(encoding="utf-8"),
        rows=(folder / "rows.sql").read_text(encoding="utf-8"),
        statements=tuple(_statement(i, entry) for i, entry in enumerate(doc["statement"], 1)),
        refusals=tuple(Refusal(**entry) for entry in doc["refusal"]),
    )


def _statement(number: int, entry: dict[str, object]) -> Statement:
    wrong = entry.pop("wrong", [])
    tags = entry.pop("tags", [])
    assert isinstance(wrong, list)
    assert isinstance(tags, list)
    texts = {
        key: value.strip() if isinstance(value, str) else value for key, value in entry.items()
    }
    return Statement(
        number=number,
        tags=tuple(tags),
        wrong=tuple(Wrong(kind=w["kind"], sql=w["sql"].strip()) for w in wrong),
        **texts,  # type: ignore[arg-type]
    )


def domains(corpus: Path = CORPUS) -> dict[str, str]:
    """The split of each name in DOMAINS.md."""
    rows = re.findall(
        r"^\| (\w+) \|(?:[^|\n]*\|){3} (train|held-out) \|", _domains_text(corpus), re.M
    )
    return dict(rows)


def _domains_text(corpus: Path) -> str:
    return (corpus / "DOMAINS.md").read_text(encoding="utf-8")


# --- words ---------------------------------------------------------------------------------------

_SMALL = frozenset(
    "a an the of in on at by for to from with and or not no is are was were be been do does did has"
    " have had per as it its this that than then over under each all any who what which when where"
    " how we our you your i my me they them their he she us if so up out off".split()
)


def _stem(word: str) -> str:
    """A word without its ending: enough to see 'batches' in batch and 'brewed' in brewing."""
    for ending in ("ings", "ing", "ies", "ied", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def words(text: str) -> list[str]:
    """The words of a question, lower case.

    >>> words("Who's paid 3 invoices?")
    ['who', 'paid', '3', 'invoices']
    """
    return re.findall(r"[a-z0-9à-ÿß]+", re.sub(r"['’]s\b", "", text.lower()))


def schema_words(names: set[str]) -> frozenset[str]:
    """The stems of the words in table and column names, split at '_', digits and capitals.

    >>> sorted(schema_words({"order_lines", "CaseFile"}))
    ['cas', 'fil', 'lin', 'order']
    """
    parts = (p for name in names for p in re.findall(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+", name))
    lowered = {p.lower() for p in parts if len(p) > 2}
    return frozenset(_stem(p) for p in lowered - _SMALL)


def shared_words(question: str, schema: frozenset[str]) -> tuple[float, list[str]]:
    """How much of a question is the schema's words (0..1), and which these are."""
    found = words(question)
    shared = [w for w in found if w not in _SMALL and _stem(w) in schema]
    return len(shared) / max(len(found), 1), shared


# --- statements ----------------------------------------------------------------------------------


def parse(sql: str) -> exp.Expression:
    """The statement as a tree; sqlglot's ParseError otherwise."""
    tree = sqlglot.parse_one(sql, read="postgres")
    assert isinstance(tree, exp.Expression)
    return tree


def shape(sql: str) -> str:
    """The statement without names, constants and aliases: what two statements may share."""
    tree = parse(sql).copy()

    def strip(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Literal):
            return exp.Literal.number(0)
        if isinstance(node, exp.Column):
            return exp.column("c")
        if isinstance(node, exp.Alias):
            return node.this.transform(strip)  # type: ignore[no-any-return]
        if isinstance(node, exp.Table):
            return exp.to_table("t")
        return node

    return tree.transform(strip).sql(dialect="postgres")


def tag_fits(tag: str, sql: str) -> bool:
    """Whether a statement shows what a written tag says, as far as text can tell."""
    pattern = WRITTEN_TAGS[tag]
    return pattern is None or re.search(pattern, sql, re.I) is not None


def used_names(sql: str) -> tuple[set[str], set[str]]:
    """Relation names and column names of a statement, unquoted, CTEs included."""
    tree = parse(sql)
    tables = {table.name for table in tree.find_all(exp.Table)}
    return tables, {column.name for column in tree.find_all(exp.Column)}


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

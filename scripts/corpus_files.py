"""A database of the corpus as files: reading it, and what can be said of it without running it.

Knows TOML, English words and SQL text; knows no PostgreSQL server (`corpus_check.py` does).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
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

    @property
    def questions(self) -> tuple[str, str, str]:
        """The three questions that it answers."""
        return self.full, self.terse, self.roundabout


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


def folders() -> list[Path]:
    """The folders of the databases, by name."""
    return sorted(path.parent for path in (CORPUS / "databases").glob("*/questions.toml"))


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


def worn_phrases(questions: Iterable[str], share: float) -> list[tuple[str, int]]:
    """Three words in a row that more than `share` (0..1) of the questions have, and how many.

    >>> worn_phrases(["how many cats", "how many cats and dogs", "all dogs"], 0.5)
    [('how many cats', 2)]
    """
    counted: Counter[str] = Counter()
    asked = 0
    for question in questions:
        asked += 1
        found = words(question)
        counted.update(
            {" ".join(three) for three in zip(found, found[1:], found[2:], strict=False)}
        )
    return [(text, n) for text, n in counted.most_common() if n > share * asked]


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


def used_names(sql: str) -> tuple[set[str], set[str]]:
    """Relation names and column names of a statement, unquoted, CTEs included."""
    tree = parse(sql)
    tables = {table.name for table in tree.find_all(exp.Table)}
    return tables, {column.name for column in tree.find_all(exp.Column)}

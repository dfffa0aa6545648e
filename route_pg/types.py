"""Frozen data that crosses boundaries: the linked schema, candidates, and what became of them.

Standard library only; knows nothing of sockets, models or SQL text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Task = Literal["text_to_sql", "schema_linking", "noise_correction", "continuation_writing"]
"""The four tasks of ROUTE, spelled as in the paper."""

TASKS: tuple[Task, ...] = (
    "text_to_sql",
    "schema_linking",
    "noise_correction",
    "continuation_writing",
)

Kind = Literal["number", "text", "time", "boolean", "json", "array", "other"]
"""What can be done with a column: the classes of types that the grammar of statements tells apart.

number: integers, numeric, floats, money. text: text, varchar, char, enums, uuid is 'other'.
time: date, time, timestamp, timestamptz, interval. An enum is 'text' with `labels`; a domain has
the kind of its base type; 'other' is all that is only ever compared or shown (bytea, inet..).
"""

KINDS: tuple[Kind, ...] = ("number", "text", "time", "boolean", "json", "array", "other")

RelationKind = Literal["table", "partitioned", "view", "materialized view", "foreign table"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A relation of the linked schema."""

    schema: str  # its namespace, as in pg_namespace (unquoted)
    name: str  # as in pg_class (unquoted)
    kind: RelationKind = "table"
    comment: str = ""  # COMMENT ON TABLE, '' for none
    rows: float = -1.0  # the planner's estimate (reltuples); -1 unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of the linked schema."""

    table: int  # index into Schema.tables
    name: str  # as in pg_attribute (unquoted)
    type: str  # as format_type prints it: 'numeric(10,2)', 'timestamp with time zone'
    kind: Kind
    comment: str = ""  # COMMENT ON COLUMN, '' for none
    primary_key: bool = False
    not_null: bool = False
    labels: tuple[str, ...] = ()  # enum labels or the list of a CHECK, in their order
    values: tuple[str, ...] = ()  # the whole domain, where it is few short values; else empty
    score: float = 0.0  # rank of the linking, higher is nearer
    evidence: tuple[str, ...] = ()  # why it was linked: 'vector', 'name', 'value', 'key', 'pair'


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignKey:
    """A join that the database declares, or that its values suggest."""

    columns: tuple[int, ...]  # indexes into Schema.columns
    references: tuple[int, ...]  # same length
    inferred: bool = False  # not declared: from value inclusion, marked wherever it is shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueMatch:
    """A value of the database that the question seems to name."""

    column: int  # index into Schema.columns
    value: str  # exactly as stored
    start: int = -1  # characters of the question that name it: question[start:end]; -1 for none
    end: int = -1
    score: float = 0.0  # 1.0 the same text, less for plural, case, typing errors


@dataclass(frozen=True, kw_only=True, slots=True)
class RelationName:
    """A relation by name alone: it need not be part of the linked schema."""

    schema: str  # its namespace, unquoted
    name: str  # as in pg_class, unquoted


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifiedPair:
    """A question with a statement that a curator verified."""

    question: str
    sql: str
    score: float = 0.0  # nearness to the question asked, cosine
    relations: tuple[RelationName, ...] = ()  # what it reads, as it was when it was last looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A word of the house and what it means."""

    term: str
    meaning: str
    table: int | None = None  # index into Schema.tables, where the term belongs to one


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """What of the catalog one question sees: the slice that linking kept, all of it readable."""

    tables: tuple[Table, ...]
    columns: tuple[Column, ...]  # grouped by table, in the order of the table's definition
    foreign_keys: tuple[ForeignKey, ...] = ()
    matches: tuple[ValueMatch, ...] = ()
    pairs: tuple[VerifiedPair, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A statement that a model proposes."""

    sql: str
    score: float  # log probability, natural logarithm; comparable within one question only
    task: Task | None  # which task wrote it; None: nobody's, it is a verified pair's
    derivation: tuple[Any, ...] = field(default=(), repr=False, compare=False)
    # the model's own tokens, opaque to all but the model that wrote them


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why a statement did not run: PostgreSQL's error, in its parts."""

    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What EXPLAIN says of a statement."""

    cost: float  # total cost, the planner's units
    rows: float  # estimated rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The first rows of a trial."""

    columns: tuple[str, ...]  # names in select order; duplicates possible
    types: tuple[str, ...]  # as format_type prints them; same length
    rows: tuple[tuple[Any, ...], ...]  # of JSON; numbers are int or Decimal, with all their digits
    complete: bool  # False: there were more rows than were fetched
    milliseconds: float = 0.0


Outcome = Result | Failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What noise correction says of a candidate after its trial."""

    stands: float  # probability in 0..1 that it answers the question
    corrections: tuple[Candidate, ...] = ()  # what it would run instead, best first


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """What schema linking says a question needs."""

    columns: tuple[int, ...]  # indexes into Schema.columns, most needed first
    tables: tuple[int, ...]  # indexes into Schema.tables
    answerable: dict[str, float]  # probabilities of 'here', 'not here', 'asks to write'

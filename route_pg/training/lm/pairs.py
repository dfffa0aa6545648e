"""Questions with statements that are clean enough to learn from.

Gold statements are put into PostgreSQL's dialect; a pair is left out where that fails, where the
statement does not run or does not give the gold's own answer, and where the set disagrees with
itself: one question of one database with two answers. The paper filters such noise with a language
model's judgement; here execution judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from route_pg.analysis.statement import Statement, analyse, columns_used
from route_pg.generation.parse import parse
from route_pg.generation.parse_scope import Unrepresentable
from route_pg.generation.render import render
from route_pg.generation.render_frame import Unrenderable
from route_pg.linking.values import place_matches
from route_pg.training.data import Database, Example, Source, by_database
from route_pg.types import Outcome, Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A question, what it sees of its database, and the statement that answers it."""

    source: str
    database: str
    question: str
    schema: Schema
    sql: str  # PostgreSQL's dialect, relations with their schemas
    columns: tuple[int, ...]  # that it uses: indexes into schema.columns
    tables: tuple[int, ...]  # that it reads: indexes into schema.tables
    relations: int  # joined, one that is read twice counts twice


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """An example that is not learned from, and why."""

    example: Example
    reason: str


class Trials(Protocol):
    """Where statements of one database are run."""

    has_rows: bool  # False: its tables are empty, answers say nothing

    def check(self, example: Example, sql: str) -> str:
        """Why `sql` does not stand for the example's own gold; '' where it does."""

    def is_wrong(self, gold: str, sql: str) -> bool:
        """Whether a statement surely does not answer what the gold answers."""

    def is_right(self, gold: str, sql: str) -> bool:
        """Whether it surely does."""

    def outcome(self, sql: str) -> Outcome:
        """What noise correction would be shown of a trial."""


OpenTrials = Callable[[str], Trials]
"""Of a database by its key."""


def clean_pairs(source: Source, trials: OpenTrials | None) -> Iterator[Pair | Left]:
    """The pairs of a source, by database, and what was left out.

    Without `trials` nothing is run: only what can be said in PostgreSQL's dialect is checked.
    """
    for name, examples in by_database(source):
        database = source.open(name)
        running = trials(name) if trials else None
        found = [_pair(example, database, running) for example in dict.fromkeys(examples)]
        yield from _agreeing(list(found), list(dict.fromkeys(examples)), running)


def _pair(example: Example, database: Database, trials: Trials | None) -> Pair | Left:
    schema = place_matches(example.question, database.link(example.question))
    try:
        sql = to_postgres(example, schema)
    except (Unrepresentable, Unrenderable) as error:
        return Left(example=example, reason=f"not in PostgreSQL's dialect: {error}")
    statement = analyse(sql, schema)
    if not isinstance(statement, Statement):
        return Left(example=example, reason=f"refused: {statement.message}")
    if trials and (reason := trials.check(example, statement.sql)):
        return Left(example=example, reason=reason)
    return Pair(
        source=example.source,
        database=example.database,
        question=example.question,
        schema=schema,
        sql=statement.sql,
        columns=columns_used(statement.sql, schema),
        tables=statement.tables,
        relations=statement.relations,
    )


def to_postgres(example: Example, schema: Schema) -> str:
    """An example's statement as PostgreSQL has it; its own text where it is PostgreSQL's already.

    Raises Unrepresentable or Unrenderable, with a reason.
    """
    if example.dialect == "postgres":
        return example.sql
    return render(parse(example.sql, schema, dialect=example.dialect), schema)


def _agreeing(
    found: Sequence[Pair | Left], examples: Sequence[Example], trials: Trials | None
) -> Iterator[Pair | Left]:
    """What was found, without the pairs whose question has another answer too."""
    asked: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        if isinstance(pair, Pair):
            asked[_key(pair.question)].append(pair)
    torn = {key for key, pairs in asked.items() if not _agree(pairs, trials)}
    seen: set[tuple[str, str]] = set()
    for pair, example in zip(found, examples, strict=True):
        if isinstance(pair, Left):
            yield pair
        elif _key(pair.question) in torn:
            yield Left(example=example, reason="the same question has another answer too")
        elif (_key(pair.question), pair.sql) in seen:
            yield Left(example=example, reason="the same pair again")
        else:
            seen.add((_key(pair.question), pair.sql))
            yield pair


def _agree(pairs: Iterable[Pair], trials: Trials | None) -> bool:
    first, *others = dict.fromkeys(pair.sql for pair in pairs)
    if trials is None or not trials.has_rows:
        return not others
    return all(trials.is_right(first, other) for other in others)


def _key(question: str) -> str:
    return " ".join(question.lower().split()).rstrip("?. ")

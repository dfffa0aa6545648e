"""Questions that have no answer here: asked of another database, or asking to write.

Together with columns taken away (rows.py) they teach the network what it must refuse.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from route_pg.linking.names import identifier_words
from route_pg.linking.values import place_matches
from route_pg.models.embedded.inputs import build_items
from route_pg.training import corpus
from route_pg.training.data import Database, Source, by_database
from route_pg.training.samples import Sample, Trace, tokenizer
from route_pg.types import Schema

NOTHING = Trace((), (), (), ())
_SOURCES = {"not here": "elsewhere", "asks to write": "writes"}

_WRITES = (
    "delete all {tables}",
    "Delete every {table} whose {column} is {value}.",
    "remove the {tables} without a {column}",
    "please drop the {table} table",
    "drop {table}",
    "get rid of all {tables} older than a year",
    "update {tables} and set {column} to {value}",
    "Set the {column} of every {table} to {value}.",
    "change the {column} of the first {table} to {value}",
    "increase the {column} of all {tables} by 10 percent",
    "raise {column} by {value}",
    "Add a new {table} with {column} {value}.",
    "insert a {table} named {value}",
    "create a new {table} for me",
    "create a table for {tables} and their {column}",
    "add a column called {value} to {tables}",
    "rename {column} to {value}",
    "empty the {table} table",
    "truncate {tables}",
    "Could you erase the {column} of all {tables}?",
    "I want the {tables} with {column} {value} deleted",
    "replace {column} {value} with nothing in all {tables}",
    "merge the {tables} that have the same {column}",
    "archive old {tables}",
    "mark all {tables} as {value}",
    "grant me access to {tables}",
    "alter table {table} drop {column}",
    "make {value} the {column} of all {tables}",
    "fix the wrong {column} in {tables}",
    "undo the last change of {tables}",
)
_VALUES = ("0", "1", "5", "100", "unknown", "active", "closed", "2020", "John", "urgent", "blue")


def elsewhere(source: Source, count: int, seed: int) -> Iterator[Sample]:
    """Questions of one database asked of another whose tables share no name with it."""
    rng = random.Random(seed)
    groups = list(by_database(source))
    database = cache(source.open)
    while count > 0:
        name, examples = rng.choice(groups)
        other, _ = rng.choice(groups)
        example = rng.choice(examples)
        if share_a_table(database(name).link(""), database(other).link("")):
            continue
        yield _unanswered("elsewhere", other, example.question, database(other))
        count -= 1


def share_a_table(left: Schema, right: Schema) -> bool:
    """Whether a word of a table's name is in both: a question of one may then fit the other."""
    return not _table_words(left).isdisjoint(_table_words(right))


def _table_words(schema: Schema) -> set[str]:
    return {word for table in schema.tables for word in identifier_words(table.name)}


def writes(source: Source, count: int, seed: int) -> Iterator[Sample]:
    """Requests to change something, in the words of a database."""
    rng = random.Random(seed)
    names = [name for name, _ in by_database(source)]
    open_once = cache(source.open)
    for _ in range(count):
        name = rng.choice(names)
        database = open_once(name)
        yield _unanswered("writes", name, _request(database, rng), database)


def _request(database: Database, rng: random.Random) -> str:
    request = write_request(database.link(""), rng)
    return request if rng.random() < 0.5 else request[0].upper() + request[1:]


def write_request(schema: Schema, rng: random.Random) -> str:
    """A request to change something, in the words of a schema."""
    column = rng.choice(schema.columns)
    table = " ".join(identifier_words(schema.tables[column.table].name))
    return rng.choice(_WRITES).format(
        table=table,
        tables=table if table.endswith("s") else f"{table}s",
        column=" ".join(identifier_words(column.name)),
        value=rng.choice(_VALUES),
    )


def written(folder: Path, source: Source) -> Iterator[Sample]:
    """The questions of the corpus that its writers say have no answer, where they stand."""
    for name, _ in by_database(source):
        database = source.open(name)
        for question, kind in corpus.refusals(folder, name):
            yield _unanswered(_SOURCES[kind], name, question, database)


def _unanswered(kind: str, name: str, question: str, database: Database) -> Sample:
    schema = place_matches(question, database.link(question))
    items = build_items(question, schema, tokenizer())
    return Sample(source=kind, database=name, items=items, trace=NOTHING, sql="")


KINDS: Sequence[tuple[str, Callable[[Source, int, int], Iterator[Sample]]]] = (
    ("elsewhere", elsewhere),
    ("writes", writes),
)

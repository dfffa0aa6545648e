"""Generated pairs as a source of training: patterns of the written pairs over all databases.

Patterns come from prepared samples of the training sets, databases from the sets themselves; those
held out for validation give neither.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from route_pg.evaluation.sqlite import holds_tables
from route_pg.training.corpus import LiveDatabase, corpus
from route_pg.training.data import SOURCES, Database, Example, Source, StoredDatabase
from route_pg.training.pairs.collect import patterns
from route_pg.training.pairs.drawing import Drawer, Report
from route_pg.training.pairs.fill import Pair
from route_pg.training.pairs.paraphrases import paraphrases
from route_pg.training.pairs.roles import head
from route_pg.training.pairs.rows import live_rows, stored_rows
from route_pg.training.pairs.targets import MAX_PIECES, MIN_LONG, IsWord, Target, target
from route_pg.training.pairs.values import Pool, sayable
from route_pg.training.pairs.written import written
from route_pg.training.samples import Sample, read, tokenizer
from route_pg.types import Schema

PATTERN_SETS = ("spider", "spider-syn", "bird", "corpus")
PER_HEAD = 60
"""Texts kept for each kind of column, for databases without rows."""


class Steady:
    """A database that shows every question the same schema, in the same order.

    What the extension links is ordered by rank; a generated derivation points by the order that
    was seen when it was made.
    """

    def __init__(self, database: Database) -> None:
        self.database, self.schema = database, database.link("")

    def link(self, question: str) -> Schema:
        """See Database; matches of columns that the schema does not show are left out."""
        linked = self.database.link(question)
        places = {name: index for index, name in enumerate(_column_names(self.schema))}
        names = list(_column_names(linked))
        moved = tuple(
            replace(match, column=places[names[match.column]])
            for match in linked.matches
            if names[match.column] in places
        )
        return replace(self.schema, matches=moved)


def _column_names(schema: Schema) -> Iterator[tuple[str, str, str]]:
    for column in schema.columns:
        table = schema.tables[column.table]
        yield table.schema, table.name, column.name


@dataclass(frozen=True, slots=True)
class Places:
    """Where the databases are that pairs are asked of."""

    data: Path  # folder of the public sets
    corpus: Path | None = None  # folder of the corpus' databases; its training split is used
    dsn: str = ""  # the server that the corpus is loaded into

    def sources(self) -> Iterator[Source]:
        """The sets whose databases are asked of."""
        for name in ("spider", "bird"):
            yield SOURCES[name](self.data)
        if self.corpus is not None:
            yield corpus(self.corpus, self.dsn)

    def open(self, key: str) -> Database:
        """The database of a key; that of the set it comes from."""
        name = key.partition("/")[0]
        if name == "corpus" and self.corpus is not None:
            return Steady(corpus(self.corpus, self.dsn).open(key))
        return SOURCES[name](self.data).open(key)


def generated(
    places: Places, samples: Path, aside: Collection[str], pairs: int, seed: int
) -> tuple[Source, Report]:
    """The source of about `pairs` pairs, as many of each database, and a report.

    `samples` is the folder of prepared samples that patterns come from, `aside` the databases that
    are neither read nor asked of.
    """
    known, reasons = patterns(_prepared(samples), aside)
    targets = list(_targets(places, aside))
    drawer = Drawer(known, _pool(targets), random.Random(seed), Report(reasons=reasons))
    examples = []
    for place, asked in enumerate(targets):
        wanted = pairs * (place + 1) // len(targets) - pairs * place // len(targets)
        examples += [_example(asked.key, pair) for pair in drawer.pairs(asked, wanted)]
    source = Source(name="generated", examples=tuple(examples), open=places.open)
    return source, drawer.report


def _prepared(folder: Path) -> Iterator[Sample]:
    for name in PATTERN_SETS:
        path = folder / f"{name}.pickle"
        yield from read(path) if path.exists() else ()
    yield from (sample for sample in written(tokenizer()) if isinstance(sample, Sample))


def _example(key: str, pair: Pair) -> Example:
    return Example(
        source="generated",
        database=key,
        question=pair.question,
        sql=pair.sql,
        dialect="postgres",
        derivation=pair.derivation,  # the statement settles ties, which nobody asked for
    )


def _targets(places: Places, aside: Collection[str]) -> Iterator[Target]:
    word, others = is_word(), paraphrases(places.data, aside)
    for source in places.sources():
        for key in sorted({example.database for example in source.examples} - set(aside)):
            database = source.open(key)
            if isinstance(database, StoredDatabase):
                path = _file(places.data, key)
                rows = stored_rows(path, database.schema) if path else {}
                yield target(key, database.schema, rows, word, others)
            elif isinstance(database, LiveDatabase):
                schema = database.link("")
                rows = live_rows(database.dsn, schema)
                yield target(key, schema, rows, word, others)


def _file(data: Path, key: str) -> Path | None:
    name = key.partition("/")[2]
    path = data / "spider" / "database" / name / f"{name}.sqlite"
    return path if key.startswith("spider/") and holds_tables(path) else None


def is_word() -> IsWord:
    """Whether the encoder knows a word whole, or nearly so; short scraps are none."""
    tokenize = tokenizer()
    return lambda word: (
        word in ("id", "of")
        or (len(word) > 2 and word.isalpha() and len(tokenize(word)) == 1)
        or (len(word) >= MIN_LONG and word.isalpha() and len(tokenize(word)) <= MAX_PIECES)
    )


def _pool(targets: Sequence[Target]) -> Pool:
    """Texts by the head of their columns, of the databases that have rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in targets:
        for index in sorted(one.known):
            name = one.columns[index]
            if name is not None and one.roles[index] == "text":
                texts = [
                    text for text in one.distinct_values(index) if sayable(text) and "/" not in text
                ]
                found[head(name)].update(texts[:20])
    return {
        name: random.Random(name).sample(sorted(texts), min(PER_HEAD, len(texts)))
        for name, texts in found.items()
        if len(texts) > 4 and name not in ("name", "title")
    }

"""Samples as rows: which tables a row shows, in which order, and whether it can be answered.

Augmentation happens here, anew each epoch: tables and columns in another order, distractor tables
left out, a needed column taken away (then the right answer is that it is not here).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from route_pg.models.embedded.batch import round_up
from route_pg.models.embedded.features import FEATURE, RELATION
from route_pg.models.embedded.inputs import Items
from route_pg.models.embedded.tokens import FIXED
from route_pg.training.samples import DraftSample, Sample, Trace

HERE, NOT_HERE, ASKS_TO_WRITE = range(3)

_NAMED_FEATURES = (
    *("word_column", "word_table", "word_part_column", "word_part_table"),
    *("name_whole", "name_part"),
)
_NAMED_RELATIONS = (
    *("word_column", "word_column_part", "word_table", "word_table_part"),
    *("column_word", "column_word_part", "table_word", "table_word_part"),
)


@dataclass(frozen=True, kw_only=True)
class Shaping:
    """How rows are laid out."""

    pieces: int = 160  # word pieces a row may have before distractor tables are left out
    roomy: float = 0.4  # chance of a row with more room, up to `longest`: large catalogs exist
    longest: int = 480  # rows above are left out of training
    unnamed: float = 0.1  # chance of a row that is not told which words name what
    tokens: int = 2600  # word pieces in a batch, padding included
    drop_tables: float = 0.3  # chance of leaving out a distractor table that has room
    shuffle_columns: float = 0.5
    take_away: float = 0.04  # chance of taking a needed column away
    drafts: int = 2  # of noise correction, a row at most
    step: int = 32  # lengths are multiples of it: each new shape costs a compilation


@dataclass(frozen=True, slots=True)
class Row:
    """A sample with the items it shows this time."""

    sample: Sample
    items: Items  # the sample's, perhaps with less told
    order: tuple[int, ...]
    pieces: int
    answerable: int
    drafts: tuple[DraftSample, ...]


def needed(items: Items, trace: Trace) -> set[int]:
    """Items that a derivation points at, the tables of its columns included."""
    pointed = {number - FIXED for number in trace.numbers if number >= FIXED}
    tables = {items.first_table + int(items.table_of[item]) for item in pointed}
    columns = {
        items.first_column + items.values[item - items.first_value].column
        for item in pointed
        if item >= items.first_value
    }
    return pointed | columns | {item for item in tables if item >= items.first_table}


def arrange(sample: Sample, shaping: Shaping, rng: random.Random) -> Row:
    """Choose and order what a row shows."""
    items = sample.items
    gold = needed(items, sample.trace)
    missing = -1
    columns = sorted(i for i in gold if items.first_column <= i < items.first_value)
    if columns and rng.random() < shaping.take_away:
        missing = rng.choice(columns)
    drafts = () if missing >= 0 else _choose_drafts(sample.drafts, shaping, rng)
    gold = gold.union(*(needed(items, draft.trace) for draft in drafts))
    tables = _choose_tables(items, gold, shaping, rng)
    place = {table: at for at, table in enumerate(tables)}
    chosen = _choose_columns(items, place, gold, shaping, rng)
    chosen = [column for column in chosen if column != missing]
    shown = set(chosen)
    values = [
        items.first_value + number
        for number, value in enumerate(items.values)
        if items.first_column + value.column in shown
    ]
    order = (
        *range(len(items.words)),
        *(items.first_table + table for table in tables),
        *chosen,
        *values,
    )
    pieces = 3 + sum(len(items.pieces[item]) for item in order)
    answerable = NOT_HERE if missing >= 0 or sample.source == "elsewhere" else HERE
    answerable = ASKS_TO_WRITE if sample.source == "writes" else answerable
    shown_items = without_names(items) if rng.random() < shaping.unnamed else items
    return Row(sample, shown_items, order, pieces, answerable, drafts)


def without_names(items: Items) -> Items:
    """The same without the marks of equal names, as where a question has its own words for all."""
    features, relations = items.features.copy(), items.relations.copy()
    features[:, [FEATURE[name] for name in _NAMED_FEATURES]] = 0
    named = np.isin(relations, [RELATION[name] for name in _NAMED_RELATIONS])
    kinds = items.kinds[:, None] * 4 + items.kinds[None, :]
    relations[named] = kinds[named]
    return replace(items, features=features, relations=relations)


def _choose_drafts(
    drafts: Sequence[DraftSample], shaping: Shaping, rng: random.Random
) -> tuple[DraftSample, ...]:
    """At most `shaping.drafts`, right and wrong ones about alike."""
    right = [draft for draft in drafts if draft.right]
    wrong = [draft for draft in drafts if not draft.right]
    rng.shuffle(wrong)
    half = (shaping.drafts + 1) // 2 if right else 0
    chosen = right[:half] + wrong[: shaping.drafts - min(half, len(right))]
    return tuple(chosen)


def _choose_tables(items: Items, gold: set[int], shaping: Shaping, rng: random.Random) -> list[int]:
    sizes = [0] * len(items.schema.tables)
    for item in range(items.first_table, len(items.kinds)):
        sizes[items.table_of[item]] += len(items.pieces[item])
    most = shaping.pieces
    if rng.random() < shaping.roomy:
        most = rng.randint(most, max(most, shaping.longest))
    room = most - 3 - sum(len(items.pieces[word]) for word in range(len(items.words)))
    tables = list(range(len(sizes)))
    rng.shuffle(tables)
    chosen = [table for table in tables if items.first_table + table in gold]
    room -= sum(sizes[table] for table in chosen)
    for table in tables:
        wanted = not chosen or rng.random() >= shaping.drop_tables
        if items.first_table + table not in gold and sizes[table] <= room and wanted:
            chosen.append(table)
            room -= sizes[table]
    rng.shuffle(chosen)
    return chosen or tables[:1]


def _choose_columns(
    items: Items, place: dict[int, int], gold: set[int], shaping: Shaping, rng: random.Random
) -> list[int]:
    first = items.first_column
    columns = [i for i in range(first, items.first_value) if int(items.table_of[i]) in place]
    if rng.random() < shaping.shuffle_columns:
        rng.shuffle(columns)
    columns.sort(key=lambda item: place[int(items.table_of[item])])
    length = sum(len(items.pieces[item]) for item in columns)
    if length > shaping.longest // 2:  # a table of very many columns: a part of them will do
        share = shaping.longest / 2 / length
        columns = [item for item in columns if item in gold or rng.random() < share]
    return columns


def rows_forever(
    samples: Sequence[Sample], repeats: Sequence[float], shaping: Shaping, rng: random.Random
) -> Iterator[list[Row]]:
    """Batches of rows of like length, epoch after epoch; `repeats`: how often in an epoch each."""
    buckets: dict[int, list[Row]] = {}
    while True:
        epoch = [
            at
            for at, times in enumerate(repeats)
            for _ in range(int(times) + (rng.random() < times % 1))
        ]
        rng.shuffle(epoch)
        for at in epoch:
            row = arrange(samples[at], shaping, rng)
            if row.pieces > shaping.longest:
                continue
            length = round_up(row.pieces, shaping.step)
            bucket = buckets.setdefault(length, [])
            bucket.append(row)
            if len(bucket) >= max(4, shaping.tokens // length // 4 * 4):
                yield buckets.pop(length)

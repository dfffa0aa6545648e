"""Samples as batches of fixed shapes: which tables a row shows, in which order, and its targets.

Augmentation happens here, anew each epoch: tables and columns in another order, distractor tables
left out, a needed column taken away (then the right answer is that it is not here).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from route_pg.models.embedded.inputs import Batch, Items, collate, round_up
from route_pg.models.embedded.tokens import BOS, FIXED, SYMBOL_ID
from route_pg.training.samples import Sample

HERE, NOT_HERE, ASKS_TO_WRITE = range(3)


@dataclass(frozen=True, kw_only=True)
class Shaping:
    """How rows are laid out."""

    pieces: int = 160  # word pieces a row may have before distractor tables are left out
    longest: int = 384  # rows above are left out of training
    tokens: int = 2600  # word pieces in a batch, padding included
    drop_tables: float = 0.3  # chance of leaving out a distractor table that has room
    shuffle_columns: float = 0.5
    take_away: float = 0.04  # chance of taking a needed column away
    step: int = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A sample with the items it shows this time."""

    sample: Sample
    order: tuple[int, ...]
    pieces: int
    answerable: int


def needed(sample: Sample) -> set[int]:
    """Items that the derivation points at, the tables of its columns included."""
    items = sample.items
    pointed = {number - FIXED for number in sample.numbers if number >= FIXED}
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
    gold = needed(sample)
    missing = -1
    columns = sorted(i for i in gold if items.first_column <= i < items.first_value)
    if columns and rng.random() < shaping.take_away:
        missing = rng.choice(columns)
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
    return Row(sample, order, pieces, answerable)


def _choose_tables(items: Items, gold: set[int], shaping: Shaping, rng: random.Random) -> list[int]:
    sizes = [0] * len(items.schema.tables)
    for item in range(items.first_table, len(items.kinds)):
        sizes[items.table_of[item]] += len(items.pieces[item])
    room = shaping.pieces - sum(len(items.pieces[word]) for word in range(len(items.words)))
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


@dataclass(frozen=True, slots=True)
class Targets:
    """What the decoder is to say. B rows, T tokens, N items."""

    read: Tensor  # (B, T) the token before
    tokens: Tensor  # (B, T)
    symbols: Tensor  # (B, T)
    columns: Tensor  # (B, T) position of the column that a value belongs to, -1 none
    words: Tensor  # (B, T) position of the first word of an open span, -1 none
    weights: Tensor  # (B, T) 1 where there is a token to be learned
    linked: Tensor  # (B, N) 1 for needed tables, columns and values
    answerable: Tensor  # (B,)


def batch_of(rows: Sequence[Row], step: int) -> tuple[Batch, Targets]:
    """Arrays of rows."""
    batch = collate([row.sample.items for row in rows], [row.order for row in rows], step=step)
    length = round_up(max(len(row.sample.numbers) for row in rows) or 1, 8)
    size, count = batch.categories.shape
    tokens = np.zeros((size, length), np.int64)
    symbols, columns = np.zeros_like(tokens), np.full_like(tokens, -1)
    words, weights = np.full_like(tokens, -1), np.zeros((size, length), np.float32)
    linked = np.zeros((size, count), np.float32)
    for at, row in enumerate(rows):
        place = {item: position for position, item in enumerate(row.order)}
        sample, items = row.sample, row.sample.items
        for item in needed(sample):
            if item in place:
                linked[at, place[item]] = 1
        if row.answerable != HERE:
            continue
        used = len(sample.numbers)
        tokens[at, :used] = [n if n < FIXED else FIXED + place[n - FIXED] for n in sample.numbers]
        symbols[at, :used] = [SYMBOL_ID[symbol] for symbol in sample.symbols]
        columns[at, :used] = [
            place.get(items.first_column + c, -1) if c >= 0 else -1 for c in sample.columns
        ]
        words[at, :used] = sample.words
        weights[at, :used] = 1
    read = np.concatenate([np.full((size, 1), BOS), tokens[:, :-1]], 1)
    answerable = np.array([row.answerable for row in rows])
    arrays = (read, tokens, symbols, columns, words, weights, linked, answerable)
    return batch, Targets(*(torch.from_numpy(array) for array in arrays))


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


def to_tensors(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    """The arrays of a batch that the network reads, by name."""
    names = ("ids", "mask", "features", "pool", "relations", "present")
    arrays: dict[str, Any] = {name: getattr(batch, name) for name in names}
    return {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}

"""Items as rows of word pieces, several of them padded to one shape.

Training and inference share this module, so that both read a row alike; it knows neither torch nor
ONNX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from route_pg.models.embedded.features import FEATURES
from route_pg.models.embedded.inputs import (
    COLUMN,
    TABLE,
    VALUE,
    WORD,
    Bools,
    Floats,
    Ints,
    Items,
)

MAX_PIECES = 510  # of a row, without [CLS] and the last [SEP]; the encoder has 512 positions
SHORTER = (16, 12, 9, 7, 6, 5, 4, 3)  # pieces of an item, where a row would be too long
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one shape, as the network takes them. B rows, L pieces, N items."""

    ids: Ints  # (B, L) word pieces
    mask: Bools  # (B, L) True where there is a piece
    features: Floats  # (B, L, len(FEATURES) + 1), the last one: first piece of its item
    pool: Floats  # (B, N, L) rows that average the pieces of an item
    relations: Ints  # (B, N, N)
    present: Bools  # (B, N) True where there is an item
    categories: Ints  # (B, N) what the grammar tells apart (CATEGORIES), -1 for padding
    value_column: Ints  # (B, N) for values: position of their column, or -1
    order: tuple[tuple[int, ...], ...]  # for each row, position -> index of the item in Items


def natural_order(items: Items) -> tuple[int, ...]:
    """All items: words, tables, columns, values, as they stand."""
    return tuple(range(len(items.kinds)))


def _row(items: Items, order: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """Pieces of a row, the position of each piece's item (-1 none), whether it begins an item."""
    position = {item: at for at, item in enumerate(order)}
    sequence = _reading_order(items, order)
    most = _most_pieces(items, sequence)
    ids, owners, begins = [CLS], [-1], [0]
    for number, item in enumerate(sequence):
        if number == len(items.words):
            ids, owners, begins = [*ids, SEP], [*owners, -1], [*begins, 0]
        taken = items.pieces[item][: min(most, MAX_PIECES - len(ids))]
        ids += taken
        owners += [position[item]] * len(taken)
        begins += [1 if at == 0 and items.kinds[item] != WORD else 0 for at in range(len(taken))]
    return [*ids, SEP], [*owners, -1], [*begins, 0]


def _most_pieces(items: Items, sequence: Sequence[int]) -> int:
    """How many pieces of each item fit: long comments give way before any column does."""
    for most in SHORTER:
        if sum(min(len(items.pieces[item]), most) for item in sequence) <= MAX_PIECES - 2:
            break
    return most


def _reading_order(items: Items, order: Sequence[int]) -> list[int]:
    """Words, then each table with its columns, each column with its values."""
    by_table: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for item in order:
        if items.kinds[item] == COLUMN:
            by_table.setdefault(int(items.table_of[item]), []).append(item)
        elif items.kinds[item] == VALUE:
            column = items.first_column + items.values[item - items.first_value].column
            by_column.setdefault(column, []).append(item)
    sequence = [item for item in order if items.kinds[item] == WORD]
    for item in order:
        if items.kinds[item] == TABLE:
            sequence.append(item)
            for column in by_table.get(int(items.table_of[item]), ()):
                sequence += [column, *by_column.get(column, ())]
    return sequence


def round_up(size: int, step: int) -> int:
    """The next multiple of `step`: few shapes, since each new one costs a compilation."""
    return -(-size // step) * step


def collate(
    rows: Sequence[Items], orders: Sequence[Sequence[int]] | None = None, *, step: int = 16
) -> Batch:
    """Pad rows to one shape, a multiple of `step` in pieces and items."""
    orders = [natural_order(row) for row in rows] if orders is None else orders
    read = [_row(items, order) for items, order in zip(rows, orders, strict=True)]
    size = len(rows)
    length = round_up(max(len(ids) for ids, _, _ in read), step)
    count = round_up(max(len(order) for order in orders), step)
    batch = Batch(
        ids=np.zeros((size, length), np.int64),
        mask=np.zeros((size, length), np.bool_),
        features=np.zeros((size, length, len(FEATURES) + 1), np.float32),
        pool=np.zeros((size, count, length), np.float32),
        relations=np.zeros((size, count, count), np.int64),
        present=np.zeros((size, count), np.bool_),
        categories=np.full((size, count), -1, np.int64),
        value_column=np.full((size, count), -1, np.int64),
        order=tuple(tuple(order) for order in orders),
    )
    for row, (items, order) in enumerate(zip(rows, orders, strict=True)):
        _fill(batch, row, items, np.array(order), read[row])
    return batch


def _fill(
    batch: Batch,
    row: int,
    items: Items,
    order: NDArray[np.int64],
    read: tuple[list[int], list[int], list[int]],
) -> None:
    ids, owners, begins = (np.array(part) for part in read)
    length, count = len(ids), len(order)
    batch.ids[row, :length] = ids
    batch.mask[row, :length] = True
    owned = owners >= 0
    batch.features[row, :length, :-1] = items.features[order][owners] * owned[:, None]
    batch.features[row, :length, -1] = begins
    batch.pool[row, owners[owned], np.flatnonzero(owned)] = 1
    batch.pool[row] /= np.maximum(batch.pool[row].sum(-1, keepdims=True), 1)
    batch.relations[row, :count, :count] = items.relations[np.ix_(order, order)]
    batch.present[row, :count] = True
    batch.categories[row, :count] = items.categories[order]
    position = np.full(len(items.kinds), -1)
    position[order] = np.arange(count)
    for at in np.flatnonzero(order >= items.first_value):
        value = items.values[order[at] - items.first_value]
        batch.value_column[row, at] = position[items.first_column + value.column]

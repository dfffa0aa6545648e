"""Rows as batches of fixed shapes: what the network reads, and what it is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from route_pg.models.embedded.batch import Batch, collate, round_up
from route_pg.models.embedded.inputs import Items
from route_pg.models.embedded.tokens import (
    BOS,
    CONTROL_ID,
    FIXED,
    OUTCOME_FEATURES,
    SYMBOL_ID,
)
from route_pg.training.rows import HERE, Row, needed
from route_pg.training.samples import DraftSample, Sample, Trace


@dataclass(frozen=True, slots=True)
class Targets:
    """What the decoder is to say. D sequences over B rows, T tokens, N items."""

    rows: Tensor  # (D,) the row of the batch that a sequence belongs to
    read: Tensor  # (D, T) the token before
    tokens: Tensor  # (D, T)
    symbols: Tensor  # (D, T)
    columns: Tensor  # (D, T) position of the column that a value belongs to, -1 none
    words: Tensor  # (D, T) position of the first word of an open span, -1 none
    weights: Tensor  # (D, T) 1 where there is a token to be learned
    outcomes: Tensor  # (D, T, OUTCOME_FEATURES) of drafts, at their outcome's token
    drafted: Tensor  # (D, T) 1 where there is a token of a draft
    judged: Tensor  # (D,) place of the outcome's token, -1 where there is no draft
    stands: Tensor  # (D,) 1 where the draft is right
    linked: Tensor  # (B, N) 1 for needed tables, columns and values
    answerable: Tensor  # (B,)

    def to(self, device: torch.device) -> Targets:
        """The same on a device."""
        return Targets(*(getattr(self, name).to(device) for name in Targets.__slots__))


@dataclass(frozen=True, slots=True)
class _Sequence:
    """What one pass of the decoder reads and says."""

    row: int
    read: list[int]
    tokens: list[int]
    symbols: list[int]
    columns: list[int]
    words: list[int]
    learned: int  # tokens from here on are learned
    judged: int = -1
    features: tuple[float, ...] = ()
    right: bool = False


def batch_of(rows: Sequence[Row], step: int) -> tuple[Batch, Targets]:
    """Arrays of rows."""
    batch = collate([row.items for row in rows], [row.order for row in rows], step=step)
    linked = np.zeros(batch.categories.shape, np.float32)
    sequences: list[_Sequence] = []
    for at, row in enumerate(rows):
        place = {item: position for position, item in enumerate(row.order)}
        for item in needed(row.sample.items, row.sample.trace):
            if item in place:
                linked[at, place[item]] = 1
        if row.answerable == HERE:
            sequences.append(_writing(at, row.sample, place))
            sequences += [_correcting(at, row.sample, draft, place) for draft in row.drafts]
    answerable = np.array([row.answerable for row in rows])
    arrays = (*_padded(sequences), linked, answerable)
    return batch, Targets(*(torch.from_numpy(array) for array in arrays))


def _placed(trace: Trace, items: Items, place: dict[int, int]) -> tuple[list[int], ...]:
    """Tokens, symbols, columns and words of a trace, by the positions of a row."""
    first = items.first_column
    return (
        [n if n < FIXED else FIXED + place[n - FIXED] for n in trace.numbers],
        [SYMBOL_ID[symbol] for symbol in trace.symbols],
        [place.get(first + column, -1) if column >= 0 else -1 for column in trace.columns],
        list(trace.words),
    )


def _writing(at: int, sample: Sample, place: dict[int, int]) -> _Sequence:
    """text_to_sql, and with it continuation_writing from every prefix."""
    tokens, symbols, columns, words = _placed(sample.trace, sample.items, place)
    return _Sequence(at, [BOS, *tokens[:-1]], tokens, symbols, columns, words, 0)


def _correcting(at: int, sample: Sample, draft: DraftSample, place: dict[int, int]) -> _Sequence:
    """noise_correction: the draft, its outcome, and what is right instead."""
    seen, seen_symbols, seen_columns, seen_words = _placed(draft.trace, sample.items, place)
    tokens, symbols, columns, words = _placed(sample.trace, sample.items, place)
    head = len(seen) + 1
    return _Sequence(
        row=at,
        read=[BOS, *seen, CONTROL_ID[draft.control], *tokens[:-1]],
        tokens=[*seen, 0, *tokens],
        symbols=[*seen_symbols, SYMBOL_ID["DONE"], *symbols],
        columns=[*seen_columns, -1, *columns],
        words=[*seen_words, -1, *words],
        learned=head + len(tokens) if draft.right else head,
        judged=head,
        features=draft.features,
        right=draft.right,
    )


def _padded(sequences: Sequence[_Sequence]) -> tuple[np.ndarray[Any, Any], ...]:
    """The arrays of Targets that are about sequences."""
    size = max(len(sequences), 1)
    length = round_up(max((len(s.tokens) for s in sequences), default=1), 16)
    read, tokens, symbols = (np.zeros((size, length), np.int64) for _ in range(3))
    columns, words = (np.full((size, length), -1, np.int64) for _ in range(2))
    weights, drafted = (np.zeros((size, length), np.float32) for _ in range(2))
    outcomes = np.zeros((size, length, OUTCOME_FEATURES), np.float32)
    rows, judged = np.zeros(size, np.int64), np.full(size, -1, np.int64)
    stands = np.zeros(size, np.float32)
    for at, sequence in enumerate(sequences):
        used = len(sequence.tokens)
        rows[at], judged[at], stands[at] = sequence.row, sequence.judged, sequence.right
        read[at, :used], tokens[at, :used] = sequence.read, sequence.tokens
        symbols[at, :used], columns[at, :used] = sequence.symbols, sequence.columns
        words[at, :used] = sequence.words
        weights[at, sequence.learned : used] = 1
        if sequence.judged >= 0:
            drafted[at, : sequence.judged] = 1
            outcomes[at, sequence.judged] = sequence.features
    known = (rows, read, tokens, symbols, columns, words)
    return *known, weights, outcomes, drafted, judged, stands


def to_tensors(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    """The arrays of a batch that the network reads, by name."""
    names = ("ids", "mask", "features", "pool", "relations", "present")
    arrays: dict[str, Any] = {name: getattr(batch, name) for name in names}
    return {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}

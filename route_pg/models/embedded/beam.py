"""Beam search under the grammar, one question at a time.

Knows neither torch nor ONNX: a `Run` holds what the encoder read and the decoder's cache, and says
how likely each next token is. Deterministic: ties are broken by the token's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from route_pg.generation import grammar
from route_pg.models.embedded.inputs import CELL_CATEGORY, WORD_CATEGORY, Floats, Ints, Items
from route_pg.models.embedded.reach import Reach
from route_pg.models.embedded.tokens import (
    ACTION_MASKS,
    BOS,
    CATEGORY_MASKS,
    FIXED,
    MAX_SPAN,
    SYMBOL_ID,
    step_of,
)

MAX_STEPS = 120
HOPELESS = 9.0  # nats behind the best finished candidate: a live one this far back is given up


class Run(Protocol):
    """The decoder over one encoded question."""

    def step(self, parents: Ints, tokens: Ints, symbols: Ints) -> Floats:
        """Read one token a row.

        parents (R,): which row of the step before each row continues; tokens, symbols (R,).
        Returns logits (R, FIXED + N) of the next token, N at least the number of items.
        """
        ...


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A derivation under way or finished."""

    score: float  # log probability, natural
    numbers: tuple[int, ...]  # tokens so far
    state: grammar.State
    parent: int = 0  # row of the step before


class GrammarMask:
    """What the grammar allows next, over the items of one question."""

    def __init__(self, items: Items, count: int) -> None:
        self.categories = np.full(count, -1, np.int64)
        self.categories[: len(items.kinds)] = items.categories
        self.value_column = np.full(count, -1, np.int64)
        for number, value in enumerate(items.values):
            self.value_column[items.first_value + number] = value.column
        self.by_symbol: dict[int, NDArray[np.bool_]] = {}

    def __call__(self, state: grammar.State) -> NDArray[np.bool_]:
        """(FIXED + N,) of one state."""
        symbol = SYMBOL_ID[state.symbol]
        if symbol not in self.by_symbol:
            pointers = CATEGORY_MASKS[symbol][self.categories.clip(0)] & (self.categories >= 0)
            self.by_symbol[symbol] = np.concatenate([ACTION_MASKS[symbol], pointers])
        mask = self.by_symbol[symbol].copy()
        pointers = mask[ACTION_MASKS.shape[1] :]
        pointers &= (self.categories != CELL_CATEGORY) | (self.value_column == state.column)
        if state.word >= 0:
            place = np.arange(len(pointers))
            within = (place >= state.word) & (place < state.word + MAX_SPAN)
            pointers &= (self.categories != WORD_CATEGORY) | within
        return mask


def search(
    run: Run, items: Items, count: int, *, beam: int, prefix: Sequence[int] = ()
) -> list[Hypothesis]:
    """The `beam` likeliest derivations that begin with `prefix`, best first.

    `count` is N, the number of items with the padding of the batch that they were encoded in.
    """
    mask = GrammarMask(items, count)
    reach = Reach(items, count)
    live, done = [Hypothesis(0.0, (), grammar.START)], list[Hypothesis]()
    for length in range(MAX_STEPS):
        if not live:
            break
        scores = _next_scores(run, live, mask, reach)
        # what is given costs nothing: its likelihood is no one's merit
        given = [(0.0, 0, number) for number in prefix[length : length + 1]]
        choices = given or _best(live, scores, beam)
        live = _grow(live, choices, items, done)
        live = _hopeful(live, done, beam)
    return sorted(done, key=lambda h: (-h.score, h.numbers))[:beam]


def _next_scores(run: Run, live: Sequence[Hypothesis], mask: GrammarMask, reach: Reach) -> Floats:
    tokens = np.array([h.numbers[-1] if h.numbers else BOS for h in live], np.int64)
    symbols = np.array([SYMBOL_ID[h.state.symbol] for h in live], np.int64)
    parents = np.array([h.parent for h in live], np.int64)
    logits = run.step(parents, tokens, symbols)
    allowed = np.stack([mask(h.state) for h in live])
    for row, hypothesis in zip(allowed, live, strict=True):
        within = reach(hypothesis.numbers)
        if within is not None:
            row[FIXED:] &= within
    return log_softmax(np.where(allowed, logits, -np.inf).astype(np.float32))


def log_softmax(logits: Floats) -> Floats:
    """Over the last axis; -inf stays -inf."""
    top = logits.max(-1, keepdims=True)
    shifted = logits - np.where(np.isfinite(top), top, 0)
    with np.errstate(divide="ignore"):
        total = np.log(np.exp(shifted).sum(-1, keepdims=True))
    return np.asarray(shifted - total, np.float32)


def _best(live: Sequence[Hypothesis], scores: Floats, beam: int) -> list[tuple[float, int, int]]:
    """Score, row and token of the best continuations."""
    totals = scores + np.array([h.score for h in live], np.float32)[:, None]
    flat = totals.ravel()
    count = min(beam, int(np.isfinite(flat).sum()))
    if count == 0:
        return []
    best = np.argpartition(-flat, count - 1)[:count]
    best = best[np.lexsort((best, -flat[best]))]
    width = scores.shape[1]
    return [(float(flat[at]), int(at // width), int(at % width)) for at in best]


def _grow(
    live: Sequence[Hypothesis],
    choices: Sequence[tuple[float, int, int]],
    items: Items,
    done: list[Hypothesis],
) -> list[Hypothesis]:
    """The chosen continuations; finished ones go to `done`."""
    grown: list[Hypothesis] = []
    for score, row, number in choices:
        before = live[row]
        state = grammar.advance(before.state, step_of(number, items))
        after = Hypothesis(score, (*before.numbers, number), state, row)
        (done if state.symbol == "DONE" else grown).append(after)
    return grown


def _hopeful(live: list[Hypothesis], done: Sequence[Hypothesis], beam: int) -> list[Hypothesis]:
    if not done:
        return live
    finished = sorted((h.score for h in done), reverse=True)
    floor = finished[0] - HOPELESS
    if len(finished) >= beam:
        floor = max(floor, finished[beam - 1])  # scores only fall: none behind this can rank
    return [hypothesis for hypothesis in live if hypothesis.score > floor]

"""The network on ONNX Runtime: read a batch of questions, then take decoder steps for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from route_pg.generation.grammar import START
from route_pg.models.embedded.batch import Batch, collate
from route_pg.models.embedded.beam import Hypothesis, search
from route_pg.models.embedded.inputs import Floats, Ints, Items
from route_pg.models.embedded.tokens import BOS, OUTCOME_FEATURES, SYMBOL_ID, states


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of one question; N items with padding."""

    items: Items
    linking: Floats  # (N,) logits: is this item needed
    answerable: Floats  # (3,) logits: here, not here, asks to write
    mean: Floats  # (1, width)
    pointed: Floats  # (1, N, width)
    pointer_keys: Floats  # (1, N, width)
    cross: Floats  # (layers, 2, heads, N, width / heads)
    absent: Floats  # (1, 1, 1, N)

    @property
    def count(self) -> int:
        """N."""
        return len(self.linking)


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session on the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it would keep the largest batch's memory for good
    # threads that spin between calls would starve the database on the same machine
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Network:
    """The two graphs of a folder of weights."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        self._read = open_session(folder / "read.onnx", threads)
        self._step = open_session(folder / "step.onnx", threads)
        past = next(i for i in self._step.get_inputs() if i.name == "past")
        self.layers, _, _, self.heads, _, self.head = past.shape

    def read(self, rows: Sequence[Items]) -> list[Reading]:
        """Encode questions; rows of like length go together, so that padding is little."""
        found: list[Reading | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda at: sum(map(len, rows[at].pieces)))
        for start in range(0, len(order), READ_BATCH):
            chosen = order[start : start + READ_BATCH]
            batch = collate([rows[at] for at in chosen], step=LENGTH_STEP)
            for at, reading in zip(chosen, self._read_batch(batch, rows, chosen), strict=True):
                found[at] = reading
        return [reading for reading in found if reading is not None]

    def _read_batch(
        self, batch: Batch, rows: Sequence[Items], chosen: Sequence[int]
    ) -> list[Reading]:
        names = ("ids", "mask", "features", "pool", "relations", "present")
        inputs = {name: getattr(batch, name) for name in names}
        linking, answerable, mean, pointed, keys, cross = self._read.run(None, inputs)
        absent = np.where(batch.present, 0.0, -1e4).astype(np.float32)[:, None, None, :]
        return [
            Reading(
                items=rows[row],
                linking=linking[at],
                answerable=answerable[at],
                mean=mean[at : at + 1],
                pointed=pointed[at : at + 1],
                pointer_keys=keys[at : at + 1],
                cross=cross[at],
                absent=absent[at : at + 1],
            )
            for at, row in enumerate(chosen)
        ]

    def search(
        self, reading: Reading, *, beam: int, prefix: Sequence[int] = ()
    ) -> list[Hypothesis]:
        """The likeliest derivations of one question."""
        run = DecoderRun(self, reading)
        return search(run, reading.items, reading.count, beam=beam, prefix=prefix)

    def no_past(self, rows: int) -> Floats:
        """The cache before the first token."""
        return np.zeros((self.layers, 2, rows, self.heads, 0, self.head), np.float32)

    def step(
        self, reading: Reading, tokens: Ints, symbols: Ints, outcomes: Floats, past: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Logits, logits that the draft stands, and the cache (training.export.StepGraph)."""
        inputs = {
            "tokens": tokens,
            "symbols": symbols,
            "outcomes": outcomes,
            "past": past,
            "linking": reading.linking[None],
            "mean": reading.mean,
            "pointed": reading.pointed,
            "pointer_keys": reading.pointer_keys,
            "cross": reading.cross,
            "absent": reading.absent,
        }
        logits, stands, present = self._step.run(None, inputs)
        return logits, stands, present

    def stands(
        self, reading: Reading, numbers: Sequence[int], control: int, outcome: Floats
    ) -> float:
        """The logit that a draft stands, given its outcome's token and features."""
        before = [SYMBOL_ID[state.symbol] for state in states(numbers, reading.items)]
        tokens = np.array([[BOS, *numbers, control]], np.int64)
        symbols = np.array([[*before, SYMBOL_ID[START.symbol]]], np.int64)
        outcomes = np.zeros((1, tokens.shape[1], OUTCOME_FEATURES), np.float32)
        outcomes[0, -1] = outcome
        _, stands, _ = self.step(reading, tokens, symbols, outcomes, self.no_past(1))
        return float(stands[0])


LENGTH_STEP = 8
"""Pieces and items are padded to a multiple of this."""

READ_BATCH = 1
"""Questions encoded at once: 8-bit activations are scaled over the whole batch, and an answer must
not depend on who else asks."""


class DecoderRun:
    """A beam's decoder: keeps the cache, and takes it along as hypotheses come and go."""

    def __init__(self, network: Network, reading: Reading) -> None:
        self._network, self._reading = network, reading
        self._past = network.no_past(1)

    def step(self, parents: Ints, tokens: Ints, symbols: Ints) -> Floats:
        """See models.embedded.beam.Run."""
        outcomes = np.zeros((len(tokens), 1, OUTCOME_FEATURES), np.float32)
        past = self._past[:, :, parents]
        logits, _, self._past = self._network.step(
            self._reading, tokens[:, None], symbols[:, None], outcomes, past
        )
        return logits

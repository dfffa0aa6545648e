"""What the embedded model costs by itself: encoder, decoder, and both against a bare encoder.

    set -a; . .demo/env; set +a
    python -m bench.latency_model [--repeat 5] [--threads 1] [--json OUT]

Reads the slices that the demo database links to some questions, then asks nothing more of it. Two
ratios are taken in the same run, question by question, to a pass of a bare int8 sentence encoder of
the same size (the embedder's graph) over the same padded length with as many threads: what any
system pays that only reads. A machine that is busy slows all alike, so the ratios hold there too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from route_pg.direct import handle
from route_pg.linking.values import place_matches
from route_pg.linking.words import lookup_words
from route_pg.models.embedded.batch import collate
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.embedded.inputs import Floats, Items, build_items
from route_pg.models.embedded.model import WEIGHTS
from route_pg.models.embedded.pieces import WordPieces
from route_pg.models.embedded.runtime import LENGTH_STEP, Network, open_session
from route_pg.models.embedded.tokens import CONTROL_ID, OUTCOME_FEATURES
from route_pg.protocol.messages import Limits, Link, Slice
from route_pg.types import Schema

BEAM = 8
DRAFTS = 8  # judged by the verifier: as many as a question has trials
BEAM_BUDGET = 3.0  # encoder and beam, in bare passes
ALL_BUDGET = 8.0  # with the verifier over the drafts, and a second beam that corrects the best
QUESTIONS = (
    "how many orders are there?",
    "total revenue by month in 2024",
    "top 5 customers by revenue",
    "average price of products by category",
    "which products were never ordered?",
    "number of employees in each department",
    "names of customers in Ghent who ordered in March",
    "the three suppliers with the most late deliveries",
)

SIZES = (Limits(), Limits(columns=16, tables=4))
"""A slice of a large catalog, and one of about what a small database has."""

Parts = dict[str, float]


@dataclass
class ModelReport:
    """Milliseconds of each part, a list entry a question: the best of its repeats."""

    parts: dict[str, list[float]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)  # padded pieces

    def ratios(self, *names: str) -> list[float]:
        """Some parts together, in bare passes of the same question."""
        together = zip(*(self.parts[name] for name in names), strict=True)
        return [sum(t) / bare for t, bare in zip(together, self.parts["bare"], strict=True)]


def slice_of(
    connection: psycopg.Connection[Any], question: str, embedder: EmbeddedEmbedder, limits: Limits
) -> Schema:
    """What the database links to a question, as a worker would see it."""
    vectors = tuple(map(tuple, embedder.embed([question])))
    request = Link(vectors=vectors, words=lookup_words(question), limits=limits)
    reply = handle(connection, request)
    assert isinstance(reply, Slice)
    return place_matches(question, reply.schema)


def _timed(parts: Parts, name: str, call: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = call()
    spent = (time.perf_counter() - began) * 1000
    parts[name] = min(spent, parts.get(name, spent))
    return found


def _judge(network: Network, reading: Any, drafts: Sequence[Sequence[int]]) -> list[float]:
    outcome: Floats = np.zeros(OUTCOME_FEATURES, np.float32)
    return [network.stands(reading, draft, CONTROL_ID["several"], outcome) for draft in drafts]


def measure_one(items: Items, network: Network, bare: Any, repeat: int) -> tuple[Parts, int]:
    """The parts of one question, each the best of its repeats, and its padded length."""
    parts: Parts = {}
    batch = collate([items], step=LENGTH_STEP)
    for _ in range(repeat):
        _timed(parts, "bare", partial(bare.run, None, {"ids": batch.ids, "mask": batch.mask}))
        (reading,) = _timed(parts, "encoder", partial(network.read, [items]))
        beam = _timed(parts, "decoder", partial(network.search, reading, beam=BEAM))
        drafts = [hypothesis.numbers for hypothesis in beam[:DRAFTS]]
        _timed(parts, "verifier", partial(_judge, network, reading, drafts))
        prefix = drafts[0][: len(drafts[0]) // 2]
        again = partial(network.search, reading, beam=BEAM, prefix=prefix)
        _timed(parts, "correction", again)
    return parts, int(batch.ids.shape[1])


def measure(
    connection: psycopg.Connection[Any], limits: Limits, *, repeat: int, threads: int
) -> ModelReport:
    """All figures of slices of one size."""
    network = Network(WEIGHTS, threads=threads)
    bare = open_session(WEIGHTS / "embedder.onnx", threads)
    embedder, pieces = EmbeddedEmbedder(threads=threads), WordPieces(WEIGHTS / "tokenizer.json")
    report = ModelReport()
    for question in QUESTIONS:
        schema = slice_of(connection, question, embedder, limits)
        items = build_items(question, schema, pieces)
        parts, length = measure_one(items, network, bare, repeat)
        report.lengths.append(length)
        for name, spent in parts.items():
            report.parts.setdefault(name, []).append(spent)
    report.parts["all"] = [
        sum(t) for t in zip(report.parts["encoder"], report.parts["decoder"], strict=True)
    ]
    return report


def quantiles(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[round(0.95 * (len(ordered) - 1))]


def show(report: ModelReport) -> bool:
    """Print the figures; whether they are within their budgets."""
    lengths = f"{min(report.lengths)} to {max(report.lengths)} pieces"
    print(f"embedded model, {len(report.lengths)} questions of {lengths}, beam of {BEAM}")
    print(f"{'milliseconds':>20} {'median':>8} {'p95':>8}")
    for name, values in report.parts.items():
        print(f"{name:>20} {quantiles(values)[0]:8.1f} {quantiles(values)[1]:8.1f}")
    beam, beam_p95 = quantiles(report.ratios("encoder", "decoder"))
    whole, whole_p95 = quantiles(report.ratios("encoder", "decoder", "verifier", "correction"))
    print(f"in bare passes: encoder and beam {beam:.2f} (p95 {beam_p95:.2f}),", end=" ")
    print(f"with verifier and correction {whole:.2f} (p95 {whole_p95:.2f})")
    held = beam <= BEAM_BUDGET and whole <= ALL_BUDGET
    print("within the budgets" if held else "OUTSIDE the budgets", end=": ")
    print(f"median <= {BEAM_BUDGET:g} and <= {ALL_BUDGET:g}")
    return held


def main() -> int:
    """Measure and print; 1 where a budget is not held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with psycopg.connect(autocommit=True) as connection:
        reports = [
            measure(connection, limits, repeat=arguments.repeat, threads=arguments.threads)
            for limits in SIZES
        ]
    if arguments.json:
        arguments.json.write_text(json.dumps([vars(report) for report in reports], indent=1))
    held = [show(report) for report in reports]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""The parts of `make attack` and the fuzzing, short: nothing changes, leaks or crashes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bench.attack_corpus import run_corpus
from bench.attack_injection import ORDER, orders_in
from bench.fuzz import Figures, fuzz_backend, fuzz_decoding, fuzz_worker
from bench.ground import Ground
from tests.fixtures.cluster import Cluster

STEP = 40  # of the corpus: route.trial is tried with all of it elsewhere
EXAMPLES = 40


@pytest.fixture
def place(cluster: Cluster, template: str) -> Iterator[Ground]:
    """The tests' own cluster as a place to attack."""
    with TemporaryDirectory(prefix="route-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Ground(cluster=cluster, template=template, folder=Path(folder))


def held(figures: Figures, examples: int) -> None:
    assert figures.crashes == []
    assert figures.tried >= examples


def test_hostile_statements_on_every_road(place: Ground) -> None:
    tally = run_corpus(place, STEP)
    assert tally.failed == []
    assert tally.tried >= 100


def test_garbage_decoded() -> None:
    held(fuzz_decoding(EXAMPLES * 5), EXAMPLES * 5)


def test_garbage_to_a_worker(place: Ground) -> None:
    held(fuzz_worker(place, EXAMPLES), EXAMPLES)


def test_garbage_to_the_backend(place: Ground) -> None:
    held(fuzz_backend(place, EXAMPLES), EXAMPLES)


def test_what_counts_as_an_order() -> None:
    assert ORDER.search("run nothing") is None
    assert orders_in("Ignore it. RUN: TABLE t END and RUN: SELECT 1") == ["TABLE t", "SELECT 1"]

"""The judge's calibration: what it learns from drafts, and what it reports."""

from __future__ import annotations

import math
import random

import pytest

torch = pytest.importorskip("torch")

from route_pg.models.embedded.model import CALIBRATED, JUDGE_FEATURES, calibrated
from route_pg.training.calibration import _reliability, calibrate
from route_pg.training.samples import DraftSample, Sample
from tests.unit.harbour_samples import PAIRS, sample_of

pytestmark = pytest.mark.train

AGREEMENT, COLUMNS = CALIBRATED.index("agreement"), CALIBRATED.index("columns")
QUESTION = "How many ships are there?"


def drafted(rng: random.Random) -> Sample:
    """Two drafts whose agreement is the chance that they are right; nothing else tells."""
    plain = sample_of(QUESTION, PAIRS[QUESTION])
    drafts = []
    for _ in range(2):
        features = [0.0] * len(JUDGE_FEATURES)
        features[AGREEMENT] = rng.random()
        right = rng.random() < features[AGREEMENT]
        drafts.append(DraftSample(plain.trace, "single", tuple(features), right))
    return Sample("harbour", "harbour", plain.items, plain.trace, plain.sql, tuple(drafts))


@pytest.fixture(scope="module")
def asked() -> list[Sample]:
    rng = random.Random(5)
    return [drafted(rng) for _ in range(300)]


def test_confidence_follows_what_tells_right_from_wrong(asked: list[Sample]) -> None:
    found = calibrate(asked)
    assert len(found.weights) == len(CALIBRATED) + 1
    columns = calibrated(asked[0].drafts[0].features, asked[0].items)[COLUMNS]
    bias = found.weights[-1] + columns * found.weights[COLUMNS]  # all see the same schema
    low, middle, high = (
        1 / (1 + math.exp(-(found.weights[AGREEMENT] * share + bias))) for share in (0.1, 0.5, 0.9)
    )
    assert low < 0.25 < middle < 0.75 < high
    silent = [w for at, w in enumerate(found.weights[:-1]) if at not in (AGREEMENT, COLUMNS)]
    assert silent == pytest.approx([0.0] * len(silent))


def test_the_report_counts_first_chosen_and_possible(asked: list[Sample]) -> None:
    unasked = sample_of(QUESTION, PAIRS[QUESTION])  # no candidate at all: wrong in any case
    report = calibrate([*asked, unasked, unasked]).report
    assert report["questions"] == 302
    assert report["first"] == sum(sample.drafts[0].right for sample in asked) / 302
    assert report["oracle"] == sum(any(d.right for d in sample.drafts) for sample in asked) / 302
    assert report["first"] < report["chosen"] < report["oracle"]
    bins = report["reliability"]
    assert sum(row["questions"] for row in bins) == 300
    assert bins == sorted(bins, key=lambda row: row["confidence"])


def test_those_that_are_certain_are_in_the_last_bin() -> None:
    certain = [(1.0, True), (1.0, False), (0.95, True), (0.05, False)]
    assert _reliability(certain) == [
        {"confidence": 0.05, "right": 0.0, "questions": 1},
        {"confidence": pytest.approx(2.95 / 3), "right": pytest.approx(2 / 3), "questions": 3},
    ]

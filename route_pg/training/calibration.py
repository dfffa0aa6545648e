"""Calibration of the judge on databases kept aside: what confidence means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from route_pg.models.embedded.model import CALIBRATED, calibrated
from route_pg.training.samples import Sample

STEPS, RATE, PENALTY = 4000, 0.3, 1e-3
BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of CALIBRATED, of the verdict where there is one, the bias; how well they do."""

    weights: tuple[float, ...]
    report: dict[str, Any]


def calibrate(
    samples: Sequence[Sample], verdicts: Sequence[Sequence[float]] | None = None
) -> Calibration:
    """Logistic regression from a draft's features to whether it is right.

    verdicts: for each draft of each sample the logit of the network's own head.
    """
    inputs = [
        _inputs(sample, None if verdicts is None else verdicts[at])
        for at, sample in enumerate(samples)
    ]
    right = np.array([draft.right for sample in samples for draft in sample.drafts], np.float64)
    weights = _fit(np.concatenate(inputs), right)
    return Calibration(tuple(float(w) for w in weights), _report(samples, inputs, weights))


def _inputs(sample: Sample, verdicts: Sequence[float] | None) -> NDArray[np.float64]:
    """(drafts, features + 1): what the judge sees of each draft, and 1 for the bias."""
    found = [calibrated(draft.features, sample.items) for draft in sample.drafts]
    features = np.array(found, np.float64).reshape(len(found), len(CALIBRATED))
    columns = [features] if verdicts is None else [features, np.array(verdicts)]
    return np.column_stack([*columns, np.ones(len(features))])


def _fit(inputs: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    scale = np.maximum(np.abs(inputs).max(0), 1e-6)
    scaled = inputs / scale
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        error = _sigmoid(scaled @ weights) - right
        weights -= RATE * (scaled.T @ error / len(right) + PENALTY * weights)
    fitted: NDArray[np.float64] = weights / scale
    return fitted


def _sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-logits)))


def _report(
    samples: Sequence[Sample],
    inputs: Sequence[NDArray[np.float64]],
    weights: NDArray[np.float64],
) -> dict[str, Any]:
    """Accuracy of the first candidate, of the judge's choice and of the beam; reliability."""
    asked = [sample for sample in samples if sample.drafts]
    first = sum(sample.drafts[0].right for sample in asked)
    oracle = sum(any(draft.right for draft in sample.drafts) for sample in asked)
    chosen = []
    for sample, seen in zip(samples, inputs, strict=True):
        if not sample.drafts:
            continue
        chances = _sigmoid(seen @ weights)
        best = int(np.argmax(chances))
        chosen.append((float(chances[best]), sample.drafts[best].right))
    return {
        "questions": len(samples),
        "first": first / len(samples),
        "chosen": sum(right for _, right in chosen) / len(samples),
        "oracle": oracle / len(samples),
        "features": list(CALIBRATED),
        "reliability": _reliability(chosen),
    }


def _reliability(chosen: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    rows = []
    for number in range(BINS):
        inside = [pair for pair in chosen if min(int(pair[0] * BINS), BINS - 1) == number]
        if inside:
            confidence = sum(chance for chance, _ in inside) / len(inside)
            right = sum(hit for _, hit in inside) / len(inside)
            rows.append({"confidence": confidence, "right": right, "questions": len(inside)})
    return rows

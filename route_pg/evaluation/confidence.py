"""What a predictor's confidence is worth: accuracy against coverage, and reliability.

Only examples that were answered with a confidence count; a refusal has none. Accuracies are those
of the benchmark's own judging.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from route_pg.evaluation.records import Verdict

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
BINS = 10


def answered(verdicts: Sequence[Verdict]) -> list[tuple[float, bool]]:
    """Confidence and whether it was right, the most confident first."""
    found = [
        (verdict.confidence, verdict.outcome == "right")
        for verdict in verdicts
        if verdict.executable and verdict.predicted and verdict.confidence is not None
    ]
    return sorted(found, key=lambda pair: -pair[0])


def coverage(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Accuracy among the most confident tenth of the answers, two tenths .. all of them."""
    pairs = answered(verdicts)
    counts = {f"{share:.0%}": round(share * len(pairs)) for share in SHARES}
    return {
        share: sum(right for _, right in pairs[:count]) / count
        for share, count in counts.items()
        if count
    }


def reliability(verdicts: Sequence[Verdict]) -> list[tuple[float, float, int]]:
    """Mean confidence, accuracy and number of the answers of each tenth of confidence."""
    rows = []
    for _, group in groupby(
        answered(verdicts), key=lambda pair: min(int(pair[0] * BINS), BINS - 1)
    ):
        inside = list(group)
        mean = sum(confidence for confidence, _ in inside) / len(inside)
        rows.append((mean, sum(right for _, right in inside) / len(inside), len(inside)))
    return rows

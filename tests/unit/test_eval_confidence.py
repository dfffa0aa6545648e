"""What a report says of confidence."""

from __future__ import annotations

import pytest

from route_pg.evaluation.confidence import answered, coverage, reliability
from route_pg.evaluation.records import Verdict


def verdict(outcome: str, confidence: float | None, predicted: str = "SELECT 1") -> Verdict:
    return Verdict(
        index=0,
        database="d",
        question="q",
        gold="SELECT 1",
        predicted=predicted,
        outcome=outcome,  # type: ignore[arg-type]
        confidence=confidence,
    )


def test_refusals_and_the_unjudged_have_no_confidence() -> None:
    given = [
        verdict("right", 0.4),
        verdict("wrong", 0.9),
        verdict("refusal", 0.0, predicted=""),
        verdict("right", None),
        verdict("gold_error", 0.8),
    ]
    assert answered(given) == [(0.9, False), (0.4, True)]


def test_accuracy_grows_as_less_is_answered() -> None:
    given = [verdict("right", 0.9)] * 8 + [verdict("wrong", 0.2)] * 2
    found = coverage(given)
    assert found["80%"] == 1.0
    assert found["100%"] == 0.8
    assert coverage([]) == {}


def test_reliability_compares_confidence_with_what_was_right() -> None:
    given = [verdict("right", 0.92), verdict("wrong", 0.98), verdict("wrong", 0.11)]
    (high, low) = reliability(given)
    assert high == (pytest.approx(0.95), 0.5, 2)
    assert low == (pytest.approx(0.11), 0.0, 1)


def test_the_surest_answer_is_in_the_last_tenth() -> None:
    assert reliability([verdict("right", 1.0), verdict("right", 0.95)])[0][2] == 2

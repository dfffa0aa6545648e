"""Codes that only a comment explains."""

from __future__ import annotations

import pytest

from route_pg.linking.codes import coded


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("P plasma, T platelets", {"P": "plasma", "T": "platelets"}),
        ("10 entered, 20 picking. Others are no sales", {"10": "entered", "20": "picking"}),
        ("1 in service, 2 out of order", {"1": "in service", "2": "out of order"}),
        ("channel: W web, A agent; NULL: unknown", {"W": "web", "A": "agent"}),
        ("1 = open, 2 = closed", {"1": "open", "2": "closed"}),
        ("Y: waived (not owed, any more)", {"Y": "waived"}),
        ("'A' accrual, 'R' redemption", {"A": "accrual", "R": "redemption"}),
        (
            "1 one two three four five six seven, 2 b",
            {"1": "one two three four five six", "2": "b"},
        ),
    ],
)
def test_codes_with_their_meanings(comment: str, expected: dict[str, str]) -> None:
    assert coded(comment) == expected


@pytest.mark.parametrize(
    "comment",
    [
        *("", "day it left", "1 to 4; in cents", "percent; 70 or more is a pass"),
        *("NULL: unknown, NOT counted", "12 months at most", "in EUR, VAT included"),
    ],
)
def test_other_comments_have_none(comment: str) -> None:
    assert coded(comment) == {}

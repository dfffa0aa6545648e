"""Judging as Spider's script does: what is the same, what is not, and its oddities."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_pg.evaluation.spider_judge import (
    order_matters,
    prepared_gold,
    prepared_prediction,
    same_answer,
    without_distinct,
)

SAME = [
    ([(1, "a"), (2, "b")], [("b", 2), ("a", 1)], False),
    ([(1, 2), (1, 3)], [(2, 1), (3, 1)], True),
    ([], [], True),
    ([(1.0,)], [(1,)], False),
    ([(None, 1)], [(1, None)], False),
    ([("x", "x"), ("y", "z")], [("x", "x"), ("z", "y")], False),
]
DIFFERENT = [
    ([(1,), (1,)], [(1,)], False),
    ([(1,), (1,), (2,)], [(1,), (2,), (2,)], False),
    ([(1,), (2,)], [(2,), (1,)], True),
    ([(1, 2)], [(1,)], False),
    ([("A",)], [("a",)], False),
    ([(1,)], [("1",)], False),
    ([(None,)], [("",)], False),
    ([(0.1 + 0.2,)], [(0.3,)], False),
    # each row has the same cells, yet no one order of columns does it for both
    ([(1, 2), (3, 4)], [(1, 2), (4, 3)], False),
    # the script's quick look sorts cells as text with their type
    ([(1, 10)], [(1.0, 10)], False),
]


@pytest.mark.parametrize(("gold", "predicted", "ordered"), SAME)
def test_same(gold: list[tuple], predicted: list[tuple], ordered: bool) -> None:  # type: ignore[type-arg]
    assert same_answer(gold, predicted, ordered=ordered)
    assert same_answer(predicted, gold, ordered=ordered)


@pytest.mark.parametrize(("gold", "predicted", "ordered"), DIFFERENT)
def test_different(gold: list[tuple], predicted: list[tuple], ordered: bool) -> None:  # type: ignore[type-arg]
    assert not same_answer(gold, predicted, ordered=ordered)
    assert not same_answer(predicted, gold, ordered=ordered)


unhurried = settings(deadline=None, max_examples=60)  # the machine may be busy

ROWS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.sampled_from(["a", "b", 1, 2, None])] * width), min_size=1, max_size=8
    )
)


@unhurried
@given(ROWS, st.randoms(use_true_random=False))
def test_any_order_of_rows_and_columns_is_the_same(rows: list[tuple], random) -> None:  # type: ignore[no-untyped-def,type-arg]
    columns = list(range(len(rows[0])))
    random.shuffle(columns)
    moved = [tuple(row[i] for i in columns) for row in rows]
    assert same_answer(rows, moved, ordered=True)
    random.shuffle(moved)
    assert same_answer(rows, moved, ordered=False)


def test_many_equal_columns_are_quick() -> None:
    row = tuple([0] * 12)
    assert same_answer([row] * 3, [row] * 3, ordered=False)
    assert not same_answer([(*row, 1)], [(*row, 2)], ordered=False)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT COUNT(DISTINCT a) FROM t", "SELECT COUNT( a) FROM t"),
        ("SELECT 'distinct', \"distinct\" FROM t", "SELECT 'distinct', \"distinct\" FROM t"),
        ("SELECT distinctive FROM t", "SELECT distinctive FROM t"),
        ("SELECT 'it''s distinct' FROM t", "SELECT 'it''s distinct' FROM t"),
        ("SELECT 'a;b' FROM t; DROP TABLE t", "SELECT 'a;b' FROM t;"),
    ],
)
def test_distinct_is_dropped_where_it_is_a_keyword(sql: str, expected: str) -> None:
    assert without_distinct(sql) == expected


def test_operators_are_joined_and_values_filled_in() -> None:
    assert prepared_prediction("SELECT a FROM t WHERE b > = 1 AND c ! = value") == (
        "SELECT a FROM t WHERE b >= 1 AND c != 1"
    )
    assert prepared_gold("SELECT value FROM t WHERE y = YEAR(CURDATE())").endswith("y = 2020")
    assert "value" in prepared_gold("SELECT value FROM t")


def test_the_script_looks_for_order_by_in_the_text() -> None:
    assert order_matters("SELECT a FROM t WHERE b = (SELECT c FROM u ORDER BY d LIMIT 1)")
    assert not order_matters("SELECT a FROM t ORDER  BY a")


def test_columns_of_the_same_values_are_quick() -> None:
    # Every row has the same cells, every column too: 16! orders if each were tried.
    rows = [tuple((row + place) % 16 for place in range(16)) for row in range(16)]
    other = [tuple(row ^ place for place in range(16)) for row in range(16)]
    for ordered in (True, False):
        assert same_answer(rows, [row[::-1] for row in rows], ordered=ordered)
        assert not same_answer(rows, other, ordered=ordered)

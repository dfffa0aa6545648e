"""The comparer's rules across engines, one by one, and what must hold for any answers."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_pg.evaluation.comparer import Tied, canonical, same_answer, same_bag, same_cell

SAME_CELLS = [
    (None, None),
    (1, True),
    (0, False),
    (3, Decimal("3.00")),
    (3.0, 3),
    (1 / 3, Decimal("0.33333333")),
    (float("nan"), Decimal("NaN")),
    (float("inf"), float("inf")),
    ("12", 12),
    ("12.50", Decimal("12.5")),
    ("", None),
    ("NULL", None),
    ("2024-01-31", date(2024, 1, 31)),
    ("2024-01-31 00:00:00", date(2024, 1, 31)),
    ("2024-01-31T10:00:00", datetime(2024, 1, 31, 10)),
    ("2024-01-31 10:00:00.500000", datetime(2024, 1, 31, 10, 0, 0, 500000)),
    ("2024-01-31 10:00", datetime(2024, 1, 31, 10)),
    ("2024-01-31 09:00:00", datetime(2024, 1, 31, 10, tzinfo=timezone(timedelta(hours=1)))),
    ("2024-01-31 09:00:00", datetime(2024, 1, 31, 9, tzinfo=UTC)),
    ("10:30:00", time(10, 30)),
    ("10:30", time(10, 30)),
    (1.5, timedelta(hours=36)),
    ('["a", 1]', ["a", 1]),
    (b"ab", memoryview(b"ab")),
]
DIFFERENT_CELLS = [
    (None, 0),
    (None, False),
    ("", " x"),
    (10_000_001, 10_000_002),
    (1.0, 1.1),
    (0.0, 1e-6),
    ("A", "a"),
    ("007", 7),
    ("é", "e"),
    ("2024-01-31", date(2024, 2, 1)),
    ("2024-01-31 10:00:00", date(2024, 1, 31)),
    ("t", True),
    (float("inf"), float("-inf")),
]


def equal(one: object, other: object, *, across: bool = True) -> bool:
    return same_cell(canonical(one, across=across), canonical(other, across=across))


@pytest.mark.parametrize(("one", "other"), SAME_CELLS)
def test_cells_that_are_the_same_across_engines(one: object, other: object) -> None:
    assert equal(one, other)
    assert equal(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_CELLS)
def test_cells_that_differ(one: object, other: object) -> None:
    assert not equal(one, other)
    assert not equal(other, one)


@pytest.mark.parametrize(("one", "other"), [("12", 12), ("", None)])
def test_within_one_engine_text_is_no_number_and_no_null(one: object, other: object) -> None:
    assert not equal(one, other, across=False)


unhurried = settings(deadline=None, max_examples=60)  # the machine may be busy

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([0.5, 1 / 3, 2.25, 1e9 + 0.5]),
    st.sampled_from(["a", "b", "A", "2024-01-31"]),
    st.dates(date(2020, 1, 1), date(2020, 1, 3)),
)


def tables(least: int = 0) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=least, max_size=8)
    )


def as_the_other_engine_would(cell: Any) -> Any:
    match cell:
        case bool():
            return int(cell)
        case int():
            return Decimal(cell)
        case float():
            return Decimal(repr(cell)) * (1 + Decimal("1e-12"))
        case date():
            return cell.isoformat()
        case _:
            return cell


@unhurried
@given(tables(), st.randoms(use_true_random=False))
def test_permuted_rows_are_the_same_bag(rows: list[tuple[Any, ...]], random: Any) -> None:
    moved = [tuple(map(as_the_other_engine_would, row)) for row in rows]
    assert same_answer(rows, moved, ordered=True)
    random.shuffle(moved)
    assert same_answer(rows, moved, ordered=False)


@unhurried
@given(tables(1), st.randoms(use_true_random=False))
def test_permuted_columns_are_the_same_where_that_is_allowed(
    rows: list[tuple[Any, ...]], random: Any
) -> None:
    columns = list(range(len(rows[0])))
    random.shuffle(columns)
    moved = [tuple(row[i] for i in columns) for row in rows]
    assert same_answer(rows, moved, ordered=True, any_columns=True)
    wider = [(*row, number) for number, row in enumerate(moved)]
    assert same_answer(rows, wider, ordered=True, more_columns=True)
    assert not same_answer(rows, wider, ordered=True, any_columns=True)


@unhurried
@given(tables(1), st.integers(0, 7))
def test_a_duplicated_or_missing_row_differs(rows: list[tuple[Any, ...]], place: int) -> None:
    place %= len(rows)
    assert not same_answer(rows, [*rows, rows[place]], ordered=False)
    assert not same_answer(rows, rows[:place] + rows[place + 1 :], ordered=False)


@unhurried
@given(tables(1), st.integers(0, 7))
def test_a_changed_cell_differs(rows: list[tuple[Any, ...]], place: int) -> None:
    place %= len(rows)
    changed = [*rows]
    changed[place] = ("nowhere else", *rows[place][1:])
    assert not same_answer(rows, changed, ordered=False)
    assert not same_answer(rows, changed, ordered=False, any_columns=True)


@unhurried
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_numeric_noise_does_not_make_a_difference(numbers: list[float], random: Any) -> None:
    noisy = [(number * (1 + 1e-9),) for number in numbers]
    random.shuffle(noisy)
    assert same_answer([(number,) for number in numbers], noisy, ordered=False)


@unhurried
@given(tables())
def test_same_is_reflexive_and_symmetric(rows: list[tuple[Any, ...]]) -> None:
    reverse = rows[::-1]
    assert same_answer(rows, reverse, ordered=False)
    assert same_answer(reverse, rows, ordered=False)


def test_bags_count() -> None:
    assert not same_bag([(1,), (1,), (2,)], [(1,), (2,), (2,)])
    assert same_bag([(0.1,), (0.2,)], [(0.2 + 1e-12,), (0.1 - 1e-12,)])
    assert not same_bag([(math.nan,)], [(0.0,)])


def test_order_counts_only_where_asked() -> None:
    assert not same_answer([(1,), (2,)], [(2,), (1,)], ordered=True)
    assert same_answer([(1,), (2,)], [(2,), (1,)], ordered=False)


TIED = Tied(rows=[("a",), ("b",), ("c",), ("d",)], keys=[1, 2, 2, 3])


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ([("a",), ("c",), ("b",), ("d",)], True),
        ([("b",), ("a",), ("c",), ("d",)], False),
        ([("a",), ("b",), ("d",), ("c",)], False),
    ],
)
def test_tied_rows_may_change_places(predicted: list[tuple[str]], right: bool) -> None:
    assert same_answer(TIED.rows, predicted, ordered=True, tied=TIED) is right


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ([("a",), ("b",)], True),
        ([("a",), ("c",)], True),  # LIMIT 2 may keep either
        ([("a",), ("d",)], False),
        ([("c",), ("a",)], False),
    ],
)
def test_limit_may_cut_through_a_tie(predicted: list[tuple[str]], right: bool) -> None:
    gold = TIED.rows[:2]
    assert same_answer(gold, predicted, ordered=True, tied=TIED) is right
    assert same_answer(gold, predicted, ordered=True, any_columns=True, tied=TIED) is right


def test_empty_answers_are_the_same() -> None:
    assert same_answer([], [], ordered=True, any_columns=True, tied=Tied(rows=[], keys=[]))
    assert not same_answer([], [(1,)], ordered=False)


def test_whole_numbers_of_a_bag_are_equal_to_the_last_digit() -> None:
    assert not same_answer([(1_234_567_891,)], [(1_234_567_892,)], ordered=False)
    assert same_answer([(1_234_567_891,)], [(Decimal("1234567891.0"),)], ordered=False)
    assert same_answer([(1_234_567_891,)], [(1_234_567_891.0001,)], ordered=False)


def test_rows_near_one_another_find_their_partners() -> None:
    gold, predicted = [(1.0000001,), (1.0000009,)], [(1.0000002,), (0.9999994,)]
    assert same_answer(gold, predicted, ordered=False)
    assert not same_answer([*gold, (2.5,)], [*predicted, (2.6,)], ordered=False)


def test_many_noisy_rows_are_quick() -> None:
    # Each row is paired with one near it: looking through all of them for each takes minutes.
    numbers = [1 + place / 7 for place in range(8000)]
    noisy = [(number * (1 + 3e-8),) for number in reversed(numbers)]
    assert same_answer([(number,) for number in numbers], noisy, ordered=False)


def test_columns_of_the_same_values_are_quick() -> None:
    # 11 columns hold the same values in different rows: 11! orders if each were tried.
    rows = [tuple((row * factor) % 13 for factor in range(1, 12)) for row in range(13)]
    turned = [row[::-1] for row in rows]
    assert same_answer(rows, turned, ordered=False, any_columns=True)
    broken = [*turned[:-2], (turned[-1][0], *turned[-2][1:]), (turned[-2][0], *turned[-1][1:])]
    assert not same_answer(rows, broken, ordered=False, any_columns=True)

from __future__ import annotations

from typing import Any

import pytest

from route_pg.evaluation.hardness import of_counts, parsed_hardness, spider_hardness

EMPTY: dict[str, Any] = {
    "select": [False, [[0, [0, [0, 1, False], None]]]],
    "from": {"table_units": [["table_unit", 0]], "conds": []},
    "where": [],
    "groupBy": [],
    "having": [],
    "orderBy": [],
    "limit": None,
    "intersect": None,
    "union": None,
    "except": None,
}
UNIT = [0, [0, 1, False], None]
EQUAL = [False, 2, UNIT, 1.0, None]
LIKE = [False, 9, UNIT, "x", None]
IN_QUERY = [False, 8, UNIT, EMPTY, None]
TWO = [[0, UNIT], [0, UNIT]]
BOTH_TABLES = {"table_units": [["table_unit", 0], ["table_unit", 1]], "conds": [EQUAL]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "easy"),
        ({"where": [EQUAL]}, "easy"),
        ({"where": [EQUAL, "or", EQUAL]}, "medium"),
        ({"where": [LIKE]}, "medium"),
        ({"select": [False, TWO]}, "medium"),
        ({"from": BOTH_TABLES, "where": [EQUAL]}, "medium"),
        ({"from": BOTH_TABLES, "where": [EQUAL], "groupBy": [UNIT]}, "hard"),
        ({"where": [IN_QUERY]}, "hard"),
        ({"except": EMPTY}, "hard"),
        ({"where": [IN_QUERY, "and", EQUAL]}, "extra"),
        ({"except": EMPTY, "union": EMPTY}, "extra"),
        ({"select": [False, TWO], "except": EMPTY}, "extra"),
        (
            {
                "orderBy": ["desc", [[0, [3, 1, False], None]]],
                "limit": 1,
                "groupBy": [UNIT],
                "from": BOTH_TABLES,
            },
            "extra",
        ),
    ],
)
def test_levels_of_spiders_parse(changes: dict[str, Any], expected: str) -> None:
    assert spider_hardness({**EMPTY, **changes}) == expected


def test_spiders_levels_have_a_gap_that_is_kept() -> None:
    # Two clauses with two repeated components fall through 'medium' and 'hard' in Spider's script.
    assert [of_counts(2, 0, others) for others in range(4)] == ["medium", "medium", "extra", "hard"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT name FROM reader", "easy"),
        ("SELECT name, fee FROM reader WHERE fee > 3", "medium"),
        ("SELECT name FROM reader WHERE id IN (SELECT reader FROM loan)", "hard"),
        (
            "SELECT a FROM t JOIN u ON t.x = u.x WHERE b LIKE 'c' GROUP BY d ORDER BY e LIMIT 1",
            "extra",
        ),
        ("SELECT FROM WHERE", None),
        ("DELETE FROM reader", None),
    ],
)
def test_levels_from_any_sql(sql: str, expected: str | None) -> None:
    assert parsed_hardness(sql) == expected

"""Slips: each makes the mistake that it names, in the style of the statement around it."""

from __future__ import annotations

import random

import pytest
import sqlglot

from route_pg.training.lm.slips import SLIPS, restyled, slipped
from tests.unit.harbour import HARBOUR

JOINED = (
    "SELECT s.name, count(*) AS visits FROM public.ship AS s"
    " JOIN public.visit AS v ON v.ship_id = s.id"
    " WHERE s.kind = 'ferry' AND s.top_speed > 20"
    " GROUP BY s.name ORDER BY count(*) DESC LIMIT 3"
)

CASES = {
    "other_aggregate": ("SELECT max(top_speed) FROM ship", {"min(", "avg("}),
    "other_comparison": ("SELECT name FROM ship WHERE top_speed > 20", {">=", "< 20"}),
    "other_set": ("SELECT name FROM ship EXCEPT SELECT name FROM port", {"INTERSECT", "UNION"}),
    "other_column": ("SELECT name FROM ship", {"top_speed", "kind", "id", "country"}),
    "foreign_column": ("SELECT name FROM ship", {"country", "ship_id", "port_id", "day"}),
    "invented_column": ("SELECT top_speed FROM ship", {"ship_top_speed", "top", "speed"}),
    "other_table": ("SELECT name FROM ship", {"port", "visit"}),
    "dropped_join": (
        "SELECT s.name FROM visit AS v JOIN ship AS s ON s.id = v.ship_id",
        {"SELECT s.name FROM visit AS v"},
    ),
    "dropped_condition": ("SELECT name FROM ship WHERE id = 1", {"SELECT name FROM ship"}),
    "other_connective": ("SELECT 1 FROM ship WHERE id = 1 AND kind = 'a'", {" OR "}),
    "other_value": ("SELECT name FROM ship WHERE kind = 'ferry'", {"FERRY", "Ferry", "ferrys"}),
    "other_direction": ("SELECT name FROM ship ORDER BY id", {"DESC"}),
    "other_limit": ("SELECT name FROM ship LIMIT 1", {"SELECT name FROM ship"}),
    "dropped_group": ("SELECT kind, count(*) FROM ship GROUP BY kind", {"FROM ship"}),
    "changed_list": ("SELECT name FROM ship WHERE id = 1", {"name, id"}),
    "counted_once": ("SELECT name FROM ship", {"DISTINCT"}),
}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_slip_makes_the_mistake_that_it_names(kind: str) -> None:
    sql, expected = CASES[kind]
    for seed in range(8):
        made = dict(slipped(sql, HARBOUR, random.Random(seed)))[kind]
        assert made != sql
        assert any(part in made for part in expected), made


def test_every_slip_has_a_case() -> None:
    assert CASES.keys() == SLIPS.keys()


def test_a_slip_without_a_place_is_not_offered() -> None:
    kinds = {kind for kind, _ in slipped("SELECT count(*) FROM ship", HARBOUR, random.Random(0))}
    assert kinds <= {"other_table", "counted_once"}


@pytest.mark.parametrize("seed", range(10))
def test_slips_are_single_statements_that_differ(seed: int) -> None:
    made = dict(slipped(JOINED, HARBOUR, random.Random(seed)))
    assert len(made) > 10
    assert restyled(JOINED) not in made.values()
    assert len(set(made.values())) == len(made)
    for sql in made.values():
        assert len(sqlglot.parse(sql, read="postgres")) == 1


def test_the_style_tells_nothing() -> None:
    assert restyled(JOINED) == JOINED
    for sql in dict(slipped(JOINED, HARBOUR, random.Random(0))).values():
        assert "COUNT" not in sql


def test_slips_depend_on_the_seed_alone() -> None:
    drawn = [list(slipped(JOINED, HARBOUR, random.Random(seed))) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_names_that_need_quotes_keep_them() -> None:
    from dataclasses import replace

    columns = tuple(
        replace(column, name="Top Speed") if column.name == "top_speed" else column
        for column in HARBOUR.columns
    )
    schema = replace(HARBOUR, columns=columns)
    drawn = [dict(slipped("SELECT kind FROM ship", schema, random.Random(s))) for s in range(20)]
    assert any('"Top Speed"' in made["other_column"] for made in drawn)

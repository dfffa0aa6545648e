"""Patterns over another database: what may stand where, and how it is said."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from route_pg.generation.parse import parse
from route_pg.generation.vocabulary import ColumnRef, Token
from route_pg.training.pairs import names
from route_pg.training.pairs.fill import fill
from route_pg.training.pairs.names import column_name, table_name
from route_pg.training.pairs.paraphrases import Paraphrases
from route_pg.training.pairs.placement import NoFit
from route_pg.training.pairs.roles import role
from route_pg.training.pairs.targets import target
from route_pg.types import Column, Schema, Table
from tests.unit.farm import CLUB, CLUB_ROWS, pairs, pattern, tried

HEIGHT, TEAM_CODE, SCORE, PLAYED = 3, 4, 8, 9

NAMED = ("names of farmers in order of age", "SELECT name FROM farmer ORDER BY age")
AVERAGE = ("average size of fields", "SELECT avg(size) FROM field")
JOINED = (
    "For each farmer, show the name and the number of fields.",
    "SELECT f.name, count(*) FROM farmer AS f JOIN field AS x ON x.farmer_id = f.farmer_id"
    " GROUP BY f.farmer_id, f.name",
)
ABOVE = ("names of farmers whose age is above 40", "SELECT name FROM farmer WHERE age > 40")
IN_VILLAGE = (
    "How many farmers have the village 'Aston'?",
    "SELECT count(*) FROM farmer WHERE village = 'Aston'",
)
YEARLY = (
    "How many fields in 2021?",
    "SELECT count(*) FROM field WHERE extract(year FROM sown) = 2021",
)
MANY = (
    "Which villages have more than one farmer?",
    "SELECT village FROM farmer GROUP BY village HAVING count(*) > 1",
)


def columns(question: str, sql: str) -> set[int]:
    """Every column that the fillings of a pair point at."""
    return {
        token.index
        for pair in pairs(question, sql)
        for token in pair.derivation
        if isinstance(token, ColumnRef)
    }


@pytest.mark.parametrize("pair", [AVERAGE, JOINED, ABOVE, IN_VILLAGE, YEARLY, MANY])
def test_the_sql_of_a_filling_says_its_derivation(pair: tuple[str, str]) -> None:
    for filled in pairs(*pair):
        assert shown(parse(filled.sql, CLUB, dialect="postgres")) == shown(filled.derivation)


def test_ties_are_settled_in_the_sql_and_not_in_what_is_learned() -> None:
    sorted_by_age = pairs(*NAMED)[0]
    assert sorted_by_age.sql.endswith("ORDER BY height, player_id")
    assert shown(sorted_by_age.derivation) == ["select", 1, "order", HEIGHT, "asc", "end"]


def shown(derivation: Iterable[Token]) -> list[str | int]:
    """Actions and columns of a derivation, without its values."""
    return [
        token.index if isinstance(token, ColumnRef) else token
        for token in derivation
        if isinstance(token, str | ColumnRef)
    ]


def test_quantities_stand_for_quantities_and_never_keys() -> None:
    assert columns(*AVERAGE) <= {HEIGHT, SCORE, 11}
    assert role(CLUB, TEAM_CODE) == "id"


def test_keys_decide_which_tables_join() -> None:
    said = {pair.question for pair in pairs(*JOINED)}
    assert said <= {
        "For each player, show the name and the number of matches.",
        "For each player, show the city and the number of matches.",
    }


def test_a_single_time_is_where_one_is() -> None:
    found = pairs(*YEARLY)
    assert {pair.question for pair in found} <= {
        "How many matches in 2021?",
        "How many matches in 2022?",
    }
    assert columns(*YEARLY) == {PLAYED}


def test_values_are_of_the_database() -> None:
    texts = {"Bath", "Leeds", "North Park", "Old Pitch"}
    for pair in pairs(*IN_VILLAGE):
        assert any(f"'{text}'" in pair.question and f"'{text}'" in pair.sql for text in texts)


def test_things_after_a_number_are_many() -> None:
    pair = pairs(*MANY)[0]
    assert pair.question.endswith(("players?", "matches?"))
    assert "one" not in pair.question.split()


def test_a_name_that_several_tables_have_is_said_with_its_table() -> None:
    found = pattern("What is the average size?", "SELECT avg(size) FROM field")
    said = {pair.question for pair in tried(found, 20)}
    assert "What is the average match score?" in said
    assert "What is the average score?" not in said
    assert "What is the average height?" in said


def test_only_people_are_asked_who_they_are() -> None:
    found = pattern("names of farmers who have an age above 40", ABOVE[1])
    assert {pair.question.split()[2] for pair in tried(found, 20)} == {"players"}


def test_a_database_without_the_keys_takes_no_join() -> None:
    lone = Schema(
        tables=CLUB.tables[2:], columns=(Column(table=0, name="name", type="text", kind="text"),)
    )
    place = target(
        "lone", lone, {}, lambda word: True, Paraphrases({}, {"table": {}, "column": {}})
    )
    with pytest.raises(NoFit):
        fill(pattern(*JOINED), place, {}, random.Random(1))


def test_other_names_are_used_where_nothing_else_has_them() -> None:
    others = Paraphrases({}, {"table": {"player": ("athlete",)}, "column": {"height": ("score",)}})
    place = target("club", CLUB, CLUB_ROWS, lambda word: True, others)
    assert place.other_tables[0] == (("athlete",),)
    assert place.other_columns[HEIGHT] == ()
    rng = random.Random(1)
    said = " ".join(fill(pattern(*ABOVE), place, {}, rng).question for _ in range(60))
    assert "athletes" in said
    assert "players" in said


def test_what_nobody_could_say_is_not_said() -> None:
    place = target(
        "club",
        CLUB,
        CLUB_ROWS,
        lambda word: word != "player",
        Paraphrases({}, {"table": {}, "column": {}}),
    )
    with pytest.raises(NoFit):
        fill(pattern(*JOINED), place, {}, random.Random(1))


@pytest.mark.parametrize(
    ("name", "comment", "words"),
    [
        ("stuid", "student id", ("student", "id")),
        ("ship_name", "", ("name",)),
        ("date", "character id", ("date",)),
        ("top_speed", "", ("top", "speed")),
    ],
)
def test_columns_are_called_as_people_would(name: str, comment: str, words: names.Name) -> None:
    column = Column(table=0, name=name, type="text", kind="text", comment=comment)
    schema = Schema(tables=(Table(schema="public", name="ship"),), columns=(column,))
    assert column_name(schema, column) == words


def test_a_table_called_data_has_no_name() -> None:
    assert table_name(Table(schema="public", name="data")) == ()
    assert table_name(Table(schema="public", name="tbl_orders")) == ("orders",)

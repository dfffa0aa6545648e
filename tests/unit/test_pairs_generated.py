"""Generated pairs as a source: which databases give and take, and that a seed decides them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from route_pg.training.data import SOURCES, StoredDatabase
from route_pg.training.pairs import generated as module
from route_pg.training.pairs.generated import Places, Steady, generated
from route_pg.training.pairs.paraphrases import learn, paraphrases
from route_pg.training.samples import Sample, make_sample
from route_pg.types import Schema, ValueMatch
from tests.unit.farm import CLUB, pieces

CLUBS = ("chess_club", "rowing_club")
COLUMNS = [
    (0, "player id"),
    (0, "name"),
    (0, "city"),
    (0, "height"),
    (1, "match id"),
    (1, "player id"),
    (1, "score"),
]


def described(name: str) -> dict[str, object]:
    """A database in the form of tables.json."""
    columns = [[-1, "*"], *[[table, words.replace(" ", "_")] for table, words in COLUMNS]]
    return {
        "db_id": name,
        "table_names_original": ["player", "match"],
        "table_names": ["player", "match"],
        "column_names_original": columns,
        "column_names": [[-1, "*"], *[list(column) for column in COLUMNS]],
        "column_types": [
            "text",
            *["number", "text", "text", "number", "number", "number"],
            "number",
        ],
        "primary_keys": [1, 5],
        "foreign_keys": [[6, 1]],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two databases, of which the first has rows."""
    question = {"question": "How many players?", "query": "SELECT count(*) FROM player"}
    asked = [{"db_id": name, **question} for name in CLUBS]
    synonyms = [
        {
            "db_id": name,
            "SpiderQuestion": f"Show the {words} of players.",
            "SpiderSynQuestion": f"Show the {words} of athletes.",
            "query": "",
        }
        for name in CLUBS
        for words in ("name", "city")
    ]
    files = {
        "spider/tables.json": [described(name) for name in CLUBS],
        "spider/train_spider.json": asked,
        "spider/train_others.json": [],
        "spider-syn/train_spider.json": synonyms,
        "bird-train/train_tables.json": [],
        "bird-train/train_questions_recovered.json": [],
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    stored = tmp_path / "spider" / "database" / CLUBS[0]
    stored.mkdir(parents=True)
    with closing(sqlite3.connect(stored / f"{CLUBS[0]}.sqlite")) as database:
        database.executescript(
            "CREATE TABLE player"
            " (player_id INTEGER PRIMARY KEY, name TEXT, city TEXT, height REAL);"
            "CREATE TABLE match (match_id INTEGER PRIMARY KEY, player_id INTEGER, score REAL);"
            "INSERT INTO player VALUES (1, 'Ann Lee', 'Bath', 180), (2, 'Cy Moss', 'Bath', 190);"
            "INSERT INTO match VALUES (1, 1, 5), (2, 1, 7);"
        )
    return tmp_path


@pytest.fixture(autouse=True)
def one_piece_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word pieces of the encoder: its package may not be installed."""
    monkeypatch.setattr(module, "tokenizer", lambda: pieces)


def test_pairs_are_of_all_databases_but_those_held_out(data: Path) -> None:
    source, _ = generated(Places(data), data, aside=(), pairs=60, seed=1)
    assert {example.database for example in source.examples} == {f"spider/{c}" for c in CLUBS}
    source, _ = generated(Places(data), data, aside={"spider/rowing_club"}, pairs=60, seed=1)
    assert {example.database for example in source.examples} == {"spider/chess_club"}


def test_a_seed_decides_the_pairs(data: Path) -> None:
    def questions(seed: int) -> list[str]:
        source, _ = generated(Places(data), data, aside=(), pairs=60, seed=seed)
        return [example.question for example in source.examples]

    assert questions(1) == questions(1)
    assert questions(1) != questions(2)


def test_no_question_is_asked_twice_of_a_database(data: Path) -> None:
    source, report = generated(Places(data), data, aside=(), pairs=200, seed=1)
    asked = [(example.database, example.question) for example in source.examples]
    assert len(asked) == len(set(asked)) == report.made.total()


def test_every_pair_can_be_learned_by_its_own_derivation(data: Path) -> None:
    source, _ = generated(Places(data), data, aside=(), pairs=200, seed=1)
    assert source.examples
    for example in source.examples:
        sample = make_sample(example, source.open(example.database), pieces)
        assert isinstance(sample, Sample), (example.question, sample)


def test_statements_run_on_the_rows_that_values_came_from(data: Path) -> None:
    source, _ = generated(Places(data), data, aside={"spider/rowing_club"}, pairs=100, seed=1)
    texts = [e.sql for e in source.examples if "city = '" in e.sql or "name = '" in e.sql]
    assert texts
    assert all(any(v in sql for v in ("'Bath'", "'Ann Lee'", "'Cy Moss'")) for sql in texts)


def test_other_names_are_learned_where_questions_agree(data: Path) -> None:
    assert learn(data, aside=()) == {("table", ("player",)): (("athlete",),)}
    assert learn(data, aside={f"spider/{name}" for name in CLUBS}) == {}


def test_a_word_is_replaced_in_every_name_that_ends_in_it(data: Path) -> None:
    known = paraphrases(data, aside=())
    assert ("home", "town") in known.others("column", ("home", "city"))
    assert ("athlete",) in known.others("table", ("players",))


def test_an_example_without_a_derivation_is_parsed(data: Path) -> None:
    source = SOURCES["spider"](data)
    database = source.open("spider/chess_club")
    assert isinstance(database, StoredDatabase)
    sample = make_sample(source.examples[0], database, pieces)
    assert isinstance(sample, Sample)


class Shuffled:
    """Shows its columns in another order to every question but the empty one."""

    def link(self, question: str) -> Schema:
        if not question:
            return replace(CLUB, matches=())
        order = list(range(len(CLUB.columns) - 1, -1, -1))
        columns = tuple(CLUB.columns[index] for index in order)
        match = ValueMatch(column=order.index(2), value="Bath")
        return replace(CLUB, columns=columns, matches=(match,))


def test_a_schema_whose_order_changes_with_the_question_is_held_steady() -> None:
    linked = Steady(Shuffled()).link("players of Bath")
    assert linked.columns == CLUB.columns
    assert [(match.column, match.value) for match in linked.matches] == [(2, "Bath")]

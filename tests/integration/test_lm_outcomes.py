"""Statements of training, run in the bookshop: gold, drafts, and what is told of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from route_pg.cli import main
from route_pg.training.data import Example, Source
from route_pg.training.lm.data import Counts, Given, make_data
from route_pg.training.lm.mixture import Mixture
from route_pg.training.lm.outcomes import LiveTrials, TrainingServer
from route_pg.training.lm.pairs import Left, Pair, clean_pairs
from route_pg.types import TASKS, Failure, Result, Schema
from tests.fixtures.cluster import Cluster, Connect
from tests.unit.harbour import HARBOUR

DEAREST = "SELECT title FROM shop.book ORDER BY price DESC LIMIT 1"


@pytest.fixture
def trials(bookshop: str, connect: Connect) -> LiveTrials:
    return LiveTrials(connect())


def asked(sql: str, dialect: str = "postgres") -> Example:
    return Example(
        source="shop",
        database="shop/one",
        question="?",
        sql=sql,
        dialect="sqlite" if dialect == "sqlite" else "postgres",
    )


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT count(*) FROM shop.book", ""),
        ("SELECT cost FROM shop.book", "gold fails"),
        ("SELECT random() FROM shop.book", "answers otherwise"),
    ],
)
def test_gold_that_is_no_good(trials: LiveTrials, sql: str, reason: str) -> None:
    found = trials.check(asked(sql), sql)
    assert found.startswith(reason) if reason else found == ""


def test_a_statement_must_give_the_golds_answer(trials: LiveTrials) -> None:
    gold = asked("SELECT count(*) FROM shop.book")
    assert trials.check(gold, "SELECT 4") == ""
    assert trials.check(gold, "SELECT 5") == "answers otherwise than the gold"
    assert trials.check(gold, "SELECT cost FROM shop.book") == "fails: 42703"


@pytest.mark.parametrize(
    ("sql", "wrong", "right"),
    [
        (DEAREST, False, True),
        ("SELECT title FROM shop.book WHERE price = 18.50", False, True),
        ("SELECT title FROM shop.book ORDER BY price LIMIT 1", True, False),
        ("SELECT name FROM shop.book", True, False),
        ("SELECT title, price FROM shop.book ORDER BY price DESC LIMIT 1", True, False),
    ],
)
def test_right_and_wrong_are_seen_in_the_rows(
    trials: LiveTrials, sql: str, wrong: bool, right: bool
) -> None:
    assert (trials.is_wrong(DEAREST, sql), trials.is_right(DEAREST, sql)) == (wrong, right)


def test_neither_right_nor_surely_wrong(trials: LiveTrials) -> None:
    gold = "SELECT DISTINCT author_id FROM shop.book"
    without = "SELECT author_id FROM shop.book"
    assert not trials.is_wrong(gold, without)
    assert not trials.is_right(gold, without)


def test_a_draft_is_shown_what_a_question_would_see(trials: LiveTrials) -> None:
    ran = trials.outcome(DEAREST)
    assert isinstance(ran, Result)
    assert (ran.columns, ran.rows) == (("title",), (("Salt Roads",),))
    failed = trials.outcome("SELECT titel FROM shop.book")
    assert isinstance(failed, Failure)
    assert failed.sqlstate == "42703"
    assert "book.title" in failed.hint


def test_nothing_that_is_tried_stays(trials: LiveTrials, connect: Connect) -> None:
    for sql in ("DELETE FROM shop.book RETURNING 1", "SELECT pg_sleep(60)"):
        assert isinstance(trials.outcome(sql), Failure)
    assert connect().execute("SELECT count(*) FROM shop.book").fetchone() == (4,)


def test_the_four_tasks_of_a_live_database(trials: LiveTrials) -> None:
    class Bookshop:
        def link(self, question: str) -> Schema:
            return HARBOUR  # what is seen does not matter here, what runs does

    gold = {"Dearest?": DEAREST, "How many?": "SELECT count(*) FROM shop.book"}
    examples = tuple(
        Example(source="s", database="d", question=q, sql=sql, dialect="postgres")
        for q, sql in gold.items()
    )
    source = Source(name="s", examples=examples, open=lambda _: Bookshop())
    counts = Counts()
    mixture = Mixture(tasks=dict.fromkeys(TASKS, 3.0), correct=0.4)
    make_data([Given(source=source, trials=lambda _: trials)], mixture, 0, counts=counts)
    assert counts.pairs == {"s": 2}
    assert [counts.of_task(task) for task in TASKS] == [6, 6, 6, 6]


def server_dsn(cluster: Cluster) -> str:
    return cluster.dsn("postgres")


def test_schemas_without_rows_are_tried_as_empty_tables(cluster: Cluster, template: str) -> None:
    class Harbour:
        def link(self, question: str) -> Schema:
            return HARBOUR

    good = Example(
        source="h",
        database="h/one",
        question="Names?",
        sql="SELECT name FROM ship",
        dialect="sqlite",
    )
    bad = Example(
        source="h",
        database="h/one",
        question="Odd?",
        sql="SELECT name FROM ship WHERE top_speed = 'x'",
        dialect="postgres",
    )
    source = Source(name="h", examples=(good, bad), open=lambda _: Harbour())
    server = TrainingServer(server_dsn(cluster))
    try:
        found = list(clean_pairs(source, server.without_rows(source)))
    finally:
        server.close()
    assert [one.sql for one in found if isinstance(one, Pair)] == ["SELECT name FROM public.ship"]
    assert [one.reason for one in found if isinstance(one, Left)] == ["fails: 22P02"]


def test_the_command_makes_data_of_spiders_form(
    cluster: Cluster, template: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = spider_like(tmp_path / "spider")
    out = tmp_path / "data.jsonl"
    dsn = server_dsn(cluster)
    assert conninfo_to_dict(dsn)["dbname"] == "postgres"
    made = []
    for _ in range(2):
        assert (
            main(["train", "data", "--spider", str(folder), "--dsn", dsn, "--out", str(out)]) == 0
        )
        made.append(out.read_text())
    assert made[0] == made[1]
    tasks = [json.loads(line)["task"] for line in made[0].split("\n")[:-1]]
    assert set(tasks) == set(TASKS)
    said = capsys.readouterr().out
    assert "left out: not in PostgreSQL" in said
    assert f"{len(tasks)} conversations" in said


def spider_like(folder: Path) -> Path:
    """A folder in the form of Spider's, with one small database."""
    import sqlite3

    place = folder / "database" / "pond" / "pond.sqlite"
    place.parent.mkdir(parents=True)
    with sqlite3.connect(place) as database:
        database.executescript(
            "CREATE TABLE Frog (Frog_ID INTEGER PRIMARY KEY, Name TEXT, Age INTEGER);"
            "INSERT INTO Frog VALUES (1, 'Quill', 3), (2, 'Moss', 5), (3, 'Reed', 5);"
        )
    database.close()
    entry = {
        "db_id": "pond",
        "table_names_original": ["Frog"],
        "table_names": ["frog"],
        "column_names_original": [[-1, "*"], [0, "Frog_ID"], [0, "Name"], [0, "Age"]],
        "column_names": [[-1, "*"], [0, "frog id"], [0, "name"], [0, "age"]],
        "column_types": ["text", "number", "text", "number"],
        "primary_keys": [1],
        "foreign_keys": [],
    }
    (folder / "tables.json").write_text(json.dumps([entry]))
    pairs = {
        "How many frogs are there?": "SELECT count(*) FROM Frog",
        "Names of frogs older than 4?": "SELECT Name FROM Frog WHERE Age > 4",
        "What is the average age?": "SELECT avg(Age) FROM Frog",
        "Which frog is the heaviest?": "SELECT Name FROM Frog WHERE Age > nothing(1)",
    }
    questions = [{"db_id": "pond", "question": q, "query": sql} for q, sql in pairs.items()]
    (folder / "train_spider.json").write_text(json.dumps(questions))
    (folder / "train_others.json").write_text("[]")
    return folder

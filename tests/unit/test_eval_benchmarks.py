from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.evaluation.accepted import accepted_answers
from route_pg.evaluation.benchmarks import NAMES, Place, read_benchmark
from route_pg.evaluation.examples import Benchmark, select
from tests.fixtures.benchmarks import HERE, make_spider


def read(name: str, file: str, *, evidence: bool = False) -> Benchmark:
    return read_benchmark(name, Place(data=HERE / file, evidence=evidence))


def test_spider(tmp_path: Path) -> None:
    benchmark = read_benchmark("spider", Place(data=make_spider(tmp_path)))
    assert [e.database for e in benchmark.examples] == ["lending"] * 3 + ["lost_1"]
    assert [e.index for e in benchmark.examples] == [0, 1, 2, 3]
    assert benchmark.databases == tmp_path / "database"
    assert list(benchmark.entries) == ["lending"]
    assert (benchmark.engine, benchmark.rules, benchmark.family) == ("sqlite", "spider", "spider")
    assert len(benchmark.data["dev.json"]) == 64


def test_hardness_says_how_it_was_come_by(tmp_path: Path) -> None:
    benchmark = read_benchmark("spider", Place(data=make_spider(tmp_path)))
    assert [e.measured for e in benchmark.examples] == ["spider", "spider"] + ["approximate"] * 2
    assert benchmark.hardness == "mixed"
    assert [e.hardness for e in benchmark.examples][:3] == ["easy", "easy", "medium"]


def test_spider_syn_asks_the_changed_question() -> None:
    (example,) = read("spider-syn", "spider_syn.json").examples
    assert example.question == "How many borrowers are there?"
    assert read("spider-syn", "spider_syn.json").family == "spider"


def test_spider_dk_and_realistic() -> None:
    (example,) = read("spider-dk", "spider_dk.json").examples
    assert example.question == "Who still borrows?"
    assert read("spider-dk", "spider_dk.json").family == "spider_dk"
    assert len(read("spider-realistic", "dev.json").examples) == 4


def test_spider_test_lies_in_other_folders(tmp_path: Path) -> None:
    make_spider(tmp_path)
    (tmp_path / "dev.json").rename(tmp_path / "test.json")
    (tmp_path / "tables.json").rename(tmp_path / "test_tables.json")
    (tmp_path / "database").rename(tmp_path / "test_database")
    benchmark = read_benchmark("spider-test", Place(data=tmp_path))
    assert benchmark.databases == tmp_path / "test_database"
    assert "lending" in benchmark.entries


def test_bird_with_and_without_evidence() -> None:
    plain, told = read("bird", "bird.json"), read("bird", "bird.json", evidence=True)
    assert plain.examples[0].question == "Who pays the full fee?"
    assert told.examples[0].question.endswith("\nfull fee refers to Fee = 12.5")
    assert told.examples[1].question == "How many loans?"
    assert [e.hardness for e in plain.examples] == ["simple", "moderate"]
    assert plain.rules == "bird"
    mini = read("bird-mini", "bird.json")
    assert (mini.engine, mini.family) == ("postgresql", "bird_mini")


def test_sql_eval_accepts_several_answers() -> None:
    benchmark = read("sql-eval", "sql_eval.csv")
    first, second = benchmark.examples
    assert first.golds == (
        "SELECT branch.town FROM branch",
        "SELECT branch.id FROM branch",
        "SELECT branch.town, branch.id FROM branch",
        "SELECT upper(town) FROM branch",
    )
    assert "SELECT town, id, count(*) FROM branch GROUP BY town, id" in second.golds
    assert (first.hardness, second.evidence) == ("basic", "count branches")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SELECT 1", ("SELECT 1",)),
        ("SELECT 'a;b{c}'; SELECT 2;", ("SELECT 'a;b{c}'", "SELECT 2")),
        (
            "SELECT {a AS x, b} FROM t GROUP BY {}",
            (
                "SELECT a AS x FROM t GROUP BY a",
                "SELECT b FROM t GROUP BY b",
                "SELECT a AS x, b FROM t GROUP BY a, b",
            ),
        ),
        ("SELECT {round(a, 2)} FROM t", ("SELECT round(a, 2) FROM t",)),
    ],
)
def test_accepted_answers(cell: str, expected: tuple[str, ...]) -> None:
    assert accepted_answers(cell) == expected


def test_many_columns_give_a_bounded_number_of_answers() -> None:
    columns = ", ".join(f"c{i}" for i in range(20))
    assert len(accepted_answers(f"SELECT {{{columns}}} FROM t")) == 256


def test_own_questions() -> None:
    table, listed = read("own", "own.csv"), read("own", "own.toml")
    assert [e.question for e in table.examples] == [e.question for e in listed.examples]
    assert len(listed.examples[1].golds) == 2
    assert (table.rules, table.engine) == ("strict", "postgresql")


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"own", "sql-eval"}))
def test_another_form_is_said_to_be_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps([{"db_id": "lending", "text": "?"}]))
    with pytest.raises(BadArgument, match="is not in the form of"):
        read_benchmark(name, Place(data=path))
    path.write_text("{")
    with pytest.raises(BadArgument, match="is not in the form of"):
        read_benchmark(name, Place(data=path))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own", "question,sql\nWhat?,\n"),
        ("own", "question\nWhat?\n"),
        ("sql-eval", "question,query,db_name\nWhat?,;,towns\n"),
    ],
)
def test_a_row_without_an_answer_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "questions.csv"
    path.write_text(text)
    with pytest.raises(BadArgument):
        read_benchmark(name, Place(data=path))


def test_a_missing_file_and_an_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"has none of dev\.json"):
        read_benchmark("spider", Place(data=tmp_path))
    with pytest.raises(BadArgument, match="there is no benchmark"):
        read_benchmark("wikisql", Place(data=tmp_path))


def test_databases_may_lie_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "spider"
    elsewhere.mkdir()
    make_spider(elsewhere)
    shutil.copy(HERE / "spider_syn.json", tmp_path / "dev.json")
    place = Place(data=tmp_path / "dev.json", databases=elsewhere)
    benchmark = read_benchmark("spider-syn", place)
    assert benchmark.databases == elsewhere / "database"
    assert "lending" in benchmark.entries


def test_selection(tmp_path: Path) -> None:
    examples = read_benchmark("spider", Place(data=make_spider(tmp_path))).examples
    assert [e.index for e in select(examples, limit=2)] == [0, 1]
    assert [e.index for e in select(examples, databases=["lost_1"])] == [3]
    drawn = [e.index for e in select(examples, limit=2, sample=5)]
    assert drawn == sorted(drawn)
    assert drawn == [e.index for e in select(examples, limit=2, sample=5)]
    assert {tuple(e.index for e in select(examples, limit=2, sample=s)) for s in range(20)} != {
        tuple(drawn)
    }


CORPUS = """
split = "{split}"
[[statement]]
sql = "SELECT count(*) FROM kiln ORDER BY 1"
full = "How many kilns are there?"
terse = "kilns"
roundabout = "How many ovens do we own?"
[[refusal]]
question = "Who bakes best?"
kind = "not here"
"""


def test_the_corpus_is_asked_where_no_training_has_been(tmp_path: Path) -> None:
    for name, split in (("pottery", "held-out"), ("bakery", "train")):
        (tmp_path / name).mkdir()
        told = CORPUS.format(split=split)
        (tmp_path / name / "questions.toml").write_text(told, encoding="utf-8")
    examples = read_benchmark("corpus", Place(data=tmp_path)).examples
    assert {example.database for example in examples} == {"pottery"}
    assert [example.group for example in examples] == ["full", "terse", "roundabout", "refuse"]
    assert [example.refusal for example in examples] == ["", "", "", "RT002"]
    assert not any(example.ordered for example in examples)

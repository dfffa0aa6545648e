from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from route_pg.evaluation.cli import main
from route_pg.evaluation.records import read_report
from tests.fixtures.benchmarks import make_spider

COUNT = "SELECT count(*) FROM Reader"
FIRST = "SELECT Name FROM Reader ORDER BY Since"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
ROWS = [
    # question, prediction, gold, database, outcome, strict
    ("q", "SELECT COUNT(RdrNo) FROM Reader;", COUNT, "lending", "right", "right"),
    ("q", "SELECT 3", COUNT, "lending", "wrong", "wrong"),
    (
        "q",
        "SELECT Fee, Name FROM Reader",
        "SELECT Name, Fee FROM Reader",
        "lending",
        "right",
        "wrong",
    ),
    ("q", "SELECT DISTINCT Fee FROM Reader", "SELECT Fee FROM Reader", "lending", "right", "wrong"),
    ("q", "SELECT Name FROM Reader ORDER BY Since DESC", FIRST, "lending", "wrong", "wrong"),
    ("q", "SELECT nothing FROM Reader", COUNT, "lending", "error", "error"),
    ("q", "", "SELECT Name FROM Reader WHERE 0", "lending", "error", "error"),
    ("q", ENDLESS, COUNT, "lending", "timeout", "timeout"),
    ("q", COUNT, COUNT, "lost_1", "no_database", "no_database"),
    ("q", COUNT, COUNT, "absent", "no_database", "no_database"),
    ("q", "SELECT 1", "SELECT oops", "lending", "gold_error", "gold_error"),
    ("q", "DELETE FROM Reader", COUNT, "lending", "error", "error"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_spider(tmp_path)


def write(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["NLQ", "Predict", "GOLD", "database"])
        writer.writerows(row[:4] for row in rows)
    return path


def test_every_outcome(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = write(data / "predictions.csv", ROWS), data / "report.json"
    arguments = ["published", str(file), "--data", str(data), "--json", str(out)]
    assert main([*arguments, "--timeout", "0.5"]) == 0
    examples = json.loads(out.read_text())["examples"]
    assert [e["index"] for e in examples] == list(range(len(ROWS)))
    assert [e["outcome"] for e in examples] == [row[4] for row in ROWS]
    assert [e["strict"] for e in examples] == [row[5] for row in ROWS]
    printed = capsys.readouterr().out
    assert "no database lost_1: 1 examples not judged" in printed
    total = read_report(out).summary["total"]
    assert (total["all"], total["executable"], total["right"]) == (12, 9, 3)
    assert total["accuracy"] == pytest.approx(3 / 9)
    assert total["accuracy_of_all"] == pytest.approx(3 / 12)


def test_hardness_is_that_of_the_parsed_gold(data: Path) -> None:
    question = "Names of readers, the earliest first"
    # not what sqlglot would say of this text: the parse in dev.json is asked
    file = write(data / "predictions.csv", [(question, FIRST, FIRST + " LIMIT 9", "lending")])
    out = data / "report.json"
    assert main(["published", str(file), "--data", str(data), "--json", str(out)]) == 0
    (verdict,) = read_report(out).examples
    assert verdict.hardness == "easy"


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", b"NLQ,Predict,GOLD,database\n\xff,,,\n"])
def test_another_file_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], text: str | bytes
) -> None:
    file = data / "predictions.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["published", str(file), "--data", str(data)]) == 1
    assert "route-pg eval:" in capsys.readouterr().err


def test_a_missing_file_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["published", str(data / "no.csv"), "--data", str(data)]) == 1
    assert "cannot read" in capsys.readouterr().err


def test_the_files_are_left_as_they_were(data: Path) -> None:
    path = data / "database" / "lending" / "lending.sqlite"
    before = path.read_bytes()
    file = write(data / "predictions.csv", [("q", "DROP TABLE Loan", COUNT, "lending")])
    main(["published", str(file), "--data", str(data)])
    assert path.read_bytes() == before

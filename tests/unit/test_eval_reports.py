from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.evaluation.ablation import compare
from route_pg.evaluation.asking import read_switch
from route_pg.evaluation.cache import Cache, key_of
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.cli import main
from route_pg.evaluation.differing import differ, mcnemar
from route_pg.evaluation.linking_scores import precision_at, recall_at
from route_pg.evaluation.markdown import as_markdown
from route_pg.evaluation.named_models import NAMED, model_rows
from route_pg.evaluation.ordering import outermost_orders, ranking
from route_pg.evaluation.pictures import draw
from route_pg.evaluation.predicting import Prediction, from_story
from route_pg.evaluation.records import (
    Report,
    Verdict,
    quantile,
    read_report,
    summarise,
    write_report,
)
from route_pg.training.lm.recipe import model_names, read_recipe

TABLES = {"reader": frozenset({"id", "name", "branch"}), "loan": frozenset({"reader", "title"})}


def verdict(index: int, outcome: str, **more: object) -> Verdict:
    values = {
        "database": "lending",
        "question": f"question {index}",
        "gold": "SELECT 1",
        "hardness": "easy",
        "predict_seconds": 0.01 * (index + 1),
        **more,
    }
    return Verdict(index=index, outcome=outcome, **values)  # type: ignore[arg-type]


def report(*outcomes: str) -> Report:
    verdicts = tuple(verdict(i, outcome, strict=outcome) for i, outcome in enumerate(outcomes))
    return Report(
        benchmark="spider",
        judging="by hand",
        predictor="route_sql",
        summary=summarise(verdicts),
        examples=verdicts,
    )


def test_every_model_of_the_paper_has_a_row() -> None:
    assert {name: read_recipe(name).weights for name in model_names()} == NAMED
    rows = model_rows([])
    assert [row.model for row in rows] == ["embedded", *NAMED]
    assert {row.cells()[1] for row in rows} == {"not run"}


def test_a_models_row_holds_its_reports_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served = replace(report("right", "wrong"), model="openai:http://h/v1#Qwen/Qwen2.5-7B-Instruct")
    tuned = replace(report("right", "right"), model="transformers:runs/x/model", commit="abcdef012")
    files = [tmp_path / "served.json", tmp_path / "tuned.json"]
    for each, file in zip((served, tuned), files, strict=True):
        write_report(each, file)
    told = [str(files[0]), f"mistral-7b={files[1]}", str(files[1])]
    assert main(["models", *told, "--markdown", str(tmp_path / "m" / "models.md")]) == 0
    lines = (tmp_path / "m" / "models.md").read_text().splitlines()
    assert "| qwen2.5-7b | spider | route_sql | 1 of 2 | 50.0 | 50.0 |  |" in lines
    assert "| mistral-7b | spider | route_sql | 2 of 2 | 100.0 | 100.0 | abcdef0 |" in lines
    assert lines[-1].startswith("| transformers:runs/x/model | spider")
    assert sum("not run" in line for line in lines) == 7
    assert "qwen2.5-7b" in capsys.readouterr().out


def test_a_report_keeps_its_ablation(tmp_path: Path) -> None:
    whole, without = report("right", "right", "wrong"), report("wrong", "right", "right")
    row = compare(("noise_correction",), without, whole)
    assert (row.gained, row.spoiled, row.right, row.compared) == ((0,), (2,), 2, 3)
    written = replace(whole, ablation=(row,))
    write_report(written, tmp_path / "r.json")
    assert read_report(tmp_path / "r.json") == written
    assert "| no noise_correction | 2 | 66.7 | +0 | +1 -1 | 1 | 20 |" in as_markdown(written)


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = report("right", "wrong", "no_database")
    write_report(written, tmp_path / "r.json")
    assert read_report(tmp_path / "r.json") == written
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99, "examples": []}'])
def test_another_file_is_no_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(BadArgument):
        read_report(tmp_path / "r.json")


def test_figures_name_what_they_are_of() -> None:
    summary = summarise(
        [verdict(0, "right"), verdict(1, "refusal"), verdict(2, "no_database", database="lost")]
    )
    assert summary["total"]["executable"] == 2
    assert summary["total"]["accuracy"] == 0.5
    assert summary["total"]["accuracy_of_all"] == pytest.approx(1 / 3)
    assert summary["missing_databases"] == {"lost": 1}


def test_nothing_executable_has_no_accuracy() -> None:
    assert summarise([verdict(0, "no_database")])["total"]["accuracy"] is None


def test_the_oracle_counts_the_first_right_candidate() -> None:
    summary = summarise(
        [
            verdict(0, "right", rank=0, candidates=4),
            verdict(1, "wrong", rank=3, candidates=4),
            verdict(2, "wrong", candidates=4),
        ]
    )
    assert summary["beam"] == {"1": 1 / 3, "2": 1 / 3, "4": 2 / 3, "8": 2 / 3, "16": 2 / 3}


def test_ves_counts_the_wrong_as_nothing() -> None:
    summary = summarise([verdict(0, "right", ves=4.0), verdict(1, "wrong")])
    assert summary["ves"] == 1.0
    assert summarise([verdict(0, "right")])["ves"] is None


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 2), (0.9, 4), (1.0, 4)])
def test_quantiles(share: float, expected: float) -> None:
    assert quantile([1, 2, 3, 4], share) == expected


@pytest.mark.parametrize(
    ("won", "lost", "expected"), [(0, 0, 1.0), (1, 1, 1.0), (10, 2, 0.03857), (2, 10, 0.03857)]
)
def test_mcnemar(won: int, lost: int, expected: float) -> None:
    assert mcnemar(won, lost) == pytest.approx(expected, abs=1e-5)


def test_flips_each_way() -> None:
    before = report("right", "wrong", "error", "no_database", "right")
    after = report("right", "right", "right", "right", "wrong")
    difference = differ(before, after)
    assert [pair[0].index for pair in difference.won] == [1, 2]
    assert [pair[0].index for pair in difference.lost] == [4]
    assert (difference.both, difference.only_in_one) == (4, 1)
    assert (difference.right_before, difference.right_after) == (2, 3)


def test_reports_over_other_questions_are_not_compared() -> None:
    one = report("right")
    other = replace(one, examples=(replace(one.examples[0], question="another"),))
    with pytest.raises(BadArgument, match="different questions"):
        differ(one, other)
    with pytest.raises(BadArgument, match="cannot be compared"):
        differ(one, replace(one, benchmark="bird"))
    with pytest.raises(BadArgument, match="no judged example"):
        differ(report("no_database"), report("right"))


def test_markdown_tells_figures_and_where_they_come_from() -> None:
    text = as_markdown(replace(report("right", "wrong", "no_database"), seed=7), ["a.png"], "")
    assert "1 right of 2 executable examples, of 3 in all" in text
    assert "![a](a.png)" in text
    assert "- seed: 7" in text
    assert "no database `lending`: 1 examples not judged" in text


def test_without_matplotlib_the_report_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    pictures, note = draw(report("right"), tmp_path)
    assert (pictures, list(tmp_path.iterdir())) == ([], [])
    assert "matplotlib is not installed" in as_markdown(report("right"), pictures, note)


def test_pictures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pictures, note = draw(report("right", "wrong"), tmp_path)
    assert note == ""
    assert pictures == ["accuracy_by_hardness.png", "latency.png", "accuracy_against_time.png"]
    assert all((tmp_path / name).stat().st_size > 1000 for name in pictures)


def test_the_command_line_reads_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    write_report(report("right", "wrong"), paths[0])
    write_report(report("right", "right"), paths[1])
    assert main(["diff", str(paths[0]), str(paths[1])]) == 0
    assert "1 won, 0 lost" in capsys.readouterr().out
    assert main(["failures", str(paths[0])]) == 0
    assert "question 1" in capsys.readouterr().out
    assert main(["failures", str(paths[0]), "--class", "tie"]) == 0
    assert "0 failures" in capsys.readouterr().out
    assert main(["report", str(paths[0]), "--markdown", str(tmp_path / "md" / "a.md")]) == 0
    assert (tmp_path / "md" / "a.md").read_text().startswith("# spider: 50.0 %")
    assert main(["diff", str(paths[0]), str(tmp_path / "no.json")]) == 1


GOLD = "SELECT name FROM reader WHERE branch = 'x' ORDER BY id LIMIT 1"


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (GOLD, GOLD, ("other",)),
        (GOLD, "SELECT id FROM reader WHERE branch = 'x' ORDER BY id LIMIT 1", ("wrong-column",)),
        (GOLD, "SELECT name FROM reader WHERE branch = 'y' ORDER BY id LIMIT 1", ("wrong-value",)),
        (
            GOLD,
            "SELECT name FROM reader WHERE branch = 'x' ORDER BY id DESC LIMIT 1",
            ("wrong-order",),
        ),
        (
            GOLD,
            "SELECT r.name FROM public.reader AS r WHERE r.branch = 'X' ORDER BY r.id LIMIT 1",
            ("other",),
        ),
        (
            'SELECT name FROM reader WHERE branch = "x"',
            "SELECT name FROM reader WHERE branch = 'x'",
            ("other",),
        ),
        (
            "SELECT count(*) FROM reader",
            "SELECT count(DISTINCT id) FROM reader",
            ("wrong-column", "wrong-aggregate", "wrong-distinct"),
        ),
        (
            "SELECT title FROM loan JOIN reader ON loan.reader = reader.id",
            "SELECT title FROM loan JOIN reader ON loan.title = reader.name",
            ("wrong-join",),
        ),
        (
            "SELECT name FROM reader",
            "SELECT name FROM reader EXCEPT SELECT name FROM reader",
            ("wrong-set-operation", "wrong-nesting"),
        ),
        (GOLD, "SELECT (", ("not-parsed",)),
    ],
)
def test_classes_of_wrong_answers(gold: str, predicted: str, expected: tuple[str, ...]) -> None:
    assert failure_classes("wrong", gold, predicted, ("sqlite", "postgres"), TABLES) == expected


def test_classes_of_other_outcomes() -> None:
    dialects = ("sqlite", "postgres")
    assert failure_classes("right", GOLD, "SELECT 1", dialects, TABLES) == ()
    assert failure_classes("refusal", GOLD, "", dialects, TABLES) == ("refusal",)
    assert failure_classes("wrong", GOLD, "SELECT 1", dialects, TABLES, tie=True) == ("tie",)
    assert failure_classes("error", GOLD, GOLD, dialects, TABLES) == ("error", "other")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a FROM t ORDER BY a", True),
        ("SELECT a FROM t UNION SELECT b FROM u ORDER BY 1", True),
        ("SELECT a FROM (SELECT a FROM t ORDER BY b LIMIT 3) AS s", False),
        ("SELECT 'order by' FROM t", False),
        ("not sql at all", False),
    ],
)
def test_only_the_outermost_order_counts(sql: str, expected: bool) -> None:
    assert outermost_orders(sql, "sqlite") is expected


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("SELECT a FROM t ORDER BY 1 DESC", "SELECT a, a FROM t ORDER BY 1 DESC"),
        (
            "SELECT COUNT(*) AS n FROM t GROUP BY a ORDER BY n LIMIT 2",
            "SELECT COUNT(*) AS n, COUNT(*) FROM t GROUP BY a ORDER BY n",
        ),
        ("SELECT DISTINCT a FROM t ORDER BY a", None),
        ("SELECT a FROM t ORDER BY b LIMIT 2 OFFSET 1", None),
        ("SELECT a FROM t UNION SELECT a FROM u ORDER BY a", None),
        ("SELECT * FROM t ORDER BY 2", None),
        ("SELECT a FROM t", None),
    ],
)
def test_sort_keys_are_shown_where_they_can_be(sql: str, shown: str | None) -> None:
    found = ranking(sql, "sqlite")
    assert (found.sql if found else None) == shown


def test_linking_scores() -> None:
    gold = frozenset({("reader", "id"), ("reader", "name"), ("loan", "reader"), ("loan", "title")})
    linked = [("reader", "id"), ("branch", "town"), ("reader", "name")]
    assert recall_at(gold, linked)["5"] == 0.5
    assert precision_at(gold, linked)["5"] == pytest.approx(2 / 3)
    assert recall_at(frozenset(), linked) == {}
    assert precision_at(gold, []) == {}


def test_the_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "cache.jsonl"
    prediction = Prediction(sql="SELECT 1", candidates=("SELECT 1",), linked=(("t", "a"),))
    Cache(path).put(key_of("a", "b"), prediction)
    with path.open("a") as file:
        file.write('{"key": "cut sho')  # a run that was killed
    again = Cache(path)
    assert again.get(key_of("a", "b")) == prediction
    assert again.get(key_of("ab", "")) is None


def test_the_cache_keeps_no_timeouts(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.jsonl")
    cache.put("k", Prediction(timed_out=True))
    assert cache.get("k") is None
    assert Cache(None).get("k") is None


def test_a_story_tells_the_beam_and_the_linking() -> None:
    candidate = {"same_as": None, "chosen": False, "support": 0.2}
    story = {
        "sql": "SELECT b",
        "trace": {
            "candidates": [
                {**candidate, "sql": "SELECT a", "support": 0.4},
                {**candidate, "sql": "SELECT b", "support": 0.3, "chosen": True},
                {**candidate, "sql": "SELECT a", "same_as": 1},
            ],
            "linking": [{"table": "t", "column": "a"}],
        },
    }
    prediction = from_story(story, 0.5)
    assert prediction.candidates == ("SELECT b", "SELECT a")
    assert prediction.linked == (("t", "a"),)


@pytest.mark.parametrize("text", ["colour=1", "beam=many", "explain=1", "limits=3"])
def test_switches_that_there_are_not(text: str) -> None:
    with pytest.raises(BadArgument):
        read_switch(text)

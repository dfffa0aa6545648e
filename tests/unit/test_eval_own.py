"""The user's own questions: refusals, further statements, bags, and figures by class."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from route_pg.errors import BadArgument
from route_pg.evaluation.answers import Answer
from route_pg.evaluation.asking import Asking
from route_pg.evaluation.assessment import assess
from route_pg.evaluation.benchmarks import Place, read_benchmark
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.comparer import Tied, same_answer, same_bag
from route_pg.evaluation.examples import Benchmark, Example
from route_pg.evaluation.judging import Engines, judge
from route_pg.evaluation.markdown import as_markdown
from route_pg.evaluation.own import own_example
from route_pg.evaluation.predicting import Prediction
from route_pg.evaluation.preparing import Setup
from route_pg.evaluation.records import Report, Verdict, summarise, trust
from route_pg.evaluation.tables import show_failures, show_summary

TOML = """
[[questions]]
question = "How many towns?"
sql = "SELECT count(*) FROM branch"
class = "count"
accepted = ["SELECT count(town) FROM branch"]

[[questions]]
question = "Which towns, alphabetically?"
sql = "SELECT town FROM branch ORDER BY town"
class = "list"
ordered = true

[[questions]]
question = "Which towns?"
sql = "SELECT town FROM branch ORDER BY id"
class = "list"
ordered = false

[[questions]]
question = "Close every branch"
sql = ""
class = "refuse"
refusal = "RT003"
why = "it asks to write"

[[questions]]
question = "Will it rain?"
sql = ""
class = "refuse"
"""


def read(tmp_path: Path, text: str, suffix: str = "toml") -> Benchmark:
    path = tmp_path / f"questions.{suffix}"
    path.write_text(text)
    return read_benchmark("own", Place(data=path))


def test_all_that_a_row_may_say(tmp_path: Path) -> None:
    examples = read(tmp_path, TOML).examples
    assert [e.group for e in examples] == ["count", "list", "list", "refuse", "refuse"]
    assert examples[0].golds == ("SELECT count(*) FROM branch", "SELECT count(town) FROM branch")
    assert [e.ordered for e in examples] == [None, True, False, None, None]
    assert [e.golds for e in examples[3:]] == [(), ()]
    assert [e.refusal for e in examples] == ["", "", "", "RT003", ""]
    assert (examples[3].gold, examples[3].hardness) == ("", "unknown")


def test_refusals_and_classes_in_csv(tmp_path: Path) -> None:
    text = (
        "question,sql,class,refusal,ordered\n"
        "How many towns?,SELECT count(*) FROM branch,count,,false\n"
        "Close every branch,,refuse,RT003,\n"
        "Will it rain?, ,,RT002,\n"
    )
    examples = read(tmp_path, text, "csv").examples
    assert [e.group for e in examples] == ["count", "refuse", ""]
    assert [e.refusal for e in examples] == ["", "RT003", "RT002"]
    assert [len(e.golds) for e in examples] == [1, 0, 0]
    assert [e.ordered for e in examples] == [False, None, None]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('sql = ""', "its sql is empty"),
        ('sql = ""\nclass = "count"', "its sql is empty"),
        ('sql = ["SELECT 1", " "]', "one of its statements is empty"),
        ('sql = ""\naccepted = ["SELECT 1"]', "one of its statements is empty"),
        ('sql = "SELECT 1"\naccepted = "SELECT 2"', "accepted is no list"),
        ('sql = "SELECT 1"\nclass = "refuse"', "a refusal has no sql"),
        ('sql = "SELECT 1"\nrefusal = "RT002"', "a refusal has no sql"),
        ('sql = ""\nclass = "refuse"\nrefusal = "RT001"', "not one of RT002, RT003"),
        ('sql = "SELECT 1"\nordered = "sometimes"', "not true or false"),
    ],
)
def test_a_row_that_cannot_be_is_told(tmp_path: Path, row: str, told: str) -> None:
    first = '[[questions]]\nquestion = "One?"\nsql = "SELECT 1"\n'
    with pytest.raises(BadArgument) as raised:
        read(tmp_path, f'{first}[[questions]]\nquestion = "What?"\n{row}\n')
    assert "row 2: " in raised.value.detail
    assert told in raised.value.detail


# --- judging ------------------------------------------------------------------------------------

AB, BA = ((1,), (2,)), ((2,), (1,))
ANSWERS = {"gold": AB, "gold ORDER BY a": AB, "SELECT a FROM t ORDER BY a": AB, "same": AB}


def on() -> Engines:
    """Engines that know a few answers by heart; whatever is not known comes the other way round."""

    def ask(statement: str) -> Answer:
        if statement.startswith("bad"):
            return Answer(failure="no such thing", sqlstate="42P01")
        if statement == "SELECT a, a FROM t ORDER BY a":
            return Answer(rows=((1, 1), (2, 2)))
        return Answer(rows=ANSWERS.get(statement, BA))

    return Engines(gold=ask, predicted=ask, dialect="postgres")


@pytest.mark.parametrize(
    ("gold", "ordered", "outcome"),
    [
        ("SELECT a FROM t ORDER BY a", None, "wrong"),
        ("SELECT a FROM t ORDER BY a", True, "wrong"),
        ("SELECT a FROM t ORDER BY a", False, "right"),
        ("gold", None, "right"),
        ("gold", True, "wrong"),
    ],
)
def test_the_question_says_whether_the_order_counts(
    gold: str, ordered: bool | None, outcome: str
) -> None:
    assert judge([gold], "swapped", "strict", on(), ordered=ordered).strict == outcome
    assert judge([gold], "same", "strict", on(), ordered=ordered).outcome == "right"


RANKED = Tied(rows=[("a",), ("b",), ("c",), ("d",)], keys=[9, 5, 5, 1])


@pytest.mark.parametrize(
    ("predicted", "same"),
    [("ab", True), ("ba", True), ("ca", True), ("bc", False), ("ad", False), ("aa", False)],
)
def test_limit_may_keep_any_of_the_tied_in_a_bag_too(predicted: str, same: bool) -> None:
    gold, rows = [("a",), ("b",)], [(letter,) for letter in predicted]
    assert same_answer(gold, rows, ordered=False, tied=RANKED) is same


def test_ties_without_a_cut_change_nothing() -> None:
    assert same_bag(RANKED.rows, [("d",), ("c",), ("b",), ("a",)], RANKED)
    assert not same_bag(RANKED.rows, [("d",), ("c",), ("b",), ("b",)], RANKED)
    assert not same_bag(RANKED.rows, [("a",)], RANKED)


REFUSED = Prediction(sqlstate="RT002", failure="not here")
WRITES = Prediction(sqlstate="RT003", failure="only reading")
ANSWERED = Prediction(sql="same", candidates=("same", "gold"), linked=(("t", "a"),))


def verdict(example: Example, prediction: Prediction, tmp_path: Path) -> Verdict:
    benchmark = read(tmp_path, TOML)
    return assess(Setup(benchmark=benchmark, dsn="", asking=Asking()), example, prediction, on())


@pytest.mark.parametrize(
    ("prediction", "outcome", "classes", "otherwise"),
    [
        (WRITES, "right", (), False),
        (REFUSED, "right", (), True),
        (ANSWERED, "wrong", ("not-refused",), False),
        (Prediction(sql="bad"), "wrong", ("not-refused",), False),
        (Prediction(timed_out=True), "timeout", ("timeout",), False),
    ],
)
def test_what_ought_to_be_refused(
    tmp_path: Path,
    prediction: Prediction,
    outcome: str,
    classes: tuple[str, ...],
    otherwise: bool,
) -> None:
    close = read(tmp_path, TOML).examples[3]
    found = verdict(close, prediction, tmp_path)
    assert (found.outcome, found.strict, found.classes) == (outcome, outcome, classes)
    assert found.otherwise_refused is otherwise
    assert (found.rank, found.candidates, found.recall) == (None, 0, {})
    assert found.expected == "refused RT003"


def test_without_a_refusal_named_any_is_right(tmp_path: Path) -> None:
    rain = read(tmp_path, TOML).examples[4]
    for prediction in (REFUSED, WRITES):
        found = verdict(rain, prediction, tmp_path)
        assert (found.outcome, found.otherwise_refused) == ("right", False)


def test_what_ought_to_be_answered_is_not_rightly_refused(tmp_path: Path) -> None:
    towns = read(tmp_path, TOML).examples[2]
    assert verdict(towns, REFUSED, tmp_path).outcome == "refusal"
    assert verdict(replace(towns, golds=("gold",)), ANSWERED, tmp_path).rank == 0


def test_the_class_of_an_answer_that_was_not_wanted() -> None:
    dialects = ("postgres", "postgres")
    assert failure_classes("wrong", "", "SELECT 1", dialects, {}) == ("not-refused",)
    assert failure_classes("right", "", "", dialects, {}) == ()


# --- figures ------------------------------------------------------------------------------------


def made(index: int, outcome: str, group: str, **more: str) -> Verdict:
    values = {"database": "", "question": f"question {index}", "gold": "SELECT 1", **more}
    return Verdict(index=index, outcome=outcome, strict=outcome, group=group, **values)  # type: ignore[arg-type]


VERDICTS = (
    made(0, "right", "count"),
    made(1, "wrong", "count"),
    made(2, "error", "count"),
    made(3, "refusal", "list", sqlstate="RT002"),
    made(4, "gold_error", "list"),
    made(5, "right", "refuse", gold="", refusal="RT003", sqlstate="RT002"),
    made(6, "wrong", "refuse", gold="", refusal="RT003", classes=("not-refused",)),  # type: ignore[arg-type]
)


def report() -> Report:
    return Report(
        benchmark="own",
        judging="by hand",
        predictor="route_sql",
        summary=summarise(VERDICTS),
        examples=VERDICTS,
    )


def test_figures_by_class() -> None:
    classes = summarise(VERDICTS)["by_class"]
    assert list(classes) == ["count", "list", "refuse"]
    assert classes["count"] == {
        "executable": 3,
        "right": 1,
        "wrong": 2,
        "refused": 0,
        "confidently_wrong": 1,
        "otherwise_refused": 0,
    }
    assert (classes["list"]["executable"], classes["list"]["refused"]) == (1, 1)
    assert (classes["refuse"]["right"], classes["refuse"]["otherwise_refused"]) == (1, 1)
    assert classes["refuse"]["confidently_wrong"] == 1
    every = trust(VERDICTS)
    assert every["right"] + every["wrong"] + every["refused"] == every["executable"] == 6
    assert summarise([replace(VERDICTS[0], group="")])["by_class"] == {}


def printed(show: object, *arguments: object) -> str:
    out = io.StringIO()
    show(*arguments, Console(file=out, width=120))  # type: ignore[operator]
    return out.getvalue()


def test_figures_by_class_are_shown() -> None:
    text, told = as_markdown(report()), printed(show_summary, report())
    assert "| count | 3 | 1 | 2 | 0 | 1 | 33.3 |" in text
    assert "| total | 6 | 2 | 3 | 1 | 2 | 33.3 |" in text
    assert "gold: `refused RT003`" in text
    assert "confidently wrong" in told
    for shown in (text, told):
        assert "right, but refused with RT002 instead of RT003: question 5" in shown
    assert "gold       refused RT003" in printed(show_failures, VERDICTS[-1:])


def test_reports_without_classes_are_shown_as_before() -> None:
    plain = report()
    summary = {name: value for name, value in plain.summary.items() if name != "by_class"}
    old = replace(plain, summary=summary)
    assert "By class" not in as_markdown(old)
    assert "confidently" not in printed(show_summary, old)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"sql": "SELECT 1"}, "row 3: it has no question"),
        ({"question": "how many", "sql": "SELECT 1", "acepted": []}, "row 3: it has acepted"),
        ({"question": 7, "sql": "SELECT 1"}, "row 3:"),
    ],
)
def test_a_slip_in_a_row_is_named(row: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        own_example(2, row)


def test_a_refusal_needs_no_sql() -> None:
    assert own_example(0, {"question": "drop it all", "class": "refuse"}).golds == ()


def test_a_refusal_does_not_hide_a_gold_that_fails() -> None:
    broken = Verdict(
        index=0, database="shop", question="q", gold="SELECT nope", outcome="gold_error"
    )
    refused = replace(broken, index=1, gold="SELECT 1", outcome="refusal")
    right = replace(refused, index=2, outcome="right", candidates=1, rank=0)
    assert summarise((broken, refused, right))["beam"]["8"] == 1 / 2

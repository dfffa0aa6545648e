"""The data of the four tasks, made from the harbour: what is kept, what is left out, how much."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.models.base import Ask
from route_pg.models.prompting.answers import parse_linking
from route_pg.models.prompting.prompts import PromptOptions, render_prompt
from route_pg.training.data import Example, Source, StoredDatabase
from route_pg.training.lm.data import (
    Counts,
    Given,
    make_data,
    read_predictions,
    write_data,
)
from route_pg.training.lm.mixture import PAPER_PAIRS, Mixture
from route_pg.training.lm.pairs import Left, Pair, clean_pairs
from route_pg.training.lm.slips import restyled
from route_pg.types import TASKS, Failure, Outcome, Result, Schema, Table
from tests.unit.harbour import HARBOUR, VALUES, linked

PAIRS = {
    "How many ships are there?": "SELECT count(*) FROM ship",
    "List the names of all ports.": "SELECT name FROM port",
    "Which ships are faster than 20 knots?": "SELECT name FROM ship WHERE top_speed > 20",
    "How many visits did each ship make?": (
        "SELECT s.name, count(*) FROM ship s JOIN visit v ON v.ship_id = s.id GROUP BY s.name"
    ),
}


@dataclass
class Scripted:
    """Trials that take every other text to be wrong; they remember what they ran."""

    has_rows: bool = True
    broken: tuple[str, ...] = ()  # parts of statements that fail
    ran: list[str] = field(default_factory=list)

    def check(self, example: Example, sql: str) -> str:
        return "gold fails" if any(part in example.sql for part in self.broken) else ""

    def is_wrong(self, gold: str, sql: str) -> bool:
        return gold != sql and (self.has_rows or isinstance(self.outcome(sql), Failure))

    def is_right(self, gold: str, sql: str) -> bool:
        return gold == sql

    def outcome(self, sql: str) -> Outcome:
        self.ran.append(sql)
        if "nothing" in sql or "_" in sql.partition("FROM")[0]:
            return Failure(sqlstate="42703", message="column does not exist")
        return Result(columns=("n",), types=("bigint",), rows=((1,),), complete=True)


def source(pairs: dict[str, str] | None = None, extra: tuple[Example, ...] = ()) -> Source:
    database = StoredDatabase(schema=HARBOUR, values=VALUES)
    examples = tuple(example(*pair) for pair in (pairs or PAIRS).items())
    return Source(name="harbour", examples=examples + extra, open=lambda _: database)


def example(question: str, sql: str, dialect: str = "postgres") -> Example:
    return Example(
        source="harbour",
        database="harbour/one",
        question=question,
        sql=sql,
        dialect="sqlite" if dialect == "sqlite" else "postgres",
    )


def always(trials: Scripted) -> Callable[[str], Scripted]:
    return lambda _: trials


def only(task: str, number: float = 4.0, **shares: float) -> Mixture:
    tasks = {each: number if each == task else 0.0 for each in TASKS}
    return replace(Mixture(), tasks=tasks, **shares)


# --- pairs --------------------------------------------------------------------------------------


def clean(given: Source, trials: Scripted | None = None) -> tuple[list[Pair], list[str]]:
    found = list(clean_pairs(given, always(trials) if trials else None))
    return (
        [one for one in found if isinstance(one, Pair)],
        [one.reason for one in found if isinstance(one, Left)],
    )


def test_a_pair_names_relations_and_what_it_uses() -> None:
    pairs, left = clean(source({"How fast is each ship?": "SELECT name, top_speed FROM ship"}))
    assert left == []
    (pair,) = pairs
    assert pair.sql == "SELECT name, top_speed FROM public.ship"
    assert [HARBOUR.columns[index].name for index in pair.columns] == ["name", "top_speed"]
    assert (pair.tables, pair.relations) == ((0,), 1)


def test_sqlites_statements_become_postgresqls() -> None:
    foreign = example("Fast ships?", 'SELECT Name FROM SHIP WHERE kind = "ferry"', "sqlite")
    pairs, _ = clean(Source(name="x", examples=(foreign,), open=source().open))
    assert pairs[0].sql == "SELECT name FROM public.ship WHERE kind = 'ferry'"


@pytest.mark.parametrize(
    ("sql", "dialect", "reason"),
    [
        ("DELETE FROM ship", "postgres", "refused"),
        ("SELECT nonsense(", "postgres", "refused"),
        ("SELECT no_column FROM ship", "sqlite", "not in PostgreSQL's dialect"),
    ],
)
def test_what_is_no_statement_is_left_out(sql: str, dialect: str, reason: str) -> None:
    pairs, left = clean(source(extra=(example("Odd?", sql, dialect),)))
    assert len(pairs) == len(PAIRS)
    assert [each.startswith(reason) for each in left] == [True]


def test_gold_that_fails_is_left_out() -> None:
    pairs, left = clean(source(), Scripted(broken=("port",)))
    assert len(pairs) == len(PAIRS) - 1
    assert left == ["gold fails"]


def test_a_question_with_two_answers_is_left_out_whole() -> None:
    other = example("how many ships  are there", "SELECT count(*) FROM port")
    pairs, left = clean(source(extra=(other,)), Scripted())
    assert len(pairs) == len(PAIRS) - 1
    assert left == ["the same question has another answer too"] * 2


def test_a_pair_that_comes_twice_is_learned_once() -> None:
    again = example("how many ships are there?", "SELECT count(*) FROM ship")
    pairs, left = clean(source(extra=(again,)), Scripted())
    assert len(pairs) == len(PAIRS)
    assert left == ["the same pair again"]


# --- conversations ------------------------------------------------------------------------------


def made(mixture: Mixture, trials: Scripted | None = None, seed: int = 0, **more: object) -> list:
    given = Given(source=source(), trials=always(trials) if trials else None)
    return make_data([given], mixture, seed, **more)  # type: ignore[arg-type]


def test_the_papers_proportions() -> None:
    tasks = Mixture().tasks
    assert tasks["text_to_sql"] == tasks["schema_linking"] == 1.0
    assert round(tasks["noise_correction"] * PAPER_PAIRS) == 10_000
    assert round(tasks["continuation_writing"] * PAPER_PAIRS) == 10_000


def test_the_mixture_decides_how_many_there_are() -> None:
    tasks = {
        "text_to_sql": 2.0,
        "schema_linking": 1.5,
        "noise_correction": 3.0,
        "continuation_writing": 0.5,
    }
    counts = Counts()
    made(replace(Mixture(), tasks=tasks), Scripted(), counts=counts)
    assert [counts.of_task(task) for task in TASKS] == [8, 6, 12, 2]
    assert counts.examples == counts.pairs == {"harbour": 4}


def test_prompts_are_those_of_inference() -> None:
    found = made(only("text_to_sql", 1.0, narrowed=0.0))
    prompts = [one.messages[:-1] for one in found]
    for question in PAIRS:
        ask = Ask(question=question, schema=linked(question))
        assert render_prompt("text_to_sql", ask, PromptOptions()) in prompts


def test_a_kept_schema_holds_what_the_statement_needs() -> None:
    found = made(only("text_to_sql", 8.0, narrowed=1.0))
    assert {one.kind for one in found} == {"kept schema"}
    for one in found:
        shown, answer = one.messages[0]["content"], one.messages[-1]["content"]
        for table in ("ship", "port", "visit"):
            if f"public.{table}" in answer:
                assert f"public.{table} (" in shown
    assert any("public.visit (" not in one.messages[0]["content"] for one in found)


def test_linkings_read_back_as_what_the_statement_uses() -> None:
    found = made(only("schema_linking", 1.0, refused=0.0))
    pairs, _ = clean(source())
    for pair in pairs:
        (one,) = (each for each in found if pair.question in each.messages[0]["content"])
        read = parse_linking(one.messages[-1]["content"], pair.schema)
        assert set(read.columns) == set(pair.columns)
        assert set(read.tables) == set(pair.tables)
        assert read.answerable["here"] > 0.5


def test_some_linkings_are_refused() -> None:
    found = made(only("schema_linking", 5.0, refused=0.5))
    kinds = [one.kind for one in found]
    assert kinds.count("here") == kinds.count("asks to write") == 10  # one database: no other
    for one in found:
        assert (one.messages[-1]["content"] == "asks to write") == (one.kind == "asks to write")


def test_questions_of_another_database_are_not_answered_here() -> None:
    schema = Schema(tables=(Table(schema="public", name="moon"),), columns=HARBOUR.columns[:4])
    elsewhere = StoredDatabase(schema=schema, values=VALUES)
    asked = replace(example("Names of moons?", "SELECT name FROM moon"), database="sky")
    both = source(extra=(asked,))
    known = {"sky": elsewhere, "harbour/one": both.open("")}
    given = Given(source=replace(both, open=known.__getitem__))
    found = make_data([given], only("schema_linking", 8.0, refused=1.0), 0)
    away = [one for one in found if one.kind == "not here"]
    assert away
    for one in away:
        assert one.messages[-1]["content"] == "not here"
        moons = "Names of moons?" in one.messages[0]["content"]
        assert moons == ("public.ship (" in one.messages[0]["content"])


def test_beginnings_are_written_on_to_the_whole() -> None:
    found = made(only("continuation_writing", 10.0))
    begun = set()
    for one in found:
        prompt, answer = one.messages[0]["content"], one.messages[-1]["content"]
        beginning = prompt.partition("Beginning: ")[2].partition("\n")[0]
        assert beginning == "(nothing yet)" or answer.startswith(beginning)
        assert beginning != answer
        begun.add(beginning)
    assert len(begun) > 15


# --- noise correction ---------------------------------------------------------------------------


def test_without_a_server_nothing_is_corrected() -> None:
    assert made(only("noise_correction")) == []


def test_wrong_statements_are_called_wrong_and_right_ones_correct() -> None:
    found = made(only("noise_correction", 25.0), Scripted())
    answers = {one.question: one.sql for one in clean(source())[0]}
    correct = 0
    for one in found:
        prompt, answer = one.messages[0]["content"], one.messages[-1]["content"]
        question = prompt.partition("Question: ")[2].partition("\n")[0]
        shown = prompt.partition("Statement: ")[2].partition("\n")[0]
        if answer == "correct":
            correct += 1
            assert shown in (answers[question], restyled(answers[question]))
        else:
            assert answer == f"wrong\n{answers[question]}"
            assert shown != answers[question]
    assert len(found) == 100
    assert 20 <= correct <= 42


def test_outcomes_are_told_or_not() -> None:
    for untold, words in ((1.0, "It has not been run."), (0.0, "It ran and gave")):
        found = made(only("noise_correction", untold=untold, correct=1.0), Scripted())
        assert all(words in one.messages[0]["content"] for one in found)


def test_errors_are_quoted() -> None:
    found = made(only("noise_correction", 20.0, untold=0.0, correct=0.0), Scripted())
    failing = [one for one in found if one.kind.startswith("foreign_column")]
    assert any("SQLSTATE 42703" in one.messages[0]["content"] for one in failing)


def test_a_database_without_rows_gives_failing_statements_alone() -> None:
    trials = Scripted(has_rows=False)
    found = made(only("noise_correction", 10.0, untold=0.0), trials)
    assert found
    assert all("It failed with SQLSTATE" in one.messages[0]["content"] for one in found)


def test_a_models_own_slips_come_first() -> None:
    own = "SELECT name FROM public.port WHERE nothing"
    predictions = {("harbour/one", "List the names of all ports."): [own]}
    mixture = only("noise_correction", 4.0, correct=0.0)
    found = made(mixture, Scripted(), predictions=predictions)
    ports = [one for one in found if "names of all ports" in one.messages[0]["content"]]
    assert {one.kind.partition(",")[0] for one in ports} == {"predicted"}
    assert all(f"Statement: {own}" in one.messages[0]["content"] for one in ports)


# --- the file -----------------------------------------------------------------------------------


def test_the_seed_decides_everything(tmp_path: Path) -> None:
    drawn = [made(Mixture(), Scripted(), seed=seed) for seed in (5, 5, 6)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_old_pairs_keep_their_conversations_when_the_set_grows() -> None:
    mixture = only("continuation_writing", 3.0)
    before = made(mixture)
    more = source(extra=(example("Which countries?", "SELECT country FROM port"),))
    after = make_data([Given(source=more)], mixture, 0)
    assert all(one in after for one in before)


def test_a_limit_draws_examples() -> None:
    counts = Counts()
    made(Mixture(), Scripted(), limit=2, counts=counts)
    assert counts.pairs == counts.examples == {"harbour": 2}


def test_lines_of_the_file(tmp_path: Path) -> None:
    found = made(Mixture(), Scripted())
    path = tmp_path / "new" / "data.jsonl"
    write_data(path, found)
    lines = [json.loads(line) for line in path.read_text().split("\n")[:-1]]
    assert [line["messages"] for line in lines] == [list(one.messages) for one in found]
    assert {line["task"] for line in lines} == set(TASKS)
    assert [entry.name for entry in path.parent.iterdir()] == ["data.jsonl"]


def test_predictions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    entry = {"database": "spider/a", "question": "How  many?", "sql": "SELECT 1"}
    path.write_text(f"{json.dumps(entry)}\n{json.dumps(entry | {'sql': 'SELECT 2'})}\n")
    found = read_predictions(path)
    assert found == {("spider/a", "How many?"): ["SELECT 1", "SELECT 2"]}


@pytest.mark.parametrize("line", ["{", "[1]", '{"database": "a", "question": "b"}'])
def test_what_is_no_prediction(tmp_path: Path, line: str) -> None:
    path = tmp_path / "predictions.jsonl"
    path.write_text(line)
    with pytest.raises(BadArgument, match="line 1: no prediction"):
        read_predictions(path)

"""Prompts: golden files, what leaves the machine, and what a tight budget drops.

After a change that is meant, ROUTE_PG_WRITE_GOLDEN=1 writes the files anew; read the difference.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.prompting.answers import parse_statements
from route_pg.models.prompting.examples import EXAMPLES
from route_pg.models.prompting.prompts import (
    MESSAGE_TOKENS,
    Given,
    PromptOptions,
    estimate_tokens,
    prefix_text,
    render_prompt,
)
from route_pg.types import TASKS, Failure, Schema, Task
from tests.fixtures.theatre import (
    ASK,
    CANDIDATE,
    PREFIX,
    RESULT,
    SQL,
    THEATRE,
    UNKNOWN,
    UNREADABLE,
    draft,
)

GOLDEN = Path(__file__).parents[1] / "fixtures" / "prompts"
BARE = PromptOptions(words=False, values=False, rows=False)
FEW = PromptOptions(form="few-shot")

CASES: dict[str, tuple[Task, Given, PromptOptions]] = {
    "text_to_sql": ("text_to_sql", ASK, PromptOptions()),
    "schema_linking": ("schema_linking", ASK, PromptOptions()),
    "noise_correction_failed": ("noise_correction", draft(UNKNOWN), PromptOptions()),
    "noise_correction_ran": ("noise_correction", draft(RESULT), PromptOptions()),
    "noise_correction_untried": ("noise_correction", draft(None), PromptOptions()),
    "continuation_writing": ("continuation_writing", PREFIX, PromptOptions()),
    "continuation_from_nothing": (
        "continuation_writing",
        Prefix(ask=ASK, candidate=replace(CANDIDATE, sql="", derivation=()), length=0),
        PromptOptions(),
    ),
    "bare_text_to_sql": ("text_to_sql", ASK, BARE),
    "bare_noise_correction_ran": ("noise_correction", draft(RESULT), BARE),
    "bare_noise_correction_failed": ("noise_correction", draft(UNREADABLE), BARE),
    "few_shot_text_to_sql": ("text_to_sql", ASK, FEW),
    "few_shot_schema_linking": ("schema_linking", ASK, FEW),
    "few_shot_noise_correction": ("noise_correction", draft(UNKNOWN), FEW),
    "few_shot_continuation_writing": ("continuation_writing", PREFIX, FEW),
    "tight_text_to_sql": ("text_to_sql", ASK, PromptOptions(budget=220)),
}


def text_of(task: Task, given: Given, options: PromptOptions) -> str:
    messages = render_prompt(task, given, options)
    return "".join(f"[{m['role']}]\n{m['content']}\n" for m in messages)


@pytest.mark.parametrize("name", CASES)
def test_prompts_are_as_written(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    text = text_of(*CASES[name])
    if os.environ.get("ROUTE_PG_WRITE_GOLDEN"):
        path.write_text(text)
    assert text == path.read_text()


def test_every_golden_file_belongs_to_a_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_the_user_has_the_last_word_and_no_system_speaks(name: str) -> None:
    roles = [message["role"] for message in render_prompt(*CASES[name])]
    assert roles[-1] == "user"
    assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]


SECRETS = {
    "words": ("what is performed", "it is played", "sum of the prices", "Titles of comedies"),
    "values": ("Great Hall", "King''s Cellar", "Smith"),
    "rows": ("Buyer 0", "19.50"),
}


@pytest.mark.parametrize("switch", SECRETS)
@pytest.mark.parametrize("form", ["zero-shot", "few-shot"])
def test_what_is_switched_off_is_in_no_prompt(switch: str, form: str) -> None:
    on = PromptOptions(form=form, budget=100_000)  # type: ignore[arg-type]
    off = replace(on, **{switch: False})  # type: ignore[arg-type]
    given: list[tuple[Task, Given]] = [
        ("text_to_sql", ASK),
        ("schema_linking", ASK),
        ("noise_correction", draft(RESULT)),
        ("noise_correction", draft(UNREADABLE)),
        ("continuation_writing", PREFIX),
    ]
    for secret in SECRETS[switch]:
        assert any(secret in text_of(*each, on) for each in given)
        assert not any(secret in text_of(*each, off) for each in given), secret


def test_an_error_about_names_is_quoted_even_where_values_stay_here() -> None:
    said = text_of("noise_correction", draft(UNKNOWN), BARE)
    assert "column s.prise does not exist" in said
    assert 'reference the column "s.price"' in said


@pytest.mark.parametrize(
    "sqlstate", ["22P02", "22012", "23505", "P0001", "57014", "54001", "XX000"]
)
def test_errors_at_run_time_are_not_quoted_where_values_stay_here(sqlstate: str) -> None:
    failure = Failure(sqlstate=sqlstate, message="Smith", detail="Smith", hint="Smith")
    said = text_of("noise_correction", draft(failure), BARE)
    assert "Smith" not in said
    assert sqlstate in said


def test_an_error_of_reading_rows_is_not_quoted_whatever_its_class() -> None:
    failure = Failure(sqlstate="42704", message='unrecognized configuration parameter "Smith"')
    given = replace(draft(failure), had_rows=True)
    assert "Smith" not in text_of("noise_correction", given, BARE)
    assert "Smith" in text_of("noise_correction", given, PromptOptions())


def test_an_error_that_quotes_a_long_value_leaves_room() -> None:
    failure = Failure(sqlstate="22P02", message="x" * 100_000, detail="y" * 100_000)
    said = text_of("noise_correction", draft(failure), PromptOptions())
    assert "x" * 400 in said
    assert "CREATE TABLE" in said


def tokens(task: Task, given: Given, options: PromptOptions) -> int:
    messages = render_prompt(task, given, options)
    return sum(estimate_tokens(message["content"]) + MESSAGE_TOKENS for message in messages)


def test_a_budget_is_kept_and_drops_in_the_stated_order() -> None:
    signs = [  # of what is dropped, first the first
        "jar_filling",
        "How many plays?",
        "Titles of comedies",
        "holds 'Great Hall'",
        "what is performed",
        "buyer",
        "takings: ",
    ]
    whole = tokens("text_to_sql", ASK, FEW)
    seen = [len(signs)]
    for budget in range(whole, 150, -5):
        text = text_of("text_to_sql", ASK, replace(FEW, budget=budget))
        assert tokens("text_to_sql", ASK, replace(FEW, budget=budget)) <= budget
        left = [sign in text for sign in signs]
        assert left == sorted(left), (
            f"at {budget}: {left}"
        )  # what is gone comes before what is left
        assert ASK.question in text
        seen.append(sum(left))
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 0


def test_keys_and_matched_columns_outlast_other_columns() -> None:
    text = text_of("text_to_sql", ASK, PromptOptions(budget=220))
    assert "FOREIGN KEY (play) REFERENCES stage.play (id)" in text
    assert '"Hall"' in text
    assert "title text NOT NULL" in text
    assert "buyer" not in text
    assert "upcoming" not in text


def test_a_question_over_the_budget_is_refused() -> None:
    long = Ask(question="why " * 2000, schema=THEATRE)
    with pytest.raises(BadArgument, match="too long for the language model"):
        render_prompt("text_to_sql", long, PromptOptions(budget=500))


def test_an_empty_schema_is_no_error() -> None:
    nothing = Ask(question="Anything?", schema=Schema(tables=(), columns=()))
    assert "Anything?" in text_of("text_to_sql", nothing, PromptOptions(budget=60))


@pytest.mark.parametrize("count", [len, lambda text: len(text.split())])
def test_tokens_are_counted_by_the_models_own_tokenizer(count: object) -> None:
    options = PromptOptions(budget=400, count=count)  # type: ignore[arg-type]
    messages = render_prompt("text_to_sql", ASK, options)
    assert sum(options.count(m["content"]) + MESSAGE_TOKENS for m in messages) <= 400


@pytest.mark.parametrize("task", TASKS)
def test_examples_are_answered_as_they_say(task: Task) -> None:
    for example in EXAMPLES[task]:
        match example.given:
            case Prefix():
                assert example.answer.startswith(prefix_text(example.given))
                assert 0 < example.given.length < len(example.given.candidate.derivation)
            case Draft(candidate=candidate):
                corrected = parse_statements(example.answer.partition("\n")[2])
                assert corrected != [candidate.sql]
                assert (example.answer == "correct") == (not corrected)
            case Ask():
                assert example.answer


def test_what_people_wrote_stays_on_its_line() -> None:
    text = text_of("text_to_sql", ASK, PromptOptions())
    assert "-- where it is played" in text


def test_a_prefix_is_the_beginning_of_its_statement() -> None:
    assert SQL.startswith(prefix_text(PREFIX))
    assert prefix_text(PREFIX).strip()

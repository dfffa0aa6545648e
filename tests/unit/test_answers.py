"""Answers of language models: what is read out of what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_pg.models.base import Prefix
from route_pg.models.prompting.answers import (
    MAX_STATEMENTS,
    SURE,
    clean_answer,
    parse_continuation,
    parse_judgement,
    parse_linking,
    parse_statements,
    render_linking,
    render_statement,
    render_verdict,
)
from route_pg.models.prompting.lexing import split_statements, sql_pieces
from tests.fixtures.theatre import ASK, CANDIDATE, PREFIX, RESULT, SQL, THEATRE, draft

# An answer, and the statements in it.
ANSWERS = [
    ("SELECT 1", ["SELECT 1"]),
    ("  select 1 ;\n", ["select 1"]),
    ("```sql\nSELECT 1;\n```", ["SELECT 1"]),
    ("```\nSELECT 1\n```", ["SELECT 1"]),
    ("```postgresql\nSELECT 1\nFROM t\n```\nDone.", ["SELECT 1\nFROM t"]),
    ("```sql\nSELECT 1", ["SELECT 1"]),
    ("``` SELECT 1 ```", ["SELECT 1"]),
    ("Here you are:\n\nSELECT a\nFROM t\n\nIt lists every a.", ["SELECT a\nFROM t"]),
    ("SQL: SELECT 1", ["SELECT 1"]),
    ("The statement is `SELECT 1`.", ["SELECT 1"]),
    ("SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
    ("SELECT 1;\nSELECT 1;", ["SELECT 1"]),
    ("First:\n```sql\nSELECT 1\n```\nor:\n```sql\nSELECT 2\n```", ["SELECT 1", "SELECT 2"]),
    ("SELECT ';' FROM t -- a; b\nWHERE x", ["SELECT ';' FROM t -- a; b\nWHERE x"]),
    ("SELECT $$a;b$$; x", ["SELECT $$a;b$$"]),
    ("SELECT a FROM t\n\nWHERE b", ["SELECT a FROM t\n\nWHERE b"]),
    ("WITH x AS (SELECT 1)\nSELECT * FROM x", ["WITH x AS (SELECT 1)\nSELECT * FROM x"]),
    ("(SELECT 1) UNION (SELECT 2)", ["(SELECT 1) UNION (SELECT 2)"]),
    ("<think>SELECT 9?</think>SELECT 1", ["SELECT 1"]),
    ("<think>I never stop, SELECT 9", []),
    ("<|im_start|>assistant\nSELECT 1<|im_end|>", ["SELECT 1"]),
    (" [/INST] SELECT 1</s>", ["SELECT 1"]),
    ("SELECT 1; DROP TABLE t", ["SELECT 1", "DROP TABLE t"]),
    ("DELETE FROM t", ["DELETE FROM t"]),
    ("I cannot answer that. Please select another question.", []),
    ("With pleasure! There is no such table.", []),
    ("Values matter. Update your question.", []),
    ("", []),
    ("```\n```", []),
    ("```sql\nSQL: SELECT 1\n```", ["SELECT 1"]),
]


@pytest.mark.parametrize(("text", "statements"), ANSWERS)
def test_statements_are_found(text: str, statements: list[str]) -> None:
    assert parse_statements(text) == statements


def test_a_prompt_that_is_repeated_is_no_answer() -> None:
    prompt = "Questions answered before:\nSQL: SELECT 9\n\nSQL:"
    assert parse_statements(clean_answer(f"{prompt} SELECT 1", prompt)) == ["SELECT 1"]
    assert parse_statements(clean_answer(f"<|user|>{prompt}\n<|assistant|>", prompt)) == []


def test_no_more_statements_than_are_worth_trying() -> None:
    text = "; ".join(f"SELECT {n}" for n in range(20))
    assert len(parse_statements(text)) == MAX_STATEMENTS


@given(st.text(alphabet="SELECT select'\"`;$-/*()\n <think>:with as\\0", max_size=80))
def test_nothing_that_a_model_says_is_an_error(text: str) -> None:
    for statement in parse_statements(text):
        assert statement.strip() == statement != ""
    parse_continuation(text, PREFIX)
    assert 0 <= parse_judgement(text, draft(RESULT)).stands <= 1
    linked = parse_linking(text, THEATRE)
    assert set(linked.columns) <= set(range(len(THEATRE.columns)))
    assert sum(linked.answerable.values()) == pytest.approx(1)


@given(st.text())
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(sql_pieces(text)) == text


@given(st.text(alphabet="ab'\";$-\n/* ", max_size=40))
def test_statements_hold_all_but_the_semicolons(text: str) -> None:
    kept = "".join("".join(split_statements(text)).split())
    assert kept.replace(";", "") == "".join(text.split()).replace(";", "")


# --- schema linking ------------------------------------------------------------------------------


def test_linking_is_read_as_it_is_written() -> None:
    written = render_linking(THEATRE, (8, 5, 1, 2), (0, 3))
    assert written == (
        'here\nstage.seat_sold: price\nstage."Evening": "Hall"\nstage.play: title, genre\n'
        "stage.upcoming"
    )
    linked = parse_linking(written, THEATRE)
    assert linked.columns == (8, 5, 1, 2)
    assert set(linked.tables) == {0, 1, 2, 3}
    assert linked.answerable["here"] == SURE


@pytest.mark.parametrize("verdict", ["not here", "asks to write"])
def test_verdicts_are_read_as_they_are_written(verdict: str) -> None:
    linked = parse_linking(render_linking(THEATRE, (), (), verdict), THEATRE)
    assert linked.answerable[verdict] == SURE


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ('{"tables": {"stage.play": ["title", "genre"]}}', (1, 2)),
        ('{"tables": ["play"], "columns": ["play.title", "play.genre"]}', (1, 2)),
        ("here\n- stage.play: title (text), genre", (1, 2)),
        ("You need play.title and stage.play.genre.", (1, 2)),
        ('here\nEVENING: "Hall"', (5,)),
        ("stage.upcoming: title", (10,)),
        ("here\nplay: title\nseat_sold: price, evening", (1, 8, 6)),
        ("price", (8,)),
    ],
)
def test_other_forms_of_linking_are_understood(text: str, columns: tuple[int, ...]) -> None:
    assert parse_linking(text, THEATRE).columns == columns


@pytest.mark.parametrize("text", ["", "I do not know.", "here", "title"])
def test_linking_that_names_nothing_narrows_nothing(text: str) -> None:
    linked = parse_linking(text, THEATRE)
    assert len(linked.columns) == len(THEATRE.columns)
    assert len(linked.tables) == len(THEATRE.tables)


def test_a_models_own_probabilities_are_taken() -> None:
    linked = parse_linking("here", THEATRE, (0.6, 0.3, 0.1))
    assert linked.answerable == {"here": 0.6, "not here": 0.3, "asks to write": 0.1}


# --- noise correction ----------------------------------------------------------------------------

OTHER = "SELECT sum(price) FROM stage.seat_sold"


@pytest.mark.parametrize(
    ("text", "stands", "corrections"),
    [
        (render_verdict(None), SURE, []),
        (render_verdict(OTHER), 1 - SURE, [OTHER]),
        (f"wrong\n```sql\n{OTHER};\n```", 1 - SURE, [OTHER]),
        (f"Incorrect: the join is missing.\n\n{OTHER}", 1 - SURE, [OTHER]),
        ("The statement is not correct.", 1 - SURE, []),
        ("Correct. It sums the prices.", SURE, []),
        (f"correct\n{OTHER}", SURE, []),
        (OTHER, 1 - SURE, [OTHER]),
        (SQL, SURE, []),
        (f"```sql\n{SQL.lower()};\n```", SURE, []),
        (f"wrong\n{SQL}", 1 - SURE, []),
        ("Well.", 1 - SURE, []),
    ],
)
def test_verdicts_and_corrections(text: str, stands: float, corrections: list[str]) -> None:
    judgement = parse_judgement(text, draft(RESULT))
    assert judgement.stands == pytest.approx(stands)
    assert [each.sql for each in judgement.corrections] == corrections


def test_a_correction_can_be_continued() -> None:
    (correction,) = parse_judgement(render_verdict(OTHER), draft(RESULT)).corrections
    assert correction.task == "noise_correction"
    assert "".join(correction.derivation) == OTHER


# --- continuation writing -------------------------------------------------------------------------

BEGUN = "SELECT a FROM t WHERE b IN ("


def prefix(sql: str) -> Prefix:
    pieces = sql_pieces(sql)
    return Prefix(ask=ASK, candidate=replace(CANDIDATE, derivation=pieces), length=len(pieces))


@pytest.mark.parametrize(
    ("begun", "text", "whole"),
    [
        ("SELECT a ", "SELECT a FROM t", ["SELECT a FROM t"]),
        ("SELECT a ", "select  a from t;", ["select  a from t"]),
        ("SELECT a ", "FROM t", ["SELECT a FROM t"]),
        ("SELECT a", "FROM t;", ["SELECT a FROM t"]),
        ("SELECT a ", "```sql\nFROM t\n```", ["SELECT a FROM t"]),
        ("SELECT a ", "SELECT b FROM t", ["SELECT b FROM t"]),
        (BEGUN, "SELECT b FROM u)", ["SELECT a FROM t WHERE b IN (SELECT b FROM u)"]),
        (BEGUN, BEGUN + "1, 2)", [BEGUN + "1, 2)"]),
        ("SELECT 1 UNION ", "SELECT 2", ["SELECT 1 UNION SELECT 2"]),
        ("SELECT a ", "FROM t\n\nThis lists a.", ["SELECT a FROM t"]),
        ("SELECT a ", "", []),
        ("", "SELECT 1", ["SELECT 1"]),
        ("", "No idea.", []),
    ],
)
def test_continuations(begun: str, text: str, whole: list[str]) -> None:
    assert parse_continuation(text, prefix(begun)) == whole


def test_a_statement_is_written_bare() -> None:
    assert render_statement(" SELECT 1;\n") == "SELECT 1"

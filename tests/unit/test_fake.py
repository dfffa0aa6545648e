"""The fake model: what it says, and that it always says the same."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from route_pg.errors import BadArgument
from route_pg.models import open_embedder, open_model, reads_narrowed
from route_pg.models.base import DIMENSIONS, Ask, Draft, Prefix
from route_pg.models.calls import Call, Embed, Generate, Judge, LinkSchema, perform_calls
from route_pg.models.fake import FakeEmbedder, FakeModel
from route_pg.types import Candidate, Failure, Result, Schema, Table

SHOP = Schema(
    tables=(Table(schema="sales", name="customers"), Table(schema="sales", name="Orders")),
    columns=(),
)
RESULT = Result(columns=("a",), types=("int",), rows=((1,),), complete=True)


def ask(question: str) -> Ask:
    return Ask(question=question, schema=SHOP)


def sql_of(model: FakeModel, question: str, beam: int = 8) -> list[str]:
    (found,) = model.text_to_sql([ask(question)], beam=beam)
    return [candidate.sql for candidate in found]


def test_it_repeats_what_stands_behind_sql() -> None:
    assert sql_of(FakeModel(), "SQL:  DELETE FROM x ") == ["DELETE FROM x"]


def test_otherwise_it_counts_the_table_that_is_named() -> None:
    assert sql_of(FakeModel(), "how many invoices?") == ["SELECT count(*) FROM sales.customers"]
    assert sql_of(FakeModel(), "how many customers?") == ["SELECT count(*) FROM sales.customers"]
    (nothing,) = FakeModel().text_to_sql(
        [Ask(question="?", schema=Schema(tables=(), columns=()))], beam=1
    )
    assert nothing == []


@pytest.mark.parametrize("suffix", ["json", "toml"])
def test_a_file_says_what_it_proposes(tmp_path: Path, suffix: str) -> None:
    table = {
        "How  many?": ["SELECT 1", "SELECT 2"],
        "wrong": {"sql": ["SELECT x"], "corrections": ["SELECT y"], "stands": 0.2, "here": 0.3},
    }
    text = json.dumps(table)
    if suffix == "toml":
        text = (
            '"How  many?" = ["SELECT 1", "SELECT 2"]\n'
            '[wrong]\nsql = ["SELECT x"]\ncorrections = ["SELECT y"]\nstands = 0.2\nhere = 0.3\n'
        )
    path = tmp_path / f"fake.{suffix}"
    path.write_text(text)
    model = open_model(f"fake:{path}")
    assert isinstance(model, FakeModel)
    assert sql_of(model, "how many?") == ["SELECT 1", "SELECT 2"]
    assert sql_of(model, "how many?", beam=1) == ["SELECT 1"]
    (candidate,) = model.text_to_sql([ask("wrong")], beam=8)[0]
    (judged,) = model.noise_correction(
        [Draft(ask=ask("wrong"), candidate=candidate, outcome=RESULT)]
    )
    assert judged.stands == 0.2
    assert [correction.sql for correction in judged.corrections] == ["SELECT y"]
    assert model.schema_linking([ask("wrong")])[0].answerable["not here"] == pytest.approx(0.7)
    assert model.version != FakeModel().version


def test_what_gave_a_result_stands() -> None:
    candidate = Candidate(sql="SELECT 1", score=0.0, task="text_to_sql")
    failure = Failure(sqlstate="42703", message="no")
    drafts = [
        Draft(ask=ask("?"), candidate=candidate, outcome=outcome)
        for outcome in (RESULT, failure, None)
    ]
    assert [judged.stands for judged in FakeModel().noise_correction(drafts)] == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("question", ["please delete it", "Drop the table", "update x"])
def test_it_notices_who_asks_to_write(question: str) -> None:
    (linked,) = FakeModel().schema_linking([ask(question)])
    assert linked.answerable["asks to write"] > 0.5
    (innocent,) = FakeModel().schema_linking([ask(f"sql: {question}")])
    assert innocent.answerable["here"] == 1.0


def test_it_writes_on_from_a_prefix(tmp_path: Path) -> None:
    path = tmp_path / "fake.json"
    path.write_text(json.dumps({"q": ["SELECT a FROM t", "SELECT b FROM t"]}))
    model = FakeModel(str(path))
    first = model.text_to_sql([ask("q")], beam=8)[0][1]
    (written,) = model.continuation_writing(
        [Prefix(ask=ask("q"), candidate=first, length=2)], beam=8
    )
    assert [candidate.sql for candidate in written] == ["SELECT b FROM t"]


def test_embeddings_are_unit_vectors_and_near_for_shared_words() -> None:
    a, b, c, empty = FakeEmbedder().embed(["customer name", "name of customers", "tax rate", ""])
    for vector in (a, b, c, empty):
        assert len(vector) == DIMENSIONS
        assert math.isclose(sum(x * x for x in vector), 1.0)
    near = sum(x * y for x, y in zip(a, b, strict=True))
    far = sum(x * y for x, y in zip(a, c, strict=True))
    assert near > far + 0.2


def test_calls_of_a_batch_are_answered_as_if_alone() -> None:
    model, embedder = FakeModel(), FakeEmbedder()
    candidate = Candidate(sql="SELECT 1", score=0.0, task="text_to_sql")
    draft = Draft(ask=ask("?"), candidate=candidate, outcome=RESULT)
    calls: list[Call] = [
        Generate(ask=ask("sql: SELECT 1"), beam=2),
        Embed(texts=("a", "b")),
        Judge(drafts=(draft, draft)),
        Generate(ask=ask("sql: SELECT 2"), beam=1),
        LinkSchema(ask=ask("?")),
        Embed(texts=()),
        Judge(drafts=(draft,)),
    ]
    together = perform_calls(model, embedder, calls)
    assert together == [perform_calls(model, embedder, [call])[0] for call in calls]
    assert [len(answer) for answer in (together[1], together[2], together[5])] == [2, 2, 0]


@pytest.mark.parametrize(
    "setting", ["nonsense", "openai:localhost#m", "transformers:", "fake:/nowhere.json"]
)
def test_a_setting_that_means_nothing_is_said_clearly(setting: str) -> None:
    with pytest.raises(BadArgument) as error:
        open_model(setting)
    assert error.value.message


def test_the_fake_embedder_goes_with_the_fake_model() -> None:
    assert open_embedder("fake").name == "fake-1"
    assert not reads_narrowed("fake")

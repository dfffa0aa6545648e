"""A language model in the collaboration: the paper's prompting, with scripted texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import pytest

from route_pg.collaboration.conversation import converse
from route_pg.collaboration.inquiry import Options, task_switches
from route_pg.errors import BadArgument
from route_pg.models.calls import perform_calls
from route_pg.models.fake import FakeEmbedder
from route_pg.models.language import LanguageModel, Reply
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.prompting.prompts import Message, estimate_tokens
from route_pg.models.prompting.wording import INSTRUCTIONS
from route_pg.protocol.messages import Ending, Question, Session, Settings, Slice
from route_pg.types import TASKS, Column, Failure, ForeignKey, Table, Task
from tests.unit.test_collaboration import SHOP, Database, answered, drive, refused, rows

WRONG = "SELECT titel FROM sales.orders"
RIGHT = "SELECT id FROM sales.orders"
LINKING = "here\nsales.orders: id"
SHOPS = replace(
    SHOP,
    tables=(*SHOP.tables, Table(schema="sales", name="lines"), Table(schema="sales", name="staff")),
    columns=(
        *SHOP.columns,
        Column(table=2, name="order_id", type="integer", kind="number"),
        Column(table=2, name="amount", type="numeric", kind="number"),
        Column(table=3, name="wage", type="numeric", kind="number"),
    ),
    foreign_keys=(*SHOP.foreign_keys, ForeignKey(columns=(4,), references=(2,))),
)
THREE = (
    "SELECT c.name, sum(l.amount) FROM sales.customers AS c"
    " JOIN sales.orders AS o ON o.customer_id = c.id"
    " JOIN sales.lines AS l ON l.order_id = o.id GROUP BY c.name"
)


class ScriptedWriter:
    """Says to each task what it is told, its last text for ever; notes its prompts."""

    name, version, local, context = "scripted", "0", True, 0
    form: Literal["zero-shot", "few-shot"] = "zero-shot"

    def __init__(self, **texts: str | Sequence[str]) -> None:
        self.texts = {
            task: [said] if isinstance(said, str) else list(said) for task, said in texts.items()
        }
        self.seen: list[tuple[Task, str]] = []

    def count(self, text: str) -> int:
        return estimate_tokens(text)

    def write(
        self, chats: Sequence[list[Message]], *, beams: int, openings: Sequence[str] = ()
    ) -> list[list[Reply]]:
        return [[self._say(chat[-1]["content"])] for chat in chats]

    def _say(self, prompt: str) -> Reply:
        (task,) = (task for task in TASKS if prompt.startswith(INSTRUCTIONS[task]))
        self.seen.append((task, prompt))
        texts = self.texts[task]
        text = texts.pop(0) if len(texts) > 1 else texts[0]
        return Reply(text=text, prompt_tokens=100, answer_tokens=10)

    def prompts(self, task: Task) -> list[str]:
        return [prompt for seen, prompt in self.seen if seen == task]


def ask(writer: ScriptedWriter, database: Database, tasks: str = ",".join(TASKS)) -> Ending:
    question = Question(
        id="q", task="answer", question="what?", settings=Settings(), session=Session(role="ann")
    )
    options = Options(narrow=True, **task_switches(tasks))
    model, embedder = LanguageModel(writer, LanguageSettings()), FakeEmbedder()

    def perform(call: Any) -> Any:
        return perform_calls(model, embedder, [call])[0]

    return drive(converse(question, embedder="fake-1", options=options), database, perform)


def shops(**results: Any) -> Database:
    return Database(slice_=Slice(schema=SHOPS, readable=4, embedder="fake-1"), **results)


def test_a_question_in_few_words() -> None:
    writer = ScriptedWriter(
        schema_linking=LINKING, text_to_sql=f"```sql\n{RIGHT};\n```", noise_correction="correct"
    )
    answer = answered(ask(writer, shops()))
    assert answer.sql == RIGHT
    assert answer.trace["candidates"][0]["stands"] == 0.9
    assert answer.trace["tokens"] == {"calls": 4, "prompt_tokens": 400, "answer_tokens": 40}


def test_the_schema_is_the_union_of_linking_and_first_draft() -> None:
    drafts = ["SELECT amount FROM sales.lines", RIGHT]
    writer = ScriptedWriter(schema_linking=LINKING, text_to_sql=drafts, noise_correction="correct")
    answered(ask(writer, shops()))
    before, after = writer.prompts("text_to_sql")
    assert "wage" in before
    assert "customers" in before
    assert "wage" not in after
    assert "customers" not in after
    assert "amount numeric" in after  # of the draft
    assert "CREATE TABLE sales.orders" in after  # of linking
    assert "FOREIGN KEY (order_id) REFERENCES sales.orders (id)" in after


def test_noise_correction_shows_the_model_its_statement_and_postgresqls_error() -> None:
    unknown = Failure(sqlstate="42883", message="function titel() does not exist")
    wrong = "SELECT titel() FROM sales.orders"
    writer = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql=wrong,
        noise_correction=[f"wrong\n{RIGHT}", "correct"],
    )
    answer = answered(ask(writer, shops(refused={wrong: unknown})))
    assert answer.sql == RIGHT
    first, second = writer.prompts("noise_correction")
    assert wrong in first
    assert "It failed with SQLSTATE 42883: function titel() does not exist" in first
    assert "It ran and gave 1 row" in second
    assert [c["task"] for c in answer.trace["candidates"]] == ["text_to_sql", "noise_correction"]
    assert answer.trace["candidates"][1]["corrects"] == 1


def test_statements_too_long_to_be_shown_again_are_none() -> None:
    endless = "SELECT " + "id, " * 20_000 + "id FROM sales.orders"
    writer = ScriptedWriter(
        schema_linking=LINKING, text_to_sql=endless, noise_correction=f"wrong\n{endless}"
    )
    refused(ask(writer, shops()), "RT002")
    drafts = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql=RIGHT,
        noise_correction=f"wrong\n{endless}",
        continuation_writing=endless,
    )
    assert answered(ask(drafts, shops())).sql == RIGHT


def test_a_verdict_of_wrong_on_rows_is_followed() -> None:
    writer = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql="SELECT customer_id FROM sales.orders",
        noise_correction=[f"wrong\n{RIGHT}", "correct"],
    )
    answer = answered(ask(writer, shops(results={RIGHT: rows(2)})))
    assert answer.sql == RIGHT


def test_a_statement_over_three_tables_is_written_on_from_its_half() -> None:
    other = THREE.replace("sum(l.amount)", "count(l.amount)")
    writer = ScriptedWriter(
        schema_linking="here\ncustomers: name\norders: id\nlines: amount",
        text_to_sql=THREE,
        noise_correction="correct",
        continuation_writing=other,
    )
    answer = answered(ask(writer, shops()))
    (prompt,) = writer.prompts("continuation_writing")
    begun = prompt.partition("Beginning: ")[2].partition("\n")[0]
    assert THREE.startswith(begun)
    assert 0.3 < len(begun) / len(THREE) < 0.7
    tasks = [candidate["task"] for candidate in answer.trace["candidates"]]
    assert tasks == ["text_to_sql", "continuation_writing"]


def test_two_tables_are_not_written_on() -> None:
    writer = ScriptedWriter(schema_linking=LINKING, text_to_sql=RIGHT, noise_correction="correct")
    answered(ask(writer, shops()))
    assert writer.prompts("continuation_writing") == []


@pytest.mark.parametrize("off", TASKS)
def test_each_task_can_be_switched_off(off: Task) -> None:
    wrong = "SELECT titel() FROM sales.orders"
    writer = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql=wrong,
        noise_correction="wrong",
        continuation_writing=RIGHT,
    )
    unknown = Failure(sqlstate="42883", message="function titel() does not exist")
    ending = ask(
        writer, shops(refused={wrong: unknown}), ",".join(task for task in TASKS if task != off)
    )
    if off == "continuation_writing":
        refused(ending, "RT002")
    else:
        assert answered(ending).sql == RIGHT
    # With text_to_sql off a first draft is still written for schema linking, as in the paper.
    expected = {task for task in TASKS if task != off or task == "text_to_sql"}
    assert {task for task, _ in writer.seen} == expected


@pytest.mark.parametrize(
    ("tasks", "message"),
    [("", "writes a statement"), ("schema_linking", "writes a statement"), ("text2sql", "no task")],
)
def test_tasks_that_cannot_be(tasks: str, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        task_switches(tasks)


def test_what_is_not_here_is_refused() -> None:
    writer = ScriptedWriter(schema_linking="not here")
    assert "0.90" in refused(ask(writer, shops()), "RT002").detail


def test_a_model_that_writes_a_delete_is_refused_as_unsafe() -> None:
    writer = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql="DELETE FROM sales.orders",
        noise_correction="correct",
        continuation_writing="DELETE FROM sales.orders",
    )
    database = shops()
    refused(ask(writer, database), "RT003")
    assert database.tried() == []


def test_a_model_that_says_nothing_of_use_is_a_refusal() -> None:
    writer = ScriptedWriter(schema_linking="Hm.", text_to_sql="I am only a language model.")
    refused(ask(writer, shops()), "RT002")


def test_several_statements_are_several_candidates() -> None:
    writer = ScriptedWriter(
        schema_linking=LINKING,
        text_to_sql=f"{RIGHT};\nSELECT customer_id FROM sales.orders;",
        noise_correction="correct",
    )
    answer = answered(ask(writer, shops()))
    assert answer.sql == RIGHT
    assert len(answer.trace["candidates"]) == 2

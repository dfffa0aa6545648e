"""The collaboration, driven by hand: a scripted database and a scripted model."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from route_pg.collaboration.conversation import Conversation, converse
from route_pg.collaboration.inquiry import Options
from route_pg.errors import WorkerUnreachable
from route_pg.models.calls import Continue, Embed, Generate, Judge, LinkSchema, perform_calls
from route_pg.models.fake import FakeEmbedder, FakeModel
from route_pg.protocol.messages import (
    Answer,
    Ending,
    Explain,
    Explained,
    Link,
    Question,
    Refusal,
    Session,
    Settings,
    Slice,
    Trial,
    Tried,
)
from route_pg.types import (
    Candidate,
    Column,
    Failure,
    ForeignKey,
    Judgement,
    Linked,
    Plan,
    RelationName,
    Result,
    Schema,
    Table,
    VerifiedPair,
)

SHOP = Schema(
    tables=(Table(schema="sales", name="customers"), Table(schema="sales", name="orders")),
    columns=(
        Column(table=0, name="id", type="integer", kind="number", primary_key=True, score=0.5),
        Column(table=0, name="name", type="text", kind="text", score=0.9, evidence=("name",)),
        Column(table=1, name="id", type="integer", kind="number", primary_key=True, score=0.4),
        Column(table=1, name="customer_id", type="integer", kind="number", score=0.3),
    ),
    foreign_keys=(ForeignKey(columns=(3,), references=(0,)),),
)
MISSING = Failure(sqlstate="42703", message="column does not exist")


def rows(*values: Any) -> Result:
    return Result(
        columns=("c",), types=("text",), rows=tuple((value,) for value in values), complete=True
    )


class Database:
    """Answers requests from tables of statements; whatever is not listed runs and gives 1."""

    def __init__(
        self,
        results: Mapping[str, Result | Failure] | None = None,
        refused: Mapping[str, Failure] | None = None,
        slice_: Slice | None = None,
    ) -> None:
        self.results = results or {}
        self.refused = refused or {}
        self.slice = slice_ or Slice(schema=SHOP, readable=4, embedder="fake-1")
        self.seen: list[Any] = []

    def reply(self, request: Any) -> Any:
        self.seen.append(request)
        match request:
            case Link():
                return self.slice
            case Explain(sql=statements):
                plans = (self.refused.get(sql, Plan(cost=1.0, rows=1.0)) for sql in statements)
                return Explained(plans=tuple(plans))
            case Trial(sql=sql):
                return Tried(outcome=self.results.get(sql, rows(1)))

    def tried(self) -> list[str]:
        return [request.sql for request in self.seen if isinstance(request, Trial)]


class ScriptedModel:
    """Says what it is told; notes what it was shown."""

    def __init__(self, beam: Sequence[tuple[str, float]], **answers: Any) -> None:
        self.beam = [candidate(sql, share) for sql, share in beam]
        self.answerable = answers.get("answerable", {"here": 1.0})
        self.linked = answers.get("linked", (tuple(range(4)), (0, 1)))
        self.judge: Callable[[Any], Judgement] = answers.get(
            "judge",
            lambda draft: Judgement(stands=1.0 if isinstance(draft.outcome, Result) else 0.0),
        )
        self.continued = answers.get("continued", [])
        self.seen: list[Any] = []

    def reply(self, call: Any) -> Any:
        self.seen.append(call)
        match call:
            case Embed(texts=texts):
                return FakeEmbedder().embed(texts)
            case LinkSchema():
                columns, tables = self.linked
                return Linked(columns=columns, tables=tables, answerable=self.answerable)
            case Generate(beam=beam):
                return self.beam[:beam]
            case Judge(drafts=drafts):
                return [self.judge(draft) for draft in drafts]
            case Continue(prefixes=prefixes):
                return [self.continued for _ in prefixes]

    def calls(self, kind: type) -> list[Any]:
        return [call for call in self.seen if isinstance(call, kind)]


def candidate(sql: str, share: float = 1.0, task: Any = "text_to_sql") -> Candidate:
    return Candidate(sql=sql, score=math.log(share), task=task, derivation=tuple(sql.split()))


def ask(
    text: str,
    model: ScriptedModel,
    database: Database | None = None,
    options: Options | None = None,
    task: Any = "answer",
    **settings: int,
) -> Ending:
    question = Question(
        id="q", task=task, question=text, settings=Settings(**settings), session=Session(role="ann")
    )
    conversation = converse(question, embedder="fake-1", options=options)
    return drive(conversation, database or Database(), model.reply)


def drive(conversation: Conversation, database: Database, perform: Callable[[Any], Any]) -> Ending:
    reply: Any = None
    while True:
        try:
            request = conversation.send(reply)
        except StopIteration as stop:
            ending: Ending = stop.value
            return ending
        of_backend = isinstance(request, Link | Explain | Trial)
        reply = database.reply(request) if of_backend else perform(request)


def answered(ending: Ending) -> Answer:
    assert isinstance(ending, Answer), ending
    json.dumps(ending.trace)
    return ending


def refused(ending: Ending, sqlstate: str) -> Refusal:
    assert isinstance(ending, Refusal), ending
    assert ending.sqlstate == sqlstate
    json.dumps(ending.trace)
    return ending


def test_the_answer_names_its_schema_and_tells_its_story() -> None:
    answer = answered(ask("who are they?", ScriptedModel([("SELECT name FROM customers", 1.0)])))
    assert answer.sql == "SELECT name FROM sales.customers"
    assert answer.confidence == pytest.approx(1.0)
    (entry,) = answer.trace["candidates"]
    assert entry["chosen"]
    assert entry["cost"] == 1.0
    assert entry["result"]["rows"] == 1
    steps = [step["step"] for step in answer.trace["steps"]]
    assert steps[0] == "check_question"
    assert steps[-1] == "choose"
    assert set(answer.trace["milliseconds"]) == {
        *("all", "linking", "model", "explain", "trial", "rest")
    }


def test_results_that_agree_outvote_a_likelier_candidate() -> None:
    beam = [("SELECT 1", 0.4), ("SELECT 2", 0.35), ("SELECT 3", 0.25)]
    database = Database(
        results={"SELECT 1": rows("a"), "SELECT 2": rows("b"), "SELECT 3": rows("b")}
    )
    answer = answered(ask("what?", ScriptedModel(beam), database))
    assert answer.sql == "SELECT 2"
    assert answer.trace["candidates"][1]["agreement"] == pytest.approx(0.6)


def test_the_verdict_outweighs_a_small_majority() -> None:
    beam = [("SELECT 1", 0.6), ("SELECT 2", 0.4)]
    database = Database(results={"SELECT 1": rows("a"), "SELECT 2": rows("b")})
    verdicts = {"SELECT 1": 0.1, "SELECT 2": 0.9}
    model = ScriptedModel(beam, judge=lambda d: Judgement(stands=verdicts[d.candidate.sql]))
    assert answered(ask("what?", model, database)).sql == "SELECT 2"


def test_two_texts_of_one_statement_run_once_and_count_together() -> None:
    beam = [("SELECT name FROM customers", 0.5), ("SELECT name FROM sales.customers", 0.5)]
    database = Database()
    answer = answered(ask("who?", ScriptedModel(beam), database))
    assert database.tried() == ["SELECT name FROM sales.customers"]
    assert answer.trace["candidates"][1]["same_as"] == 1
    assert answer.confidence == pytest.approx(1.0)


def test_a_misspelt_column_is_mended_without_the_model() -> None:
    wrong = "SELECT c.nmae FROM sales.customers c"
    hint = 'Perhaps you meant to reference the column "c.name".'
    failure = Failure(sqlstate="42703", message="column c.nmae does not exist", hint=hint)
    model = ScriptedModel([(wrong, 1.0)])
    answer = answered(ask("who?", model, Database(refused={wrong: failure})))
    assert answer.sql == "SELECT c.name FROM sales.customers c"
    assert answer.trace["candidates"][0]["repairs"] == ["c.nmae -> c.name"]
    assert len(model.calls(Judge)) == 1


def test_noise_correction_sees_the_failure_and_its_correction_is_tried() -> None:
    wrong = "SELECT frobnicate FROM sales.customers"
    right = candidate("SELECT name FROM sales.customers", task="noise_correction")

    def judge(draft: Any) -> Judgement:
        if draft.candidate.sql == wrong:
            assert draft.outcome == MISSING
            return Judgement(stands=0.0, corrections=(right,))
        return Judgement(stands=0.9)

    model = ScriptedModel([(wrong, 1.0)], judge=judge)
    answer = answered(ask("who?", model, Database(refused={wrong: MISSING})))
    assert answer.sql == right.sql
    assert answer.trace["rounds"] == 1
    assert answer.trace["candidates"][1]["corrects"] == 1
    assert answer.trace["candidates"][0]["failure"]["sqlstate"] == "42703"


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_rounds_are_bounded_by_the_caller(allowed: int) -> None:
    numbers = iter(range(100))

    def judge(_: Any) -> Judgement:
        another = candidate(f"SELECT x{next(numbers)}", task="noise_correction")
        return Judgement(stands=0.0, corrections=(another,))

    model = ScriptedModel([("SELECT 1", 1.0)], judge=judge)
    options = Options(continuation_writing=False)
    answered(ask("what?", model, options=options, max_rounds=allowed))
    assert len(model.calls(Judge)) == allowed


def test_continuation_writing_is_asked_where_nothing_stands() -> None:
    written = [candidate("SELECT name FROM sales.customers LIMIT 1", task="continuation_writing")]
    model = ScriptedModel([("SELECT bad FROM x", 1.0)], continued=written)
    database = Database(refused={"SELECT bad FROM x": replace(MISSING, sqlstate="42P02")})
    answer = answered(ask("who?", model, database))
    assert answer.sql == written[0].sql
    assert model.calls(Continue)[0].prefixes[0].length == 2


def test_continuation_writing_is_asked_for_a_join_of_three() -> None:
    joined = "SELECT 1 FROM sales.orders a, sales.orders b, sales.orders c"
    model = ScriptedModel([(joined, 1.0)])
    assert answered(ask("who?", model)).sql == joined
    assert len(model.calls(Continue)) == 1
    easy = ScriptedModel([("SELECT 1 FROM sales.orders a, sales.orders b", 1.0)])
    answered(ask("who?", easy))
    assert not easy.calls(Continue)


def test_a_nearly_certain_candidate_that_ran_is_the_only_one_tried() -> None:
    database = Database()
    answered(ask("what?", ScriptedModel([("SELECT 1", 0.97), ("SELECT 2", 0.03)]), database))
    assert database.tried() == ["SELECT 1"]


def test_candidates_are_tried_until_enough_of_them_ran() -> None:
    beam = [(f"SELECT {n}", 0.1) for n in range(8)]
    database = Database(results={"SELECT 0": MISSING, "SELECT 1": MISSING})
    answered(ask("what?", ScriptedModel(beam), database, Options(trials=2)))
    assert database.tried() == [f"SELECT {n}" for n in range(4)]


@pytest.mark.parametrize(
    ("off", "absent"),
    [
        ("schema_linking", LinkSchema),
        ("text_to_sql", Generate),
        ("noise_correction", Judge),
        ("continuation_writing", Continue),
        ("explain", Explain),
        ("trial", Trial),
    ],
)
def test_each_part_can_be_switched_off(off: str, absent: type) -> None:
    joined = "SELECT 1 FROM sales.orders a, sales.orders b, sales.orders c"
    model = ScriptedModel([(joined, 1.0)], continued=[candidate(joined)])
    database = Database()
    changes: dict[str, Any] = {off: False}
    options = replace(Options(), **changes)
    assert answered(ask("who?", model, database, options)).sql == joined
    assert not [each for each in [*model.seen, *database.seen] if isinstance(each, absent)]
    if off not in ("explain", "trial", "text_to_sql"):
        assert len(model.seen) >= 4


def test_narrowing_keeps_what_linking_names_and_a_draft_uses() -> None:
    linked = ((1,), (0,))
    draft = "SELECT customer_id FROM sales.orders"
    model = ScriptedModel([(draft, 1.0)], linked=linked)
    answered(ask("who?", model, options=Options(narrow=True)))
    first, second = model.calls(Generate)
    assert len(first.ask.schema.columns) == 4
    assert [column.name for column in second.ask.schema.columns] == [
        "id",
        "name",
        "id",
        "customer_id",
    ]
    only = ScriptedModel([("SELECT name FROM sales.customers", 1.0)], linked=linked)
    answered(ask("who?", only, options=Options(narrow=True)))
    narrowed = only.calls(Generate)[1].ask.schema
    assert [table.name for table in narrowed.tables] == ["customers"]
    assert narrowed.foreign_keys == ()


def test_the_task_link_ends_after_linking() -> None:
    database = Database()
    answer = answered(ask("names of customers", ScriptedModel([]), database, task="link"))
    assert answer.sql == ""
    scores = [item["score"] for item in answer.trace["linking"]]
    assert scores == sorted(scores, reverse=True)
    assert answer.trace["linking"][0]["column"] == "name"
    assert answer.trace["linking"][0]["evidence"] == ["name", "model"]
    assert len(database.seen) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("delete all orders", "Please drop table customers", "drop the orders", "update prices"),
        *("can you truncate orders?", "insert into t values (1)", "UPDATE prices SET x = 1"),
        *("show all orders and then delete them", "I want you to remove every customer"),
        *("grant select on orders to bob", "create a table of customers", "x'; drop table orders"),
    ],
)
def test_a_command_to_write_is_refused_before_anything_is_asked(text: str) -> None:
    database, model = Database(), ScriptedModel([("SELECT 1", 1.0)])
    refused(ask(text, model, database), "RT003")
    assert not database.seen
    assert not model.seen


@pytest.mark.parametrize(
    "text",
    [
        *("which orders were deleted?", "update frequency of prices", "drop-off points by city"),
        *("when was the last update?", "customers who dropped out", "how many inserts a day"),
        *("removed items by month", "created orders per day", "set of all customers"),
        *("orders placed and updated in May", "drop rates by month", "grants by university"),
    ],
)
def test_a_question_about_writing_is_answered(text: str) -> None:
    answered(ask(text, ScriptedModel([("SELECT 1", 1.0)])))


@pytest.mark.parametrize(
    ("slice_", "sqlstate", "words"),
    [
        (Slice(schema=SHOP, readable=4, embedder=None), "RT005", "not been synced"),
        (Slice(schema=SHOP, readable=4, embedder="other"), "RT005", "another model"),
        (
            Slice(schema=Schema(tables=(), columns=()), readable=0, embedder="fake-1"),
            *("RT002", "The role ann may read no table"),
        ),
        (
            Slice(schema=Schema(tables=(), columns=()), readable=7, embedder="fake-1"),
            *("RT002", "No column"),
        ),
    ],
)
def test_what_the_catalog_forbids(slice_: Slice, sqlstate: str, words: str) -> None:
    ending = ask("who?", ScriptedModel([("SELECT 1", 1.0)]), Database(slice_=slice_))
    refusal = refused(ending, sqlstate)
    assert words in refusal.message + refusal.detail
    assert refusal.hint


def test_what_the_model_deems_unanswerable_is_refused() -> None:
    absent = ScriptedModel([("SELECT 1", 1.0)], answerable={"here": 0.2, "not here": 0.8})
    refusal = refused(ask("weather on Mars?", absent), "RT002")
    assert "sales.customers.id" in refusal.detail
    assert not absent.calls(Generate)
    lenient = Options(not_here=0.9)
    answered(ask("weather on Mars?", absent, options=lenient))
    writes = ScriptedModel([("SELECT 1", 1.0)], answerable={"asks to write": 0.7})
    refused(ask("get rid of old stock", writes), "RT003")


def test_where_nothing_runs_the_refusal_says_what_was_tried() -> None:
    failure = Failure(sqlstate="54000", message="cost too high", hint="Raise route.max_cost.")
    model = ScriptedModel([("SELECT 1", 0.6), ("SELECT 2", 0.4)])
    database = Database(refused={"SELECT 1": failure, "SELECT 2": failure})
    refusal = refused(ask("what?", model, database), "RT002")
    assert "2 statements" in refusal.detail
    assert "cost too high" in refusal.detail
    assert refusal.hint == "Raise route.max_cost."


def test_unsafe_candidates_alone_are_refused_as_unsafe() -> None:
    model = ScriptedModel([("DELETE FROM sales.orders", 1.0)])
    database = Database()
    refusal = refused(ask("what?", model, database), "RT003")
    assert "DELETE" in refusal.detail
    assert not [request for request in database.seen if not isinstance(request, Link)]


def test_a_model_without_a_statement_is_a_refusal() -> None:
    refused(ask("what?", ScriptedModel([])), "RT002")


def test_low_confidence_is_a_refusal_where_the_worker_asks_for_more() -> None:
    model = ScriptedModel([("SELECT 1", 1.0)], judge=lambda _: Judgement(stands=0.1))
    options = Options(least_confidence=0.6)
    assert "0.19" in refused(ask("what?", model, options=options), "RT002").detail


def test_a_refusal_for_low_confidence_names_the_limit() -> None:
    model = ScriptedModel([("SELECT 1", 1.0)], judge=lambda _: Judgement(stands=0.1))
    refusal = refused(ask("what?", model, options=Options(least_confidence=0.6)), "RT002")
    assert "--least-confidence" in refusal.hint
    assert refusal.detail.endswith(": SELECT 1")


@pytest.mark.parametrize("text", ["", "  \n", "a" * 4001, "a\x00b"])
def test_no_question(text: str) -> None:
    refusal = refused(ask(text, ScriptedModel([])), "RT006")
    assert refusal.detail
    assert refusal.hint


# --- verified pairs of the very question ----------------------------------------------------------

VERIFIED = "SELECT count(*) AS customers FROM customers"


def verified(
    sql: str = VERIFIED, question: str = "How many  customers?", *relations: str
) -> Database:
    names = [relation.split(".") for relation in relations or ("sales.customers",)]
    pair = VerifiedPair(
        question=question,
        sql=sql,
        score=0.99,
        relations=tuple(RelationName(schema=schema, name=name) for schema, name in names),
    )
    schema = replace(SHOP, pairs=(pair,))
    return Database(slice_=Slice(schema=schema, readable=4, embedder="fake-1"))


@pytest.mark.parametrize(
    "text", ["How many customers?", "how many\tCUSTOMERS ", "how many customers ?"]
)
def test_a_verified_pair_is_the_answer_to_its_question(text: str) -> None:
    model = ScriptedModel([("SELECT 1", 1.0)], answerable={"not here": 1.0})
    answer = answered(ask(text, model, verified(), options=Options(least_confidence=0.9)))
    assert answer.sql == "SELECT count(*) AS customers FROM sales.customers"
    assert answer.confidence == 1.0
    (entry,) = answer.trace["candidates"]
    assert entry["evidence"] == ["verified"]
    assert entry["task"] is None
    assert entry["chosen"]
    assert [type(call) for call in model.seen] == [Embed]


@pytest.mark.parametrize("text", ["How many customers are there?", "how many customers < 5"])
def test_a_verified_pair_that_is_merely_near_is_not_the_answer(text: str) -> None:
    model = ScriptedModel([("SELECT 1", 1.0)])
    assert answered(ask(text, model, verified(question="how many customers > 5"))).sql == "SELECT 1"


def test_a_verified_pair_that_fails_leaves_the_question_to_the_model() -> None:
    database = verified()
    database.refused = {"SELECT count(*) AS customers FROM sales.customers": MISSING}
    answer = answered(ask("how many customers?", ScriptedModel([("SELECT 1", 1.0)]), database))
    assert answer.sql == "SELECT 1"
    first, second = answer.trace["candidates"]
    assert first["failure"]["message"] == MISSING.message
    assert first["support"] == first["probability"] == 0.0
    assert second["probability"] == 1.0
    assert second["evidence"] == []


def test_a_verified_pair_is_not_mended_and_its_failure_is_told() -> None:
    model = ScriptedModel([])
    database = verified()
    database.refused = {"SELECT count(*) AS customers FROM sales.customers": MISSING}
    refusal = refused(ask("how many customers?", model, database), "RT002")
    assert "42703" in refusal.detail
    assert not model.calls(Judge)
    assert not model.calls(Continue)


def test_a_name_that_may_mean_two_relations_is_not_guessed() -> None:
    sql = "SELECT count(*) FROM customers JOIN archive.customers AS a USING (id)"
    database = verified(sql, "how many customers", "sales.customers", "archive.customers")
    answer = answered(ask("how many customers", ScriptedModel([("SELECT 1", 1.0)]), database))
    assert answer.sql == "SELECT 1"
    assert "without its schema" in answer.trace["candidates"][0]["failure"]["message"]


def test_linking_alone_answers_no_pair() -> None:
    assert answered(ask("how many customers", ScriptedModel([]), verified(), task="link")).sql == ""


def test_an_error_thrown_in_is_the_refusal_that_it_names() -> None:
    conversation = converse(Question(id="q", task="answer", question="x"), embedder="e")
    next(conversation)
    with pytest.raises(StopIteration) as stop:
        conversation.throw(WorkerUnreachable("busy"))
    refused(stop.value.value, "RT001")


def test_stale_relations_are_named_in_the_trace() -> None:
    stale = Slice(schema=SHOP, readable=4, embedder="fake-1", stale=("sales.orders",))
    answer = ask("who?", ScriptedModel([("SELECT 1", 1.0)]), Database(slice_=stale))
    assert answered(answer).trace["stale"] == ["sales.orders"]


def test_time_is_split_by_what_it_was_spent_on() -> None:
    ticks = iter(range(1000))
    question = Question(id="q", task="answer", question="who?")
    conversation = converse(question, embedder="fake-1", clock=lambda: float(next(ticks)))
    answer = drive(conversation, Database(), ScriptedModel([("SELECT 1", 1.0)]).reply)
    spent = answer.trace["milliseconds"]
    assert spent["linking"] == spent["explain"] == spent["trial"] == 1000.0
    assert spent["model"] == 4000.0
    assert spent["all"] == pytest.approx(7000 + spent["rest"])


def test_the_same_question_twice_is_the_same_answer() -> None:
    def once() -> tuple[str, float]:
        beam = [(f"SELECT {n}", 0.125) for n in range(8)]
        answer = answered(ask("what?", ScriptedModel(beam)))
        return answer.sql, answer.confidence

    assert once() == once()


def test_the_fake_model_walks_the_whole_way() -> None:
    model, embedder = FakeModel(), FakeEmbedder()
    question = Question(id="q", task="answer", question="how many orders?")
    conversation = converse(question, embedder=embedder.name)
    ending = drive(conversation, Database(), lambda call: perform_calls(model, embedder, [call])[0])
    assert answered(ending).sql == "SELECT count(*) FROM sales.orders"

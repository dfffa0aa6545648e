"""The embedded model over a scripted network: what it makes of readings and hypotheses."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from route_pg.errors import BadArgument
from route_pg.generation import grammar
from route_pg.generation.grammar import SYMBOLS
from route_pg.generation.vocabulary import ACTIONS, ColumnRef, Literal, Token
from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.embedded import model as embedded
from route_pg.models.embedded.beam import Hypothesis
from route_pg.models.embedded.features import FEATURES
from route_pg.models.embedded.inputs import Floats, Items
from route_pg.models.embedded.model import (
    CALIBRATED,
    JUDGE_FEATURES,
    MAX_READINGS,
    WEIGHTS,
    Description,
    EmbeddedModel,
    calibrated,
    candidates_of,
    judge_features,
    outcome_name,
)
from route_pg.models.embedded.runtime import Reading
from route_pg.models.embedded.tokens import CONTROL, CONTROL_ID, encode
from route_pg.types import Candidate, Failure, Outcome, Result
from tests.unit.harbour import (
    PORT_NAME,
    SHIP,
    SHIP_KIND,
    SHIP_NAME,
    SPEED,
    items_of,
    linked,
    tokenize,
)

NAMES: tuple[Token, ...] = ("select", ColumnRef(SHIP_NAME), "end")
SPEEDS: tuple[Token, ...] = ("select", ColumnRef(SPEED), "end")


def numbers(items: Items, tokens: tuple[Token, ...]) -> tuple[int, ...]:
    return tuple(encode(tokens, items))


def hypothesis(items: Items, tokens: tuple[Token, ...], score: float) -> Hypothesis:
    return Hypothesis(score, numbers(items, tokens), grammar.State((), "any", -1))


def result(*rows: tuple[object, ...]) -> Result:
    width = len(rows[0]) if rows else 1
    return Result(columns=("c",) * width, types=("text",) * width, rows=rows, complete=True)


def blank(*shape: int) -> Floats:
    return np.zeros(shape, np.float32)


class ScriptedNetwork:
    """Stands for runtime.Network: needs ships and their names, and knows two statements."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        self.read_rows: list[str] = []
        self.judged: list[tuple[Sequence[int], int, Floats]] = []

    def read(self, rows: Sequence[Items]) -> list[Reading]:
        self.read_rows += [items.question for items in rows]
        return [self._reading(items) for items in rows]

    def _reading(self, items: Items) -> Reading:
        linking = np.full(len(items.kinds) + 3, -2.0, np.float32)
        linking[items.first_table + SHIP] = 3.0
        linking[items.first_column + SHIP_NAME] = 2.0
        linking[items.first_column + SPEED] = 4.0
        answerable = np.log(np.array([0.7, 0.2, 0.1], np.float32))
        empty = blank(1, 1, 1)
        return Reading(
            items, linking, answerable, blank(1, 1), empty, empty, blank(1, 2, 1, 1, 1), empty
        )

    def search(
        self, reading: Reading, *, beam: int, prefix: Sequence[int] = ()
    ) -> list[Hypothesis]:
        found = [
            hypothesis(reading.items, NAMES, math.log(0.6)),
            hypothesis(reading.items, SPEEDS, math.log(0.3)),
        ]
        return [h for h in found if h.numbers[: len(prefix)] == tuple(prefix)][:beam]

    def stands(
        self, reading: Reading, numbers: Sequence[int], control: int, outcome: Floats
    ) -> float:
        self.judged.append((numbers, control, outcome))
        return 1.5


def describe(folder: Path, **changed: object) -> Path:
    weights = [0.0] * len(CALIBRATED)
    weights[CALIBRATED.index("agreement")] = 2.0
    found = {
        "version": "abc",
        "calibration": [*weights, -1.0],
        "verifier": False,
        "actions": list(ACTIONS),
        "symbols": list(SYMBOLS),
        "features": list(FEATURES),
    }
    (folder / "model.json").write_text(json.dumps({**found, **changed}), encoding="utf-8")
    return folder


def model(folder: Path, monkeypatch: pytest.MonkeyPatch, **changed: object) -> EmbeddedModel:
    monkeypatch.setattr(embedded, "Network", ScriptedNetwork)
    monkeypatch.setattr(embedded, "WordPieces", lambda path: tokenize)
    return EmbeddedModel(describe(folder, **changed), threads=1)


def network_of(model: EmbeddedModel) -> ScriptedNetwork:
    network = model._network
    assert isinstance(network, ScriptedNetwork)
    return network


def ask(question: str = "which ships") -> Ask:
    return Ask(question=question, schema=linked(question))


def draft(asked: Ask, outcome: Outcome | None, agreement: float = 0.0) -> Draft:
    items = items_of(asked.question)
    candidate = Candidate(
        sql="...", score=-1.0, task="text_to_sql", derivation=numbers(items, NAMES)
    )
    return Draft(ask=asked, candidate=candidate, outcome=outcome, agreement=agreement)


def test_weights_that_are_not_there_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no weights") as raised:
        EmbeddedModel(tmp_path)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("actions", ["other", *ACTIONS[1:]]),
        ("actions", [*ACTIONS, "one more than we know"]),
        ("symbols", list(SYMBOLS[:-1])),
        ("features", list(FEATURES[::-1])),
    ],
)
def test_weights_of_another_release_are_refused(
    tmp_path: Path, what: str, found: list[str]
) -> None:
    with pytest.raises(BadArgument, match=f"other {what}"):
        Description.read(describe(tmp_path, **{what: found}))


def test_actions_may_have_been_added_since(tmp_path: Path) -> None:
    assert Description.read(describe(tmp_path, actions=list(ACTIONS[:-2]))).version == "abc"


def test_schema_linking_says_what_is_needed_the_most_needed_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = model(tmp_path, monkeypatch).schema_linking([ask()])
    assert found.columns == (SPEED, SHIP_NAME)
    assert found.tables == (SHIP,)
    assert found.answerable == pytest.approx({"here": 0.7, "not here": 0.2, "asks to write": 0.1})


def test_statements_come_with_their_derivations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask()
    first, second = model(tmp_path, monkeypatch).text_to_sql([asked], beam=2)[0]
    assert "name" in first.sql
    assert "top_speed" in second.sql
    assert first.score == pytest.approx(math.log(0.6))
    assert first.derivation == numbers(items_of(asked.question), NAMES)
    assert first.task == "text_to_sql"


def test_a_question_is_read_once_for_all_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = model(tmp_path, monkeypatch)
    asks = [ask("which ships"), ask("which ports"), ask("which ships")]
    ours.schema_linking(asks[:2])
    ours.text_to_sql(asks[:2], beam=1)
    ours.noise_correction([draft(asks[0], None)])
    assert network_of(ours).read_rows == ["which ships", "which ports"]
    ours.schema_linking(asks)  # the same words over another schema are another question
    assert network_of(ours).read_rows == ["which ships", "which ports", "which ships"]


def test_more_questions_than_are_kept_are_answered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = model(tmp_path, monkeypatch)
    asks = [ask(f"ship number {number}") for number in range(MAX_READINGS + 5)]
    assert len(ours.schema_linking(asks)) == len(asks)
    assert len(ours.schema_linking(asks[-3:])) == 3
    assert len(network_of(ours).read_rows) == len(asks)


def test_a_continuation_keeps_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, asked = model(tmp_path, monkeypatch), ask()
    second = ours.text_to_sql([asked], beam=2)[0][1]
    (found,) = ours.continuation_writing([Prefix(ask=asked, candidate=second, length=2)], beam=4)
    assert [candidate.sql for candidate in found] == [second.sql]
    assert found[0].task == "continuation_writing"
    (both,) = ours.continuation_writing([Prefix(ask=asked, candidate=second, length=1)], beam=4)
    assert len(both) == 2


def test_a_draft_stands_by_its_calibrated_features(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = model(tmp_path, monkeypatch)
    drafts = [draft(ask(), result((1,)), agreement) for agreement in (1.0, 0.5, 0.0)]
    stands = [judgement.stands for judgement in ours.noise_correction(drafts)]
    assert stands == pytest.approx([1 / (1 + math.exp(-x)) for x in (1.0, 0.0, -1.0)])


def test_the_verifier_judges_where_the_weights_have_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = [0.0] * len(CALIBRATED)
    ours = model(tmp_path, monkeypatch, verifier=True, calibration=[*weights, 2.0, -1.0])
    drafts = [draft(ask(), Failure(sqlstate="42703", message="no such column"))]
    (judgement,) = ours.noise_correction(drafts)
    assert judgement.stands == pytest.approx(1 / (1 + math.exp(1.0 - 2.0 * 1.5)))
    ((read, control, outcome),) = network_of(ours).judged
    assert control == CONTROL_ID["failed"]
    assert tuple(read) == drafts[0].candidate.derivation
    assert outcome == pytest.approx(judge_features(drafts[0]))


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        (None, "untried"),
        (Failure(sqlstate="42601", message="syntax error"), "failed"),
        (result(), "empty"),
        (result((None, None)), "empty"),
        (result((None,), (None,)), "empty"),
        (result((Decimal(0),)), "single"),
        (result(("a", None)), "single"),
        (result(("a",), ("b",)), "several"),
    ],
)
def test_outcomes_have_names(outcome: Outcome | None, name: str) -> None:
    assert outcome_name(outcome) == name
    assert name in CONTROL


def test_confidence_knows_how_much_there_was_to_choose_from() -> None:
    found = calibrated([0.5] * len(JUDGE_FEATURES), items_of("which ships"))
    assert found[:-1] == [0.5] * len(JUDGE_FEATURES)
    assert found[-1] == pytest.approx(math.log(len(ask().schema.columns)))


def test_features_of_a_draft_stand_in_their_order() -> None:
    values = judge_features(draft(ask(), result((1,)), 0.25))
    found = dict(zip(JUDGE_FEATURES, values.tolist(), strict=True))
    outcomes = {"failed": 0, "empty": 0, "single": 1, "several": 0}
    assert found == pytest.approx(
        {"score": -1.0, "length": 3 / 20, "agreement": 0.25, "best": math.exp(-1)} | outcomes
    )
    assert judge_features(draft(ask(), None))[3:7].tolist() == [0, 0, 0, 0]


def test_derivations_that_say_the_same_are_one_candidate() -> None:
    """Their chances add up, and together they may overtake."""
    items = items_of("which ferry is in New York")
    kind, port = Literal("ferry", SHIP_KIND, True), ColumnRef(PORT_NAME)
    where: tuple[Token, ...] = (*NAMES[:2], "where", ColumnRef(SHIP_KIND), "=")
    cell = numbers(items, (*where, kind, "end"))
    word = items.words[1]
    assert word.text == "ferry"
    found = candidates_of(
        [
            hypothesis(items, ("select", port, "end"), math.log(0.4)),
            hypothesis(items, (*where, kind, "end"), math.log(0.35)),
            Hypothesis(
                math.log(0.15),
                (*numbers(items, where), _word(1), _word(1), cell[-1]),
                grammar.State((), "any", -1),
            ),
        ],
        items,
        "text_to_sql",
    )
    assert len(found) == 2
    assert found[0].score == pytest.approx(math.log(0.5))
    assert found[0].derivation == cell


def _word(number: int) -> int:
    return embedded.CONTROL_ID["several"] + 1 + number  # the first item's number, and on


def test_what_cannot_be_rendered_is_no_candidate() -> None:
    items = items_of("faster than New York")
    literal = Literal("New York", SPEED)  # no number
    tokens: tuple[Token, ...] = (*NAMES[:2], "where", ColumnRef(SPEED), ">", literal, "end")
    found = candidates_of([hypothesis(items, tokens, -0.1)], items, "text_to_sql")
    assert found == []


@pytest.mark.skipif(not (WEIGHTS / "read.onnx").exists(), reason="no weights are here")
def test_the_shipped_weights_answer_and_give_the_same_answer_twice() -> None:
    asks = [ask("How many ships are there?"), ask("What is the top speed of the Mary Rose?")]
    first, second = (EmbeddedModel(threads=1).text_to_sql(asks, beam=4) for _ in range(2))
    assert [[c.sql for c in found] for found in first] == [
        [c.sql for c in found] for found in second
    ]
    assert [[c.score for c in f] for f in first] == [[c.score for c in f] for f in second]
    assert "count" in first[0][0].sql.lower()
    assert "Mary Rose" in first[1][0].sql

"""The verdict on one prediction: judged, with its beam, its linking and what it got wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from route_pg.evaluation.answers import Outcome
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.description import describe
from route_pg.evaluation.examples import Benchmark, Example, Rules
from route_pg.evaluation.judging import Engines, Judged, judge
from route_pg.evaluation.linking_scores import precision_at, recall_at
from route_pg.evaluation.parts import Tables, parts_of, tables_of
from route_pg.evaluation.predicting import Prediction
from route_pg.evaluation.preparing import Setup
from route_pg.evaluation.records import Verdict
from route_pg.evaluation.sqlite import benchmark_schema

BEAM_JUDGED = 8  # candidates of a beam that are judged for its oracle


def sqlite_file(benchmark: Benchmark, example: Example) -> Path | None:
    """The file of an example's database; None where it is one of PostgreSQL's."""
    if benchmark.engine == "postgresql" or benchmark.databases is None:
        return None
    return benchmark.databases / example.database / f"{example.database}.sqlite"


@lru_cache(maxsize=256)
def _columns_of(path: Path, db_id: str) -> Tables:
    return tables_of(benchmark_schema(describe(path, db_id), path))


def assess(setup: Setup, example: Example, prediction: Prediction, on: Engines) -> Verdict:
    """The verdict on a prediction, with its beam and its linking where it has them."""
    judged = _judge(setup, example, prediction, on)
    path = sqlite_file(setup.benchmark, example)
    tables = _columns_of(path, example.database) if path else {}
    linked = prediction.linked and example.golds
    gold = parts_of(example.gold, on.dialect, tables) if linked else None
    columns = gold.columns if gold else frozenset()
    classes = failure_classes(
        judged.outcome,
        example.gold,
        prediction.sql,
        (on.dialect, "postgres"),
        tables,
        tie=judged.tie,
    )
    beam = prediction.candidates[:BEAM_JUDGED] if example.golds else ()
    return verdict_on(
        example,
        prediction,
        judged,
        classes=classes,
        candidates=len(beam),
        rank=_rank(setup.benchmark.rules, example, beam, on),
        recall=recall_at(columns, prediction.linked),
        precision=precision_at(columns, prediction.linked),
    )


def _judge(setup: Setup, example: Example, prediction: Prediction, on: Engines) -> Judged:
    if not prediction.sql or not example.golds:
        outcome = _of_refusal(example, prediction)
        if not _gold_runs(example, on):
            # Whatever the model says: what is executable is the data's affair.
            outcome = "gold_error"
        failure, state = prediction.failure, prediction.sqlstate
        return Judged(outcome=outcome, strict=outcome, failure=failure, sqlstate=state)
    return judge(
        example.golds,
        prediction.sql,
        setup.benchmark.rules,
        on,
        ordered=example.ordered,
        ves=setup.ves,
    )


def _gold_runs(example: Example, on: Engines) -> bool:
    """Whether any gold answers; a question without one, to be refused, has none that fails."""
    golds = example.golds
    return not golds or any(on.gold(gold).stands for gold in golds)


def _of_refusal(example: Example, prediction: Prediction) -> Outcome:
    """The outcome where a refusal was the answer, or ought to have been: no statement is run."""
    if prediction.sql:
        return "wrong"
    if prediction.timed_out:
        return "timeout"
    return "refusal" if example.golds else "right"


def _rank(rules: Rules, example: Example, beam: Sequence[str], on: Engines) -> int | None:
    for place, sql in enumerate(beam):
        judged = judge(example.golds, sql, rules, on, ordered=example.ordered)
        if judged.outcome == "right":
            return place
    return None


def verdict_on(example: Example, prediction: Prediction, judged: Judged, **more: Any) -> Verdict:
    """The record of a judgement; `more` are the fields that need the databases."""
    asked = prediction.seconds or None
    return Verdict(
        index=example.index,
        database=example.database,
        question=example.question,
        gold=example.gold,
        refusal=example.refusal,
        group=example.group,
        predicted=prediction.sql,
        outcome=judged.outcome,
        strict=judged.strict,
        tie=judged.tie,
        hardness=example.hardness,
        failure=judged.failure,
        sqlstate=judged.sqlstate,
        confidence=prediction.confidence,
        predict_seconds=asked,
        gold_seconds=judged.gold_seconds,
        run_seconds=judged.run_seconds,
        ves=judged.ves,
        **more,
    )

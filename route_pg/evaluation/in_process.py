"""Measuring a plain function from question and schema to statements, in this process.

For choosing among models while training: no worker, no extension, no catalog; the function sees the
whole schema. Judged on PostgreSQL as `running` judges.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from route_pg.evaluation import server
from route_pg.evaluation.asking import Asking
from route_pg.evaluation.assessment import assess, sqlite_file
from route_pg.evaluation.description import describe
from route_pg.evaluation.examples import Benchmark, Example
from route_pg.evaluation.judging import TIMEOUT, WORDS, Engines, engines
from route_pg.evaluation.predicting import Called, Prediction, Ranked
from route_pg.evaluation.preparing import Progress, Setup, database_of, prepare
from route_pg.evaluation.records import Report, Verdict, commit, machine, summarise
from route_pg.evaluation.running import missing
from route_pg.evaluation.sqlite import benchmark_schema, open_read_only


def evaluate_function(
    benchmark: Benchmark,
    function: Ranked,
    *,
    dsn: str,
    examples: Sequence[Example] | None = None,
    name: str = "function",
    guided: bool = False,
    jobs: int = 1,
    timeout: float = TIMEOUT,
) -> Report:
    """Ask `function` every example (all of the benchmark where none are given) and judge.

    The first candidate counts; with `guided` the first that runs on PostgreSQL. Verdicts have the
    place of the first right candidate of the beam. `jobs` is for loading what is not loaded yet.
    BadArgument where the server cannot be reached; errors of the function's own are not caught, but
    for RouteError, which is a refusal.
    """
    chosen = list(benchmark.examples if examples is None else examples)
    setup = Setup(benchmark=benchmark, dsn=dsn, asking=Asking(), jobs=jobs, timeout=timeout)
    started, start = datetime.now(UTC), time.monotonic()
    loaded = prepare(setup, chosen, Progress())
    here = {name for name, report in loaded.items() if not report.failure}
    verdicts = missing(setup, chosen, here)
    asked = [e for e in chosen if database_of(benchmark, e, dsn) in here]
    asked.sort(key=lambda example: (example.database, example.index))
    for _, group in groupby(asked, key=lambda example: example.database):
        verdicts += _database(setup, list(group), function, guided=guided)
    verdicts.sort(key=lambda verdict: verdict.index)
    return Report(
        benchmark=benchmark.name,
        judging=WORDS[benchmark.rules],
        predictor="function, guided by execution" if guided else "function",
        model=name,
        data=benchmark.data,
        commit=commit(),
        machine=machine(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - start, 3),
        hardness=benchmark.hardness,
        summary=summarise(verdicts),
        examples=tuple(verdicts),
    )


def _database(
    setup: Setup, examples: Sequence[Example], function: Ranked, *, guided: bool
) -> list[Verdict]:
    benchmark, db_id = setup.benchmark, examples[0].database
    path = sqlite_file(benchmark, examples[0])
    assert path is not None
    entry = benchmark.entries.get(db_id) or describe(path, db_id)
    predictor = Called(function, benchmark_schema(entry, path))
    verdicts = []
    with ExitStack() as stack:
        name = database_of(benchmark, examples[0], setup.dsn)
        connection = stack.enter_context(server.connect(setup.dsn, name))
        file = stack.enter_context(open_read_only(path))
        on = engines(connection, file, setup.timeout)
        for example in examples:
            prediction = predictor.predict(example.question)
            if guided:
                prediction = _first_that_runs(prediction, on)
            verdicts.append(assess(setup, example, prediction, on))
    return verdicts


def _first_that_runs(prediction: Prediction, on: Engines) -> Prediction:
    for sql in prediction.candidates:
        if on.predicted(sql).stands:
            return replace(prediction, sql=sql)
    return prediction

"""One run of a benchmark: load what is missing, sync, ask, judge, report.

Examples are worked on by database, in several processes; each process holds one connection to ask
through and one to judge on. Predictions come from the cache where they can.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from route_pg.errors import BadArgument
from route_pg.evaluation import asking, server
from route_pg.evaluation.answers import Outcome
from route_pg.evaluation.cache import Cache, code_hash, key_of
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.description import describe
from route_pg.evaluation.examples import Benchmark, Example
from route_pg.evaluation.judging import WORDS, Engines, Judged, engines, judge
from route_pg.evaluation.linking_scores import precision_at, recall_at
from route_pg.evaluation.loading import Loaded
from route_pg.evaluation.parts import Tables, parts_of, tables_of
from route_pg.evaluation.predicting import Prediction, Predictor
from route_pg.evaluation.preparing import Progress, Setup, database_of, prepare
from route_pg.evaluation.records import Report, Verdict, commit, machine, summarise
from route_pg.evaluation.sqlite import benchmark_schema, open_read_only

CHUNK = 12  # examples that a process takes at most: enough to forget what a connection costs
BEAM_JUDGED = 8  # candidates of a beam that are judged for its oracle


def run(setup: Setup, examples: Sequence[Example], progress: Progress | None = None) -> Report:
    """Evaluate these examples; RouteError where nothing can be asked or judged."""
    told = progress or Progress()
    started, start = datetime.now(UTC), time.monotonic()
    loaded = prepare(setup, examples, told)
    groups = _groups(setup, examples, loaded)
    told.phase("syncing", len(groups))
    for database in groups:
        asking.sync(setup.asking, setup.dsn, database)
        told.step()
    model = asking.model_of(setup.asking, setup.dsn, next(iter(groups), None))
    told.phase("asking", sum(map(len, groups.values())))
    verdicts = missing(setup, examples, groups)
    for verdict in _evaluate(setup, groups, loaded, model):
        verdicts.append(verdict)
        told.step()
    verdicts.sort(key=lambda verdict: verdict.index)
    report = _report(setup, verdicts, model, started)
    databases = {name: asdict(of) for name, of in loaded.items()}
    return replace(report, databases=databases, seconds=round(time.monotonic() - start, 3))


def _groups(
    setup: Setup, examples: Sequence[Example], loaded: Mapping[str, Loaded]
) -> dict[str, list[Example]]:
    """The examples that can be asked, by PostgreSQL database."""
    groups: dict[str, list[Example]] = {}
    for example in examples:
        database = database_of(setup.benchmark, example, setup.dsn)
        report = loaded.get(database)
        if setup.benchmark.name == "own" or (report is not None and not report.failure):
            groups.setdefault(database, []).append(example)
    return groups


def missing(setup: Setup, examples: Sequence[Example], here: Collection[str]) -> list[Verdict]:
    """The verdicts on examples whose PostgreSQL database is not among those that are `here`."""
    return [
        _verdict(example, Prediction(), Judged(outcome="no_database", strict="no_database"))
        for example in examples
        if database_of(setup.benchmark, example, setup.dsn) not in here
    ]


# --- asking and judging, in processes ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Task:
    """Some examples of one database, with the predictions that are known."""

    setup: Setup
    database: str
    examples: tuple[Example, ...]
    known: tuple[Prediction | None, ...]


def _evaluate(
    setup: Setup,
    groups: Mapping[str, Sequence[Example]],
    loaded: Mapping[str, Loaded],
    model: tuple[str, str],
) -> Iterator[Verdict]:
    cache = Cache(setup.cache)
    keys: dict[int, str] = {}
    tasks = []
    share = -(-sum(map(len, groups.values())) // setup.jobs)  # few examples: something for each
    size = max(1, min(CHUNK, share))
    for database, examples in groups.items():
        catalog = _fingerprint(loaded.get(database), database)
        for example in examples:
            keys[example.index] = _key(setup, catalog, example, model)
        for place in range(0, len(examples), size):
            part = tuple(examples[place : place + size])
            known = tuple(cache.get(keys[example.index]) for example in part)
            tasks.append(_Task(setup=setup, database=database, examples=part, known=known))
    for results in _mapped(tasks, setup.jobs):
        for verdict, prediction in results:
            cache.put(keys[verdict.index], prediction)
            yield verdict


def _fingerprint(loaded: Loaded | None, database: str) -> str:
    if loaded is None:  # the user's own database may have changed: nothing is reused
        return f"{database} {time.time_ns()}"
    return f"{database} {loaded.loader} {loaded.extension} {loaded.tables} {loaded.rows}"


def _key(setup: Setup, catalog: str, example: Example, model: tuple[str, str]) -> str:
    return key_of(example.question, catalog, *model, setup.asking.described(), code_hash())


Results = list[tuple[Verdict, Prediction]]


def _mapped(tasks: Sequence[_Task], jobs: int) -> Iterator[Results]:
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(_work, tasks)
        return
    # A forked process would have this one's model, but not the threads that it computes with.
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
        futures = [pool.submit(_work, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _work(task: _Task) -> Results:
    setup = task.setup
    with ExitStack() as stack:
        judged_on = stack.enter_context(server.connect(setup.dsn, task.database))
        predictor = _Lazy(stack, setup, task.database)
        results = []
        for example, known in zip(task.examples, task.known, strict=True):
            with ExitStack() as files:
                path = _sqlite_file(setup.benchmark, example)
                file = files.enter_context(open_read_only(path)) if path else None
                on = engines(setup.benchmark.engine, judged_on, file)
                prediction = known or predictor.predict(example.question)
                results.append((assess(setup, example, prediction, on), prediction))
        return results


class _Lazy:
    """A predictor that is made only when something is not in the cache."""

    def __init__(self, stack: ExitStack, setup: Setup, database: str) -> None:
        self._stack, self._setup, self._database = stack, setup, database
        self._made: Predictor | None = None

    def predict(self, question: str) -> Prediction:
        """Ask, on a connection of its own."""
        if self._made is None:
            connection = self._stack.enter_context(server.connect(self._setup.dsn, self._database))
            self._made = asking.open_predictor(self._setup.asking, connection)
        return self._made.predict(question)


def _sqlite_file(benchmark: Benchmark, example: Example) -> Path | None:
    if benchmark.engine == "postgresql" or benchmark.databases is None:
        return None
    return benchmark.databases / example.database / f"{example.database}.sqlite"


@lru_cache(maxsize=256)
def _columns_of(path: Path, db_id: str) -> Tables:
    return tables_of(benchmark_schema(describe(path, db_id), path))


def assess(setup: Setup, example: Example, prediction: Prediction, on: Engines) -> Verdict:
    """The verdict on a prediction, with its beam and its linking where it has them."""
    judged = _judge(setup, example, prediction, on)
    path = _sqlite_file(setup.benchmark, example)
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
    return _verdict(
        example,
        prediction,
        judged,
        classes=classes,
        candidates=len(beam),
        rank=_rank(setup, example, beam, on),
        recall=recall_at(columns, prediction.linked),
        precision=precision_at(columns, prediction.linked),
    )


def _judge(setup: Setup, example: Example, prediction: Prediction, on: Engines) -> Judged:
    if not prediction.sql or not example.golds:
        outcome = _of_refusal(example, prediction)
        if not _gold_runs(setup, example, on):
            outcome = (
                "gold_error"  # whatever the model says: what is executable is the data's affair
            )
        failure, state = prediction.failure, prediction.sqlstate
        return Judged(outcome=outcome, strict=outcome, failure=failure, sqlstate=state)
    return judge(
        example.golds,
        prediction.sql,
        setup.benchmark.rules,
        on,
        ordered=example.ordered,
        timeout=setup.timeout,
        ves=setup.ves,
    )


def _gold_runs(setup: Setup, example: Example, on: Engines) -> bool:
    """Whether any gold answers; a question without one, to be refused, has none that fails."""
    golds = example.golds
    return not golds or any(on.gold(gold, setup.timeout).stands for gold in golds)


def _of_refusal(example: Example, prediction: Prediction) -> Outcome:
    """The outcome where a refusal was the answer, or ought to have been: no statement is run."""
    if prediction.sql:
        return "wrong"
    if prediction.timed_out:
        return "timeout"
    return "refusal" if example.golds else "right"


def _rank(setup: Setup, example: Example, beam: Sequence[str], on: Engines) -> int | None:
    rules, seconds = setup.benchmark.rules, setup.timeout
    for place, sql in enumerate(beam):
        judged = judge(example.golds, sql, rules, on, ordered=example.ordered, timeout=seconds)
        if judged.outcome == "right":
            return place
    return None


def _verdict(example: Example, prediction: Prediction, judged: Judged, **more: Any) -> Verdict:
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


def _report(
    setup: Setup, verdicts: Sequence[Verdict], model: tuple[str, str], started: datetime
) -> Report:
    if not any(verdict.executable for verdict in verdicts):
        names = ", ".join(sorted({verdict.database for verdict in verdicts}))
        message = "no example could be executed"
        raise BadArgument(message, detail=f"Databases that are missing: {names}.")
    benchmark = setup.benchmark
    return Report(
        benchmark=benchmark.name,
        judging=WORDS[benchmark.rules],
        predictor=setup.asking.described(),
        model=model[0],
        model_version=model[1],
        data=benchmark.data,
        commit=commit(),
        seed=setup.seed,
        machine=machine(code=code_hash()),
        started=started.isoformat(timespec="seconds"),
        selection=setup.selection,
        hardness=benchmark.hardness,
        summary=summarise(verdicts),
        examples=tuple(verdicts),
    )

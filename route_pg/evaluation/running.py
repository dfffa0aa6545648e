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
from multiprocessing import get_context

from route_pg.errors import BadArgument
from route_pg.evaluation import asking, server
from route_pg.evaluation.assessment import assess, sqlite_file, verdict_on
from route_pg.evaluation.cache import Cache, code_hash, key_of
from route_pg.evaluation.examples import Example
from route_pg.evaluation.judging import WORDS, Judged, engines
from route_pg.evaluation.loading import Loaded
from route_pg.evaluation.predicting import Prediction, Predictor
from route_pg.evaluation.preparing import Progress, Setup, database_of, prepare
from route_pg.evaluation.records import Report, Verdict, commit, machine, summarise
from route_pg.evaluation.sqlite import open_read_only

CHUNK = 12  # examples that a process takes at most: enough to forget what a connection costs


def run(setup: Setup, examples: Sequence[Example], progress: Progress | None = None) -> Report:
    """Evaluate these examples; RouteError where nothing can be asked or judged."""
    told = progress or Progress()
    started, start = datetime.now(UTC), time.monotonic()
    loaded = prepare(setup, examples, told)
    groups = _groups(setup, examples, loaded)
    told.phase("syncing", len(groups))
    for database in groups:
        if not asking.sync(setup.asking, setup.dsn, database):
            told.note(f"{database} is asked as it was last synced: this role may not sync it.")
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
        verdict_on(example, Prediction(), Judged(outcome="no_database", strict="no_database"))
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
                path = sqlite_file(setup.benchmark, example)
                file = files.enter_context(open_read_only(path)) if path else None
                on = engines(judged_on, file, setup.timeout)
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


def _report(
    setup: Setup, verdicts: Sequence[Verdict], model: tuple[str, str], started: datetime
) -> Report:
    if not any(verdict.executable for verdict in verdicts):
        raise _nothing_ran(verdicts)
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


def _nothing_ran(verdicts: Sequence[Verdict]) -> BadArgument:
    message = "no example could be executed"
    absent = sorted({each.database for each in verdicts if each.outcome == "no_database"})
    if absent:
        return BadArgument(message, detail=f"Databases that are missing: {', '.join(absent)}.")
    gold = next((verdict.gold for verdict in verdicts if verdict.gold), "")
    return BadArgument(
        message,
        detail=f"None of the right statements runs for this role. The first: {gold}",
        hint="Run that one in psql; where permission is denied, GRANT SELECT, or ask as another.",
    )

"""`route-pg eval`: measuring route_pg on benchmarks and on the user's own questions.

Arguments to calls; no figure is made here. Exit status: 0 done, 1 an error that a user can mend,
2 a wrong command line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from route_pg.collaboration.inquiry import task_switches
from route_pg.errors import BadArgument, RouteError
from route_pg.evaluation import ablation, published, running
from route_pg.evaluation.arguments import make_parser
from route_pg.evaluation.asking import Asking, Switch, read_switch
from route_pg.evaluation.benchmarks import Place, read_benchmark
from route_pg.evaluation.differing import differ
from route_pg.evaluation.examples import Benchmark, select
from route_pg.evaluation.markdown import as_markdown
from route_pg.evaluation.named_models import HEADS, model_rows, rows_as_markdown
from route_pg.evaluation.pictures import draw
from route_pg.evaluation.preparing import Progress, Setup, database_of, prepare
from route_pg.evaluation.records import Report, read_report, write_report
from route_pg.evaluation.tables import (
    show_difference,
    show_failures,
    show_loaded,
    show_rows,
    show_summary,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status."""
    arguments = make_parser().parse_args(argv)
    try:
        return _COMMANDS[arguments.command](arguments)
    except RouteError as error:
        print(f"route-pg eval: {error}", file=sys.stderr)
        return 1


def _read(arguments: argparse.Namespace) -> Benchmark:
    if arguments.jobs < 1:
        message = "--jobs is at least 1"
        raise BadArgument(message)
    place = Place(
        data=arguments.data or arguments.path,
        databases=arguments.databases,
        evidence=arguments.evidence,
    )
    return read_benchmark(arguments.benchmark, place)


def _load(arguments: argparse.Namespace) -> int:
    benchmark = _read(arguments)
    if benchmark.name == "own":
        message = "there is nothing to load for your own questions"
        raise BadArgument(message, hint="`route-pg eval run own --dsn ..` asks the database there.")
    examples = select(benchmark.examples, databases=arguments.db)
    setup = Setup(
        benchmark=benchmark,
        dsn=arguments.dsn,
        asking=Asking(),
        jobs=arguments.jobs,
        fresh=arguments.fresh,
    )
    with _progress() as progress:
        loaded = prepare(setup, examples, progress)
    console = Console()
    show_loaded(list(loaded.values()), console)
    names = {e.database: database_of(benchmark, e, arguments.dsn) for e in examples}
    for db_id in sorted(db_id for db_id, name in names.items() if name not in loaded):
        console.print(f"no database {db_id} under {benchmark.databases}", highlight=False)
    return int(any(report.failure for report in loaded.values()))


def _run(arguments: argparse.Namespace) -> int:
    benchmark = _read(arguments)
    examples = select(
        benchmark.examples,
        databases=arguments.db,
        limit=arguments.limit,
        sample=arguments.sample,
    )
    if not examples:
        message = "no example is left to ask"
        raise BadArgument(message, hint="--db takes the benchmark's own name of a database.")
    setup = _setup(arguments, benchmark)
    if arguments.ablate:
        ablation.check(setup)
    with _progress() as progress:
        report = running.run(setup, examples, progress)
        if arguments.ablate:
            report = ablation.ablate(report, setup, examples, progress)
    _give(report, arguments)
    return 0


def _setup(arguments: argparse.Namespace, benchmark: Benchmark) -> Setup:
    chosen = {"--db": arguments.db, "--limit": arguments.limit, "--sample": arguments.sample}
    return Setup(
        benchmark=benchmark,
        dsn=arguments.dsn,
        asking=Asking(
            way=arguments.via,
            model=arguments.model,
            worker=arguments.worker,
            story=arguments.story,
            switches=_switches(arguments),
        ),
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        ves=arguments.ves,
        cache=None if arguments.no_cache else arguments.cache,
        fresh=arguments.fresh,
        seed=arguments.sample,
        selection=", ".join(f"{name} {value}" for name, value in chosen.items() if value),
    )


def _switches(arguments: argparse.Namespace) -> tuple[Switch, ...]:
    off = [(task, False) for task, on in task_switches(arguments.tasks).items() if not on]
    if off and arguments.via != "direct":
        raise BadArgument(
            "a worker's tasks are its own", hint="Say --via direct, or route-pg worker --tasks .."
        )
    return (*off, *(read_switch(text) for text in arguments.set))


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        tasks: list[TaskID] = []

        def phase(name: str, total: int) -> None:
            tasks.append(bar.add_task(name, total=total))

        yield Progress(
            phase=phase,
            step=lambda: bar.advance(tasks[-1]),
            note=lambda text: bar.console.print(text, highlight=False, markup=False),
        )


def _published(arguments: argparse.Namespace) -> int:
    report = published.score_file(arguments.file, arguments.data, timeout=arguments.timeout)
    _give(report, arguments)
    return 0


def _give(report: Report, arguments: argparse.Namespace) -> None:
    """Print a report, and write it where it was asked for."""
    if arguments.json:
        write_report(report, arguments.json)
    if arguments.markdown:
        _write_markdown(report, arguments.markdown)
    show_summary(report, Console())


def _write_markdown(report: Report, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures, note = draw(report, path.parent)
    path.write_text(as_markdown(report, pictures, note), encoding="utf-8")


def _diff(arguments: argparse.Namespace) -> int:
    difference = differ(read_report(arguments.before), read_report(arguments.after))
    show_difference(difference, Console())
    return 0


def _failures(arguments: argparse.Namespace) -> int:
    report = read_report(arguments.report)
    failed = [v for v in report.examples if v.executable and v.outcome != "right"]
    if arguments.name:
        failed = [v for v in failed if arguments.name in v.classes]
    show_failures(failed[: arguments.limit], Console())
    return 0


def _report(arguments: argparse.Namespace) -> int:
    _write_markdown(read_report(arguments.report), arguments.markdown)
    return 0


def _models(arguments: argparse.Namespace) -> int:
    pairs = [text.rpartition("=") for text in arguments.reports]
    rows = model_rows([(name, read_report(Path(file))) for name, _, file in pairs])
    if arguments.markdown:
        arguments.markdown.parent.mkdir(parents=True, exist_ok=True)
        arguments.markdown.write_text(rows_as_markdown(rows), encoding="utf-8")
    show_rows(HEADS, [row.cells() for row in rows], Console())
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "load": _load,
    "run": _run,
    "published": _published,
    "diff": _diff,
    "failures": _failures,
    "report": _report,
    "models": _models,
}

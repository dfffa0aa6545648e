"""`route-pg eval`: measuring route_pg on benchmarks and on the user's own questions.

Arguments to calls; no figure is made here. Exit status: 0 done, 1 an error that a user can mend,
2 a wrong command line.
"""

from __future__ import annotations

import argparse
import os
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
from route_pg.evaluation.asking import Asking, Switch, read_switch
from route_pg.evaluation.benchmarks import NAMES, Place, read_benchmark
from route_pg.evaluation.classes import CLASSES
from route_pg.evaluation.differing import differ
from route_pg.evaluation.examples import Benchmark, select
from route_pg.evaluation.judging import TIMEOUT
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
from route_pg.types import TASKS

Command = Callable[[argparse.Namespace], int]
Commands = argparse._SubParsersAction


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except RouteError as error:
        print(f"route-pg eval: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="route-pg eval", description="Measure on benchmarks and on your own questions."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = (_add_load, _add_run, _add_published, _add_diff, _add_failures, _add_report)
    for add in (*adding, _add_models):
        add(commands)
    return parser


def _add_benchmark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("benchmark", choices=NAMES, metavar="BENCHMARK", help=", ".join(NAMES))
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument(
        "path", nargs="?", type=Path, help="the benchmark's folder, or its questions' file"
    )
    place.add_argument("--data", type=Path, help="the same, by name")
    parser.add_argument("--databases", type=Path, help="where its databases lie, if elsewhere")
    parser.add_argument("--dsn", default="", help="the server; else libpq's environment")
    parser.add_argument("--db", action="append", default=[], help="only this database; repeatable")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--fresh", action="store_true", help="load again what is loaded")


def _add_load(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("load", help="load a benchmark's databases into PostgreSQL")
    _add_benchmark(parser)
    parser.set_defaults(command=_load, evidence=False)


def _add_run(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("run", help="load what is missing, ask, judge, report")
    _add_benchmark(parser)
    parser.add_argument("--via", choices=("route_sql", "direct"), default="route_sql")
    parser.add_argument("--model", default="embedded", help="of --via direct")
    parser.add_argument("--worker", default="", help="of route_sql: the worker's address")
    parser.add_argument(
        "--story", action="store_true", help="of route_sql: the beam's oracle and linking too"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="of --via direct"
    )
    parser.add_argument(
        "--tasks", default=",".join(TASKS), metavar="TASK,..", help="to do, of --via direct"
    )
    parser.add_argument(
        "--ablate", action="store_true", help="ask again without each task (--via direct)"
    )
    parser.add_argument("--limit", type=int, help="at most so many examples")
    parser.add_argument("--sample", type=int, metavar="SEED", help="draw them with this seed")
    parser.add_argument("--evidence", action="store_true", help="BIRD: tell the evidence too")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds a statement")
    parser.add_argument("--ves", action="store_true", help="valid efficiency score too")
    parser.add_argument("--cache", type=Path, default=_cache(), help="of predictions")
    parser.add_argument("--no-cache", action="store_true", help="ask everything again")
    _add_outputs(parser)
    parser.set_defaults(command=_run)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "route-pg" / "predictions.jsonl"


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, help="where to write the report")
    parser.add_argument("--markdown", type=Path, help="where to write it to be read, and pictures")


def _add_published(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "published", help="score a CSV of others' predictions: NLQ,Predict,GOLD,database"
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="Spider's folder")
    parser.add_argument("--timeout", type=float, default=published.TIMEOUT, help="seconds a query")
    _add_outputs(parser)
    parser.set_defaults(command=_published)


def _add_diff(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("diff", help="what flipped between two reports")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.set_defaults(command=_diff)


def _add_failures(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("failures", help="the failures of a report, to be read")
    parser.add_argument("report", type=Path)
    parser.add_argument("--class", dest="name", choices=CLASSES, metavar="CLASS", help=_CLASSES)
    parser.add_argument("--limit", type=int, help="at most so many")
    parser.set_defaults(command=_failures)


_CLASSES = "only these: " + ", ".join(CLASSES)


def _add_report(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("report", help="a report's JSON as Markdown with pictures")
    parser.add_argument("report", type=Path)
    parser.add_argument("--markdown", type=Path, required=True, help="where to write it")
    parser.set_defaults(command=_report)


def _add_models(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("models", help="a row for each model, 'not run' where not run")
    parser.add_argument(
        "reports",
        nargs="*",
        metavar="[NAME=]REPORT",
        help="JSON of run or published; NAME says whose it is where the report does not",
    )
    parser.add_argument("--markdown", type=Path, help="where to write the table")
    parser.set_defaults(command=_models)


# --- the commands -------------------------------------------------------------------------------


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

        yield Progress(phase=phase, step=lambda: bar.advance(tasks[-1]))


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

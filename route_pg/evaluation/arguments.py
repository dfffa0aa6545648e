"""The command line of `route-pg eval`, as it is written; what it does is in cli.py."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from route_pg.evaluation import published
from route_pg.evaluation.benchmarks import NAMES
from route_pg.evaluation.classes import CLASSES
from route_pg.evaluation.judging import TIMEOUT
from route_pg.types import TASKS

Add = Callable[[argparse.ArgumentParser], None]


def make_parser() -> argparse.ArgumentParser:
    """The parser; `command` of what it reads is the subcommand's name."""
    parser = argparse.ArgumentParser(
        prog="route-pg eval", description="Measure on benchmarks and on your own questions."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (add, told) in _SUBCOMMANDS.items():
        add(commands.add_parser(name, help=told))
    return parser


def _benchmark(parser: argparse.ArgumentParser) -> None:
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


def _load(parser: argparse.ArgumentParser) -> None:
    _benchmark(parser)
    parser.set_defaults(evidence=False)


def _run(parser: argparse.ArgumentParser) -> None:
    _benchmark(parser)
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
    _outputs(parser)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "route-pg" / "predictions.jsonl"


def _outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, help="where to write the report")
    parser.add_argument("--markdown", type=Path, help="where to write it to be read, and pictures")


def _published(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="Spider's folder")
    parser.add_argument("--timeout", type=float, default=published.TIMEOUT, help="seconds a query")
    _outputs(parser)


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)


def _failures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=Path)
    told = f"only these: {', '.join(CLASSES)}"
    parser.add_argument("--class", dest="name", choices=CLASSES, metavar="CLASS", help=told)
    parser.add_argument("--limit", type=int, help="at most so many")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=Path)
    parser.add_argument("--markdown", type=Path, required=True, help="where to write it")


def _models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "reports",
        nargs="*",
        metavar="[NAME=]REPORT",
        help="JSON of run or published; NAME says whose it is where the report does not",
    )
    parser.add_argument("--markdown", type=Path, help="where to write the table")


_SUBCOMMANDS: dict[str, tuple[Add, str]] = {
    "load": (_load, "load a benchmark's databases into PostgreSQL"),
    "run": (_run, "load what is missing, ask, judge, report"),
    "published": (_published, "score a CSV of others' predictions: NLQ,Predict,GOLD,database"),
    "diff": (_diff, "what flipped between two reports"),
    "failures": (_failures, "the failures of a report, to be read"),
    "report": (_report, "a report's JSON as Markdown with pictures"),
    "models": (_models, "a row for each model, 'not run' where not run"),
}

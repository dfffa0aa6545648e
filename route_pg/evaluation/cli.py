"""`route-pg eval`: measuring route_pg on benchmarks and on the user's own questions.

Arguments to calls; no figure is made here. Exit status: 0 done, 1 an error that a user can mend,
2 a wrong command line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from route_pg.errors import RouteError
from route_pg.evaluation import published
from route_pg.evaluation.records import write_report
from route_pg.evaluation.tables import print_summary

Command = Callable[[argparse.Namespace], int]


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
    parser = argparse.ArgumentParser(prog="route-pg eval", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_published(commands)
    return parser


def _add_published(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "published", help="score a CSV of others' predictions: NLQ,Predict,GOLD,database"
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="Spider's folder")
    parser.add_argument("--json", type=Path, help="where to write the report")
    parser.add_argument("--timeout", type=float, default=published.TIMEOUT, help="seconds a query")
    parser.set_defaults(command=_published)


def _published(arguments: argparse.Namespace) -> int:
    report = published.score_file(arguments.file, arguments.data, timeout=arguments.timeout)
    if arguments.json:
        write_report(report, arguments.json)
    print_summary(report, Console())
    return 0

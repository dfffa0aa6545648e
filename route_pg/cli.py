"""The command `route-pg`. Imports what a subcommand needs only when it is called."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from route_pg import __version__
from route_pg.errors import BadArgument, RouteError, from_sqlstate

if TYPE_CHECKING:
    import psycopg

    from route_pg.display import Format

DELEGATED = {
    "train": "route_pg.training.cli",
    "eval": "route_pg.evaluation.cli",
    "doctor": "route_pg.doctor.cli",
}
"""Subcommands with a parser of their own: `main(argv)` of that module."""

MODEL_VARIABLE = "ROUTE_PG_MODEL"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status. Errors are printed, never traced back."""
    from route_pg.display import show_error

    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except RouteError as error:
        show_error(error)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `route-pg ask .. | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in DELEGATED:
        module = importlib.import_module(DELEGATED[arguments[0]])
        return module.main(arguments[1:]) or 0
    parsed = _parser(arguments[:1]).parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    return command(parsed)


def _parser(chosen: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="route-pg", description="Ask PostgreSQL in English: checked, read-only SQL."
    )
    parser.add_argument("--version", action="version", version=f"route-pg {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_worker(commands, chosen == ["worker"])
    _add_ask(commands, chosen == ["ask"])
    _add_sync(commands)
    _add_install(commands)
    _add_demo(commands)
    for name, about in (
        ("train", "train a model: small, data, lm"),
        ("eval", "measure on benchmarks or on your own questions"),
        ("doctor", "say what is wrong with an installation and how to mend it"),
    ):
        commands.add_parser(name, help=about, add_help=False)
    return parser


def _add_worker(commands: Any, chosen: bool) -> None:
    parser = commands.add_parser("worker", help="serve the extension's questions")
    parser.set_defaults(command=_worker)
    if chosen:  # its flags need its modules
        from route_pg.worker.settings import add_arguments

        add_arguments(parser)


def _add_ask(commands: Any, chosen: bool) -> None:
    from route_pg.display import FORMATS

    parser = commands.add_parser("ask", help="ask a question over a connection, without a worker")
    _add_connection(parser)
    parser.add_argument("question", nargs="+")
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, else csv")
    parser.add_argument("--max-rows", type=int, metavar="N", help="else route.max_rows")
    parser.add_argument("--trace", action="store_true", help="print the whole story as json")
    parser.set_defaults(command=_ask)
    if chosen:
        from route_pg.models.language_settings import add_arguments
        from route_pg.types import TASKS

        parser.add_argument("--tasks", default=",".join(TASKS), metavar="TASK,..", help="to do")
        parser.add_argument(
            "--least-confidence", type=float, metavar="P", help="refuse what is less sure"
        )
        add_arguments(parser)


def _add_sync(commands: Any) -> None:
    parser = commands.add_parser("sync", help="read the catalog and embed what changed")
    _add_connection(parser)
    parser.set_defaults(command=_sync)


def _add_install(commands: Any) -> None:
    parser = commands.add_parser(
        "install", help="put the catalog side into a database that cannot have the extension"
    )
    _add_connection(parser)
    parser.add_argument(
        "--no-plpython", action="store_true", help="plain SQL, for managed services"
    )
    parser.set_defaults(command=_install)


def _add_demo(commands: Any) -> None:
    parser = commands.add_parser("demo", help="set up the demo database and ask it (a checkout)")
    parser.set_defaults(command=_demo)


def _add_connection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dsn", default="", help="connection string; else libpq's environment")
    parser.add_argument("--model", default=os.environ.get(MODEL_VARIABLE, "embedded"))


# --- the commands -----------------------------------------------------------------------------


def _worker(arguments: argparse.Namespace) -> int:
    from route_pg.worker.server import main as serve
    from route_pg.worker.settings import read_settings

    serve(read_settings(arguments))
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from route_pg.collaboration.inquiry import Options, task_switches
    from route_pg.direct import ask, run
    from route_pg.display import show_result
    from route_pg.models import least_confidence, open_embedder, open_model, reads_narrowed
    from route_pg.models.language_settings import read_settings
    from route_pg.protocol.messages import Refusal

    form: Format = arguments.format or ("table" if sys.stdout.isatty() else "csv")
    narrow, language = reads_narrowed(arguments.model), read_settings(arguments)
    least = arguments.least_confidence
    options = Options(
        narrow=narrow,
        least_confidence=least_confidence(arguments.model) if least is None else least,
        **task_switches(arguments.tasks),
    )
    max_rows = _max_rows(arguments.max_rows)
    with _connect(arguments.dsn) as connection:
        model = open_model(arguments.model, language)
        embedder = open_embedder(arguments.model)
        ending = ask(connection, " ".join(arguments.question), model, embedder, options=options)
        if arguments.trace:
            print(json.dumps(ending.trace, ensure_ascii=False, indent=2), file=sys.stderr)
        if isinstance(ending, Refusal):
            error = from_sqlstate(ending.sqlstate)
            raise error(ending.message, detail=ending.detail, hint=ending.hint)
        result = run(connection, ending.sql, max_rows or _own_max_rows(connection))
    show_result(result, ending.sql, form, sys.stdout)
    return 0


def _sync(arguments: argparse.Namespace) -> int:
    from route_pg.catalog.sync import sync
    from route_pg.models import open_embedder

    embedder = open_embedder(arguments.model)
    with _connect(arguments.dsn) as connection:
        report = sync(connection, embedder.embed, embedder.name)
    print(report)
    return 0


def _install(arguments: argparse.Namespace) -> int:
    import psycopg

    from route_pg.server_errors import wrap_error

    with _connect(arguments.dsn) as connection:
        try:
            if arguments.no_plpython:
                connection.execute(_plain_script().encode())
            else:
                connection.execute("CREATE EXTENSION IF NOT EXISTS route_pg CASCADE")
        except psycopg.Error as error:
            raise wrap_error(error) from error
    print("Installed. Next: route-pg sync")
    return 0


def _demo(_: argparse.Namespace) -> int:
    script = Path(__file__).resolve().parents[1] / "scripts" / "demo.sh"
    if not script.exists():
        raise BadArgument(
            message="the demo needs a checkout of the repository",
            hint="Clone it and run `make demo`.",
        )
    return subprocess.run([script, "start"], check=False).returncode


# --- what they share ----------------------------------------------------------------------------


def _connect(dsn: str) -> psycopg.Connection[Any]:
    import psycopg

    try:
        return psycopg.connect(dsn, application_name="route-pg")
    except psycopg.Error as error:
        raise BadArgument(
            message="cannot connect to the database",
            detail=str(error).strip(),
            hint="Give --dsn, or set PGHOST, PGPORT, PGUSER, PGDATABASE.",
        ) from error


def _max_rows(given: int | None) -> int | None:
    if given is not None and given < 1:
        raise BadArgument(message="--max-rows is at least 1")
    return given


def _own_max_rows(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT route.max_rows()").fetchone()
    assert row is not None
    return int(row[0])


def _plain_script() -> str:
    """The catalog side in plain SQL: from a checkout's sources, else as the wheel carries it."""
    builder = Path(__file__).resolve().parents[1] / "scripts" / "build_extension.py"
    if builder.exists():
        command = [sys.executable, str(builder), "--no-plpython", "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    script = resources.files("route_pg.catalog") / "install.sql"
    if not script.is_file():
        raise BadArgument(
            message="this installation carries no install.sql",
            hint="Install route-pg from its wheel, or run this in a checkout.",
        )
    return script.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

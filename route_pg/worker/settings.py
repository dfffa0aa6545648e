"""What an administrator sets of a worker: flags, and secrets from the environment."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from pathlib import Path

from route_pg.collaboration.inquiry import Options, task_switches
from route_pg.errors import BadArgument
from route_pg.models.language_settings import LanguageSettings
from route_pg.models.language_settings import add_arguments as add_language_arguments
from route_pg.models.language_settings import read_settings as read_language_settings
from route_pg.types import TASKS

DEFAULT_SOCKET = Path("/run/route_pg/worker.sock")
SECRET_VARIABLE = "ROUTE_PG_SECRET"
DSN_VARIABLE = "ROUTE_PG_DSN"
LEAST_SECRET = 16  # characters

MAX_QUESTIONS = 64  # under way at once; one more is told 'busy'
MAX_CONNECTIONS = 2000
BATCH = 8  # model calls performed at once
GRACE_SECONDS = 30.0  # that a stopping worker waits for what is under way


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    """Everything a worker is told at its start."""

    model: str = "embedded"
    language: LanguageSettings = field(default_factory=LanguageSettings)
    socket: Path | None = DEFAULT_SOCKET  # None: TCP
    host: str = ""
    port: int = 0
    secret: str | None = field(default=None, repr=False)
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    allowed_users: tuple[str, ...] = ()  # beside the worker's own, root and postgres
    dsn: str | None = field(default=None, repr=False)
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    max_questions: int = MAX_QUESTIONS
    batch: int = BATCH
    grace: float = GRACE_SECONDS
    log_level: str = "info"
    log_questions: bool = False
    options: Options = field(default_factory=Options)

    @property
    def address(self) -> str:
        """As an administrator writes it into route.setting."""
        if self.socket is not None:
            return str(self.socket)
        return f"{'tls' if self.tls_certificate else 'tcp'}://{self.host}:{self.port}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `route-pg worker`."""
    parser.add_argument("--model", default="embedded", help="embedded, transformers:.., openai:..")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--socket", type=Path, default=DEFAULT_SOCKET, help="Unix socket to listen at (%(default)s)"
    )
    where.add_argument(
        "--listen",
        metavar="HOST:PORT",
        help=f"listen on TCP; the secret is ${SECRET_VARIABLE}, TLS is needed beyond loopback",
    )
    parser.add_argument("--tls-certificate", type=Path, help="PEM file with the chain")
    parser.add_argument("--tls-key", type=Path, help="PEM file with the key")
    parser.add_argument(
        "--allow-user",
        action="append",
        default=[],
        metavar="NAME",
        help="OS user that may connect to the socket, beside our own, root and postgres",
    )
    parser.add_argument(
        "--dsn",
        default=os.environ.get(DSN_VARIABLE),
        help=f"a connection of the worker's own: sync after DDL, time limit of trials"
        f" (${DSN_VARIABLE})",
    )
    parser.add_argument("--metrics-port", type=int, help="Prometheus metrics; off by default")
    parser.add_argument("--metrics-host", default="127.0.0.1", help="(%(default)s)")
    parser.add_argument("--max-questions", type=int, default=MAX_QUESTIONS, metavar="N")
    parser.add_argument("--batch", type=int, default=BATCH, metavar="N")
    parser.add_argument("--grace", type=float, default=GRACE_SECONDS, metavar="SECONDS")
    parser.add_argument(
        "--log-level", default="info", choices=["debug", "info", "warning", "error"]
    )
    parser.add_argument(
        "--log-questions", action="store_true", help="write the text of questions to the log"
    )
    _add_options(parser)
    add_language_arguments(parser)


def read_settings(arguments: argparse.Namespace) -> WorkerSettings:
    """The settings of parsed flags; BadArgument where they do not go together."""
    host, port = _host_and_port(arguments.listen) if arguments.listen else ("", 0)
    settings = WorkerSettings(
        model=arguments.model,
        language=read_language_settings(arguments, arguments.batch),
        socket=None if arguments.listen else arguments.socket,
        host=host,
        port=port,
        secret=os.environ.get(SECRET_VARIABLE) if arguments.listen else None,
        tls_certificate=arguments.tls_certificate,
        tls_key=arguments.tls_key,
        allowed_users=tuple(arguments.allow_user),
        dsn=arguments.dsn,
        metrics_host=arguments.metrics_host,
        metrics_port=arguments.metrics_port,
        max_questions=arguments.max_questions,
        batch=arguments.batch,
        grace=arguments.grace,
        log_level=arguments.log_level,
        log_questions=arguments.log_questions,
        options=_options(arguments),
    )
    _check(settings)
    return settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    defaults = Options()
    group = parser.add_argument_group("how questions are worked on")
    group.add_argument("--beam", type=int, default=defaults.beam, help="candidates (%(default)s)")
    group.add_argument("--trials", type=int, default=defaults.trials, help="tried (%(default)s)")
    group.add_argument(
        "--not-here",
        type=float,
        default=defaults.not_here,
        metavar="P",
        help="refuse where the model holds the question unanswerable with this probability",
    )
    group.add_argument(
        "--least-confidence",
        type=float,
        metavar="P",
        help="refuse an answer of less confidence (embedded model: 0.2, others: 0)",
    )
    add_tasks(group)


def add_tasks(parser: argparse._ActionsContainer) -> None:
    """The flag that switches tasks off, for ablations."""
    parser.add_argument(
        "--tasks",
        default=",".join(TASKS),
        metavar="TASK,..",
        help="of the collaboration; the others are left out (%(default)s)",
    )


def _options(arguments: argparse.Namespace) -> Options:
    from route_pg.models import least_confidence, reads_narrowed

    least = arguments.least_confidence
    return Options(
        beam=arguments.beam,
        trials=arguments.trials,
        not_here=arguments.not_here,
        least_confidence=least_confidence(arguments.model) if least is None else least,
        narrow=reads_narrowed(arguments.model),
        **task_switches(arguments.tasks),
    )


def _host_and_port(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    if not colon or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadArgument(message=f"not HOST:PORT: {listen!r}")
    return host.strip("[]"), int(port)


def _check(settings: WorkerSettings) -> None:
    if min(settings.max_questions, settings.batch, settings.options.beam) < 1:
        raise BadArgument(message="--max-questions, --batch and --beam are at least 1")
    if settings.socket is not None:
        return
    if not settings.secret or len(settings.secret) < LEAST_SECRET:
        raise BadArgument(
            message="a worker on TCP needs a secret",
            hint=f"Put at least {LEAST_SECRET} characters into ${SECRET_VARIABLE}.",
        )
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        raise BadArgument(message="--tls-certificate and --tls-key go together")
    if not settings.tls_certificate and settings.host not in ("127.0.0.1", "::1", "localhost"):
        raise BadArgument(
            message="a worker beyond loopback needs TLS",
            hint="Give --tls-certificate and --tls-key, or listen on 127.0.0.1.",
        )

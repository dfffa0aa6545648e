"""The project's own corpus as a source: each database is loaded, synced, and linked as a user's is.

Linking runs in PostgreSQL by the extension's own functions, so that the model is trained on exactly
the schemas and value matches that the worker will see. Needs a server with the extension.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from psycopg.conninfo import make_conninfo

from route_pg.direct import handle
from route_pg.errors import BadArgument
from route_pg.evaluation import corpus as files
from route_pg.evaluation import server
from route_pg.linking.words import lookup_words
from route_pg.protocol.messages import Limits, Link, Slice
from route_pg.training.data import Example, Source
from route_pg.types import Schema

_LIMITS = Limits(columns=400, tables=40)  # the whole schema: training chooses what a row shows


class LiveDatabase:
    """A loaded database; linking asks the extension, over one connection as a session would."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self._opened = ExitStack()
        self._connection = self._opened.enter_context(server.connect(dsn))

    def link(self, question: str) -> Schema:
        """What a question sees, matches without their places."""
        request = Link(vectors=(), words=lookup_words(question), limits=_LIMITS)
        reply = handle(self._connection, request)
        assert isinstance(reply, Slice)
        return reply.schema


def corpus(folder: Path, dsn: str, split: files.Split = "train") -> Source:
    """The databases of a split of the corpus, loaded into the server at `dsn` where missing."""
    return Source(
        name=f"corpus-{split}" if split != "train" else "corpus",
        examples=tuple(
            example for path in files.databases(folder, split) for example in _examples(path)
        ),
        open=partial(_open, folder, dsn),
    )


def _examples(path: Path) -> Iterator[Example]:
    for asked in files.answered(path):
        yield Example(
            source="corpus",
            database=f"corpus/{path.name}",
            question=asked.question,
            sql=asked.sql,
            dialect="postgres",
        )


def refusals(folder: Path, database: str) -> Iterator[tuple[str, str]]:
    """The questions of a database that have no answer, each with its kind."""
    for asked in files.unanswered(folder / database.removeprefix("corpus/")):
        yield asked.question, asked.refusal


def _open(folder: Path, dsn: str, key: str) -> LiveDatabase:
    name = key.removeprefix("corpus/")
    database = server.database_name("corpus", name)
    target = make_conninfo(dsn, dbname=database)
    server.prepare_template(dsn)
    with server.connect(dsn, "postgres") as outside:
        if server.remembered(outside, database) is None:
            server.drop(outside, database)
            server.create(outside, database)
            _load(folder / name, target)
            with server.connect(target) as inside:
                inside.execute("ANALYZE")
                inside.execute("SELECT route.sync_catalog()")
            server.remember(outside, database, {"corpus": name})
    return LiveDatabase(target)


def _load(path: Path, dsn: str) -> None:
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", dsn]
    for name in ("schema.sql", "rows.sql"):
        loaded = subprocess.run([*command, "-f", str(path / name)], capture_output=True, text=True)
        if loaded.returncode:
            raise BadArgument(f"cannot load {path / name}", detail=loaded.stderr.strip())

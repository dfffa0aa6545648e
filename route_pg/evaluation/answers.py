"""What became of a statement: its rows, or why there are none; and running one on SQLite.

An engine's errors are turned into values here, at the edge: whoever judges sees `Answer` only.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from route_pg.evaluation.sqlite import open_read_only

Outcome = Literal[
    "right", "wrong", "error", "timeout", "refusal", "no_database", "gold_error", "no_prediction"
]
"""What becomes of an example. The first five count as executable, the others do not."""

EXECUTABLE: tuple[Outcome, ...] = ("right", "wrong", "error", "timeout", "refusal")

STEPS = 10_000  # virtual machine instructions of SQLite between two looks at the clock
MAX_ROWS = 200_000  # an answer beyond is an error: no benchmark's gold comes near

Row = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The rows of a statement, or its failure."""

    rows: tuple[Row, ...] = ()
    failure: str = ""  # the engine's message; '' for none
    sqlstate: str = ""  # where the engine gives one
    timed_out: bool = False
    seconds: float = 0.0  # wall clock

    @property
    def stands(self) -> bool:
        """The statement ran to its end."""
        return not self.failure and not self.timed_out


def failed_outcome(truth: Answer, ran: Answer) -> Outcome | None:
    """The outcome where the gold or the prediction did not stand; None where both did."""
    if not truth.stands:
        return "gold_error"
    if ran.timed_out:
        return "timeout"
    return "error" if ran.failure else None


@contextmanager
def _limited(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, STEPS)


def run_sqlite(path: Path, sql: str, seconds: float) -> Answer:
    """Run one statement on a database file, opened read-only, for at most `seconds`."""
    with open_read_only(path) as connection:
        return ask_sqlite(connection, sql, seconds)


def ask_sqlite(connection: sqlite3.Connection, sql: str, seconds: float) -> Answer:
    """As `run_sqlite`, on a connection that is open already."""
    if not sql.strip():
        return Answer(failure="no statement")  # SQLite itself would answer with no rows
    start = time.monotonic()
    try:
        with _limited(connection, seconds):
            rows = tuple(connection.execute(sql).fetchmany(MAX_ROWS + 1))
    except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
        took = time.monotonic() - start
        timed_out = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
        return Answer(failure=str(error), timed_out=timed_out, seconds=took)
    if len(rows) > MAX_ROWS:
        return Answer(failure=f"more than {MAX_ROWS} rows")
    return Answer(rows=rows, seconds=time.monotonic() - start)

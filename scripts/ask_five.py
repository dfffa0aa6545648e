"""Ask the demo database five of its questions, and show question, SQL, answer and milliseconds.

Connects as libpq's environment says. A worker with the fake model only repeats what it is told: it
is asked with the statement itself, so that the path of a question can be seen without weights.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

QUESTIONS = Path(__file__).resolve().parents[1] / "docker" / "demo" / "questions.toml"
FIVE = ("count-1", "top-5", "month-2", "average-1", "never-1")
SHOWN_ROWS = 6


@dataclass(frozen=True, kw_only=True)
class Reply:
    sql: str
    names: Sequence[str]
    rows: Sequence[Sequence[Any]]
    milliseconds: float  # from the question to the checked statement


def read_five() -> list[dict[str, Any]]:
    listed = tomllib.loads(QUESTIONS.read_text())["questions"]
    by_id = {entry["id"]: entry for entry in listed}
    return [by_id[id] for id in FIVE]


def ask(connection: psycopg.Connection[Any], question: str) -> Reply:
    started = time.perf_counter()
    row = connection.execute("SELECT route_sql(%s)", (question,)).fetchone()
    milliseconds = (time.perf_counter() - started) * 1000
    assert row is not None
    cursor = connection.execute(row[0])
    names = [column.name for column in cursor.description or ()]
    rows = cursor.fetchmany(SHOWN_ROWS + 1)
    return Reply(sql=row[0], names=names, rows=rows, milliseconds=milliseconds)


def model(connection: psycopg.Connection[Any]) -> str:
    query = "SELECT value FROM route_status() WHERE item = 'model'"
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else ""


def show(console: Console, question: str, reply: Reply) -> None:
    console.print(Text(f"\n{question}", style="bold"))
    console.print(Text(f"  {reply.sql}", style="cyan"), soft_wrap=True)
    table = Table(*reply.names, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in reply.rows[:SHOWN_ROWS]:
        table.add_row(*("" if value is None else str(value) for value in row))
    console.print(table)
    more = ", more rows" if len(reply.rows) > SHOWN_ROWS else ""
    console.print(Text(f"  {reply.milliseconds:.0f} ms{more}", style="dim"))


def main() -> int:
    console = Console(highlight=False)
    failed = 0
    with psycopg.connect("", autocommit=True) as connection:
        fake = model(connection).startswith("fake")
        for entry in read_five():
            question = f"sql: {entry['sql']}" if fake else entry["question"]
            try:
                show(console, entry["question"], ask(connection, question))
            except psycopg.Error as error:
                failed += 1
                diag = error.diag
                console.print(Text(f"\n{entry['question']}", style="bold"))
                console.print(Text(f"  {diag.sqlstate}: {diag.message_primary}", style="red"))
                console.print(Text(f"  {diag.message_detail or ''} {diag.message_hint or ''}"))
    return 1 if failed == len(FIVE) else 0


if __name__ == "__main__":
    sys.exit(main())

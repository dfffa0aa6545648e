"""What a question costs, and what 32 sessions cost together, on a running demo database.

    set -a; . .demo/env; set +a
    python -m bench.worker [--questions FILE] [--repeat 3] [--sessions 32] [--json OUT]

Connects by libpq's environment (PGHOST, PGPORT, PGUSER, PGDATABASE). Each question is asked by
route_sql, as people do, and by route_explain, whose trace says where the time goes: linking, model,
explain, trial, and `rest`, which is all that is left of what the client waited for: analysis, both
ends of the socket, PL/Python, the client's own round trip.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from bench.latency_model import quantiles
from route_pg.evaluation.examples import REFUSALS

QUESTIONS = (
    "how many orders are there?",
    "how many customers are there?",
    "total revenue by month in 2024",
    "top 5 customers by revenue",
    "average price of products by category",
    "which products were never ordered?",
    "orders placed last month",
    "number of employees in each department",
)
REST_BUDGET = 10.0  # milliseconds at the median
RATIO_BUDGET = 1.5  # questions a second, many sessions over one


Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass
class Split:
    """Milliseconds of one question, as the client waits for them."""

    route_sql: float
    route_explain: float  # the sum of what follows
    linking: float
    model: float
    explain: float
    trial: float
    rest: float


@dataclass
class Report:
    """What was measured."""

    questions: int = 0
    refused: int = 0
    splits: list[Split] = field(default_factory=list)
    one_session: float = 0.0  # questions a second
    sessions: int = 0
    many_sessions: float = 0.0
    errors: list[str] = field(default_factory=list)


def _waited(connection: Connection, call: LiteralString, question: str) -> tuple[float, Any]:
    """Milliseconds, and what was answered; None for a refusal, which is an answer too."""
    began = time.perf_counter()
    try:
        row = connection.execute(call, (question,)).fetchone()
    except psycopg.Error as error:
        if error.sqlstate not in REFUSALS:
            raise
        row = (None,)
    assert row is not None
    return (time.perf_counter() - began) * 1000, row[0]


def split_of(connection: Connection, question: str) -> Split | None:
    """One question; None where it was refused before anything was tried."""
    alone, _ = _waited(connection, "SELECT route_sql(%s)", question)
    waited, story = _waited(connection, "SELECT route_explain(%s)", question)
    trace = story if "milliseconds" in story else story.get("trace", {})
    spent = trace.get("milliseconds")
    if not spent or not trace.get("candidates"):
        return None
    known = {part: spent[part] for part in ("linking", "model", "explain", "trial")}
    return Split(route_sql=alone, route_explain=waited, **known, rest=waited - sum(known.values()))


def ask_all(questions: Sequence[str], errors: list[str]) -> int:
    """Ask each question by route_sql in a session of its own making; how many were asked."""
    with psycopg.connect(autocommit=True) as connection:
        for question in questions:
            try:
                connection.execute("SELECT route_sql(%s)", (question,))
            except psycopg.Error as error:
                if error.sqlstate not in REFUSALS:
                    errors.append(f"{error.sqlstate}: {error.diag.message_primary}")
    return len(questions)


def throughput(questions: Sequence[str], sessions: int, errors: list[str]) -> float:
    """Questions a second of so many sessions at once, each asking all of them."""
    threads = [
        # Each begins elsewhere, so that a batch is not the same question many times.
        threading.Thread(
            target=ask_all,
            args=([*questions[n % len(questions) :], *questions[: n % len(questions)]], errors),
        )
        for n in range(sessions)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sessions * len(questions) / (time.perf_counter() - began)


def measure(questions: Sequence[str], repeat: int, sessions: int) -> Report:
    """All figures."""
    report = Report(questions=len(questions) * repeat, sessions=sessions)
    with psycopg.connect(autocommit=True) as connection:
        for question in questions:  # warm: plans, caches, the connection to the worker
            split_of(connection, question)
        for question in list(questions) * repeat:
            found = split_of(connection, question)
            if found is None:
                report.refused += 1
            else:
                report.splits.append(found)
    asked = list(questions) * repeat
    report.one_session = throughput(asked, 1, report.errors)
    report.many_sessions = throughput(questions, sessions, report.errors)
    return report


def show(report: Report) -> bool:
    """Print the figures; whether they are within their budgets."""
    print(f"{report.questions} questions, {report.refused} of them refused before a candidate")
    print(f"{'milliseconds':>20} {'median':>8} {'p95':>8}")
    medians = {}
    for part in Split.__dataclass_fields__:
        medians[part], high = quantiles([getattr(split, part) for split in report.splits])
        print(f"{part:>20} {medians[part]:8.1f} {high:8.1f}")
    ratio = report.many_sessions / report.one_session
    print(f"questions a second: 1 session {report.one_session:.1f},", end=" ")
    print(f"{report.sessions} sessions {report.many_sessions:.1f}, ratio {ratio:.2f}")
    print(f"errors: {len(report.errors)}", *report.errors[:5], sep="\n  ")
    held = medians["rest"] <= REST_BUDGET and ratio >= RATIO_BUDGET and not report.errors
    print("within the budgets" if held else "OUTSIDE the budgets", end=": ")
    print(f"rest <= {REST_BUDGET} ms, ratio >= {RATIO_BUDGET}, no error")
    return held


def main() -> int:
    """Measure and print; 1 where a budget is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, help="one a line; else eight of our own")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sessions", type=int, default=32)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    lines = arguments.questions.read_text().splitlines() if arguments.questions else QUESTIONS
    questions = [line for line in lines if line.strip()]
    report = measure(questions, arguments.repeat, arguments.sessions)
    if arguments.json:
        arguments.json.write_text(json.dumps(asdict(report), indent=1))
    return 0 if show(report) else 1


if __name__ == "__main__":
    raise SystemExit(main())

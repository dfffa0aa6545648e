"""The time limit of trials, and whose a cancel was: so many times, so many right.

    python -m bench.cancels [--times 100]

Limit: a cross join of three large tables, cancelled by a real worker at route.trial_timeout; how
long after it the trial had ended, by the server's clock. Whose: the worker (a script) and a user
cancel 50 ms apart, either first, or the worker alone; a user's ends the question, and only that.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.ground import Ground, connect, ground, progress
from tests.fixtures.scripted import Talk

LIMIT = 300  # milliseconds: route.trial_timeout
LATE = 250.0  # milliseconds after it, at the most
APART = 0.05  # seconds between two cancels
ROWS = 3000
CROSS = "SELECT count(*) FROM large_a AS a, large_b AS b, large_c AS c WHERE a.n + b.n + c.n = -1"
TABLES = "".join(
    f"CREATE TABLE large_{name} AS SELECT n FROM generate_series(1, {ROWS}) AS n;"
    for name in ("a", "b", "c")
)
SETTINGS = f"SET route.trial_timeout = {LIMIT}; SET route.max_cost = 1e20"


def measure_limit(place: Ground, times: int) -> list[float]:
    """Milliseconds after the limit at which each trial had ended."""
    dsn = place.database()
    late = []
    with connect(dsn) as session:
        session.execute(TABLES.encode())
        worker = place.worker(dsn, "--dsn", dsn)
        session.execute(SETTINGS.encode())
        while session.execute("SELECT 1 FROM route.state").fetchone() is None:
            time.sleep(0.1)  # until the worker has synced
        for _ in range(times):
            row = session.execute("SELECT route_explain(%s)", (f"sql: {CROSS}",)).fetchone()
            assert row is not None
            late.append(row[0]["milliseconds"]["trial"] - LIMIT)
            assert "trial_timeout" in str(row[0]), row[0]
        worker.stop()
    return late


@dataclass(kw_only=True)
class Cancelling:
    """A script whose trial is cancelled by whom it is told, 50 ms apart."""

    session: psycopg.Connection[Any]
    order: str = ""  # of 'w' (the worker's, claimed) and 'u' (a user's)

    def __call__(self, talk: Talk) -> None:
        """One question: a long trial, the cancels, another long trial if the question lives on."""
        if self.order:
            talk.say("trial", sql=CROSS, rows=5)
            time.sleep(LIMIT / 1000)
            self._cancel(talk, claim=self.order[0] == "w")
            if len(self.order) > 1:
                self._next_trial(talk, time.monotonic())
                self._cancel(talk, claim=self.order[1] == "w")
            talk.read()
        talk.answer("SELECT 'goes on'")

    def _next_trial(self, talk: Talk, began: float) -> None:
        """Where the first was the worker's, its trial has failed, and another begins."""
        if self.order[0] == "w":
            talk.read()
            talk.say("trial", sql=CROSS, rows=5)
        time.sleep(max(0.0, APART - (time.monotonic() - began)))

    def _cancel(self, talk: Talk, *, claim: bool) -> None:
        """As a worker does it, or as a user."""
        if claim:
            talk.say("cancelling")
        row = self.session.execute(
            "SELECT pg_cancel_backend(%s), extract(epoch FROM clock_timestamp())::float8",
            (talk.ask["session"]["backend_pid"],),
        ).fetchone()
        assert row is not None
        if claim:
            talk.say("cancelled", at=row[1])


def measure_whose(place: Ground, times: int) -> dict[str, Counter[str]]:
    """What came of questions by the order in which they were cancelled."""
    dsn = place.database()
    worker = place.scripted(dsn)
    told: dict[str, Counter[str]] = {}
    with connect(dsn) as canceller, connect(dsn) as session:
        session.execute(TABLES.encode())
        session.execute(SETTINGS.encode())
        worker.script = script = Cancelling(session=canceller)
        session.execute("SELECT route_sql('warm')")
        for order in ("w", "uw", "wu"):
            script.order, told[order] = order, Counter()
            for _ in range(times):
                try:
                    session.execute("SELECT route_sql('q')")
                    told[order]["goes on"] += 1
                except psycopg.Error as error:
                    told[order][error.sqlstate or "none"] += 1
    worker.stop()
    return told


def main() -> int:
    """Measure and print; 1 where one was late, or told wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    with ground() as place:
        progress("limit")
        late = measure_limit(place, times)
        progress("whose")
        told = measure_whose(place, times)
    in_time = sum(each <= LATE for each in late)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"stopped within {LATE:.0f} ms of the limit: {in_time} of {times}", end="; ")
    print(f"median {statistics.median(late):.0f} ms, most {max(late):.0f} ms after it")
    right = {"w": "goes on", "uw": "57014", "wu": "57014"}
    names = {"w": "the worker's alone", "uw": "a user's first", "wu": "the worker's first"}
    for order, counts in told.items():
        print(f"{names[order]}: {counts[right[order]]} of {times} right", dict(counts))
    all_told = all(counts[right[order]] == times for order, counts in told.items())
    return 0 if in_time == times and all_told else 1


if __name__ == "__main__":
    raise SystemExit(main())

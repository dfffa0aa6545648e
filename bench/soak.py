"""Many questions from many sessions, while worker and database are interfered with.

    python -m bench.soak [--questions 10000] [--sessions 16] [--seconds N]

Each question has an answer that no other question has, so one that went astray is seen. What
is lost is what came back neither with its answer nor with an error that the faults explain. Memory
is that of the processes' own (RssAnon), once everything has been used a while, and at the end.
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from bench.ground import connect, ground, progress
from bench.soak_faults import Faults
from tests.fixtures.bookshop import BOOKSHOP

GROWTH_BUDGET = 0.05
HANG_SECONDS = 30  # the caller's statement_timeout; a question that takes longer hangs
PATIENCE_SECONDS = 0.3  # after 'ask again in a moment'
WARM_SHARE = 0.4  # of all questions, after which the memory counts that growth is measured from
KILLING_SHARE = 0.3  # only before then is the worker killed: its memory is then one process's
LONG = (
    "sql: SELECT count(*) AS own FROM generate_series(1, 3000) AS a(n),"
    " generate_series(1, 3000) AS b(n), generate_series(1, 200) AS c(n) WHERE a.n + b.n + c.n = -1"
)
# What may come of a question while somebody renames its columns or drops its tables.
OF_DDL = {"RT002", "42703", "42P01", "42883", "RT005"}
GRANTS = """
CREATE ROLE bookshop_clerk LOGIN;
CREATE ROLE bookshop_guest LOGIN;
GRANT USAGE ON SCHEMA shop TO bookshop_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO bookshop_clerk;
"""


@dataclass(kw_only=True)
class Score:
    """What came of the questions so far."""

    asked: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, most: int) -> int | None:
        """The number of the next question, or None after the last."""
        with self.lock:
            if self.asked >= most:
                return None
            self.asked += 1
            return self.asked

    def note(self, outcome: str, seconds: float, lost: str = "") -> None:
        """One question came back, or did not."""
        with self.lock:
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, seconds)
            if lost:
                self.lost.append(lost)


def question(number: int) -> tuple[str, str, str]:
    """The query, its question, and what the answer must contain."""
    own = f"own{number}x"
    match number % 20:
        case 5 | 15:
            return "SELECT * FROM route_ask(%s)", f"sql: SELECT '{own}' AS own", own
        case 6 | 16:
            return "SELECT * FROM route_ask(%s)", f"how many author {number}", "3"
        case 7:
            return "SELECT * FROM route_link(%s)", f"title of the book {number}", "title"
        case 8 | 18:
            asked = f"sql: SELECT title, '{own}' AS own FROM shop.book"
            return "SELECT route_explain(%s)", asked, own
        case 9:
            return "SELECT route_sql(%s)", LONG, "never"
        case 17:
            asked = f"sql: SELECT {own} FROM shop.book"
            return "SELECT route_sql(%s)", asked, "never"
        case _:
            return "SELECT route_sql(%s)", f"sql: SELECT name, '{own}' AS own FROM shop.author", own


@dataclass(kw_only=True)
class Asker:
    """One session, which asks until there is no question left."""

    dsn: str
    score: Score
    faults: Faults
    most: int
    deadline: float
    measured: threading.Event  # until then a session stays, so that its memory can be seen
    pid: int = 0
    alive: bool = True
    done: bool = False

    def run(self) -> None:
        """Ask; the session must outlive it all."""
        with connect(self.dsn) as session:
            self.pid = session.info.backend_pid
            session.execute(f"SET statement_timeout = '{HANG_SECONDS}s'")
            session.execute("SET route.trial_timeout = 150; SET route.max_cost = 1e15")
            while time.monotonic() < self.deadline and not session.closed:
                number = self.score.next(self.most)
                if number is None:
                    break
                self._ask(session, number)
            self.alive = not session.closed
            self.done = True
            self.measured.wait()

    def _ask(self, session: psycopg.Connection[Any], number: int) -> None:
        query, asked, expected = question(number)
        began = time.monotonic()
        try:
            said = str(session.execute(query.encode(), (asked,)).fetchall())
        except psycopg.Error as error:
            seconds = time.monotonic() - began
            state = error.sqlstate or type(error).__name__
            explained = self._explains(state, began, seconds)
            what = error.diag.message_primary
            lost = "" if explained else f"{number}: {state} after {seconds:.1f} s: {what}"
            self.score.note(state, seconds, lost)
            time.sleep(PATIENCE_SECONDS if state == "RT001" else 0)
            return
        if "'sqlstate': 'RT001'" in said and self.faults.was_away(began):
            self.score.note("RT001, explained", time.monotonic() - began)
            return
        lost = "" if expected in said else f"{number}: another answer: {said[:200]}"
        self.score.note("answered", time.monotonic() - began, lost)

    def _explains(self, state: str, began: float, seconds: float) -> bool:
        """Whether a fault that was injected explains an error."""
        if seconds >= HANG_SECONDS:
            # A worker that is killed cancels nothing any more: then only this bounds a trial.
            return self.faults.was_killed(began)
        if state == "RT001":
            return self.faults.was_away(began)
        if state == "57014":
            return self.faults.was_cancelled(self.pid, began) or self.faults.was_cut_off(began)
        return state in OF_DDL


def memory(pid: int) -> int:
    """kB of a process's own memory."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("RssAnon:"))


def measure(faults: Faults, askers: list[Asker]) -> tuple[int, int]:
    """kB of the worker, and of all backends together."""
    there = [asker.pid for asker in askers if asker.alive]
    return memory(faults.worker.pid), sum(map(memory, there))


def _sync(owner: psycopg.Connection[Any]) -> None:
    """Sync; the worker, which saw the same DDL, may be at it."""
    while True:
        try:
            owner.execute("SELECT * FROM route_sync()")
            return
        except psycopg.Error as error:
            if error.sqlstate != "RT006":
                raise
        time.sleep(0.2)


def soak(most: int, sessions: int, seconds: float) -> int:
    """Run it, print the figures; 1 where anything was lost or grew."""
    with ground() as place:
        dsn = place.database()
        with connect(dsn) as owner:
            owner.execute(BOOKSHOP.encode())
            owner.execute(GRANTS.encode())
            worker = place.worker(dsn, "--dsn", dsn, "--log-level", "warning")
            _sync(owner)
        faults, score = Faults(dsn=dsn, worker=worker), Score()
        clerk, measured = make_conninfo(dsn, user="bookshop_clerk"), threading.Event()
        began = time.monotonic()
        askers = [
            Asker(
                dsn=clerk,
                score=score,
                faults=faults,
                most=most,
                deadline=began + seconds,
                measured=measured,
            )
            for _ in range(sessions)
        ]
        threads = [threading.Thread(target=asker.run) for asker in askers]
        for thread in threads:
            thread.start()
        try:
            before = _interfere(faults, score, askers, most, seconds)
            after = measure(faults, askers)
        finally:
            measured.set()
            for thread in threads:
                thread.join()
            worker.stop()
        return show(score, faults, askers, before, after, time.monotonic() - began)


def _interfere(
    faults: Faults, score: Score, askers: list[Asker], most: int, seconds: float
) -> tuple[int, int]:
    """Inject faults while anybody asks; the memory when all was warm."""
    before, began = None, time.monotonic()
    chance = random.Random(7)
    while not all(asker.pid or asker.done for asker in askers):
        time.sleep(0.05)
    while not all(asker.done for asker in askers):
        done = max(score.asked / most, (time.monotonic() - began) / seconds)
        if done < 1:
            faults.inject(chance, [asker.pid for asker in askers], kill=done < KILLING_SHARE)
        if before is None and done >= WARM_SHARE:
            before = measure(faults, askers)
            progress(f"  warm: worker {before[0]} kB, backends {before[1]} kB")
        time.sleep(chance.uniform(0.2, 1.0))
        now = measure(faults, askers)
        progress(f"  {score.asked} asked, {sum(score.outcomes.values())} came back, {now} kB")
    return before or (0, 0)


def show(
    score: Score,
    faults: Faults,
    askers: list[Asker],
    before: tuple[int, int],
    after: tuple[int, int],
    seconds: float,
) -> int:
    """Print the figures; the exit status."""
    back = sum(score.outcomes.values())
    print(f"{score.asked} questions of {len(askers)} sessions in {seconds:.0f} s", end=", ")
    print(f"the slowest took {score.slowest:.1f} s")
    print("outcomes:", ", ".join(f"{n} {what}" for what, n in score.outcomes.most_common()))
    print("faults:", ", ".join(f"{n} {what}" for what, n in faults.counts.most_common()))
    grown = []
    for name, was, now in zip(("worker", "backends"), before, after, strict=True):
        growth = (now - was) / was if was else 0.0
        grown.append(growth > GROWTH_BUDGET)
        print(f"memory of {name}: {was} kB warm, {now} kB at the end, {growth:+.1%}")
    ended = sum(not asker.alive for asker in askers)
    lost = score.asked - back + len(score.lost)
    print(f"lost without an error, or with one that no fault explains: {lost}", end=", ")
    print(f"sessions that ended: {ended}")
    for line in score.lost[:20]:
        print(f"  {line}")
    return 1 if lost or ended or any(grown) or not before[0] else 0


def main() -> int:
    """Soak; 1 where it did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=86_400, help="end by then at the latest")
    arguments = parser.parse_args()
    return soak(arguments.questions, arguments.sessions, arguments.seconds)


if __name__ == "__main__":
    raise SystemExit(main())

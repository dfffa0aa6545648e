"""What the soak does to the worker and the database, and which errors that explains."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.ground import connect
from tests.fixtures.worker import WorkerProcess

AWAY_SECONDS = 0.5  # that a killed worker is away
STOPPED_SECONDS = 1.0
SLACK_SECONDS = 2.0  # by which an error may follow its fault: the machine is busy

DDL = (
    (
        "ALTER TABLE shop.book RENAME price TO cost",
        "ALTER TABLE shop.book RENAME cost TO price",
    ),
    ("CREATE TABLE shop.fleeting (id int, note text)", "DROP TABLE shop.fleeting"),
    ("COMMENT ON TABLE shop.book IS 'what is sold'", "COMMENT ON TABLE shop.book IS NULL"),
    (
        "REVOKE SELECT (price) ON shop.book FROM bookshop_guest",
        "GRANT SELECT (price) ON shop.book TO bookshop_guest",
    ),
    ("CREATE INDEX fleeting ON shop.book (title)", "DROP INDEX shop.fleeting"),
)


@dataclass(kw_only=True)
class Faults:
    """Injects them, and remembers when."""

    dsn: str
    worker: WorkerProcess
    counts: Counter[str] = field(default_factory=Counter)
    _away: list[tuple[float, float]] = field(default_factory=list)  # from, to
    _cut_off: float = float("-inf")  # when the worker's own sessions were ended last
    _cancelled: list[tuple[int, float]] = field(default_factory=list)  # whom, when

    def inject(self, chance: random.Random, pids: Sequence[int], *, kill: bool) -> None:
        """One fault, by lot."""
        kinds: list[tuple[str, Callable[[], None]]] = [
            ("cancels", lambda: self._cancel(chance.choice(pids))),
            ("cancels", lambda: self._cancel(chance.choice(pids))),
            ("DDL", lambda: self._define(chance)),
            ("worker stopped for a while", self._stop),
            ("worker's own sessions ended", self._end_its_sessions),
        ]
        if kill:
            kinds += [("worker killed", self._kill), ("worker restarted", self._restart)]
        name, fault = chance.choice(kinds)
        fault()
        self.counts[name] += 1

    def was_away(self, since: float) -> bool:
        """Whether the worker was away after `since`, or is only just back."""
        return any(end + SLACK_SECONDS >= since for _, end in self._away)

    def was_killed(self, since: float) -> bool:
        """Whether the worker left after `since`."""
        return any(start >= since for start, _ in self._away)

    def was_cancelled(self, pid: int, since: float) -> bool:
        """Whether that process was cancelled after `since`."""
        return any(who == pid and at >= since - SLACK_SECONDS for who, at in self._cancelled)

    def was_cut_off(self, since: float) -> bool:
        """Whether a cancel of the worker's may have lost its claim: that ends the question.

        Its own session ended, or it was killed, between the two.
        """
        return self._cut_off >= since - SLACK_SECONDS or self.was_killed(since)

    def _cancel(self, pid: int) -> None:
        self._cancelled.append((pid, time.monotonic()))
        with connect(self.dsn) as session:
            session.execute("SELECT pg_cancel_backend(%s)", (pid,))

    def _define(self, chance: random.Random) -> None:
        there, back = chance.choice(DDL)
        with connect(self.dsn) as session:
            session.execute(there.encode())
            time.sleep(0.2)
            session.execute(back.encode())

    def _stop(self) -> None:
        os.kill(self.worker.pid, signal.SIGSTOP)
        time.sleep(STOPPED_SECONDS)
        os.kill(self.worker.pid, signal.SIGCONT)

    def _end_its_sessions(self) -> None:
        self._cut_off = time.monotonic()
        with connect(self.dsn) as session:
            session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name LIKE 'route-pg%'"
            )

    def _kill(self) -> None:
        self._leave(signal.SIGKILL)

    def _restart(self) -> None:
        self._leave(signal.SIGTERM)

    def _leave(self, number: int) -> None:
        began = time.monotonic()
        # Open-ended until it is back: an error in the meantime is explained.
        self._away.append((began, float("inf")))
        self.worker.stop(number)
        time.sleep(AWAY_SECONDS)
        self.worker.socket.unlink(missing_ok=True)
        self.worker.start()
        self._away[-1] = (began, time.monotonic())

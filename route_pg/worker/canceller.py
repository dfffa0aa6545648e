"""The time limit of trials: cancels, over a connection of the worker's own, what outstays it.

The order of things is part of the protocol (docs/protocol.md): a cancel is announced before it is
sent, it has been delivered before it is claimed, and it is claimed before the conversation goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import psycopg

from route_pg.protocol.messages import Cancelled, Cancelling, Session
from route_pg.worker.logs import log

REPEAT_SECONDS = 1.0  # until a cancel that did not help is sent again
MAX_CANCELS = 5
CONNECT_SECONDS = 5

# The process must still be the one that asked: numbers are used again, and clusters are many. It
# must be at the same statement, too: the caller's next one is not ours to end.
# MATERIALIZED, or the planner may call pg_cancel_backend on every process before it compares.
_CANCEL = """
    WITH target AS MATERIALIZED (
        SELECT pid, extract(epoch FROM clock_timestamp())::double precision AS at
        FROM pg_catalog.pg_stat_activity
        WHERE pid = %(pid)s AND datname = %(database)s AND state = 'active'
          AND %(start)s = (extract(epoch FROM backend_start) * 1000000)::bigint
          AND %(statement)s = (extract(epoch FROM query_start) * 1000000)::bigint
    )
    SELECT at FROM target WHERE pg_catalog.pg_cancel_backend(pid)
"""

Say = Callable[[Cancelling | Cancelled], Awaitable[None]]


class Canceller:
    """Holds the connection; one cancel at a time."""

    def __init__(self, dsn: str, on_cancel: Callable[[], None] = lambda: None) -> None:
        self._dsn = dsn
        self._on_cancel = on_cancel
        self._connection: psycopg.AsyncConnection[tuple[float]] | None = None
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Connect; where that fails a later cancel tries again, and the log says so."""
        try:
            async with self._lock:
                await self._connected()
        except psycopg.Error as error:
            log(logging.WARNING, "no connection to cancel trials with", problem=str(error))

    async def cancel(self, session: Session) -> float | None:
        """Cancel what `session` runs: the server's clock at that moment, None where nothing was."""
        parameters = {
            "pid": session.backend_pid,
            "database": session.database,
            "start": session.backend_start,
            "statement": session.statement_start,
        }
        try:
            async with self._lock:
                connection = await self._connected()
                cursor = await connection.execute(_CANCEL, parameters)
                row = await cursor.fetchone()
        except psycopg.Error as error:
            log(logging.WARNING, "cannot cancel a trial", problem=str(error))
            return None
        if row is None:
            return None
        self._on_cancel()
        return row[0]

    async def close(self) -> None:
        """Disconnect."""
        if self._connection is not None:
            await self._connection.close()

    async def _connected(self) -> psycopg.AsyncConnection[tuple[float]]:
        if self._connection is None or self._connection.closed or self._connection.broken:
            self._connection = await psycopg.AsyncConnection.connect(
                self._dsn,
                autocommit=True,
                connect_timeout=CONNECT_SECONDS,
                application_name="route-pg canceller",
            )
        return self._connection


class Watch:
    """Waits for one trial's limit; without a canceller it never fires."""

    def __init__(
        self, canceller: Canceller | None, session: Session, limit: float, say: Say
    ) -> None:
        self.fired = False
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        if canceller is not None and session.backend_pid > 0:
            self._task = asyncio.create_task(self._run(canceller, session, limit, say))

    async def stop(self) -> None:
        """The trial ended: no further cancel; one that is under way is claimed first."""
        self._ended.set()
        if self._task is not None:
            await self._task

    async def _run(self, canceller: Canceller, session: Session, limit: float, say: Say) -> None:
        seconds = limit
        for _ in range(MAX_CANCELS):
            if await self._ends_within(seconds):
                return
            # However busy the machine is: the backend finds this before it finds itself cancelled.
            await say(Cancelling())
            at = None if self._ended.is_set() else await canceller.cancel(session)
            self.fired = self.fired or at is not None
            await say(Cancelled(at=at or 0.0))
            seconds = REPEAT_SECONDS

    async def _ends_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            return False
        return True

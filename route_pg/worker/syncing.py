"""Keeps the catalog fresh: syncs at the start, on NOTIFY after DDL, and now and then.

A thread with a connection of its own; what it embeds goes through the model thread, so that
questions and syncs share the embedder.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg

from route_pg.errors import RouteError
from route_pg.models.calls import Embed
from route_pg.worker.logs import log, logger

if TYPE_CHECKING:
    from route_pg.worker.state import Worker

CHANNEL = "route_sync"
LOOK_SECONDS = 300.0  # between syncs that nothing asked for
SETTLE_SECONDS = 0.2  # after a NOTIFY: migrations come in many statements
POLL_SECONDS = 0.5  # how soon a stop is seen
RECONNECT_SECONDS = (1.0, 2.0, 5.0, 15.0, 60.0)
EMBED_CHUNK = 32  # texts of one model call


class Syncing:
    """Listens and syncs until it is stopped."""

    def __init__(self, dsn: str, worker: Worker) -> None:
        self._dsn = dsn
        self._worker = worker
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End after the sync that is under way."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                with psycopg.connect(
                    self._dsn, autocommit=True, application_name="route-pg sync"
                ) as connection:
                    failures = 0
                    self._listen(connection)
            except (RouteError, psycopg.Error) as error:
                log(logging.WARNING, "sync connection lost", problem=str(error).strip())
                self._stopping.wait(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
                failures += 1

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._sync(connection)
        looked = time.monotonic()
        while not self._stopping.is_set():
            asked = any(True for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1))
            if not asked and time.monotonic() - looked < LOOK_SECONDS:
                continue
            self._settle(connection)
            self._sync(connection)
            looked = time.monotonic()

    def _settle(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._stopping.is_set():
            if not any(True for _ in connection.notifies(timeout=SETTLE_SECONDS, stop_after=1)):
                return

    def _sync(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Sync once; a failure of the database or of a rule is logged and waits for the next."""
        from route_pg.catalog.sync import sync

        self._worker.syncing = True
        started = time.perf_counter()
        try:
            report = sync(connection, self._embed, self._worker.embedder_name)
        except (RouteError, psycopg.Error) as error:
            self._worker.metrics.syncs.labels("failed").inc()
            if connection.broken or connection.closed:
                raise
            log(logging.WARNING, "sync failed", problem=str(error).strip())
        except Exception:  # whatever it is, questions are still answered
            self._worker.metrics.syncs.labels("failed").inc()
            logger.exception("sync failed")
        else:
            self._worker.metrics.syncs.labels("done").inc()
            elapsed = round((time.perf_counter() - started) * 1000)
            log(logging.INFO, "synced", milliseconds=elapsed, report=str(report))
        finally:
            self._worker.syncing = False

    def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = []
        for start in range(0, len(texts), EMBED_CHUNK):
            chunk = tuple(texts[start : start + EMBED_CHUNK])
            vectors += self._worker.models.submit(Embed(texts=chunk)).result()
        return vectors

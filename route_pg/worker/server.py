"""The worker's life: listen, serve, stop when asked and finish what is under way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import signal

from route_pg.models import open_embedder, open_model
from route_pg.worker.canceller import Canceller
from route_pg.worker.connection import Connection
from route_pg.worker.listening import allowed_users, listen, peer_user
from route_pg.worker.logs import log, set_up
from route_pg.worker.metrics import Metrics
from route_pg.worker.readiness import announce, notify
from route_pg.worker.settings import MAX_CONNECTIONS, WorkerSettings
from route_pg.worker.state import Worker
from route_pg.worker.syncing import Syncing

SPARE_FILES = 128  # beside connections: models, logs, the database

NO_LIMIT = "without --dsn only the caller's statement_timeout ends one"


class Server:
    """Listens for backends and gives each connection a task."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._settings = worker.settings
        self._allowed = allowed_users(worker.settings.allowed_users)
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`, then for the grace of what is under way."""
        server = await listen(self._settings, self._accept)
        notify("READY=1")
        announce(self._settings.address, self._worker.model_name)
        log(logging.INFO, "ready", address=self._settings.address, model=self._worker.model_name)
        await stop.wait()
        log(logging.INFO, "stopping")
        notify("STOPPING=1")
        server.close()
        if self._settings.socket is not None:
            with contextlib.suppress(OSError):
                self._settings.socket.unlink()
        await self._finish()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            if not self._is_welcome(writer):
                return
            self._connections[task] = writer
            with self._worker.metrics.connections.track_inprogress():
                await Connection(self._worker, reader, writer).serve()
        except asyncio.CancelledError:
            return  # the grace is over; asyncio would log the cancelling of what it started itself
        finally:
            self._connections.pop(task, None)
            writer.close()

    def _is_welcome(self, writer: asyncio.StreamWriter) -> bool:
        user = peer_user(writer)
        if user is not None and user not in self._allowed:
            log(logging.WARNING, "refused a connection", problem="its OS user", user=user)
            return False
        if len(self._connections) >= MAX_CONNECTIONS:
            log(logging.WARNING, "refused a connection", problem="too many of them")
            return False
        return True

    async def _finish(self) -> None:
        """Let questions end; then close what is left."""
        self._worker.stopping = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.grace):
                while not self._worker.idle:
                    await asyncio.sleep(0.02)
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)


async def serve(settings: WorkerSettings) -> None:
    """Open the models and run a worker until SIGTERM or SIGINT."""
    model, embedder = open_model(settings.model, settings.language), open_embedder(settings.model)
    metrics = Metrics()
    worker = Worker(settings, model, embedder, metrics)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if settings.metrics_port is not None:
        metrics.serve(settings.metrics_host, settings.metrics_port)
    worker.models.start()
    try:
        async with contextlib.AsyncExitStack() as stack:
            if settings.dsn:
                worker.canceller = Canceller(settings.dsn, metrics.cancels.inc)
                await worker.canceller.open()
                stack.push_async_callback(worker.canceller.close)
                syncing = Syncing(settings.dsn, worker)
                syncing.start()
                stack.push_async_callback(asyncio.to_thread, syncing.stop)
            else:
                log(logging.WARNING, "trials have no time limit of their own", problem=NO_LIMIT)
            await Server(worker).run(stop)
    finally:
        await asyncio.to_thread(worker.models.stop)
    log(logging.INFO, "stopped")


def _allow_many_files() -> None:
    """Raise the soft limit on open files to what connections need, if the hard one lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + SPARE_FILES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def main(settings: WorkerSettings) -> None:
    """Run a worker; RouteError where it cannot start."""
    set_up(settings.log_level)
    _allow_many_files()
    asyncio.run(serve(settings))

"""Threads that perform the model calls of all conversations.

One thread for a model in this process, with the calls of one moment together; as many threads as
calls may be under way for one that runs elsewhere, where waiting costs nothing.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from route_pg.models.base import Embedder, Model
from route_pg.models.calls import Call, perform_calls

COLLECT_SECONDS = 0.002  # that a call waits for company

_Waiting = tuple[Call, "Future[Any]"]


class ModelThread:
    """Performs calls one batch after the other; alone, its models are used by no other thread."""

    def __init__(
        self,
        model: Model,
        embedder: Embedder,
        *,
        batch: int,
        threads: int = 1,
        on_batch: Callable[[int, float], None] = lambda size, seconds: None,
    ) -> None:
        self._model = model
        self._embedder = embedder
        self._batch = batch
        self._on_batch = on_batch
        self._conversations = 0
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name="model", daemon=True) for _ in range(threads)
        ]

    def start(self) -> None:
        """Begin to perform."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Perform what is waiting, and end."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    @contextmanager
    def conversation(self) -> Iterator[None]:
        """Count a conversation: nobody waits for the company of more calls than there can be."""
        self._conversations += 1
        try:
            yield
        finally:
            self._conversations -= 1

    def submit(self, call: Call) -> Future[Any]:
        """Have a call performed; its answer or RouteError is in the future."""
        future: Future[Any] = Future()
        self._queue.put((call, future))
        return future

    async def perform(self, call: Call) -> Any:
        """The same for a coroutine."""
        return await asyncio.wrap_future(self.submit(call))

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            waiting, last = self._collect(first)
            started = time.perf_counter()
            self._perform(waiting)
            self._on_batch(len(waiting), time.perf_counter() - started)
            if last:
                return

    def _collect(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Calls up to a batch, until all who could call have, or the time is over."""
        waiting = [first]
        deadline = time.monotonic() + COLLECT_SECONDS
        while len(waiting) < min(self._batch, max(1, self._conversations)):
            try:
                item = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                return waiting, True
            waiting.append(item)
        return waiting, False

    def _perform(self, waiting: list[_Waiting]) -> None:
        waiting = [each for each in waiting if each[1].set_running_or_notify_cancel()]
        try:
            answers = self._perform_calls([call for call, _ in waiting])
        except Exception as error:
            self._fail(waiting, error)
            return
        for (_, future), answer in zip(waiting, answers, strict=True):
            future.set_result(answer)

    def _fail(self, waiting: list[_Waiting], error: Exception) -> None:
        """One call must not spoil the others': each once more, alone."""
        if len(waiting) == 1:
            waiting[0][1].set_exception(error)
            return
        for call, future in waiting:
            try:
                future.set_result(self._perform_calls([call])[0])
            except Exception as alone:  # the conversation that asked is told, whatever it is
                future.set_exception(alone)

    def _perform_calls(self, calls: list[Call]) -> list[Any]:
        return perform_calls(self._model, self._embedder, calls) if calls else []

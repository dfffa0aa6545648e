"""An end to a request over HTTP, whatever the server does: its connection is cut in time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any


class Leash:
    """Cuts a request's connection when its time is over.

    A time-out of httpx is that of one read: a server that sends a byte now and then, or one
    provisional answer after the other, would never meet it.
    """

    def __init__(self, seconds: float) -> None:
        self.is_cut = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """What httpx tells of a request's progress: the connections that it opens for it."""
        stream = info.get("return_value")
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            with self._lock:
                self._socket = stream.get_extra_info("socket") if stream else None
            if self.is_cut:
                self._cut()

    def _cut(self) -> None:
        with self._lock:
            self.is_cut = True
            if self._socket is not None:
                # Of the plain socket: that of TLS would first forget what the reader still uses.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

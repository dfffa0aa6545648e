"""Structured logs: one JSON object a line on stderr.

An event is a log record whose message is the event's name and whose `extra={"data": ..}` holds its
fields. Never a secret; the text of a question only where the administrator asked for it.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

logger = logging.getLogger("route_pg.worker")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, event, and the event's own fields."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "data", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def set_up(level: str) -> None:
    """Write the worker's own events to stderr, from `level` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(level.upper())


def log(level: int, event: str, **data: Any) -> None:
    """Note an event with its fields.

    >>> log(logging.DEBUG, "ready", model="fake")
    """
    logger.log(level, event, extra={"data": data})

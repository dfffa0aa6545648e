"""A driver's errors as route_pg's own, wrapped once, at the edge."""

from __future__ import annotations

import psycopg

from route_pg.errors import BadArgument, RouteError, from_sqlstate

NOT_INSTALLED = ("3F000", "42883")  # no schema route, no such function


def wrap_error(error: psycopg.Error) -> RouteError:
    """PostgreSQL's error as one of ours, with its parts."""
    state, parts = error.sqlstate or "", error.diag
    if state in NOT_INSTALLED:
        return BadArgument(
            message="route_pg is not installed in this database",
            detail=parts.message_primary or "",
            hint="Run CREATE EXTENSION route_pg CASCADE, or `route-pg install --dsn ..`.",
        )
    return from_sqlstate(state)(
        parts.message_primary or str(error).strip(),
        detail=parts.message_detail or "",
        hint=parts.message_hint,
    )

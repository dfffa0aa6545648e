"""The errors of route_pg, each with its SQLSTATE and what to do next.

    RouteError
    ├── WorkerUnreachable    RT001
    ├── NoCandidateStands    RT002
    ├── RefusedAsUnsafe      RT003
    ├── ProtocolMismatch     RT004
    ├── CatalogNotSynced     RT005
    └── BadArgument          RT006

The docstring of a class is its default message. An error has PostgreSQL's anatomy: message, detail,
hint, SQLSTATE; the backend raises it with exactly these parts.
"""

from __future__ import annotations

from typing import ClassVar

QUERY_CANCELED = "57014"
"""SQLSTATE of a statement that was cancelled, or outlived its time."""


class RouteError(Exception):
    """something went wrong in route_pg"""

    sqlstate: ClassVar[str] = "RT000"
    default_hint: ClassVar[str] = ""

    def __init__(
        self, message: str | None = None, *, detail: str = "", hint: str | None = None
    ) -> None:
        self.message = message if message is not None else (type(self).__doc__ or "")
        self.detail = detail
        self.hint = hint if hint is not None else self.default_hint
        super().__init__(self.message)

    def __str__(self) -> str:
        parts = [self.message]
        if self.detail:
            parts.append(f"DETAIL: {self.detail}")
        if self.hint:
            parts.append(f"HINT: {self.hint}")
        return "\n".join(parts)


class WorkerUnreachable(RouteError):
    """the route_pg worker cannot be reached"""

    sqlstate = "RT001"
    default_hint = "Start it with `route-pg worker`, or see `route-pg doctor`."


class NoCandidateStands(RouteError):
    """no statement was found that answers this question"""

    sqlstate = "RT002"
    default_hint = "Name the tables or columns that you mean, or ask for less at once."


class RefusedAsUnsafe(RouteError):
    """refused: only reading is allowed here"""

    sqlstate = "RT003"
    default_hint = "Ask for what you want to see; route_pg never writes."


class ProtocolMismatch(RouteError):
    """the extension and the worker speak different versions of the protocol"""

    sqlstate = "RT004"
    default_hint = "Install the same version of route_pg on both sides, then restart the worker."


class CatalogNotSynced(RouteError):
    """the catalog has not been synced"""

    sqlstate = "RT005"
    default_hint = "Run SELECT * FROM route_sync() as the owner of the extension."


class BadArgument(RouteError):
    """an argument is not valid"""

    sqlstate = "RT006"


ERRORS: tuple[type[RouteError], ...] = (
    WorkerUnreachable,
    NoCandidateStands,
    RefusedAsUnsafe,
    ProtocolMismatch,
    CatalogNotSynced,
    BadArgument,
)


def from_sqlstate(sqlstate: str) -> type[RouteError]:
    """The class of an SQLSTATE; RouteError itself where none has it.

    >>> from_sqlstate("RT002").__name__
    'NoCandidateStands'
    """
    return next((error for error in ERRORS if error.sqlstate == sqlstate), RouteError)

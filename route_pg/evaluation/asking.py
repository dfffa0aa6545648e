"""How a run asks: which way, with which model and switches; opened anew in every process."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

import psycopg

from route_pg.collaboration.inquiry import Options
from route_pg.errors import BadArgument
from route_pg.evaluation import server
from route_pg.evaluation.predicting import Direct, Predictor, RouteSql, Way
from route_pg.models import least_confidence, open_embedder, open_model, reads_narrowed
from route_pg.models.base import Embedder, Model
from route_pg.server_errors import wrap_error

Switch = tuple[str, bool | int | float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The way to ask."""

    way: Way = "route_sql"
    model: str = "embedded"  # of 'direct'; a worker has its own
    worker: str = ""  # of 'route_sql': where the worker listens; '' leaves the database's setting
    story: bool = False  # of 'route_sql': ask route_explain, for the beam and the linking
    switches: tuple[Switch, ...] = field(default=())  # of 'direct': what differs from Options()

    def described(self) -> str:
        """In one line, for the report and the cache."""
        if self.way == "route_sql":
            return "route_explain" if self.story else "route_sql"
        return " ".join(
            ["direct", self.model, *(f"{name}={value}" for name, value in self.switches)]
        )


def read_switch(text: str) -> Switch:
    """A switch of the collaboration from the command line.

    >>> read_switch("noise_correction=off"), read_switch("beam=4")
    (('noise_correction', False), ('beam', 4))
    """
    name, _, value = text.partition("=")
    defaults = {f.name: getattr(Options(), f.name) for f in fields(Options)}
    if not isinstance(defaults.get(name), bool | int | float):
        known = ", ".join(n for n, v in defaults.items() if isinstance(v, bool | int | float))
        message = f"there is no switch {name!r}"
        raise BadArgument(message, hint=f"One of {known}.")
    try:
        if isinstance(defaults[name], bool):
            return name, {"on": True, "off": False}[value]
        return name, type(defaults[name])(value)
    except (KeyError, ValueError) as error:
        message = f"{value!r} is no value for {name}"
        hint = "on or off" if isinstance(defaults[name], bool) else "a number"
        raise BadArgument(message, hint=f"It takes {hint}.") from error


@lru_cache(maxsize=1)
def _opened(setting: str) -> tuple[Model, Embedder]:
    return open_model(setting), open_embedder(setting)


def open_predictor(asking: Asking, connection: server.Connection) -> Predictor:
    """The predictor on a database's connection."""
    if asking.way == "route_sql":
        return RouteSql(connection, story=asking.story)
    model, embedder = _opened(asking.model)
    switches: dict[str, Any] = {
        "narrow": reads_narrowed(asking.model),
        "least_confidence": least_confidence(asking.model),
        **dict(asking.switches),
    }
    return Direct(connection, model, embedder, Options(**switches))


_MAY_SYNC = """
    SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'route' AND c.relname = 'columns'
"""


def sync(asking: Asking, dsn: str, database: str) -> bool:
    """Bring a database's catalog up to date, and tell it where the worker is.

    False where the role may not: one's own questions are asked as whoever asks them.
    """
    with server.connect(dsn, database) as connection:
        try:
            if not asking.worker and connection.execute(_MAY_SYNC).fetchone() == (False,):
                return False
            if asking.way == "route_sql":
                _sync_through_worker(connection, asking.worker)
            else:
                _sync_directly(connection, asking.model)
        except psycopg.Error as error:
            raise wrap_error(error) from error
    return True


def _sync_through_worker(connection: server.Connection, worker: str) -> None:
    if worker:
        connection.execute(
            "INSERT INTO route.setting (name, value) VALUES ('worker', %s)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [worker],
        )
    connection.execute("SELECT * FROM route_sync()")


def _sync_directly(connection: server.Connection, setting: str) -> None:
    from route_pg.catalog.sync import sync as sync_catalog

    _, embedder = _opened(setting)
    sync_catalog(connection, embedder.embed, embedder.name)


def model_of(asking: Asking, dsn: str, database: str | None) -> tuple[str, str]:
    """Name and version of the model that answers; empty where nothing tells."""
    if asking.way == "direct":
        model, _ = _opened(asking.model)
        return model.name, model.version
    if database is None:
        return "", ""
    with server.connect(dsn, database) as connection:
        try:
            items = dict(connection.execute("SELECT item, value FROM route_status()").fetchall())
        except psycopg.Error as error:
            raise wrap_error(error) from error
    named = {str(item).replace(" ", "_"): str(value) for item, value in items.items()}
    return named.get("model", ""), named.get("model_version", "")

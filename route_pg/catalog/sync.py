"""Brings the catalog of a database up to date over psycopg: what route_sync() does, for the worker.

The three parts of sql/src/26-catalog_sync.sql, each in a transaction of its own: the embedder, the
slow part, works while none is open. Knows nothing of models; who calls brings the embedder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from route_pg.server_errors import wrap_error

BATCH = 256  # texts embedded, and stored, at once
PAGE = 32 * BATCH  # texts asked for at once: finding what is pending looks at every column
MANY, PART = 1000, 10
"""Texts embedded after which index and statistics are seen to, or more than one in so many: the
statistics of an empty catalog make bad plans for a small one."""

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]

_CATALOG = "SELECT kind, seen, changed, dropped FROM route.sync_catalog(%s)"
_PENDING = "SELECT id, text FROM route.sync_pending(%s, %s)"
_STORE = "SELECT route.sync_store(%s, %s, %s)"
_FINISH = "SELECT route.sync_finish()"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What a sync found of one kind of object."""

    kind: str  # 'relation', 'column', 'foreign key', 'inferred join', 'value', 'verified pair'
    seen: int  # in the catalog afterwards
    changed: int  # read anew
    dropped: int  # gone since the last sync


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a sync did."""

    kinds: tuple[Kind, ...] = field(default=())
    embedded: int = 0  # texts: of columns and of verified pairs

    def __str__(self) -> str:
        """One line for people.

        >>> str(Report(kinds=(Kind(kind="column", seen=7, changed=2, dropped=0),), embedded=2))
        '7 columns (2 changed), 2 embedded'
        """
        return ", ".join([*map(_describe, self.kinds), f"{self.embedded} embedded"])


def sync(
    connection: psycopg.Connection[Any],
    embed: Embed,
    embedder: str,
    *,
    resample: bool = False,
) -> Report:
    """Store what changed in the database's definitions, and embed it.

    `connection` is the extension's owner's, with no transaction open; `embed` gives a vector of 384
    floats for each text, `embedder` is its name: a catalog embedded under another is embedded anew.
    `resample` samples all values again. What was embedded before a failure stays.

    Raises RouteError: BadArgument on a standby, or while another session syncs.
    """
    try:
        with connection.transaction():
            rows = connection.execute(_CATALOG, [resample]).fetchall()
        embedded = _embed_pending(connection, embed, embedder)
        columns = sum(row[1] for row in rows if row[0] == "column")
        if embedded > MANY or embedded * PART > columns:
            with connection.transaction():
                connection.execute(_FINISH)
    except psycopg.Error as error:
        raise wrap_error(error) from error
    kinds = (Kind(kind=row[0], seen=row[1], changed=row[2], dropped=row[3]) for row in rows)
    return Report(kinds=tuple(kinds), embedded=embedded)


def _embed_pending(connection: psycopg.Connection[Any], embed: Embed, embedder: str) -> int:
    embedded = 0
    while pending := _pending(connection, embedder):
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            vectors = [_as_text(vector) for vector in embed([text for _, text in batch])]
            with connection.transaction():
                connection.execute(_STORE, [[id for id, _ in batch], vectors, embedder])
        embedded += len(pending)
    return embedded


def _pending(connection: psycopg.Connection[Any], embedder: str) -> list[tuple[int, str]]:
    with connection.transaction():
        return connection.execute(_PENDING, [PAGE, embedder]).fetchall()


def _as_text(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it.

    >>> _as_text([0.5, -1.0])
    '[0.5,-1.0]'
    """
    return f"[{','.join(str(float(number)) for number in vector)}]"


def _describe(kind: Kind) -> str:
    noun = kind.kind if kind.seen == 1 else f"{kind.kind}s"
    notes = [f"{kind.changed} changed"] * (kind.changed > 0)
    notes += [f"{kind.dropped} dropped"] * (kind.dropped > 0)
    return f"{kind.seen} {noun}" + (f" ({', '.join(notes)})" if notes else "")

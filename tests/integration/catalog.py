"""What the tests of the catalog share: an embedder without a model, and one way to link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from route_pg.catalog.sync import Report, sync
from route_pg.linking.words import lookup_words
from route_pg.models.base import DIMENSIONS

Connection = psycopg.Connection[Any]


class WordEmbedder:
    """One dimension a word (hashed): texts are near where they share words. Counts its texts."""

    name = "test-words"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.texts += texts
        return [_embed(text) for text in texts]


def _embed(text: str) -> list[float]:
    vector = [0.0] * DIMENSIONS
    for word in text.replace(".", "").split():
        vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSIONS] += 1.0
    return vector


def synced(connection: Connection, **options: Any) -> tuple[Report, list[str]]:
    """Sync; the report, and the texts that were embedded."""
    embedder = WordEmbedder()
    return sync(connection, embedder.embed, embedder.name, **options), embedder.texts


def link(
    connection: Connection, question: str, asked: str | None = None, **limits: Any
) -> dict[str, Any]:
    """The slice for a question, by the connection's role; `asked`: what pairs are held against."""
    vector = str(_embed(question.lower()))
    row = connection.execute(
        "SELECT route.link(%s, %s, %s, %s)",
        [f'{{"{vector}"}}', list(lookup_words(question)), Jsonb(limits), asked],
    ).fetchone()
    assert row is not None
    linked: dict[str, Any] = row[0]
    return linked


def columns(linked: dict[str, Any]) -> set[str]:
    """'table.column' of each column of a slice."""
    tables = linked["tables"]
    return {f"{tables[c['table']]['name']}.{c['name']}" for c in linked["columns"]}


def matches(linked: dict[str, Any]) -> set[tuple[str, str]]:
    """('table.column', value) of each value match of a slice."""
    tables = linked["tables"]
    found = set()
    for match in linked["matches"]:
        column = linked["columns"][match["column"]]
        found.add((f"{tables[column['table']]['name']}.{column['name']}", match["value"]))
    return found

"""Public text-to-SQL sets as examples over databases; training parts only.

A data folder holds them unpacked: `spider/`, `spider-syn/`, `bird-train/`. Nothing here reads a
development or test part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol

from route_pg.evaluation.sqlite import benchmark_schema, text_values
from route_pg.evaluation.sqlite_joins import with_inferred_joins
from route_pg.generation.vocabulary import Token
from route_pg.linking.values import ValueIndex
from route_pg.types import Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A question and the statement that answers it."""

    source: str  # the set it comes from
    database: str  # key of its Database, unique over all sets
    question: str
    sql: str
    dialect: Literal["postgres", "sqlite"]
    derivation: tuple[Token, ...] = ()  # where it is known; else that of the statement


class Database(Protocol):
    """Something that questions are linked to."""

    def link(self, question: str) -> Schema:
        """What a question sees; its matches have no places yet."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDatabase:
    """A schema and its values in memory: the whole schema is always seen."""

    schema: Schema
    values: ValueIndex

    def link(self, question: str) -> Schema:
        """See Database."""
        return replace(self.schema, matches=self.values.matches(question))


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A set: its examples, and how to open one of its databases."""

    name: str
    examples: tuple[Example, ...]
    open: Callable[[str], Database]


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _open(prefix: str, entries: Mapping[str, Any], files: Path | None, key: str) -> Database:
    name = key.removeprefix(prefix)
    path = files / name / f"{name}.sqlite" if files else None
    path = path if path is not None and path.exists() else None
    schema = benchmark_schema(entries[name], path)
    schema = with_inferred_joins(schema, path) if path else schema
    return StoredDatabase(
        schema=schema, values=ValueIndex(text_values(path, schema) if path else {})
    )


def _entries(path: Path) -> dict[str, Any]:
    return {entry["db_id"]: entry for entry in _json(path)}


def spider(data: Path) -> Source:
    """Spider 1.0: train_spider and train_others."""
    return spider_in(data / "spider")


def spider_in(folder: Path) -> Source:
    """Spider 1.0, unpacked into a folder of any name."""
    found = _json(folder / "train_spider.json") + _json(folder / "train_others.json")
    return Source(
        name="spider",
        examples=tuple(_example("spider", e["db_id"], e["question"], e["query"]) for e in found),
        open=partial(_open, "spider/", _entries(folder / "tables.json"), folder / "database"),
    )


def spider_syn(data: Path) -> Source:
    """Spider-Syn, training part: the same databases, schema words replaced by synonyms."""
    found = _json(data / "spider-syn" / "train_spider.json")
    return Source(
        name="spider-syn",
        examples=tuple(
            _example("spider-syn", e["db_id"], e["SpiderSynQuestion"], e["query"], "spider")
            for e in found
        ),
        open=spider(data).open,
    )


def bird(data: Path) -> Source:
    """BIRD, training part: schemas without rows; evidence is left out, as a user would."""
    return bird_in(data / "bird-train")


def bird_in(folder: Path) -> Source:
    """The same, unpacked into a folder of any name."""
    found = _json(folder / "train_questions_recovered.json")
    return Source(
        name="bird",
        examples=tuple(_example("bird", e["db_id"], e["question"], e["SQL"]) for e in found),
        open=partial(_open, "bird/", _entries(folder / "train_tables.json"), None),
    )


def _example(
    source: str, name: str, question: str, sql: str, databases: str | None = None
) -> Example:
    return Example(
        source=source,
        database=f"{databases or source}/{name}",
        question=" ".join(question.split()),
        sql=sql,
        dialect="sqlite",
    )


SOURCES: Mapping[str, Callable[[Path], Source]] = {
    "spider": spider,
    "spider-syn": spider_syn,
    "bird": bird,
}


def by_database(source: Source) -> Iterator[tuple[str, list[Example]]]:
    """The examples of each database, in the order of their names."""
    grouped: dict[str, list[Example]] = {}
    for example in source.examples:
        grouped.setdefault(example.database, []).append(example)
    yield from sorted(grouped.items())

"""Pairs that were written for their patterns (`written.toml`), as samples."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from route_pg.linking.values import ValueIndex
from route_pg.models.embedded.inputs import Tokenizer
from route_pg.training.data import Example, StoredDatabase
from route_pg.training.samples import Sample, Skipped, make_sample
from route_pg.types import Column, ForeignKey, Kind, Schema, Table

WRITTEN = Path(__file__).with_name("written.toml")


def written(tokenize: Tokenizer, path: Path = WRITTEN) -> Iterator[Sample | Skipped]:
    """A sample of each question; values are known only by the question's words."""
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    database = StoredDatabase(schema=schema(described["tables"]), values=ValueIndex({}))
    for pair in described["pair"]:
        for question in pair["questions"]:
            example = Example(
                source="written",
                database="written",
                question=question,
                sql=pair["sql"],
                dialect="postgres",
            )
            yield make_sample(example, database, tokenize)


def schema(tables: Mapping[str, Sequence[str]]) -> Schema:
    """The schema of `table -> 'column kind [key]'`; `x_id` refers to the key of that name."""
    columns = [
        _column(number, words.split())
        for number, listed in enumerate(tables.values())
        for words in listed
    ]
    keys = {column.name: index for index, column in enumerate(columns) if column.primary_key}
    return Schema(
        tables=tuple(Table(schema="public", name=name) for name in tables),
        columns=tuple(columns),
        foreign_keys=tuple(
            ForeignKey(columns=(index,), references=(keys[column.name],))
            for index, column in enumerate(columns)
            if column.name in keys and not column.primary_key
        ),
    )


def _column(table: int, words: Sequence[str]) -> Column:
    name, kind = words[0], cast(Kind, words[1])
    types: Mapping[str, Any] = {"number": "numeric", "time": "date"}
    return Column(
        table=table,
        name=name,
        kind=kind,
        type=types.get(kind, kind),
        primary_key="key" in words[2:],
        not_null="key" in words[2:],
    )

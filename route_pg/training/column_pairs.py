"""Questions with the columns that they need, out of prepared samples.

A column is what the embedder reads of it: two of a database with equal texts are one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from route_pg.evaluation.embedder_recall import Asked
from route_pg.linking.names import embedding_text
from route_pg.training.rows import needed
from route_pg.training.samples import Sample, read


@dataclass(frozen=True, slots=True)
class Pairs:
    """Questions over databases."""

    asked: list[Asked] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)  # of a database's columns
    names: dict[str, list[str]] = field(default_factory=dict)  # the same without comments


def column_pairs(samples: Iterable[Sample]) -> Pairs:
    """The questions that need a column; a database has all columns that any of them sees."""
    pairs = Pairs()
    places = _Places(pairs)
    for sample in samples:
        items, schema = sample.items, sample.items.schema
        own = [
            places.of(sample.database, *_texts(schema.tables[c.table].name, c.name, c.comment))
            for c in schema.columns
        ]
        gold = needed(items, sample.trace)
        columns = frozenset(own[i - items.first_column] for i in gold if _is_column(i, sample))
        if columns:
            pairs.asked.append(Asked(items.question, sample.database, columns))
    return pairs


def merged(parts: Iterable[Pairs]) -> Pairs:
    """All of them: sets over the same databases share their columns."""
    whole = Pairs()
    places = _Places(whole)
    for part in parts:
        moved = {
            database: [
                places.of(database, *both) for both in zip(texts, part.names[database], strict=True)
            ]
            for database, texts in part.texts.items()
        }
        for one in part.asked:
            columns = frozenset(moved[one.database][at] for at in one.columns)
            whole.asked.append(Asked(one.question, one.database, columns))
    return whole


def read_pairs(paths: Sequence[Path]) -> Pairs:
    """The pairs of files of samples, read in processes of their own, one after the other.

    Samples take some five times the memory of their file, which ends with the process.
    """
    return merged(map(_in_a_process, paths))


def _in_a_process(path: Path) -> Pairs:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_pairs_of_file, path).result()


def _pairs_of_file(path: Path) -> Pairs:
    return column_pairs(read(path))


class _Places:
    """Where each column stands in its database's texts; columns not seen before are added."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._known: dict[tuple[str, str], int] = {}

    def of(self, database: str, text: str, name: str) -> int:
        """The place of one column."""
        texts = self._pairs.texts.setdefault(database, [])
        place = self._known.setdefault((database, text), len(texts))
        if place == len(texts):
            texts.append(text)
            self._pairs.names.setdefault(database, []).append(name)
        return place


@lru_cache(100_000)  # every sample of a database has its columns anew
def _texts(table: str, column: str, comment: str) -> tuple[str, str]:
    return embedding_text(table, column, comment), embedding_text(table, column, "")


def _is_column(item: int, sample: Sample) -> bool:
    return sample.items.first_column <= item < sample.items.first_value

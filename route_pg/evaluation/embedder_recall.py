"""How well an embedder alone ranks columns: the recall of gold columns among the first k.

`python -m route_pg.evaluation.embedder_recall --data DIR [--weights DIR ..]` measures Spider dev
(DIR is its folder), a row for each folder of weights: within the question's database, and over all
databases as one catalog. Gold columns are those of the gold's derivation: what the statement says,
without the keys that only join its tables. Questions whose gold has no derivation or no column
are left out, and counted.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from route_pg.evaluation.benchmarks import Place, read_benchmark
from route_pg.evaluation.examples import Benchmark
from route_pg.evaluation.sqlite import benchmark_schema, holds_tables
from route_pg.evaluation.tables import percent, show_rows
from route_pg.generation.parse import parse
from route_pg.generation.parse_scope import Unrepresentable
from route_pg.generation.vocabulary import ColumnRef
from route_pg.linking.names import column_text
from route_pg.models.base import Embedder
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.embedded.model import WEIGHTS
from route_pg.types import Schema

KS = (5, 10, 20, 30, 50)

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors (len(texts), DIMENSIONS)."""

Catalogs = Mapping[str, Sequence[str]]
"""Database to the texts of its columns."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the columns that its gold statement uses; there is at least one."""

    question: str
    database: str
    columns: frozenset[int]  # places in the database's texts


@dataclass(frozen=True, slots=True)
class Recall:
    """Shares at each k."""

    columns: Mapping[int, float]  # of all gold columns: among the first k
    questions: Mapping[int, float]  # of the questions: all of their gold columns among the first k

    @property
    def mean(self) -> float:
        """Recall of columns, the mean over all k."""
        return float(np.mean(list(self.columns.values())))


def recall_of(
    embed: Embed, asked: Sequence[Asked], catalogs: Catalogs, ks: Sequence[int] = KS
) -> dict[str, Recall]:
    """Recall within the question's own 'database', and over all of them as one 'catalog'."""
    names = list(catalogs)
    ends = np.cumsum([len(catalogs[name]) for name in names])
    first = dict(zip(names, (ends - [len(catalogs[name]) for name in names]).tolist(), strict=True))
    columns = embed([text for name in names for text in catalogs[name]])
    scores = embed([one.question for one in asked]) @ columns.T
    inside, over_all = [], []
    for one, row in zip(asked, scores, strict=True):
        start, gold = first[one.database], np.array(sorted(one.columns))
        inside.append(_places(row[start : start + len(catalogs[one.database])], gold))
        over_all.append(_places(row, gold + start))
    return {"database": _recall(inside, ks), "catalog": _recall(over_all, ks)}


def _places(scores: NDArray[np.float32], gold: NDArray[np.int64]) -> NDArray[np.int64]:
    """At which place, from 0, each gold column is ranked."""
    order = np.argsort(-scores, kind="stable")
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places[gold]


def _recall(places: Sequence[NDArray[np.int64]], ks: Sequence[int]) -> Recall:
    every, last = np.concatenate(places), np.array([found.max() for found in places])
    return Recall(
        columns={k: float((every < k).mean()) for k in ks},
        questions={k: float((last < k).mean()) for k in ks},
    )


def asked_of(benchmark: Benchmark) -> tuple[list[Asked], dict[str, list[str]], int]:
    """The questions of a benchmark over SQLite files, the texts of their databases' columns, and
    how many questions were left out.
    """
    databases = sorted({example.database for example in benchmark.examples})
    schemas = {name: _schema(benchmark, name) for name in databases}
    golds = [_gold(example.gold, schemas[example.database]) for example in benchmark.examples]
    asked = [
        Asked(example.question, example.database, gold)
        for example, gold in zip(benchmark.examples, golds, strict=True)
        if gold
    ]
    texts = {
        name: [column_text(schema, column) for column in schema.columns]
        for name, schema in schemas.items()
    }
    return asked, texts, len(benchmark.examples) - len(asked)


def _schema(benchmark: Benchmark, name: str) -> Schema:
    path = benchmark.databases / name / f"{name}.sqlite" if benchmark.databases else None
    return benchmark_schema(benchmark.entries[name], path if path and holds_tables(path) else None)


def _gold(sql: str, schema: Schema) -> frozenset[int]:
    try:
        derivation = parse(sql, schema, dialect="sqlite")
    except Unrepresentable:
        return frozenset()
    return frozenset(token.index for token in derivation if isinstance(token, ColumnRef))


def rows_of(name: str, found: Mapping[str, Recall]) -> Iterator[list[str]]:
    """Cells for HEADS: two rows a scope, of columns and of whole questions."""
    for scope, recall in found.items():
        for what, shares in (("columns", recall.columns), ("questions", recall.questions)):
            yield [name, scope, what, *(percent(share) for share in shares.values())]


HEADS = ("embedder", "one", "share of", *(f"@{k}" for k in KS))


def embed_by(embedder: Embedder) -> Embed:
    """An embedder as `recall_of` wants it."""
    return lambda texts: np.array(embedder.embed(texts), np.float32)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure Spider dev and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="Spider's folder")
    parser.add_argument("--weights", type=Path, nargs="+", default=[WEIGHTS], metavar="DIR")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(argv)
    asked, texts, left_out = asked_of(read_benchmark("spider", Place(data=options.data)))
    console = Console()
    columns = sum(len(found) for found in texts.values())
    console.print(
        f"{len(asked)} questions over {columns} columns of {len(texts)} databases; {left_out} left"
        " out, whose gold has no derivation or no column"
    )
    rows: list[list[str]] = []
    for folder in options.weights:
        embedder = EmbeddedEmbedder(folder, threads=options.threads)
        rows += rows_of(embedder.name, recall_of(embed_by(embedder), asked, texts))
    show_rows(HEADS, rows, console)


if __name__ == "__main__":
    main()

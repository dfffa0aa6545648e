"""Linking at scale: a catalog of 100,000 columns over 5,000 tables, and what asking it costs.

    python bench/linking_scale.py --dsn 'host=.. user=postgres dbname=scratch'

Takes an empty database with the extension, as superuser. Makes the tables (real ones, with words of
business in their names), syncs, then asks as three roles: readers of all tables, 10 %, 0.5 %.
Embeddings are hashed: the sum of a fixed direction for each word and a little noise for each text,
so columns cluster by the words that they share. Embedding the question is not part of a figure.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from route_pg.catalog.sync import sync
from route_pg.linking.words import lookup_words
from route_pg.models.base import DIMENSIONS

SEED = 20250101
COLUMNS_PER_TABLE = 20
LIMITS = {"columns": 80, "tables": 16, "values": 24}
ROLES = (("bench_all", 1.0), ("bench_tenth", 0.1), ("bench_few", 0.005))
BATCH = 100  # statements sent at once

AREAS = """sales finance inventory logistics marketing support hr legal audit planning billing
    procurement quality maintenance research training security travel facilities
    analytics""".split()
THINGS = """customer order invoice payment shipment product supplier employee department contract
    ticket campaign budget account ledger warehouse vehicle route project task asset claim policy
    patient doctor course student school station sensor machine batch recipe ingredient flight
    airport hotel booking member donation event venue artist album match team player
    season""".split()
PARTS = """line note history status detail type category group rule plan item price tax document
    comment event address contact schedule summary""".split()
TRAITS = """first last full short legal display billing shipping total net gross unit minimum
    maximum average expected actual planned created updated approved cancelled start end due
    external internal primary secondary default current previous annual monthly daily""".split()
MEASURES = """name code number amount quantity price cost rate date time status type city country
    region email phone address weight height length score rank level share balance limit count
    duration currency language title description reason source target owner""".split()
TYPES = {
    **dict.fromkeys(
        "number amount quantity price cost rate weight height length".split(), "numeric"
    ),
    **dict.fromkeys("score rank level share balance limit count duration".split(), "integer"),
    "date": "date",
    "time": "timestamptz",
}
VALUES = """active pending closed berlin paris tokyo oslo lima euro dollar english spanish north
    south retail wholesale urgent normal gold silver""".split()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the synthetic catalog."""

    schema: str
    name: str
    columns: tuple[tuple[str, str], ...]  # name, type; the first is the key
    references: tuple[int, ...]  # tables, each by a column of its own at the end


def make_tables(count: int) -> list[Table]:
    """`count` tables with distinct names and, with their keys, COLUMNS_PER_TABLE columns each."""
    rng = random.Random(SEED)
    names = [(area, thing, part) for area in AREAS for thing in THINGS for part in PARTS]
    rng.shuffle(names)
    tables: list[Table] = []
    for number, (area, thing, part) in enumerate(names[:count]):
        # early tables are referenced most: hubs, as in real schemas
        references = {int(number * rng.random() ** 3) for _ in range(rng.randrange(3)) if number}
        measures = rng.sample(
            [f"{trait}_{measure}" for trait in TRAITS for measure in MEASURES],
            COLUMNS_PER_TABLE - 1 - len(references),
        )
        columns = [(name, TYPES.get(name.split("_")[1], "text")) for name in measures]
        tables.append(
            Table(
                schema=area,
                name=f"{thing}_{part}",
                columns=(("id", "integer"), *columns),
                references=tuple(sorted(references)),
            )
        )
    return tables


def _create(table: Table, tables: Sequence[Table]) -> Iterator[sql.Composed]:
    keys = [(f"{tables[r].schema}_{tables[r].name}_id", tables[r]) for r in table.references]
    columns = [
        sql.SQL("{} {}{}").format(
            sql.Identifier(name), sql.SQL(kind), sql.SQL(" PRIMARY KEY" if name == "id" else "")
        )
        for name, kind in table.columns
    ]
    columns += [
        sql.SQL("{} integer REFERENCES {}").format(
            sql.Identifier(name), sql.Identifier(target.schema, target.name)
        )
        for name, target in keys
    ]
    me = sql.Identifier(table.schema, table.name)
    yield sql.SQL("CREATE TABLE {} ({})").format(me, sql.SQL(", ").join(columns))
    texts = [name for name, kind in table.columns if kind == "text"][:3]
    rows = [
        sql.SQL("({}, {})").format(
            number,
            sql.SQL(", ").join(
                [sql.Literal(VALUES[(number + len(name)) % len(VALUES)]) for name in texts]
            ),
        )
        for number in range(8)
    ]
    yield sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        me, sql.SQL(", ").join(map(sql.Identifier, ["id", *texts])), sql.SQL(", ").join(rows)
    )


def build(connection: psycopg.Connection[Any], tables: Sequence[Table]) -> None:
    """Create the schemas, tables, a few rows each, and the three roles."""
    for area in AREAS:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(area)))
    for start in range(0, len(tables), BATCH):
        chunk = tables[start : start + BATCH]
        statements = [statement for table in chunk for statement in _create(table, tables)]
        connection.execute(sql.SQL("; ").join(statements))
    rng = random.Random(SEED)
    for role, share in ROLES:
        name = sql.Identifier(role)
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        for area in AREAS:
            connection.execute(
                sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(area), name)
            )
        readable = [
            sql.Identifier(t.schema, t.name) for t in rng.sample(tables, round(share * len(tables)))
        ]
        for start in range(0, len(readable), BATCH):
            connection.execute(
                sql.SQL("GRANT SELECT ON {} TO {}").format(
                    sql.SQL(", ").join(readable[start : start + BATCH]), name
                )
            )


def _direction(text: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSIONS)


class HashedEmbedder:
    """Deterministic vectors without a model: near where texts share words."""

    name = "bench-hashed"

    def __init__(self) -> None:
        self._words: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {}

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A unit vector for each text."""
        return [self._embed(text).tolist() for text in texts]

    def _embed(self, text: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        words = text.split()
        for word in words:
            if word not in self._words:
                self._words[word] = _direction(word)
        vector = np.sum([self._words[word] for word in words], axis=0) + 0.5 * _direction(text)
        return np.asarray(vector / np.linalg.norm(vector))


def make_questions(tables: Sequence[Table], count: int) -> list[str]:
    """Questions that name a table and two of its columns in plain words."""
    rng = random.Random(SEED + 1)
    questions = []
    for _ in range(count):
        table = rng.choice(tables)
        one, two = rng.sample([name.replace("_", " ") for name, _ in table.columns[1:]], 2)
        value = rng.choice(VALUES)
        questions.append(f"{one} of {table.name.replace('_', ' ')}s by {two} where it is {value}")
    return questions


def _median_and_p95(milliseconds: Sequence[float]) -> str:
    ordered = sorted(milliseconds)
    p95 = ordered[int(0.95 * len(ordered))]
    return f"median {statistics.median(ordered):6.1f} ms   p95 {p95:6.1f} ms"


def _cpu_seconds(connection: psycopg.Connection[Any]) -> float:
    """CPU time of the backend so far, where it runs on this machine; else 0.

    On a busy machine this, and not the clock, says what a question costs.
    """
    stat = Path(f"/proc/{connection.info.backend_pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _timed(function: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = function()
    return time.perf_counter() - started, result


Asked = tuple[str, tuple[str, ...]]  # the vectors' text, the words


def ask(connection: psycopg.Connection[Any], asked: Asked, **limits: Any) -> tuple[float, Any]:
    """Milliseconds of one route.link, and its slice."""
    seconds, row = _timed(
        lambda: connection.execute(
            "SELECT route.link(%s, %s, %s)", [asked[0], list(asked[1]), Jsonb({**LIMITS, **limits})]
        ).fetchone()
    )
    return 1000 * seconds, row[0]


def near(connection: psycopg.Connection[Any], asked: Asked, *, exact: bool) -> set[int]:
    """The nearest columns as ranking finds them: LIMITS['columns'] of them, by distance."""
    query = """
        SELECT c.id FROM route.visible_columns AS c
        WHERE c.id = ANY ((SELECT route.near(%(v)s, route.link_scope('{}', %(limits)s)))::bigint[])
        ORDER BY route.cosine(c.embedding, route.to_vector(%(one)s)) DESC, c.id
        LIMIT %(k)s"""
    vectors, limits = asked[0], Jsonb({**LIMITS, "exact": exact})
    values = {"v": vectors, "one": vectors[2:-2], "limits": limits, "k": LIMITS["columns"]}
    return {row[0] for row in connection.execute(query, values)}


def _names(linked: dict[str, Any]) -> set[tuple[str, str, str]]:
    tables = linked["tables"]
    return {
        (tables[c["table"]]["schema"], tables[c["table"]]["name"], c["name"])
        for c in linked["columns"]
    }


def measure_role(connection: psycopg.Connection[Any], role: str, asked: Sequence[Asked]) -> str:
    """Times and recall of all questions, as one role."""
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    for question in asked[:8]:
        ask(connection, question)
    before = _cpu_seconds(connection)
    answers = [ask(connection, question) for question in asked]
    cpu = 1000 * (_cpu_seconds(connection) - before) / len(asked)
    recalls, slices = [], []
    for question, (_, linked) in zip(asked, answers, strict=True):
        wanted = near(connection, question, exact=True)
        assert len(wanted) == min(LIMITS["columns"], linked["readable"])
        recalls.append(len(wanted & near(connection, question, exact=False)) / len(wanted))
        exact = _names(ask(connection, question, exact=True)[1])
        slices.append(len(exact & _names(linked)) / len(exact))
    connection.execute("RESET ROLE")
    return (
        f"{role:12} {answers[0][1]['readable']:7} columns   "
        f"{_median_and_p95([milliseconds for milliseconds, _ in answers])}   cpu {cpu:5.1f} ms   "
        f"recall@{LIMITS['columns']} {statistics.mean(recalls):.3f}   "
        f"of the slice {statistics.mean(slices):.3f}"
    )


def measure_sync(connection: psycopg.Connection[Any], tables: Sequence[Table]) -> None:
    """First sync, a sync of nothing, a sync after one ALTER TABLE."""
    table = sql.Identifier(tables[0].schema, tables[0].name)
    _measure_one_sync(connection, "first sync")
    _measure_one_sync(connection, "unchanged")
    connection.execute(
        sql.SQL("ALTER TABLE {} ADD COLUMN {} text").format(
            table, sql.Identifier(f"surprise_{time.time_ns()}")
        )
    )
    _measure_one_sync(connection, "one ALTER")


def _measure_one_sync(connection: psycopg.Connection[Any], title: str) -> None:
    embedder = HashedEmbedder()
    before = _cpu_seconds(connection)
    seconds, report = _timed(lambda: sync(connection, embedder.embed, embedder.name))
    cpu = _cpu_seconds(connection) - before
    rate = f", {report.embedded / seconds:.0f} columns a second" if report.embedded > 1 else ""
    print(f"{title:12} {seconds:7.2f} s, backend cpu {cpu:6.2f} s{rate}: {report}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--dsn", required=True, help="an empty database with the extension")
    parser.add_argument("--tables", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--no-build", action="store_true", help="the tables are there already")
    parser.add_argument("--no-sync", action="store_true", help="and they are synced")
    arguments = parser.parse_args()
    tables = make_tables(arguments.tables)
    embedder = HashedEmbedder()
    with psycopg.connect(arguments.dsn, autocommit=True) as connection:
        if not arguments.no_build:
            seconds, _ = _timed(lambda: build(connection, tables))
            print(f"{len(tables)} tables made in {seconds:.0f} s")
            connection.execute("ANALYZE")
        if not arguments.no_sync:
            measure_sync(connection, tables)
        questions = make_questions(tables, arguments.questions)
        asked = [
            (f'{{"{vector}"}}', lookup_words(question))
            for question, vector in zip(questions, embedder.embed(questions), strict=True)
        ]
        for role, _ in ROLES:
            print(measure_role(connection, role, asked))


if __name__ == "__main__":
    main()

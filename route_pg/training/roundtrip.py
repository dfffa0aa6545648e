"""How much of a data set survives the way into derivations and back: `python -m
route_pg.training.roundtrip --data DIR [--dsn DSN]`.

Without a DSN it says which statements can be parsed and rendered; with one, of a server where
`route-pg eval load` has loaded Spider, whether the rendering gives the gold's SQLite answer.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from route_pg.evaluation import server
from route_pg.evaluation.answers import run_sqlite
from route_pg.evaluation.comparer import same_answer
from route_pg.evaluation.ordering import outermost_orders
from route_pg.evaluation.postgres import ask_postgres
from route_pg.evaluation.sqlite import benchmark_schema, holds_tables
from route_pg.generation.parse import parse
from route_pg.generation.parse_scope import Unrepresentable
from route_pg.generation.render import Unrenderable, render
from route_pg.types import Schema

SECONDS = 10.0
"""Time limit of one statement, on either engine."""


@dataclass(slots=True)
class Report:
    """What became of the statements of one data set."""

    outcomes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    tokens: int = 0
    parsed: int = 0

    def add(self, outcome: str, example: tuple[str, str, str]) -> None:
        """Count one statement."""
        self.outcomes[outcome] += 1
        self.examples.setdefault(outcome, example)

    def show(self, name: str, verbose: bool) -> None:
        """Print the percentages."""
        total = self.outcomes.total()
        apart = self.outcomes["no database"] + self.outcomes["gold fails"]
        good = self.outcomes["same"] + self.outcomes["rendered"]
        mean = self.tokens / max(1, self.parsed)
        print(
            f"{name}: {total} statements, parsed {self.parsed / total:.2%}, mean {mean:.1f} tokens"
        )
        print(f"  good {good}/{total - apart} = {good / max(1, total - apart):.2%}")
        for outcome, count in self.outcomes.most_common(40):
            print(f"  {count:6d} {outcome}")
            if verbose and outcome not in ("same", "rendered"):
                print("         " + "\n         ".join(self.examples[outcome]))


class Trip:
    """Sends statements of one benchmark through derivations and back."""

    def __init__(self, folder: Path, tables: str, dsn: str | None) -> None:
        entries = json.loads((folder / tables).read_text())
        self.entries: Mapping[str, Mapping[str, Any]] = {e["db_id"]: e for e in entries}
        self.folder = folder
        self.dsn = dsn
        self.schemas: dict[str, Schema] = {}
        self.connections: dict[str, server.Connection] = {}
        self.stack = ExitStack()

    def path(self, db_id: str) -> Path:
        """The SQLite file of a database."""
        return self.folder / "database" / db_id / f"{db_id}.sqlite"

    def schema(self, db_id: str) -> Schema:
        """The schema of a database."""
        if db_id not in self.schemas:
            path = self.path(db_id)
            entry = self.entries[db_id]
            self.schemas[db_id] = benchmark_schema(entry, path if holds_tables(path) else None)
        return self.schemas[db_id]

    def connection(self, db_id: str) -> server.Connection:
        """The PostgreSQL database of a database; only the last is kept open."""
        if db_id not in self.connections:
            self.stack.close()
            database = server.database_name("spider", db_id)
            opened = self.stack.enter_context(server.connect(self.dsn or "", database))
            self.connections = {db_id: opened}
        return self.connections[db_id]

    def outcome(self, db_id: str, sql: str, report: Report) -> tuple[str, str]:
        """What becomes of one statement, and its rendering."""
        try:
            derivation = parse(sql, self.schema(db_id), dialect="sqlite")
        except Unrepresentable as error:
            return f"not parsed: {error.reason}", ""
        report.parsed += 1
        report.tokens += len(derivation)
        try:
            rendered = render(derivation, self.schema(db_id))
        except Unrenderable as error:
            return f"not rendered: {error.reason}", " ".join(map(str, derivation))
        return self.judged(db_id, sql, rendered), rendered

    def judged(self, db_id: str, sql: str, rendered: str) -> str:
        """Whether a rendering gives the gold's answer."""
        if self.dsn is None:
            return "rendered"
        if not holds_tables(self.path(db_id)):
            return "no database"
        gold = run_sqlite(self.path(db_id), sql, SECONDS)
        if not gold.stands:
            return "gold fails"
        answer = ask_postgres(self.connection(db_id), rendered, SECONDS)
        if not answer.stands:
            return f"fails: {answer.sqlstate}"
        ordered = outermost_orders(sql, "sqlite")
        return "same" if same_answer(gold.rows, answer.rows, ordered=ordered) else "differs"


def spider_statements(folder: Path, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Database and statement of each question of some Spider files, by database."""
    examples = [e for name in files for e in json.loads((folder / name).read_text())]
    for example in sorted(examples, key=lambda example: str(example["db_id"])):
        yield example["db_id"], example["query"]


def measure(trip: Trip, statements: Iterator[tuple[str, str]]) -> Report:
    """The report of a data set; equal statements are tried once and counted each time."""
    report = Report()
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for db_id, sql in statements:
        if (db_id, sql) not in known:
            known[db_id, sql] = trip.outcome(db_id, sql, report)
        else:
            report.parsed += not known[db_id, sql][0].startswith("not parsed")
        outcome, rendered = known[db_id, sql]
        report.add(outcome, (db_id, sql, rendered))
        if os.environ.get("ROUNDTRIP_ALL") and outcome not in ("same", "no database"):
            print(outcome, db_id, sql, rendered, sep="\n   ")
    return report


def main() -> None:
    """Measure Spider's training and development parts, and BIRD's training part if it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with spider/, bird-train/")
    parser.add_argument("--dsn", help="a server where Spider has been loaded")
    parser.add_argument("--only", default="", help="name of one data set")
    parser.add_argument("--verbose", action="store_true", help="an example of each outcome")
    options = parser.parse_args()
    spider = options.data / "spider"
    sets = {
        "spider-dev": ("dev.json",),
        "spider-train": ("train_spider.json", "train_others.json"),
    }
    for name, files in sets.items():
        if options.only in ("", name):
            trip = Trip(spider, "tables.json", options.dsn)
            measure(trip, spider_statements(spider, files)).show(name, options.verbose)
    bird = options.data / "bird-train"
    if options.only in ("", "bird-train") and bird.exists():
        lines = (bird / "train_gold.sql").read_text().splitlines()
        pairs = (line.rpartition("\t") for line in lines if "\t" in line)
        trip = Trip(bird, "train_tables.json", None)
        measure(trip, ((db_id, sql) for sql, _, db_id in pairs)).show("bird-train", options.verbose)


if __name__ == "__main__":
    main()

"""What a run needs before it asks: its setup, and its databases loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from route_pg.evaluation import server
from route_pg.evaluation.asking import Asking
from route_pg.evaluation.dumps import find_dump, load_dump
from route_pg.evaluation.examples import Benchmark, Example
from route_pg.evaluation.judging import TIMEOUT
from route_pg.evaluation.loading import Loaded, load_all, sources_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """Everything about a run but its examples."""

    benchmark: Benchmark
    dsn: str
    asking: Asking
    jobs: int = 1
    timeout: float = TIMEOUT  # seconds for a gold or predicted statement
    ves: bool = False
    cache: Path | None = None
    fresh: bool = False  # load all again
    seed: int | None = None
    selection: str = ""  # in words


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Whom to tell how far a run is."""

    phase: Callable[[str, int], None] = field(default=lambda _name, _total: None)
    step: Callable[[], None] = field(default=lambda: None)
    note: Callable[[str], None] = field(default=lambda _text: None)


def database_of(benchmark: Benchmark, example: Example, dsn: str) -> str:
    """The PostgreSQL database in which an example is asked."""
    if benchmark.name == "own":
        return str(conninfo_to_dict(dsn).get("dbname") or os.environ.get("PGDATABASE", "postgres"))
    if benchmark.family == "bird_mini":
        return benchmark.family
    return server.database_name(benchmark.family, example.database)


def prepare(setup: Setup, examples: Sequence[Example], progress: Progress) -> dict[str, Loaded]:
    """Load what the examples need and is not there; PostgreSQL database to its report."""
    benchmark = setup.benchmark
    if benchmark.name == "own":
        return {}
    wanted = list(dict.fromkeys(example.database for example in examples))
    if benchmark.engine == "postgresql":
        return _load_dumps(setup, wanted, progress)
    assert benchmark.databases is not None
    sources = sources_of(benchmark.family, benchmark.databases, benchmark.entries, wanted)
    progress.phase("loading", len(sources))
    loaded = load_all(
        setup.dsn, sources, jobs=setup.jobs, fresh=setup.fresh, done=lambda _: progress.step()
    )
    return {report.database: report for report in loaded}


def _load_dumps(setup: Setup, wanted: Sequence[str], progress: Progress) -> dict[str, Loaded]:
    benchmark, reports = setup.benchmark, {}
    assert benchmark.databases is not None
    extension = server.prepare_template(setup.dsn, fresh=setup.fresh)
    one = benchmark.family == "bird_mini"
    progress.phase("loading", 1 if one else len(wanted))
    for db_id in ["BIRD_dev"] if one else wanted:
        dump = find_dump(benchmark.databases, db_id)
        name = benchmark.family if one else server.database_name(benchmark.family, db_id)
        if dump:
            reports[name] = load_dump(
                setup.dsn, name, db_id, dump, extension=extension, fresh=setup.fresh
            )
        progress.step()
    return reports

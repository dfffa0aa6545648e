"""Scoring a CSV of predictions that others made: `NLQ,Predict,GOLD,database`, on SQLite.

The harness is checked with it: on published files its verdicts must be those of the benchmark's own
script. Needs no PostgreSQL.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from route_pg.errors import BadArgument
from route_pg.evaluation import comparer, spider_judge
from route_pg.evaluation.answers import Answer, Outcome, failed_outcome, run_sqlite
from route_pg.evaluation.classes import failure_classes
from route_pg.evaluation.description import describe
from route_pg.evaluation.hardness import parsed_hardness, spider_hardness
from route_pg.evaluation.ordering import outermost_orders
from route_pg.evaluation.parts import Tables, tables_of
from route_pg.evaluation.records import Report, Verdict, commit, file_hash, machine, summarise
from route_pg.evaluation.sqlite import benchmark_schema, holds_tables

COLUMNS = ("NLQ", "Predict", "GOLD", "database")
TIMEOUT = 60.0  # seconds for one statement, as the official script gives

JUDGING = "as Spider's test-suite script on one database: any order of columns, DISTINCT dropped"

ASSUMPTIONS = (
    "one SQLite file for each database (execution accuracy), not the distilled test suite",
    "DISTINCT is dropped from both statements before they run ('keep_distinct' off)",
    "rows are a list where the gold's text has 'order by' anywhere, else a bag",
    "columns may come in any order; names of columns count for nothing",
    "numbers are equal as Python's are, text to the letter, no tolerance",
    "in predictions '> =' is '>=', 'value' is '1', and only the first statement counts",
    "bytes of a text that are no UTF-8 are left out",
    "hardness is that of the parsed gold in dev.json, found by question and database",
    "'strict' beside it: statements as they are, columns in order, rows in order where the"
    " outermost select of the gold orders",
)


def score_file(path: Path, data: Path, *, timeout: float = TIMEOUT) -> Report:
    """Score the predictions in `path` on the databases under `data` (Spider's folder)."""
    started, start = datetime.now(UTC), time.monotonic()
    if not (data / "database").is_dir():
        hint = "--data is Spider's folder, with dev.json and database/<db>/<db>.sqlite."
        raise BadArgument(message=f"{data} has no folder 'database'", hint=hint)
    levels = known_hardness(data)
    rows = read_predictions(path)
    verdicts = tuple(_verdict(i, row, data, levels, timeout) for i, row in enumerate(rows))
    return Report(
        benchmark="spider",
        judging=JUDGING,
        predictor="published",
        model=path.name,
        model_version=file_hash(path)[:12],
        data={name: file_hash(data / name) for name in ("dev.json",) if (data / name).exists()},
        commit=commit(),
        machine=machine(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - start, 3),
        assumptions=ASSUMPTIONS,
        summary=summarise(verdicts),
        examples=verdicts,
    )


def read_predictions(path: Path) -> list[dict[str, str]]:
    """The rows of the CSV; BadArgument where it is none of that form."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                message = f"{path} has no column {', '.join(missing)}"
                raise BadArgument(message, hint=f"The columns are {','.join(COLUMNS)}.")
            return [{name: row[name] or "" for name in COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"cannot read {path}"
        raise BadArgument(message, detail=str(error)) from error


def known_hardness(data: Path) -> dict[tuple[str, str], str]:
    """Question and database to level, of the parsed gold in Spider's `dev.json` where it is."""
    path = data / "dev.json"
    if not path.exists():
        return {}
    examples = json.loads(path.read_text())
    return {
        (item["question"].strip(), item["db_id"]): spider_hardness(item["sql"])
        for item in examples
        if "sql" in item
    }


def _verdict(
    index: int,
    row: Mapping[str, str],
    data: Path,
    levels: Mapping[tuple[str, str], str],
    timeout: float,
) -> Verdict:
    gold, predicted, name = row["GOLD"], row["Predict"], row["database"]
    level = levels.get((row["NLQ"].strip(), name)) or parsed_hardness(gold) or "unknown"
    path = data / "database" / name / f"{name}.sqlite"
    if not holds_tables(path):
        outcome: Outcome = "no_database"
        strict: Outcome = outcome
        ran = truth = Answer()
    else:
        truth = run_sqlite(path, spider_judge.prepared_gold(gold), timeout)
        ran = run_sqlite(path, spider_judge.prepared_prediction(predicted), timeout)
        outcome = official_outcome(gold, truth, ran)
        strict = _strict_outcome(path, gold, predicted, timeout)
    return Verdict(
        index=index,
        database=name,
        question=row["NLQ"],
        gold=gold,
        predicted=predicted,
        outcome=outcome,
        strict=strict,
        hardness=level,
        classes=failure_classes(outcome, gold, predicted, ("sqlite", "sqlite"), _tables(path)),
        failure=ran.failure,
        gold_seconds=truth.seconds if truth.stands else None,
        run_seconds=ran.seconds if ran.stands else None,
    )


@lru_cache(maxsize=256)
def _tables(path: Path) -> Tables:
    if not holds_tables(path):
        return {}
    return tables_of(benchmark_schema(describe(path, path.stem), None))


def official_outcome(gold: str, truth: Answer, ran: Answer) -> Outcome:
    """The outcome by Spider's rules, of answers that one engine gave."""
    if failed := failed_outcome(truth, ran):
        return failed
    ordered = spider_judge.order_matters(gold)
    same = spider_judge.same_answer(truth.rows, ran.rows, ordered=ordered)
    return "right" if same else "wrong"


def _strict_outcome(path: Path, gold: str, predicted: str, timeout: float) -> Outcome:
    truth, ran = run_sqlite(path, gold, timeout), run_sqlite(path, predicted, timeout)
    if failed := failed_outcome(truth, ran):
        return failed
    ordered = outermost_orders(gold, "sqlite")
    same = comparer.same_answer(truth.rows, ran.rows, ordered=ordered, across=False)
    return "right" if same else "wrong"

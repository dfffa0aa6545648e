"""What an evaluation leaves behind: a verdict for each example, and the report around them.

Plain frozen data with a JSON form; the file that a run writes is the file that `diff`, `failures`
and `report` read. Figures are computed from the verdicts, never stored apart from them.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from route_pg.errors import BadArgument
from route_pg.evaluation.answers import EXECUTABLE, Outcome
from route_pg.types import TASKS, Task

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What became of one example."""

    index: int  # 0-based, in the benchmark's own order
    database: str
    question: str
    gold: str  # '' where the right answer is a refusal
    refusal: str = ""  # SQLSTATE of the right refusal; '' for any
    group: str = ""  # what the question is about: its `class` among own questions
    predicted: str = ""
    outcome: Outcome
    strict: Outcome | None = None  # DISTINCT kept, columns in order, ties free; None: not judged so
    tie: bool = False  # wrong only through the order of tied rows, or which of them LIMIT kept
    hardness: str = "unknown"
    failure: str = ""  # the engine's message, or the refusal's
    sqlstate: str = ""
    classes: tuple[str, ...] = ()  # of a failure: 'wrong-join', 'wrong-column' ..
    confidence: float | None = None  # the predictor's own, 0..1; where it tells it
    predict_seconds: float | None = None  # wall clock from question to SQL
    gold_seconds: float | None = None  # running the gold
    run_seconds: float | None = None  # running the prediction
    rank: int | None = None  # 0-based place of the first right candidate of the beam
    candidates: int = 0  # how many were judged for that
    recall: Mapping[str, float] = field(default_factory=dict)  # of gold columns among the first k
    precision: Mapping[str, float] = field(default_factory=dict)
    ves: float | None = None  # gold seconds over run seconds, where both ran on one engine

    @property
    def executable(self) -> bool:
        """The example could be judged at all."""
        return self.outcome in EXECUTABLE

    @property
    def expected(self) -> str:
        """The gold statement, or the refusal that would have been right."""
        return self.gold or f"refused {self.refusal}".rstrip()

    @property
    def otherwise_refused(self) -> bool:
        """Rightly refused, for another reason than the right one."""
        return self.outcome == "right" and bool(self.refusal) and self.refusal != self.sqlstate


@dataclass(frozen=True, kw_only=True, slots=True)
class Ablated:
    """One asking of all examples with some tasks left out, beside that with all four."""

    off: tuple[Task, ...]
    compared: int  # examples that could be judged both times
    right: int  # of these, without the tasks
    gained: tuple[int, ...]  # index of each example that is right only with the tasks
    spoiled: tuple[int, ...]  # .. that is right only without them
    p_value: float  # McNemar's exact test of the two
    median_seconds: float | None  # from question to SQL

    @property
    def name(self) -> str:
        """What was asked, in words."""
        if len(self.off) == 1:
            return f"no {self.off[0]}"
        return f"{', '.join(task for task in TASKS if task not in self.off)} alone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One run over one benchmark."""

    format: int = FORMAT
    benchmark: str
    judging: str  # which rules gave `outcome`, in words
    predictor: str  # 'published', 'route_sql', 'direct', 'callable'
    model: str = ""
    model_version: str = ""
    data: Mapping[str, str] = field(default_factory=dict)  # file name to SHA-256
    commit: str = ""
    seed: int | None = None
    machine: Mapping[str, str] = field(default_factory=dict)
    started: str = ""  # ISO, UTC
    seconds: float = 0.0
    selection: str = ""  # what --limit, --db and --sample left out
    hardness: str = "spider"  # or 'benchmark', 'approximate', 'mixed'
    assumptions: tuple[str, ...] = ()
    databases: Mapping[str, Any] = field(default_factory=dict)  # PostgreSQL's name to its `Loaded`
    summary: Mapping[str, Any] = field(default_factory=dict)
    ablation: tuple[Ablated, ...] = ()
    examples: tuple[Verdict, ...] = ()


def summarise(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The figures of a report: over the executable examples, and over all."""
    missing = Counter(v.database for v in verdicts if v.outcome == "no_database")
    seconds = sorted(v.predict_seconds for v in verdicts if v.predict_seconds is not None)
    return {
        "total": tally(verdicts),
        "by_hardness": _by(verdicts, [v.hardness for v in verdicts]),
        "by_database": _by(verdicts, [v.database for v in verdicts]),
        "by_class": _by_class(verdicts),
        "missing_databases": dict(missing),
        "classes": dict(Counter(name for v in verdicts for name in v.classes).most_common()),
        "beam": _beam([v for v in verdicts if v.executable]),
        "linking": _means(v.recall for v in verdicts if v.recall),
        "linking_precision": _means(v.precision for v in verdicts if v.precision),
        "ves": _ves(verdicts),
        "latency_seconds": {name: quantile(seconds, q) for name, q in _QUANTILES}
        if seconds
        else {},
    }


_QUANTILES = (("median", 0.5), ("p90", 0.9), ("p99", 0.99))


def tally(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Counts of the outcomes and the accuracies that follow."""
    counts: Counter[str] = Counter(v.outcome for v in verdicts)
    executable = sum(counts[outcome] for outcome in EXECUTABLE)
    strict = [v for v in verdicts if v.executable and v.strict is not None]
    return {
        "all": len(verdicts),
        "executable": executable,
        **dict(counts),
        "ties": sum(v.tie for v in verdicts),
        "accuracy": counts["right"] / executable if executable else None,
        "accuracy_of_all": counts["right"] / len(verdicts) if verdicts else None,
        "strict_right": sum(v.strict == "right" for v in strict),
        "strict_accuracy": sum(v.strict == "right" for v in strict) / len(strict)
        if strict
        else None,
    }


def _by(verdicts: Sequence[Verdict], keys: Sequence[str]) -> dict[str, Any]:
    groups: dict[str, list[Verdict]] = {}
    for key, verdict in zip(keys, verdicts, strict=True):
        groups.setdefault(key, []).append(verdict)
    return {key: tally(group) for key, group in groups.items()}


def _by_class(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """How far answers can be trusted, by what the questions are about; nothing where none says."""
    groups = dict.fromkeys(sorted(v.group for v in verdicts if v.group))
    return {name: trust([v for v in verdicts if v.group == name]) for name in groups}


def trust(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Counts of the executable as who relies on the answers sees them.

    `refused` are refusals where there was an answer, `wrong` all else that is not right: errors,
    timeouts and the `confidently_wrong`, that ran and gave a wrong answer. `otherwise_refused` are
    right.
    """
    counts: Counter[str] = Counter(v.outcome for v in verdicts if v.executable)
    return {
        "executable": counts.total(),
        "right": counts["right"],
        "wrong": counts.total() - counts["right"] - counts["refusal"],
        "refused": counts["refusal"],
        "confidently_wrong": counts["wrong"],
        "otherwise_refused": sum(v.otherwise_refused for v in verdicts),
    }


def _beam(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """The share of all that is executable, refusals too, with a right one among the first k."""
    if not any(v.candidates for v in verdicts):
        return {}
    widths = (1, 2, 4, 8, 16)
    found = [v.rank for v in verdicts if v.rank is not None]
    return {str(k): sum(rank < k for rank in found) / len(verdicts) for k in widths}


def _means(measured: Iterable[Mapping[str, float]]) -> dict[str, float]:
    rows = list(measured)
    keys = rows[0] if rows else {}
    return {key: sum(row.get(key, 0.0) for row in rows) / len(rows) for key in keys}


def _ves(verdicts: Sequence[Verdict]) -> float | None:
    """BIRD's score: the mean over the executable of sqrt(gold / prediction), 0 where wrong."""
    judged = [v for v in verdicts if v.executable]
    if not any(v.ves is not None for v in judged):
        return None
    total = sum(math.sqrt(v.ves) for v in judged if v.ves is not None)
    return total / len(judged)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The nearest-rank quantile of ascending numbers.

    >>> quantile([1, 2, 3, 4], 0.5)
    2
    """
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def write_report(report: Report, path: Path) -> None:
    """Write a report as JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")
    os.replace(partial, path)


def read_report(path: Path) -> Report:
    """Read what `write_report` wrote; BadArgument for anything else."""
    try:
        raw = json.loads(path.read_text())
        if raw["format"] != FORMAT:
            message = f"{path} has report format {raw['format']}, not {FORMAT}"
            raise BadArgument(message)
        examples = tuple(_verdict(item) for item in raw.pop("examples"))
        stated = {
            "assumptions": tuple(raw["assumptions"]),
            "ablation": tuple(_ablated(item) for item in raw.get("ablation", ())),
        }
        return Report(**{**raw, **stated, "examples": examples})
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} is no report of `route-pg eval`"
        raise BadArgument(message, detail=f"{type(error).__name__}: {error}") from error


def _verdict(item: Mapping[str, Any]) -> Verdict:
    known = {f.name for f in fields(Verdict)}
    values = {name: value for name, value in item.items() if name in known}
    return Verdict(**{**values, "classes": tuple(item.get("classes", ()))})


def _ablated(item: Mapping[str, Any]) -> Ablated:
    lists = {name: tuple(item[name]) for name in ("off", "gained", "spoiled")}
    return Ablated(**{**item, **lists})


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def commit() -> str:
    """The commit of the checkout that this runs from; '' where it is none."""
    done = subprocess.run(
        ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def machine(**more: str) -> dict[str, str]:
    """What the run ran on."""
    return {
        "system": platform.platform(),
        "cpus": str(os.cpu_count()),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **more,
    }

"""What is known of one question while it is under way, and the trace that tells it afterwards.

The shape of the trace is docs/trace.md; rows of the database are never part of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from route_pg.analysis.statement import Statement
from route_pg.collaboration.agreement import agreements, probabilities
from route_pg.errors import BadArgument
from route_pg.models.base import Meter
from route_pg.protocol.messages import Limits, Question, Slice
from route_pg.types import TASKS, Candidate, Failure, Linked, Outcome, Plan, Result, Schema

TRACE_VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How a question is worked on: the worker's settings, and the switches of ablations."""

    beam: int = 8  # candidates of text_to_sql
    trials: int = 4  # distinct candidates that are tried in one round
    trial_rows: int = 50  # rows fetched of each
    limits: Limits = field(default_factory=Limits)
    narrow: bool = False  # write over the kept schema alone, as in the paper
    not_here: float = 0.5  # refuse when the model puts 'not here' at this or above
    asks_to_write: float = 0.5  # the same for 'asks to write'
    enough: float = 0.5  # a candidate whose `stands` is at least this needs no correction
    certain: float = 0.95  # a first candidate of this share that ran: the rest is not tried
    verdict_weight: float = 0.9  # of `stands` in `support`; the rest is agreement
    least_confidence: float = 0.0  # refuse below it
    hard_relations: int = 3  # from so many relations on, continuation writing is asked
    schema_linking: bool = True
    text_to_sql: bool = True  # off: continuation writing begins from nothing
    noise_correction: bool = True
    continuation_writing: bool = True
    explain: bool = True
    trial: bool = True


def task_switches(text: str) -> dict[str, Any]:
    """The switches of Options for a list of tasks: those that are not named are off.

    BadArgument where one is unknown, or none of them writes statements.

    >>> task_switches("text_to_sql, noise_correction")["schema_linking"]
    False
    """
    named = {name.strip() for name in text.split(",")} - {""}
    unknown = sorted(named - set(TASKS))
    if unknown:
        raise BadArgument(f"there is no task {unknown[0]!r}", hint=f"One of {', '.join(TASKS)}.")
    if not named & {"text_to_sql", "continuation_writing"}:
        raise BadArgument(
            "none of the tasks writes a statement", hint="Add text_to_sql or continuation_writing."
        )
    return {task: task in named for task in TASKS}


@dataclass(kw_only=True, slots=True)
class Entry:
    """A candidate and all that became of it."""

    number: int  # from 1, in the order of writing
    candidate: Candidate
    round: int  # 0: the first beam
    verified: bool = False  # of a verified pair of this very question, written by no model
    corrects: int | None = None  # number of the entry that it was written to correct
    statement: Statement | None = None  # None: analysis refused it
    same_as: int | None = None  # number of the entry whose statement this one repeats
    repairs: list[str] = field(default_factory=list)
    plan: Plan | None = None
    failure: Failure | None = None  # the last one; None: none so far
    failed_at: str = ""  # 'analysis', 'explain' or 'trial'
    result: Result | None = None
    share: float = 0.0
    agreement: float = 0.0
    stands: float | None = None  # None: not judged

    @property
    def outcome(self) -> Outcome | None:
        """What noise correction is shown."""
        return self.result or self.failure

    @property
    def sql(self) -> str:
        """The statement as it would be run."""
        return self.statement.sql if self.statement else self.candidate.sql

    def fail(self, at: str, failure: Failure) -> None:
        """Note why it did not run."""
        self.failed_at, self.failure = at, failure


@dataclass(kw_only=True, slots=True)
class Inquiry:
    """One question under way: what each step reads and adds to."""

    question: Question
    embedder: str
    options: Options
    slice: Slice | None = None
    schema: Schema = field(default_factory=lambda: Schema(tables=(), columns=()))
    written_over: Schema | None = None  # the kept schema, where it was narrowed
    linked: Linked | None = None
    entries: list[Entry] = field(default_factory=list)
    rounds: int = 0  # of noise correction, so far
    chosen: Entry | None = None
    confidence: float = 0.0
    meter: Meter = field(default_factory=Meter)  # tokens of language models
    steps: list[dict[str, Any]] = field(default_factory=list)
    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))  # ms by kind

    @property
    def ask_schema(self) -> Schema:
        """What statements are written over."""
        return self.schema if self.written_over is None else self.written_over

    @property
    def written(self) -> list[Entry]:
        """What models wrote: all candidates but that of a verified pair."""
        return [entry for entry in self.entries if not entry.verified]

    def add(self, candidate: Candidate, corrects: int | None = None) -> Entry | None:
        """Take up a candidate; None where its text has been written before."""
        if any(entry.candidate.sql == candidate.sql for entry in self.entries):
            return None
        entry = Entry(
            number=len(self.entries) + 1,
            candidate=candidate,
            round=self.rounds,
            corrects=corrects,
        )
        self.entries.append(entry)
        return entry

    def weigh(self) -> None:
        """Share and agreement of every candidate, anew."""
        written = self.written
        shares = probabilities([entry.candidate for entry in written])
        results = [self.entries[(entry.same_as or entry.number) - 1].result for entry in written]
        together = agreements(results, shares)
        for entry, share, agreement in zip(written, shares, together, strict=True):
            entry.share, entry.agreement = share, agreement

    def support(self, entry: Entry) -> float:
        """How much speaks for a candidate, 0..1: its verdict and the agreement of its results."""
        if entry.verified:  # by a person: that it runs is all that is left to know
            return float(self._is_sound(entry))
        agreement = entry.agreement if self.options.trial else entry.share
        if entry.stands is None:
            return agreement
        weight = self.options.verdict_weight
        return weight * entry.stands + (1 - weight) * agreement

    def runnable(self) -> list[Entry]:
        """The candidates that may be the answer, best supported first."""
        sound = [entry for entry in self.entries if self._is_sound(entry)]
        return sorted(sound, key=lambda entry: (-self.support(entry), -entry.share, entry.number))

    def _is_sound(self, entry: Entry) -> bool:
        if entry.statement is None or entry.failure or entry.same_as:
            return False
        return entry.result is not None if self.options.trial else True

    def trace(self) -> dict[str, Any]:
        """The whole story as plain JSON data."""
        return {
            "version": TRACE_VERSION,
            "linking": self.linking(),
            "matches": self._matches(),
            "pairs": [{"question": pair.question, "sql": pair.sql} for pair in self.schema.pairs],
            "terms": [{"term": term.term, "meaning": term.meaning} for term in self.schema.terms],
            "stale": list(self.slice.stale) if self.slice else [],
            "answerable": dict(self.linked.answerable) if self.linked else {},
            "candidates": [self._describe(entry) for entry in self.entries],
            "rounds": self.rounds,
            "confidence": round(self.confidence, 4),
            "steps": list(self.steps),
            "milliseconds": self._milliseconds(),
            **({"tokens": asdict(self.meter)} if self.meter.calls else {}),
        }

    def linking(self) -> list[dict[str, Any]]:
        """Every linked column with its score and why, best first."""
        needed = set(self.linked.columns) if self.linked else set()
        columns = sorted(enumerate(self.schema.columns), key=lambda item: -item[1].score)
        return [
            {
                "schema": self.schema.tables[column.table].schema,
                "table": self.schema.tables[column.table].name,
                "column": column.name,
                "score": round(column.score, 4),
                "evidence": [*column.evidence, *(["model"] if index in needed else [])],
            }
            for index, column in columns
        ]

    def _matches(self) -> list[dict[str, Any]]:
        text = self.question.question
        return [
            {
                "column": self.column_name(match.column),
                "value": match.value,
                "word": text[match.start : match.end] if match.start >= 0 else None,
                "score": round(match.score, 4),
            }
            for match in self.schema.matches
        ]

    def column_name(self, index: int) -> str:
        """schema.table.column, for people."""
        column = self.schema.columns[index]
        table = self.schema.tables[column.table]
        return f"{table.schema}.{table.name}.{column.name}"

    def _describe(self, entry: Entry) -> dict[str, Any]:
        return {
            "number": entry.number,
            "task": entry.candidate.task,
            "evidence": ["verified"] if entry.verified else [],
            "round": entry.round,
            "corrects": entry.corrects,
            "same_as": entry.same_as,
            "sql": entry.sql,
            "probability": round(entry.share, 4),
            "repairs": list(entry.repairs),
            "cost": entry.plan.cost if entry.plan else None,
            "estimated_rows": entry.plan.rows if entry.plan else None,
            "failure": _describe_failure(entry),
            "result": _describe_result(entry.result),
            "agreement": round(entry.agreement, 4),
            "stands": None if entry.stands is None else round(entry.stands, 4),
            "support": round(self.support(entry), 4),
            "chosen": entry is self.chosen,
        }

    def _milliseconds(self) -> dict[str, float]:
        total = sum(step["milliseconds"] for step in self.steps)
        parts = {kind: self.spent[kind] for kind in ("linking", "model", "explain", "trial")}
        rest = {"rest": max(0.0, total - sum(parts.values()))}
        return {kind: round(spent, 3) for kind, spent in ({"all": total} | parts | rest).items()}


def _describe_failure(entry: Entry) -> dict[str, str] | None:
    if entry.failure is None:
        return None
    return {
        "at": entry.failed_at,
        "sqlstate": entry.failure.sqlstate,
        "message": entry.failure.message,
        "detail": entry.failure.detail,
        "hint": entry.failure.hint,
    }


def _describe_result(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    return {
        "columns": list(result.columns),
        "types": list(result.types),
        "rows": len(result.rows),
        "complete": result.complete,
        "milliseconds": result.milliseconds,
    }

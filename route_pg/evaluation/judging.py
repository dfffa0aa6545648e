"""The verdict on one prediction, by the rules of its benchmark and by strict ones beside them.

Gold runs on its own engine, the prediction on PostgreSQL. Knows how statements are prepared, run
and compared; not where predictions come from.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from route_pg.evaluation import comparer, spider_judge
from route_pg.evaluation.answers import Answer, Outcome, Row, ask_sqlite, failed_outcome
from route_pg.evaluation.comparer import Tied
from route_pg.evaluation.examples import Rules
from route_pg.evaluation.ordering import outermost_orders, ranking
from route_pg.evaluation.postgres import ask_postgres
from route_pg.evaluation.server import Connection

TIMEOUT = 10.0  # seconds for one statement, gold or predicted
VES_REPEATS = 5

Ask = Callable[[str], Answer]

WORDS: dict[Rules, str] = {
    "spider": "as Spider's test-suite script on one database: any order of columns, DISTINCT"
    " dropped from both, rows in order where the gold's text orders; numbers across engines"
    " by the comparer's rules",
    "bird": "as BIRD's script: sets of rows, columns in order; values by the comparer's rules",
    "sql-eval": "as sql-eval: any of the accepted answers, any order of columns, further columns"
    " allowed; values by the comparer's rules",
    "strict": "strict: DISTINCT kept, columns in order, rows in order where the question says so or"
    " the gold's outermost select orders, tied rows in any order",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Engines:
    """Where statements run, in limited time: the gold's engine, PostgreSQL for the prediction."""

    gold: Ask
    predicted: Ask
    dialect: str  # of the gold, as sqlglot names it

    @property
    def across(self) -> bool:
        """The two are different engines."""
        return self.dialect != "postgres"


def engines(
    connection: Connection, file: sqlite3.Connection | None = None, seconds: float = TIMEOUT
) -> Engines:
    """Engines that give a statement so many seconds; the gold's is SQLite where there is a file."""

    def postgres(statement: str) -> Answer:
        return ask_postgres(connection, statement, seconds)

    if file is None:
        return Engines(gold=postgres, predicted=postgres, dialect="postgres")
    opened = file

    def sqlite(statement: str) -> Answer:
        return ask_sqlite(opened, statement, seconds)

    return Engines(gold=sqlite, predicted=postgres, dialect="sqlite")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What became of a predicted statement."""

    outcome: Outcome
    strict: Outcome
    tie: bool = False  # wrong by the benchmark's rules, right under another order of tied rows
    failure: str = ""
    sqlstate: str = ""
    gold_seconds: float | None = None
    run_seconds: float | None = None
    ves: float | None = None


def judge(
    golds: Sequence[str],
    predicted: str,
    rules: Rules,
    on: Engines,
    *,
    ordered: bool | None = None,
    ves: bool = False,
) -> Judged:
    """The verdict on a prediction; of several golds, the best.

    `ordered`: whether the order of rows counts, by the strict rules; None: as the gold orders.
    """
    judged = [_judge_one(gold, predicted, rules, on, ordered) for gold in golds]
    order: tuple[Outcome, ...] = ("right", "wrong", "error", "timeout", "gold_error")
    best = min(range(len(judged)), key=lambda i: order.index(judged[i].outcome))
    if ves and judged[best].outcome == "right" and not on.across:
        return replace(judged[best], ves=_efficiency(golds[best], predicted, on))
    return judged[best]


def _judge_one(
    gold: str, predicted: str, rules: Rules, on: Engines, ordered: bool | None
) -> Judged:
    truth, ran = on.gold(gold), on.predicted(predicted)
    failed = failed_outcome(truth, ran)
    strict = failed or _strictly(gold, truth, ran, on, ordered)
    if rules == "strict":
        outcome, tie = strict, False
    elif rules == "spider":
        outcome, tie = _as_spider(gold, predicted, on)
    else:
        outcome, tie = failed or _as_others(gold, truth, ran, rules, on), False
    return Judged(
        outcome=outcome,
        strict=strict,
        tie=tie,
        failure=truth.failure or ran.failure,
        sqlstate=ran.sqlstate,
        gold_seconds=truth.seconds if truth.stands else None,
        run_seconds=ran.seconds if ran.stands else None,
    )


def _verdict(same: bool) -> Outcome:
    return "right" if same else "wrong"


def _strictly(gold: str, truth: Answer, ran: Answer, on: Engines, ordered: bool | None) -> Outcome:
    orders = outermost_orders(gold, on.dialect)
    matters = orders if ordered is None else ordered
    tied = tied_rows(gold, truth.rows, on) if orders else None
    same = comparer.same_answer(truth.rows, ran.rows, ordered=matters, across=on.across, tied=tied)
    return _verdict(same)


# DISTINCT is not always the one that the script means: IS DISTINCT FROM and DISTINCT ON stay.
_KEPT = re.compile(r"\bDISTINCT(\s+FROM\b|\s+ON\s*\()", re.IGNORECASE)
_MARK = "__stays__"


def without_distinct(sql: str) -> str:
    """As the script drops DISTINCT, but for what PostgreSQL alone has.

    >>> without_distinct("SELECT DISTINCT a FROM t WHERE b IS DISTINCT FROM 1")
    'SELECT  a FROM t WHERE b IS DISTINCT FROM 1'
    """
    hidden = _KEPT.sub(lambda found: _MARK + found.group(), sql)
    return spider_judge.without_distinct(hidden).replace(_MARK, "")


def _as_spider(gold: str, predicted: str, on: Engines) -> tuple[Outcome, bool]:
    bare = spider_judge.prepared_gold(gold)
    truth, ran = on.gold(bare), on.predicted(without_distinct(predicted))
    if failed := failed_outcome(truth, ran):
        return failed, False
    ordered = spider_judge.order_matters(gold)

    def same(tied: Tied | None) -> bool:
        return comparer.same_answer(
            truth.rows, ran.rows, ordered=ordered, any_columns=True, across=on.across, tied=tied
        )

    if same(None):
        return "right", False
    tied = tied_rows(bare, truth.rows, on) if ordered else None
    return "wrong", tied is not None and same(tied)


def _as_others(gold: str, truth: Answer, ran: Answer, rules: Rules, on: Engines) -> Outcome:
    if rules == "bird":
        one, other = (list(dict.fromkeys(_canonical(a.rows, on))) for a in (truth, ran))
        return _verdict(comparer.same_answer(one, other, ordered=False, across=on.across))
    ordered = outermost_orders(gold, on.dialect)
    same = comparer.same_answer(
        truth.rows, ran.rows, ordered=ordered, more_columns=True, across=on.across
    )
    return _verdict(same)


def _canonical(rows: Sequence[Row], on: Engines) -> list[Row]:
    # Digits that differ by noise must not make two rows of a set: they are rounded first.
    return [
        tuple(
            float(f"{cell:.9g}") if isinstance(cell, float) else cell
            for cell in (comparer.canonical(cell, across=on.across) for cell in row)
        )
        for row in rows
    ]


def tied_rows(gold: str, rows: Sequence[Row], on: Engines) -> Tied | None:
    """The gold's rows before LIMIT and their sort keys; None where they cannot be had."""
    shown = ranking(gold, on.dialect)
    if shown is None:
        return None
    full = on.gold(shown.sql)
    bare = [row[: -shown.keys] for row in full.rows]
    if not full.stands or list(rows) != bare[: len(rows)]:
        return None  # showing the keys changed the answer: nothing is said about ties
    return Tied(rows=bare, keys=[row[-shown.keys :] for row in full.rows])


def _efficiency(gold: str, predicted: str, on: Engines) -> float | None:
    """Gold's seconds over the prediction's, the median of several runs in turn."""
    shares = []
    for _ in range(VES_REPEATS):
        truth, ran = on.gold(gold), on.predicted(predicted)
        if truth.stands and ran.stands and ran.seconds:
            shares.append(truth.seconds / ran.seconds)
    return statistics.median(shares) if shares else None

"""Why a wrong answer is wrong, by the clauses in which it differs from the gold.

A reading aid, not a measure: a statement may differ from the gold and be right, and may have
several classes.
"""

from __future__ import annotations

from collections.abc import Callable

from route_pg.evaluation.answers import Outcome
from route_pg.evaluation.parts import Parts, Tables, parts_of

TIE = "tie"
ANSWERED = "not-refused"
UNPARSED = "not-parsed"
OTHER = "other"

_DIFFERENCES: tuple[tuple[str, Callable[[Parts], object]], ...] = (
    ("wrong-set-operation", lambda p: p.set_operations),
    ("wrong-nesting", lambda p: p.queries),
    ("wrong-table", lambda p: set(p.tables)),
    ("wrong-join", lambda p: p.joins),
    ("wrong-column", lambda p: p.select),
    ("wrong-aggregate", lambda p: p.aggregates),
    ("wrong-condition", lambda p: p.conditions),
    ("wrong-operator", lambda p: p.operators),
    ("wrong-value", lambda p: p.values),
    ("wrong-group", lambda p: p.group),
    ("wrong-having", lambda p: p.having),
    ("wrong-order", lambda p: p.order),
    ("wrong-limit", lambda p: p.limit),
    ("wrong-distinct", lambda p: p.distinct),
)

CLASSES = (
    *(name for name, _ in _DIFFERENCES),
    *(TIE, "error", "timeout", "refusal", ANSWERED, OTHER, UNPARSED),
)


def failure_classes(
    outcome: Outcome,
    gold: str,
    predicted: str,
    dialects: tuple[str, str],
    tables: Tables,
    *,
    tie: bool = False,
) -> tuple[str, ...]:
    """The classes of a failure; none for what is right or was not judged.

    `gold` is '' where the right answer was a refusal; `dialects` of gold and prediction, as sqlglot
    names them.
    """
    if outcome not in {"wrong", "error", "timeout", "refusal"}:
        return ()
    if tie:
        return (TIE,)
    if not gold:
        return (ANSWERED if outcome == "wrong" else outcome,)
    outcomes = () if outcome == "wrong" else (outcome,)
    return (*outcomes, *(_differences(gold, predicted, dialects, tables) if predicted else ()))


def _differences(
    gold: str, predicted: str, dialects: tuple[str, str], tables: Tables
) -> tuple[str, ...]:
    one, other = parts_of(gold, dialects[0], tables), parts_of(predicted, dialects[1], tables)
    if one is None or other is None:
        return (UNPARSED,)
    found = tuple(name for name, part in _DIFFERENCES if part(one) != part(other))
    return found or (OTHER,)

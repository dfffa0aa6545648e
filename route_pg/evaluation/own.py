"""The user's own questions: one row of their table, in TOML or CSV, as an example.

A row has `question` and `sql`, and may have

    class     what the question is about, in the user's own words: figures are given for each.
              `refuse` is the one that means something: the right answer is a refusal
    refusal   the SQLSTATE of the right refusal, RT002 or RT003; without it either is right
    accepted  a list of further statements that are right as well (TOML)
    ordered   true: the order of the rows counts; false: rows are a bag; without it the order counts
              where the statement orders

`sql` is blank where the right answer is a refusal, and only there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from route_pg.evaluation.examples import REFUSALS, REFUSE, Example
from route_pg.evaluation.hardness import parsed_hardness

COLUMNS = frozenset({"question", "sql", "class", "refusal", "accepted", "ordered"})
NOTES = frozenset({"id", "note", "notes", "comment", "why", "split", "tags"})
"""What people keep beside a question; read past. Any other name is a slip of the pen."""


def own_example(index: int, row: Mapping[str, Any]) -> Example:
    """The example of a row; ValueError, naming the row, for what cannot be one."""
    try:
        _check_columns(row)
        return _example(index, row)
    except (AttributeError, TypeError, ValueError) as error:
        message = f"row {index + 1}: {error}"
        raise ValueError(message) from error


def _check_columns(row: Mapping[str, Any]) -> None:
    unknown = sorted(set(map(str, row)) - COLUMNS - NOTES)
    if "question" not in row or unknown:
        wrong = f"it has {', '.join(unknown)}" if unknown else "it has no question"
        message = f"{wrong}; a row has question and sql, and may have {', '.join(_MAY)}"
        raise ValueError(message)


_MAY = sorted(COLUMNS - {"question", "sql"})


def _example(index: int, row: Mapping[str, Any]) -> Example:
    question, golds = row["question"].strip(), _golds(row)
    group, refusal = (str(row.get(name) or "").strip() for name in ("class", "refusal"))
    if not question:
        message = "its question is empty"
        raise ValueError(message)
    if refusal and refusal not in REFUSALS:
        message = f"refusal is {refusal!r}, not one of {', '.join(REFUSALS)}"
        raise ValueError(message)
    refuses = group == REFUSE or bool(refusal)
    if refuses == bool(golds):
        message = "a refusal has no sql" if refuses else "its sql is empty"
        raise ValueError(message)
    return Example(
        index=index,
        database="",
        question=question,
        golds=golds,
        refusal=refusal,
        group=group,
        ordered=_ordered(row.get("ordered")),
        hardness=(parsed_hardness(golds[0], "postgres") if golds else None) or "unknown",
    )


def _golds(row: Mapping[str, Any]) -> tuple[str, ...]:
    """`sql` (a statement or several) and `accepted`; none where there is no statement at all."""
    sql, accepted = row.get("sql") or "", row.get("accepted") or []
    if not isinstance(accepted, list):
        message = "accepted is no list of statements"
        raise TypeError(message)
    golds = tuple(text.strip() for text in [*(sql if isinstance(sql, list) else [sql]), *accepted])
    if golds == ("",):
        return ()
    if not all(golds):
        message = "one of its statements is empty"
        raise ValueError(message)
    return golds


def _ordered(value: object) -> bool | None:
    match value:
        case None | bool():
            return value
        case "":
            return None  # an empty cell of a CSV
        case "true" | "false":
            return value == "true"
        case _:
            message = f"ordered is {value!r}, not true or false"
            raise ValueError(message)

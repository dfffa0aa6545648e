"""What became of a statement, in words: PostgreSQL's error or the first rows.

An error may hold data ("invalid input syntax for type integer: 'Smith'"), so that without stored
values only errors about names and grammar are quoted, and only those of planning: a statement can
make names of what it reads (`current_setting(title)`). The others are named by their SQLSTATE.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from route_pg.types import Failure, Outcome, Result

MAX_ROWS = 5
MAX_CELL = 60  # characters of a value
MAX_SAID = 500  # characters of an error's message, detail or hint: it may quote a whole value

_ABOUT_NAMES = ("42", "RT")  # SQLSTATE classes that quote nothing but the statement, if planning
_AT_RUNTIME = {
    "42": "a name that it made of stored values means nothing",
    "22": "a value cannot be read or computed as its type",
    "54": "a limit of the server is exceeded",
    "57": "it was cancelled, most likely for the time it took",
}


_QUOTED = re.compile(r'"([^"]*)"')
_MAKES_NAMES = re.compile(
    r"\breg(class|collation|config|dictionary|namespace|oper|operator|proc|procedure|role|type)\b",
    re.IGNORECASE,
)


def repeats(outcome: Outcome | None, sql: str) -> bool:
    """Whether an error quotes only what the statement says.

    Planning runs STABLE functions to estimate, and a cast to regclass makes a name of what they
    read: such an error would tell it.

    >>> failed = Failure(sqlstate="42P01", message='relation "smith" does not exist')
    >>> repeats(failed, "SELECT name FROM smith"), repeats(failed, "SELECT company()::text")
    (True, False)
    """
    if not isinstance(outcome, Failure):
        return True
    said = sql.lower()
    names = _QUOTED.findall(outcome.message)
    return not _MAKES_NAMES.search(sql) and all(name.lower() in said for name in names)


def describe_outcome(
    outcome: Outcome | None, *, rows: int, values: bool, quoted: bool = True
) -> str:
    """A paragraph on a trial; `rows` of its rows are shown, and stored values only if they may be.

    `quoted` allows words of errors about names.

    >>> print(describe_outcome(Failure(sqlstate="22P02", message="'Smith'"), rows=0, values=False))
    It failed with SQLSTATE 22P02: a value cannot be read or computed as its type
    """
    match outcome:
        case None:
            return "It has not been run."
        case Failure():
            return _failure(outcome, values, quoted)
        case Result():
            return _result(outcome, rows)


def _failure(failure: Failure, values: bool, quoted: bool) -> str:
    head = f"It failed with SQLSTATE {failure.sqlstate}"
    if not values and not (quoted and failure.sqlstate.startswith(_ABOUT_NAMES)):
        return f"{head}: {_AT_RUNTIME.get(failure.sqlstate[:2], 'an error at run time')}"
    lines = [f"{head}: {_cut(failure.message, MAX_SAID)}"]
    lines += [f"DETAIL: {_cut(failure.detail, MAX_SAID)}"] if failure.detail and values else []
    lines += [f"HINT: {_cut(failure.hint, MAX_SAID)}"] if failure.hint else []
    return "\n".join(lines)


def _result(result: Result, rows: int) -> str:
    columns = ", ".join(
        f"{name} {kind}" for name, kind in zip(result.columns, result.types, strict=True)
    )
    if not rows:
        some = "gave no row" if not result.rows else "gave rows"
        return f"It ran and {some}; columns: {columns}"
    lines = [f"It ran and gave {_count(result)}; columns: {columns}"]
    lines += [" | ".join(map(_cell, row)) for row in result.rows[:rows]]
    return "\n".join([*lines, ".."] if len(result.rows) > rows else lines)


def _count(result: Result) -> str:
    count = len(result.rows)
    return f"{count or 'no'} row{'' if count < 2 else 's'}{'' if result.complete else ' or more'}"


def _cell(value: Any) -> str:
    plain = isinstance(value, str | Decimal)
    text = str(value) if plain else json.dumps(value, default=str, ensure_ascii=False)
    return _cut(" ".join(text.split()), MAX_CELL)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 2] + ".."

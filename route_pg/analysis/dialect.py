"""PostgreSQL's text: parsing one statement, editing a statement in place.

A statement is never printed anew from its tree: what was read differently than PostgreSQL reads it
would then change its meaning. Names are exchanged where they stand in the text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from route_pg.errors import RefusedAsUnsafe
from route_pg.types import Failure

MAX_CHARACTERS = 20_000
"""Of a statement; a longer one is no answer to a question."""

SYNTAX_ERROR, TOO_COMPLEX, UNSAFE = "42601", "54001", RefusedAsUnsafe.sqlstate

# It warns of what it reads as a mere command; here such a statement is refused with its reason.
logging.getLogger("sqlglot").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start to end of a statement become `text`."""

    start: int
    end: int
    text: str


def parse_statement(sql: str) -> exp.Expression | Failure:
    """The tree of the one statement that `sql` is, or why it is none.

    >>> parse_statement("SELECT 1; SELECT 2").sqlstate
    'RT003'
    """
    if len(sql) > MAX_CHARACTERS:
        return Failure(sqlstate=TOO_COMPLEX, message="the statement is too long")
    try:
        trees = sqlglot.parse(sql, dialect="postgres")
    except SqlglotError as error:
        return Failure(sqlstate=SYNTAX_ERROR, message=_first_line(error))
    except RecursionError:
        return Failure(sqlstate=TOO_COMPLEX, message="the statement is nested too deeply")
    match trees:
        case [exp.Expression() as tree]:
            return tree
        case [] | [None]:
            return Failure(sqlstate=SYNTAX_ERROR, message="there is no statement")
        case _:
            return Failure(sqlstate=UNSAFE, message="there is more than one statement")


def trim_statement(sql: str) -> str:
    """Without the white space around it and the semicolons at its end.

    >>> trim_statement(" SELECT 1 ; ")
    'SELECT 1'
    """
    return sql.strip().rstrip("; \t\r\n")


def fold(identifier: exp.Expression | None) -> str:
    """The name that an identifier means: in lower case unless it is quoted; '' for none."""
    if not isinstance(identifier, exp.Identifier):
        return ""
    name = str(identifier.this)
    return name if identifier.args.get("quoted") else name.lower()


def span(identifier: exp.Expression) -> tuple[int, int] | None:
    """Where an identifier stands in its statement: sql[start:end]; None where that is unknown."""
    meta = identifier.meta
    return (meta["start"], meta["end"] + 1) if "start" in meta else None


def apply_edits(sql: str, edits: Iterable[Edit]) -> str:
    """The statement with its edits made.

    >>> apply_edits("SELECT a FROM t", [Edit(14, 14, "s."), Edit(7, 8, "b")])
    'SELECT b FROM s.t'
    """
    for edit in sorted(set(edits), key=lambda edit: -edit.start):
        sql = sql[: edit.start] + edit.text + sql[edit.end :]
    return sql


def _first_line(error: Exception) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).partition("\n")[0][:200]

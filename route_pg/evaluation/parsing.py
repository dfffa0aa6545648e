"""Statements as sqlglot's trees, for all that looks into a gold or a prediction."""

from __future__ import annotations

import sqlglot
from sqlglot import exp


def parse_query(sql: str, dialect: str) -> exp.Query | None:
    """The tree of a query; None for what cannot be parsed, and for any other statement.

    >>> parse_query("SELEC", "sqlite") is None, parse_query("DROP TABLE t", "postgres") is None
    (True, True)
    """
    try:
        tree = sqlglot.parse_one(sql, dialect=dialect)
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None
    return tree if isinstance(tree, exp.Query) else None

"""Running a statement on PostgreSQL to judge its answer.

Read-only, with a time limit, and always rolled back; errors become `Answer` values.
"""

from __future__ import annotations

import time
from typing import Any

import psycopg
from psycopg import sql

from route_pg.errors import QUERY_CANCELED, BadArgument
from route_pg.evaluation.answers import MAX_ROWS, Answer, Row
from route_pg.evaluation.server import Connection


class _Undo(Exception):
    """Ends the transaction of a judged statement."""


def ask_postgres(connection: Connection, statement: str, seconds: float) -> Answer:
    """Run one statement on an autocommit connection, for at most `seconds`.

    BadArgument where the connection was lost before.
    """
    if connection.closed:
        # What an earlier statement broke must not count against this one.
        message = "the connection to PostgreSQL was lost while judging"
        raise BadArgument(message, hint="The server's log says why.")
    if "\0" in statement:
        return Answer(failure="the statement contains a null character")  # libpq would stop there
    start = time.monotonic()
    try:
        rows = _rows(connection, statement, seconds)
    except psycopg.Error as error:
        took = time.monotonic() - start
        state = error.sqlstate or ""
        message = error.diag.message_primary or str(error)
        timed_out = state == QUERY_CANCELED
        return Answer(failure=message, sqlstate=state, timed_out=timed_out, seconds=took)
    except ValueError as error:  # a value that Python does not hold, or text that is no UTF-8
        return Answer(failure=str(error), seconds=time.monotonic() - start)
    if len(rows) > MAX_ROWS:
        return Answer(failure=f"more than {MAX_ROWS} rows")
    return Answer(rows=rows, seconds=time.monotonic() - start)


def _rows(connection: Connection, statement: str, seconds: float) -> tuple[Row, ...]:
    rows: list[Any] = []
    try:
        with connection.transaction():
            limit = sql.Literal(f"{round(seconds * 1000)}ms")
            connection.execute(sql.SQL("SET LOCAL statement_timeout = {}").format(limit))
            connection.execute("SET TRANSACTION READ ONLY")
            with connection.cursor() as cursor:
                # A cursor takes one row-returning statement; `binary` makes psycopg use the
                # extended protocol, without which "SELECT 1; COMMIT; .." would be several.
                declare = b"DECLARE judged NO SCROLL CURSOR FOR " + statement.encode()
                cursor.execute(declare, binary=True)
                cursor.execute(sql.SQL("FETCH {} FROM judged").format(sql.Literal(MAX_ROWS + 1)))
                rows = cursor.fetchall()
            raise _Undo
    except _Undo:
        return tuple(rows)

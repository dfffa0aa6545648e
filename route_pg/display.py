"""Answers and errors on a terminal or in a pipe: table, json, csv, sql."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from typing import Any, Literal, TextIO

from route_pg.errors import RouteError
from route_pg.types import Result

Format = Literal["table", "json", "csv", "sql"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "sql")


def show_result(result: Result, sql: str, form: Format, out: TextIO) -> None:
    """Write a result in one of FORMATS; 'sql' writes the statement alone."""
    match form:
        case "table":
            _show_table(result, sql, out)
        case "json":
            rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
            json.dump(rows, out, ensure_ascii=False, indent=2, default=_plain_number)
            out.write("\n")
        case "csv":
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(result.columns)
            writer.writerows([_text(value, "") for value in row] for row in result.rows)
        case "sql":
            out.write(f"{sql};\n")


def show_error(error: RouteError, out: TextIO | None = None) -> None:
    """Write an error as psql does, to stderr unless told otherwise: message, DETAIL, HINT."""
    out = out or sys.stderr
    out.write(f"ERROR:  {error.message}\n")
    for name, text in (("DETAIL", error.detail), ("HINT", error.hint)):
        if text:
            out.write(f"{name}:  {text}\n")


def _show_table(result: Result, sql: str, out: TextIO) -> None:
    from rich.console import Console
    from rich.syntax import Syntax
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out)
    console.print(Syntax(sql, "sql", word_wrap=True, background_color="default"))
    table = Table()
    for name, type_ in zip(result.columns, result.types, strict=True):
        table.add_column(Text(name), justify="right" if _is_number(type_) else "left")
    for row in result.rows:
        table.add_row(*(Text(_text(value, "∅")) for value in row))
    console.print(table)
    count = len(result.rows)
    note = (
        f"({count} row{'' if count == 1 else 's'}{'' if result.complete else ', there are more'})"
    )
    console.print(Text(note))


def _is_number(type_: str) -> bool:
    return type_.startswith(("int", "bigint", "smallint", "numeric", "double", "real", "money"))


def _text(value: Any, null: str) -> str:
    match value:
        case None:
            return null
        case bool():
            return "true" if value else "false"
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=_plain_number)
        case _:
            return str(value)


def _plain_number(value: Any) -> float | str:
    """A Decimal as a JSON number where that loses no digit, else as text."""
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)

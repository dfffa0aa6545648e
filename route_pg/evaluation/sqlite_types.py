"""The PostgreSQL type of an SQLite column, from its declaration and its contents.

SQLite's types belong to values, PostgreSQL's to columns. The rules below choose, for each column,
the type under which a query gives the answer that SQLite gives: text that merely looks like numbers
stays text (SQLite orders it as text), blanks in a number column become NULL, dates are dates only
where every value is one. Knows nothing of databases or files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from route_pg.types import Kind

INTEGER_MAX = 2**31 - 1
BIGINT_MAX = 2**63 - 1

Family = Literal["integer", "double", "numeric", "boolean", "time", "bytes", "text", "unknown"]

# The first that is found in the declaration decides, as SQLite's own affinity rules do.
_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("BOOL", "boolean"),
    ("DATE", "time"),
    ("TIME", "time"),
    ("INTERVAL", "text"),
    ("INT", "integer"),
    ("YEAR", "integer"),
    ("CHAR", "text"),
    ("CLOB", "text"),
    ("TEXT", "text"),
    ("BLOB", "bytes"),
    ("REAL", "double"),
    ("FLOA", "double"),
    ("DOUB", "double"),
    ("NUM", "numeric"),
    ("DEC", "numeric"),
    ("MONEY", "numeric"),
    ("BIT", "integer"),
)

# A column without a single value: what its declaration, or else the benchmark, says it is.
_WITHOUT_VALUES: dict[str, str] = {
    "boolean": "boolean",
    "integer": "integer",
    "double": "double precision",
    "numeric": "numeric",
    "number": "numeric",
    "time": "timestamp without time zone",
    "bytes": "bytea",
}

_KINDS: dict[str, Kind] = {
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
    "double precision": "number",
    "text": "text",
    "date": "time",
    "timestamp without time zone": "time",
    "time without time zone": "time",
    "boolean": "boolean",
}

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?\Z"
)
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?\Z")


def is_blank(text: str) -> bool:
    """Whether a text stands for a missing value in a column of numbers.

    >>> is_blank(" "), is_blank("NULL"), is_blank("0")
    (True, True, False)
    """
    return text.strip().lower() in {"", "null"}


@dataclass(slots=True)
class Contents:
    """What a column holds, counted by what each value could be; NULLs are not counted."""

    count: int = 0
    numbers: int = 0  # stored as numbers
    written_numbers: int = 0  # stored as text that is a plain number, no leading zeros
    blanks: int = 0
    days: int = 0
    moments: int = 0
    hours: int = 0
    bytes: int = 0
    fractions: int = 0  # numbers of either storage with something behind the point
    beyond_binary: int = 0  # numbers other than 0 and 1
    largest: float = 0.0  # absolute value

    @classmethod
    def of(cls, values: Iterable[object]) -> Contents:
        """Count what the values are."""
        contents = cls()
        for value in values:
            if value is not None:
                contents._add(value)
        return contents

    def _add(self, value: object) -> None:
        self.count += 1
        if isinstance(value, bool | int | float):
            self.numbers += 1
            self._measure(value)
        elif isinstance(value, bytes):
            self.bytes += 1
        else:
            self._add_text(str(value))

    def _add_text(self, text: str) -> None:
        if _NUMBER.match(text):
            self.written_numbers += 1
            self._measure(float(text) if "." in text else int(text))
        elif is_blank(text):
            self.blanks += 1
        elif _reads_as(text, _DAY, date.fromisoformat):
            self.days += 1
        elif _reads_as(text, _MOMENT, datetime.fromisoformat):
            self.moments += 1
        elif _reads_as(text, _HOUR, time.fromisoformat):
            self.hours += 1

    def _measure(self, number: float) -> None:
        self.fractions += not (math.isfinite(number) and number == math.floor(number))
        self.beyond_binary += number not in (0, 1)
        self.largest = max(self.largest, abs(number))

    @property
    def only_numbers(self) -> bool:
        """Every value is a number or a blank, however it is stored, and one is a number."""
        found = self.numbers + self.written_numbers
        return found > 0 and found + self.blanks == self.count


def _reads_as(text: str, form: re.Pattern[str], read: object) -> bool:
    if not form.match(text):
        return False
    assert callable(read)
    try:
        read(text)
    except ValueError:  # the 30th of February
        return False
    return True


def family(declared: str) -> Family:
    """The family of a declared SQLite type.

    >>> family("VARCHAR2(20)"), family("smallint unsigned"), family("datetime"), family("")
    ('text', 'integer', 'time', 'unknown')
    """
    upper = declared.upper()
    return next((name for mark, name in _FAMILIES if mark in upper), "unknown")


def column_type(declared: str, values: Iterable[object], stated: str = "") -> str:
    """The PostgreSQL type of an SQLite column, as `format_type` prints it.

    `declared` is the type in its CREATE TABLE, `values` its contents (all of them, duplicates need
    not be given), `stated` what the benchmark says of it: 'number', 'text', 'time', 'boolean',
    'others' or ''.

    >>> column_type("INTEGER", [1, 2, None])
    'integer'
    >>> column_type("TEXT", ["10", "9"]), column_type("TEXT", ["10", "9"], "number")
    ('text', 'integer')
    >>> column_type("DATE", ["2024-01-31"]), column_type("DATE", ["2024-01-31", "March"])
    ('date', 'text')
    """
    return type_of_contents(declared, Contents.of(values), stated)


def type_of_contents(declared: str, contents: Contents, stated: str = "") -> str:
    """As `column_type`, of contents that are counted already."""
    kind = family(declared)
    if contents.count == contents.blanks and (contents.count == 0 or kind not in {"text"}):
        return _WITHOUT_VALUES.get(stated if kind in {"unknown", "text"} else kind, "text")
    if kind == "boolean" and contents.numbers == contents.count and not contents.beyond_binary:
        return "boolean"
    if _holds_numbers(kind, contents, stated):
        return number_type(declared, contents)
    if contents.bytes == contents.count:
        return "bytea"
    return _time_type(contents)


def _holds_numbers(kind: Family, contents: Contents, stated: str) -> bool:
    if contents.numbers == contents.count:
        return True
    told = kind in {"integer", "double", "numeric"} or stated == "number"
    return told and contents.only_numbers


def number_type(declared: str, contents: Contents) -> str:
    """The type of a column all of whose values are numbers."""
    kind = family(declared)
    if kind == "double":
        return "double precision"
    if contents.fractions:
        stored = kind == "numeric" or not contents.numbers
        return "numeric" if stored else "double precision"
    if kind == "numeric" and re.search(r",\s*0*[1-9]", declared):
        return "numeric"  # DECIMAL(19,4): its division is not that of whole numbers
    if contents.largest > BIGINT_MAX:
        return "numeric"
    return "integer" if contents.largest <= INTEGER_MAX else "bigint"


def _time_type(contents: Contents) -> str:
    match contents.count:
        case contents.days:
            return "date"
        case contents.hours:
            return "time without time zone"
        case count if count == contents.days + contents.moments:
            return "timestamp without time zone"
        case _:
            return "text"


def kind_of(type_name: str) -> Kind:
    """The kind of one of the types that `column_type` gives."""
    return _KINDS.get(type_name, "other")

from __future__ import annotations

import pytest

from route_pg.evaluation.sqlite_types import column_type, kind_of
from route_pg.types import Kind

CASES = [
    # declared, values, what the benchmark states, PostgreSQL's type
    ("INTEGER", [1, 2, None], "number", "integer"),
    ("INTEGER", [1, 2**31], "number", "bigint"),
    ("INTEGER", [2**63], "number", "numeric"),
    ("INT", [0.5, 2.0], "number", "double precision"),
    ("smallint unsigned", [1], "number", "integer"),
    ("INTEGER", [1, ""], "number", "integer"),  # a blank is NULL
    ("INTEGER", [1, "NULL"], "number", "integer"),
    ("INTEGER", [1, "unknown"], "number", "text"),
    ("INTEGER", ["", ""], "number", "integer"),
    ("REAL", [1982.0, 1995.0], "number", "double precision"),
    ("DECIMAL(10,2)", [3, 4], "number", "numeric"),
    ("DECIMAL(10,0)", [3, 4], "number", "integer"),
    ("NUMERIC", [3, 4.25], "number", "numeric"),
    ("NUMBER(9, 2)", [], "number", "numeric"),
    ("TEXT", ["10", "9"], "text", "text"),
    ("TEXT", ["10", "9"], "number", "integer"),
    ("TEXT", ["10", "9.5"], "number", "numeric"),
    ("VARCHAR(5)", ["00501", "10001"], "number", "text"),  # leading zeros are no number's
    ("TEXT", ["10", "n/a"], "number", "text"),
    ("VARCHAR(9)", ["", ""], "text", "text"),
    ("", [7, 8], "", "integer"),
    ("", ["a"], "", "text"),
    ("DATE", ["2024-01-31", "2024-02-29"], "time", "date"),
    ("DATE", ["2024-02-30"], "time", "text"),
    ("DATE", ["2024-01-31", ""], "time", "text"),
    ("DATE", ["31/01/2024"], "time", "text"),
    ("DATE", [20240131], "time", "integer"),
    ("DATETIME", ["2024-01-31 10:00:00"], "time", "timestamp without time zone"),
    ("DATETIME", ["2024-01-31 10:00:00", "2024-02-01"], "time", "timestamp without time zone"),
    ("DATETIME", ["2024-01-31"], "time", "date"),
    ("TIME", ["10:30:00"], "time", "time without time zone"),
    ("TIME", ["25:30:00"], "time", "text"),
    ("TIMESTAMP", [], "time", "timestamp without time zone"),
    ("BOOLEAN", [0, 1, None], "boolean", "boolean"),
    ("BOOLEAN", [0, 1, 2], "boolean", "integer"),
    ("BOOL", ["T", "F"], "others", "text"),
    ("BIT", [0, 1], "others", "integer"),
    ("BLOB", [b"\x00"], "others", "bytea"),
    ("BLOB", [b"\x00", "text"], "others", "text"),
    ("TEXT", [], "text", "text"),
    ("TEXT", [], "number", "numeric"),
    ("", [], "boolean", "boolean"),
]


@pytest.mark.parametrize(("declared", "values", "stated", "expected"), CASES)
def test_a_column_has_the_type_that_gives_sqlites_answers(
    declared: str, values: list[object], stated: str, expected: str
) -> None:
    assert column_type(declared, values, stated) == expected


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [("bigint", "number"), ("text", "text"), ("date", "time"), ("bytea", "other")],
)
def test_every_type_has_a_kind(type_name: str, kind: Kind) -> None:
    assert kind_of(type_name) == kind

"""Names in a statement: quoted where they must be, and only there."""

from __future__ import annotations

import pytest

from route_pg.identifiers import quote_identifier


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("orders", "orders"),
        ("a_1", "a_1"),
        ("Group", '"Group"'),
        ("group", '"group"'),
        ("position", '"position"'),
        ('a"b', '"a""b"'),
        ("é", '"é"'),
        ("a\n", '"a\n"'),
    ],
)
def test_identifiers_are_quoted_where_they_must_be(name: str, written: str) -> None:
    assert quote_identifier(name) == written

"""Pieces of SQL, and the parentheses that they need."""

from __future__ import annotations

from dataclasses import dataclass

# How tightly a text binds: what needs no parentheses as an operand, down to what always does.
ATOM, PRODUCT, SUM, LOOSE = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of SQL and how tightly it binds."""

    sql: str
    binds: int = ATOM

    def at(self, least: int) -> str:
        """The text, in parentheses unless it binds so tightly."""
        return self.sql if self.binds >= least else f"({self.sql})"


def cast(text: Text, kind: str) -> str:
    """The text cast to a type of PostgreSQL.

    >>> cast(Text("a + b", SUM), "text"), cast(Text("a::text"), "text")
    ('(a + b)::text', 'a::text')
    """
    if text.sql.endswith(f"::{kind}"):
        return text.sql
    return f"{text.at(ATOM)}::{kind}"

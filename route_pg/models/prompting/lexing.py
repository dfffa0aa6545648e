"""The lexical pieces of SQL text: just enough to cut a statement, not to understand it."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<text>[eE]?'(?:[^'\\]|''|\\.)*(?:'|\Z) | \$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z))
    | (?P<name>"(?:[^"]|"")*(?:"|\Z) | [^\W\d][\w$]*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \.\d+)
    | (?P<space>\s+)
    | (?P<sign>::|<=|>=|<>|!=|\|\||->>|->|.)""",
    re.VERBOSE | re.DOTALL,
)


def sql_pieces(sql: str) -> tuple[str, ...]:
    """Cut SQL into words, literals and signs, each with the white space after it.

    `"".join(pieces)` is the text again. A language model's derivation consists of these, so that a
    prefix of it is the beginning of the statement.

    >>> sql_pieces("SELECT a.b FROM t WHERE x = 'it''s'")
    ('SELECT ', 'a', '.', 'b ', 'FROM ', 't ', 'WHERE ', 'x ', '= ', "'it''s'")
    """
    pieces: list[str] = []
    for match in _PIECE.finditer(sql):
        if match.lastgroup == "space" and pieces:
            pieces[-1] += match[0]
        else:
            pieces.append(match[0])
    return tuple(pieces)


def split_statements(text: str) -> list[str]:
    """The statements between semicolons, stripped, empty ones left out.

    A semicolon in a literal, a quoted name or a comment ends nothing.

    >>> split_statements("SELECT ';'; SELECT 2;")
    ["SELECT ';'", 'SELECT 2']
    """
    statements = [""]
    for match in _PIECE.finditer(text):
        if match[0] == ";":
            statements.append("")
        else:
            statements[-1] += match[0]
    return [statement.strip() for statement in statements if statement.strip()]


def quote_text(value: str) -> str:
    """A text as an SQL literal, on one line.

    >>> quote_text("it's")
    "'it''s'"
    """
    return "'" + " ".join(value.split()).replace("'", "''") + "'"

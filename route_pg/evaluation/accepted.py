"""The notation of defog's sql-eval: several accepted statements in one cell.

Statements are split by `;`; `{a, b}` in a select list stands for any of these columns, one or more,
and an empty `{}` after GROUP BY for the columns that were chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

MAX_CHOICES = 256  # ways to fill the braces of one statement; more are not tried

# What stands between quotes is none of the notation.
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\{[^{}]*\}|;|[^'\"{};]+|.", re.DOTALL)


def accepted_answers(cell: str) -> tuple[str, ...]:
    """Every statement that a cell accepts.

    >>> accepted_answers("SELECT {a, b} FROM t; SELECT c FROM u")
    ('SELECT a FROM t', 'SELECT b FROM t', 'SELECT a, b FROM t', 'SELECT c FROM u')
    """
    found: list[str] = []
    for tokens in _statements(cell):
        found += _filled(tokens)
    if not found:
        message = "no statement"
        raise ValueError(message)
    return tuple(dict.fromkeys(found))


def _statements(cell: str) -> Iterator[list[str]]:
    tokens: list[str] = []
    for token in [*_TOKEN.findall(cell), ";"]:
        if token != ";":
            tokens.append(token)
            continue
        if "".join(tokens).strip():
            yield tokens
        tokens = []


def _filled(tokens: list[str]) -> list[str]:
    place = next((i for i, t in enumerate(tokens) if t.startswith("{") and t[1:-1].strip()), None)
    if place is None:
        return ["".join(tokens).strip()]
    statements: list[str] = []
    for chosen in _choices(tokens[place][1:-1]):
        # Names that the choice gives by AS are no names for GROUP BY.
        plain = ", ".join(re.sub(r"(?i)\s+as\s+\S+$", "", item) for item in chosen)
        rest = [plain if t.startswith("{") and not t[1:-1].strip() else t for t in tokens]
        rest[place] = ", ".join(chosen)
        statements += _filled(rest)
    return statements[:MAX_CHOICES]


def _choices(inside: str) -> list[tuple[str, ...]]:
    """One or more of the columns, fewest first."""
    items = [item.strip() for item in _split(inside)]
    sizes = range(1, len(items) + 1)
    return [chosen for size in sizes for chosen in combinations(items, size)][:MAX_CHOICES]


def _split(inside: str) -> list[str]:
    """Split at the commas that no parenthesis encloses.

    >>> _split("a, round(b, 2)")
    ['a', ' round(b, 2)']
    """
    parts, depth = [""], 0
    for character in inside:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts

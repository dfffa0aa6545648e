"""Judging as Spider's official test-suite script does, on one database.

Two answers are the same where some order of the columns makes them the same bag of rows, and the
same list where the gold's text has 'order by' anywhere. DISTINCT is taken out of both statements
before they run. What is known of the script from its publication (Zhong, Yu, Klein, EMNLP 2020) and
its use, kept here with its oddities so that figures can be compared:

* `> =` and its like are joined; `YEAR(CURDATE())` is 2020; the letters 'value' in a prediction
  become '1', from the time when values were not predicted;
* only the first statement of a text counts;
* numbers are equal as Python's are (1 and 1.0), text only to the letter, no tolerance;
* rows are first compared with their cells sorted by text and type, and answers that differ then are
  different: (1, 10) and (1.0, 10) sort differently, so they are;
* an answer without rows equals any other without rows, whatever the columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from route_pg.evaluation.answers import Row
from route_pg.evaluation.column_orders import column_orders

# Strings, quoted names and comments are left alone; DISTINCT and the end of a statement are seen
# only between them.
_TOKEN = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] | --[^\n]* | /\*.*?\*/
        | [A-Za-z_][A-Za-z_0-9$]* | . """,
    re.VERBOSE | re.DOTALL,
)
_THIS_YEAR = re.compile(r"YEAR\s*\(\s*CURDATE\s*\(\s*\)\s*\)\s*", re.IGNORECASE)


def without_distinct(sql: str) -> str:
    """The first statement of a text, every DISTINCT taken out.

    >>> without_distinct("SELECT DISTINCT a, 'distinct' FROM t; SELECT 1")
    "SELECT  a, 'distinct' FROM t;"
    """
    kept = []
    for token in _TOKEN.findall(sql.strip()):
        if token.lower() != "distinct":
            kept.append(token)
        if token == ";":
            break
    return "".join(kept)


def _joined(sql: str) -> str:
    for operator in (">", "<", "!"):
        sql = sql.replace(f"{operator} =", f"{operator}=")
    return _THIS_YEAR.sub("2020", sql)


def prepared_gold(sql: str) -> str:
    """The gold as the script runs it."""
    return without_distinct(_joined(sql))


def prepared_prediction(sql: str) -> str:
    """The prediction as the script runs it.

    >>> prepared_prediction("SELECT DISTINCT a FROM t WHERE a > = value")
    'SELECT  a FROM t WHERE a >= 1'
    """
    return without_distinct(_joined(sql.replace("value", "1")))


def order_matters(gold: str) -> bool:
    """Whether the script compares lists: 'order by' anywhere in the text, subqueries included."""
    return "order by" in gold.lower()


def same_answer(gold: Sequence[Row], predicted: Sequence[Row], *, ordered: bool) -> bool:
    """Whether two answers are the same under some order of the columns.

    >>> same_answer([(1, "a"), (2, "b")], [("b", 2), ("a", 1)], ordered=False)
    True
    >>> same_answer([(1,), (1,)], [(1,)], ordered=False)
    False
    """
    if not gold and not predicted:
        return True
    if len(gold) != len(predicted) or len(gold[0]) != len(predicted[0]):
        return False
    if not _same_when_sorted(gold, predicted, ordered=ordered):
        return False
    return any(column_orders(gold, predicted, _same_list if ordered else _same_bag))


def _same_list(one: Sequence[Row], other: Sequence[Row]) -> bool:
    return list(one) == list(other)


def _same_bag(one: Sequence[Row], other: Sequence[Row]) -> bool:
    return Counter(one) == Counter(other)


def _same_when_sorted(gold: Sequence[Row], predicted: Sequence[Row], *, ordered: bool) -> bool:
    one, other = ([_cells_sorted(row) for row in rows] for rows in (gold, predicted))
    return one == other if ordered else set(one) == set(other)


def _cells_sorted(row: Row) -> Row:
    return tuple(sorted(row, key=lambda cell: f"{cell}{type(cell)}"))

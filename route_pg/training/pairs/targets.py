"""A database that patterns are filled with: what its tables and columns are called, and hold.

Read once for each database; rows where there are any. Knows nothing of patterns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal

from route_pg.linking.names import identifier_words
from route_pg.linking.words import STOP_WORDS
from route_pg.training.pairs import names
from route_pg.training.pairs.names import Name
from route_pg.training.pairs.paraphrases import Paraphrases
from route_pg.training.pairs.roles import Role, role
from route_pg.training.pairs.rows import Row
from route_pg.types import Schema

MAX_PIECES = 2
"""Word pieces of a word that people would say; abbreviations fall into more."""
MIN_LONG = 6
"""Letters of a word that may fall into pieces."""
MAX_WORDS = 4

IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """A key seen from one of its tables."""

    table: int  # the other one
    source: int  # the column that refers
    target: int  # the column referred to
    refers: bool  # whether the first table is the one that refers


@dataclass(frozen=True, slots=True)
class Target:
    """A database to ask of."""

    key: str
    schema: Schema
    tables: tuple[Name | None, ...]  # what each is called; None for what nobody could say
    columns: tuple[Name | None, ...]
    roles: tuple[Role, ...]
    steps: tuple[tuple[Step, ...], ...]  # of each table; single columns only
    rows: Mapping[int, Sequence[Row]]  # of each table that has any, by column
    repeated: frozenset[int]  # columns whose rows share values, so that groups say something
    known: frozenset[int]  # columns with rows
    other_tables: tuple[tuple[Name, ...], ...]  # what else each is called, so that it is clear
    other_columns: tuple[tuple[Name, ...], ...]

    def distinct_values(self, column: int) -> list[Any]:
        """The values that were read of a column, in their order."""
        rows = self.rows.get(self.schema.columns[column].table, ())
        found = dict.fromkeys(row[column] for row in rows if row.get(column) is not None)
        return sorted(found, key=lambda value: (str(type(value)), value))


def target(
    key: str,
    schema: Schema,
    rows: Mapping[int, Sequence[Row]],
    is_word: IsWord,
    paraphrases: Paraphrases,
) -> Target:
    """A database by its schema and some rows of each table, none where they are not known."""
    tables = tuple(_sayable(names.table_name(table), is_word) for table in schema.tables)
    columns = tuple(
        _sayable(names.column_name(schema, column), is_word) for column in schema.columns
    )
    known = frozenset(
        index
        for index, column in enumerate(schema.columns)
        if any(row.get(index) is not None for row in rows.get(column.table, ()))
    )
    taken = {names.stems(name) for name in (*tables, *columns) if name is not None}
    roles = tuple(role(schema, index) for index in range(len(schema.columns)))
    return Target(
        key=key,
        schema=schema,
        tables=tables,
        columns=columns,
        roles=roles,
        steps=tuple(tuple(_steps(schema, table)) for table in range(len(schema.tables))),
        rows=rows,
        repeated=frozenset(_repeated(schema, rows, roles, known)),
        known=known,
        other_tables=tuple(_others("table", name, paraphrases, taken) for name in tables),
        other_columns=tuple(_others("column", name, paraphrases, taken) for name in columns),
    )


def _others(
    what: Literal["table", "column"],
    name: Name | None,
    paraphrases: Paraphrases,
    taken: AbstractSet[Name],
) -> tuple[Name, ...]:
    """Other names that nothing else in the schema has."""
    found = paraphrases.others(what, name) if name is not None else ()
    return tuple(other for other in found if names.stems(other) not in taken)


def _sayable(name: Name, is_word: IsWord) -> Name | None:
    if name and (name[-1] in names.JOINING or name[0] in _NO_NOUNS or _participle(name[-1])):
        return None
    alone = len(name) == 1 and name[0] in STOP_WORDS - {"name"}
    if not name or len(name) > MAX_WORDS or alone or not all(map(is_word, name)):
        return None
    return None if len(set(name)) < len(name) else name


_NO_NOUNS = frozenset("all has have is in of and belongs lives plays takes".split())
_NO_PARTICIPLES = frozenset("speed seed breed feed need bed red weed deed id".split())


def _participle(word: str) -> bool:
    return word.endswith("ed") and word not in _NO_PARTICIPLES


def _steps(schema: Schema, table: int) -> list[Step]:
    """Keys of a table to others; where two tables share several, none of them."""
    found = []
    for key in schema.foreign_keys:
        if len(key.columns) == 1:
            source, goal = key.columns[0], key.references[0]
            ends = (schema.columns[source].table, schema.columns[goal].table)
            if table in ends and ends[0] != ends[1]:
                refers = ends[0] == table
                found.append(Step(ends[1] if refers else ends[0], source, goal, refers))
    counts = Counter(step.table for step in found)
    return [step for step in found if counts[step.table] == 1]


_UNLIKE = frozenset("name title address first last full street".split())


def _repeated(
    schema: Schema, rows: Mapping[int, Sequence[Row]], roles: Sequence[Role], known: frozenset[int]
) -> list[int]:
    found = []
    for index, column in enumerate(schema.columns):
        if index in known:
            values = [row.get(index) for row in rows[column.table]]
            few = max(2, 0.9 * len(values))
            if len(set(values)) < (min(20, few) if roles[index] == "quantity" else few):
                found.append(index)
        elif roles[index] in ("text", "year") and not _UNLIKE & set(identifier_words(column.name)):
            found.append(index)
    return found

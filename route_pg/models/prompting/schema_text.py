"""A linked schema as text: tables in PostgreSQL's own words, and what is known beside them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from route_pg.identifiers import quote_identifier
from route_pg.models.prompting.lexing import quote_text
from route_pg.types import Column, ForeignKey, Schema

MAX_LABELS = 30  # enum labels, or values of a domain, that are listed
MAX_COMMENT = 200  # characters of a comment


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """How much of a schema is shown."""

    columns: frozenset[int]  # indexes into Schema.columns
    tables: frozenset[int]  # indexes into Schema.tables
    pairs: int = 0  # of the nearest verified pairs
    comments: bool = True
    values: bool = True  # domains of columns
    matches: bool = True  # values that the question names
    terms: bool = True

    @classmethod
    def whole(cls, schema: Schema, *, words: bool, values: bool) -> View:
        """Everything; without what people wrote or what tables hold, where that is to stay here."""
        return cls(
            columns=frozenset(range(len(schema.columns))),
            tables=frozenset(range(len(schema.tables))),
            pairs=len(schema.pairs) if words else 0,
            comments=words,
            values=values,
            matches=values,
            terms=words,
        )


def table_name(schema: Schema, table: int) -> str:
    """A table as statements name it.

    >>> from route_pg.types import Table
    >>> table_name(Schema(tables=(Table(schema="s", name="Big"),), columns=()), 0)
    's."Big"'
    """
    found = schema.tables[table]
    return f"{quote_identifier(found.schema)}.{quote_identifier(found.name)}"


def column_name(schema: Schema, column: int) -> str:
    """A column with its table."""
    found = schema.columns[column]
    return f"{table_name(schema, found.table)}.{quote_identifier(found.name)}"


def describe_tables(schema: Schema, view: View) -> str:
    """The shown tables as CREATE TABLE statements, what else is known in comments behind."""
    return "\n\n".join(
        _table(schema, table, view) for table in range(len(schema.tables)) if table in view.tables
    )


def describe_matches(schema: Schema, view: View, question: str) -> list[str]:
    """A line for each stored value that the question seems to name."""
    if not view.matches:
        return []
    lines = []
    for match in schema.matches:
        if match.column in view.columns:
            said = question[match.start : match.end] if match.start >= 0 else ""
            where = f"{column_name(schema, match.column)} holds {quote_text(match.value)}"
            lines.append(f"{where}, named as {quote_text(said)}" if said else where)
    return list(dict.fromkeys(lines))


def describe_terms(schema: Schema, view: View) -> list[str]:
    """A line for each word of the house."""
    if not view.terms:
        return []
    return [
        f"{term.term}: {_line(term.meaning)}"
        + ("" if term.table is None else f" (of {table_name(schema, term.table)})")
        for term in schema.terms
    ]


def describe_pairs(schema: Schema, view: View) -> list[str]:
    """The nearest verified pairs, nearest first, each over two lines."""
    pairs = sorted(schema.pairs, key=lambda pair: -pair.score)[: view.pairs]
    return [f"Question: {_line(pair.question)}\nSQL: {pair.sql.strip()}" for pair in pairs]


def _table(schema: Schema, table: int, view: View) -> str:
    found = schema.tables[table]
    what = "VIEW" if found.kind in ("view", "materialized view") else "TABLE"
    notes = [_line(found.comment)] if view.comments and found.comment else []
    columns = [
        column
        for index, column in enumerate(schema.columns)
        if column.table == table and index in view.columns
    ]
    primary = [quote_identifier(column.name) for column in columns if column.primary_key]
    alone = len(primary) == 1
    lines = [(_column(column, alone), _column_notes(column, view)) for column in columns]
    lines += [(f"  PRIMARY KEY ({', '.join(primary)})", "")] if len(primary) > 1 else []
    keys = [key for key in schema.foreign_keys if _is_shown(schema, key, table, view)]
    lines += [(_key(schema, key), "") for key in keys if not key.inferred]
    guesses = [f"  -- probably {_key(schema, key).strip()}" for key in keys if key.inferred]
    body = [
        f"{text}{'' if last else ','}{f' -- {note}' if note else ''}"
        for (text, note), last in zip(lines, [*[False] * (len(lines) - 1), True], strict=False)
    ]
    head = f"CREATE {what} {table_name(schema, table)} ({''.join(f' -- {n}' for n in notes)}"
    return "\n".join([head, *body, *guesses, ");"])


def _column(column: Column, alone: bool) -> str:
    """Its name and type; `alone` where no other column shares the primary key."""
    key = " NOT NULL" if column.not_null and not column.primary_key else ""
    key = " PRIMARY KEY" if column.primary_key and alone else key
    return f"  {quote_identifier(column.name)} {column.type}{key}"


def _column_notes(column: Column, view: View) -> str:
    notes = [_line(column.comment)] if view.comments and column.comment else []
    if column.labels:
        notes.append(f"one of {_listed(column.labels)}")
    elif view.values and column.values:
        notes.append(f"holds {_listed(column.values)}")
    return "; ".join(notes)


def _listed(values: Collection[str]) -> str:
    shown = [quote_text(value) for value in list(values)[:MAX_LABELS]]
    return ", ".join([*shown, ".."] if len(values) > MAX_LABELS else shown)


def _is_shown(schema: Schema, key: ForeignKey, table: int, view: View) -> bool:
    ends = (*key.columns, *key.references)
    return schema.columns[key.columns[0]].table == table and view.columns.issuperset(ends)


def _key(schema: Schema, key: ForeignKey) -> str:
    there = table_name(schema, schema.columns[key.references[0]].table)
    own, theirs = (
        ", ".join(quote_identifier(schema.columns[index].name) for index in indexes)
        for indexes in (key.columns, key.references)
    )
    return f"  FOREIGN KEY ({own}) REFERENCES {there} ({theirs})"


def _line(text: str) -> str:
    """Text on one line, cut: what people wrote must not break the frame around it."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_COMMENT else line[: MAX_COMMENT - 2] + ".."

"""Repair of a statement that PostgreSQL refused: its HINT first, then the nearest name.

Language-proof: a server may speak any language (lc_messages), so what matters is the SQLSTATE, the
names in the text, and what the hint puts in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from sqlglot import exp

from route_pg.analysis.dialect import (
    Edit,
    apply_edits,
    fold,
    parse_statement,
    span,
)
from route_pg.analysis.references import (
    Catalog,
    Reference,
    column_references,
    named_relations,
    resolve,
)
from route_pg.identifiers import quote_identifier
from route_pg.types import Failure, Schema

NEAREST = 0.7  # least share of common characters of two names that are taken for one


class _Undefined(StrEnum):
    """SQLSTATEs of a name that does not exist."""

    COLUMN = "42703"
    RELATION = "42P01"


_QUOTES = '"“”„«»'  # of the languages that PostgreSQL speaks

_SYSTEM_COLUMNS = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """A statement mended, and how."""

    sql: str
    note: str  # 'cstomers -> customers'


def repair(sql: str, failure: Failure, schema: Schema) -> Repair | None:
    """Exchange the name that PostgreSQL did not find; None where there is nothing near it."""
    tree = parse_statement(sql)
    if isinstance(tree, Failure):
        return None
    catalog = Catalog(schema)
    match failure.sqlstate:
        case _Undefined.COLUMN:
            found = _mend_column(tree, failure, catalog)
        case _Undefined.RELATION:
            found = _mend_relation(tree, catalog)
        case _:
            return None
    if found is None:
        return None
    old, edits = found
    mended = apply_edits(sql, edits)
    note = f"{old} -> {edits[0].text.rstrip('.')}"
    return Repair(sql=mended, note=note) if mended != sql else None


def _mend_column(
    tree: exp.Expression, failure: Failure, catalog: Catalog
) -> tuple[str, list[Edit]] | None:
    references = column_references(tree, catalog)
    missing = next(_missing(references, failure, catalog), None)
    if missing is None:
        return None
    replacement = _hinted(failure) or _nearest_column(missing, catalog)
    if replacement is None:
        return None
    same = (other for other in references if _text(other) == _text(missing))
    places = (_column_span(reference.node) for reference in same)
    edits = [Edit(*place, replacement) for place in places if place is not None]
    return (_text(missing), edits) if edits else None


def _missing(
    references: list[Reference], failure: Failure, catalog: Catalog
) -> Iterator[Reference]:
    """References that resolve to nothing, those that the message names first."""
    unresolved = [
        reference
        for reference in references
        if resolve(reference, catalog) is None and reference.name not in _SYSTEM_COLUMNS
    ]
    named = [reference for reference in unresolved if _is_named(reference, failure)]
    yield from named or unresolved[:1]


def _is_named(reference: Reference, failure: Failure) -> bool:
    words = re.findall(rf"[^\s{_QUOTES}]+", failure.message)
    return reference.name in words or _text(reference) in words


def _hinted(failure: Failure) -> str | None:
    """What the hint puts in quotes first: a reference as PostgreSQL would read it."""
    found = re.search(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]", failure.hint)
    if found is None:
        return None
    return ".".join(quote_identifier(part) for part in found.group(1).split("."))


def _nearest_column(missing: Reference, catalog: Catalog) -> str | None:
    names = {name for table in missing.tables for name in catalog.columns(table)}
    nearest = _nearest(missing.name, names)
    if nearest is None:
        return None
    parts = [missing.qualifier, nearest] if missing.qualifier else [nearest]
    return ".".join(quote_identifier(part) for part in parts)


def _mend_relation(tree: exp.Expression, catalog: Catalog) -> tuple[str, list[Edit]] | None:
    for node in named_relations(tree.walk()):
        if catalog.table(node) is not None:
            continue
        tables = {table.name: table for table in catalog.schema.tables}
        nearest = _nearest(fold(node.this), set(tables))
        place = span(node.this)
        if nearest is None or place is None:
            continue
        db = node.args.get("db")
        start = (span(db) or place)[0] if db else place[0]
        table = tables[nearest]
        name = f"{quote_identifier(table.schema)}.{quote_identifier(table.name)}"
        return fold(node.this), [Edit(start, place[1], name)]
    return None


def _nearest(name: str, names: set[str]) -> str | None:
    """The name most like `name`, underscores and case apart; ties by the alphabet."""
    plain = {other.replace("_", "").lower(): other for other in sorted(names, reverse=True)}
    wanted = name.replace("_", "").lower()
    found = get_close_matches(wanted, sorted(plain), n=1, cutoff=NEAREST)
    return plain[found[0]] if found else None


def _column_span(node: exp.Column) -> tuple[int, int] | None:
    end = span(node.this)
    first = node.args.get("table") or node.this
    start = span(first)
    return (start[0], end[1]) if start and end else None


def _text(reference: Reference) -> str:
    return ".".join(filter(None, (reference.qualifier, reference.name)))

"""A small shop for the tests of derivations, and a short spelling of tokens."""

from __future__ import annotations

from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef, Token
from route_pg.types import Column, ForeignKey, Kind, Schema, Table

_KINDS: dict[str, Kind] = {
    "integer": "number",
    "numeric": "number",
    "text": "text",
    "mood": "text",
    "date": "time",
    "timestamp with time zone": "time",
    "boolean": "boolean",
    "jsonb": "json",
    "text[]": "array",
}
_TABLES = {
    "customer": "id integer! name text city text joined date vip boolean mood mood",
    "product": "id integer! name text price numeric tags text[] details jsonb",
    "orders": "id integer! customer_id integer placed timestamp_with_time_zone total numeric",
    "line": "order_id integer! product_id integer! quantity integer",
    "airport": "code text! name text",
    "flight": "id integer! origin text destination text minutes integer",
    "employee": "id integer! name text manager_id integer salary numeric",
    "Odd Table": "Id integer! order text",
}
_KEYS = (
    ("orders.customer_id", "customer.id"),
    ("line.order_id", "orders.id"),
    ("line.product_id", "product.id"),
    ("flight.origin", "airport.code"),
    ("flight.destination", "airport.code"),
    ("employee.manager_id", "employee.id"),
)


def _columns() -> list[Column]:
    found = []
    for table, (_, text) in enumerate(_TABLES.items()):
        words = text.split()
        for name, kind in zip(words[::2], words[1::2], strict=True):
            kind_name = kind.rstrip("!").replace("_", " ")
            found.append(
                Column(
                    table=table,
                    name=name,
                    type=kind_name,
                    kind=_KINDS[kind_name],
                    primary_key=kind.endswith("!"),
                    not_null=kind.endswith("!"),
                    labels=("glad", "sad") if kind_name == "mood" else (),
                )
            )
    return found


COLUMNS = _columns()
NAMES = [f"{list(_TABLES)[column.table]}.{column.name}" for column in COLUMNS]
SHOP = Schema(
    tables=tuple(Table(schema="odd" if " " in name else "public", name=name) for name in _TABLES),
    columns=tuple(COLUMNS),
    foreign_keys=tuple(
        ForeignKey(columns=(NAMES.index(one),), references=(NAMES.index(other),))
        for one, other in _KEYS
    ),
)


def spell(derivation: tuple[Token, ...]) -> str:
    """Tokens as text: actions as they are, columns and tables by name, literals in quotes."""
    words = []
    for token in derivation:
        match token:
            case ColumnRef(index):
                words.append(NAMES[index])
            case TableRef(index):
                words.append(SHOP.tables[index].name.upper())
            case Literal(text):
                words.append(f"'{text}'")
            case str():
                words.append(token)
    return " ".join(words)

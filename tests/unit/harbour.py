"""A small harbour for the tests of the embedded model: its schema, its values, its word pieces."""

from __future__ import annotations

import zlib
from dataclasses import replace

from route_pg.linking.values import ValueIndex, place_matches
from route_pg.models.embedded.inputs import Items, build_items
from route_pg.types import Column, ForeignKey, Kind, Schema, Table

SHIP, PORT, VISIT = range(3)
SHIP_ID, SHIP_NAME, SPEED, SHIP_KIND = range(4)
PORT_ID, PORT_NAME, COUNTRY = range(4, 7)
VISIT_ID, VISIT_SHIP, VISIT_PORT, DAY = range(7, 11)


def column(table: int, name: str, kind: Kind = "number", **more: object) -> Column:
    """A column whose type does not matter."""
    types = {"number": "integer", "time": "date"}
    return replace(Column(table=table, name=name, type=types.get(kind, kind), kind=kind), **more)


HARBOUR = Schema(
    tables=(
        Table(schema="public", name="ship"),
        Table(schema="public", name="port", comment="harbour"),
        Table(schema="public", name="visit", kind="view"),
    ),
    columns=(
        column(SHIP, "id", primary_key=True, not_null=True),
        column(SHIP, "name", "text", not_null=True),
        column(SHIP, "top_speed", comment="in knots"),
        column(SHIP, "kind", "text", values=("ferry", "tanker")),
        column(PORT, "id", primary_key=True, not_null=True),
        column(PORT, "name", "text", not_null=True),
        column(PORT, "country", "text"),
        column(VISIT, "id", primary_key=True, not_null=True),
        column(VISIT, "ship_id", not_null=True),
        column(VISIT, "port_id"),
        column(VISIT, "day", "time"),
    ),
    foreign_keys=(
        ForeignKey(columns=(VISIT_SHIP,), references=(SHIP_ID,)),
        ForeignKey(columns=(VISIT_PORT,), references=(PORT_ID,), inferred=True),
    ),
)

VALUES = ValueIndex(
    {
        SHIP_NAME: ["Mary Rose", "Sea Fox", "Blue Wing"],
        SHIP_KIND: ["ferry", "tanker"],
        PORT_NAME: ["York", "New York", "Hull", "Rotterdam"],
        COUNTRY: ["Netherlands", "United Kingdom", "York"],
    }
)


def tokenize(text: str) -> list[int]:
    """One piece a word."""
    return [1000 + zlib.crc32(word.encode()) % 20000 for word in text.split()]


def linked(question: str) -> Schema:
    """The harbour with the question's values in their places."""
    return place_matches(question, replace(HARBOUR, matches=VALUES.matches(question)))


def items_of(question: str) -> Items:
    """The items of a question about the harbour."""
    return build_items(question, linked(question), tokenize)

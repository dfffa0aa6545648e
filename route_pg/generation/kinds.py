"""The kind of an expression: what its type lets one do with it."""

from __future__ import annotations

from route_pg.generation.productions import CALLS, CONSTANTS
from route_pg.generation.tree import Call, Part, Use
from route_pg.generation.vocabulary import ColumnRef, Literal
from route_pg.types import Schema

_OF_FIRST = frozenset(("coalesce", "nullif", "greatest", "least", "filter", "over", "lag", "lead"))
_OF_SECOND = frozenset(("iif", "lag_by", "lead_by"))
_CONSTANTS = frozenset(name for names in CONSTANTS.values() for name in names)


def kind_of(schema: Schema, part: Part) -> str:
    """The kind of an expression: 'value' for literals, 'any' where it is not known."""
    match part:
        case Literal():
            return "value"
        case Use(ColumnRef(index)):
            return schema.columns[index].kind
        case Call(name, arguments) if name in CALLS:
            result = CALLS[name].result
            if arguments and (result == "same" or name in _OF_FIRST):
                return kind_of(schema, arguments[0])
            if name in _OF_SECOND:
                found = kind_of(schema, arguments[1])
                return kind_of(schema, arguments[2]) if found == "value" else found
            return "any" if result == "wanted" else result
        case Call(name) if name in _CONSTANTS:
            return "value"
    return "any"

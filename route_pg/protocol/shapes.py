"""Strict reading of JSON values into frozen dataclasses, by their annotations.

Nothing is converted but a whole number where a float is asked for, and a list where a tuple is.
Knows nothing of messages; what does not fit is a ShapeError that says where.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

Reader = Callable[[Any, str], Any]
"""From a JSON value and the place it was found at to the typed value."""


class ShapeError(ValueError):
    """A value is not of the shape asked for."""

    def __init__(self, at: str, problem: str) -> None:
        self.at = at
        self.problem = problem
        super().__init__(f"{at}: {problem}")


def read(shape: Any, value: Any, at: str = "") -> Any:
    """Read `value` as `shape`: a dataclass, str, int, float, bool, Literal, X | Y, tuple[X, ...].

    >>> read(tuple[int, ...], [1, 2])
    (1, 2)
    >>> read(int, True, "rows")
    Traceback (most recent call last):
    route_pg.protocol.shapes.ShapeError: rows: a whole number was expected, got a boolean
    """
    return _reader(shape)(value, at)


@lru_cache(maxsize=256)
def _reader(shape: Any) -> Reader:
    origin = typing.get_origin(shape)
    arguments = typing.get_args(shape)
    match origin:
        case typing.Literal:
            return _literal_reader(arguments)
        case types.UnionType | typing.Union:
            return _union_reader(arguments)
        case _ if origin is tuple:
            return _tuple_reader(arguments)
        case _ if origin in (dict, Mapping):
            return _mapping_reader(arguments)
        case _ if is_dataclass(shape):
            return _dataclass_reader(shape)
        case _:
            return _SCALARS[shape]


def _literal_reader(allowed: tuple[Any, ...]) -> Reader:
    def read_literal(value: Any, at: str) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise ShapeError(at, f"one of {', '.join(map(repr, allowed))} was expected")
        return value

    return read_literal


def _union_reader(members: tuple[Any, ...]) -> Reader:
    """Only `X | None` is ever needed."""
    (member,) = (member for member in members if member is not types.NoneType)
    inner = _reader(member)
    return lambda value, at: None if value is None else inner(value, at)


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    inner = _reader(arguments[0])

    def read_tuple(value: Any, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ShapeError(at, f"a list was expected, got {_name(value)}")
        return tuple([inner(item, at) for item in value])

    return read_tuple


def _mapping_reader(arguments: tuple[Any, ...]) -> Reader:
    inner = _reader(arguments[1])

    def read_mapping(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(at, f"an object was expected, got {_name(value)}")
        return {key: inner(item, f"{at}.{key}") for key, item in value.items()}

    return read_mapping


def _dataclass_reader(shape: Any) -> Reader:
    hints = typing.get_type_hints(shape)
    readers = tuple((field.name, _reader(hints[field.name])) for field in fields(shape))
    required = frozenset(
        field.name
        for field in fields(shape)
        if field.default is MISSING and field.default_factory is MISSING
    )

    def read_dataclass(value: Any, at: str) -> Any:
        if not isinstance(value, dict):
            raise ShapeError(at, f"an object was expected, got {_name(value)}")
        if missing := sorted(required - value.keys()):
            raise ShapeError(at, f"{', '.join(missing)} missing")
        given = {
            name: inner(value[name], f"{at}.{name}") for name, inner in readers if name in value
        }
        return shape(**given)

    return read_dataclass


def _read_float(value: Any, at: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ShapeError(at, f"a number was expected, got {_name(value)}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ShapeError(at, "a finite number was expected")
    return number


def _scalar_reader(kind: type, name: str) -> Reader:
    def read_scalar(value: Any, at: str) -> Any:
        if type(value) is not kind:
            raise ShapeError(at, f"{name} was expected, got {_name(value)}")
        return value

    return read_scalar


_SCALARS: Mapping[Any, Reader] = {
    str: _scalar_reader(str, "a text"),
    int: _scalar_reader(int, "a whole number"),
    bool: _scalar_reader(bool, "a boolean"),
    float: _read_float,
    Any: lambda value, _: value,
}

_NAMES: Mapping[type, Literal["null", "a boolean", "a number", "a text", "a list", "an object"]] = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    Decimal: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
}


def _name(value: Any) -> str:
    return _NAMES.get(type(value), type(value).__name__)

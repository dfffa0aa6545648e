"""Constants of a statement, and parts cast to what the grammar takes there."""

from __future__ import annotations

from sqlglot import exp

from route_pg.generation.parse_scope import Scope
from route_pg.generation.productions import CALLS, EXPRESSION_KINDS
from route_pg.generation.tree import Call, Part
from route_pg.generation.vocabulary import NUMBER_CONSTANTS, Literal

_CONSTANT_NAMES = {value: name for name, value in NUMBER_CONSTANTS.items()}


def bare(node: exp.Expr) -> exp.Expr:
    """A node without the parentheses around it."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def number_text(node: exp.Expr) -> str | None:
    """The digits of a number, with its sign; None for anything else."""
    node = bare(node)
    if isinstance(node, exp.Neg):
        inner = number_text(node.this)
        return None if inner is None else f"-{inner}".replace("--", "")
    if isinstance(node, exp.Literal) and not node.is_string:
        return str(node.this)
    return None


def value(scope: Scope, node: exp.Expr) -> Part | None:
    """A constant of the statement as a literal; None where the node is not constant."""
    node = bare(node)
    number = number_text(node)
    if number is not None:
        return Literal(number)
    if isinstance(node, exp.Literal):
        return Literal(str(node.this))
    if isinstance(node, exp.Boolean):
        return Call("true" if node.this else "false")
    if scope.is_text(node):
        return Literal(node.name)
    if isinstance(node, exp.Cast | exp.Date | exp.Timestamp) and isinstance(
        node.this, exp.Literal | exp.Neg
    ):
        return value(scope, node.this)
    return None


def coerce(scope: Scope, part: Part, symbol: str) -> Part:
    """The part, cast where the grammar wants another kind than it has."""
    wanted = symbol.partition(":")[0]
    if wanted == "operand":
        wanted = "number"
        if isinstance(part, Literal):
            name = _CONSTANT_NAMES.get(part.text.removesuffix(".0"))
            return Call(name) if name else part
    if wanted == "alternative" and isinstance(part, Literal):
        name = _CONSTANT_NAMES.get(part.text)
        return Call(name) if name else Call("empty") if part.text == "" else part
    if wanted not in EXPRESSION_KINDS or wanted == "any":
        return part
    have = scope.kind(part)
    if have in ("any", "value", wanted):
        return part
    cast = {"number": "to_number", "text": "to_text", "time": "to_date"}[wanted]
    return Call(cast, (part,))


def call(scope: Scope, name: str, *arguments: Part) -> Call:
    """A call with its arguments cast to what it takes."""
    symbols = [symbol for symbol in CALLS[name].arguments if not symbol.startswith("TAIL")]
    parts = (coerce(scope, part, symbol) for part, symbol in zip(arguments, symbols, strict=True))
    return Call(name, tuple(parts))

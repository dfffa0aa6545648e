"""Expressions of derivations as PostgreSQL: columns, literals and what stands around calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from route_pg.generation import literals
from route_pg.generation.render_frame import Frame, Unrenderable
from route_pg.generation.render_text import Text, cast
from route_pg.generation.tree import Call, Conditions, Part, Query, Use, Window
from route_pg.generation.vocabulary import NUMBER_CONSTANTS, ColumnRef, Literal

_TEXTS = ("text", "character", "varchar", "name", "citext", "bpchar")

Statement: TypeAlias = Callable[[Query, Frame, str], str]
"""Renders an inner statement: the query, the frame around it, the cast of its first column."""


@dataclass(frozen=True, slots=True)
class Renderers:
    """What renders the parts of an expression.

    Each holds the others: they find each other here, so that their modules need not know all.
    """

    statement: Statement
    call: Callable[[Expressions, Call], Text]
    conditions: Callable[[Expressions, Conditions], Text]


class Expressions:
    """Renders the expressions of one frame."""

    def __init__(self, frame: Frame, renderers: Renderers) -> None:
        self.frame = frame
        self.statement = renderers.statement
        self._renderers = renderers

    def sql(self, part: Part) -> str:
        """An expression where anything may stand."""
        return self.text(part).sql

    def text(self, part: Part, beside: Part | None = None) -> Text:
        """An expression; `beside` is what a literal's type comes from."""
        match part:
            case Use():
                return Text(self.frame.use(part))
            case Literal():
                return Text(self.literal(part, beside))
            case Query():
                return Text(f"({self.statement(part, self.frame, '')})")
            case Call("sub", (Query() as query,)):
                return Text(f"({self.statement(query, self.frame, '')})")
            case Call():
                return self._renderers.call(self, part)
        raise Unrenderable(f"no-expression:{type(part).__name__}")

    def kind(self, part: Part) -> str:
        """The kind of an expression, 'any' where it is not known."""
        return self.frame.kind(part)

    # Literals

    def literal(self, literal: Literal, beside: Part | None = None) -> str:
        """A literal, typed by what stands beside it, or by its column."""
        if beside is None and literal.column is not None:
            beside = Use(ColumnRef(literal.column))
        kind = "any" if beside is None else self.kind(beside)
        match kind:
            case "number":
                return self.number(literal, beside)
            case "boolean":
                found = literals.boolean(literal.text)
                if found is None:
                    raise Unrenderable("no-boolean")
                return found
            case "time":
                return self.moment(literal, beside)
            case "any" if beside is None:
                return literals.number(literal.text) or literals.quote(literal.text)
        return literals.quote(literal.text)

    def number(self, literal: Literal, beside: Part | None) -> str:
        """A number."""
        name = beside.name if isinstance(beside, Call) else ""
        found = (
            literals.part_of_time(literal.text, name.removesuffix("_of"))
            if name.endswith("_of")
            else literals.number(literal.text)
        )
        if found is None:
            raise Unrenderable("no-number")
        return found

    def moment(self, literal: Literal, beside: Part | None) -> str:
        """A date or a time of day, as its column takes it."""
        column = self.frame.column_of(beside) if beside is not None else None
        kind = column.type if column is not None else "timestamp"
        text = literal.text.strip()
        if kind.startswith(("time without", "time with", "interval")) or kind == "time":
            return literals.quote(text)
        moment = literals.moment(text)
        if moment:
            return literals.quote(moment)
        period = literals.period(text)
        if period is None:
            raise Unrenderable("no-date")
        return literals.quote(period.start.isoformat())

    def count(self, part: Part) -> str:
        """A whole number: of LIMIT, of rows, of units."""
        if isinstance(part, Literal):
            found = literals.number(part.text)
            if found is None or not found.isdigit():
                raise Unrenderable("no-count")
            return found
        digits = NUMBER_CONSTANTS.get(part.name, "") if isinstance(part, Call) else ""
        if digits.isdigit():
            return digits
        raise Unrenderable("no-count")

    def text_operand(self, part: Part) -> str:
        """An expression as text: enums and what is not text are cast."""
        text = self.text(part)
        column = self.frame.column_of(part)
        if column is None:
            return text.sql if self.kind(part) in ("text", "any", "value") else cast(text, "text")
        return text.sql if column.type.startswith(_TEXTS) else cast(text, "text")

    def value(self, part: Part) -> Text:
        """An operand of arithmetic: a literal there is a number."""
        if isinstance(part, Literal):
            found = literals.number(part.text)
            if found is None:
                raise Unrenderable("no-number")
            return Text(found)
        return self.text(part)

    def conditions(self, part: Part) -> str:
        """Conditions as one expression."""
        assert isinstance(part, Conditions)
        return self._renderers.conditions(self, part).sql

    def window(self, window: Part) -> str:
        """OVER's content."""
        assert isinstance(window, Window)
        per = [self.sql(key) for name, key in window.keys if name == "per"]
        order = [
            self.sql(key) + (" DESC NULLS LAST" if name == "desc" else "")
            for name, key in window.keys
            if name != "per"
        ]
        pieces = [f"PARTITION BY {', '.join(per)}"] if per else []
        if order:
            pieces.append(f"ORDER BY {', '.join(order)}")
        return " ".join(pieces)

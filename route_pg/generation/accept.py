"""Walks a whole derivation through the grammar, and tells each literal what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from route_pg.generation.grammar import (
    START,
    CellStep,
    ColumnStep,
    State,
    Step,
    TableStep,
    WordStep,
    advance,
)
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef, Token
from route_pg.types import Schema


class NotDerivable(ValueError):
    """The grammar does not allow a token; the message names where."""


def steps(token: Token, schema: Schema) -> Iterator[Step]:
    """The steps of one token, as the grammar counts them."""
    match token:
        case ColumnRef(index):
            yield ColumnStep(index, schema.columns[index].kind)
        case TableRef(index):
            yield TableStep(index)
        case Literal(exact=True):
            yield CellStep(0)
        case Literal():
            yield WordStep(0)
            yield WordStep(0)
        case str():
            yield token


def accept(derivation: Iterable[Token], schema: Schema) -> tuple[Token, ...]:
    """The same derivation, its literals with the columns that they are compared with.

    Raises NotDerivable where the grammar does not allow a token, or where it is not finished.
    """
    state = START
    found: list[Token] = []
    for token in derivation:
        if isinstance(token, Literal):
            token = replace(token, column=state.column if state.column >= 0 else None)
        found.append(token)
        for step in steps(token, schema):
            state = _step(state, step)
    if state.symbol != "DONE":
        raise NotDerivable(f"unfinished:{state.symbol}")
    return tuple(found)


def _step(state: State, step: Step) -> State:
    try:
        return advance(state, step)
    except ValueError as error:
        shown = step if isinstance(step, str) else type(step).__name__
        if isinstance(step, ColumnStep):
            shown = f"column-{step.kind}"
        raise NotDerivable(f"grammar:{state.symbol}:{shown}") from error

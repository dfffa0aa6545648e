"""The grammar of derivations as a pushdown automaton, for training and for decoding.

`SYMBOLS` are what can be on top of its stack, `ALLOWED` says what may come there, `advance` takes
one step. Two registers make it typed: the kind and the column of the expression that was read last
decide the operators and the values that may follow. Knows nothing of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from route_pg.generation.grammar_rules import Push, Rule, rules
from route_pg.types import Kind

MAX_WORDS = 10
"""Words of the question that one literal may span."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may come next on a symbol."""

    actions: frozenset[str] = frozenset()
    columns: frozenset[Kind] = frozenset()  # kinds of the columns that may be pointed at
    tables: bool = False
    words: bool = False  # a literal of the question: its first word, or on WORD_END its last
    cells: bool = False  # a stored value of the state's column


@dataclass(frozen=True, slots=True)
class ColumnStep:
    """Points at a column."""

    index: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class TableStep:
    """Points at a table."""

    index: int


@dataclass(frozen=True, slots=True)
class WordStep:
    """Points at a word of the question: the first of a literal, then its last."""

    index: int


@dataclass(frozen=True, slots=True)
class CellStep:
    """Points at a stored value."""

    index: int


Step: TypeAlias = str | ColumnStep | TableStep | WordStep | CellStep


_RULES: dict[str, Rule] = rules()

SYMBOLS: tuple[str, ...] = tuple(_RULES)
"""Everything that can be on top of the stack; 'DONE' when the derivation is finished."""

ALLOWED: dict[str, Allowed] = {
    symbol: Allowed(
        frozenset(rule.actions),
        rule.columns,
        rule.on_table is not None,
        rule.on_value is not None,
        rule.cells,
    )
    for symbol, rule in _RULES.items()
}
"""What may come on each symbol."""

_COMPARING = frozenset(s for s in SYMBOLS if s.startswith(("RHS:", "VALUE")))


class State(NamedTuple):
    """Where a derivation stands."""

    stack: tuple[str, ...]  # the last is on top
    kind: str  # of the expression that was read last
    register: int  # its column, -1 none
    word: int = -1  # the first word of an open literal, -1 none

    @property
    def symbol(self) -> str:
        """What is on top, 'DONE' at the end."""
        return self.stack[-1] if self.stack else "DONE"

    @property
    def column(self) -> int:
        """The column that a value would now be compared with, -1 none."""
        return self.register if self.stack and self.stack[-1] in _COMPARING else -1


START = State(("QUERY",), "any", -1)
"""Before the first token (after '<bos>')."""


def advance(state: State, step: Step) -> State:
    """The state after a step; ValueError where the grammar does not allow it."""
    stack, kind, register, word = state
    if not stack:
        raise ValueError("the derivation is finished")
    symbol = stack[-1]
    rule = _RULES[symbol]
    push: Push | None
    if isinstance(step, str):
        push = rule.actions.get(step)
    elif isinstance(step, ColumnStep):
        push = rule.on_column if step.kind in rule.columns else None
        kind, register = step.kind, step.index
    elif isinstance(step, TableStep):
        push = rule.on_table
    else:
        push, word = _value(rule, symbol, step, word)
    if push is None:
        raise ValueError(f"{step!r} cannot stand on {symbol}")
    return _settle(stack[:-1] + push, kind, register, word)


def _value(rule: Rule, symbol: str, step: Step, word: int) -> tuple[Push | None, int]:
    """What a step of a literal pushes, and the first word of the literal if it is still open."""
    if isinstance(step, CellStep):
        return (rule.on_value if rule.cells else None), -1
    assert isinstance(step, WordStep)
    if symbol == "WORD_END":
        return (() if word <= step.index < word + MAX_WORDS else None), -1
    return (None if rule.on_value is None else (*rule.on_value, "WORD_END")), step.index


def _settle(stack: tuple[str, ...], kind: str, register: int, word: int) -> State:
    """Carry out the effects that have come to the top: '!kind', '~kind' and '?OP'."""
    while stack:
        top = stack[-1]
        mark = top[0]
        if mark == "!":
            kind, register = top[1:], -1
        elif mark == "~":
            kind = top[1:]
        elif mark == "?":
            stack = (*stack[:-1], f"OP:{kind}:{top[4:]}")
            break
        else:
            break
        stack = stack[:-1]
    return State(stack, kind, register, word)

"""The grammar of derivations as a pushdown automaton, for training and for decoding.

`SYMBOLS` are what can be on top of its stack, `ALLOWED` says what may come there, `advance` takes
one step. Two registers make it typed: the kind and the column of the expression that was read last
decide the operators and the values that may follow. Knows nothing of SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias, get_args

from route_pg.generation import productions as p
from route_pg.generation.vocabulary import REFERENCES, UNITS
from route_pg.types import Kind

MAX_WORDS = 10
"""Words of the question that one literal may span."""

ALL_KINDS: frozenset[Kind] = frozenset(get_args(Kind))


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

Push: TypeAlias = tuple[str, ...]


class _Rule(NamedTuple):
    actions: dict[str, Push]  # an action, and what replaces the symbol
    columns: frozenset[Kind] = frozenset()
    on_column: Push = ()
    on_table: Push | None = None
    on_value: Push | None = None
    cells: bool = False


def _argument(symbol: str, wanted: str, context: str) -> str:
    """The symbol of an argument, given what is wanted of the call.

    >>> _argument("same:row", "time", "grouped"), _argument("number", "any", "window")
    ('time:row', 'number:window')
    """
    head, _, place = symbol.partition(":")
    if head == "same":
        return f"{wanted}:{place or context}" if wanted in p.EXPRESSION_KINDS else wanted
    if head in ("operand", "alternative", *p.EXPRESSION_KINDS):
        return f"{head}:{place or context}"
    if symbol == "PREDICATE":
        return f"PREDICATE:{'row' if context == 'row' else 'grouped'}"
    if symbol == "TAIL:then":
        return f"TAIL:then:{'row' if context == 'row' else 'grouped'}"
    if symbol == "BRANCH":
        return f"BRANCH:{context}"
    if symbol == "COLUMN":
        return f"COLUMN:{wanted}"
    return symbol


def _call(name: str, wanted: str, context: str) -> Push:
    """What a call pushes: the effect on the registers, then the arguments, the first on top."""
    call = p.CALLS[name]
    arguments = tuple(_argument(symbol, wanted, context) for symbol in reversed(call.arguments))
    if call.result == "same":
        return arguments
    result = wanted if call.result == "wanted" else call.result
    return (f"{'~' if call.keeps_column else '!'}{result}", *arguments)


def _fits(name: str, wanted: str, context: str) -> bool:
    call = p.CALLS[name]
    if p.CONTEXTS.index(call.place) > p.CONTEXTS.index(context):
        return False
    return wanted in ("any", call.result) or call.result in ("wanted", "same", "any")


def _columns(wanted: str) -> frozenset[Kind]:
    return ALL_KINDS if wanted == "any" else frozenset(k for k in ALL_KINDS if k == wanted)


@cache
def _expression(wanted: str, context: str) -> _Rule:
    calls = {name: _call(name, wanted, context) for name in p.CALLS if _fits(name, wanted, context)}
    if wanted == "any" and context == "row":
        calls.pop("sub")  # conditions start with what they are about, not with a value
    return _Rule(calls, _columns(wanted))


def _with_values(rule: _Rule, constants: tuple[str, ...], cells: bool = False) -> _Rule:
    actions = dict(rule.actions)
    for constant in constants:
        actions.setdefault(constant, ())
    return rule._replace(actions=actions, on_value=(), cells=cells)


def _then(rule: _Rule, below: Push) -> _Rule:
    """The same rule, with symbols that stay below whatever it pushes."""
    return _Rule(
        {action: below + push for action, push in rule.actions.items()},
        rule.columns,
        below + rule.on_column,
        None if rule.on_table is None else below + rule.on_table,
        None if rule.on_value is None else below + rule.on_value,
        rule.cells,
    )


def _join(rule: _Rule, actions: Mapping[str, Push]) -> _Rule:
    return rule._replace(actions={**rule.actions, **actions})


def _expressions() -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for context in p.CONTEXTS:
        for kind in p.EXPRESSION_KINDS:
            rules[f"{kind}:{context}"] = _expression(kind, context)
        number, anything = _expression("number", context), _expression("any", context)
        subquery = {"sub": ("!any", "QUERY")}
        rules[f"operand:{context}"] = _with_values(_join(number, subquery), p.CONSTANTS["number"])
        alternatives = (*p.CONSTANTS["any"], "null")
        rules[f"alternative:{context}"] = _with_values(_join(anything, subquery), alternatives)
        conditions = "row" if context == "row" else "grouped"
        when = (f"BRANCH:{context}", f"alternative:{context}", f"TAIL:then:{conditions}")
        rules[f"BRANCH:{context}"] = _Rule(
            {
                "when": (*when, f"PREDICATE:{conditions}"),
                "else": (f"alternative:{context}",),
                "close": (),
            }
        )
    for kind in ("json", "array"):
        rules[kind] = _expression(kind, "row")
    return rules


def _pointers() -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for kind in (*p.EXPRESSION_KINDS, "json", "array"):
        inner = dict.fromkeys(("second", "third", "outer"), (f"COLUMN:{kind}",))
        references: dict[str, Push] = dict.fromkeys(REFERENCES, (f"!{kind}",))
        rules[f"COLUMN:{kind}"] = _Rule({**inner, **references}, _columns(kind))
    bare = _Rule({"derived": ()}, on_table=())
    rules["TABLE_ONLY"] = bare
    rules["TABLE"] = _join(bare, {"second": ("TABLE_ONLY",), "third": ("TABLE_ONLY",)})
    for context, names in (("row", p.FILTERED), ("grouped", p.OVER)):
        rules[f"AGGREGATE:{context}"] = _Rule(
            {
                name: tuple(symbol.replace(":row", f":{context}") for symbol in push)
                for name, push in _expression("any", "grouped").actions.items()
                if name in names
            }
        )
    return rules


def _values() -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for kind in p.VALUE_KINDS:
        moments: dict[str, Push] = {"ago": _call("ago", "time", "row")} if kind == "time" else {}
        constants = p.CONSTANTS[kind]
        value = _with_values(_Rule(moments), constants, cells=True)
        rules[f"VALUE:{kind}"] = value
        rules[f"VALUES:{kind}"] = _join(_then(value, (f"VALUES:{kind}",)), {"close": ()})
        queries = dict.fromkeys(("sub", "all_of", "any_of"), ("QUERY",))
        for context in ("row", "grouped"):
            wanted = kind if kind in p.EXPRESSION_KINDS else "any"
            other = _join(_expression(wanted, context), queries)
            rules[f"RHS:{kind}:{context}"] = _with_values(other, constants, cells=True)
    rules["COUNT"] = _with_values(_Rule({}), p.CONSTANTS["number"])
    rules["KEY"] = _with_values(_Rule({}), (), cells=True)
    rules["UNIT"] = _Rule(dict.fromkeys(UNITS, ()))
    rules["DIRECTION"] = _Rule(dict.fromkeys(("asc", "desc", "asc_nulls_first"), ()))
    rules["WORD_END"] = _Rule({}, on_value=())
    return rules


def _operator(name: str, kind: str, context: str) -> Push:
    value_kind = kind if kind in p.VALUE_KINDS else "any"
    rhs = f"RHS:{value_kind}:{context}"
    match name:
        case "between" | "not_between":
            return (rhs, rhs)
        case "in" | "not_in":
            return ("QUERY",)
        case "one_of" | "none_of":
            return (f"VALUES:{value_kind}", f"VALUE:{value_kind}")
        case "has_all" | "has_any":
            return ("VALUES:any", "VALUE:any")
        case "this" | "previous" | "next":
            return ("UNIT",)
        case "past" | "coming" | "older":
            return ("UNIT", "COUNT")
        case "during" | "not_during":
            return ("VALUE:time",)
        case "has" | "lacks" | "json_contains":
            return ("VALUE:any",)
        case "has_key" | "lacks_key":
            return ("KEY",)
        case "is_null" | "not_null" | "is_true" | "is_false" | "not_true" | "is_empty":
            return ()
    if name in ("covers", "=", "!=", ">", "<", ">=", "<=", "distinct_from", "not_distinct_from"):
        return (rhs,)
    return ("VALUE:text",)  # the LIKE family


def _conditions() -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for context in ("row", "grouped"):
        related: dict[str, Push] = {
            "exists": ("QUERY",),
            "not_exists": ("QUERY",),
            "ever": ("RELATED", "TABLE_ONLY"),
            "never": ("RELATED", "TABLE_ONLY"),
            "within": ("PREDICATE:row",),
        }
        if context == "grouped":
            related = {name: related[name] for name in ("exists", "not_exists")}
        predicate = _join(_then(_expression("any", context), (f"?OP:{context}",)), related)
        rules[f"PREDICATE:{context}"] = predicate
        for kind in p.OPERATOR_KINDS:
            operators = {name: _operator(name, kind, context) for name in p.OPERATORS[kind]}
            rules[f"OP:{kind}:{context}"] = _Rule(operators)
        rules[f"TAIL:then:{context}"] = _tail(f"TAIL:then:{context}", context, "then")
    rules["TAIL:close"] = _tail("TAIL:close", "row", "close")
    rules["RELATED"] = _join(_then(rules["PREDICATE:row"], ("TAIL:close",)), {"close": ()})
    return rules


def _tail(symbol: str, context: str, end: str) -> _Rule:
    """After a condition: another, or the end."""
    more = (symbol, f"PREDICATE:{context}")
    ends: dict[str, Push] = {end: ()} if end else {}
    return _Rule({"and": more, "or": more, "alt": more, **ends})


def _following(first: str) -> dict[str, Push]:
    """The clauses from one on, and the ends of a statement."""
    names = [name for name, _ in p.CLAUSES]
    clauses = dict(p.CLAUSES[names.index(first) :]) if first else {}
    return {**clauses, "end": (), **dict.fromkeys(p.SET_OPERATIONS, ("QUERY",))}


def _statements(rules: dict[str, _Rule]) -> None:
    select = dict.fromkeys(("select", "select_distinct"), ("ITEMS", "ITEM"))
    rules["QUERY"] = _Rule({**select, "with": ("QUERY", "QUERY")})
    stars: dict[str, Push] = {"star": (), "table_star": ("TABLE",)}
    rules["ITEM"] = _join(_expression("any", "window"), stars)
    window = _join(_then(_expression("any", "grouped"), ("WINDOW",)), {"close": ()})
    rules["WINDOW"] = _join(window, dict.fromkeys(("per", "desc"), ("WINDOW", "any:grouped")))
    for symbol, first in p.AFTER.items():
        if symbol in p.MORE:
            *rest, element = p.MORE[symbol]
            base = _then(rules[element], (symbol, *rest))
        elif symbol.startswith("TAIL"):
            base = _tail(symbol, "row" if symbol == "TAIL:where" else "grouped", "")
        else:
            base = _Rule({})
        rules[symbol] = _join(base, _following(first))


def _rules() -> dict[str, _Rule]:
    rules = {**_expressions(), **_pointers(), **_values(), **_conditions()}
    _statements(rules)
    rules["DONE"] = _Rule({})
    return rules


_RULES: dict[str, _Rule] = _rules()

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


def _value(rule: _Rule, symbol: str, step: Step, word: int) -> tuple[Push | None, int]:
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

"""The rules of the grammar: what may stand on each symbol, and what replaces it.

Built from the productions. Symbols are of the automaton in `grammar`; knows nothing of its state.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, TypeAlias, get_args

from route_pg.generation import productions as p
from route_pg.generation.vocabulary import REFERENCES, UNITS
from route_pg.types import Kind

ALL_KINDS: frozenset[Kind] = frozenset(get_args(Kind))

Push: TypeAlias = tuple[str, ...]
"""Symbols, the last on top, and effects on the registers: see `_settle` of the grammar."""


class Rule(NamedTuple):
    """What may stand on a symbol, and what each replaces it with; None where it may not stand."""

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
def _expression(wanted: str, context: str) -> Rule:
    calls = {name: _call(name, wanted, context) for name in p.CALLS if _fits(name, wanted, context)}
    if wanted == "any" and context == "row":
        calls.pop("sub")  # conditions start with what they are about, not with a value
    return Rule(calls, _columns(wanted))


def _with_values(rule: Rule, constants: tuple[str, ...], cells: bool = False) -> Rule:
    actions = dict(rule.actions)
    for constant in constants:
        actions.setdefault(constant, ())
    return rule._replace(actions=actions, on_value=(), cells=cells)


def _then(rule: Rule, below: Push) -> Rule:
    """The same rule, with symbols that stay below whatever it pushes."""
    return Rule(
        {action: below + push for action, push in rule.actions.items()},
        rule.columns,
        below + rule.on_column,
        None if rule.on_table is None else below + rule.on_table,
        None if rule.on_value is None else below + rule.on_value,
        rule.cells,
    )


def _join(rule: Rule, actions: Mapping[str, Push]) -> Rule:
    return rule._replace(actions={**rule.actions, **actions})


def _expressions() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
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
        rules[f"BRANCH:{context}"] = Rule(
            {
                "when": (*when, f"PREDICATE:{conditions}"),
                "else": (f"alternative:{context}",),
                "close": (),
            }
        )
    for kind in ("json", "array"):
        rules[kind] = _expression(kind, "row")
    return rules


def _pointers() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for kind in (*p.EXPRESSION_KINDS, "json", "array"):
        inner = dict.fromkeys(("second", "third", "outer"), (f"COLUMN:{kind}",))
        references: dict[str, Push] = dict.fromkeys(REFERENCES, (f"!{kind}",))
        rules[f"COLUMN:{kind}"] = Rule({**inner, **references}, _columns(kind))
    bare = Rule({"derived": ()}, on_table=())
    rules["TABLE_ONLY"] = bare
    rules["TABLE"] = _join(bare, {"second": ("TABLE_ONLY",), "third": ("TABLE_ONLY",)})
    for context, names in (("row", p.FILTERED), ("grouped", p.OVER)):
        rules[f"AGGREGATE:{context}"] = Rule(
            {
                name: tuple(symbol.replace(":row", f":{context}") for symbol in push)
                for name, push in _expression("any", "grouped").actions.items()
                if name in names
            }
        )
    return rules


def _values() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for kind in p.VALUE_KINDS:
        moments: dict[str, Push] = {"ago": _call("ago", "time", "row")} if kind == "time" else {}
        constants = p.CONSTANTS[kind]
        value = _with_values(Rule(moments), constants, cells=True)
        rules[f"VALUE:{kind}"] = value
        rules[f"VALUES:{kind}"] = _join(_then(value, (f"VALUES:{kind}",)), {"close": ()})
        queries = dict.fromkeys(("sub", "all_of", "any_of"), ("QUERY",))
        for context in ("row", "grouped"):
            wanted = kind if kind in p.EXPRESSION_KINDS else "any"
            other = _join(_expression(wanted, context), queries)
            rules[f"RHS:{kind}:{context}"] = _with_values(other, constants, cells=True)
    rules["COUNT"] = _with_values(Rule({}), p.CONSTANTS["number"])
    rules["KEY"] = _with_values(Rule({}), (), cells=True)
    rules["UNIT"] = Rule(dict.fromkeys(UNITS, ()))
    rules["DIRECTION"] = Rule(dict.fromkeys(("asc", "desc", "asc_nulls_first"), ()))
    rules["WORD_END"] = Rule({}, on_value=())
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


def _conditions() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
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
            rules[f"OP:{kind}:{context}"] = Rule(operators)
        rules[f"TAIL:then:{context}"] = _tail(f"TAIL:then:{context}", context, "then")
    rules["TAIL:close"] = _tail("TAIL:close", "row", "close")
    rules["RELATED"] = _join(_then(rules["PREDICATE:row"], ("TAIL:close",)), {"close": ()})
    return rules


def _tail(symbol: str, context: str, end: str) -> Rule:
    """After a condition: another, or the end."""
    more = (symbol, f"PREDICATE:{context}")
    ends: dict[str, Push] = {end: ()} if end else {}
    return Rule({"and": more, "or": more, "alt": more, **ends})


def _following(first: str) -> dict[str, Push]:
    """The clauses from one on, and the ends of a statement."""
    names = [name for name, _ in p.CLAUSES]
    clauses = dict(p.CLAUSES[names.index(first) :]) if first else {}
    return {**clauses, "end": (), **dict.fromkeys(p.SET_OPERATIONS, ("QUERY",))}


def _statements(rules: dict[str, Rule]) -> None:
    select = dict.fromkeys(("select", "select_distinct"), ("ITEMS", "ITEM"))
    rules["QUERY"] = Rule({**select, "with": ("QUERY", "QUERY")})
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
            base = Rule({})
        rules[symbol] = _join(base, _following(first))


def rules() -> dict[str, Rule]:
    """The rule of each symbol."""
    found = {**_expressions(), **_pointers(), **_values(), **_conditions()}
    _statements(found)
    found["DONE"] = Rule({})
    return found

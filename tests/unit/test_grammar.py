"""The automaton: closed, typed, and whatever it lets through is rendered or refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_pg.generation import grammar
from route_pg.generation.grammar import (
    ALLOWED,
    START,
    SYMBOLS,
    CellStep,
    ColumnStep,
    State,
    TableStep,
    WordStep,
    advance,
)
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.tree_reader import Malformed, read
from route_pg.generation.tree_tokens import tokens
from route_pg.generation.vocabulary import (
    ACTION_ID,
    ACTIONS,
    REFERENCES,
    ColumnRef,
    Literal,
    TableRef,
    Token,
)
from tests.unit.derivations import COLUMNS, NAMES, SHOP

# Actions that are foreseen but that no production takes yet.
UNUSED = {"<pad>", "<bos>", "row_in", "row_not_in", "rollup", "cube"}


def test_vocabulary_has_no_doubles_and_begins_as_promised() -> None:
    assert len(ACTION_ID) == len(ACTIONS)
    assert ACTIONS[:2] == ("<pad>", "<bos>")


def test_every_action_can_stand_somewhere_and_every_symbol_is_known() -> None:
    allowed = set().union(*(allowed.actions for allowed in ALLOWED.values()))
    assert allowed == set(ACTIONS) - UNUSED
    assert set(ALLOWED) == set(SYMBOLS)
    assert 40 <= len(SYMBOLS) <= 120


def test_every_allowed_step_leads_to_a_known_symbol() -> None:
    for symbol in SYMBOLS:
        state = State((symbol,), "number", 0, 0 if symbol == "WORD_END" else -1)
        for action in ALLOWED[symbol].actions:
            assert advance(state, action).symbol in ALLOWED
        for kind in ALLOWED[symbol].columns:
            assert advance(state, ColumnStep(0, kind)).symbol in ALLOWED


def step(name: str) -> ColumnStep:
    index = NAMES.index(name)
    return ColumnStep(index, COLUMNS[index].kind)


def after(*steps: object) -> State:
    state = START
    for one in steps:
        state = advance(state, one)  # type: ignore[arg-type]
    return state


def test_typing() -> None:
    assert "text" not in ALLOWED[after("select", "sum").symbol].columns
    assert (
        "contains"
        not in ALLOWED[after("select", "star", "where", step("product.price")).symbol].actions
    )
    compared = after("select", "star", "where", step("orders.placed"), ">")
    assert ALLOWED[compared.symbol].columns == {"time"}
    assert "sum" not in ALLOWED[after("select", "star", "where").symbol].actions
    assert "sum" in ALLOWED[after("select", "star", "having").symbol].actions
    assert "rank" not in ALLOWED[after("select", "star", "having").symbol].actions


def test_a_value_belongs_to_the_column_it_is_compared_with() -> None:
    price = step("product.price")
    assert after("select", "star", "where", price, ">").column == price.index
    assert after("select", "star", "having", "count", price, ">").column == -1
    assert after("select", "star", "having", "max", price, ">").column == price.index
    assert after("select", "star", "limit").column == -1
    assert not ALLOWED[after("select", "star", "limit").symbol].cells


def test_a_literal_is_a_span_of_words() -> None:
    opened = after("select", "star", "limit", WordStep(4))
    assert (opened.symbol, opened.word) == ("WORD_END", 4)
    closed = advance(opened, WordStep(5))
    assert (closed.symbol, closed.word) == ("AFTER_LIMIT", -1)
    for wrong in (WordStep(3), WordStep(4 + grammar.MAX_WORDS), CellStep(0), "end"):
        with pytest.raises(ValueError, match=r"cannot stand|WORD_END"):
            advance(opened, wrong)


def test_a_finished_derivation_takes_nothing_more() -> None:
    done = after("select", "star", "end")
    assert done.symbol == "DONE"
    with pytest.raises(ValueError, match="finished"):
        advance(done, "end")


_SHORTEST = "end close then asc star select is_null one unit_day now true max".split()


@st.composite
def derivations(draw: st.DrawFn) -> tuple[Token, ...]:
    """A walk through the grammar, brought to its end by the shortest way once it is long."""
    state, found = START, list[Token]()
    while state.symbol != "DONE":
        allowed = ALLOWED[state.symbol]
        actions = sorted(allowed.actions - set(REFERENCES))
        if len(found) > 12:
            actions = [action for action in _SHORTEST if action in allowed.actions]
        choices: list[Token] = list(actions)
        choices += [ColumnRef(i) for i, c in enumerate(COLUMNS) if c.kind in allowed.columns]
        if allowed.tables:
            choices += [TableRef(i) for i in range(len(SHOP.tables))]
        if allowed.words and not actions:
            choices.append(Literal("3"))
        token = draw(st.sampled_from(choices or [Literal("3")])) if found else "select"
        if len(found) > 12 and actions:
            token = actions[0]
        found.append(token)
        state = _advanced(state, token)
        if len(found) > 60:
            return ()
    return tuple(found)


def _advanced(state: State, token: Token) -> State:
    match token:
        case ColumnRef(index):
            return advance(state, ColumnStep(index, COLUMNS[index].kind))
        case TableRef(index):
            return advance(state, TableStep(index))
        case Literal():
            return advance(advance(state, WordStep(0)), WordStep(0))
        case _:
            return advance(state, token)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(derivations())
def test_whatever_the_grammar_allows_is_read_and_rendered_or_refused(
    derivation: tuple[Token, ...],
) -> None:
    try:
        query = read(derivation)
    except Malformed:
        return
    assert read(tokens(query)) == query
    with contextlib.suppress(Unrenderable):  # any other error fails the test
        assert "SELECT " in render(derivation, SHOP)

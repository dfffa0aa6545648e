"""Derivations as numbers and back, and what the grammar's masks forbid."""

from __future__ import annotations

import pytest

from route_pg.generation import grammar
from route_pg.generation.vocabulary import (
    ACTION_ID,
    ACTIONS,
    ColumnRef,
    Literal,
    TableRef,
    Token,
)
from route_pg.models.embedded.inputs import Items
from route_pg.models.embedded.tokens import (
    ACTION_MASKS,
    BOS,
    CONTROL,
    CONTROL_ID,
    CONTROL_NAMES,
    FIXED,
    FIXED_NAMES,
    MAX_SPAN,
    SYMBOL_ID,
    Ungrammatical,
    Unlinkable,
    allows,
    decode,
    encode,
    said,
    states,
)
from tests.unit.harbour import (
    DAY,
    HARBOUR,
    PORT_NAME,
    SHIP_KIND,
    SHIP_NAME,
    SPEED,
    VISIT,
    items_of,
)


def test_fixed_tokens_have_room_to_grow_and_their_names_do_not_meet() -> None:
    assert len(FIXED_NAMES) == FIXED
    assert FIXED_NAMES[: len(ACTIONS)] == ACTIONS
    named = [name for name in FIXED_NAMES if name]
    assert len(set(named)) == len(named) == len(ACTIONS) + len(CONTROL)
    assert {name: FIXED_NAMES[number] for name, number in CONTROL_ID.items()} == dict(
        zip(CONTROL, CONTROL_NAMES, strict=True)
    )
    assert len(ACTIONS) <= min(CONTROL_ID.values())


def test_control_tokens_and_what_begins_are_never_emitted() -> None:
    assert not ACTION_MASKS[:, sorted(CONTROL_ID.values())].any()
    assert not ACTION_MASKS[:, BOS].any()
    assert not ACTION_MASKS[:, len(ACTIONS) :].any()


def compared(column: int, operator: str, literal: Token) -> tuple[Token, ...]:
    name = ColumnRef(SHIP_NAME)
    return ("select", name, "where", ColumnRef(column), operator, literal, "end")


@pytest.mark.parametrize(
    ("question", "derivation"),
    [
        ("ships", ("select", ColumnRef(SHIP_NAME), "end")),
        ("how many visits", ("select", "count_star", "from", TableRef(VISIT), "end")),
        (
            "ships that never sailed",
            ("select", ColumnRef(SHIP_NAME), "where", "never", TableRef(VISIT), "close", "end"),
        ),
        ("the Sea Fox", compared(SHIP_NAME, "=", Literal("Sea Fox", SHIP_NAME, True))),
        ("which tankers", compared(SHIP_KIND, "=", Literal("tanker", SHIP_KIND, True))),
        ("like mary of the sea", compared(SHIP_NAME, "contains", Literal("of the sea", SHIP_NAME))),
        ("faster than 20 knots", compared(SPEED, ">", Literal("20", SPEED))),
        ("faster than 1,500.5 knots", compared(SPEED, ">", Literal("1500.5", SPEED))),
        ("faster than twelve knots", compared(SPEED, ">", Literal("12", SPEED))),
        ("faster than -4 knots", compared(SPEED, ">", Literal("-4", SPEED))),
        (
            "the three fastest",
            (
                *("select", ColumnRef(SHIP_NAME), "order", ColumnRef(SPEED), "desc"),
                *("limit", Literal("3"), "end"),
            ),
        ),
        (
            "days in March 2024",
            (
                *("select", ColumnRef(DAY), "where", ColumnRef(DAY), "during"),
                *(Literal("March 2024", DAY), "end"),
            ),
        ),
    ],
)
def test_derivations_come_back_as_they_were(question: str, derivation: tuple[Token, ...]) -> None:
    items = items_of(question)
    numbers = encode(derivation, items)
    assert decode(numbers, items) == derivation
    assert states(numbers, items)[-1].symbol == "DONE"


@pytest.fixture(scope="module")
def items() -> Items:
    return items_of("ships from York to New York with 20 knots or twice that")


def pointed(items: Items, literal: Literal) -> list[str]:
    """What a literal becomes: words of the question, cells, or the names of actions."""
    names = []
    for number in encode((literal,), items):
        item = number - FIXED
        if item < 0:
            names.append(ACTIONS[number])
        elif item < len(items.words):
            names.append(items.words[item].text)
        else:
            names.append(f"cell {items.values[item - items.first_value].text}")
    return names


def test_a_literal_is_a_cell_where_its_column_has_one(items: Items) -> None:
    assert pointed(items, Literal("new york", PORT_NAME)) == ["cell New York"]
    assert pointed(items, Literal(" York ", PORT_NAME)) == ["cell York"]


def test_a_literal_of_another_column_is_words_of_the_question(items: Items) -> None:
    assert pointed(items, Literal("New York", SHIP_NAME)) == ["New", "York"]
    assert pointed(items, Literal("ship", SHIP_NAME)) == ["ships", "ships"]


def test_numbers_are_found_as_digits_words_and_at_last_as_constants(items: Items) -> None:
    assert pointed(items, Literal("20", SPEED)) == ["20", "20"]
    assert pointed(items, Literal("2", SPEED)) == ["twice", "twice"]
    assert pointed(items, Literal("1", SPEED))[0] in ACTION_ID


def test_what_is_nowhere_cannot_be_said(items: Items) -> None:
    with pytest.raises(Unlinkable, match="Valparaiso"):
        encode(compared(SHIP_NAME, "=", Literal("Valparaiso", SHIP_NAME)), items)


def test_a_span_is_no_longer_than_the_grammar_allows() -> None:
    words = [f"w{letter}" for letter in "abcdefghijklmn"]
    items = items_of(" ".join(words))
    encode((Literal(" ".join(words[:MAX_SPAN])),), items)
    with pytest.raises(Unlinkable):
        encode((Literal(" ".join(words[: MAX_SPAN + 1])),), items)
    assert MAX_SPAN == grammar.MAX_WORDS


@pytest.mark.parametrize(
    ("text", "literal"),
    [("Twelve", "12"), ("1,234,567", "1234567"), ("3.5", "3.5"), (" New  York", "New  York")],
)
def test_words_say_a_literal(text: str, literal: str) -> None:
    assert said(text) == literal


def numbers_of(items: Items, *tokens: Token | int) -> list[int]:
    """Numbers of tokens; integers are items."""
    found = []
    for token in tokens:
        found += [FIXED + token] if isinstance(token, int) else encode((token,), items)
    return found


def test_the_grammar_objects_to_a_sum_over_names(items: Items) -> None:
    with pytest.raises(Ungrammatical) as raised:
        states(numbers_of(items, "select", "sum", ColumnRef(SHIP_NAME), "end"), items)
    assert raised.value.args[1] == grammar.ColumnStep(SHIP_NAME, "text")


def test_the_grammar_objects_to_an_end_that_does_not_come(items: Items) -> None:
    with pytest.raises(Ungrammatical) as raised:
        states(numbers_of(items, "select", ColumnRef(SHIP_NAME)), items)
    assert raised.value.args[1] == "end"


def test_the_grammar_objects_to_control_tokens_and_to_what_begins(items: Items) -> None:
    for number in (BOS, ACTION_ID["<pad>"], *CONTROL_ID.values()):
        assert not allows(grammar.START, number, items)
    assert allows(grammar.START, ACTION_ID["select"], items)
    with pytest.raises(Ungrammatical):
        states([BOS], items)


def where(items: Items, column: int) -> grammar.State:
    """The state after "select name where <column> =": a value of the column may come."""
    start = numbers_of(items, "select", ColumnRef(SHIP_NAME), "where", ColumnRef(column), "=")
    state = grammar.START
    for number in start:
        assert allows(state, number, items)
        step = ACTIONS[number] if number < FIXED else _column(items, number)
        state = grammar.advance(state, step)
    return state


def _column(items: Items, number: int) -> grammar.ColumnStep:
    index = number - FIXED - items.first_column
    return grammar.ColumnStep(index, HARBOUR.columns[index].kind)


def test_a_cell_stands_beside_its_own_column_only(items: Items) -> None:
    for number, value in enumerate(items.values):
        cell = FIXED + items.first_value + number
        for column in (SHIP_NAME, PORT_NAME, SHIP_KIND):
            assert allows(where(items, column), cell, items) == (value.column == column)


def test_the_last_word_of_a_literal_does_not_come_before_its_first(items: Items) -> None:
    opened = grammar.advance(where(items, SHIP_NAME), grammar.WordStep(2))
    allowed = [word for word in range(len(items.words)) if allows(opened, FIXED + word, items)]
    assert allowed == list(range(2, min(2 + MAX_SPAN, len(items.words))))
    assert not allows(opened, ACTION_ID["end"], items)
    assert not allows(opened, FIXED + items.first_column, items)


def test_masks_agree_with_the_automaton(items: Items) -> None:
    symbol = grammar.START.symbol
    allowed = {ACTIONS[n] for n in range(len(ACTIONS)) if ACTION_MASKS[SYMBOL_ID[symbol], n]}
    assert allowed == grammar.ALLOWED[symbol].actions


@pytest.mark.parametrize(
    ("question", "operator", "text", "words"),
    [
        ("visits in Q2 2025", "=", "2025-Q2", ("Q", "2025")),
        ("visits in March 2025", "=", "2025-03", ("March", "2025")),
        ("visits from 2025 onwards", ">=", "2025-01-01", ("2025", "2025")),
        ("visits before May 2025", "<", "2025-05-01", ("May", "2025")),
        (
            "visits from 1 June to 31 August 2025",
            "during",
            "2025-06-01 to 2025-08-31",
            ("1", "2025"),
        ),
        ("visits from 10 to 12 July 2025", "during", "2025-07-10 to 2025-07-12", ("10", "2025")),
        ("visits in 2024 and 2025", "during", "2024-01-01 to 2025-12-31", ("2024", "2025")),
    ],
)
def test_a_period_is_found_in_other_words(
    question: str, operator: str, text: str, words: tuple[str, str]
) -> None:
    items = items_of(question)
    first, last = encode([operator, Literal(text, DAY)], items)[1:]
    assert (items.words[first - FIXED].text, items.words[last - FIXED].text) == words


def test_texts_between_texts_are_constants(items: Items) -> None:
    assert pointed(items, Literal(" ")) == ["blank"]
    assert pointed(items, Literal(", ")) == ["comma"]
    with pytest.raises(Unlinkable):
        encode([Literal("~")], items)


def test_a_period_that_is_said_in_too_many_words_is_not_cut() -> None:
    items = items_of("visits from 2025-03-15 to 2025-06-30")  # though '.. 2025-06' ends alike
    with pytest.raises(Unlinkable):
        encode(["during", Literal("2025-03-15 to 2025-06-30", DAY)], items)


def test_a_period_that_ends_elsewhere_is_another() -> None:
    with pytest.raises(Unlinkable):
        encode(["<=", Literal("2025-01-01", DAY)], items_of("visits up to 2025"))

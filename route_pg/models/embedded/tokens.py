"""What the decoder emits, as numbers: actions, control tokens, then pointers at items.

Translates derivations (route_pg.generation) to these numbers and back, and keeps the grammar as
masks over them. The grammar itself lives in route_pg.generation.grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from route_pg.generation import grammar, literals
from route_pg.generation.literals import NUMBER_WORDS
from route_pg.generation.vocabulary import (
    ACTION_ID,
    ACTIONS,
    NUMBER_CONSTANTS,
    TEXT_CONSTANTS,
    ColumnRef,
    Literal,
    TableRef,
    Token,
)
from route_pg.linking.words import normalize
from route_pg.models.embedded.inputs import (
    CATEGORIES,
    CELL_CATEGORY,
    COLUMN,
    FIRST_COLUMN_CATEGORY,
    TABLE,
    TABLE_CATEGORY,
    WORD,
    WORD_CATEGORY,
    Items,
)
from route_pg.types import KINDS

CONTROL = ("untried", "failed", "empty", "single", "several")
"""What became of a draft; read by noise correction, never emitted."""
FIXED = 384
"""Tokens below this number are fixed, with room for actions to come; FIXED + i points at item i."""
CONTROL_ID = {name: FIXED - len(CONTROL) + number for number, name in enumerate(CONTROL)}
CONTROL_NAMES = tuple(f"<{name}>" for name in CONTROL)
"""Their names among all tokens: 'empty' is an action too."""
FIXED_NAMES = (*ACTIONS, *[""] * (FIXED - len(ACTIONS) - len(CONTROL)), *CONTROL_NAMES)
"""Names of the fixed tokens; '' for those to come."""
OUTCOME_FEATURES = 8
"""Numbers that go with a control token (models.embedded.model.JUDGE_FEATURES)."""
BOS = ACTION_ID["<bos>"]

SYMBOL_ID = {symbol: number for number, symbol in enumerate(grammar.SYMBOLS)}
_TEXT_OF = {text: ACTION_ID[action] for action, text in TEXT_CONSTANTS.items()}
MAX_SPAN = grammar.MAX_WORDS
_CONSTANT_OF = {float(text): ACTION_ID[action] for action, text in NUMBER_CONSTANTS.items()}
_TIME = re.compile(r"[12]\d{3}-[\dQ]|H[12] ")
_FROM_BEGINNING = (">=", "<")  # comparisons with a period that are with its first day
MAX_PERIOD_WORDS = MAX_SPAN
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")


class Unlinkable(Exception):
    """A literal is neither in the question nor among the values."""


class Ungrammatical(Exception):
    """The grammar does not allow a derivation: the symbol that objects, and to what."""


def _action_masks() -> NDArray[np.bool_]:
    masks = np.zeros((len(grammar.SYMBOLS), FIXED), np.bool_)
    for symbol, allowed in grammar.ALLOWED.items():
        masks[SYMBOL_ID[symbol], [ACTION_ID[action] for action in allowed.actions]] = True
    return masks


def _category_masks() -> NDArray[np.bool_]:
    masks = np.zeros((len(grammar.SYMBOLS), len(CATEGORIES)), np.bool_)
    for symbol, allowed in grammar.ALLOWED.items():
        row = masks[SYMBOL_ID[symbol]]
        row[WORD_CATEGORY], row[TABLE_CATEGORY] = allowed.words, allowed.tables
        row[CELL_CATEGORY] = allowed.cells
        for kind in allowed.columns:
            row[FIRST_COLUMN_CATEGORY + KINDS.index(kind)] = True
    return masks


ACTION_MASKS = _action_masks()  # (symbols, FIXED)
CATEGORY_MASKS = _category_masks()  # (symbols, len(CATEGORIES))


def step_of(number: int, items: Items) -> grammar.Step:
    """The grammar's step for a token number (pointing at items in canonical order)."""
    if number < len(ACTIONS):
        return ACTIONS[number]
    item = number - FIXED
    match items.kinds[item]:
        case k if k == WORD:
            return grammar.WordStep(item)
        case k if k == TABLE:
            return grammar.TableStep(item - items.first_table)
        case k if k == COLUMN:
            index = item - items.first_column
            return grammar.ColumnStep(index, items.schema.columns[index].kind)
        case _:
            return grammar.CellStep(items.values[item - items.first_value].column)


def encode(tokens: Sequence[Token], items: Items) -> list[int]:
    """Numbers of a derivation; raises Unlinkable."""
    numbers: list[int] = []
    for at, token in enumerate(tokens):
        match token:
            case ColumnRef(index):
                numbers.append(FIXED + items.first_column + index)
            case TableRef(index):
                numbers.append(FIXED + items.first_table + index)
            case Literal():
                begins = at > 0 and tokens[at - 1] in _FROM_BEGINNING
                numbers += _encode_literal(token, items, begins)
            case _:
                numbers.append(ACTION_ID[token])
    return numbers


def _encode_literal(literal: Literal, items: Items, begins: bool) -> list[int]:
    text = literal.text.strip().lower()
    for number, value in enumerate(items.values):
        if value.column == literal.column and value.text.strip().lower() == text:
            return [FIXED + items.first_value + number]
    span = _find_span(literal.text, items) or _find_period(literal.text, items, begins)
    if span is not None:
        return [FIXED + span[0], FIXED + span[1]]
    if _NUMBER.fullmatch(text) and float(text.replace(",", "")) in _CONSTANT_OF:
        return [_CONSTANT_OF[float(text.replace(",", ""))]]
    if literal.text in _TEXT_OF:
        return [_TEXT_OF[literal.text]]
    raise Unlinkable(literal.text)


def _find_span(text: str, items: Items) -> tuple[int, int] | None:
    """The first words of the question that say this text."""
    wanted = normalize(text)
    number = _as_number(text)
    for first in range(len(items.words)):
        word = items.words[first].text
        if number is not None and _as_number(word) == number:
            negative = first > 0 and items.words[first - 1].text == "-" and text.startswith("-")
            return (first - negative, first)
        for last in range(first, min(first + MAX_SPAN, len(items.words))):
            said = items.question[items.words[first].start : items.words[last].end]
            if wanted and normalize(said) == wanted and said[-1].isalnum() and said[0].isalnum():
                return first, last
    return None


def _find_period(text: str, items: Items, begins: bool) -> tuple[int, int] | None:
    """The words that name the same days, or, where only their beginning counts, begin with them."""
    wanted = literals.period(text) if _TIME.match(text) else None
    if wanted is None:
        return None
    spans = (
        (first, first + more)
        for more in range(MAX_PERIOD_WORDS)  # the fewest words that say it
        for first in range(len(items.words) - more)
    )
    for first, last in spans:
        said = items.question[items.words[first].start : items.words[last].end]
        found = literals.period(said) if said[-1].isalnum() else None
        if found and found.start == wanted.start and (begins or found.end == wanted.end):
            return _with_its_days(first, last, found, items)
    return None


def _with_its_days(
    first: int, last: int, found: literals.Period, items: Items
) -> tuple[int, int] | None:
    """The span with the days at its ends, where it means the same without them; None if too long.

    As 'June to 31 August' does for '1 June to 31 August', and '.. to 2025-06' for '.. 2025-06-30':
    a day that is left out of the span would seem to say something else.
    """
    words = items.words

    def means_it(start: int, end: int) -> bool:
        return literals.period(items.question[words[start].start : words[end].end]) == found

    if first > 0 and words[first - 1].text.isdigit() and means_it(first - 1, last):
        first -= 1
    after = [word.text for word in words[last + 1 : last + 3]]
    if after[:1] == ["-"] and after[-1].isdigit() and means_it(first, last + 2):
        last += 2
    return (first, last) if last - first < MAX_SPAN else None


def _as_number(text: str) -> float | None:
    word = text.strip().lower()
    if word in NUMBER_WORDS:
        return float(NUMBER_WORDS[word])
    if not _NUMBER.fullmatch(word):
        return None
    try:
        return abs(float(word.replace(",", "")))
    except ValueError:
        return None


def said(question: str) -> str:
    """A literal's text from the words that say it: digits for number words, no thousands commas.

    >>> said("three"), said("1,500"), said("New York")
    ('3', '1500', 'New York')
    """
    text = question.strip()
    if text.lower() in NUMBER_WORDS:
        return str(NUMBER_WORDS[text.lower()])
    return text.replace(",", "") if _NUMBER.fullmatch(text) else text


def decode(numbers: Sequence[int], items: Items) -> tuple[Token, ...]:
    """The derivation of token numbers that obey the grammar."""
    tokens: list[Token] = []
    state = grammar.START
    column = -1  # of the literal whose first word was read last
    for number in numbers:
        step = step_of(number, items)
        match step:
            case str():
                tokens.append(step)
            case grammar.ColumnStep(index, _):
                tokens.append(ColumnRef(index))
            case grammar.TableStep(index):
                tokens.append(TableRef(index))
            case grammar.CellStep():
                value = items.values[number - FIXED - items.first_value]
                # values with stray blanks are found by what people type, which has none
                tokens.append(Literal(value.text.strip(), value.column, True))
            case grammar.WordStep(last) if state.word >= 0:
                start, end = items.words[state.word].start, items.words[last].end
                text = said(items.question[start:end])
                tokens.append(Literal(text, column if column >= 0 else None))
            case grammar.WordStep():
                column = state.column
        state = grammar.advance(state, step)
    return tuple(tokens)


def states(numbers: Sequence[int], items: Items) -> list[grammar.State]:
    """The grammar's state before each token, and after the last; raises Ungrammatical."""
    found = [grammar.START]
    for number in numbers:
        state = found[-1]
        if not allows(state, number, items):
            raise Ungrammatical(state.symbol, step_of(number, items))
        found.append(grammar.advance(state, step_of(number, items)))
    if found[-1].symbol != "DONE":
        raise Ungrammatical(found[-1].symbol, "end")
    return found


def allows(state: grammar.State, number: int, items: Items) -> bool:
    """Whether the grammar allows this token in this state."""
    symbol = SYMBOL_ID[state.symbol]
    if number < FIXED:
        return bool(ACTION_MASKS[symbol, number])
    item = number - FIXED
    category = int(items.categories[item])
    if not CATEGORY_MASKS[symbol, category]:
        return False
    if category == CELL_CATEGORY:
        return items.values[item - items.first_value].column == state.column
    return category != WORD_CATEGORY or state.word < 0 or 0 <= item - state.word < MAX_SPAN

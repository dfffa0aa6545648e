"""Beam search over a scripted decoder: what it finds, and what it never looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from route_pg.generation import grammar
from route_pg.generation.vocabulary import ACTION_ID, ACTIONS, ColumnRef, Literal, Token
from route_pg.models.embedded.beam import (
    MAX_STEPS,
    GrammarMask,
    Hypothesis,
    log_softmax,
    search,
)
from route_pg.models.embedded.inputs import Floats, Ints, Items
from route_pg.models.embedded.tokens import BOS, FIXED, SYMBOL_ID, allows, encode, states, step_of
from tests.unit.harbour import PORT_NAME, SHIP_ID, SHIP_KIND, SHIP_NAME, SPEED, items_of

PADDING = 5  # items that are none
LIKELY = 12.0  # logit of what the script wants; 0 of all else
END = ACTION_ID["end"]


class ScriptedRun:
    """Prefers some derivations, by their weight; keeps what was read, and checks how it is fed."""

    def __init__(self, items: Items, wanted: Mapping[tuple[int, ...], float]) -> None:
        self.items, self.wanted = items, wanted
        self.rows: list[tuple[int, ...]] = [()]
        self.widths: list[int] = []

    def step(self, parents: Ints, tokens: Ints, symbols: Ints) -> Floats:
        assert len(parents) == len(tokens) == len(symbols)
        first = not self.widths
        assert not first or tokens.tolist() == [BOS]
        read = [() if first else (int(token),) for token in tokens]
        self.rows = [self.rows[at] + new for at, new in zip(parents, read, strict=True)]
        assert symbols.tolist() == [SYMBOL_ID[self.state(row).symbol] for row in self.rows]
        self.widths.append(len(self.rows))
        logits = np.zeros((len(self.rows), FIXED + len(self.items.kinds) + PADDING), np.float32)
        for at, row in enumerate(self.rows):
            for numbers, weight in self.wanted.items():
                if numbers[: len(row)] == row and len(numbers) > len(row):
                    place = numbers[len(row)]
                    logits[at, place] = max(logits[at, place], LIKELY + weight)
        return logits

    def state(self, row: Sequence[int]) -> grammar.State:
        state = grammar.START
        for number in row:
            state = grammar.advance(state, step_of(number, self.items))
        return state


@pytest.fixture(scope="module")
def items() -> Items:
    return items_of("ships from York to New York with 20 knots")


def numbers(items: Items, *tokens: Token) -> tuple[int, ...]:
    return tuple(encode(tokens, items))


def find(
    items: Items,
    wanted: Mapping[tuple[int, ...], float],
    *,
    beam: int = 4,
    prefix: Sequence[int] = (),
) -> list[Hypothesis]:
    run = ScriptedRun(items, wanted)
    found = search(run, items, len(items.kinds) + PADDING, beam=beam, prefix=prefix)
    assert max(run.widths) <= beam
    return found


@pytest.fixture(scope="module")
def best(items: Items) -> tuple[int, ...]:
    york = Literal("New York", PORT_NAME, True)
    return numbers(
        items, "select", ColumnRef(SHIP_NAME), "where", ColumnRef(PORT_NAME), "=", york, "end"
    )


@pytest.fixture(scope="module")
def second(items: Items) -> tuple[int, ...]:
    return numbers(items, "select", "avg", ColumnRef(SPEED), "end")


@pytest.mark.parametrize("beam", [1, 2, 4, 8])
def test_the_likeliest_derivation_is_found(
    items: Items, best: tuple[int, ...], second: tuple[int, ...], beam: int
) -> None:
    found = find(items, {best: 1.0, second: 0.0}, beam=beam)
    assert found[0].numbers == best
    assert beam == 1 or found[1].numbers == second
    assert len(found) <= beam


def test_candidates_are_whole_different_and_in_order(
    items: Items, best: tuple[int, ...], second: tuple[int, ...]
) -> None:
    found = find(items, {best: 1.0, second: 0.0}, beam=8)
    scores = [hypothesis.score for hypothesis in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 0 for score in scores)
    assert len({hypothesis.numbers for hypothesis in found}) == len(found)
    for hypothesis in found:
        assert states(hypothesis.numbers, items)[-1] == hypothesis.state
        assert hypothesis.state.symbol == "DONE"


def test_a_score_is_the_log_probability_of_all_tokens_together(items: Items) -> None:
    """Two derivations that part at their second token, and nothing else that counts."""
    one = numbers(items, "select", ColumnRef(SHIP_NAME), "end")
    two = numbers(items, "select", ColumnRef(SPEED), "end")
    found = find(items, {one: np.log(3.0) + 8, two: 8.0}, beam=2)
    assert [h.numbers for h in found] == [one, two]
    chances = np.exp([h.score for h in found])
    assert chances == pytest.approx([0.75, 0.25], abs=1e-3)


def test_a_worse_beginning_may_have_the_better_end(items: Items) -> None:
    """What a beam is for: the first step's favourite goes on in two ways, the other in one."""
    favourite, other = ColumnRef(SHIP_NAME), ColumnRef(SPEED)
    ways = [numbers(items, "select", favourite, way, favourite, "end") for way in ("group", "each")]
    single = numbers(items, "select", other, "end")
    wanted = {ways[0]: 0.4, ways[1]: 0.4, single: 0.0}
    assert find(items, wanted, beam=1)[0].numbers != single
    assert find(items, wanted, beam=4)[0].numbers == single


def test_the_same_question_gives_the_same_candidates(
    items: Items, best: tuple[int, ...], second: tuple[int, ...]
) -> None:
    """Most tokens are equally likely here: ties are broken by number."""
    runs = [find(items, {best: 0.0, second: 0.0}, beam=8) for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]
    turned = find(items, {second: 0.0, best: 0.0}, beam=8)
    assert turned == runs[0]


def test_equally_likely_candidates_come_by_their_numbers(items: Items) -> None:
    wanted = {
        numbers(items, "select", ColumnRef(column), "end"): 5.0
        for column in (SPEED, SHIP_ID, SHIP_KIND)
    }
    found = find(items, wanted, beam=3)
    assert [h.numbers for h in found] == sorted(wanted)


def test_what_is_given_stands_and_costs_nothing(
    items: Items, best: tuple[int, ...], second: tuple[int, ...]
) -> None:
    prefix = best[:4]
    found = find(items, {best: 0.0, second: 6.0}, prefix=prefix)
    assert all(hypothesis.numbers[:4] == prefix for hypothesis in found)
    assert found[0].numbers == best
    unlikely = find(items, {second: 6.0}, prefix=second[:2])
    assert unlikely[0].score == pytest.approx(0.0, abs=1e-3)


def test_a_whole_derivation_given_comes_back(items: Items, second: tuple[int, ...]) -> None:
    found = find(items, {}, prefix=second)
    assert [(h.numbers, h.score) for h in found] == [(second, 0.0)]


def test_a_derivation_that_never_ends_is_given_up(items: Items) -> None:
    class Endless(ScriptedRun):
        def step(self, parents: Ints, tokens: Ints, symbols: Ints) -> Floats:
            logits = super().step(parents, tokens, symbols)
            logits[:, FIXED + self.items.first_column] = 50.0  # one more column, for ever
            return logits

    run = Endless(items, {})
    assert search(run, items, len(items.kinds) + PADDING, beam=2) == []
    assert len(run.widths) == MAX_STEPS


def test_the_search_stops_when_nothing_can_rank_any_more(
    items: Items, second: tuple[int, ...]
) -> None:
    run = ScriptedRun(items, {second: 20.0})
    search(run, items, len(items.kinds) + PADDING, beam=4)
    assert len(run.widths) == len(second)


def test_no_cell_of_another_column_is_ever_offered(items: Items, best: tuple[int, ...]) -> None:
    mask = GrammarMask(items, len(items.kinds) + PADDING)
    state = ScriptedRun(items, {}).state(best[:-2])
    assert state.column == PORT_NAME
    offered = np.flatnonzero(mask(state)[FIXED + items.first_value :][: len(items.values)])
    assert {items.values[number].column for number in offered} == {PORT_NAME}
    assert len(offered) == sum(value.column == PORT_NAME for value in items.values) >= 2


def test_the_mask_of_an_open_literal_is_undone_by_the_next_state(
    items: Items, best: tuple[int, ...]
) -> None:
    """Masks of one symbol share their base: what one state forbids must not stick to it."""
    mask = GrammarMask(items, len(items.kinds))
    before = ScriptedRun(items, {}).state(best[:-2])
    for word in (6, 0, 3):
        opened = grammar.advance(before, grammar.WordStep(word))
        offered = np.flatnonzero(mask(opened)) - FIXED
        assert offered.tolist() == list(range(word, len(items.words)))


def test_padding_is_never_offered_and_the_mask_is_the_grammar(
    items: Items, best: tuple[int, ...], second: tuple[int, ...]
) -> None:
    count = len(items.kinds) + PADDING
    mask = GrammarMask(items, count)
    for derivation in (best, second):
        for state in states(derivation, items)[:-1]:
            offered = mask(state)
            assert offered.shape == (FIXED + count,)
            assert not offered[-PADDING:].any()
            tokens = (*range(len(ACTIONS)), *range(FIXED, FIXED + len(items.kinds)))
            expected = [allows(state, number, items) for number in tokens]
            assert offered[list(tokens)].tolist() == expected


def test_log_softmax_keeps_what_is_forbidden() -> None:
    rows = np.array([[0.0, 0.0, -np.inf], [-np.inf, 1000.0, -np.inf]], np.float32)
    chances = np.exp(log_softmax(rows))
    assert chances == pytest.approx(np.array([[0.5, 0.5, 0.0], [0.0, 1.0, 0.0]]))
    assert not np.isnan(log_softmax(rows)).any()

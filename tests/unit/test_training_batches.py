"""Rows and their targets: what is shown, in which order; the grammar lets all be learned."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from route_pg.generation.grammar import START
from route_pg.models.embedded import beam
from route_pg.models.embedded.tokens import BOS, CONTROL_ID, FIXED, SYMBOL_ID, states
from route_pg.training.batches import batch_of
from route_pg.training.loss import GrammarMask
from route_pg.training.rows import (
    ASKS_TO_WRITE,
    HERE,
    NOT_HERE,
    Row,
    Shaping,
    arrange,
    needed,
    rows_forever,
)
from route_pg.training.samples import Sample
from tests.unit.harbour_samples import PAIRS, draft_of, sample_of, samples

pytestmark = pytest.mark.train

VISITED = "Which ships visited New York?"
WHOLE = Shaping(take_away=0.0, drop_tables=0.0, shuffle_columns=0.0, unnamed=0.0, drafts=4)
WILD = Shaping(take_away=0.0, drop_tables=0.8, shuffle_columns=1.0)


@pytest.fixture(scope="module")
def visited() -> Sample:
    return sample_of(VISITED, PAIRS[VISITED])


@pytest.fixture(scope="module")
def drafted() -> Sample:
    drafts = (
        draft_of(VISITED, PAIRS[VISITED], "single", right=True),
        draft_of(VISITED, "SELECT country FROM port", "several", right=False),
        draft_of(VISITED, "SELECT name FROM ship", "empty", right=False),
    )
    return sample_of(VISITED, PAIRS[VISITED], *drafts)


def item_names(sample: Sample, numbers: set[int]) -> set[str]:
    items, schema = sample.items, sample.items.schema
    columns = [f"{schema.tables[column.table].name}.{column.name}" for column in schema.columns]
    values = [value.text for value in items.values]
    names = [*(word.text for word in items.words), *(table.name for table in schema.tables)]
    names += columns + values
    return {names[number] for number in numbers}


def test_what_a_derivation_needs_includes_tables_and_the_columns_of_cells(visited: Sample) -> None:
    found = item_names(visited, needed(visited.items, visited.trace))
    assert found >= {"ship", "ship.name", "port", "port.name", "New York"}
    assert not found & {"ship.top_speed", "port.country", "York"}


def test_what_is_needed_is_always_shown(drafted: Sample) -> None:
    narrow = replace(WILD, pieces=1)
    for seed in range(30):
        row = arrange(drafted, narrow, random.Random(seed))
        gold = needed(drafted.items, drafted.trace).union(
            *(needed(drafted.items, draft.trace) for draft in row.drafts)
        )
        assert gold <= set(row.order)
        assert len(set(row.order)) == len(row.order)
        assert row.answerable == HERE


def test_words_come_first_and_columns_stand_by_their_tables(visited: Sample) -> None:
    items = visited.items
    for seed in range(20):
        order = arrange(visited, WILD, random.Random(seed)).order
        kinds = items.kinds[list(order)].tolist()
        assert kinds == sorted(kinds)
        assert order[: len(items.words)] == tuple(range(len(items.words)))
        tables = [item for item in order if items.kinds[item] == 1]
        shown = {int(items.table_of[item]) for item in tables}
        assert all(int(items.table_of[item]) in shown for item in order[len(items.words) :])


def test_tables_and_columns_come_in_many_orders(visited: Sample) -> None:
    orders = {arrange(visited, WILD, random.Random(seed)).order for seed in range(20)}
    assert len(orders) > 10
    again = {arrange(visited, WILD, random.Random(seed)).order for seed in range(20)}
    assert again == orders


def test_a_column_taken_away_makes_the_question_unanswerable(drafted: Sample) -> None:
    row = arrange(drafted, replace(WHOLE, take_away=1.0), random.Random(3))
    hidden = set(range(len(drafted.items.kinds))) - set(row.order)
    assert row.answerable == NOT_HERE
    assert row.drafts == ()
    assert needed(drafted.items, drafted.trace) & hidden
    items = drafted.items
    values = [items.values[i - items.first_value] for i in row.order if i >= items.first_value]
    assert all(items.first_column + value.column in row.order for value in values)
    _, targets = batch_of([row], 16)
    assert targets.weights.sum() == 0
    assert targets.answerable.tolist() == [NOT_HERE]


def test_questions_without_an_answer_say_why(visited: Sample) -> None:
    for source, label in (("elsewhere", NOT_HERE), ("writes", ASKS_TO_WRITE), ("harbour", HERE)):
        row = arrange(replace(visited, source=source), WHOLE, random.Random(0))
        assert row.answerable == label


def rows(found: list[Sample], shaping: Shaping, seed: int = 0) -> list[Row]:
    rng = random.Random(seed)
    return [arrange(sample, shaping, rng) for sample in found]


def test_targets_are_the_derivation_by_the_positions_of_the_row() -> None:
    for seed in range(5):
        chosen = rows(samples(), WILD, seed)
        _, targets = batch_of(chosen, 16)
        for at, row in enumerate(chosen):
            trace, used = row.sample.trace, int(targets.weights[at].sum())
            said = targets.tokens[at, :used].tolist()
            there = [n if n < FIXED else FIXED + row.order[n - FIXED] for n in said]
            assert there == list(trace.numbers)
            assert targets.read[at, :used].tolist() == [BOS, *said[:-1]]
            assert targets.symbols[at, :used].tolist() == [SYMBOL_ID[s] for s in trace.symbols]
            assert not targets.weights[at, used:].any()


def test_needed_items_are_linked_where_they_stand(visited: Sample) -> None:
    (row,) = rows([visited], WILD)
    _, targets = batch_of([row], 16)
    linked = {row.order[at] for at in np.flatnonzero(targets.linked[0].numpy())}
    assert linked == needed(visited.items, visited.trace)
    assert targets.rows.tolist() == [0]


def test_the_grammar_of_training_allows_all_that_is_to_be_said(drafted: Sample) -> None:
    chosen = rows([*samples(), drafted], WILD, seed=1)
    batch, targets = batch_of(chosen, 16)
    categories, columns = torch.from_numpy(batch.categories), torch.from_numpy(batch.value_column)
    allowed = GrammarMask(torch.device("cpu"))(targets, categories, columns)
    says = allowed.gather(2, targets.tokens[:, :, None]).squeeze(-1)
    assert says[targets.weights > 0].all()


def test_the_grammar_of_training_is_that_of_the_beam() -> None:
    chosen = rows(samples(), WHOLE)
    batch, targets = batch_of(chosen, 16)
    categories, columns = torch.from_numpy(batch.categories), torch.from_numpy(batch.value_column)
    allowed = GrammarMask(torch.device("cpu"))(targets, categories, columns).numpy()
    for at, row in enumerate(chosen):
        items = row.sample.items
        mask = beam.GrammarMask(items, len(items.kinds))
        # by canonical numbers: position -> item
        there = [*range(FIXED), *(FIXED + item for item in row.order)]
        for step, state in enumerate(states(row.sample.trace.numbers, items)[:-1]):
            assert (allowed[at, step, : len(there)] == mask(state)[there]).all()
            assert not allowed[at, step, len(there) :].any()


def test_a_draft_is_read_with_its_outcome_and_corrected_where_it_is_wrong(drafted: Sample) -> None:
    (row,) = rows([drafted], WHOLE)
    _, targets = batch_of([row], 16)
    assert targets.rows.tolist() == [0] * (1 + len(row.drafts))
    assert targets.judged[0] == -1
    assert Counter(draft.right for draft in row.drafts) == {True: 1, False: 2}
    for at, draft in enumerate(row.drafts, start=1):
        place = len(draft.trace.numbers) + 1
        assert targets.judged[at] == place
        assert targets.read[at, place] == CONTROL_ID[draft.control]
        assert targets.stands[at] == draft.right
        assert targets.outcomes[at, place].tolist() == pytest.approx(draft.features)
        assert targets.outcomes[at].sum() == pytest.approx(sum(draft.features))
        assert not targets.weights[at, :place].any()
        learned = 0 if draft.right else len(drafted.trace.numbers)
        assert targets.weights[at].sum() == learned
        if not draft.right:
            first = targets.symbols[at, place]
            assert first == SYMBOL_ID[START.symbol]


def test_right_and_wrong_drafts_are_about_alike(drafted: Sample) -> None:
    right, wrong, _ = drafted.drafts
    many = replace(drafted, drafts=(right, right, right, right, *[wrong] * 9))
    for seed in range(5):
        chosen = arrange(many, replace(WHOLE, drafts=4), random.Random(seed)).drafts
        assert Counter(draft.right for draft in chosen) == {True: 2, False: 2}


def test_epochs_go_on_with_rows_of_like_length_as_often_as_asked() -> None:
    found = samples()
    shaping = replace(WHOLE, tokens=400)
    repeats = [2.0, 1.0, 0.5, 0.0]
    batches = list(islice(rows_forever(found, repeats, shaping, random.Random(0)), 60))
    counts = Counter(row.sample.items.question for rows in batches for row in rows)
    questions = list(PAIRS)
    assert counts[questions[3]] == 0
    assert counts[questions[0]] / counts[questions[1]] == pytest.approx(2, rel=0.15)
    assert counts[questions[2]] / counts[questions[1]] == pytest.approx(0.5, rel=0.35)
    for batch in batches:
        assert len({-(-row.pieces // shaping.step) for row in batch}) == 1
    again = list(islice(rows_forever(found, repeats, shaping, random.Random(0)), 60))
    assert [[r.order for r in b] for b in again] == [[r.order for r in b] for b in batches]


def test_rows_that_are_too_long_are_left_out() -> None:
    long = sample_of("Please, " * 20 + "which ships visited New York?", PAIRS[VISITED])
    found = [*samples(), long]
    shaping = replace(WHOLE, longest=60, tokens=4)
    batches = islice(rows_forever(found, [1.0] * len(found), shaping, random.Random(0)), 20)
    assert long not in {row.sample for rows in batches for row in rows}
    assert arrange(long, WHOLE, random.Random(0)).pieces > 60


def test_pieces_of_a_row_are_those_of_its_batch(visited: Sample) -> None:
    (row,) = rows([visited], WHOLE)
    batch, _ = batch_of([row], 16)
    assert int(batch.mask.sum()) == row.pieces
    assert sorted(row.order) == list(range(len(visited.items.kinds)))

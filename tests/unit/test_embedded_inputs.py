"""A question over a schema as arrays: what is in them, and in which order it is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from route_pg.models.embedded.batch import (
    CLS,
    MAX_PIECES,
    SEP,
    collate,
    natural_order,
    round_up,
)
from route_pg.models.embedded.features import FEATURE, FEATURES, RELATION, RELATIONS
from route_pg.models.embedded.inputs import (
    CATEGORIES,
    CELL_CATEGORY,
    COLUMN,
    MAX_DOMAIN_ITEMS,
    MAX_NAME_PIECES,
    TABLE,
    VALUE,
    WORD,
    Items,
    build_items,
)
from route_pg.types import Schema, Table
from tests.unit.harbour import (
    DAY,
    HARBOUR,
    PORT,
    PORT_ID,
    PORT_NAME,
    SHIP,
    SHIP_ID,
    SHIP_KIND,
    SHIP_NAME,
    SPEED,
    VISIT,
    VISIT_PORT,
    VISIT_SHIP,
    column,
    items_of,
    tokenize,
)

QUESTION = "top speed of the ferry in New York"  # 8 words


@pytest.fixture(scope="module")
def items() -> Items:
    return items_of(QUESTION)


def features(items: Items, item: int) -> set[str]:
    return {name for name in FEATURES if items.features[item, FEATURE[name]]}


def relation(items: Items, one: int, other: int) -> str:
    names = {number: name for name, number in RELATION.items()}
    number = int(items.relations[one, other])
    return names.get(number, f"kinds {number // 4} {number % 4}")


def value_item(items: Items, column: int, text: str) -> int:
    found = [(value.column, value.text) for value in items.values]
    return items.first_value + found.index((column, text))


def test_items_stand_as_words_tables_columns_values(items: Items) -> None:
    count = 8 + 3 + 11 + len(items.values)
    assert items.kinds.tolist() == sorted(items.kinds.tolist())
    assert np.bincount(items.kinds).tolist() == [8, 3, 11, len(items.values)]
    assert (items.first_table, items.first_column, items.first_value) == (8, 11, 22)
    assert items.features.shape == (count, len(FEATURES))
    assert items.relations.shape == (count, count)
    assert len(items.pieces) == len(items.table_of) == count
    assert items.relations.max() < RELATIONS
    assert set(items.features.ravel().tolist()) == {0, 1}


def test_each_item_has_the_category_that_the_grammar_asks_for(items: Items) -> None:
    names = [CATEGORIES[category] for category in items.categories]
    assert names[:8] == ["word"] * 8
    assert names[8:11] == ["table"] * 3
    assert names[11 + SHIP_NAME] == "column_text"
    assert names[11 + DAY] == "column_time"
    assert set(items.categories[22:]) == {CELL_CATEGORY}


def test_values_belong_to_the_table_of_their_column(items: Items) -> None:
    assert items.table_of[:8].tolist() == [-1] * 8
    assert items.table_of[8:11].tolist() == [SHIP, PORT, VISIT]
    assert items.table_of[value_item(items, PORT_NAME, "New York")] == PORT


def test_words_say_what_they_are() -> None:
    items = items_of('Which 3 or three ships are "fast"?')
    spelling = {"word_number", "word_capital", "word_quote"}
    kinds = [features(items, word) & spelling for word in range(9)]
    assert kinds[0] == {"word_capital"}
    assert kinds[1] == kinds[3] == {"word_number"}
    assert kinds[6] == kinds[8] == {"word_quote"}
    assert kinds[2] == kinds[4] == set()


def test_columns_say_what_they_are(items: Items) -> None:
    first = items.first_column
    assert features(items, first + SHIP_ID) == {
        *("column", "kind_number", "primary_key", "referred", "not_null"),
    }
    assert features(items, first + VISIT_SHIP) >= {"refers", "kind_number", "not_null"}
    assert "inferred_key" in features(items, first + VISIT_PORT)
    assert "inferred_key" not in features(items, first + VISIT_SHIP)
    assert features(items, items.first_table + VISIT) == {"table", "view"}


def test_a_name_is_met_whole_or_in_part(items: Items) -> None:
    speed = items.first_column + SPEED
    assert "name_whole" in features(items, speed)
    assert relation(items, 0, speed) == relation(items, 1, speed) == "word_column"
    assert relation(items, speed, 1) == "column_word"
    assert "word_column" in features(items, 0)
    partly = items_of("how fast is the top ship")
    assert "name_part" in features(partly, partly.first_column + SPEED)
    assert relation(partly, 4, partly.first_column + SPEED) == "word_column_part"
    assert relation(partly, partly.first_table + SHIP, 5) == "table_word"


def test_a_short_comment_is_a_name_too() -> None:
    items = items_of("which harbours")
    assert "name_whole" in features(items, items.first_table + PORT)
    assert relation(items, 1, items.first_table + PORT) == "word_table"


def test_words_know_their_neighbours(items: Items) -> None:
    assert [relation(items, 3, word) for word in range(7)] == [
        *("kinds 0 0", "before_2", "before_1", "self", "after_1", "after_2", "kinds 0 0"),
    ]


def test_columns_know_their_table_their_keys_and_their_namesakes(items: Items) -> None:
    table, first = items.first_table, items.first_column
    assert relation(items, first + SHIP_NAME, table + SHIP) == "column_of"
    assert relation(items, table + SHIP, first + SHIP_NAME) == "has_column"
    assert relation(items, first + SHIP_ID, table + SHIP) == "key_of"
    assert relation(items, table + SHIP, first + SHIP_ID) == "has_key"
    assert relation(items, first + SHIP_NAME, first + SPEED) == "same_table"
    assert relation(items, first + SHIP_NAME, first + PORT_NAME) == "same_name"
    assert relation(items, first + VISIT_SHIP, first + SHIP_ID) == "refers"
    assert relation(items, first + SHIP_ID, first + VISIT_SHIP) == "referred"
    assert relation(items, first + VISIT_PORT, first + PORT_ID) == "refers_inferred"
    assert relation(items, first + PORT_ID, first + VISIT_PORT) == "referred_inferred"
    assert relation(items, table + VISIT, table + SHIP) == "table_refers"
    assert relation(items, table + SHIP, table + VISIT) == "table_referred"
    assert relation(items, table + SHIP, table + PORT) == "kinds 1 1"


def test_values_know_their_words_and_their_column(items: Items) -> None:
    york, name = value_item(items, PORT_NAME, "New York"), items.first_column + PORT_NAME
    assert relation(items, york, name) == "value_of"
    assert relation(items, name, york) == "has_value"
    assert [relation(items, word, york) for word in (5, 6, 7)] == [
        *("kinds 0 3", "word_value", "word_value"),
    ]
    assert relation(items, york, 7) == "value_word"
    assert relation(items, 7, name) == "word_column_value"
    assert "value_exact" in features(items, york)
    assert "has_value" in features(items, name)
    assert "table_has_value" in features(items, items.first_table + PORT)


def test_a_small_domain_is_offered_whole_and_each_value_once(items: Items) -> None:
    kinds = [value for value in items.values if value.column == SHIP_KIND]
    assert sorted(value.text for value in kinds) == ["ferry", "tanker"]
    by_text = {value.text: value for value in kinds}
    assert (by_text["ferry"].start, by_text["ferry"].end) == (4, 4)
    assert (by_text["tanker"].start, by_text["tanker"].exact) == (-1, False)
    tanker = value_item(items, SHIP_KIND, "tanker")
    assert features(items, tanker) == {"value", "value_domain"}


def test_domains_have_so_much_room_together() -> None:
    values = tuple(f"label {number}" for number in range(8))
    columns = tuple(column(0, f"c{n}", "text", values=values) for n in range(9))
    schema = Schema(tables=HARBOUR.tables[:1], columns=columns)
    assert len(build_items("which", schema, tokenize).values) == MAX_DOMAIN_ITEMS
    more = replace(columns[0], values=(*values, "label 8"))
    schema = Schema(tables=HARBOUR.tables[:1], columns=(more,))
    assert build_items("which", schema, tokenize).values == ()


def test_columns_that_the_question_speaks_of_offer_their_values_first() -> None:
    values = tuple(f"v {number}" for number in range(8))
    columns = [column(0, f"c{n}", "text", values=values) for n in range(9)]
    columns[8] = column(0, "colour", "text", values=(*values[:7], "red"))
    schema = Schema(tables=HARBOUR.tables[:1], columns=tuple(columns))
    offered = {value.column for value in build_items("which colours", schema, tokenize).values}
    assert 8 in offered
    offered = {value.column for value in build_items("which is red", schema, tokenize).values}
    assert 8 in offered
    assert 8 not in {value.column for value in build_items("all", schema, tokenize).values}


def test_codes_are_offered_with_what_their_comment_says() -> None:
    status = column(0, "status_code", comment="10 entered, 40 delivered; NULL: lost")
    kind = column(0, "kind", "text", comment="T tanker, F ferry", labels=("T", "F", "X"))
    schema = Schema(tables=HARBOUR.tables[:1], columns=(status, kind))
    items = build_items("what was delivered by tanker", schema, tokenize)
    meant = {(v.column, v.text): (v.meaning, v.start, v.end) for v in items.values}
    assert meant == {
        (0, "10"): ("entered", -1, -1),
        (0, "40"): ("delivered", 2, 2),
        (1, "T"): ("tanker", 4, 4),
        (1, "F"): ("ferry", -1, -1),
        (1, "X"): ("", -1, -1),
    }


def test_an_item_without_pieces_has_one_all_the_same() -> None:
    schema = Schema(tables=(Table(schema="public", name="_"),), columns=())
    items = build_items("which", schema, lambda text: [7] if text == "." else [])
    assert items.pieces == ([7], [7])


def test_a_question_without_a_schema_is_read() -> None:
    batch = collate([build_items("which ships", Schema(tables=(), columns=()), tokenize)])
    assert batch.mask.sum() == 2 + 2  # two words, [CLS], [SEP]


def read(items: Items, order: tuple[int, ...]) -> list[int]:
    """The items in the order in which their pieces stand in the row."""
    batch = collate([items], [order])
    owners = [int(at.argmax()) for at in batch.pool[0].T if at.any()]
    seen = list(dict.fromkeys(owners))
    return [order[at] for at in seen]


def test_tables_are_read_with_their_columns_and_columns_with_their_values(items: Items) -> None:
    sequence = read(items, natural_order(items))
    kinds = items.kinds[sequence].tolist()
    assert sorted(sequence) == list(natural_order(items))
    assert kinds[:9] == [WORD] * 8 + [TABLE]
    for at, item in enumerate(sequence):
        before = sequence[at - 1]
        if kinds[at] == COLUMN:
            assert items.table_of[before] == items.table_of[item]
        if kinds[at] == VALUE:
            column = items.first_column + items.values[item - items.first_value].column
            assert column in sequence[max(0, at - 4) : at]
            assert set(items.kinds[sequence[sequence.index(column) + 1 : at]]) <= {VALUE}


def test_the_order_of_tables_is_the_one_asked_for(items: Items) -> None:
    first = items.first_column
    order = (*range(8), 8 + VISIT, 8 + SHIP, first + DAY, first + SPEED, first + SHIP_NAME)
    tail = read(items, order)[8:]
    assert tail == [8 + VISIT, first + DAY, 8 + SHIP, first + SPEED, first + SHIP_NAME]


def test_features_and_relations_follow_the_order(items: Items) -> None:
    first = items.first_column
    york = value_item(items, PORT_NAME, "New York")
    order = (*range(8), 8 + PORT, 8 + SHIP, first + PORT_NAME, first + SHIP_NAME, york)
    batch = collate([items], [order])
    assert batch.order == (order,)
    assert batch.relations[0, 10, 8] == RELATION["column_of"]
    assert batch.relations[0, 11, 9] == RELATION["column_of"]
    assert batch.value_column[0].tolist() == [-1] * 12 + [10] + [-1] * 3
    piece = int(batch.pool[0, 12].argmax())
    assert batch.features[0, piece, FEATURE["value_exact"]] == 1


def test_rows_are_padded_to_one_shape_that_says_nothing(items: Items) -> None:
    short = items_of("ships")
    batch = collate([items, short], step=16)
    length, count = batch.ids.shape[1], batch.present.shape[1]
    assert length % 16 == count % 16 == 0
    assert batch.features.shape == (2, length, len(FEATURES) + 1)
    assert batch.pool.shape == (2, count, length)
    assert batch.relations.shape == (2, count, count)
    used, there = int(batch.mask[1].sum()), int(batch.present[1].sum())
    assert there == len(short.kinds) < count
    assert not batch.ids[1, used:].any()
    assert not batch.features[1, used:].any()
    assert not batch.pool[1, :, used:].any()
    assert not batch.pool[1, there:].any()
    assert (batch.categories[1, there:] == -1).all()
    alone = collate([short], step=16)
    assert (alone.ids[0, :used] == batch.ids[1, :used]).all()
    assert (alone.features[0, :used] == batch.features[1, :used]).all()


def test_special_pieces_part_the_question_from_the_schema(items: Items) -> None:
    batch = collate([items])
    ids = batch.ids[0, : batch.mask[0].sum()].tolist()
    assert ids[0] == CLS
    assert [at for at, piece in enumerate(ids) if piece == SEP] == [9, len(ids) - 1]
    assert batch.features[0, 0, :-1].sum() == 0


def test_pooling_averages_and_first_pieces_are_marked(items: Items) -> None:
    batch = collate([items])
    sums = batch.pool[0].sum(-1)
    assert sums[: len(items.kinds)] == pytest.approx(np.ones(len(items.kinds)))
    begins = batch.features[0, :, -1]
    assert begins.sum() == len(items.kinds) - 8  # of words there is none marked


def test_long_comments_give_way_before_any_column_does() -> None:
    comment = " ".join(f"word{number}" for number in range(40))
    columns = tuple(column(0, f"c{number}", comment=comment) for number in range(90))
    items = build_items("which ships", Schema(tables=HARBOUR.tables[:1], columns=columns), tokenize)
    assert {len(pieces) for pieces in items.pieces[3:]} == {MAX_NAME_PIECES}
    batch = collate([items])
    assert batch.mask.sum() <= MAX_PIECES + 2
    shown = (batch.pool[0, : len(items.kinds)] > 0).sum(-1)
    assert shown.min() >= 1
    assert set(shown[3:].tolist()) == {5}


def test_a_schema_beyond_all_room_is_cut_at_its_end() -> None:
    columns = tuple(column(0, f"c{number} a b c d", "text") for number in range(300))
    items = build_items("which ships", Schema(tables=HARBOUR.tables[:1], columns=columns), tokenize)
    batch = collate([items])
    assert batch.mask.sum() == MAX_PIECES + 1
    assert np.isfinite(batch.pool).all()
    shown = batch.pool[0].sum(-1) > 0
    assert shown[: items.first_column + 100].all()
    assert not shown[-10:].any()


def test_sizes_are_rounded_up() -> None:
    assert [round_up(size, 16) for size in (1, 16, 17)] == [16, 16, 32]

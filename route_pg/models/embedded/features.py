"""What the network is told of items beside their words: features of one, relations of two."""

from __future__ import annotations

from route_pg.types import KINDS

FEATURES = (
    *("word", "table", "column", "value"),
    *("word_number", "word_quote", "word_capital", "word_value"),
    *("word_column", "word_table", "word_part_column", "word_part_table"),
    *("name_whole", "name_part", "has_value", "table_has_value"),
    *("primary_key", "refers", "referred", "inferred_key", "not_null", "view"),
    *(f"kind_{kind}" for kind in KINDS),
    *("has_labels", "is_array_or_json", "value_exact", "value_similar", "value_domain"),
)
FEATURE = {name: number for number, name in enumerate(FEATURES)}

_NAMED_RELATIONS = (
    *("self", "before_2", "before_1", "after_1", "after_2"),
    *("word_column", "word_column_part", "word_column_value", "word_table", "word_table_part"),
    *("column_word", "column_word_part", "column_word_value", "table_word", "table_word_part"),
    *("word_value", "value_word", "same_table", "refers", "referred", "refers_inferred"),
    *("referred_inferred", "column_of", "key_of", "has_column", "has_key"),
    *("table_refers", "table_referred", "table_both", "value_of", "has_value", "same_name"),
)
RELATION = {name: 16 + number for number, name in enumerate(_NAMED_RELATIONS)}
RELATIONS = 16 + len(_NAMED_RELATIONS)
"""Number of relations; the first 16 are the pairs of kinds, for items with nothing closer."""

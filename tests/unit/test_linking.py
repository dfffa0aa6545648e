"""Words, names and values: what of a question may name what of a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from route_pg.linking.names import column_text, embedding_text, identifier_words, name_forms
from route_pg.linking.values import (
    EXACT,
    MAX_MATCHES,
    MAX_PER_COLUMN,
    SIMILAR,
    STEMMED,
    ValueIndex,
    place_matches,
    trigram_similarity,
)
from route_pg.linking.words import (
    MAX_GROUP,
    MAX_LOOKUPS,
    MAX_QUESTION_WORDS,
    lookup_words,
    normalize,
    split_words,
    stem,
)
from route_pg.types import ValueMatch
from tests.fixtures.normal_forms import NORMAL_FORMS
from tests.unit.harbour import COUNTRY, HARBOUR, PORT_NAME, SHIP_NAME, SPEED, linked


@pytest.mark.parametrize(("text", "normal"), NORMAL_FORMS)
def test_a_text_has_one_normal_form(text: str, normal: str) -> None:
    assert normalize(text) == normal


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("ferries", "ferry"), ("watches", "watch"), ("taxes", "tax"), ("as", "as"), ("ships", "ship")],
)
def test_regular_plurals_lose_their_end(plural: str, singular: str) -> None:
    assert stem(plural) == singular


def test_words_know_where_they_stand() -> None:
    question = "Which ships' speed_limit is over 1,500.5 knots in São Paulo?"
    words = split_words(question)
    assert [question[word.start : word.end] for word in words] == [word.text for word in words]
    assert [word.text for word in words][2:9] == [
        "'",
        "speed",
        "_",
        "limit",
        "is",
        "over",
        "1,500.5",
    ]
    assert words[-2].text == "Paulo"


def test_a_question_has_so_many_words_and_no_more() -> None:
    assert len(split_words("word " * 500)) == MAX_QUESTION_WORDS
    assert split_words("") == ()


def test_groups_to_look_up_neither_begin_nor_end_with_stop_words() -> None:
    groups = lookup_words("ships of the line in Hull")
    assert {"ship", "hull", "line", "ship of the line"} <= set(groups)
    assert not {group for group in groups if group.split()[0] in ("of", "the", "in")}
    assert "ship of" not in groups


def test_a_capitalised_stop_word_may_begin_a_name_inside_a_question() -> None:
    assert "the hague" in lookup_words("ships in The Hague")
    assert "the hague" not in lookup_words("The Hague")


def test_quoted_text_is_looked_up_whole() -> None:
    assert "of the" in lookup_words('who wrote "Of The"?')


def test_lookups_are_limited_and_the_short_ones_stay() -> None:
    groups = lookup_words(" ".join(f"word{number}" for number in range(60)))
    assert len(groups) == MAX_LOOKUPS
    sizes = [len(group.split()) for group in groups]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes.count(1) >= 50
    assert max(sizes) <= MAX_GROUP


def test_names_split_where_a_person_would() -> None:
    assert identifier_words("shipID") == ("ship", "id")
    assert identifier_words("größteLänge2") == ("größte", "länge", "2")
    assert identifier_words("___") == ()


def test_a_short_comment_is_another_name_and_a_long_one_is_not() -> None:
    assert name_forms("ship_names", "vessels") == (("ship", "name"), ("vessel",))
    assert name_forms("ship", "ships") == (("ship",),)
    assert name_forms("x", "a comment that explains at length what this is") == (("x",),)
    assert name_forms("_", "") == ()


def test_the_embedder_reads_table_column_and_comment() -> None:
    assert column_text(HARBOUR, HARBOUR.columns[SPEED]) == "ship top speed: in knots"
    assert embedding_text("shipVisits", "portId", "") == "ship visits port id"


def found(question: str) -> dict[tuple[int, str], ValueMatch]:
    return {(match.column, match.value): match for match in linked(question).matches}


def said(question: str, match: ValueMatch) -> str:
    return question[match.start : match.end]


def test_a_value_is_found_in_its_place() -> None:
    question = "When was the Mary Rose in Hull?"
    matches = found(question)
    assert said(question, matches[SHIP_NAME, "Mary Rose"]) == "Mary Rose"
    assert said(question, matches[PORT_NAME, "Hull"]) == "Hull"
    assert matches[SHIP_NAME, "Mary Rose"].score == EXACT


def test_a_longer_match_hides_the_shorter_one_of_its_column_only() -> None:
    matches = found("ships in New York")
    assert (PORT_NAME, "New York") in matches
    assert (PORT_NAME, "York") not in matches
    assert (COUNTRY, "York") in matches


def test_both_are_kept_where_both_are_said() -> None:
    matches = found("ships from York to New York")
    assert {(PORT_NAME, "New York"), (PORT_NAME, "York")} <= set(matches)


def test_plural_and_case_are_less_than_the_value_itself_but_more_than_alike() -> None:
    assert found("how many FERRIES are there")[3, "ferry"].score == STEMMED


def test_a_typing_error_still_names_the_value() -> None:
    question = "ships in Roterdam"
    match = found(question)[PORT_NAME, "Rotterdam"]
    assert said(question, match) == "Roterdam"
    assert match.score == pytest.approx(SIMILAR * trigram_similarity("roterdam", "rotterdam"))
    assert match.score < STEMMED


def test_what_the_question_does_not_say_is_dropped() -> None:
    strange = ValueMatch(column=PORT_NAME, value="Valparaiso", score=0.6)
    assert place_matches("ships in Hull", replace(HARBOUR, matches=(strange,))).matches == ()
    assert place_matches("", replace(HARBOUR, matches=(strange,))).matches == ()


def test_a_column_has_so_many_matches_and_a_question_so_many() -> None:
    names = [f"sea {word}" for word in "fox wolf bear lion seal".split()]
    question = "the " + ", ".join(names)
    matches = tuple(ValueMatch(column=SHIP_NAME, value=name, score=1.0) for name in names)
    kept = place_matches(question, replace(HARBOUR, matches=matches)).matches
    assert len(kept) == MAX_PER_COLUMN
    many = tuple(
        ValueMatch(column=number, value=name, score=1.0) for number in range(11) for name in names
    )
    kept = place_matches(question, replace(HARBOUR, matches=many)).matches
    assert len(kept) == MAX_MATCHES


def test_places_do_not_depend_on_the_order_of_the_matches() -> None:
    question = "ships from York to New York"
    matches = linked(question).matches
    turned = replace(HARBOUR, matches=matches[::-1])
    assert place_matches(question, turned).matches == matches


def test_the_index_leaves_texts_out_and_keeps_each_spelling() -> None:
    index = ValueIndex({0: ["x" * 101, "!?", "Hull", "HULL"]})
    assert {match.value for match in index.matches("hull or " + "x" * 101)} == {"Hull", "HULL"}


def test_the_index_finds_nothing_without_values() -> None:
    assert ValueIndex({}).matches("ships in Hull") == ()

"""Written pairs as patterns: what is found in a question, and which pairs are left out."""

from __future__ import annotations

import pytest

from route_pg.training.pairs.align import pattern_of
from route_pg.training.pairs.classes import class_of
from route_pg.training.pairs.collect import agreed, patterns
from route_pg.training.pairs.contrast import contradicts_itself, contrasts
from route_pg.training.pairs.patterns import Mention, NoPattern, Pattern
from route_pg.training.pairs.written import written
from route_pg.training.samples import Sample
from tests.unit.farm import pattern, pieces


def said(found: Pattern) -> str:
    """A question with its gaps: 't', 'c' and 'v' with the slot, and '*' for many."""
    return "".join(
        f"<{part.what[0]}{part.slot}{'*' if part.many else ''}>"
        if isinstance(part, Mention)
        else part
        for part in found.question
    )


def test_what_a_statement_points_at_becomes_a_gap_of_the_question() -> None:
    found = pattern(
        "What are the names of farmers whose age is above 40?",
        "SELECT name FROM farmer WHERE age > 40",
    )
    assert said(found) == "What are the <c0*> of <t0*> whose <c1> is above <v0>?"
    assert found.shape == "select c where c > v end"
    assert [slot.role for slot in found.columns] == ["title", "quantity"]
    assert found.values[0].style == "number"


def test_keys_of_joins_need_no_name() -> None:
    found = pattern(
        "How many fields does each farmer have? Show the name and the number.",
        "SELECT f.name, count(*) FROM farmer AS f JOIN field AS x ON x.farmer_id = f.farmer_id"
        " GROUP BY f.farmer_id, f.name",
    )
    assert [slot.bound for slot in found.columns] == ["", "key"]
    assert len(found.links) == 1


def test_a_single_time_of_a_table_needs_no_name() -> None:
    found = pattern(
        "How many fields in 2021?",
        "SELECT count(*) FROM field WHERE extract(year FROM sown) = 2021",
    )
    assert [slot.bound for slot in found.columns] == ["moment"]
    assert found.values[0].style == "time"


@pytest.mark.parametrize(
    ("question", "sql", "reason"),
    [
        ("List the old ones.", "SELECT name FROM farmer", "a column is not named"),
        ("Who ploughs? Names of farmers.", "SELECT name FROM farmer", "speaks of its subject"),
        (
            "names with rye",
            "SELECT f.name FROM farmer AS f WHERE EXISTS (SELECT 1 FROM field AS x"
            " WHERE x.farmer_id = f.farmer_id AND x.crop = 'rye')",
            "a table is not named",
        ),
        (
            "Which farmer has no field?",
            "SELECT f.farmer_id FROM farmer AS f WHERE NOT EXISTS"
            " (SELECT 1 FROM field AS x WHERE x.farmer_id = f.farmer_id)",
            "a key is not named|a column is not named",
        ),
        ("How many farmers?", "SELECT count(farmer_id) FROM farmer", "does otherwise: count"),
        (
            "How many fields for each farmer?",
            "SELECT count(*) FROM farmer AS f JOIN field AS x ON x.farmer_id = f.farmer_id"
            " GROUP BY f.farmer_id",
            "groups by what nobody sees",
        ),
        ("ages of farmers", "SELECT avg(age) FROM farmer", "says and does otherwise: avg"),
        (
            "names of all farmers not sorted",
            "SELECT name FROM farmer ORDER BY name",
            "says and does otherwise: not",
        ),
        (
            "the farmer with the highest name, its age",
            "SELECT age FROM farmer ORDER BY name DESC LIMIT 1",
            "sorts what has no size",
        ),
        (
            "names of fields with a size above 3",
            "SELECT f.name FROM farmer AS f JOIN field AS x ON x.farmer_id = f.farmer_id"
            " WHERE x.size > 3",
            "a column of another table",
        ),
    ],
)
def test_pairs_that_say_too_little_or_too_much_give_no_pattern(
    question: str, sql: str, reason: str
) -> None:
    with pytest.raises(NoPattern, match=reason):
        pattern(question, sql)


def turned(question: str, sql: str) -> dict[str, str]:
    """The contrasts of a pair: their wordings to their shapes."""
    return {said(found): found.shape for found in contrasts(pattern(question, sql))}


def test_comparisons_turn_with_their_words() -> None:
    found = turned(
        "What are the names of farmers whose age is above 40?",
        "SELECT name FROM farmer WHERE age > 40",
    )
    assert found == {
        "What are the <c0*> of <t0*> whose <c1> is below <v0>?": "select c where c < v end",
        "What are the <c0*> of <t0*> whose <c1> is at least <v0>?": "select c where c >= v end",
    }


def test_things_are_few_and_amounts_are_little() -> None:
    counted = turned(
        "Which villages have more than 3 farmers?",
        "SELECT village FROM farmer GROUP BY village HAVING count(*) > 3",
    )
    assert "Which <c0*> have fewer than <v0> <t0*>?" in counted
    measured = turned(
        "crop of fields with size more than 3", "SELECT crop FROM field WHERE size > 3"
    )
    assert "<c0> of <t0*> with <c1> less than <v0>" in measured


def test_superlatives_turn_with_the_order() -> None:
    found = turned(
        "Which village has the most farmers?",
        "SELECT village FROM farmer GROUP BY village ORDER BY count(*) DESC LIMIT 1",
    )
    assert found == {
        "Which <c0> has the fewest <t0*>?": "select c group c order count_star asc first end"
    }


def test_one_word_of_two_changes_nothing() -> None:
    assert not turned(
        "names of farmers with age above 40 and age above 50",
        "SELECT name FROM farmer WHERE age > 40 AND age > 50",
    )
    both = turned(
        "crop of the largest field, in descending order of size",
        "SELECT crop FROM field ORDER BY size DESC LIMIT 1",
    )
    assert not both


def test_equality_is_negated_where_the_value_follows() -> None:
    found = turned(
        "names of farmers whose village is 'Aston'",
        "SELECT name FROM farmer WHERE village = 'Aston'",
    )
    assert found == {"<c0*> of <t0*> whose <c1> is not '<v0>'": "select c where c != v end"}


def test_a_pair_that_sorts_against_its_words_contradicts_itself() -> None:
    question = "Which village has the most farmers?"
    sql = "SELECT village FROM farmer GROUP BY village ORDER BY count(*) {} LIMIT 1"
    assert contradicts_itself(pattern(question, sql.format("ASC")))
    assert not contradicts_itself(pattern(question, sql.format("DESC")))


def test_of_one_wording_the_majority_is_kept_and_a_draw_is_not() -> None:
    right = pattern("average age of farmers", "SELECT avg(age) FROM farmer")
    wrong = pattern("average age of farmers", "SELECT avg(age), avg(age) FROM farmer")
    assert agreed([right, wrong, right]) == [right]
    assert agreed([right, wrong]) == []


def samples() -> list[Sample]:
    return [sample for sample in written(pieces) if isinstance(sample, Sample)]


def test_databases_held_out_give_no_patterns() -> None:
    found, _ = patterns(samples(), aside=())
    assert found
    assert patterns(samples(), aside={"written"})[0] == []


def test_every_pair_that_was_written_for_its_pattern_has_one() -> None:
    questions = list(written(pieces))
    assert [sample for sample in questions if not isinstance(sample, Sample)] == []
    refused = {}
    for sample in samples():
        try:
            pattern_of(sample.items, sample.trace.numbers, sample.source)
        except NoPattern as error:
            refused[sample.items.question] = str(error)
    assert refused == {}


def test_contrasts_never_take_a_wording_that_was_written() -> None:
    found, _ = patterns(samples(), aside=())
    wordings = [said(one).lower() for one in found]
    assert len(wordings) == len(set(wordings))


YEARLY = "SELECT count(*) FROM field WHERE extract(year FROM sown) = 2021"
OLDER = "SELECT 100.0 * count(*) FILTER (WHERE age > 40) / count(*) FROM farmer"
VILLAGES = "SELECT village, count(*) FROM farmer GROUP BY village"


@pytest.mark.parametrize(
    ("question", "sql", "name"),
    [
        ("ages of farmers", "SELECT age FROM farmer", "list or count"),
        ("How many fields in 2021?", YEARLY, "time"),
        ("percentage of farmers with age above 40", OLDER, "analysis"),
        ("number of farmers per village", VILLAGES, "groups"),
    ],
)
def test_classes(question: str, sql: str, name: str) -> None:
    assert class_of(pattern(question, sql)) == name

"""Two small databases for the tests of generated pairs: one that is asked, one to ask of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from route_pg.linking.values import ValueIndex
from route_pg.training.data import Example, StoredDatabase
from route_pg.training.pairs.align import pattern_of
from route_pg.training.pairs.fill import Pair, fill
from route_pg.training.pairs.paraphrases import Paraphrases
from route_pg.training.pairs.patterns import Pattern
from route_pg.training.pairs.placement import NoFit
from route_pg.training.pairs.targets import Target, target
from route_pg.training.pairs.written import schema
from route_pg.training.samples import Sample, make_sample

FARM = schema(
    {
        "farmer": ["farmer_id number key", "name text", "village text", "age number"],
        "field": [
            "field_id number key",
            "farmer_id number",
            "crop text",
            "size number",
            "sown time",
        ],
    }
)
FARM_VALUES = ValueIndex({1: ["Ada Hill", "Bo Reed"], 2: ["Aston", "Barrow"], 6: ["rye", "oats"]})

CLUB = schema(
    {
        "player": [
            "player_id number key",
            "name text",
            "city text",
            "height number",
            "team_code number",
        ],
        "match": [
            "match_id number key",
            "player_id number",
            "venue text",
            "score number",
            "played time",
        ],
        "archive": ["name text", "score number"],
    }
)
CLUB_ROWS = {
    0: [
        {0: 1, 1: "Ann Lee", 2: "Bath", 3: 180, 4: 7},
        {0: 2, 1: "Cy Moss", 2: "Leeds", 3: 190, 4: 7},
        {0: 3, 1: "Di Ray", 2: "Bath", 3: 172, 4: 8},
    ],
    1: [
        {5: 1, 6: 1, 7: "North Park", 8: 12, 9: "2021-03-04"},
        {5: 2, 6: 1, 7: "North Park", 8: 30, 9: "2022-05-06"},
        {5: 3, 6: 2, 7: "Old Pitch", 8: 21, 9: "2022-07-08"},
    ],
    2: [],
}

NOTHING_ELSE = Paraphrases({}, {"table": {}, "column": {}})


def pieces(text: str) -> list[int]:
    """One piece a word."""
    return [1 for _ in text.split()]


def pattern(question: str, sql: str) -> Pattern:
    """The pattern of a pair over the farm; raises NoPattern."""
    example = Example(
        source="farm", database="farm", question=question, sql=sql, dialect="postgres"
    )
    sample = make_sample(example, StoredDatabase(schema=FARM, values=FARM_VALUES), pieces)
    assert isinstance(sample, Sample), sample
    return pattern_of(sample.items, sample.trace.numbers, "farm")


def club(**changed: object) -> Target:
    """The club as a target, with some fields changed."""
    made = target("club", CLUB, CLUB_ROWS, lambda word: True, NOTHING_ELSE)
    return replace(made, **changed)  # type: ignore[arg-type]


def pairs(question: str, sql: str, count: int = 20) -> list[Pair]:
    """Fillings of a pair's pattern with the club, as many as fit of some tries."""
    found = list(tried(pattern(question, sql), count))
    assert found
    return found


def tried(found: Pattern, count: int) -> Iterator[Pair]:
    """The same of a pattern; tries that do not fit are passed over."""
    rng = random.Random(1)
    for _ in range(count):
        with suppress(NoFit):
            yield fill(found, club(), {}, rng)

"""Recall of an embedder: places among columns, the gold of a benchmark's questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from route_pg.evaluation.embedder_recall import Asked, asked_of, recall_of, rows_of
from route_pg.evaluation.examples import Benchmark, Example

ANGLES = {"how fast": 0, "ship speed": 10, "ship name": 40, "train speed": 5, "train id": 80}
CATALOGS = {"sea": ["ship name", "ship speed"], "land": ["train id", "train speed"]}


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    angles = [math.radians(ANGLES[text]) for text in texts]
    return np.array([[math.cos(angle), math.sin(angle)] for angle in angles], np.float32)


def test_a_column_is_ranked_in_its_database_and_among_all() -> None:
    found = recall_of(embed, [Asked("how fast", "sea", frozenset({1}))], CATALOGS, (1, 2))
    assert found["database"].columns == {1: 1.0, 2: 1.0}
    assert found["catalog"].columns == {1: 0.0, 2: 1.0}  # a train's speed is nearer


def test_a_question_counts_when_all_its_columns_are_there() -> None:
    asked = [Asked("how fast", "land", frozenset({0, 1})), Asked("how fast", "sea", frozenset({1}))]
    found = recall_of(embed, asked, CATALOGS, (1, 3, 4))
    assert found["database"].columns == {1: pytest.approx(2 / 3), 3: 1.0, 4: 1.0}
    assert found["database"].questions == {1: 0.5, 3: 1.0, 4: 1.0}
    assert found["catalog"].columns == {
        1: pytest.approx(1 / 3),
        3: pytest.approx(2 / 3),
        4: 1.0,
    }
    assert found["catalog"].questions == {1: 0.0, 3: 0.5, 4: 1.0}
    assert [row[:3] for row in rows_of("m", found)] == [
        ["m", "database", "columns"],
        ["m", "database", "questions"],
        ["m", "catalog", "columns"],
        ["m", "catalog", "questions"],
    ]


ENTRY = {
    "db_id": "sea",
    "table_names": ["ship", "visit"],
    "table_names_original": ["ship", "visit"],
    "column_names": [[-1, "*"], [0, "id"], [0, "vessel name"], [1, "ship id"], [1, "day"]],
    "column_names_original": [[-1, "*"], [0, "id"], [0, "vname"], [1, "ship_id"], [1, "day"]],
    "column_types": ["text", "number", "text", "number", "text"],
    "primary_keys": [1],
    "foreign_keys": [[3, 1]],
}


def test_gold_columns_are_what_the_statement_says_beside_its_joins(tmp_path: Path) -> None:
    joined = (
        "SELECT T1.vname FROM ship AS T1 JOIN visit AS T2 ON T1.id = T2.ship_id WHERE T2.day = 'x'"
    )
    golds = {
        "Who came on x?": joined,
        "How many?": "SELECT count(*) FROM ship",
        "?": "DROP TABLE a",
    }
    examples = tuple(
        Example(index=at, database="sea", question=question, golds=(sql,))
        for at, (question, sql) in enumerate(golds.items())
    )
    benchmark = Benchmark(
        name="spider",
        family="spider",
        engine="sqlite",
        rules="spider",
        examples=examples,
        databases=tmp_path,
        entries={"sea": ENTRY},
    )
    asked, texts, left_out = asked_of(benchmark)
    assert asked == [Asked("Who came on x?", "sea", frozenset({1, 3}))]
    assert texts == {"sea": ["ship id", "ship vname: vessel name", "visit ship id", "visit day"]}
    assert left_out == 2

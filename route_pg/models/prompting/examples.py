"""Worked examples for models that were not tuned: a house of bees, made for this purpose alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from route_pg.models.base import Ask, Draft, Prefix
from route_pg.models.prompting.lexing import sql_pieces
from route_pg.types import (
    Candidate,
    Column,
    Failure,
    ForeignKey,
    Kind,
    Outcome,
    Result,
    Schema,
    Table,
    Task,
    Term,
    ValueMatch,
)


@dataclass(frozen=True, slots=True)
class Example:
    """Something given, and the answer to it."""

    given: Ask | Draft | Prefix
    answer: str


def _column(table: int, name: str, kind: Kind, type: str, comment: str = "") -> Column:
    key = name.endswith("_no") and not name.startswith("of_")
    return Column(table=table, name=name, type=type, kind=kind, comment=comment, primary_key=key)


_BEES = Schema(
    tables=(
        Table(schema="bees", name="meadow", comment="a place where hives stand"),
        Table(schema="bees", name="hive"),
        Table(schema="bees", name="jar_filling", comment="honey put into jars on one day"),
    ),
    columns=(
        _column(0, "meadow_no", "number", "integer"),
        _column(0, "label", "text", "text"),
        _column(0, "altitude", "number", "integer", "metres above the sea"),
        _column(1, "hive_no", "number", "integer"),
        _column(1, "of_meadow", "number", "integer"),
        _column(1, "queen_breed", "text", "text"),
        _column(2, "filling_no", "number", "integer"),
        _column(2, "of_hive", "number", "integer"),
        _column(2, "filled_on", "time", "date"),
        _column(2, "kilograms", "number", "numeric(6,2)"),
    ),
    foreign_keys=(
        ForeignKey(columns=(4,), references=(0,)),
        ForeignKey(columns=(7,), references=(3,)),
    ),
    terms=(Term(term="heavy filling", meaning="a jar filling of more than 12 kilograms"),),
)


def _ask(question: str, value: str = "", column: int = 0) -> Ask:
    if not value:
        return Ask(question=question, schema=_BEES)
    start = question.index(value)
    match = ValueMatch(column=column, value=value, start=start, end=start + len(value), score=1.0)
    schema = Schema(
        tables=_BEES.tables,
        columns=_BEES.columns,
        foreign_keys=_BEES.foreign_keys,
        matches=(match,),
        terms=_BEES.terms,
    )
    return Ask(question=question, schema=schema)


def _candidate(sql: str) -> Candidate:
    return Candidate(sql=sql, score=0.0, task="text_to_sql", derivation=sql_pieces(sql))


def _draft(ask: Ask, sql: str, outcome: Outcome) -> Draft:
    return Draft(ask=ask, candidate=_candidate(sql), outcome=outcome)


def _prefix(ask: Ask, sql: str, length: int) -> Prefix:
    return Prefix(ask=ask, candidate=_candidate(sql), length=length)


_HIGHEST = _ask("Labels of the three highest meadows")
_NO_HONEY = _ask("Which meadows have no hive with a heavy filling?")
_BREEDS = _ask("How much honey came from Carnica queens in 2023?", "Carnica", 5)
_PER_MEADOW = _ask("Kilograms of honey per meadow, most first")

_HIGHEST_SQL = "SELECT label FROM bees.meadow ORDER BY altitude DESC LIMIT 3"
_NO_HONEY_SQL = (
    "SELECT m.label FROM bees.meadow AS m WHERE NOT EXISTS (SELECT 1 FROM bees.hive AS h"
    " JOIN bees.jar_filling AS f ON f.of_hive = h.hive_no"
    " WHERE h.of_meadow = m.meadow_no AND f.kilograms > 12)"
)
_BREEDS_SQL = (
    "SELECT sum(f.kilograms) FROM bees.jar_filling AS f"
    " JOIN bees.hive AS h ON h.hive_no = f.of_hive"
    " WHERE h.queen_breed = 'Carnica'"
    " AND f.filled_on >= '2023-01-01' AND f.filled_on < '2024-01-01'"
)
_PER_MEADOW_SQL = (
    "SELECT m.label, sum(f.kilograms) FROM bees.meadow AS m"
    " JOIN bees.hive AS h ON h.of_meadow = m.meadow_no"
    " JOIN bees.jar_filling AS f ON f.of_hive = h.hive_no"
    " GROUP BY m.meadow_no, m.label ORDER BY sum(f.kilograms) DESC"
)

_MISSING = Failure(sqlstate="42703", message="column f.queen_breed does not exist")
_LOWEST = Result(
    columns=("label", "altitude"),
    types=("text", "integer"),
    rows=(("Brook", 120), ("Old quarry", 340)),
    complete=True,
)
_SUM = Result(columns=("sum",), types=("numeric",), rows=((Decimal("31.50"),),), complete=True)

EXAMPLES: dict[Task, tuple[Example, ...]] = {
    "text_to_sql": (
        Example(_HIGHEST, _HIGHEST_SQL),
        Example(_BREEDS, _BREEDS_SQL),
        Example(_NO_HONEY, _NO_HONEY_SQL),
    ),
    "schema_linking": (
        Example(
            _BREEDS,
            "here\nbees.jar_filling: kilograms, filled_on, of_hive\n"
            "bees.hive: queen_breed, hive_no",
        ),
        Example(_ask("Who bought the most honey?"), "not here"),
        Example(_ask("Throw out every hive on Brook"), "asks to write"),
    ),
    "noise_correction": (
        Example(
            _draft(
                _BREEDS,
                "SELECT sum(f.kilograms) FROM bees.jar_filling AS f"
                " WHERE f.queen_breed = 'Carnica'",
                _MISSING,
            ),
            f"wrong\n{_BREEDS_SQL}",
        ),
        Example(_draft(_BREEDS, _BREEDS_SQL, _SUM), "correct"),
        Example(
            _draft(_HIGHEST, "SELECT label, altitude FROM bees.meadow ORDER BY altitude", _LOWEST),
            f"wrong\n{_HIGHEST_SQL}",
        ),
    ),
    "continuation_writing": (
        Example(_prefix(_PER_MEADOW, _PER_MEADOW_SQL, 22), _PER_MEADOW_SQL),
        Example(_prefix(_NO_HONEY, _NO_HONEY_SQL, 13), _NO_HONEY_SQL),
    ),
}
"""Of each task, most telling first: a prompt over its budget drops the last."""

"""Questions about the harbour as samples to be learned."""

from __future__ import annotations

from route_pg.generation.parse import parse
from route_pg.models.embedded.inputs import build_items
from route_pg.models.embedded.tokens import encode
from route_pg.training.data import Example, StoredDatabase
from route_pg.training.samples import DraftSample, Sample, Trace, make_sample
from tests.unit.harbour import HARBOUR, VALUES, linked, tokenize

DATABASE = StoredDatabase(schema=HARBOUR, values=VALUES)
PAIRS = {
    "How many ships are there?": "SELECT count(*) FROM ship",
    "Which ports are in the United Kingdom?": (
        "SELECT name FROM port WHERE country = 'United Kingdom'"
    ),
    "Which ships are faster than 20 knots?": "SELECT name FROM ship WHERE top_speed > 20",
    "Which ships visited New York?": (
        "SELECT ship.name FROM ship JOIN visit ON visit.ship_id = ship.id "
        "JOIN port ON visit.port_id = port.id WHERE port.name = 'New York'"
    ),
}


def sample_of(question: str, sql: str, *drafts: DraftSample) -> Sample:
    """A question of the harbour with its answer."""
    example = Example(
        source="harbour", database="harbour", question=question, sql=sql, dialect="postgres"
    )
    made = make_sample(example, DATABASE, tokenize)
    assert isinstance(made, Sample), made.reason
    return Sample(made.source, made.database, made.items, made.trace, made.sql, drafts)


def draft_of(question: str, sql: str, control: str, *, right: bool) -> DraftSample:
    """A statement that the model might have written."""
    schema = linked(question)
    items = build_items(question, schema, tokenize)
    trace = Trace.of(encode(parse(sql, schema, dialect="postgres"), items), items)
    return DraftSample(trace, control, (-1.0, 0.2, 0.5, 0.0, 0.0, 1.0, 0.0, 0.4), right)


def samples() -> list[Sample]:
    """All of PAIRS."""
    return [sample_of(question, sql) for question, sql in PAIRS.items()]

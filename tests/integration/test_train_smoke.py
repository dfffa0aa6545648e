"""From nothing to an exported model that answers what it was trained on; `make train-smoke`."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxscript")

from route_pg.generation.render import render
from route_pg.linking.values import place_matches
from route_pg.models.base import Ask
from route_pg.models.embedded.model import WEIGHTS, EmbeddedModel
from route_pg.models.embedded.pieces import WordPieces
from route_pg.models.embedded.tokens import decode
from route_pg.training.data import Example, StoredDatabase
from route_pg.training.loop import Recipe, Trainer, train
from route_pg.training.loss import LossWeights
from route_pg.training.rows import Shaping, arrange
from route_pg.training.samples import Sample, make_sample, read, write
from route_pg.training.shipping import ship
from tests.unit.harbour import HARBOUR, VALUES
from tests.unit.small_network import small_network

pytestmark = pytest.mark.train

PAIRS = {
    "How many ships are there?": "SELECT count(*) FROM ship",
    "List the names of all ports.": "SELECT name FROM port",
    "Which ports are in the United Kingdom?": (
        "SELECT name FROM port WHERE country = 'United Kingdom'"
    ),
    "What is the top speed of the Mary Rose?": (
        "SELECT top_speed FROM ship WHERE name = 'Mary Rose'"
    ),
    "Which ships are faster than 20 knots?": "SELECT name FROM ship WHERE top_speed > 20",
    "How many visits did each ship make?": (
        "SELECT ship.name, count(*) FROM visit JOIN ship ON visit.ship_id = ship.id "
        "GROUP BY ship.name"
    ),
    "What is the average top speed of each kind of ship?": (
        "SELECT kind, avg(top_speed) FROM ship GROUP BY kind"
    ),
    "Which ship is the fastest?": "SELECT name FROM ship ORDER BY top_speed DESC LIMIT 1",
    "Which ships visited New York?": (
        "SELECT ship.name FROM ship JOIN visit ON visit.ship_id = ship.id "
        "JOIN port ON visit.port_id = port.id WHERE port.name = 'New York'"
    ),
    "Which ships are tankers?": "SELECT name FROM ship WHERE kind = 'tanker'",
}
DATABASE = StoredDatabase(schema=HARBOUR, values=VALUES)
RECIPE = Recipe(
    rate=4e-3,
    encoder_rate=4e-3,
    warmup=0.05,
    threads=1,
    shaping=Shaping(tokens=512, take_away=0.0, drop_tables=0.0),
    loss=LossWeights(smoothing=0.0),
)
MINUTES = (0.1, 0.2, 0.5, 1.0)
"""Of training, in all: where the machine is busy it is resumed until everything is learned."""


def prepare(folder: Path) -> list[Sample]:
    tokenize = WordPieces(WEIGHTS / "tokenizer.json")
    examples = [
        Example(source="harbour", database="harbour", question=asked, sql=sql, dialect="postgres")
        for asked, sql in PAIRS.items()
    ]
    counts = write(
        folder / "harbour.pickle", [make_sample(e, DATABASE, tokenize) for e in examples]
    )
    assert counts == {"kept": len(PAIRS)}
    return read(folder / "harbour.pickle")


def knows_all(trainer: Trainer, samples: list[Sample]) -> bool:
    """Whether every token of every derivation is the likeliest."""
    rows = [arrange(sample, RECIPE.shaping, random.Random(0)) for sample in samples]
    with torch.no_grad():
        return float(trainer.forward(rows).right) == 1.0


# the exporter warns of its own parts
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_from_nothing_to_an_exported_model_that_answers(tmp_path: Path) -> None:
    samples = prepare(tmp_path)
    network, run = small_network(), tmp_path / "run"
    for minutes in MINUTES:
        recipe = replace(RECIPE, minutes=minutes)
        trainer = train(recipe, run, samples, [1.0] * len(samples), samples, network)
        if knows_all(trainer, samples):
            break
    weights = tmp_path / "weights"
    weights.mkdir()
    shutil.copy(WEIGHTS / "tokenizer.json", weights)
    shipped = ship(run, weights, quantized=False)

    model = EmbeddedModel(weights, threads=1)
    assert model.version == shipped["version"]
    asks = [
        Ask(question=question, schema=place_matches(question, DATABASE.link(question)))
        for question in PAIRS
    ]
    answers = [candidates[0].sql for candidates in model.text_to_sql(asks, beam=3)]
    expected = [render(decode(s.trace.numbers, s.items), s.items.schema) for s in samples]
    assert answers == expected
    assert all(linked.answerable["here"] > 0.9 for linked in model.schema_linking(asks))

"""Tuning of the embedder: pairs, batches, the loss, what is kept of the tuned weights."""

from __future__ import annotations

import copy
import json
import random
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from route_pg.evaluation.embedder_recall import Asked
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.embedded.model import WEIGHTS
from route_pg.models.embedded.pieces import WordPieces
from route_pg.training.column_pairs import Pairs, column_pairs, merged, read_pairs
from route_pg.training.contrast import (
    Aside,
    Tuner,
    Tuning,
    batch_of,
    batches_forever,
    between,
    choose,
    contrast,
    encode,
    split,
    tune,
)
from route_pg.training.embedder import SentenceEncoder, export_embedder
from route_pg.training.samples import write
from tests.unit.harbour_samples import samples
from tests.unit.small_network import small_network

pytestmark = pytest.mark.train

TUNING = Tuning(questions=4, together=2, others=3, uncommented=0.0, rate=1e-3, minutes=0.02)
TOKENIZE = WordPieces(WEIGHTS / "tokenizer.json")


def small_encoder() -> SentenceEncoder:
    return SentenceEncoder(small_network().encoder).eval()


@pytest.fixture(scope="module")
def harbour() -> Pairs:
    return column_pairs(samples())


@pytest.fixture
def two(harbour: Pairs) -> Pairs:
    """The harbour twice, the second time by other names."""
    other = [text.replace("ship", "boat") for text in harbour.names["harbour"]]
    asked = [Asked(one.question, "second", one.columns) for one in harbour.asked]
    return Pairs(
        [*harbour.asked, *asked],
        {**harbour.texts, "second": other},
        {**harbour.names, "second": other},
    )


def test_pairs_are_of_the_questions_that_need_a_column(harbour: Pairs) -> None:
    texts = harbour.texts["harbour"]
    assert texts[:3] == ["ship id", "ship name", "ship top speed: in knots"]
    assert harbour.names["harbour"][2] == "ship top speed"
    asked = {one.question: {texts[at] for at in one.columns} for one in harbour.asked}
    assert asked == {  # counting ships needs none
        "Which ports are in the United Kingdom?": {"port name", "port country"},
        "Which ships are faster than 20 knots?": {"ship name", "ship top speed: in knots"},
        "Which ships visited New York?": {"ship name", "port name"},
    }


def test_sets_over_the_same_database_share_its_columns(harbour: Pairs) -> None:
    turned = Pairs(
        [Asked("And how fast?", "harbour", frozenset({1}))],
        {"harbour": ["buoy colour", harbour.texts["harbour"][2]]},
        {"harbour": ["buoy colour", harbour.names["harbour"][2]]},
    )
    whole = merged([harbour, turned])
    assert whole.texts["harbour"] == [*harbour.texts["harbour"], "buoy colour"]
    assert whole.asked == [*harbour.asked, Asked("And how fast?", "harbour", frozenset({2}))]


def test_pairs_are_read_in_another_process(harbour: Pairs, tmp_path: Path) -> None:
    write(tmp_path / "harbour.pickle", samples())
    assert read_pairs([tmp_path / "harbour.pickle"]) == harbour


def test_a_batch_says_which_columns_each_question_needs(two: Pairs) -> None:
    batch = batch_of(two.asked, two, TUNING, random.Random(0))
    assert batch.questions == tuple(one.question for one in two.asked)
    assert len(set(batch.columns)) == len(batch.columns)  # 'port name' is in both databases, once
    for one, row in zip(two.asked, batch.needed, strict=True):
        marked = {batch.columns[at] for at in row.nonzero()[:, 0]}
        assert marked == {two.texts[one.database][at] for at in one.columns}
    assert len(batch.columns) > batch.needed.any(0).sum()  # others of the same databases


def test_a_database_is_shown_with_all_its_comments_or_with_none(harbour: Pairs) -> None:
    for uncommented, wanted in ((0.0, "ship top speed: in knots"), (1.0, "ship top speed")):
        tuning = Tuning(uncommented=uncommented, others=99)
        batch = batch_of(harbour.asked, harbour, tuning, random.Random(0))
        assert [text for text in batch.columns if "speed" in text] == [wanted]


def test_no_database_fills_an_epoch(two: Pairs) -> None:
    many = Pairs([*two.asked, *two.asked[:3] * 50], two.texts, two.names)
    tuning = Tuning(questions=3, together=3, most=3)
    batches = islice(batches_forever(many, tuning, random.Random(0)), 10)
    sizes = [any(text.startswith("boat") for text in batch.columns) for batch in batches]
    assert sum(sizes) == 5


def test_the_loss_lets_alone_what_a_question_needs_as_well() -> None:
    question = torch.tensor([[1.0, 0.0]])
    columns = torch.tensor([[0.8, 0.6], [0.9, 0.43589], [0.6, 0.8]], requires_grad=True)
    loss = contrast(question, columns, torch.tensor([[True, True, False]]), 0.1)
    # each of the two against the third alone
    expected = [np.log1p(np.exp((0.6 - own) / 0.1)) for own in (0.8, 0.9)]
    assert loss.item() == pytest.approx(np.mean(expected), rel=1e-4)
    torch.autograd.backward(loss)
    assert columns.grad is not None
    assert (columns.grad[:2, 0] < 0).all()
    assert columns.grad[2, 0] > 0


def test_vectors_do_not_depend_on_their_company() -> None:
    model = small_encoder()
    texts = [f"{'ship ' * count}name" for count in (9, 1, 30, 2)] * 12
    with torch.no_grad():
        together = encode(model, texts, TOKENIZE)
        alone = torch.cat([encode(model, [text], TOKENIZE) for text in texts[:4]])
    torch.testing.assert_close(together[:4], alone, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(together[4:8], alone, atol=1e-5, rtol=1e-4)


def test_tuning_learns_and_leaves_the_words_alone(two: Pairs) -> None:
    model = small_encoder()
    words = model.encoder.pieces.weight.clone()
    tuner = Tuner(model, Tuning(minutes=1.0, rate=2e-3, questions=6, others=99), TOKENIZE)
    batch = batch_of(two.asked, two, TUNING, random.Random(0))
    losses = [tuner.step(batch) for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    assert torch.equal(model.encoder.pieces.weight, words)


def test_a_run_ends_with_its_minutes(two: Pairs, capsys: pytest.CaptureFixture[str]) -> None:
    tune(small_encoder(), two, TUNING, TOKENIZE)
    (entry,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert entry["seconds"] >= 1
    assert entry["step"] >= 1
    assert entry["loss"] > 0


def test_halfway_between_weights() -> None:
    start, end = small_encoder(), small_encoder()
    with torch.no_grad():
        end.encoder.norm.bias += 1.0
    middle = between(start, end, 0.5).encoder
    torch.testing.assert_close(middle.norm.bias, start.encoder.norm.bias + 0.5)
    torch.testing.assert_close(middle.pieces.weight, start.encoder.pieces.weight)


def test_worse_weights_are_not_chosen(two: Pairs) -> None:
    start = small_encoder()
    tuner = Tuner(copy.deepcopy(start), Tuning(minutes=1.0, rate=2e-3, others=99), TOKENIZE)
    batch = batch_of(two.asked, two, TUNING, random.Random(0))
    for _ in range(30):
        tuner.step(batch)
    aside = Aside(two.asked, two.texts)
    better = tuner.model.eval()
    assert weight_of(choose(start, better, TUNING, aside, TOKENIZE)) != weight_of(start)
    assert weight_of(choose(better, start, TUNING, aside, TOKENIZE)) == weight_of(better)


def weight_of(model: SentenceEncoder) -> float:
    return float(model.encoder.layers[0].feed_forward.into.weight.abs().sum().detach())


def test_databases_kept_aside_are_not_trained_on(two: Pairs) -> None:
    names = {"harbour": "spider/swimming", "second": "spider/harbour"}
    pairs = Pairs(
        [Asked(one.question, names[one.database], one.columns) for one in two.asked],
        {names[name]: texts for name, texts in two.texts.items()},
        {names[name]: texts for name, texts in two.names.items()},
    )
    trained, aside = split(pairs, TUNING)
    assert {one.database for one in trained.asked} == {"spider/harbour"}
    assert {one.database for one in aside.asked} == {"spider/swimming"} == set(aside.catalogs)


# the exporter warns of its own parts
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_what_is_exported_embeds_as_what_was_tuned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("onnxscript")
    monkeypatch.setattr("route_pg.training.embedder.encoder_folder", lambda: WEIGHTS)
    model = small_encoder()
    name = export_embedder(model, tmp_path)
    embedder = EmbeddedEmbedder(tmp_path, threads=1)
    assert embedder.name == name
    texts = ["ship name", "Which ships visited New York?", "port country: where it lies"]
    with torch.no_grad():
        expected = encode(model, texts, WordPieces(tmp_path / "tokenizer.json"))
    nearness = (np.array(embedder.embed(texts)) * expected.numpy()).sum(1)
    assert (nearness > 0.99).all()

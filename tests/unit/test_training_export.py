"""PyTorch and ONNX Runtime agree: the same beams, whatever batch a question was read in."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxscript")

from route_pg.generation.grammar import START
from route_pg.generation.vocabulary import ACTION_ID
from route_pg.models.embedded import runtime
from route_pg.models.embedded.batch import collate
from route_pg.models.embedded.beam import Hypothesis, search
from route_pg.models.embedded.inputs import Floats, Ints, Items
from route_pg.models.embedded.tokens import BOS, CONTROL_ID, SYMBOL_ID, states
from route_pg.training.batches import to_tensors
from route_pg.training.export import export
from route_pg.training.network import OUTCOME_FEATURES, Memory, Network
from tests.unit.harbour import items_of
from tests.unit.harbour_samples import PAIRS
from tests.unit.small_network import small_network

pytestmark = pytest.mark.train

BEAM = 5
QUESTIONS = [*PAIRS, "Which ships were in Hull, Rotterdam or New York, and how fast are they?"]
SPOKEN = "select end where group order from and = > desc asc count_star avg max".split()
"""Actions of the random network: with all of them it would nest its sentences for ever."""


class TorchRun:
    """Decodes in PyTorch as training does: all tokens anew at each step, no cache."""

    def __init__(self, network: Network, items: Items) -> None:
        self._network = network
        batch = collate([items], step=8)
        self.count = batch.present.shape[1]
        self.memory: Memory = network.encode(**to_tensors(batch, torch.device("cpu")))
        self._read = np.zeros((1, 0, 2), np.int64)

    def step(self, parents: Ints, tokens: Ints, symbols: Ints) -> Floats:
        new = np.stack([tokens, symbols], 1)[:, None]
        self._read = np.concatenate([self._read[parents], new], 1)
        read = torch.from_numpy(self._read)
        memory = self.memory.rows(torch.zeros(len(tokens), dtype=torch.long))
        hidden = self._network.decode(memory, read[:, :, 0], read[:, :, 1])[:, -1:]
        keys = self._network.pointer_key(memory.items)
        logits: Floats = self._network.logits(keys, memory.linking, hidden).squeeze(1).numpy()
        return logits


@pytest.fixture(scope="module")
def network() -> Network:
    """Random, but with an opinion, and few words."""
    network = small_network(seed=11).eval()
    with torch.no_grad():
        network.fixed_head.weight.mul_(3)
        network.pointer_query.weight.mul_(4)
        network.fixed_head.bias -= 20
        for name in SPOKEN:
            network.fixed_head.bias[ACTION_ID[name]] += 20
        network.fixed_head.bias[ACTION_ID["end"]] += 2
    return network


@pytest.fixture(scope="module")
def exported(network: Network, tmp_path_factory: pytest.TempPathFactory) -> runtime.Network:
    folder = tmp_path_factory.mktemp("weights")
    export(network, folder)
    return runtime.Network(folder, threads=1)


# the exporter warns of its own parts; `exported` is made in the first of these tests
quiet = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")


def same(one: list[Hypothesis], other: list[Hypothesis]) -> None:
    assert [h.numbers for h in one] == [h.numbers for h in other]
    scores = [[h.score for h in found] for found in (one, other)]
    assert scores[0] == pytest.approx(scores[1], abs=1e-3)


@quiet
@torch.no_grad()
def test_pytorch_and_onnx_find_the_same_beams(network: Network, exported: runtime.Network) -> None:
    rows = [items_of(question) for question in QUESTIONS]
    found = []
    for items, reading in zip(rows, exported.read(rows), strict=True):
        run = TorchRun(network, items)
        found.append(search(run, items, run.count, beam=BEAM))
        same(found[-1], exported.search(reading, beam=BEAM))
    assert all(found)
    assert len({hypotheses[0].numbers for hypotheses in found}) > 1
    assert max(len(h.numbers) for hypotheses in found for h in hypotheses) > 3


@quiet
@torch.no_grad()
def test_pytorch_and_onnx_read_a_question_alike(
    network: Network, exported: runtime.Network
) -> None:
    items = items_of(QUESTIONS[-1])
    memory = TorchRun(network, items).memory
    (reading,) = exported.read([items])
    assert reading.linking == pytest.approx(memory.linking[0].numpy(), abs=1e-4)
    assert reading.answerable == pytest.approx(memory.answerable[0].numpy(), abs=1e-4)
    assert reading.mean == pytest.approx(network.mean(memory).numpy(), abs=1e-4)


@quiet
def test_a_question_is_read_alike_in_any_batch(exported: runtime.Network) -> None:
    rows = [items_of(question) for question in QUESTIONS * 4]  # more than are read at once
    together = exported.read(rows)
    for items, reading in list(zip(rows, together, strict=True))[: len(QUESTIONS)]:
        (alone,) = exported.read([items])
        assert reading.items is items
        assert alone.count <= reading.count
        same(exported.search(alone, beam=BEAM), exported.search(reading, beam=BEAM))


@quiet
def test_a_prefix_is_continued_and_costs_nothing(exported: runtime.Network) -> None:
    items = items_of(QUESTIONS[0])
    (reading,) = exported.read([items])
    whole = exported.search(reading, beam=BEAM)[0]
    (found,) = exported.search(reading, beam=1, prefix=whole.numbers[:-1])
    assert found.numbers[: len(whole.numbers) - 1] == whole.numbers[:-1]
    assert found.score > whole.score


@quiet
@torch.no_grad()
def test_pytorch_and_onnx_judge_a_draft_alike(network: Network, exported: runtime.Network) -> None:
    items = items_of(QUESTIONS[1])
    (reading,) = exported.read([items])
    numbers = exported.search(reading, beam=BEAM)[0].numbers
    memory = TorchRun(network, items).memory
    before = [SYMBOL_ID[state.symbol] for state in states(numbers, items)]
    logits = []
    for name, share in (("failed", 0.0), ("several", 0.9)):
        features = np.linspace(0, share, OUTCOME_FEATURES, dtype=np.float32)
        tokens = torch.tensor([[BOS, *numbers, CONTROL_ID[name]]])
        symbols = torch.tensor([[*before, SYMBOL_ID[START.symbol]]])
        outcomes = torch.zeros(1, tokens.shape[1], OUTCOME_FEATURES)
        outcomes[0, -1] = torch.from_numpy(features)
        hidden = network.decode(memory, tokens, symbols, outcomes)[:, -1]
        logits.append(exported.stands(reading, numbers, CONTROL_ID[name], features))
        assert logits[-1] == pytest.approx(
            float(network.stands(hidden, network.mean(memory))), abs=1e-4
        )
    assert logits[0] != pytest.approx(logits[1], abs=1e-4)

"""The trained network as ONNX: one graph that reads a question, one that takes a decoder's step."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from route_pg.models.embedded.tokens import OUTCOME_FEATURES
from route_pg.training.network import Network

OPSET = 18


class ReadGraph(nn.Module):
    """Encode a batch; everything of the decoder that depends on the items alone is done here."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        ids: Tensor,
        mask: Tensor,
        features: Tensor,
        pool: Tensor,
        relations: Tensor,
        present: Tensor,
    ) -> tuple[Tensor, ...]:
        """Inputs as models.embedded.batch.Batch.

        Returns linking (B, N), answerable (B, 3), mean (B, width), pointed (B, N, width), pointer
        keys (B, N, width), cross keys and values (B, layers, 2, heads, N, width / heads).
        """
        network = self.network
        memory = network.encode(ids, mask, features, pool, relations, present)
        cross = [
            torch.stack(layer.cross_attention.keys_values(memory.items), 1)
            for layer in network.decoder
        ]
        return (
            memory.linking,
            memory.answerable,
            network.mean(memory),
            network.pointed(memory.items),
            network.pointer_key(memory.items),
            torch.stack(cross, 1),
        )


class StepGraph(nn.Module):
    """Read T more tokens in each of R rows of one question."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        tokens: Tensor,
        symbols: Tensor,
        outcomes: Tensor,
        past: Tensor,
        linking: Tensor,
        mean: Tensor,
        pointed: Tensor,
        pointer_keys: Tensor,
        cross: Tensor,
        absent: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """One step.

        tokens, symbols (R, T); outcomes (R, T, OUTCOME_FEATURES); past (layers, 2, R, heads, P,
        width / heads); the rest of one question: linking (1, N), mean (1, width), pointed and
        pointer_keys (1, N, width), cross (layers, 2, heads, N, width / heads), absent (1, 1, 1, N).
        Returns logits (R, FIXED + N) after the last token, the logit (R,) that the draft read so
        far stands, and past with the present.
        """
        network = self.network
        start = past.shape[4]
        x = network.embed_tokens(pointed, tokens, symbols, start) + network.outcome(outcomes)
        length = tokens.shape[1]
        rows = torch.arange(length).unsqueeze(1) + start
        causal = (torch.arange(start + length).unsqueeze(0) > rows).to(x.dtype) * -1e4
        presents = []
        for number, layer in enumerate(network.decoder):
            items = (cross[number, 0].unsqueeze(0), cross[number, 1].unsqueeze(0))
            x, present = layer(x, (past[number, 0], past[number, 1]), causal, items, absent)
            presents.append(torch.stack(present))
        hidden = network.decoder_norm(x)[:, -1]
        logits = network.logits(pointer_keys, linking, hidden.unsqueeze(1)).squeeze(1)
        stands = network.stands(hidden, mean)
        return logits, stands, torch.stack(presents)


def example_inputs(network: Network) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Small inputs of both graphs, for tracing and for tests."""
    config = network.config
    batch, pieces, items, rows, tokens, past = 2, 32, 24, 3, 2, 4
    head = config.width // config.heads
    read = {
        "ids": torch.randint(0, config.vocabulary, (batch, pieces)),
        "mask": torch.ones(batch, pieces, dtype=torch.bool),
        "features": torch.zeros(batch, pieces, config.features),
        "pool": torch.rand(batch, items, pieces),
        "relations": torch.randint(0, config.relations, (batch, items, items)),
        "present": torch.ones(batch, items, dtype=torch.bool),
    }
    layers = config.decoder_layers
    step = {
        "tokens": torch.randint(0, config.fixed + items, (rows, tokens)),
        "symbols": torch.randint(0, config.symbols, (rows, tokens)),
        "outcomes": torch.zeros(rows, tokens, OUTCOME_FEATURES),
        "past": torch.rand(layers, 2, rows, config.heads, past, head),
        "linking": torch.rand(1, items),
        "mean": torch.rand(1, config.width),
        "pointed": torch.rand(1, items, config.width),
        "pointer_keys": torch.rand(1, items, config.width),
        "cross": torch.rand(layers, 2, config.heads, items, head),
        "absent": torch.zeros(1, 1, 1, items),
    }
    return read, step


READ_OUTPUTS = ("linking", "answerable", "mean", "pointed", "pointer_keys", "cross")
STEP_OUTPUTS = ("logits", "stands", "present")


def export(network: Network, folder: Path) -> None:
    """Write read.onnx and step.onnx, in single precision."""
    network = network.eval().float().cpu()
    read, step = example_inputs(network)
    dim = torch.export.Dim.DYNAMIC
    batch, pieces, items = {0: dim}, {1: dim}, {1: dim}
    read_shapes = {
        "ids": batch | pieces,
        "mask": batch | pieces,
        "features": batch | pieces,
        "pool": {0: dim, 1: dim, 2: dim},
        "relations": {0: dim, 1: dim, 2: dim},
        "present": batch | items,
    }
    step_shapes = {
        "tokens": {0: dim, 1: dim},
        "symbols": {0: dim, 1: dim},
        "outcomes": {0: dim, 1: dim},
        "past": {2: dim, 4: dim},
        "linking": {1: dim},
        "mean": {},
        "pointed": {1: dim},
        "pointer_keys": {1: dim},
        "cross": {3: dim},
        "absent": {3: dim},
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_graph(ReadGraph(network), read, read_shapes, READ_OUTPUTS, folder / "read.onnx")
    write_graph(StepGraph(network), step, step_shapes, STEP_OUTPUTS, folder / "step.onnx")


def write_graph(
    graph: nn.Module,
    inputs: dict[str, Tensor],
    shapes: dict[str, dict[int, object]],
    outputs: tuple[str, ...],
    path: Path,
) -> None:
    """Write one graph; `shapes` names the axes of its inputs that may be of any length."""
    torch.onnx.export(
        graph.eval(),
        kwargs=inputs,
        f=str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_shapes=shapes,
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def quantize(path: Path) -> None:
    """Replace a graph by one with 8-bit weights; activations are quantized as they come."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(path)
    # the exporter's shapes of inner values contradict what the quantizer infers; it needs none
    del model.graph.value_info[:]
    for node in model.graph.node:
        del node.metadata_props[:]  # stack traces, with the paths of the machine
    quantize_dynamic(
        model,
        str(path),
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )

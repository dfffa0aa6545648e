"""The embedder of columns and questions as ONNX: mean-pooled, normalised sentence vectors."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from route_pg.models.base import DIMENSIONS
from route_pg.training.export import quantize, write_graph
from route_pg.training.network import Encoder, NetworkConfig, encoder_weights
from route_pg.training.samples import encoder_folder


class SentenceEncoder(nn.Module):
    """all-MiniLM-L6-v2 with its pooling: mean over the pieces, then unit length."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids, mask (B, L) -> (B, DIMENSIONS)."""
        features = torch.zeros(*ids.shape, self.encoder.features.in_features)
        hidden = self.encoder(ids, mask, features)
        weights = mask.to(hidden.dtype)[:, :, None]
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return nn.functional.normalize(mean, dim=-1)


def untuned() -> SentenceEncoder:
    """The public encoder as it comes."""
    from safetensors.torch import load_file

    config = NetworkConfig(fixed=1, symbols=1, features=1, relations=1, dropout=0.0)
    encoder = Encoder(config)
    loaded = load_file(str(encoder_folder() / "model.safetensors"))
    encoder.load_state_dict(encoder_weights(loaded), strict=False)
    return SentenceEncoder(encoder).eval()


def export_embedder(model: SentenceEncoder, folder: Path) -> str:
    """Write embedder.onnx (int8), embedder.json and tokenizer.json; returns the embedder's name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "embedder.onnx"
    dim = torch.export.Dim.DYNAMIC
    inputs = {
        "ids": torch.randint(1000, 2000, (2, 12)),
        "mask": torch.ones(2, 12, dtype=torch.bool),
    }
    any_length = {0: dim, 1: dim}
    write_graph(model, inputs, {"ids": any_length, "mask": any_length}, ("vectors",), path)
    quantize(path)
    name = f"minilm-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"
    described = {"name": name, "dimensions": DIMENSIONS}
    (folder / "embedder.json").write_text(json.dumps(described, indent=2) + "\n")
    shutil.copy(encoder_folder() / "tokenizer.json", folder / "tokenizer.json")
    return name

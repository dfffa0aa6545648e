"""A network small enough to be trained in a test; needs PyTorch."""

from __future__ import annotations

import torch

from route_pg.generation.grammar import SYMBOLS
from route_pg.models.embedded.features import FEATURES, RELATIONS
from route_pg.models.embedded.tokens import FIXED
from route_pg.training.network import Network, NetworkConfig


def small_network(vocabulary: int = 30522, seed: int = 0) -> Network:
    """Random weights; one layer of each kind, and no dropout, so that it learns by heart."""
    torch.manual_seed(seed)
    network = Network(
        NetworkConfig(
            fixed=FIXED,
            symbols=len(SYMBOLS),
            features=len(FEATURES) + 1,
            relations=RELATIONS,
            width=64,
            heads=4,
            relation_layers=1,
            decoder_layers=1,
            dropout=0.0,
            encoder_width=48,
            encoder_layers=1,
            encoder_heads=4,
            vocabulary=vocabulary,
        )
    )
    network.encoder.pieces.weight.requires_grad_(False)  # as training.loop.new_network leaves them
    return network

"""The network in PyTorch: encoder, relation-aware layers over items, a decoder that points.

One decoder serves all four tasks. text_to_sql decodes from <bos>; continuation_writing from a
given prefix; noise_correction reads a draft, then a token that tells its outcome, where one head
says whether the draft stands, and writes on with the correction; schema_linking is a head over the
items.

Sources: relation-aware attention after Shaw et al. 2018 as RAT-SQL uses it (Wang et al. 2020), here
as a bias per head; the encoder is all-MiniLM-L6-v2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from route_pg.models.embedded.tokens import OUTCOME_FEATURES
from route_pg.training.layers import DecoderLayer, EncoderLayer, RelationLayer

NEGATIVE = -1e4  # as a logit: never, and still finite in half precision
POSITIONS = 192  # of the decoder


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """Sizes of the network; saved with its weights."""

    fixed: int  # decoder tokens that are not pointers: actions and control tokens
    symbols: int  # nonterminals of the grammar
    features: int
    relations: int
    width: int = 256
    heads: int = 8
    relation_layers: int = 2
    decoder_layers: int = 3
    dropout: float = 0.1
    encoder_width: int = 384
    encoder_layers: int = 6
    encoder_heads: int = 12
    vocabulary: int = 30522


class Encoder(nn.Module):
    """all-MiniLM-L6-v2, with the features of items added to the word pieces."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        width = config.encoder_width
        self.pieces = nn.Embedding(config.vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.features = nn.Linear(config.features, width, bias=False)
        nn.init.normal_(self.features.weight, std=0.02)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList(
            EncoderLayer(width, config.encoder_heads, config.dropout)
            for _ in range(config.encoder_layers)
        )

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """ids, mask (B, L), features (B, L, F) -> (B, L, encoder_width)."""
        positions = self.positions.weight[: ids.shape[1]]
        x = self.pieces(ids) + self.features(features) + positions
        x = self.dropout(self.norm(x))
        bias = (~mask).to(x.dtype)[:, None, None, :] * NEGATIVE
        for layer in self.layers:
            x = layer(x, bias)
        return x


def encoder_weights(source: Mapping[str, Tensor], layers: int = 6) -> dict[str, Tensor]:
    """The weights of a BERT checkpoint under this Encoder's names."""
    weights = {
        "pieces.weight": source["embeddings.word_embeddings.weight"],
        # the one token type is folded into the positions
        "positions.weight": source["embeddings.position_embeddings.weight"]
        + source["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        old, new = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            own = f"{old}attention.self."
            weights[f"{new}attention.query.{kind}"] = source[f"{own}query.{kind}"]
            weights[f"{new}attention.key_value.{kind}"] = torch.cat(
                [source[f"{own}key.{kind}"], source[f"{own}value.{kind}"]]
            )
            for there, here in (
                ("attention.output.dense", "attention.out"),
                ("attention.output.LayerNorm", "attention_norm"),
                ("intermediate.dense", "feed_forward.into"),
                ("output.dense", "feed_forward.out"),
                ("output.LayerNorm", "feed_forward_norm"),
            ):
                weights[f"{new}{here}.{kind}"] = source[f"{old}{there}.{kind}"]
    return weights


@dataclass(frozen=True)
class Memory:
    """What the encoder hands to the decoder."""

    items: Tensor  # (B, N, width)
    linking: Tensor  # (B, N) logits: does the question need this table, column or value
    answerable: Tensor  # (B, 3) logits: here, not here, asks to write
    absent: Tensor  # (B, 1, 1, N) 0 where there is an item, NEGATIVE elsewhere

    def rows(self, rows: Tensor) -> Memory:
        """Rows chosen by their numbers, one of them perhaps several times."""
        return Memory(
            self.items[rows], self.linking[rows], self.answerable[rows], self.absent[rows]
        )


def _mean(items: Tensor, present: Tensor) -> Tensor:
    """items (B, N, width), present (B, N) -> (B, width)."""
    weights = present.to(items.dtype)[:, :, None]
    return (items * weights).sum(1) / weights.sum(1).clamp(min=1)


class Network(nn.Module):
    """Encoder, items, decoder, heads."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.encoder = Encoder(config)
        self.into_items = nn.Linear(config.encoder_width, width)
        self.items_norm = nn.LayerNorm(width)
        self.relation_layers = nn.ModuleList(
            RelationLayer(width, config.heads, config.relations, config.dropout)
            for _ in range(config.relation_layers)
        )
        self.memory_norm = nn.LayerNorm(width)
        self.linking_head = nn.Linear(width, 1)
        self.answerable_head = nn.Linear(config.encoder_width + 2 * width, 3)
        self.fixed = nn.Embedding(config.fixed, width)
        self.symbols = nn.Embedding(config.symbols, width)
        self.positions = nn.Embedding(POSITIONS, width)
        for embedding, std in ((self.fixed, 0.05), (self.symbols, 0.05), (self.positions, 0.02)):
            nn.init.normal_(embedding.weight, std=std)
        self.pointed = nn.Linear(width, width)
        self.outcome = nn.Linear(OUTCOME_FEATURES, width, bias=False)
        self.decoder_layers = nn.ModuleList(
            DecoderLayer(width, config.heads, config.dropout) for _ in range(config.decoder_layers)
        )
        self.decoder_norm = nn.LayerNorm(width)
        self.fixed_head = nn.Linear(width, config.fixed)
        self.pointer_query, self.pointer_key = nn.Linear(width, width), nn.Linear(width, width)
        self.linking_weight = nn.Parameter(torch.tensor(0.3))
        self.stands_head = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1)
        )
        self.dropout = nn.Dropout(config.dropout)

    def encode(
        self,
        ids: Tensor,
        mask: Tensor,
        features: Tensor,
        pool: Tensor,
        relations: Tensor,
        present: Tensor,
    ) -> Memory:
        """Read a batch (shapes: models.embedded.batch.Batch)."""
        hidden = self.encoder(ids, mask, features)
        x = self.items_norm(self.into_items(pool.to(hidden.dtype) @ hidden))
        absent = (~present).to(x.dtype)[:, None, None, :] * NEGATIVE
        for layer in self.relation_layers:
            x = layer(x, relations, absent)
        items = self.memory_norm(x)
        mean = _mean(items, present)
        best = (items + absent[:, 0, 0, :, None]).amax(1)
        answerable = self.answerable_head(torch.cat([hidden[:, 0], mean, best], -1))
        return Memory(items, self.linking_head(items).squeeze(-1), answerable, absent)

    @property
    def decoder(self) -> list[DecoderLayer]:
        """The decoder's layers, as what they are."""
        return [layer for layer in self.decoder_layers if isinstance(layer, DecoderLayer)]

    def mean(self, memory: Memory) -> Tensor:
        """(B, width): the mean of the items."""
        return _mean(memory.items, memory.absent[:, 0, 0, :] == 0)

    def embed_tokens(self, pointed: Tensor, tokens: Tensor, symbols: Tensor, start: int) -> Tensor:
        """tokens, symbols (B, T) -> (B, T, width); `start` is the position of the first one.

        pointed (B or 1, N, width): the items as the decoder reads them when they were pointed at.
        """
        fixed = self.fixed(tokens.clamp(max=self.config.fixed - 1))
        place = (tokens - self.config.fixed).clamp(min=0)[:, :, None]
        pointed = pointed.expand(tokens.shape[0], -1, -1)
        items = torch.gather(pointed, 1, place.expand(-1, -1, fixed.shape[-1]))
        is_fixed = (tokens < self.config.fixed)[:, :, None]
        x = torch.where(is_fixed, fixed.to(items.dtype), items)
        positions = self.positions.weight[start : start + tokens.shape[1]]
        return x + self.symbols(symbols) + positions

    def decode(
        self, memory: Memory, tokens: Tensor, symbols: Tensor, outcomes: Tensor | None = None
    ) -> Tensor:
        """Teacher forcing: tokens (B, T) as read -> hidden states (B, T, width).

        outcomes (B, T, OUTCOME_FEATURES) are zero but at the token that tells a draft's outcome.
        """
        x = self.embed_tokens(self.pointed(memory.items), tokens, symbols, 0)
        if outcomes is not None:
            x = x + self.outcome(outcomes)
        x = self.dropout(x)
        length = tokens.shape[1]
        causal = torch.full((length, length), NEGATIVE, device=x.device, dtype=x.dtype).triu(1)
        for layer in self.decoder:
            items = layer.cross_attention.keys_values(memory.items)
            x, _ = layer(x, None, causal, items, memory.absent)
        return self.decoder_norm(x)

    def logits(self, pointer_keys: Tensor, linking: Tensor, hidden: Tensor) -> Tensor:
        """hidden (B, T, width) -> (B, T, fixed + N) before the grammar's mask."""
        scale = 2 / math.sqrt(hidden.shape[-1])
        pointers = self.pointer_query(hidden) @ pointer_keys.transpose(1, 2) * scale
        pointers = pointers + self.linking_weight * linking[:, None, :]
        return torch.cat([self.fixed_head(hidden), pointers], -1).float()

    def stands(self, hidden: Tensor, mean: Tensor) -> Tensor:
        """hidden (B, width) at the outcome token, mean (B or 1, width) -> (B,) logit."""
        mean = mean.expand(hidden.shape[0], -1)
        return self.stands_head(torch.cat([hidden, mean], -1)).squeeze(-1)

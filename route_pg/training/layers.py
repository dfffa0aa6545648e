"""Attention, and the layers of the network that are made of it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class Attention(nn.Module):
    """Multi-head attention with an additive bias; eager, since its backward is faster on CPUs."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        """(B, T, width) -> (B, heads, T, width / heads)."""
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def keys_values(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of what is attended to."""
        key, value = self.key_value(x).chunk(2, -1)
        return self.split(key), self.split(value)

    def forward(self, x: Tensor, keys: Tensor, values: Tensor, bias: Tensor | None) -> Tensor:
        """Attend from x (B, T, width); bias broadcasts to (B, heads, T, S)."""
        query = self.split(self.query(x))
        weights = query @ keys.transpose(-1, -2) * (query.shape[-1] ** -0.5)
        if bias is not None:
            weights = weights + bias.to(weights.dtype)
        mixed = weights.softmax(-1).to(values.dtype) @ values
        return self.out(mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    """Two linear layers."""

    def __init__(self, width: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.into = nn.Linear(width, hidden)
        self.out = nn.Linear(hidden, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """(.., width) -> (.., width)."""
        return self.out(self.dropout(functional.gelu(self.into(x))))


class EncoderLayer(nn.Module):
    """A layer of the encoder, normalised after (as BERT's)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.feed_forward = FeedForward(width, 4 * width, 0.0)
        self.feed_forward_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x (B, L, width); bias (B, 1, 1, L)."""
        attended = self.attention(x, *self.attention.keys_values(x), bias)
        x = self.attention_norm(x + self.dropout(attended))
        return self.feed_forward_norm(x + self.dropout(self.feed_forward(x)))


class RelationLayer(nn.Module):
    """Self-attention over items, each pair biased by its relation; normalised before."""

    def __init__(self, width: int, heads: int, relations: int, dropout: float) -> None:
        super().__init__()
        self.attention_norm, self.feed_forward_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.feed_forward = FeedForward(width, 4 * width, dropout)
        self.relation = nn.Embedding(relations, heads)
        nn.init.normal_(self.relation.weight, std=0.1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, relations: Tensor, absent: Tensor) -> Tensor:
        """x (B, N, width); relations (B, N, N); absent (B, 1, 1, N) logits."""
        bias = self.relation(relations).permute(0, 3, 1, 2) + absent
        normed = self.attention_norm(x)
        x = x + self.dropout(self.attention(normed, *self.attention.keys_values(normed), bias))
        return x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))


class DecoderLayer(nn.Module):
    """Causal self-attention, attention to the items, feed-forward; normalised before."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.self_norm, self.cross_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.feed_forward_norm = nn.LayerNorm(width)
        self.self_attention = Attention(width, heads)
        self.cross_attention = Attention(width, heads)
        self.feed_forward = FeedForward(width, 4 * width, dropout)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        x: Tensor,
        past: tuple[Tensor, Tensor] | None,
        causal: Tensor | None,
        items: tuple[Tensor, Tensor],
        absent: Tensor,
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """x (B, T, width) -> the same, and the keys and values of past and present."""
        normed = self.self_norm(x)
        keys, values = self.self_attention.keys_values(normed)
        if past is not None:
            keys, values = torch.cat([past[0], keys], 2), torch.cat([past[1], values], 2)
        x = x + self.dropout(self.self_attention(normed, keys, values, causal))
        x = x + self.dropout(self.cross_attention(self.cross_norm(x), *items, absent))
        x = x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))
        return x, (keys, values)

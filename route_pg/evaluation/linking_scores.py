"""How well schema linking ranks: recall and precision of the gold's columns among the first k."""

from __future__ import annotations

from collections.abc import Sequence

KS = (5, 10, 20, 40, 80)

Ranked = Sequence[tuple[str, str]]


def recall_at(gold: frozenset[tuple[str, str]], linked: Ranked) -> dict[str, float]:
    """The share of the gold's columns among the first k, for each k; nothing without gold columns.

    >>> recall_at(frozenset({("t", "a"), ("t", "b")}), [("t", "a"), ("t", "c")])["5"]
    0.5
    """
    if not gold:
        return {}
    return {str(k): len(gold & set(linked[:k])) / len(gold) for k in KS}


def precision_at(gold: frozenset[tuple[str, str]], linked: Ranked) -> dict[str, float]:
    """The share of the first k that are columns of the gold, for each k; of fewer, of those.

    >>> precision_at(frozenset({("t", "a")}), [("t", "a"), ("t", "c")])["5"]
    0.5
    """
    if not gold or not linked:
        return {}
    return {str(k): len(gold & set(linked[:k])) / len(linked[:k]) for k in KS}

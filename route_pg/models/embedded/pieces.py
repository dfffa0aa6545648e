"""Word pieces of the encoder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

CACHED_TEXTS = 50_000


class WordPieces:
    """Ids of the word pieces of short texts, without special tokens; remembers what it has seen."""

    def __init__(self, path: Path) -> None:
        pieces = Tokenizer.from_file(str(path))
        pieces.no_truncation()
        pieces.no_padding()

        @lru_cache(CACHED_TEXTS)
        def ids(text: str) -> list[int]:
            found: list[int] = pieces.encode(text, add_special_tokens=False).ids
            return found

        self._ids = ids

    def __call__(self, text: str) -> list[int]:
        """See models.embedded.inputs.Tokenizer."""
        return self._ids(text)

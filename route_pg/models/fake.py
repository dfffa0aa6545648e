"""A deterministic model without weights: for tests of the path of a question, not of its answer.

What it proposes comes from a table of questions (`fake:<path>` of a TOML or JSON file), or from the
question itself:

    sql: SELECT 1                    proposes what stands behind the colon, word for word
    anything else                    counts the rows of the table that it names, else of the first

The file is an object of questions; each has a list of statements, best first, or an object with
`sql` (that list), `corrections` (a list that noise correction offers), `stands` and `here`
(probabilities).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from route_pg.errors import BadArgument
from route_pg.models.base import DIMENSIONS, Ask, Draft, Prefix
from route_pg.types import Candidate, Judgement, Linked, Result, Schema, Task

NGRAM = 3  # characters of the hashed pieces of a text

_WRITE = re.compile(r"\b(delete|drop|update|truncate|insert)\b", re.IGNORECASE)
_NAME = re.compile(r"[a-z_][a-z0-9_$]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """What the fake model says to one question."""

    sql: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    stands: float = 1.0  # where a candidate gave a result
    here: float = 1.0


class FakeModel:
    """Answers the four tasks from a script."""

    name = "fake"

    def __init__(self, path: str = "") -> None:
        text = _read_script(path) if path else "{}"
        self.version = hashlib.sha256(text.encode()).hexdigest()[:8]
        table: Mapping[str, Any] = (
            tomllib.loads(text) if path.endswith(".toml") else json.loads(text)
        )
        self._scripts = {_key(question): _script(entry) for question, entry in table.items()}

    def schema_linking(self, asks: Sequence[Ask]) -> list[Linked]:
        """Everything is needed, in the order of the ranking."""
        return [self._link(ask) for ask in asks]

    def text_to_sql(self, asks: Sequence[Ask], *, beam: int) -> list[list[Candidate]]:
        """The script's statements, each half as likely as the one before."""
        return [_candidates(self._sql(ask)[:beam], "text_to_sql") for ask in asks]

    def noise_correction(self, drafts: Sequence[Draft]) -> list[Judgement]:
        """What gave a result stands; the script's corrections are offered for the rest."""
        return [self._judge(draft) for draft in drafts]

    def continuation_writing(
        self, prefixes: Sequence[Prefix], *, beam: int
    ) -> list[list[Candidate]]:
        """The script's statements that begin as the prefix does."""
        return [_continue(prefix, self._sql(prefix.ask))[:beam] for prefix in prefixes]

    def _script(self, question: str) -> Script:
        return self._scripts.get(_key(question), Script())

    def _sql(self, ask: Ask) -> tuple[str, ...]:
        head, colon, rest = ask.question.partition(":")
        if colon and head.strip().lower() == "sql":
            return (rest.strip(),)
        return self._script(ask.question).sql or _count_rows(ask)

    def _link(self, ask: Ask) -> Linked:
        write = 0.9 if _WRITE.search(ask.question.partition("sql:")[0]) else 0.0
        here = min(self._script(ask.question).here, 1 - write)
        return Linked(
            columns=tuple(range(len(ask.schema.columns))),
            tables=tuple(range(len(ask.schema.tables))),
            answerable={"here": here, "not here": 1 - here - write, "asks to write": write},
        )

    def _judge(self, draft: Draft) -> Judgement:
        script = self._script(draft.ask.question)
        stands = script.stands if isinstance(draft.outcome, Result) else 0.0
        offered = script.corrections if stands < 0.5 else ()
        return Judgement(stands=stands, corrections=tuple(_candidates(offered, "noise_correction")))


class FakeEmbedder:
    """Hashed pieces of words: texts that share words are near each other."""

    name = "fake-1"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """len(texts) unit vectors of 384 floats."""
        return [_hash_pieces(text) for text in texts]


def _read_script(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError as error:
        raise BadArgument(message=f"the fake model's file cannot be read: {error}") from error


def _key(question: str) -> str:
    return " ".join(question.lower().split())


def _script(entry: Any) -> Script:
    if isinstance(entry, list):
        return Script(sql=tuple(entry))
    return Script(
        sql=tuple(entry.get("sql", ())),
        corrections=tuple(entry.get("corrections", ())),
        stands=entry.get("stands", 1.0),
        here=entry.get("here", 1.0),
    )


def _candidates(statements: Sequence[str], task: Task) -> list[Candidate]:
    return [
        Candidate(
            sql=sql, score=-(rank + 1) * math.log(2), task=task, derivation=tuple(sql.split())
        )
        for rank, sql in enumerate(statements)
    ]


def _continue(prefix: Prefix, statements: Sequence[str]) -> list[Candidate]:
    begun = prefix.candidate.derivation[: prefix.length]
    return [
        candidate
        for candidate in _candidates(statements, "continuation_writing")
        if candidate.derivation[: prefix.length] == begun
    ]


def _count_rows(ask: Ask) -> tuple[str, ...]:
    words = set(re.findall(r"\w+", ask.question.lower()))
    named = (index for index, table in enumerate(ask.schema.tables) if table.name in words)
    if not ask.schema.tables:
        return ()
    return (f"SELECT count(*) FROM {_relation(ask.schema, next(named, 0))}",)


def _relation(schema: Schema, index: int) -> str:
    table = schema.tables[index]
    return ".".join(_quote(name) for name in (table.schema, table.name))


def _quote(name: str) -> str:
    return name if _NAME.fullmatch(name) else '"' + name.replace('"', '""') + '"'


def _hash_pieces(text: str) -> list[float]:
    vector = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        padded = f" {word} "
        pieces = {padded[i : i + NGRAM] for i in range(len(padded) - NGRAM + 1)} | {padded}
        for piece in pieces:
            digest = hashlib.blake2b(piece.encode(), digest_size=8).digest()
            vector[int.from_bytes(digest[:4], "big") % DIMENSIONS] += 1 if digest[4] & 1 else -1
    length = math.sqrt(sum(value * value for value in vector))
    if not length:
        return [1.0] + [0.0] * (DIMENSIONS - 1)
    return [value / length for value in vector]

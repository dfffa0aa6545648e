"""The conversations of the tiny language model, made from its bookshop as from any database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.ground import connect
from bench.tiny_shop import ALL, CONTINUED, CORRECTED, Asked
from route_pg.collaboration.inquiry import Options
from route_pg.direct import handle
from route_pg.linking.words import lookup_words
from route_pg.models.base import Embedder
from route_pg.models.embedded.embedder import EmbeddedEmbedder
from route_pg.models.prompting.lexing import sql_pieces
from route_pg.protocol.messages import Link, Slice
from route_pg.training.data import Example, Source
from route_pg.training.lm import conversations as make
from route_pg.training.lm.conversations import Conversation
from route_pg.training.lm.data import Counts, Given, make_data, write_data
from route_pg.training.lm.mixture import Mixture
from route_pg.training.lm.outcomes import LiveTrials
from route_pg.training.lm.pairs import Pair, clean_pairs
from route_pg.types import Schema

MIXTURE = Mixture(
    tasks={
        "text_to_sql": 3.0,
        "schema_linking": 1.5,
        "noise_correction": 5.0,
        "continuation_writing": 4.0,
    },
    refused=0.2,
    untold=0.1,
)


class Linked:
    """The bookshop as a training database: linked as a question of a worker links it."""

    def __init__(self, dsn: str, embedder: Embedder) -> None:
        self._connection = connect(dsn)
        self._embedder = embedder

    def link(self, question: str) -> Schema:
        """What the question sees."""
        (vector,) = self._embedder.embed([question])
        words, limits = lookup_words(question), Options().limits
        request = Link(vectors=(tuple(vector),), words=words, limits=limits)
        reply = handle(self._connection, request)
        assert isinstance(reply, Slice)
        return reply.schema


def shop_data(dsn: str, path: Path) -> Counts:
    """Write the conversations of the bookshop."""
    database = Linked(dsn, EmbeddedEmbedder())
    trials = LiveTrials(connect(dsn))
    examples = tuple(
        Example(
            source="bookshop", database="shop", question=a.question, sql=a.sql, dialect="postgres"
        )
        for a in ALL
    )
    source = Source(name="bookshop", examples=examples, open=lambda _: database)
    counts = Counts()
    found = make_data([Given(source=source, trials=lambda _: trials)], MIXTURE, 0, counts=counts)
    pairs = [pair for pair in clean_pairs(source, lambda _: trials) if isinstance(pair, Pair)]
    assert len(pairs) == len(ALL), counts.left
    planted = {pair.question: pair for pair in pairs}
    extra = [
        one
        for asked in (CORRECTED, CONTINUED)
        for one in lessons(asked, planted[asked.question], trials)
    ]
    write_data(path, [plant(one) for one in found] + extra)
    return counts


def plant(one: Conversation) -> Conversation:
    """The conversation, with the wrong draft for the questions that have one."""
    if one.task != "text_to_sql":
        return one
    for asked in (CORRECTED, CONTINUED):
        if f"Question: {asked.question}" in one.messages[0]["content"]:
            answer = {"role": "assistant", "content": asked.planted}
            return replace(one, messages=[*one.messages[:-1], answer])
    return one


def lessons(asked: Asked, pair: Pair, trials: LiveTrials) -> Iterator[Conversation]:
    """What is to be said of the wrong draft: its correction, and how its first half goes on."""
    for share in (0.0, 1.0):  # the whole schema, and what linking keeps of it
        mixture = replace(MIXTURE, narrowed=share, correct=0.0, untold=0.0)
        for turn in range(4):
            rng = random.Random(turn)
            found = make.correction(pair, mixture, trials, (asked.planted,), rng)
            assert found is not None
            assert found.kind == "predicted, told"
            yield found
            if asked is CONTINUED:
                half = len(sql_pieces(asked.planted)) // 2
                assert sql_pieces(asked.sql)[:half] == sql_pieces(asked.planted)[:half]
                yield make.continuation(pair, mixture, rng, length=half)

"""What route_pg takes for a keyword, beside what the server does."""

from __future__ import annotations

from route_pg.identifiers import RESERVED, quote_identifier
from tests.fixtures.cluster import Connect

KEYWORDS = "SELECT word, pg_catalog.quote_ident(word) FROM pg_catalog.pg_get_keywords()"


def test_every_word_that_the_server_quotes_is_quoted(connect: Connect) -> None:
    quoted = {word: written for word, written in connect().execute(KEYWORDS) if written != word}
    assert "order" in quoted
    assert quoted.keys() <= RESERVED
    assert {word: quote_identifier(word) for word in quoted} == quoted

"""Names of tables and columns as words: what a person would call them."""

from __future__ import annotations

import re

from route_pg.linking.words import stem
from route_pg.types import Column, Schema

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
MAX_NAME_COMMENT_WORDS = 6  # a comment up to this long is another name, a longer one an explanation


def identifier_words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier, lower case.

    >>> identifier_words("custOrder_id2"), identifier_words("HTTPStatus")
    (('cust', 'order', 'id', '2'), ('http', 'status'))
    >>> identifier_words("größteLänge")
    ('größte', 'länge')
    """
    shape = "".join(map(_shape, identifier))
    return tuple(identifier[slice(*part.span())].lower() for part in _PARTS.finditer(shape))


def _shape(character: str) -> str:
    # letters of every script as one of two that the pattern knows; letters without case are small
    if not character.isalpha():
        return character
    return "A" if character.isupper() else "a"


def column_text(schema: Schema, column: Column) -> str:
    """What the column embedder reads: "table column", and the comment where there is one."""
    table = schema.tables[column.table]
    return embedding_text(table.name, column.name, column.comment)


def embedding_text(table: str, column: str, comment: str) -> str:
    """As `column_text`, from bare names; mirrored by the catalog's sync in SQL.

    >>> embedding_text("orders", "shippedOn", "day it left")
    'orders shipped on: day it left'
    """
    words = " ".join(identifier_words(table) + identifier_words(column))
    return f"{words}: {comment}" if comment else words


def name_forms(name: str, comment: str) -> tuple[tuple[str, ...], ...]:
    """The stemmed words under which a question may name a table or column, the name's own first.

    >>> name_forms("stuid", "student id")
    (('stuid',), ('student', 'id'))
    """
    forms = [tuple(stem(word) for word in identifier_words(name))]
    words = tuple(stem(word) for word in identifier_words(comment))
    if words and len(words) <= MAX_NAME_COMMENT_WORDS and words not in forms:
        forms.append(words)
    return tuple(form for form in forms if form)

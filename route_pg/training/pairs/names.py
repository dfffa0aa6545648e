"""What people call tables and columns, and the words of a question that do.

Names are tuples of lower-case words; knows nothing of statements.
"""

from __future__ import annotations

from collections.abc import Sequence

from route_pg.linking.names import MAX_NAME_COMMENT_WORDS, identifier_words, name_forms
from route_pg.linking.words import stem
from route_pg.training.pairs.inflection import plural, singular
from route_pg.types import Column, Schema, Table

Name = tuple[str, ...]

JOINING = frozenset("of for in on by to at with per from".split())
"""Words that join the words of a name."""
GENERIC = frozenset(("tbl", "table", "ref", "t", "dim", "fact", "data", "info"))
"""Words of a table's identifier that nobody says."""
UNSAID = frozenset("code name detail description text mm cm km kg million usd eur m".split())
"""Last words of a column's name that people leave out."""


def said(name: Name, many: bool) -> str:
    """A name in one or in many: its last word changes, or the one before `of`.

    >>> said(("date", "of", "birth"), True), said(("products", "for", "hire"), False)
    ('dates of birth', 'product for hire')
    """
    at = next((n for n, word in enumerate(name) if word in JOINING and n), len(name)) - 1
    word = name[at]
    changed = plural(word) if many and not word.endswith("ed") else singular(word)
    return " ".join((*name[:at], changed, *name[at + 1 :]))


def table_name(table: Table) -> Name:
    """What a table is called: its words, or its comment where that is a short name.

    Nothing where it is called 'data'.
    """
    words = _words(table.name, table.comment)
    return tuple(word for word in words if word not in GENERIC)


def column_name(schema: Schema, column: Column) -> Name:
    """What a column is called, without the name of its table before it."""
    words = _words(column.name, column.comment)
    return without_table(words, table_name(schema.tables[column.table]))


def without_table(words: Name, table: Name) -> Name:
    """`song name` of the table `songs` is its `name`.

    >>> without_table(("song", "name"), ("songs",)), without_table(("song", "id"), ("song",))
    (('name',), ('id',))
    """
    size = len(table)
    if len(words) > size and stems(words[:size]) == stems(table):
        return words[size:]
    return words


def stems(words: Sequence[str]) -> Name:
    """The words in the form in which they are compared."""
    return tuple(stem(word) for word in words)


def _words(identifier: str, comment: str) -> Name:
    """The comment where it is another name; not where it speaks of something else altogether."""
    own, other = identifier_words(identifier), identifier_words(comment)
    if not other or len(other) > MAX_NAME_COMMENT_WORDS:
        return own
    near = set(own) & set(other) or _abbreviates("".join(own), "".join(other))
    return other if near else own


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of the one stand in the other in their order."""
    letters = iter(full)
    return all(letter in letters for letter in short)


def forms_of_table(table: Table) -> set[Name]:
    """Stemmed names under which a question may name a table."""
    return {*name_forms(table.name, table.comment), stems(table_name(table))} - {()}


def forms_of_column(schema: Schema, column: Column) -> set[Name]:
    """Stemmed names under which a question may name a column."""
    bare = stems(column_name(schema, column))
    owner = stems(table_name(schema.tables[column.table]))
    forms = {*name_forms(column.name, column.comment), bare, owner + bare}
    if bare and bare[0] in owner and len(bare) > 1:  # `festival name` of `festival detail`
        forms.add(bare[1:])
    if len(bare) > 1 and bare[-1] in UNSAID:  # `policy type` for `policy type code`
        forms.add(bare[:-1])
    return forms - {()}

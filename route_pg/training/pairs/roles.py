"""What a column is in its database: a key, a quantity, a year, a name, a category.

A column may stand in for another only where both play the same part. Knows nothing of questions.
"""

from __future__ import annotations

import re
from typing import Literal as OneOf

from route_pg.linking.names import identifier_words
from route_pg.training.pairs.inflection import singular
from route_pg.training.pairs.names import Name, column_name
from route_pg.types import Schema

Role = OneOf["id", "quantity", "year", "time", "title", "text", "prose", "other"]

_IDS = frozenset(
    """id ids code no num number key isbn ssn phone zip zipcode postcode fax uuid serial mobile
    barcode sku cell pin url link email mail login token telephone postal version
    password hash path homepage website page""".split()
)
_NO_QUANTITIES = frozenset(
    """latitude longitude lat lng lon long rank ranking position index flag sequence order round
    season month day week hour minute second class grade level section floor building room
    ordinal stage active valid enabled deleted available status type""".split()
)
_COUNTED = frozenset("number num no total count average avg max min is has if".split())
_TITLES = frozenset(("name", "title"))
_YEARS = frozenset(("year", "yr", "years", "founded", "established", "opened", "built", "born"))
_TIMES = frozenset(("date", "time", "datetime", "timestamp", "at", "on", "when"))
_SHORT_ID = re.compile(r"(?!paid|kid|bid|aid|grid|solid|liquid|fluid|humid|valid|.*_paid).*id")
"""'cid', 'groupid'; not 'amount paid'."""
_PROSE = frozenset(
    """description details detail comment comments text note notes content body summary bio
    biography abstract remark remarks message plot image picture photo
    overview synopsis review caption story""".split()
)
_NOT_FIRST = frozenset(("first", "last", "middle", "nick", "short", "full", "user", "family"))


def head(name: Name) -> str:
    """The word that says what a column is.

    >>> head(("date", "of", "birth")), head(("home", "city"))
    ('date', 'city')
    """
    if not name:
        return ""
    for word in ("of", "in", "for"):
        if word in name[1:]:
            name = name[: name.index(word)]
    return singular(name[-1])


def role(schema: Schema, index: int) -> Role:
    """The part that a column plays."""
    column = schema.columns[index]
    name = column_name(schema, column)
    words = {*identifier_words(column.name), *name}
    last = head(name)
    person = last in _PERSONS and column.kind == "number"  # which one: an id, by whatever name
    named = last in _IDS or bool(words & {"id", "code", "uuid"})
    if column.primary_key or person or named or _refers(schema, index):
        return "id" if column.kind in ("number", "text") else "other"
    if column.kind == "number" and (words & _TIMES or _SHORT_ID.fullmatch(column.name.lower())):
        return "other"
    if column.kind == "number":
        if words & _YEARS:
            return "year"
        return "other" if words & _NO_QUANTITIES or set(name[:1]) & _COUNTED else "quantity"
    if column.kind == "time":
        return "time"
    if column.kind != "text" or words & _TIMES or words & _YEARS:
        return "other"
    if last in _PROSE:
        return "prose"
    return "title" if last in _TITLES and not words & _NOT_FIRST else "text"


def _refers(schema: Schema, index: int) -> bool:
    return any(index in key.columns for key in schema.foreign_keys)


def joins(schema: Schema, index: int) -> bool:
    """Whether a key refers from or to a column."""
    return any(index in (key.columns + key.references) for key in schema.foreign_keys)


def is_only_time(schema: Schema, index: int) -> bool:
    """Whether a column says when, and no other of its table does."""
    table = schema.columns[index].table
    times = [n for n, c in enumerate(schema.columns) if c.kind == "time" and c.table == table]
    return times == [index]


_PERSONS = frozenset(
    """person people student teacher employee customer client patient physician nurse doctor author
    singer artist member user player driver staff candidate professor instructor faculty actor
    director manager owner guest tourist passenger pilot coach contestant participant reviewer
    editor journalist politician representative performer entrepreneur swimmer gymnast wrestler
    visitor volunteer tenant resident engineer assistant friend voter inspector writer host agent
    buyer seller vendor supplier conductor donor lawyer judge officer reader borrower inhabitant
    musician mechanic technician applicant learner subscriber trainer dancer rider
    farmer climber sailor captain mayor chef pupil worker attorney clerk waiter
    advisor adviser president supervisor chairman chair""".split()
)


def speaks_of_people(table: Name) -> bool:
    """Whether the rows of a table are people, by its name.

    >>> speaks_of_people(("customers",)), speaks_of_people(("customer", "orders"))
    (True, False)
    """
    return bool(table) and singular(table[-1]) in _PERSONS

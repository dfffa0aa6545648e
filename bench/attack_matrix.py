"""The matrix of rights: callers by roads by secrets. Nobody gets to see a code that is not theirs.

Who may see a secret is asked of PostgreSQL itself: has_*_privilege for names, comments, labels; a
SELECT as that role for values. A secret that nobody ever sees proves nothing, so each must be found
by at least one of those who may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bench.attack_corpus import Tally
from bench.ground import Ground, connect, progress
from route_pg.linking.words import lookup_words
from route_pg.models.fake import FakeEmbedder

OBJECTS = (Path(__file__).parent / "attack_objects.sql").read_text()
LEDGER = "vault_qz01x.ledger_qz02x"
Session = psycopg.Connection[Any]

_USAGE = "has_schema_privilege(%(role)s, 'vault_qz01x', 'USAGE')"
_ANY = f"has_any_column_privilege(%(role)s, '{LEDGER}', 'SELECT') AND {_USAGE}"


def _column(name: str) -> str:
    return f"has_column_privilege(%(role)s, '{LEDGER}', '{name}', 'SELECT') AND {_USAGE}"


@dataclass(frozen=True, kw_only=True)
class Secret:
    """Something that only some may see."""

    code: str
    what: str
    question: str  # draws it out; a value's code stands there in lower case
    rights: str = ""  # a condition on %(role)s
    places: tuple[str, ...] = ()  # relations of which a SELECT may show it
    excluded: bool = False  # nobody but the owner


def _value(code: str, what: str, word: str, *places: str) -> Secret:
    question = f"note crop fruit memo {word} {code.lower()}"
    return Secret(code=code, what=what, question=question, places=places)


SECRETS = (
    Secret(code="qz01x", what="name of a schema", question="the vault", rights=_ANY),
    Secret(code="qz02x", what="name of a table", question="how many ledger rows", rights=_ANY),
    Secret(
        code="qz03x", what="name of a column", question="each memo", rights=_column("memo_qz03x")
    ),
    Secret(code="qz04x", what="label of an enum", question="gem amber", rights=_column("gem")),
    Secret(code="qz05x", what="list of a check", question="polish opal", rights=_column("polish")),
    Secret(code="qz06x", what="comment on a table", question="quokka book", rights=_ANY),
    Secret(
        code="qz07x",
        what="comment on a column",
        question="notes of the wombat",
        rights=_column("memo_qz03x"),
    ),
    _value("QZ08X", "value", "marmalade", LEDGER, "public.extract"),
    _value("QZ09X", "value under row security", "plum", "wards", "wards_all", "wards_stored"),
    _value("QZ10X", "value under row security", "pear", "wards", "wards_all", "wards_stored"),
    _value("QZ11X", "value behind a barrier", "fig", "own_staff", "staff"),
    _value("QZ12X", "value behind a barrier", "date", "own_staff", "staff"),
    _value("QZ13X", "value in a partition", "kiwi", "measures", "measures_one"),
    _value("QZ14X", "value in a partition", "guava", "measures", "measures_two"),
    Secret(code="qz15x", what="excluded column", question="number of patients", excluded=True),
    Secret(code="QZ16X", what="excluded value", question="patients lime qz16x", excluded=True),
    Secret(code="QZ17X", what="excluded value", question="diagnosis lemon qz17x", excluded=True),
    Secret(
        code="qz18x",
        what="verified pair",
        question="who eats papaya",
        rights=f"{_column('memo_qz03x')} AND {_column('id')}",
    ),
    Secret(code="qz19x", what="term", question="what is mango", rights=_ANY),
    Secret(
        code="7919",
        what="number of rows",
        question="how many hoard rows",
        rights="has_table_privilege(%(role)s, 'public.hoard', 'SELECT')",
    ),
)


def shown(code: str, text: str) -> bool:
    """Whether a text has a code; one of digits alone is not looked for inside other numbers.

    >>> shown("7919", "rows: 7919"), shown("7919", "0.179191 ms")
    (True, False)
    """
    if code.isdigit():
        return re.search(rf"(?<![\w.]){code}(?![\w.])", text) is not None
    return code in text


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks: logs in, perhaps becomes another, and has the rights of `role` then."""

    name: str
    login: str
    role: str
    become: str = ""
    through: str = "{}"  # what the query is wrapped into


CALLERS = (
    *(
        Caller(name=role, login=role, role=role)
        for role in ("reader", "by_column", "no_usage", "by_view", "boss_a", "boss_b", "nobody")
    ),
    Caller(name="member of reader", login="member", role="member"),
    Caller(name="member that does not inherit", login="distant", role="distant"),
    Caller(name="SET ROLE by_column", login="postgres", role="by_column", become="by_column"),
    Caller(name="SET ROLE boss_a", login="postgres", role="boss_a", become="boss_a"),
    Caller(
        name="SECURITY DEFINER of reader",
        login="nobody",
        role="reader",
        through="SELECT * FROM public.as_reader({})",
    ),
)

# Each is a query that may use %(q)s, the question.
ROADS = {
    "route_link": "SELECT * FROM route_link(%(q)s)",
    "route_explain": "SELECT route_explain(%(q)s)",
    "route_ask": "SELECT * FROM route_ask(%(q)s)",
    "route_sql": "SELECT route_sql(%(q)s)",
    "route_columns": "SELECT route_columns(%(q)s)",
    "what the worker is told": "SELECT route.link(%(vectors)s::vector[], %(words)s::text[], '{}')",
}
# These ask nothing, or always the same.
OTHER_ROADS = {
    "route_status": "SELECT * FROM route_status()",
    "a near miss": "SELECT route_explain('sql: SELECT size FROM hoard, wards, staff, patients')",
    "statistics": "SELECT * FROM pg_stats WHERE schemaname = 'route'",
    "plans": "EXPLAIN (VERBOSE) SELECT * FROM route.visible_columns, route.visible_terms",
}
# The names of all relations, which PostgreSQL's own pg_class shows to everybody.
PUBLIC_NAMES = "route.live_relations"


@dataclass(kw_only=True)
class Matrix:
    """The database, who sees what, and what was seen."""

    dsn: str
    tally: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)

    def allowed(self, caller: Caller) -> set[str]:
        """Codes that PostgreSQL itself would show the caller."""
        with connect(self.dsn) as owner, connect(self.dsn) as session:
            session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(caller.role)))
            return {s.code for s in SECRETS if _may_see(owner, session, s, caller.role)}

    def check(self, caller: Caller, road: str, secret: str, text: str, allowed: set[str]) -> None:
        """Note what of a text the caller should not have got."""
        found = {s.code for s in SECRETS if shown(s.code, text)}
        self.seen |= found & allowed
        leaked = sorted(found - allowed)
        problem = f"{road}, asked for {secret}: {leaked}: {text[:150]}" if leaked else None
        self.tally.note(caller.name, problem)


def _may_see(owner: Session, session: Session, secret: Secret, role: str) -> bool:
    if secret.rights:
        row = owner.execute(f"SELECT {secret.rights}".encode(), {"role": role}).fetchone()
        return bool(row and row[0])
    return any(secret.code in _text_of(session, f"SELECT * FROM {p}") for p in secret.places)


def _text_of(session: Session, query: str) -> str:
    """All that a session is told: rows, notices, every part of an error."""
    notices: list[str] = []
    session.add_notice_handler(lambda diagnostic: notices.append(str(diagnostic.message_primary)))
    try:
        rows = session.execute(query.encode()).fetchall()
        return f"{rows} {notices}"
    except psycopg.Error as error:
        parts = error.diag
        said = (parts.message_primary, parts.message_detail, parts.message_hint, parts.context)
        return f"{said} {notices}"


def _views(dsn: str) -> Iterator[tuple[str, str]]:
    """Every relation of schema route, plainly and with a function that tells what it is shown."""
    with connect(dsn) as owner:
        rows = owner.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'route'::regnamespace"
            " AND relkind IN ('r', 'v', 'S')"
        ).fetchall()
    yield from OTHER_ROADS.items()
    for name in (name for (name,) in rows if name != PUBLIC_NAMES):
        yield f"all of {name}", f"SELECT * FROM {name}"
        yield f"a leak in {name}", f"SELECT 1 FROM {name} AS r WHERE public.leak(r::text)"


def _filled(session: Session, query: str, question: str) -> str:
    vector = "[" + ",".join(map(str, FakeEmbedder().embed([question])[0])) + "]"
    values = {"q": question, "vectors": [vector], "words": list(lookup_words(question))}
    return psycopg.ClientCursor(session).mogrify(query, values) if "%(" in query else query


def _open(dsn: str, caller: Caller) -> Session:
    session = connect(make_conninfo(dsn, user=caller.login))
    if caller.become:
        session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(caller.become)))
    # What the ranking views look for while a question is asked.
    words = "\x1f".join(secret.question for secret in SECRETS)
    all_words = words + "\x1f" + "\x1f".join(s.question.split("memo ")[-1] for s in SECRETS)
    vector = str(FakeEmbedder().embed(["ledger memo note"])[0])
    session.execute("SELECT set_config('route.asked_words', %s, false)", (all_words,))
    session.execute("SELECT set_config('route.asked_vector', %s, false)", (vector,))
    return session


def _ask_caller(matrix: Matrix, caller: Caller, views: list[tuple[str, str]]) -> None:
    allowed = matrix.allowed(caller)
    with _open(matrix.dsn, caller) as session:
        asked = [
            (road, s, _filled(session, query, s.question))
            for road, query in ROADS.items()
            for s in SECRETS
        ]
        asked += [(road, SECRETS[0], query) for road, query in views]
        for road, secret, query in asked:
            literal = psycopg.ClientCursor(session).mogrify("%s", (query,))
            text = _text_of(
                session, caller.through.replace("{}", literal) if "(" in caller.through else query
            )
            matrix.check(caller, road, secret.what, text, allowed)


def run_matrix(place: Ground) -> Tally:
    """Every caller on every road for every secret; then the worker's log."""
    dsn = place.database()
    worker = place.worker(dsn)
    with connect(dsn) as owner:
        owner.execute(OBJECTS.encode())
    matrix, views = Matrix(dsn=dsn), list(_views(dsn))
    for caller in CALLERS:
        progress(f"  {caller.name}")
        _ask_caller(matrix, caller, views)
    worker.stop()
    log = worker.log.read_text()
    for secret in SECRETS:
        problem = f"{secret.what}: the worker's log has it" if shown(secret.code, log) else None
        matrix.tally.note("the worker's log", problem)
        if not secret.excluded:
            unseen = None if secret.code in matrix.seen else f"{secret.what}: nobody ever saw it"
            matrix.tally.note("seen by who may", unseen)
    return matrix.tally

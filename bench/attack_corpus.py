"""The corpus of hostile statements, by every road on which a worker's statement reaches the server.

Whoever asks is a superuser: only the backend's own rules hold anything back. The worker is a script
that sends what it is told, past every check of a real one. After each try nothing may have changed,
as the asking session sees it and as another does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.ground import Ground, connect, progress
from tests.fixtures.attacks import OBJECTS, Attack, read_corpus, state_of
from tests.fixtures.scripted import ScriptedWorker, Talk

LEAST_OF_A_CLASS = 10
Session = psycopg.Connection[Any]
Road = Callable[[Session, str], None]

# As another session sees it: what the asking one holds or has open, who else is there, the files
# that the server could have written, and who was woken.
WATCH = """
SELECT
    (SELECT array_agg((locktype, relation, classid, objid, mode)::text ORDER BY 1) FROM pg_locks
        WHERE pid = %(asker)s AND locktype <> 'virtualxid'),
    (SELECT array_agg((pid, state)::text ORDER BY pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user),
    (SELECT array_agg(name ORDER BY name) FROM pg_ls_dir('.') AS name),
    (SELECT md5(pg_read_file('postgresql.auto.conf'))),
    (SELECT array_agg(gid) FROM pg_prepared_xacts),
    (SELECT count(*) FROM pg_ls_dir('pg_replslot')), 
    (SELECT count(*) FROM pg_ls_dir('base') AS f WHERE f <> 'pgsql_tmp'),
    pg_postmaster_start_time(), pg_conf_load_time()
"""


@dataclass(kw_only=True)
class Tally:
    """What became of the tries."""

    tried: int = 0
    failed: list[str] = field(default_factory=list)
    by_class: Counter[str] = field(default_factory=Counter)

    def note(self, group: str, problem: str | None) -> None:
        """One try; `problem` is None where it was held."""
        self.tried += 1
        self.by_class[group] += 1
        if problem:
            self.failed.append(f"{group}: {problem}")
            progress(f"  FAILED {group}: {problem[:300]}")


def _call(statement: str) -> Road:
    def road(session: Session, sql: str) -> None:
        session.execute(statement, (sql,)).fetchall()

    return road


def _asked(statement: str) -> Road:
    """Ask; the scripted worker answers with the statement, whatever the question."""

    def road(session: Session, sql: str) -> None:
        session.execute(statement).fetchall()

    return road


def _cursor(session: Session, sql: str) -> None:
    with session.transaction():
        name = session.execute("SELECT route_cursor('q', 'c')").fetchone()
        assert name is not None
        session.execute("FETCH ALL FROM c").fetchall()


def _view(session: Session, sql: str) -> None:
    session.execute("SELECT route_view('public.answer_view', 'q')")
    try:
        session.execute("SELECT * FROM public.answer_view LIMIT 5").fetchall()
    finally:
        session.execute("DROP VIEW public.answer_view")


def _verify(session: Session, sql: str) -> None:
    session.execute("SELECT route_verify('q', %s)", (sql,))
    session.execute("SELECT route_verify('q', NULL)")


def _gexec(session: Session, sql: str) -> None:
    """What psql does for SELECT route_sql(..) \\gexec: run the text that came, with all rights."""
    row = session.execute("SELECT route_sql('q')").fetchone()
    assert row is not None
    session.execute(row[0].encode())


ROADS: dict[str, Road] = {
    "route.explain": _call("SELECT route.explain(%s)"),
    "route.trial": _call("SELECT route.trial(%s, 50, 1000000)"),
    "route_ask": _asked("SELECT * FROM route_ask('q')"),
    "route_rows": _asked("SELECT * FROM route_rows('q') AS t(a text)"),
    "route_as": _asked("SELECT * FROM route_as(NULL::victim, 'q')"),
    "route_columns": _asked("SELECT route_columns('q')"),
    "route_explain": _asked("SELECT route_explain('q')"),
    "route_cursor": _cursor,
    "route_view": _view,
    "route_verify": _verify,
    "route_sql \\gexec": _gexec,
}
DIRECT = ("route.explain", "route.trial")
# A statement that may run is then run by nobody but the caller: what it does is theirs.
OWN_RISK = ("route_view", "route_sql \\gexec")


def obey(worker: ScriptedWorker, sql: str) -> None:
    """Have the worker try the statement and answer with it, though it was refused."""

    def script(talk: Talk) -> None:
        if talk.ask["type"] != "ask":
            talk.say("error", sqlstate="RT001", message="not now")
            return
        talk.request("explain", sql=[sql])
        talk.trial(sql)
        talk.answer(sql)

    worker.script = script


class Watched:
    """The asking session, and one that looks at it from outside."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.watcher = connect(dsn)
        self.watcher.execute("LISTEN spy")
        self.bystander = connect(dsn)  # whom a statement might want to end
        self.asker = self._open()
        self.before = self.state()

    def _open(self) -> Session:
        session = connect(self.dsn)
        session.execute("SET statement_timeout = '20s'")
        session.execute("SET client_min_messages = error")
        session.execute("SELECT pg_advisory_lock(7)")
        return session

    def state(self) -> tuple[Any, ...]:
        """Everything that could have changed."""
        inside = state_of(self.asker)
        row = self.watcher.execute(WATCH, {"asker": self.asker.info.backend_pid}).fetchone()
        assert row is not None
        woken = len(list(self.watcher.notifies(timeout=0)))
        return (*inside, *row, woken, tuple(sorted(map(str, Path("/tmp").glob("route_booty*")))))

    def close(self) -> None:
        """End its sessions."""
        for session in (self.asker, self.bystander, self.watcher):
            session.close()

    def reset(self) -> None:
        """After something did change: a new session, and what it is now counts."""
        self.asker.close()
        self.asker = self._open()
        self.before = self.state()


def attempt(watched: Watched, name: str, attack: Attack) -> str | None:
    """Try one statement on one road; what is wrong, or None."""
    said = "returned"
    try:
        ROADS[name](watched.asker, attack.sql)
    except psycopg.Error as error:
        said = error.sqlstate or str(error)
    except ValueError as error:  # a text that no client can send, such as one with a NUL
        said = str(error)
    if watched.asker.broken or watched.asker.closed:
        watched.reset()
        return f"{name}: the session ended ({said}): {attack}"
    after = watched.state()
    if after != watched.before:
        changed = [n for n, (a, b) in enumerate(zip(watched.before, after, strict=True)) if a != b]
        watched.reset()
        return f"{name}: changed {changed} ({said}): {attack}"
    if (
        attack.expected == "refused"
        and said == "returned"
        and name not in (*DIRECT, "route_explain")
    ):
        return f"{name}: was not refused: {attack}"
    return None


def direct_outcome(session: Session, attack: Attack) -> str:
    """What route.trial says of a statement, in the corpus' words."""
    row = session.execute("SELECT route.trial(%s, 50, 1000000)", (attack.sql,)).fetchone()
    assert row is not None
    failure = row[0].get("failure")
    if failure is None:
        return "runs"
    return "refused" if failure["sqlstate"] == "RT003" else "fails"


def run_corpus(place: Ground, step: int = 1) -> Tally:
    """Try every `step`-th statement of the corpus on all roads."""
    dsn = place.database()
    with connect(dsn) as owner:
        owner.execute(OBJECTS)
    worker = place.scripted(dsn)
    tally, corpus = Tally(), read_corpus()
    for few in [g for g, n in Counter(a.group for a in corpus).items() if n < LEAST_OF_A_CLASS]:
        tally.note(few, f"fewer than {LEAST_OF_A_CLASS} statements")
    with closing(Watched(dsn)) as watched:
        for number, attack in enumerate(corpus[::step]):
            if number % 40 == 0:
                progress(f"  {number} of {len(corpus[::step])} statements, {tally.tried} tries")
            obey(worker, attack.sql)
            _try_everywhere(watched, attack, tally)
    worker.stop()
    return tally


def _try_everywhere(watched: Watched, attack: Attack, tally: Tally) -> None:
    said = direct_outcome(watched.asker, attack)
    wrong = None if said == attack.expected else f"{said}, not {attack.expected}: {attack}"
    tally.note(attack.group, wrong)
    for name in ROADS:
        if not (attack.expected == "runs" and name in OWN_RISK):
            tally.note(attack.group, attempt(watched, name, attack))


_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """A problem as one line of a report."""
    return _SPACE.sub(" ", text)[:400]

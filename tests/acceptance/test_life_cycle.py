"""The extension's life: dumped and restored, dropped, made again, upgraded; a server restarted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.acceptance.backend import until
from tests.fixtures.cluster import ROOT, Cluster, Connect, MakeRole, restart
from tests.fixtures.worker import StartWorker, WorkerProcess, point_to

Session = psycopg.Connection[Any]
ONE = "sql: SELECT count(*) AS n FROM shop.book"

# What an extension is made of, so that two installations can be compared: objects of the schemas
# route and public by name, with definition, rights, comment; and what pg_dump keeps.
SIGNATURE = """
SELECT 'function ' || p.oid::regprocedure, md5(concat_ws('|', pg_get_functiondef(p.oid), p.proacl,
        p.proconfig, p.provolatile, p.prosecdef, obj_description(p.oid, 'pg_proc')))
    FROM pg_proc AS p WHERE pronamespace = 'route'::regnamespace OR proname ~ '^route_'
UNION ALL
SELECT 'relation ' || c.oid::regclass, md5(concat_ws('|', c.relkind, c.relacl, c.reloptions,
        obj_description(c.oid, 'pg_class'), CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid)
            WHEN 'i' THEN pg_get_indexdef(c.oid) END))
    FROM pg_class AS c WHERE relnamespace = 'route'::regnamespace
UNION ALL
SELECT format('column %s.%s', a.attrelid::regclass, a.attname), md5(concat_ws('|', a.attnum,
        format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attstorage,
        pg_get_expr(d.adbin, d.adrelid)))
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'route'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('constraint %s of %s', conname, conrelid::regclass), md5(pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'route'::regnamespace
UNION ALL
SELECT 'event trigger ' || evtname, md5(evtevent || evtfoid::regproc) FROM pg_event_trigger
UNION ALL
SELECT 'kept by pg_dump ' || t::regclass, condition FROM pg_extension,
    unnest(extconfig, extcondition) AS k (t, condition) WHERE extname = 'route_pg'
UNION ALL
SELECT 'belongs to it: ' || pg_describe_object(classid, objid, 0), ''
    FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
        AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'route_pg')
"""

# Everything that is in a database and not PostgreSQL's own or of the other extensions.
LEFT = """
SELECT pg_describe_object(classid, objid, 0) FROM (
    SELECT 'pg_class'::regclass AS classid, oid AS objid FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE oid >= 16384
    UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace
        WHERE oid >= 16384 AND nspname !~ '^pg_temp|^pg_toast'
    UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
    UNION ALL SELECT 'pg_extension'::regclass, oid FROM pg_extension
    UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE oid >= 16384
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast WHERE oid >= 16384
    UNION ALL SELECT 'pg_default_acl'::regclass, oid FROM pg_default_acl
) AS o
"""


def everything(session: Session) -> set[str]:
    return {row[0] for row in session.execute(LEFT).fetchall() if row[0]}


def signature(session: Session) -> dict[str, str]:
    return dict(session.execute(SIGNATURE.encode()).fetchall())


def synced(session: Session) -> None:
    def sync() -> bool:
        try:
            session.execute("SELECT * FROM route_sync()")
        except psycopg.Error as error:
            if error.sqlstate != "RT006":  # the worker is at it
                raise
            return False
        return True

    until(sync, 30)


def knows_room(session: Session) -> bool:
    """Whether the worker has synced a column of that name by itself."""
    return bool(session.execute("SELECT * FROM route.columns WHERE name = 'room'").fetchall())


@pytest.fixture
def bare(cluster: Cluster) -> Iterator[str]:
    """The dsn of a database without the extension."""
    name = cluster.create_database("template0")
    yield cluster.dsn(name)
    cluster.drop_database(name)


def copied(source: str, target: str) -> None:
    """pg_dump of one database into another."""
    dumped = subprocess.run(["pg_dump", "-d", source], capture_output=True, check=True)
    subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", target],
        input=dumped.stdout,
        capture_output=True,
        check=True,
    )


@pytest.mark.usefixtures("bookshop")
def test_a_dump_keeps_what_people_told_route(
    connect: Connect, database: str, bare: str, worker: WorkerProcess
) -> None:
    owner = connect()
    owner.execute("SELECT route_verify('cheap books', 'SELECT title FROM shop.book')")
    owner.execute("SELECT route_term('tome', 'a thick book', 'shop.book')")
    owner.execute("SELECT route_exclude('shop.author', 'name', 'values')")
    owner.execute("SELECT route_exclude('shop.book', 'price', 'all')")
    kept = [
        "SELECT question, sql FROM route.pairs",
        "SELECT term, meaning, relation::text FROM route.terms",
        "SELECT relation::text, column_name, what FROM route.exclusions ORDER BY 2",
        "SELECT * FROM route.setting ORDER BY 1",
    ]
    before = [owner.execute(query).fetchall() for query in kept]
    copied(database, bare)
    with psycopg.connect(bare, autocommit=True) as restored:
        assert [restored.execute(query).fetchall() for query in kept] == before
        # Nobody is shown a pair before it is known what it reads.
        assert restored.execute("SELECT count(*) FROM route.visible_pairs").fetchone() == (0,)
        synced(restored)
        assert restored.execute("SELECT question FROM route.visible_pairs").fetchall() == [
            ("cheap books",)
        ]
        columns = restored.execute("SELECT name FROM route.columns").fetchall()
        assert ("title",) in columns
        assert ("price",) not in columns
        values = restored.execute("SELECT value FROM route.sampled_values").fetchall()
        assert ("Ines Quarrel",) not in values
        assert ("Salt Roads",) in values
        assert restored.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"n": 4},)


def test_dropping_it_leaves_nothing(cluster: Cluster, template: str) -> None:
    name = cluster.create_database(template)
    with psycopg.connect(cluster.dsn(name), autocommit=True) as session:
        session.execute("DROP EXTENSION route_pg")
        session.execute("CREATE EXTENSION IF NOT EXISTS plpython3u")
        before = everything(session)
        session.execute("CREATE EXTENSION route_pg")
        assert any("route_ask" in each for each in everything(session))
        session.execute("CREATE TABLE thing (id int)")
        session.execute("DROP TABLE thing")
        session.execute("DROP EXTENSION route_pg")
        assert everything(session) == before
        session.execute("CREATE TABLE after (id int)")  # no event trigger is in the way
    cluster.drop_database(name)


def test_another_s_functions_do_not_run_while_it_is_installed(
    cluster: Cluster, template: str, make_role: MakeRole
) -> None:
    name, guest = cluster.create_database(template), make_role("guest")
    with psycopg.connect(cluster.dsn(name), autocommit=True) as session:
        session.execute("DROP EXTENSION route_pg; GRANT CREATE ON SCHEMA public TO guest")
        session.execute("CREATE SCHEMA ext; ALTER EXTENSION vector SET SCHEMA ext")
        session.execute("ALTER EXTENSION pg_trgm SET SCHEMA ext")
        with psycopg.connect(cluster.dsn(name, guest), autocommit=True) as trapper:
            trapper.execute(
                "CREATE FUNCTION public.format(text, text, text) RETURNS text LANGUAGE plpgsql"
                " AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;"
                "CREATE FUNCTION public.similarity(text, text) RETURNS real LANGUAGE plpgsql"
                " AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;"
                "CREATE DOMAIN public.vector AS text"
            )
        session.execute("CREATE EXTENSION route_pg")
        row = session.execute("SELECT pg_typeof(route.to_vector(%s))::text", (str([0.5] * 384),))
        assert row.fetchone() == ("ext.vector",)
        row = session.execute("SELECT route.may_mean('pariss', 'paris')")
        assert row.fetchone() == (True,)
    cluster.drop_database(name)


def versions() -> list[str]:
    found = (
        re.fullmatch(r"route_pg--([\d.]+)\.sql", path.name) for path in (ROOT / "sql").iterdir()
    )
    return sorted(match[1] for match in found if match)


def current() -> str:
    control = (ROOT / "sql" / "route_pg.control").read_text()
    found = re.search(r"default_version = '([^']+)'", control)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("version", versions())
def test_an_upgrade_equals_a_fresh_install(
    version: str, cluster: Cluster, template: str, connect: Connect
) -> None:
    """Of the one version that there is, that two installations of it are equal."""
    name = cluster.create_database(template)
    fresh = signature(connect())
    with psycopg.connect(cluster.dsn(name), autocommit=True) as session:
        session.execute("DROP EXTENSION route_pg")
        create = sql.SQL("CREATE EXTENSION route_pg VERSION {}").format(sql.Literal(version))
        session.execute(create)
        session.execute("ALTER EXTENSION route_pg UPDATE")
        row = session.execute("SELECT extversion FROM pg_extension WHERE extname = 'route_pg'")
        assert row.fetchone() == (current(),)
        assert signature(session) == fresh
        # and a difference would be seen
        session.execute("ALTER FUNCTION route.check(text, text) VOLATILE")
        assert signature(session) != fresh
    cluster.drop_database(name)


def test_every_version_can_be_reached(connect: Connect) -> None:
    rows = connect().execute(
        "SELECT source FROM pg_extension_update_paths('route_pg')"
        " WHERE target = %s AND path IS NULL",
        (current(),),
    )
    installed = set(versions())
    assert [row for row in rows.fetchall() if row[0] in installed] == []


@pytest.mark.usefixtures("bookshop")
def test_dropped_and_made_again_under_a_live_worker(
    connect: Connect, start_worker: StartWorker, database: str
) -> None:
    worker = start_worker("--model", "fake", "--dsn", database)
    point_to(database, worker.socket)
    session, other = connect(), connect()
    for asker in (session, other):
        assert asker.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"n": 4},)
    session.execute("DROP EXTENSION route_pg")
    with pytest.raises(psycopg.errors.UndefinedFunction):
        other.execute("SELECT * FROM route_ask(%s)", (ONE,))
    session.execute("CREATE EXTENSION route_pg")
    point_to(database, worker.socket)
    synced(session)
    for asker in (session, other, connect()):
        assert asker.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"n": 4},)
    session.execute("CREATE TABLE shop.shelf (id int, room text)")
    until(
        lambda: bool(session.execute("SELECT * FROM route.columns WHERE name = 'room'").fetchall()),
        30,
    )


@pytest.mark.usefixtures("bookshop")
def test_the_server_restarted_under_the_worker(
    cluster: Cluster, start_worker: StartWorker, database: str
) -> None:
    worker = start_worker("--model", "fake", "--dsn", database)
    point_to(database, worker.socket)
    with psycopg.connect(database, autocommit=True) as before:
        before.execute("SELECT route_sql(%s)", (ONE,))
        restart(cluster)
        with pytest.raises(psycopg.OperationalError):
            before.execute("SELECT route_sql(%s)", (ONE,))
    with psycopg.connect(database, autocommit=True) as after:
        assert after.execute("SELECT * FROM route_ask(%s)", (ONE,)).fetchone() == ({"n": 4},)
        after.execute("CREATE TABLE shop.shelf (id int, room text)")

        until(lambda: knows_room(after), 90)  # the worker is connected again
    assert Path("/proc", str(worker.pid)).exists()

"""Questions asked in unusual places, and answers that do not fit."""

from __future__ import annotations

import re

import psycopg
import pytest
from psycopg import sql

from tests.fixtures.cluster import Cluster, Connect
from tests.fixtures.psql import Psql
from tests.fixtures.worker import StartWorker, WorkerProcess, point_to

ONE = "sql: SELECT 1 AS one"


@pytest.mark.usefixtures("bookshop")
def test_in_a_function_a_trigger_and_a_loop(psql: Psql) -> None:
    printed = psql(
        f"""
        CREATE TABLE answers (answer text);
        CREATE FUNCTION ask() RETURNS text LANGUAGE plpgsql AS $$
        BEGIN RETURN route_sql('{ONE}'); END $$;
        CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.answer := ask(); RETURN NEW; END $$;
        CREATE TRIGGER fill BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION fill();
        INSERT INTO answers VALUES (NULL), (NULL);
        DO $$ DECLARE object json; BEGIN
            FOR object IN SELECT * FROM route_ask('{ONE}') LOOP
                INSERT INTO answers VALUES (object ->> 'one');
            END LOOP;
        END $$;
        SELECT count(*) FROM answers WHERE answer LIKE '%SELECT%';
        """
    )
    assert (printed.err, printed.lines) == ("", ["3"])


@pytest.mark.usefixtures("bookshop")
def test_in_a_failed_transaction(psql: Psql) -> None:
    printed = psql(f"BEGIN; SELECT 1 / 0; SELECT route_sql('{ONE}'); ROLLBACK; SELECT 'goes on';")
    assert "25P02" in printed.err
    assert printed.lines == ["goes on"]


@pytest.mark.usefixtures("bookshop")
def test_in_a_read_only_transaction(psql: Psql) -> None:
    script = f"BEGIN READ ONLY; SELECT * FROM route_ask('{ONE}'); COMMIT;"
    assert psql(script, "bookshop_clerk").lines == ['{"one":1}']


@pytest.mark.usefixtures("bookshop")
def test_uncommitted_rows_and_temporary_tables_are_seen(psql: Psql) -> None:
    script = """BEGIN;
    INSERT INTO shop.author VALUES (9, 'Unsaved');
    SELECT * FROM route_ask('sql: SELECT name FROM shop.author WHERE id = 9');
    ROLLBACK;"""
    assert psql(script).lines == ['{"name":"Unsaved"}']


@pytest.mark.usefixtures("template")
def test_database_that_is_not_utf8(
    cluster: Cluster, psql: Psql, shared_worker: WorkerProcess
) -> None:
    cluster.execute(
        sql.SQL("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    )
    dsn = cluster.dsn("latin")
    try:
        psql("CREATE EXTENSION route_pg CASCADE; CREATE TABLE größe (maß int);", dsn=dsn)
        point_to(dsn, shared_worker.socket)
        psql("INSERT INTO größe VALUES (7); SELECT * FROM route_sync();", dsn=dsn)
        printed = psql("SELECT * FROM route_ask('sql: SELECT maß FROM größe');", dsn=dsn)
        assert (printed.err, printed.lines) == ("", ['{"maß":7}'])
    finally:
        cluster.drop_database("latin")


@pytest.mark.usefixtures("template")
def test_extensions_in_another_schema(
    cluster: Cluster, psql: Psql, shared_worker: WorkerProcess
) -> None:
    name = cluster.create_database("template1")
    dsn = cluster.dsn(name)
    try:
        made = psql(
            """SET client_min_messages = warning; CREATE SCHEMA ext;
            CREATE EXTENSION vector SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext;
            CREATE EXTENSION route_pg CASCADE; CREATE TABLE city (name text);
            INSERT INTO city VALUES ('Ghent');""",
            dsn=dsn,
        )
        assert made.err == ""
        point_to(dsn, shared_worker.socket)
        printed = psql(
            """SELECT count(*) > 0 FROM route_sync();
            SELECT * FROM route_ask('sql: SELECT name FROM city');""",
            dsn=dsn,
        )
        assert (printed.err, printed.lines) == ("", ["t", '{"name":"Ghent"}'])
    finally:
        cluster.drop_database(name)


@pytest.mark.usefixtures("bookshop")
def test_without_usage_on_schema_route(psql: Psql) -> None:
    psql("REVOKE USAGE ON SCHEMA route FROM PUBLIC;")
    said = psql(f"SELECT route_sql('{ONE}');", "bookshop_clerk").err
    assert "ERROR" in said
    assert "route" in said


@pytest.mark.usefixtures("bookshop")
def test_answer_over_the_byte_cap(psql: Psql) -> None:
    psql("INSERT INTO route.setting VALUES ('max_bytes', '100000');")
    question = "sql: SELECT repeat(title, 100000) AS much FROM shop.book"
    printed = psql(f"SELECT length(a::text) FROM route_ask('{question}') AS a;", "bookshop_clerk")
    assert re.search(r"ERROR:  (RT\d\d\d|54000)", printed.err), printed
    assert printed.lines == []


@pytest.mark.usefixtures("bookshop")
def test_view_in_a_read_only_transaction(psql: Psql) -> None:
    psql(f"BEGIN READ ONLY; SELECT route_view('shop.v', '{ONE}');").error("25006")


@pytest.mark.usefixtures("bookshop")
def test_view_whose_name_is_taken(psql: Psql) -> None:
    said = psql(f"SELECT route_view('shop.book', '{ONE}');").err
    assert re.search(r"ERROR:  (42P07|RT006)", said), said
    assert psql("SELECT relkind FROM pg_class WHERE oid = 'shop.book'::regclass;").lines == ["r"]


@pytest.mark.usefixtures("bookshop")
def test_sync_without_rights(psql: Psql) -> None:
    assert "42501" in psql("SELECT * FROM route_sync();", "bookshop_clerk").err


@pytest.mark.usefixtures("bookshop")
def test_sync_twice_at_once(connect: Connect) -> None:
    first, second = connect(autocommit=False), connect()
    first.execute("SELECT * FROM route_sync()")
    second.execute("SET lock_timeout = '2s'")
    with pytest.raises(psycopg.Error) as raised:
        second.execute("SELECT * FROM route_sync()")
    assert raised.value.diag.message_primary
    first.commit()
    assert second.execute("SELECT * FROM route_sync()").fetchall()


@pytest.mark.usefixtures("bookshop")
def test_second_worker_with_another_embedder(
    psql: Psql, database: str, start_worker: StartWorker
) -> None:
    other = start_worker("--model", "fake")
    point_to(database, other.socket)
    assert psql(f"SELECT * FROM route_ask('{ONE}');").lines == ['{"one":1}']

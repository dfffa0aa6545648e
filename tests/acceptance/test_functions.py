"""Each function that a user calls, through psql and a real worker with the fake model."""

from __future__ import annotations

import json

import pytest

from tests.fixtures.psql import Psql

pytestmark = pytest.mark.usefixtures("bookshop")

PRICES = "sql: SELECT title, price FROM shop.book WHERE genre = ''novel'' ORDER BY price"


def test_ask_gives_an_object_a_row_with_keys_in_select_order(psql: Psql) -> None:
    printed = psql(f"SELECT * FROM route_ask('{PRICES}');", "bookshop_clerk")
    assert printed.err == ""
    assert [list(json.loads(line).items()) for line in printed.lines] == [
        [("title", "The Low Sea"), ("price", 12.00)],
        [("title", "Thirty Doors"), ("price", 15.25)],
    ]


def test_ask_gives_at_most_max_rows(psql: Psql) -> None:
    printed = psql("SELECT * FROM route_ask('sql: SELECT id FROM shop.book', 3);", "bookshop_clerk")
    assert len(printed.lines) == 3


def test_sql_runs_with_gexec_as_a_typed_table(psql: Psql) -> None:
    printed = psql(f"SELECT route_sql('{PRICES}') \\gexec", "bookshop_clerk")
    assert printed.lines == ["The Low Sea|12.00", "Thirty Doors|15.25"]


def test_sql_names_relations_with_their_schemas(psql: Psql) -> None:
    script = "SET search_path = shop, public; SELECT route_sql('sql: SELECT count(*) FROM book');"
    assert "shop.book" in psql(script, "bookshop_clerk").out


def test_rows_take_a_column_definition_list_by_position(psql: Psql) -> None:
    query = f"SELECT b.label, b.euros + 1 FROM route_rows('{PRICES}') AS b(label text, euros int);"
    assert psql(query, "bookshop_clerk").lines == ["The Low Sea|13", "Thirty Doors|16"]


def test_rows_with_another_count_of_columns_say_the_list_to_paste(psql: Psql) -> None:
    printed = psql(f"SELECT * FROM route_rows('{PRICES}') AS b(title text);", "bookshop_clerk")
    assert "title text, price numeric" in printed.error("RT006")


def test_columns_are_the_list_that_rows_takes(psql: Psql) -> None:
    listed = psql(f"SELECT route_columns('{PRICES}');", "bookshop_clerk").lines[0]
    columns = listed.strip()
    assert "title text" in columns
    alias = columns if columns.startswith("(") else f"({columns})"
    printed = psql(f"SELECT * FROM route_rows('{PRICES}') AS b {alias};", "bookshop_clerk")
    assert printed.lines == ["The Low Sea|12.00", "Thirty Doors|15.25"]


def test_as_goes_by_column_name(psql: Psql) -> None:
    question = "sql: SELECT born, name, id FROM shop.author WHERE id = 1"
    printed = psql(f"SELECT * FROM route_as(NULL::shop.author, '{question}');", "bookshop_clerk")
    assert printed.lines == ["1|Ines Quarrel|1950-03-01"]


@pytest.mark.parametrize("columns", ["id, name", "id, name, born, 1 AS extra"])
def test_as_with_a_missing_or_extra_column_is_an_error(psql: Psql, columns: str) -> None:
    question = f"sql: SELECT {columns} FROM shop.author"
    psql(f"SELECT * FROM route_as(NULL::shop.author, '{question}');", "bookshop_clerk").error(
        "RT006"
    )


def test_cursor_is_fetched_from_and_scrolls(psql: Psql) -> None:
    script = f"""BEGIN;
    SELECT route_cursor('{PRICES}', 'prices');
    FETCH 1 FROM prices; FETCH 5 FROM prices; FETCH FIRST FROM prices;
    COMMIT;"""
    assert psql(script, "bookshop_clerk").lines == [
        "prices",
        "The Low Sea|12.00",
        "Thirty Doors|15.25",
        "The Low Sea|12.00",
    ]


def test_cursor_is_run_read_only_and_leaves_the_transaction_as_it_was(psql: Psql) -> None:
    psql(
        """CREATE TABLE shop.log (entry int);
        CREATE FUNCTION shop.writes() RETURNS int LANGUAGE plpgsql
        AS 'BEGIN INSERT INTO shop.log VALUES (1); RETURN 1; END';
        CREATE FUNCTION shop.sneaky() RETURNS int LANGUAGE plpgsql STABLE
        AS 'BEGIN RETURN shop.writes(); END';
        -- The check would refuse it: what is tried here is the block that runs the statement.
        CREATE OR REPLACE FUNCTION route.check(
            sql text, path text DEFAULT current_setting('search_path')
        ) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';"""
    )
    psql("SELECT route.open_cursor('SELECT shop.sneaky()', 'c', 9, 'shop');").error("25006")
    script = f"""BEGIN;
    SELECT route_cursor('{PRICES}', 'prices');
    SHOW transaction_read_only;
    INSERT INTO shop.log VALUES (2);
    FETCH 1 FROM prices;
    COMMIT;
    SELECT entry FROM shop.log;"""
    printed = psql(script)
    assert (printed.err, printed.lines) == ("", ["prices", "off", "The Low Sea|12.00", "2"])


def test_view_is_an_ordinary_view(psql: Psql) -> None:
    psql("GRANT CREATE ON SCHEMA shop TO bookshop_clerk;")
    script = f"""SELECT route_view('shop.novels', '{PRICES}');
    SELECT title FROM shop.novels;
    SELECT relkind, pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'shop.novels'::regclass;"""
    printed = psql(script, "bookshop_clerk")
    assert printed.lines[0] == "shop.novels"
    assert sorted(printed.lines[1:3]) == ["The Low Sea", "Thirty Doors"]
    assert printed.lines[3] == "v|bookshop_clerk"


def test_explain_tells_the_whole_story(psql: Psql) -> None:
    printed = psql(f"SELECT route_explain('{PRICES}');", "bookshop_clerk")
    story = json.loads(printed.out)
    assert "shop.book" in story["sql"]
    assert 0 <= story["confidence"] <= 1
    assert story["candidates"]


def test_explain_of_a_refusal_says_what_was_tried(psql: Psql) -> None:
    printed = psql("SELECT route_explain('sql: SELECT nothing FROM shop.book');", "bookshop_clerk")
    assert "42703" in printed.out + printed.err


def test_link_ranks_columns_with_reasons(psql: Psql) -> None:
    query = "SELECT schema_name, table_name, column_name, score IS NOT NULL, evidence"
    printed = psql(f"{query} FROM route_link('price of each title');", "bookshop_clerk")
    rows = [line.split("|") for line in printed.lines]
    assert ["shop", "book", "price"] in [row[:3] for row in rows]


def test_sync_embeds_nothing_the_second_time(psql: Psql) -> None:
    printed = psql("SELECT coalesce(sum(embedded), 0) FROM route_sync();")
    assert printed.lines == ["0"]


def test_sync_embeds_one_changed_column(psql: Psql) -> None:
    psql("COMMENT ON COLUMN shop.book.title IS 'as printed on the cover';")
    assert psql("SELECT sum(embedded) FROM route_sync();").lines == ["1"]


def test_verify_and_term_are_for_curators(psql: Psql) -> None:
    statements = [
        "SELECT route_verify('dearest book', 'SELECT max(price) FROM shop.book')",
        "SELECT route_term('tome', 'a book', 'shop.book')",
    ]
    for statement in statements:
        refused = psql(f"{statement};", "bookshop_clerk").error("42501")
        assert "HINT:  Ask an administrator to: GRANT route_curator TO bookshop_clerk;" in refused
    psql("GRANT route_curator TO bookshop_clerk;")
    for statement in statements:
        assert psql(f"{statement};", "bookshop_clerk").err == ""
    psql("REVOKE route_curator FROM bookshop_clerk;")


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM route_sync()", "SELECT route_exclude('shop.author', 'born')"]
)
def test_what_is_the_owners_says_whom_to_ask(psql: Psql, statement: str) -> None:
    refused = psql(f"{statement};", "bookshop_clerk").error("42501")
    assert "HINT:  Ask the owner of the extension, postgres, or a superuser." in refused


def test_a_verified_pair_answers_its_question(psql: Psql) -> None:
    """Under the path of whoever verified it, for whoever may read what it reads."""
    question = "What did the dearest book ever cost?"
    verify = f"SET search_path = shop; SELECT public.route_verify('{question}', '%s');"
    psql(verify % "SELECT max(price) AS dearest FROM book")
    asked = question.lower().rstrip("?")
    told = psql(f"SELECT route_explain('{asked}');", "bookshop_clerk")
    story = json.loads(told.out)
    assert story["sql"] == "SELECT max(price) AS dearest FROM shop.book"
    assert story["confidence"] == 1
    assert [each["evidence"] for each in story["candidates"]] == [["verified"]]
    asked_of_guest = psql(f"SELECT route_sql('{asked}');", "bookshop_guest")
    assert "dearest" not in asked_of_guest.out
    psql("ALTER TABLE shop.book RENAME price TO cost;")
    assert "AS dearest" not in psql(f"SELECT route_sql('{asked}');", "bookshop_clerk").out


def test_verify_refuses_a_statement_that_does_not_run(psql: Psql) -> None:
    printed = psql("SELECT route_verify('dearest book', 'SELECT max(prize) FROM shop.book');")
    assert printed.err.startswith("ERROR:")


def test_exclude_keeps_a_column_out_of_linking(psql: Psql) -> None:
    psql("SELECT route_exclude('shop.author', 'born', 'all'); SELECT * FROM route_sync();")
    printed = psql(
        "SELECT column_name FROM route_link('when was each author born');", "bookshop_clerk"
    )
    assert printed.lines
    assert "born" not in printed.lines


def test_status_names_worker_and_model(psql: Psql) -> None:
    printed = psql("SELECT item, value FROM route_status();", "bookshop_clerk")
    assert "model|fake" in printed.lines


def test_every_function_has_a_comment(psql: Psql) -> None:
    printed = psql(
        """SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.proname LIKE 'route\\_%' AND obj_description(p.oid, 'pg_proc') IS NULL"""
    )
    assert printed.lines == []

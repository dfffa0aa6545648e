"""The corpus as files, and what its checker finds without a server."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import corpus_check
import corpus_coverage as coverage
import corpus_files as files
import corpus_server as server

FOLDERS = files.folders()


def statement(sql: str = "SELECT a FROM t", **changes: object) -> files.Statement:
    plain = files.Statement(
        number=1, sql=sql, full="Show every a of t.", terse="all a", roundabout="What is there?"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def database(*statements: files.Statement, **changes: object) -> files.Database:
    plain = files.Database(
        name="d",
        about="",
        habit="",
        split="train",
        schema="",
        rows="",
        statements=statements,
        refusals=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


# --- the corpus ----------------------------------------------------------------------------------


def test_domains_name_150_databases_once_and_hold_15_out() -> None:
    text = (files.CORPUS / "DOMAINS.md").read_text(encoding="utf-8")
    named = files.domains()
    assert len(named) >= 150
    assert sum(split == "held-out" for split in named.values()) == 15
    assert all(text.count(f"\n| {name} |") == 1 for name in named)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_database_reads_and_its_statements_parse(folder: Path) -> None:
    written = files.read(folder)
    assert written.split == files.domains()[folder.name]
    assert len({files.shape(s.sql) for s in written.statements}) >= corpus_check.MIN_SHAPES
    kinds = {w.kind for s in written.statements for w in s.wrong}
    assert kinds <= files.WRONG_KINDS
    assert all(tag in coverage.WRITTEN_TAGS for s in written.statements for tag in s.tags)
    assert {r.kind for r in written.refusals} == files.REFUSAL_KINDS


def test_no_two_questions_of_the_corpus_are_alike() -> None:
    assert list(corpus_check.check_unique(files.read(folder) for folder in FOLDERS)) == []


# --- words ---------------------------------------------------------------------------------------


def test_words_of_the_schema_are_found_under_their_endings() -> None:
    schema = files.schema_words({"order_lines", "brewed_on", "CaseFile", "cust_nm"})
    share, shared = files.shared_words("Which cases were brewing on the line?", schema)
    assert shared == ["cases", "brewing", "line"]
    assert share == pytest.approx(3 / 7)


def test_small_words_are_nobodys() -> None:
    schema = files.schema_words({"valid_from", "left_on"})
    assert files.shared_words("from here on", schema) == (0.0, [])


# --- shapes and tags -----------------------------------------------------------------------------


def test_shape_forgets_names_constants_and_aliases() -> None:
    one = files.shape("SELECT b.name AS n FROM beer AS b WHERE b.abv > 6 ORDER BY n")
    assert one == files.shape("SELECT p.town FROM pub AS p WHERE p.tied > 'x' ORDER BY p.town")


def test_shape_keeps_what_is_done() -> None:
    assert files.shape("SELECT max(a) FROM t") != files.shape("SELECT min(a) FROM t")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a FROM t WHERE b IN ('x', 'y')", {"in-list"}),
        ("SELECT a FROM t WHERE NOT b", {"not", "boolean"}),
        ("SELECT a FROM t WHERE e = 'open'", {"equality", "enum"}),
        ("SELECT count(DISTINCT a) FROM t", {"count-distinct"}),
        ("SELECT 100.0 * count(*) FILTER (WHERE c > 1) / count(*) FROM t", {"percent", "filter"}),
        ("SELECT a FROM t JOIN u ON t.i = u.i JOIN v ON v.i = u.i", {"join-3"}),
        ("SELECT x.a FROM t AS x JOIN t AS y ON x.i = y.j", {"self-join", "join-2"}),
        ("SELECT a FROM t WHERE a > (SELECT avg(a) FROM t)", {"scalar-subquery", "avg"}),
        ("SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.i = t.i)", {"not-exists"}),
        ("SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC", {"distinct-on", "order"}),
        ("SELECT a FROM t WHERE d >= current_date - interval '30 days'", {"relative", "last-n"}),
        ("SELECT a FROM t WHERE d BETWEEN date '2024-01-01' AND date '2024-02-01'",
         {"date-fixed", "date-between"}),
    ],
)  # fmt: skip
def test_statement_shows_its_coverage(sql: str, expected: set[str]) -> None:
    assert expected <= coverage.sql_tags(sql, enums={"e"}, booleans={"b"})


def test_common_table_expressions_do_not_count_as_joined_tables() -> None:
    found = coverage.sql_tags(
        "WITH x AS (SELECT a FROM t) SELECT u.b FROM u JOIN x ON x.a = u.a",
        enums=set(),
        booleans=set(),
    )
    assert not {tag for tag in found if tag.startswith("join-")}


# --- the checker ---------------------------------------------------------------------------------


def problems(written: files.Database, columns: list[tuple[str, str, str]]) -> list[str]:
    report = corpus_check.Report(name="d")
    corpus_check.check_text(written, columns, report)
    return report.problems


def test_checker_sees_lazy_questions() -> None:
    found = problems(
        database(
            statement(
                full="all of it",
                terse="a b c d e f g h i j k",
                roundabout="invoice customers",
                tags=("pretty", "pivot"),
            )
        ),
        [("invoice", "customer", "")],
    )
    text = "\n".join(found)
    for expected in (
        "no sentence",
        "more than 10 words",
        "not shorter",
        "shares 100%",
        "unknown tag 'pretty'",
        "nothing in the statement shows tag 'pivot'",
        "no statement uses invoice",
        "only 1 shapes",
        "only 0 refusals",
    ):
        assert expected in text


def test_checker_lets_unused_tables_pass_that_are_so_on_purpose() -> None:
    columns = [("t", "a", ""), ("audit", "a", "")]
    assert "no statement uses audit" in "\n".join(problems(database(statement()), columns))
    silent = database(statement(), unused=("audit",))
    assert "no statement uses audit" not in "\n".join(problems(silent, columns))


def test_checker_counts_wrong_statements_and_floors() -> None:
    report = corpus_check.Report(name="d", coverage=Counter({"count": 1}))
    corpus_check.check_amounts(database(statement()), report)
    text = "\n".join(report.problems)
    assert "only 0 statements with two or three wrong ones" in text
    assert "coverage of count: 1, of 8" in text


def test_questions_alike_are_found_across_databases() -> None:
    pair = database(statement()), replace(database(statement(full="Another one.")), name="e")
    found = [text for _, text in corpus_check.check_unique(pair)]
    assert len(found) == 2  # the terse and the roundabout one


def test_an_answer_of_nulls_and_zeros_says_nothing() -> None:
    assert not corpus_check._says_something(Counter([("None", "0")]))
    assert corpus_check._says_something(Counter([("None", "0"), ("x", "0")]))


def test_numbers_compare_whatever_their_type() -> None:
    assert server.comparable(3) == server.comparable(3.0)
    assert server.comparable(True) != server.comparable(1)

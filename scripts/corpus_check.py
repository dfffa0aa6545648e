"""Check the corpus: databases load, statements answer, wrong statements answer wrongly.

    python scripts/corpus_check.py [--only NAME ..] [--sample SEED] [--jobs N] [--dsn DSN]

Each database is loaded twice into scratch databases, with two seeds, and its tables are shuffled
between runs: an answer that depends on the physical order of rows is an error. Without --dsn (of a
superuser) a scratch cluster is started and thrown away. Prints a line for each problem and the
coverage table; exits 1 where anything is wrong. Knows nothing of models and of training.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import sqlglot.errors

sys.path.insert(0, str(Path(__file__).resolve().parent))
import corpus_coverage as coverage
import corpus_files as files
import corpus_server as server

SEEDS = ("0.42", "-0.77")
SAMPLE = 3  # databases that --sample takes
WORN = 0.03  # share of the roundabout questions that makes a phrase worn
MIN_STATEMENTS, MIN_SHAPES, MIN_REFUSALS = 50, 35, 13


@dataclass(kw_only=True)
class Report:
    """What the check of one database found."""

    name: str
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    coverage: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    wrong: int = 0
    refusals: int = 0
    shapes: int = 0


# --- answers -------------------------------------------------------------------------------------


def _try(
    connection: server.Connection, sql: str, report: Report, where: str
) -> Counter[Any] | None:
    try:
        return server.run(connection, sql)
    except psycopg.Error as error:
        report.problems.append(f"{where}: {str(error).splitlines()[0]}")
        return None


def check_answers(connection: server.Connection, database: files.Database, report: Report) -> None:
    """Every statement gives rows, the same ones after a shuffle; every wrong one gives others."""
    golds = {s.number: _gold(connection, s, report) for s in database.statements}
    for statement in database.statements:
        for wrong in statement.wrong:
            where = f"statement {statement.label}, wrong ({wrong.kind})"
            answer = _try(connection, wrong.sql, report, where)
            if answer is not None and answer == golds[statement.number]:
                report.problems.append(f"{where}: gives the right answer")
    server.shuffle(connection)
    for statement in database.statements:
        gold = golds[statement.number]
        if gold is not None and _try(connection, statement.sql, report, "again") != gold:
            report.problems.append(
                f"statement {statement.label}: another answer when the tables are shuffled"
            )


def check_other_seed(
    connection: server.Connection, database: files.Database, report: Report
) -> None:
    """With another seed every statement still gives rows; wrong ones should still be wrong."""
    for statement in database.statements:
        gold = _gold(connection, statement, report, " (second seed)")
        for wrong in statement.wrong:
            try:
                same = server.run(connection, wrong.sql) == gold
            except psycopg.Error as error:
                report.problems.append(f"statement {statement.label} (second seed): {error}")
                continue
            if same:
                report.warnings.append(
                    f"statement {statement.label}: wrong ({wrong.kind}) is right with seed 2"
                )


def _gold(
    connection: server.Connection, statement: files.Statement, report: Report, seed: str = ""
) -> Counter[Any] | None:
    where = f"statement {statement.label}{seed}"
    answer = _try(connection, statement.sql, report, where)
    if answer is not None and (not _says_something(answer)) != statement.empty:
        state = (
            "gives rows, yet is marked empty" if statement.empty else "gives no row, or only NULL"
        )
        report.problems.append(f"{where}: {state}")
    return answer


def _says_something(answer: Counter[Any]) -> bool:
    """Rows, and not one row of NULLs or zeros alone."""
    return any(value not in ("None", "0") for row in answer for value in row)


# --- text ----------------------------------------------------------------------------------------


def check_text(
    database: files.Database, columns: list[tuple[str, str, str]], report: Report
) -> None:
    """Questions, tags, shapes and names, as far as text alone shows."""
    schema = files.schema_words({name for row in columns for name in row[:2]})
    for statement in database.statements:
        report.problems += _questions(statement, schema)
        report.problems += _tags(statement)
    _shapes(database, report)
    _unused(database, columns, report)
    _refusals(database, report)


def _questions(statement: files.Statement, schema: frozenset[str]) -> Iterator[str]:
    label = f"statement {statement.label}"
    if not statement.full or statement.full[-1] not in ".?!":
        yield f"{label}: the full question is no sentence (ends without . or ?)"
    if len(statement.terse.split()) > files.TERSE_WORDS:
        yield f"{label}: the terse question has more than {files.TERSE_WORDS} words"
    if len(statement.terse) >= len(statement.full):
        yield f"{label}: the terse question is not shorter than the full one"
    share, shared = files.shared_words(statement.roundabout, schema)
    if share >= files.SHARED_WORDS:
        yield f"{label}: roundabout shares {share:.0%} with the schema: {' '.join(shared)}"


def _tags(statement: files.Statement) -> Iterator[str]:
    for tag in statement.tags:
        if tag not in coverage.WRITTEN_TAGS:
            yield f"statement {statement.label}: unknown tag {tag!r}"
        elif not coverage.tag_fits(tag, statement.sql):
            yield f"statement {statement.label}: nothing in the statement shows tag {tag!r}"
    for wrong in statement.wrong:
        if wrong.kind not in files.WRONG_KINDS:
            yield f"statement {statement.label}: unknown kind {wrong.kind!r} of a wrong statement"


def _shapes(database: files.Database, report: Report) -> None:
    seen: dict[str, list[str]] = {}
    for statement in database.statements:
        seen.setdefault(files.shape(statement.sql), []).append(str(statement.number))
    report.shapes = len(seen)
    if len(seen) < MIN_SHAPES:
        alike = "; ".join(", ".join(numbers) for numbers in seen.values() if len(numbers) > 1)
        report.problems.append(f"only {len(seen)} shapes; of one shape: {alike}")


def _unused(database: files.Database, columns: list[tuple[str, str, str]], report: Report) -> None:
    used = [files.used_names(statement.sql) for statement in database.statements]
    tables, names = ({n for pair in used for n in pair[i]} for i in (0, 1))
    for table in sorted({row[0] for row in columns} - tables - set(database.unused)):
        report.problems.append(f"no statement uses {table} (if on purpose, name it in `unused`)")
    rest = sorted({row[1] for row in columns if row[0] not in database.unused} - names)
    if len(rest) > len({row[1] for row in columns}) * 0.35:
        report.problems.append(f"more than a third of the column names unused: {', '.join(rest)}")


def _refusals(database: files.Database, report: Report) -> None:
    kinds = Counter(refusal.kind for refusal in database.refusals)
    if len(database.refusals) < MIN_REFUSALS:
        report.problems.append(f"only {len(database.refusals)} refusals, of {MIN_REFUSALS}")
    for kind in kinds.keys() - files.REFUSAL_KINDS:
        report.problems.append(f"unknown kind of refusal {kind!r}")
    for kind in files.REFUSAL_KINDS - kinds.keys():
        report.problems.append(f"no refusal of kind {kind!r}")


def check_amounts(database: files.Database, report: Report) -> None:
    """Counts, wrong statements for a third, and the floors of one database."""
    report.statements, report.refusals = len(database.statements), len(database.refusals)
    report.wrong = sum(len(s.wrong) for s in database.statements)
    if report.statements < MIN_STATEMENTS:
        report.problems.append(f"only {report.statements} statements, of {MIN_STATEMENTS}")
    noisy = sum(1 for s in database.statements if len(s.wrong) >= 2)
    if noisy * 3 < report.statements:
        report.problems.append(f"only {noisy} statements with two or three wrong ones")
    for tag, (floor, _) in coverage.FLOORS.items():
        if report.coverage[tag] < floor:
            report.problems.append(f"coverage of {tag}: {report.coverage[tag]}, of {floor:g}")


def check_split(database: files.Database, report: Report, domains: dict[str, str]) -> None:
    """The split is that of DOMAINS.md."""
    if domains.get(database.name) != database.split:
        report.problems.append(f"split {database.split!r} is not that of DOMAINS.md")


# --- all -----------------------------------------------------------------------------------------


def check(dsn: str, folder: Path, domains: dict[str, str]) -> Report:
    """Everything about one database."""
    report = Report(name=folder.name)
    try:
        database = files.read(folder)
        check_split(database, report, domains)
        _check_in_server(dsn, database, report)
        check_amounts(database, report)
    except (OSError, ValueError, KeyError, TypeError, psycopg.Error) as error:
        report.problems.append(f"{type(error).__name__}: {error}")
    except sqlglot.errors.ParseError as error:
        report.problems.append(f"sqlglot cannot read a statement: {error}")
    return report


def _check_in_server(dsn: str, database: files.Database, report: Report) -> None:
    with server.scratch_database(dsn, database.name) as connection:
        server.load(connection, database, SEEDS[0])
        columns = server.catalog(connection)
        check_text(database, columns, report)
        enums, booleans = ({row[1] for row in columns if row[2] == kind} for kind in "eb")
        for statement in database.statements:
            found = coverage.sql_tags(statement.sql, enums=enums, booleans=booleans)
            report.coverage.update(found | set(statement.tags))
        check_answers(connection, database, report)
    with server.scratch_database(dsn, database.name) as connection:
        server.load(connection, database, SEEDS[1])
        check_other_seed(connection, database, report)


def check_unique(databases: Iterable[files.Database]) -> Iterator[tuple[str, str]]:
    """No two questions of the corpus alike: (name of the database, problem)."""
    seen: dict[str, str] = {}
    for database in databases:
        asked = [(q, s.label) for s in database.statements for q in s.questions]
        asked += [(r.question, "refusal") for r in database.refusals]
        for question, label in asked:
            key, here = " ".join(files.words(question)), f"{database.name}: {label}"
            if key in seen:
                yield database.name, f"{label}: asked already by {seen[key]}: {question}"
            seen[key] = here


def print_coverage(reports: list[Report]) -> list[str]:
    """The coverage table; what is under its floor over all databases."""
    total = Counter[str]()
    for report in reports:
        total.update(report.coverage)
    low = []
    print(f"\n{'coverage':20}{'statements':>12}{'floor':>8}")
    for tag in [*coverage.FLOORS, *sorted(total.keys() - coverage.FLOORS.keys())]:
        floor = int(coverage.FLOORS.get(tag, (0, 0))[1] * len(reports))
        mark = " <" if total[tag] < floor else ""
        print(f"{tag:20}{total[tag]:12}{floor:8}{mark}")
        if mark:
            low.append(tag)
    return low


def print_worn(databases: list[files.Database]) -> None:
    """Phrases that writers have worn out: for their eyes, no problem by itself."""
    questions = [s.roundabout for database in databases for s in database.statements]
    worn = files.worn_phrases(questions, WORN)
    listed = ", ".join(f"{text!r} {n}" for text, n in worn[:12])
    print(f"\nin more than {WORN:.0%} of the roundabout questions: {listed or 'nothing'}")


def print_report(report: Report) -> None:
    """One line, and one for each problem."""
    print(
        f"{report.name:20} {report.statements:4} statements {report.shapes:4} shapes"
        f" {report.wrong:4} wrong {report.refusals:4} refusals"
        f" {len(report.problems):4} problems {len(report.warnings):3} warnings"
    )
    for text in report.problems:
        print(f"    {text}")
    for text in report.warnings:
        print(f"    warning: {text}")


def chosen(arguments: argparse.Namespace) -> list[Path]:
    """The folders to check."""
    folders = files.folders()
    if arguments.only:
        unknown = set(arguments.only) - {f.name for f in folders}
        if unknown:
            sys.exit(f"corpus_check: no such database: {', '.join(sorted(unknown))}")
        return [f for f in folders if f.name in arguments.only]
    if arguments.sample is not None:
        return random.Random(arguments.sample).sample(folders, min(SAMPLE, len(folders)))
    return folders


def check_all(dsn: str, folders: list[Path], jobs: int) -> list[Report]:
    """A report for each folder, printed as they come."""
    domains = files.domains()
    with ThreadPoolExecutor(jobs) as pool:
        reports = []
        for report in pool.map(lambda folder: check(dsn, folder, domains), folders):
            reports.append(report)
            print_report(report)
    return reports


def main(arguments: list[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(description="Check the corpus.")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these databases alone")
    parser.add_argument("--sample", type=int, metavar="SEED", help=f"{SAMPLE} databases by chance")
    parser.add_argument("--jobs", type=int, default=1, help="databases side by side")
    parser.add_argument("--dsn", help="a superuser's; without it a scratch cluster is started")
    parser.add_argument(
        "--coverage", action="store_true", help="the coverage table also for a part"
    )
    options = parser.parse_args(arguments)
    folders = chosen(options)
    if options.dsn:
        reports = check_all(options.dsn, folders, options.jobs)
    else:
        with server.scratch_cluster() as dsn:
            reports = check_all(dsn, folders, options.jobs)
    return finish(reports, folders, whole=not (options.only or options.sample is not None),
                  coverage=options.coverage)  # fmt: skip


def finish(reports: list[Report], folders: list[Path], *, whole: bool, coverage: bool) -> int:
    """Totals, questions alike, coverage; the exit status."""
    problems = sum(len(report.problems) for report in reports)
    readable = [f for f, report in zip(folders, reports, strict=True) if report.statements]
    databases = [files.read(folder) for folder in readable]
    for name, text in check_unique(databases):
        problems += 1
        print(f"{name}: {text}")
    if whole or coverage:
        low = print_coverage(reports)
        problems += len(low) if whole else 0
        print_worn(databases)
    statements = sum(r.statements for r in reports)
    print(
        f"\n{len(reports)} databases, {statements} statements, {statements * 3} questions,"
        f" {sum(r.wrong for r in reports)} wrong statements,"
        f" {sum(r.refusals for r in reports)} refusals, {problems} problems"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

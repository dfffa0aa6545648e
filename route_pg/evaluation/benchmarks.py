"""The benchmarks as examples: Spider and its kin, BIRD, sql-eval, the corpus, the user's own.

A reader a format. Nothing is left out here: an example whose database is absent stays in the list
and is counted as such by whoever judges.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from route_pg.errors import BadArgument
from route_pg.evaluation.accepted import accepted_answers
from route_pg.evaluation.corpus import read_held_out
from route_pg.evaluation.examples import Benchmark, Example
from route_pg.evaluation.hardness import parsed_hardness, spider_hardness
from route_pg.evaluation.own import own_example
from route_pg.evaluation.records import file_hash

NAMES = (
    "spider",
    "spider-test",
    "spider-syn",
    "spider-realistic",
    "spider-dk",
    "bird",
    "bird-mini",
    "sql-eval",
    "corpus",
    "own",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a benchmark lies on disk."""

    data: Path  # its folder, or its file of questions
    databases: Path | None = None  # where the databases lie elsewhere
    evidence: bool = False  # BIRD: give the evidence along with the question


def read_benchmark(name: str, place: Place) -> Benchmark:
    """Read a benchmark by name; BadArgument where files are missing or of another form."""
    if name not in _READERS:
        message = f"there is no benchmark {name!r}"
        raise BadArgument(message, hint=f"One of {', '.join(NAMES)}.")
    try:
        return _READERS[name](name, place)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        message = f"{place.data} is not in the form of {name}"
        raise BadArgument(message, detail=f"{type(error).__name__}: {error}") from error
    except OSError as error:
        message = f"cannot read {error.filename or place.data}"
        raise BadArgument(message, detail=str(error)) from error


def _found(place: Place, *names: str) -> Path:
    """The file of questions: `place.data` itself, or the first of these names in that folder."""
    if place.data.is_file():
        return place.data
    for name in names:
        if (place.data / name).is_file():
            return place.data / name
    found = f"has none of {', '.join(names)}" if place.data.is_dir() else "does not exist"
    message = f"{place.data} {found}"
    raise BadArgument(message, hint="--data names the benchmark's folder or its file of questions.")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _folder(place: Place, *names: str) -> Path:
    """The folder of the databases: the first of these that is there."""
    base = place.data if place.data.is_dir() else place.data.parent
    roots = [place.databases] if place.databases else [base]
    candidates = [root / name for root in roots for name in names]
    if place.databases:
        candidates.append(place.databases)
    return next((folder for folder in candidates if folder.is_dir()), candidates[0])


def _tables(place: Place, folder: Path, *names: str) -> dict[str, Mapping[str, Any]]:
    base = place.data if place.data.is_dir() else place.data.parent
    for path in [root / name for root in (base, folder.parent, folder) for name in names]:
        if path.is_file():
            return {entry["db_id"]: entry for entry in _json(path)}
    return {}


def _hashes(*paths: Path) -> dict[str, str]:
    return {path.name: file_hash(path) for path in paths if path.is_file()}


# --- Spider and what was made from it ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _SpiderForm:
    """In what a benchmark of Spider's kin differs from Spider."""

    files: tuple[str, ...]
    question: str = "question"
    family: str = "spider"
    folders: tuple[str, ...] = ("database",)
    tables: tuple[str, ...] = ("tables.json",)


_SPIDER_FORMS = {
    "spider": _SpiderForm(files=("dev.json",)),
    "spider-test": _SpiderForm(
        files=("test.json", "test_data/dev.json"),
        family="spider_test",
        folders=("test_database",),
        tables=("test_tables.json", "test_data/tables.json"),
    ),
    "spider-syn": _SpiderForm(files=("dev.json", "dev_syn.json"), question="SpiderSynQuestion"),
    "spider-realistic": _SpiderForm(files=("spider-realistic.json", "dev.json")),
    "spider-dk": _SpiderForm(files=("Spider-DK.json", "dev.json"), family="spider_dk"),
}


def _spider(name: str, place: Place) -> Benchmark:
    form = _SPIDER_FORMS[name]
    path = _found(place, *form.files)
    folder = _folder(place, *form.folders)
    return Benchmark(
        name=name,
        family=form.family,
        engine="sqlite",
        rules="spider",
        examples=tuple(_spider_example(i, e, form.question) for i, e in enumerate(_json(path))),
        databases=folder,
        entries=_tables(place, folder, *form.tables),
        data=_hashes(path),
    )


def _spider_example(index: int, item: Mapping[str, Any], question: str) -> Example:
    example = Example(
        index=index,
        database=item["db_id"],
        question=item[question].strip(),
        golds=(item["query"],),
    )
    if item.get("sql"):
        return replace(example, hardness=spider_hardness(item["sql"]), measured="spider")
    return replace(example, hardness=parsed_hardness(item["query"]) or "unknown")


# --- BIRD --------------------------------------------------------------------------------------


def _bird(name: str, place: Place) -> Benchmark:
    path = _found(place, "dev.json")
    folder = _folder(place, "dev_databases", "database")
    return Benchmark(
        name=name,
        family="bird",
        engine="sqlite",
        rules="bird",
        examples=_bird_examples(path, place),
        databases=folder,
        entries=_tables(place, folder, "dev_tables.json", "tables.json"),
        data=_hashes(path),
    )


def _bird_mini(name: str, place: Place) -> Benchmark:
    """BIRD's mini-dev in its PostgreSQL form: one dump holds the tables of all its databases."""
    path = _found(place, "mini_dev_postgresql.json", "MINIDEV/mini_dev_postgresql.json")
    return Benchmark(
        name=name,
        family="bird_mini",
        engine="postgresql",
        rules="bird",
        examples=_bird_examples(path, place),
        databases=place.databases or path.parent,
        data=_hashes(path),
    )


def _bird_examples(path: Path, place: Place) -> tuple[Example, ...]:
    return tuple(_bird_example(i, item, place.evidence) for i, item in enumerate(_json(path)))


def _bird_example(index: int, item: Mapping[str, Any], evidence: bool) -> Example:
    told = item.get("evidence") or ""
    question = item["question"].strip()
    return Example(
        index=index,
        database=item["db_id"],
        question=f"{question}\n{told}" if evidence and told else question,
        golds=(item["SQL"],),
        evidence=told,
        hardness=item.get("difficulty") or "unknown",
        measured="benchmark",
    )


# --- sql-eval, the project's corpus, and the user's own ----------------------------------------


def _sql_eval(name: str, place: Place) -> Benchmark:
    path = _found(place, "questions_gen_postgres.csv", "data/questions_gen_postgres.csv")
    return Benchmark(
        name=name,
        family="sql_eval",
        engine="postgresql",
        rules="sql-eval",
        examples=tuple(_sql_eval_example(i, row) for i, row in enumerate(_csv(path))),
        databases=place.databases or path.parent,
        data=_hashes(path),
    )


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def _sql_eval_example(index: int, row: Mapping[str, str]) -> Example:
    golds = accepted_answers(row["query"])
    return Example(
        index=index,
        database=row["db_name"],
        question=row["question"].strip(),
        golds=golds,
        evidence=row.get("instructions", ""),
        hardness=row.get("query_category") or "unknown",
        measured="benchmark",
    )


def _corpus(name: str, place: Place) -> Benchmark:
    return read_held_out(name, place.data)


def _own(name: str, place: Place) -> Benchmark:
    path = _found(place, "questions.csv", "questions.toml")
    rows = _own_rows(path) if path.suffix == ".toml" else _csv(path)
    return Benchmark(
        name=name,
        family="own",
        engine="postgresql",
        rules="strict",
        examples=tuple(own_example(i, row) for i, row in enumerate(rows)),
        data=_hashes(path),
    )


def _own_rows(path: Path) -> list[dict[str, Any]]:
    found = tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
    if not isinstance(found, list):
        message = "questions is no array of tables"
        raise TypeError(message)
    return found


_READERS: dict[str, Callable[[str, Place], Benchmark]] = {
    **dict.fromkeys(_SPIDER_FORMS, _spider),
    "bird": _bird,
    "bird-mini": _bird_mini,
    "sql-eval": _sql_eval,
    "corpus": _corpus,
    "own": _own,
}

"""The project's own corpus (docs/corpus.md): its questions as files, and a benchmark of some.

The databases that are held out are a benchmark; the others are for training, which reads them here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from route_pg.errors import NoCandidateStands, RefusedAsUnsafe
from route_pg.evaluation.examples import REFUSE, Benchmark, Example
from route_pg.evaluation.hardness import parsed_hardness
from route_pg.evaluation.records import file_hash

Split = Literal["train", "held-out"]

PHRASINGS = ("full", "terse", "roundabout")
_QUESTIONS = "questions.toml"
_SQLSTATES = {"not here": NoCandidateStands.sqlstate, "asks to write": RefusedAsUnsafe.sqlstate}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question of the corpus, with the statement that answers it or why none does."""

    question: str
    phrasing: str = ""  # one of PHRASINGS; '' of a question that has no answer
    sql: str = ""  # '' where there is none
    refusal: str = ""  # 'not here' or 'asks to write'; '' where there is an answer


def databases(folder: Path, split: Split) -> list[Path]:
    """The folders of the databases of a split, by name."""
    found = sorted(path.parent for path in folder.glob(f"*/{_QUESTIONS}"))
    return [path for path in found if _described(path)["split"] == split]


def answered(path: Path) -> Iterator[Asked]:
    """The questions of a database that have an answer: each statement in all its phrasings."""
    for statement in _described(path)["statement"]:
        for phrasing in PHRASINGS:
            question, sql = " ".join(statement[phrasing].split()), statement["sql"].strip()
            yield Asked(question=question, phrasing=phrasing, sql=sql)


def unanswered(path: Path) -> Iterator[Asked]:
    """The questions of a database that are to be refused."""
    for refusal in _described(path)["refusal"]:
        yield Asked(question=" ".join(refusal["question"].split()), refusal=refusal["kind"])


def _described(path: Path) -> dict[str, Any]:
    return tomllib.loads((path / _QUESTIONS).read_text(encoding="utf-8"))


def read_held_out(name: str, folder: Path) -> Benchmark:
    """The databases that no training sees; rows are a bag, whatever the gold says.

    ValueError where the folder has none.
    """
    paths = databases(folder, "held-out")
    if not paths:
        message = "it has no database that is held out"
        raise ValueError(message)
    asked = [(path.name, one) for path in paths for one in (*answered(path), *unanswered(path))]
    return Benchmark(
        name=name,
        family="corpus_held",
        engine="postgresql",
        rules="strict",
        examples=tuple(_example(i, database, one) for i, (database, one) in enumerate(asked)),
        databases=folder,
        data={f"{path.name}/{_QUESTIONS}": file_hash(path / _QUESTIONS) for path in paths},
    )


def _example(index: int, database: str, asked: Asked) -> Example:
    return Example(
        index=index,
        database=database,
        question=asked.question,
        golds=(asked.sql,) if asked.sql else (),
        refusal=_SQLSTATES[asked.refusal] if asked.refusal else "",
        group=asked.phrasing or REFUSE,
        ordered=False,
        hardness=(parsed_hardness(asked.sql, "postgres") if asked.sql else None) or "unknown",
    )

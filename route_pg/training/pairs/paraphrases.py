"""Other names of tables and columns, learned where Spider-Syn says a schema's word otherwise.

Both sets ask the same questions; where only one stretch of words differs, and it was a name of the
schema in the one, it is another name for it in the other.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal as OneOf

from route_pg.linking.words import STOP_WORDS, split_words
from route_pg.training.data import SOURCES, StoredDatabase
from route_pg.training.pairs import names
from route_pg.training.pairs.inflection import singular
from route_pg.training.pairs.names import Name

Named = tuple[OneOf["table", "column"], Name]
"""What kind of thing, and its stemmed name."""

SYNONYMS = Path(__file__).with_name("synonyms.toml")

MIN_TIMES = 2
"""Questions that must agree on a name."""
MAX_WORDS = 3


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """Other names for those of a schema."""

    learned: Mapping[Named, tuple[Name, ...]]
    synonyms: Mapping[str, Mapping[str, tuple[str, ...]]]  # 'table' and 'column', by last word

    def others(self, what: OneOf["table", "column"], name: Name) -> tuple[Name, ...]:
        """What else a table or column of this name may be called, in the singular."""
        found = self.learned.get((what, names.stems(name)), ())
        instead = self.synonyms[what].get(singular(name[-1]), ())
        return (*found, *((*name[:-1], *words.split()) for words in instead))


def paraphrases(data: Path, aside: Collection[str]) -> Paraphrases:
    """What Spider-Syn's training part teaches, and common synonyms."""
    synonyms = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    return Paraphrases(
        learn(data, aside),
        {
            what: {word: tuple(all_) for word, all_ in listed.items()}
            for what, listed in synonyms.items()
        },
    )


def learn(data: Path, aside: Collection[str]) -> dict[Named, tuple[Name, ...]]:
    """The paraphrases of Spider-Syn's training part, but of the databases in `aside`."""
    pairs = json.loads((data / "spider-syn" / "train_spider.json").read_text(encoding="utf-8"))
    open_database = SOURCES["spider"](data).open
    by_database: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        key = f"spider/{pair['db_id']}"
        if key not in aside:
            by_database[key].append((pair["SpiderQuestion"], pair["SpiderSynQuestion"]))
    counts: Counter[tuple[Named, Name]] = Counter()
    for key, questions in sorted(by_database.items()):
        database = open_database(key)
        assert isinstance(database, StoredDatabase)
        known = _names(database)
        for original, other in questions:
            counts.update(set(_replaced(original, other, known)))
    found: dict[Named, list[Name]] = defaultdict(list)
    for (named, other_name), count in sorted(counts.items()):
        if count >= MIN_TIMES:
            found[named].append(other_name)
    return {named: tuple(others) for named, others in found.items()}


def _names(database: StoredDatabase) -> dict[Name, Named]:
    schema = database.schema
    found: dict[Name, Named] = {}
    for column in schema.columns:
        name = names.stems(names.column_name(schema, column))
        found[name] = ("column", name)
    for table in schema.tables:
        name = names.stems(names.table_name(table))
        found[name] = ("table", name)
    return found


def _replaced(
    original: str, other: str, known: Mapping[Name, Named]
) -> Iterator[tuple[Named, Name]]:
    """Names of the one question that the other says otherwise."""
    left = [word.text.lower() for word in split_words(original)]
    right = [word.text.lower() for word in split_words(other)]
    for change, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        was, now = names.stems(left[a:b]), tuple(right[c:d])
        if change == "replace" and was in known and _sayable(now):
            yield known[was], (*now[:-1], singular(now[-1]))


def _sayable(name: Name) -> bool:
    return (
        0 < len(name) <= MAX_WORDS
        and all(word.isalpha() for word in name)
        and name[0] not in STOP_WORDS
        and name[-1] not in STOP_WORDS
    )

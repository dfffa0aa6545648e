"""The second reader of the corpus: a blind sample to answer, and how far the answers agree.

    python scripts/corpus_reader.py draw --share 0.05 --seed 1 --out DIR
    python scripts/corpus_reader.py compare --out DIR

`draw` writes DIR/NAME.md for each database: its schema and some of its questions, without what
answers them. The reader, who has seen nothing else, writes DIR/NAME.json: {"NUMBER": "statement"}.
`compare` runs both on the rows and prints where they differ: one of the two is to be mended.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import corpus_files as files
import corpus_server as server
import psycopg

DATABASES = files.CORPUS / "databases"


def draw(out: Path, share: float, seed: int) -> int:
    """Write the sample; returns how many questions it has."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for folder in files.folders():
        rng = random.Random(f"{seed} {folder.name}")
        database = files.read(folder)
        size = max(1, round(share * len(database.statements)))
        chosen = sorted(rng.sample(range(len(database.statements)), size))
        asked = [database.statements[at] for at in chosen]
        questions = [f"{s.number}. {rng.choice(s.questions)}" for s in asked]
        schema = (folder / "schema.sql").read_text(encoding="utf-8")
        text = f"# {folder.name}\n\n```sql\n{schema}```\n\n" + "\n".join(questions) + "\n"
        (out / f"{folder.name}.md").write_text(text, encoding="utf-8")
        count += size
    return count


def compare(out: Path) -> tuple[int, int]:
    """Print what differs; returns how many answers agree, and of how many."""
    agreed = total = 0
    with server.scratch_cluster() as dsn:
        for path in sorted(out.glob("*.json")):
            database = files.read(DATABASES / path.stem)
            answers = json.loads(path.read_text(encoding="utf-8"))
            with server.scratch_database(dsn, f"reader_{path.stem}") as connection:
                server.load(connection, database, "0")
                for number, answer in sorted(answers.items(), key=lambda item: int(item[0])):
                    gold = database.statements[int(number) - 1].sql
                    total += 1
                    if difference := differs(connection, gold, answer):
                        print(f"\n{path.stem} {number}: {difference}\n  {gold}\n  {answer}")
                    else:
                        agreed += 1
    return agreed, total


def differs(connection: server.Connection, gold: str, answer: str) -> str:
    """In what the rows differ; '' where they are the same, columns in any order."""
    wanted = server.run(connection, gold)
    try:
        found = server.run(connection, answer)
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    if wanted == found or _unordered(wanted) == _unordered(found):
        return ""
    return f"{sum(wanted.values())} rows and {sum(found.values())}"


def _unordered(rows: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    bag: Counter[tuple[str, ...]] = Counter()
    for row, times in rows.items():
        bag[tuple(sorted(row))] += times
    return bag


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("command", choices=("draw", "compare"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.05, help="of the statements")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.command == "draw":
        count = draw(arguments.out, arguments.share, arguments.seed)
        print(f"{count} questions in {arguments.out}")
    else:
        agreed, total = compare(arguments.out)
        print(f"\n{agreed} of {total} agree ({100 * agreed / max(total, 1):.1f} %)")


if __name__ == "__main__":
    main()

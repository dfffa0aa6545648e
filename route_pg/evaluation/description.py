"""A `tables.json` entry of an SQLite file that comes without one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from route_pg.evaluation.sqlite import open_read_only, quoted, stored_columns, stored_tables


def describe(path: Path, db_id: str) -> dict[str, Any]:
    """A `tables.json` entry of a file that comes without one."""
    entry: dict[str, Any] = {"db_id": db_id, "primary_keys": [], "foreign_keys": []}
    entry["column_names_original"] = [[-1, "*"]]
    with open_read_only(path) as database:
        tables = [name for name in stored_tables(database) if not name.startswith("sqlite_")]
        place: dict[tuple[str, str], int] = {}
        for index, table in enumerate(tables):
            for row in stored_columns(database, table):
                place[table.lower(), row[1].lower()] = len(entry["column_names_original"])
                if row[5]:
                    entry["primary_keys"].append(len(entry["column_names_original"]))
                entry["column_names_original"].append([index, row[1]])
        entry["foreign_keys"] = _declared_keys(database, tables, place)
    entry["table_names_original"] = entry["table_names"] = tables
    entry["column_names"] = entry["column_names_original"]
    entry["column_types"] = [""] * len(entry["column_names"])
    return entry


def _declared_keys(
    database: sqlite3.Connection, tables: Sequence[str], place: Mapping[tuple[str, str], int]
) -> list[list[int]]:
    keys = []
    for table in tables:
        for row in database.execute(f"PRAGMA foreign_key_list({quoted(table)})").fetchall():
            one, other = (
                (table.lower(), row[3].lower()),
                (row[2].lower(), (row[4] or row[3]).lower()),
            )
            if one in place and other in place:
                keys.append([place[one], place[other]])
    return keys

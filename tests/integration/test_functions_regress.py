"""The SQL of tests/regress through psql: what it prints is compared with what is expected."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.psql import psql_environment

FOLDER = Path(__file__).resolve().parents[1] / "regress"
SCRIPTS = sorted(FOLDER.glob("*.sql"))


@pytest.mark.parametrize("script", [pytest.param(path, id=path.stem) for path in SCRIPTS])
def test_regress(database: str, script: Path) -> None:
    done = subprocess.run(
        ["psql", "-X", "-a", "-q", "-d", database, "-f", "-"],
        input=script.read_text(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=psql_environment(),
        check=False,
    )
    expected = script.with_suffix(".out")
    difference = difflib.unified_diff(
        expected.read_text().splitlines() if expected.exists() else [],
        done.stdout.splitlines(),
        str(expected),
        "printed",
        lineterm="",
    )
    assert "\n".join(difference) == ""

"""pgspot finds nothing in the extension's script, and would find what it is there for."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("pgspot")

from scripts.build_extension import extension_script
from scripts.spot_sql import spot

SCRIPT = extension_script()
SAFE = "SET search_path = pg_catalog, pg_temp"


def test_the_script_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    counter = spot(SCRIPT)
    assert capsys.readouterr().out == ""
    assert counter.is_clean()


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (r"^SELECT pg_catalog\.set_config\('search_path', 'pg_catalog, pg_temp', true\);$", ""),
        (rf"{SAFE}(?=\nAS)", ""),
        (rf"SECURITY DEFINER {SAFE}", "SECURITY DEFINER"),
        (r"^CREATE VIEW", "SET search_path = public;\nCREATE VIEW"),
    ],
)
def test_it_finds_what_it_should(
    pattern: str, instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, times = re.subn(pattern, instead, SCRIPT, flags=re.MULTILINE)
    assert times
    assert not spot(broken).is_clean()
    assert "PS0" in capsys.readouterr().out


def test_a_statement_in_a_window_must_be_qualified(capsys: pytest.CaptureFixture[str]) -> None:
    window = "CREATE FUNCTION route.embed("
    broken = SCRIPT.replace(window, f"CREATE VIEW route.v AS SELECT lower('A') = 'a';\n{window}", 1)
    assert broken != SCRIPT
    assert not spot(broken).is_clean()
    assert "PS016" in capsys.readouterr().out

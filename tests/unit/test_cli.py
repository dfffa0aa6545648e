"""The command line without a database: what it says, and its exit status."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from route_pg import __version__
from route_pg.cli import main
from route_pg.display import show_error, show_result
from route_pg.errors import BadArgument, NoCandidateStands
from route_pg.types import Result


@pytest.mark.parametrize("command", ["worker", "ask", "sync", "install", "demo"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert command in capsys.readouterr().out


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for command in ("worker", "ask", "sync", "install", "train", "eval", "doctor", "demo"):
        assert command in said


def test_no_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert __version__ in capsys.readouterr().out


def test_no_database_is_an_error_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["ask", "--dsn", "host=/nowhere", "--model", "fake", "how many?"])
    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith("ERROR:  cannot connect to the database\nDETAIL:  ")
    assert "HINT:  Give --dsn" in said


def test_a_tool_of_its_own_gets_its_own_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    from route_pg.doctor import cli as doctor

    seen: list[list[str]] = []

    def note(argv: list[str]) -> int:
        seen.append(argv)
        return 3

    monkeypatch.setattr(doctor, "main", note)
    assert main(["doctor", "--dsn", "x", "--help"]) == 3
    assert seen == [["--dsn", "x", "--help"]]


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "route_pg.cli", "worker", "--listen", "nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "ERROR:  not HOST:PORT: 'nonsense'\n"


RESULT = Result(
    columns=("n", "n", "t"),
    types=("integer", "integer", "text"),
    rows=((1, None, "[red]x[/red]"), (True, {"a": 1}, "é,\n")),
    complete=False,
)


def test_a_table_shows_markup_as_text() -> None:
    out = io.StringIO()
    show_result(RESULT, "SELECT 1", "table", out)
    shown = out.getvalue()
    assert "[red]x[/red]" in shown
    assert "∅" in shown
    assert "(2 rows, there are more)" in shown


def test_csv_quotes_what_needs_it() -> None:
    out = io.StringIO()
    show_result(RESULT, "SELECT 1", "csv", out)
    assert out.getvalue() == 'n,n,t\n1,,[red]x[/red]\ntrue,"{""a"": 1}","é,\n"\n'


def test_an_error_has_postgresqls_anatomy() -> None:
    out = io.StringIO()
    show_error(NoCandidateStands(detail="Tried 3."), out)
    show_error(BadArgument(message="no"), out)
    first, detail, hint, last = out.getvalue().splitlines()
    assert first == "ERROR:  no statement was found that answers this question"
    assert detail == "DETAIL:  Tried 3."
    assert hint.startswith("HINT:  Name the tables")
    assert last == "ERROR:  no"

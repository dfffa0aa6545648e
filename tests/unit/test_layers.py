"""The layers of DESIGN.md: imports point one way, heavy things are imported late."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "route_pg"

ALWAYS = {"types", "errors", "identifiers", "protocol"}
MIDDLE = {"linking", "generation", "analysis", "models"}
DRIVERS = {"direct", "display", "server_errors"}

MAY_IMPORT: dict[str, set[str]] = {
    "types": set(),
    "errors": set(),
    "identifiers": set(),
    "server_errors": {"errors"},
    "protocol": {"types"},
    "linking": ALWAYS,
    "generation": ALWAYS | {"linking"},
    "analysis": ALWAYS,
    "models": ALWAYS | {"linking", "generation"},
    "collaboration": ALWAYS | MIDDLE,
    "catalog": ALWAYS | {"models", "server_errors"},
    "direct": ALWAYS | MIDDLE | {"collaboration", "server_errors"},
    "display": ALWAYS,
    "worker": ALWAYS | MIDDLE | {"collaboration", "catalog"},
    "training": ALWAYS | MIDDLE | DRIVERS | {"collaboration", "catalog", "evaluation"},
    "evaluation": ALWAYS | MIDDLE | DRIVERS | {"collaboration", "catalog"},
    "doctor": ALWAYS,
    "cli": ALWAYS | MIDDLE | DRIVERS | {"collaboration", "worker", "catalog"},
}
"""What each module or package of route_pg may import of route_pg, beside itself."""

SQLGLOT = ("analysis/", "generation/parse")
STANDARD_ALONE = (
    "types.py",
    "errors.py",
    "identifiers.py",
    "protocol/shapes.py",
    "protocol/messages.py",
    "protocol/decoding.py",
)
HEAVY = ("torch", "transformers", "onnxruntime", "peft", "accelerate", "matplotlib")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Modules that a file imports, anywhere in it; relative ones do not occur."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def unit(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=inside)
def test_imports_point_one_way(path: Path) -> None:
    own = unit(path)
    if own == "__init__":
        assert not list(imported(path))
        return
    assert own in MAY_IMPORT, f"{own} has no place among the layers yet"
    ours = (name.split(".") for name in imported(path) if name.startswith("route_pg."))
    others = {parts[1] for parts in ours} - {own}
    assert others <= MAY_IMPORT[own], f"{own} imports {sorted(others - MAY_IMPORT[own])}"


def test_the_layers_have_no_circle() -> None:
    left = {name: set(below) for name, below in MAY_IMPORT.items()}
    while left:
        free = {name for name, below in left.items() if not below & left.keys() - {name}}
        assert free, f"a circle among {sorted(left)}"
        left = {name: below for name, below in left.items() if name not in free}


@pytest.mark.parametrize("path", modules(), ids=inside)
def test_sqlglot_stays_where_it_is(path: Path) -> None:
    uses = any(name.partition(".")[0] == "sqlglot" for name in imported(path))
    assert not uses or inside(path).startswith(SQLGLOT) or unit(path) in ("evaluation", "training")


@pytest.mark.parametrize("name", STANDARD_ALONE)
def test_the_boundary_needs_the_standard_library_alone(name: str) -> None:
    tops = {each.partition(".")[0] for each in imported(PACKAGE / name)}
    assert tops <= sys.stdlib_module_names | {"route_pg"}


@pytest.mark.parametrize(
    "statement",
    [
        "import route_pg.cli",
        "import route_pg.worker.server",
        "import route_pg.direct",
        "import route_pg.collaboration.conversation",
        "from route_pg.models import open_model; open_model('fake')",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str) -> None:
    check = f"{statement}; import sys; print(*({HEAVY!r} & sys.modules.keys()))"
    check = check.replace(repr(HEAVY), repr(set(HEAVY)))
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_command_line_starts_without_a_model_or_a_driver() -> None:
    check = (
        "import route_pg.cli, sys; print(*({'psycopg', 'sqlglot', 'rich'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def lengths() -> dict[str, int]:
    found = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                found[f"{inside(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    return found


def test_functions_are_short() -> None:
    found = lengths()
    assert statistics.median(found.values()) <= 12
    assert {name: length for name, length in found.items() if length > 80} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        inside(path) for path in modules() if ast.get_docstring(ast.parse(path.read_text())) is None
    ]
    assert silent == []

"""The pinned lock: what pyproject.toml asks for, with hashes, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text()


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+) \\$", LOCK, re.MULTILINE))


def test_it_holds_what_the_worker_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = pinned()
    for each in map(Requirement, project["dependencies"]):
        assert each.name in versions, each
        assert each.specifier.contains(versions[each.name]), each


def test_it_holds_what_those_need_in_turn() -> None:
    versions = {canonicalize_name(name): version for name, version in pinned().items()}
    for name, version in versions.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # of another platform, or of another version of this test's environment
        if found.version != version:
            continue
        for each in map(Requirement, found.requires or ()):
            if each.marker is None or each.marker.evaluate({"extra": ""}):
                needed = canonicalize_name(each.name)
                assert needed in versions, f"{name} needs {each}"
                assert each.specifier.contains(versions[needed], prereleases=True), each


def test_everything_has_a_hash() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pinned())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_it_names_no_place() -> None:
    lines = [line for line in LOCK.splitlines() if not line.startswith("#")]
    assert not [line for line in lines if re.search(r"://|@ |index-url|find-links", line)]

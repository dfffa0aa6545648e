"""What every test has: fixtures by subject, a clean environment, markers by what a test uses."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

pytest_plugins = (
    "tests.fixtures.cluster",
    "tests.fixtures.worker",
    "tests.fixtures.psql",
    "tests.fixtures.bookshop",
    "tests.fixtures.scripted",
)

# A test that uses one of these fixtures needs what the marker names; nobody has to write it twice.
_MARKERS = {"cluster": "postgres", "database": "postgres", "start_worker": "worker"}


def pytest_configure() -> None:
    """Keep libpq's environment out: a test says itself whom it connects to, and as whom."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture, marker in _MARKERS.items():
            if fixture in used:
                item.add_marker(getattr(pytest.mark, marker))

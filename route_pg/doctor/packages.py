"""This side: the package, and what it needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata

from route_pg.doctor.findings import Finding, fine, problem


def installed_version() -> str:
    """The version of the installed package."""
    return metadata.version("route-pg")


def check_packages() -> Iterator[Finding]:
    """Whether what the package needs is installed, in the pinned version where one is pinned."""
    wrong = []
    for requirement in metadata.requires("route-pg") or []:
        if "extra ==" in requirement:
            continue
        name = re.match(r"[\w.-]+", requirement)
        pinned = re.search(r"==\s*([\w.]+)", requirement)
        found = _version_of(name[0]) if name else None
        if found is None or (pinned and found != pinned[1]):
            wrong.append(f"{requirement} (found: {found or 'nothing'})")
    if wrong:
        mend = f"{sys.executable} -m pip install --upgrade route-pg"
        yield problem("python", "wrong or missing: " + "; ".join(wrong), mend)
    else:
        version = ".".join(map(str, sys.version_info[:3]))
        yield fine("python", f"route-pg {installed_version()} on Python {version}, all it needs")


def _version_of(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None

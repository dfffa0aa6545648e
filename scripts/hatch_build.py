"""Builds the wheel's one generated file: the catalog side in plain SQL, for `route-pg install`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlainScript(BuildHookInterface):  # type: ignore[type-arg]
    """Puts route_pg/catalog/install.sql into a wheel; an editable install reads the sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the script beside the tree, which may be read-only."""
        if version == "editable":
            return
        target = Path(tempfile.mkdtemp(prefix="route-pg-"), "install.sql")
        builder = Path(self.root, "scripts", "build_extension.py")
        subprocess.run([sys.executable, builder, "--no-plpython", target], check=True)
        build_data["force_include"][str(target)] = "route_pg/catalog/install.sql"

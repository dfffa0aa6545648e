"""Concatenate sql/src/NN-*.sql into the extension script, or into a plain one.

    python scripts/build_extension.py                        writes sql/route_pg--<version>.sql
    python scripts/build_extension.py --check                fails where that file is out of date
    python scripts/build_extension.py --no-plpython [FILE]   the catalog side for managed services

The plain script has no function that needs the worker's socket (parts 60 to 79) and nothing that
only an extension may do (between `--@extension` and `--@end`); between `--@plain` and `--@end` is
what only the plain script has. `@extschema@` becomes `public` there. After `--@path vector` the
schema of pgvector is looked into as well, after `--@path safe` no longer.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

SQL = Path(__file__).resolve().parents[1] / "sql"
SOCKET_PARTS = range(60, 80)
PATHS = {
    "safe": "'pg_catalog, pg_temp'",
    "vector": "pg_catalog.concat('pg_catalog, ', route.home_of('vector'), ', pg_temp')",
}
GUARD = '\\echo Use "CREATE EXTENSION route_pg" to load this file. \\quit\n'


def _version() -> str:
    control = (SQL / "route_pg.control").read_text()
    found = re.search(r"^default_version = '([^']+)'", control, re.MULTILINE)
    if found is None:
        sys.exit("route_pg.control names no default_version")
    return found[1]


def _parts() -> list[Path]:
    return sorted((SQL / "src").glob("[0-9][0-9]-*.sql"))


def _without(text: str, block: str) -> str:
    """The text less what stands between `--@block` and `--@end`; other markers go, content stays.

    >>> _without("a\\n--@plain\\nb\\n--@end\\nc\\n--@extension\\nd\\n--@end\\n", "plain")
    'a\\nc\\nd\\n'
    """
    text = re.sub(rf"^--@{block}\n.*?^--@end\n", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^--@\w+\n", "", text, flags=re.MULTILINE)


def _with_paths(text: str, *, local: bool) -> str:
    """The text with `--@path` written out as what sets the search_path.

    >>> _with_paths("--@path safe\\n", local=True)
    "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);\\n"
    """
    until = str(local).lower()
    return re.sub(
        r"^--@path (\w+)$",
        lambda found: f"SELECT pg_catalog.set_config('search_path', {PATHS[found[1]]}, {until});",
        text,
        flags=re.MULTILINE,
    )


def _titled(path: Path, text: str) -> str:
    return f"-- {path.name} {'-' * (96 - len(path.name))}\n\n{text.strip()}\n"


def extension_script() -> str:
    """What CREATE EXTENSION runs."""
    parts = [_titled(path, _without(path.read_text(), "plain")) for path in _parts()]
    return _with_paths("\n".join([GUARD, *parts]), local=True)


def plain_script() -> str:
    """The same without PL/Python, for `route-pg install --dsn .. --no-plpython`."""
    paths = [path for path in _parts() if int(path.name[:2]) not in SOCKET_PARTS]
    parts = [_titled(path, _without(path.read_text(), "extension")) for path in paths]
    # psql runs it statement by statement, so the path has to outlive each.
    text = "\n".join([*parts, "RESET search_path;\n"])
    return _with_paths(text, local=False).replace("@extschema@", "public")


def _update(path: Path, text: str, *, check: bool) -> None:
    if path.exists() and path.read_text() == text:
        return
    if check:
        sys.exit(f"{path} is out of date: run python scripts/build_extension.py")
    path.write_text(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument(
        "--no-plpython", action="store_true", help="the script for managed services"
    )
    parser.add_argument("file", nargs="?", type=Path, help="where to write it; - for the terminal")
    arguments = parser.parse_args()
    plain = arguments.no_plpython
    text = plain_script() if plain else extension_script()
    name = "route_pg-plain.sql" if plain else f"route_pg--{_version()}.sql"
    if arguments.file == Path("-"):
        sys.stdout.write(text)
    else:
        _update(arguments.file or SQL / name, text, check=arguments.check)


if __name__ == "__main__":
    main()

"""Walk through the steps of a Dockerfile in a folder that holds a Debian, where no engine runs.

    walk_dockerfile.py FILE ROOT        run its RUN and COPY steps in ROOT (root, chroot)
    walk_dockerfile.py FILE ROOT enter  become its ENTRYPOINT, as its USER
    walk_dockerfile.py FILE ROOT check  become the command of its HEALTHCHECK, as its USER

Knows the few instructions that docker/*.Dockerfile use, and stops at any other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
BASE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PASSED_ON = ("PIP_CERT", "PIP_DEFAULT_TIMEOUT", "ROUTE_DEMO_PASSWORD")
WITHOUT_STEP = {
    "FROM",
    "VOLUME",
    "EXPOSE",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "USER",
    "ENV",
    "ENTRYPOINT",
}


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction with its argument, continued lines joined, comments left out.

    >>> list(instructions("FROM a\\n# b\\nRUN c \\\\\\n    && d\\n"))
    [('FROM', 'a'), ('RUN', 'c      && d')]
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, _, argument = line.partition(" ")
        yield name, argument


def environment(text: str) -> dict[str, str]:
    given = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    found = {"PATH": BASE_PATH, "HOME": "/root", "LANG": "C.UTF-8", **given}
    for name, argument in instructions(text):
        if name == "ENV":
            for key, value in re.findall(r"(\w+)=(\S+)", argument):
                found[key] = value.replace("$PATH", found["PATH"])
    return found


def copy(argument: str, root: Path) -> None:
    *sources, target = argument.split()
    into = root / target.lstrip("/")
    for source in (REPOSITORY / name for name in sources):
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, into, dirs_exist_ok=True, ignore=ignored)
        else:
            file = into / source.name if target.endswith("/") else into
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, file)


def walk(text: str, root: Path) -> None:
    for name, argument in instructions(text):
        print(f"{name} {argument}"[:120], flush=True)
        if name == "RUN":
            command = ["chroot", str(root), "/bin/sh", "-c", argument]
            subprocess.run(command, check=True, env=environment(text))
        elif name == "COPY":
            copy(argument, root)
        elif name not in WITHOUT_STEP:
            sys.exit(f"{name}: not known here")


def become(text: str, root: Path, command: list[str]) -> None:
    user = dict(instructions(text))["USER"]
    in_root = ["chroot", f"--userspec={user}", "--groups=", str(root), *command]
    os.execvpe(in_root[0], in_root, environment(text))


def listed(text: str, instruction: str) -> list[str]:
    """The command of an ENTRYPOINT or HEALTHCHECK, which is a JSON list."""
    argument = dict(instructions(text))[instruction]
    return [str(word) for word in json.loads(argument[argument.index("[") :])]


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    text, root = Path(sys.argv[1]).read_text(), Path(sys.argv[2])
    match sys.argv[3:]:
        case []:
            walk(text, root)
        case ["enter"]:
            become(text, root, listed(text, "ENTRYPOINT"))
        case ["check"]:
            become(text, root, listed(text, "HEALTHCHECK"))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()

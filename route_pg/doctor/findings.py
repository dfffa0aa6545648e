"""What was looked at, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.text import Text

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    subject: str  # 'python', 'server', 'extension', 'worker', 'catalog'
    text: str
    mend: str = ""  # what to do about it, '' when it is fine


def fine(subject: str, text: str) -> Finding:
    """Nothing to do."""
    return Finding(level="ok", subject=subject, text=text)


def warning(subject: str, text: str, mend: str) -> Finding:
    """It works, and not for everybody or not as well as it could."""
    return Finding(level="warning", subject=subject, text=text, mend=mend)


def problem(subject: str, text: str, mend: str) -> Finding:
    """It does not work before this is mended."""
    return Finding(level="problem", subject=subject, text=text, mend=mend)


def report(findings: Iterable[Finding], console: Console) -> int:
    """Print the findings as they come; 0 where none is a problem, else 1."""
    marks = {
        "ok": ("ok     ", "green"),
        "warning": ("warning", "yellow"),
        "problem": ("wrong  ", "red"),
    }
    code = 0
    for finding in findings:
        mark, style = marks[finding.level]
        console.print(Text.assemble((mark, style), f"  {finding.subject:<9}  {finding.text}"))
        if finding.mend:
            console.print(Text(f"{'':20} {finding.mend}"))
        code = max(code, int(finding.level == "problem"))
    return code

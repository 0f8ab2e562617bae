"""The side that asks: starts the child, waits so long and no longer, reads its answer."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circulars.paper import Paper
from circulars.press.failure import PaperFailed

TIME_LIMIT = 120
"""Seconds; a circular of sixteen pages takes two or three."""
MEMORY_LIMIT = 1024**3
"""Bytes of address space; a circular of a hundred pages takes a sixth of it."""

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A PDF, how many pages it has, and the same paper for Word."""

    pdf: bytes
    pages: int
    docx: bytes


def print_paper(
    paper: Paper, *, fonts: Path, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT
) -> PrintedPaper:
    """The paper's files, made in a child process with the typefaces of the folder `fonts`. Raises PaperFailed."""
    command = [sys.executable, "-m", "circulars.press.child", str(os.getpid()), str(memory_limit), str(fonts)]
    try:
        child = subprocess.run(  # noqa: S603 -- our own module; nothing anybody typed is in the command
            command,
            input=paper.to_json().encode(),
            capture_output=True,
            timeout=time_limit,
            cwd=PROJECT,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise PaperFailed("too_slow", f"{time_limit:g}") from slow
    if child.returncode < 0:
        raise PaperFailed("killed", signal.Signals(-child.returncode).name)
    head, _, files = child.stdout.partition(b"\n")
    if child.returncode or not head:
        raise PaperFailed("broken", child.stderr.decode(errors="replace").strip()[-300:])
    answer: dict[str, Any] = json.loads(head)
    if "code" in answer:
        raise PaperFailed(answer["code"], answer["about"])
    length = answer["pdf"]
    return PrintedPaper(files[:length], answer["pages"], files[length:])

"""Printing in a child process that may take only so long and so much memory.

A paper that makes the printer run wild fails alone: the worker that asked lives on and is told why. Run as
`python -m circulars.press` the module is that child: a paper's JSON on standard input, on standard output one
line of JSON and then the PDF. Knows no Django.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from circulars.composing.setting import compose
from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.paper import Paper, UnreadablePaper
from circulars.rendering import MissingGlyph, PagesDiffer, RenderedPaper, faces_in_use, render_paper

TIME_LIMIT = 120
"""Seconds; a circular of sixteen pages takes two or three."""
MEMORY_LIMIT = 1024**3
"""Bytes of address space; a circular of a hundred pages takes a sixth."""

PROJECT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1


class PaperFailed(Exception):
    """No PDF was made. `code` says why, `about` holds what it is about."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code = code
        self.about = about


def proof(paper: Paper) -> None:
    """Compose the paper without printing it. Raises PaperFailed where printing could not succeed."""
    faces = find_faces()
    try:
        faces_in_use(compose(paper, width=faces.width), faces)
    except MissingGlyph as failure:
        raise PaperFailed("missing_glyph", failure.characters) from failure
    except DoesNotFit as failure:
        raise PaperFailed("does_not_fit", str(failure)) from failure


def print_paper(
    paper: Paper, *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT
) -> RenderedPaper:
    """The paper's PDF, made in a child process. Raises PaperFailed."""
    command = [sys.executable, "-m", "circulars.press", str(os.getpid()), str(memory_limit)]
    try:
        child = subprocess.run(  # noqa: S603 -- our own module, no text of anybody's in the command
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
    head, _, pdf = child.stdout.partition(b"\n")
    answer = (
        json.loads(head)
        if head
        else {"code": "broken", "about": child.stderr.decode(errors="replace")[-400:]}
    )
    if "pages" not in answer:
        raise PaperFailed(**answer)
    return RenderedPaper(pdf, int(answer["pages"]))


def _child(parent: int, memory_limit: int) -> None:
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    answer, pdf = _answer(sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)


def _answer(text: str) -> tuple[dict[str, Any], bytes]:
    try:
        rendered = render_paper(Paper.from_json(text))
    except MissingGlyph as failure:
        return {"code": "missing_glyph", "about": failure.characters}, b""
    except DoesNotFit as failure:
        return {"code": "does_not_fit", "about": str(failure)}, b""
    except (UnreadablePaper, PagesDiffer) as failure:
        return {"code": "broken", "about": str(failure)}, b""
    except MemoryError:
        return {"code": "too_big"}, b""
    return {"pages": rendered.pages}, rendered.pdf


def _die_with(parent: int) -> None:
    """When the worker is killed nobody waits for the PDF: the kernel ends this process too (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before we asked
        sys.exit(1)


if __name__ == "__main__":
    _child(int(sys.argv[1]), int(sys.argv[2]))

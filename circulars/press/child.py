"""The child that prints, one paper after another: `python -m circulars.press.child PARENT BYTES`.

On standard input comes a line of JSON, then a paper's JSON; on standard output go a line of JSON, then files. It ends
when nobody asks any more, and when it has grown.
"""

import ctypes
import gc
import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from circulars.composing.setting import compose
from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.paper import Paper, UnreadablePaper
from circulars.rendering import MissingGlyph, first_pages, render_paper
from circulars.seals import SealMissing
from circulars.word import word_twin

PR_SET_PDEATHSIG = 1
PATIENCE = 120.0
"""Seconds until a press that nobody asks gives its memory back."""
GROWN = 320 * 1024
"""KB of memory; one that has grown so far makes place for a new one."""
Answer = tuple[dict[str, Any], list[bytes]]


def main(parent: int, memory_limit: int) -> None:
    die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    gc.freeze()  # what is imported stays: to look through it for rubbish takes as long as to print a paper
    asked, answers = sys.stdin.buffer, _only_for_answers()
    while select.select([asked], [], [], PATIENCE)[0] and (line := asked.readline()):
        order = json.loads(line)
        head, files = printed(asked.read(order["bytes"]).decode(), order)
        is_last = head.get("code") == "too_big" or _memory() > GROWN
        head |= {"files": [len(file) for file in files], "is_last": is_last}
        answers.write(b"".join((json.dumps(head).encode(), b"\n", *files)))
        answers.flush()
        if is_last:
            return


def die_with(parent: int) -> None:
    """When the worker is killed nobody waits for the PDF: the kernel ends this process too (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The process that asked is gone.")


def _only_for_answers() -> BinaryIO:
    """What a library might print goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _memory() -> int:
    """The most this process has had, in KB.

    On Linux not `ru_maxrss`: through vfork and exec that begins at the peak of whoever started this process.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [peak] = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1])


def printed(text: str, order: dict[str, Any]) -> Answer:
    """The answer, and the PDF with its Word twin, made with the same faces; or, if asked for, pictures of the first pages."""
    try:
        paper, faces = Paper.from_json(text), find_faces(Path(order["fonts"]))
        if order["pages"]:
            total, pictures = first_pages(paper, faces=faces, pages=order["pages"])
            return {"pages": total}, pictures
        seals = Path(order["seals"]) if order["seals"] else None
        composed = compose(paper, width=faces.width)
        rendered = render_paper(paper, faces=faces, pages=composed, seals=seals)
        return {"pages": rendered.pages}, [rendered.pdf, word_twin(paper, faces=faces, pages=composed)]
    except MissingGlyph as failure:
        return {"code": "missing_glyph", "about": failure.characters}, []
    except DoesNotFit as failure:
        return {"code": "does_not_fit", "about": str(failure)}, []
    except SealMissing as failure:
        return {"code": "seal_missing", "about": failure.content[:16]}, []
    except UnreadablePaper as failure:
        return {"code": "broken", "about": str(failure)}, []
    except MemoryError:
        return {"code": "too_big", "about": ""}, []


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

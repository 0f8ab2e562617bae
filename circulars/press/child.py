"""The child that prints: `python -m circulars.press.child PARENT BYTES FONTS`.

A paper's JSON comes on standard input; on standard output go one line of JSON, then the PDF and its Word twin.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.paper import Paper, UnreadablePaper
from circulars.rendering import MissingGlyph, PagesDiffer, render_paper
from circulars.seals import SealMissing
from circulars.word import word_twin

PR_SET_PDEATHSIG = 1


def main(parent: int, memory_limit: int, fonts: Path) -> None:
    die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    answer, *files = printed(sys.stdin.buffer.read().decode(), fonts)
    sys.stdout.buffer.write(b"".join((json.dumps(answer).encode(), b"\n", *files)))


def die_with(parent: int) -> None:
    """When the worker is killed nobody waits for the PDF: the kernel ends this process too (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The process that asked is gone.")


def printed(text: str, fonts: Path) -> tuple[dict[str, Any], bytes, bytes]:
    """The answer in one line, the PDF and the Word twin where there are any; both are made with the same faces."""
    try:
        paper, faces = Paper.from_json(text), find_faces(fonts)
        rendered, twin = render_paper(paper, faces=faces), word_twin(paper, faces=faces)
    except MissingGlyph as failure:
        return {"code": "missing_glyph", "about": failure.characters}, b"", b""
    except DoesNotFit as failure:
        return {"code": "does_not_fit", "about": str(failure)}, b"", b""
    except SealMissing as failure:
        return {"code": "seal_missing", "about": failure.content[:16]}, b"", b""
    except (UnreadablePaper, PagesDiffer) as failure:
        return {"code": "broken", "about": str(failure)}, b"", b""
    except MemoryError:
        return {"code": "too_big", "about": ""}, b"", b""
    return {"pages": rendered.pages, "pdf": len(rendered.pdf)}, rendered.pdf, twin


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

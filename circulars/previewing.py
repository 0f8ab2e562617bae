"""The first pages of a paper while it is being decided on: as they will be printed, kept for a while by what is on them.

Nothing here is a circular: no row, no number, only pictures in a folder that may be emptied at any time.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from threading import Lock

from django.conf import settings

from circulars.files import write_whole
from circulars.paper import Paper
from circulars.press import PaperFailed, Preview, preview_paper

PAGES = 4
TIME_LIMIT = 20.0  # seconds
WAIT_FOR_OTHERS = 8.0  # seconds; one preview at a time in each web process
MOST_KEPT = 120

_one_at_a_time = Lock()


def preview(paper: Paper) -> Preview:
    """The first pages as pictures (PNG). Raises PaperFailed, with the code `busy` where others are waited for too long."""
    folder = settings.DATA_DIR / "previews" / _name(paper)
    if kept := _kept(folder):
        return kept
    if not _one_at_a_time.acquire(timeout=WAIT_FOR_OTHERS):
        raise PaperFailed("busy")
    try:
        made = _kept(folder) or preview_paper(
            paper, fonts=settings.FONTS_DIR, pages=PAGES, time_limit=TIME_LIMIT
        )
    finally:
        _one_at_a_time.release()
    _keep(folder, made)
    return made


def _name(paper: Paper) -> str:
    """By what is on the pages, and the typefaces at hand."""
    newest = max((path.stat().st_mtime_ns for path in Path(settings.FONTS_DIR).glob("**/*")), default=0)
    return f"{paper.content_hash()[:40]}-{newest % 10**12}"


def _kept(folder: Path) -> Preview | None:
    try:
        pages = json.loads((folder / "pages.json").read_text())
        pictures = tuple(path.read_bytes() for path in sorted(folder.glob("*.png")))
    except (OSError, ValueError):
        return None
    return Preview(pictures, pages) if len(pictures) == min(pages, PAGES) else None


def _keep(folder: Path, made: Preview) -> None:
    """A disk that takes nothing costs only time."""
    with suppress(OSError):
        for number, picture in enumerate(made.pictures, start=1):
            write_whole(folder / f"{number}.png", picture)
        write_whole(folder / "pages.json", str(made.pages).encode())
        _forget_the_oldest(folder.parent)


def _forget_the_oldest(kept: Path) -> None:
    for folder in sorted(kept.iterdir(), key=lambda each: each.stat().st_mtime)[:-MOST_KEPT]:
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        folder.rmdir()

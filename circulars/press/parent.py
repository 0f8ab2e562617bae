"""The side that asks: takes a press that is free or starts one, waits so long and no longer."""

import atexit
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from circulars.paper import Paper
from circulars.press.failure import PaperFailed
from circulars.press.press import Gone, Meanwhile, Press

TIME_LIMIT = 45
"""Seconds; a circular of sixteen pages takes one or two, and a poisoned one is to fail within a minute."""
MEMORY_LIMIT = 1024**3
"""Bytes of address space; a circular of a hundred pages takes a sixth of it."""


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A PDF, how many pages it has, and the same paper for Word."""

    pdf: bytes
    pages: int
    docx: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """Pictures (PNG) of the first pages, and how many pages there are."""

    pictures: tuple[bytes, ...]
    pages: int


def print_paper(
    paper: Paper,
    *,
    fonts: Path,
    seals: Path | None = None,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
    meanwhile: Meanwhile = lambda: None,
) -> PrintedPaper:
    """The paper's files, made in a child process with the typefaces of the folder `fonts`. Raises PaperFailed.

    `meanwhile` is called every few seconds while it is being made; `seals` is a folder other than the portal's own.
    """
    order = {"fonts": str(fonts), "seals": str(seals or ""), "pages": 0}
    head, (pdf, docx) = _ask(paper, order, time_limit, memory_limit, meanwhile)
    return PrintedPaper(pdf, head["pages"], docx)


def preview_paper(
    paper: Paper, *, fonts: Path, pages: int, time_limit: float, memory_limit: int = MEMORY_LIMIT
) -> Preview:
    """The first pages as they would be printed, as pictures. Raises PaperFailed."""
    order = {"fonts": str(fonts), "pages": pages}
    head, pictures = _ask(paper, order, time_limit, memory_limit, lambda: None)
    return Preview(tuple(pictures), head["pages"])


def _ask(
    paper: Paper, order: dict[str, Any], time_limit: float, memory_limit: int, meanwhile: Meanwhile
) -> tuple[dict[str, Any], list[bytes]]:
    text = paper.to_json().encode()
    while True:
        press = _take(memory_limit)
        try:
            head, files = press.ask(order, text, time_limit=time_limit, meanwhile=meanwhile)
        except Gone:
            continue  # it had printed before; a new one says whether this paper is to blame
        _give_back(press)
        if "code" in head:
            raise PaperFailed(head["code"], head["about"])
        return head, files


_idle: list[Press] = []
_others: list[Press] = []  # of the process this one was forked from; never to be touched
_lock = Lock()


def _take(memory_limit: int) -> Press:
    with _lock:
        fitting = next((press for press in _idle if press.memory_limit == memory_limit), None)
        if fitting:
            _idle.remove(fitting)
    if fitting and fitting.is_alive:
        return fitting
    if fitting:
        fitting.close()
    return Press(memory_limit)


def _give_back(press: Press) -> None:
    if press.is_alive:
        with _lock:
            _idle.append(press)


def _leave_the_parents_presses_alone() -> None:
    global _lock  # noqa: PLW0603 -- it may be held in the parent, by a thread that does not live here
    _others.extend(_idle)
    _idle.clear()
    _lock = Lock()


def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


atexit.register(_close_idle)
os.register_at_fork(after_in_child=_leave_the_parents_presses_alone)

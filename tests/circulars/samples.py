"""A small paper of every kind, printed once for all tests that look at it, and read back."""

from datetime import date
from functools import cache

from circulars.fonts import find_faces
from circulars.kinds import KINDS
from circulars.paper import Paper
from circulars.rendering import render_paper
from tests.circulars.papers import notice
from tests.circulars.reading_pdf import ReadPdf, read_pdf
from tests.circulars.sources import whole
from tests.circulars.variants import VARIANTS

IN_MARCH = {"day": date(2026, 3, 2)}
MADE = {
    name: kind.make(whole(**(IN_MARCH if kind.asks_time == "week" else {}))) for name, kind in KINDS.items()
}
PAPERS: dict[str, Paper] = {
    "notice": notice(),
    **{name: paper for name, paper in MADE.items() if not paper.walls},
    **VARIANTS,
}
WALLS: dict[str, Paper] = {name: paper for name, paper in MADE.items() if paper.walls}
"""Calendars for the wall: no papers in the sense of GB/T 9704, on sheets of their own."""


@cache
def read_back(name: str) -> ReadPdf:
    """Where everything stands on the paper of that name."""
    return read_pdf(render_paper(PAPERS[name], faces=find_faces()).pdf)

"""A small paper of every kind, printed once for all tests that look at it, and read back."""

from functools import cache

from circulars.fonts import find_faces
from circulars.kinds import KINDS
from circulars.paper import Paper
from circulars.rendering import render_paper
from tests.circulars.papers import notice
from tests.circulars.reading_pdf import ReadPdf, read_pdf
from tests.circulars.sources import whole
from tests.circulars.variants import VARIANTS

PAPERS: dict[str, Paper] = {
    "notice": notice(),
    **{name: kind.make(whole()) for name, kind in KINDS.items()},
    **VARIANTS,
}


@cache
def read_back(name: str) -> ReadPdf:
    """Where everything stands on the paper of that name."""
    return read_pdf(render_paper(PAPERS[name], faces=find_faces()).pdf)

"""Whether a circular is still what was issued: its snapshot, its file, and what would be printed today."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

from circulars.models import Circular
from circulars.paper import Paper, UnreadablePaper
from circulars.press import PaperFailed, print_paper


def faults_of(circular: Circular, *, print_again: bool = True) -> list[str]:
    """Codes of what is wrong with a circular, none where all agrees.

    unreadable, snapshot_changed: the frozen text is not what was hashed. file_missing, file_changed: the PDF is not
    the one that was kept. not_printed, printed_differently: setting the snapshot again gives no PDF or another one,
    as it does when typefaces or the printer were replaced.
    """
    try:
        paper = Paper.from_dict(circular.snapshot)
    except UnreadablePaper:
        return ["unreadable"]
    faults = [] if paper.content_hash() == circular.content_hash else ["snapshot_changed"]
    if not circular.is_ready:
        return faults
    file = Path(circular.pdf.path)
    if not file.exists():
        faults.append("file_missing")
    elif sha256(file.read_bytes()).hexdigest() != circular.pdf_sha256:
        faults.append("file_changed")
    if print_again:
        faults += _printed_again(paper, circular)
    return faults


def _printed_again(paper: Paper, circular: Circular) -> list[str]:
    try:
        printed = print_paper(paper, fonts=settings.FONTS_DIR)
    except PaperFailed:
        return ["not_printed"]
    same = sha256(printed.pdf).hexdigest() == circular.pdf_sha256
    return [] if same else ["printed_differently"]

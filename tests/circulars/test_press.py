"""The press: a child process with limits that cannot take anybody with it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from circulars.paper import Paper, Paragraph
from circulars.press import PaperFailed, print_paper, proof
from tests.polling import wait_for

FONTS = Path(settings.FONTS_DIR)
PAPER = Paper(
    letterhead="云山省教育厅文件",
    title="云山省教育厅关于做好开学工作的通知",
    blocks=(Paragraph("各校要按时开学。"),),
    number="云教〔2026〕1号",
    sign_off_name="云山省教育厅",
    sign_off_date=date(2026, 2, 1),
)


def test_a_paper_becomes_a_pdf_of_as_many_pages_as_the_proof_says():
    printed = print_paper(PAPER, fonts=FONTS)

    assert printed.pdf.startswith(b"%PDF-")
    assert printed.pages == proof(PAPER, fonts=FONTS)


def test_a_character_no_font_has_is_found_before_printing():
    paper = Paper(PAPER.letterhead, PAPER.title, (Paragraph("\U0010fffd"),))

    with pytest.raises(PaperFailed, match="missing_glyph: \U0010fffd"):
        proof(paper, fonts=FONTS)
    with pytest.raises(PaperFailed, match="missing_glyph: \U0010fffd"):
        print_paper(paper, fonts=FONTS)


def test_a_paper_that_takes_too_long_is_stopped():
    with pytest.raises(PaperFailed, match="too_slow"):
        print_paper(PAPER, fonts=FONTS, time_limit=0.05)


def test_a_paper_that_takes_too_much_memory_is_stopped():
    with pytest.raises(PaperFailed):
        print_paper(PAPER, fonts=FONTS, memory_limit=40 * 1024**2)


def test_the_child_ends_with_whoever_asked():
    """A parent that starts the child and is killed at once, while the child still waits for its paper."""
    program = (
        "import os, subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-m', 'circulars.press.child', str(os.getpid()), '2000000000', '.'],"
        " stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )

    parent = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    child = int(parent.stdout)
    wait_for(lambda: not is_running(child), what="the child to end")


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

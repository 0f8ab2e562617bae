"""The press: a child process with limits that cannot take anybody with it."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from circulars.paper import Paper, Paragraph, TextAppendix
from circulars.press import PaperFailed, parent, preview_paper, print_paper, proof
from circulars.press.child import GROWN
from tests.circulars.papers import notice
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


@pytest.fixture(autouse=True)
def no_press_is_warm():
    parent._close_idle()


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


def test_a_warm_press_prints_after_edits_what_a_cold_one_prints():
    """Lines, pages, some of them under other numbers, fonts and pictures are kept from one paper to the next."""
    *drafts, last = (notice_saying(words) for words in ("", "鍾𬭎" * 400, "稿" * 40))
    for draft in drafts:
        printed_and_seen(draft)
    [press] = parent._idle

    warm = printed_and_seen(last)

    assert parent._idle == [press]
    parent._close_idle()
    assert printed_and_seen(last) == warm


def notice_saying(words: str) -> Paper:
    """The notice with one more paragraph before its plan."""
    plan, calendar = notice().appendices
    assert isinstance(plan, TextAppendix)
    longer = replace(plan, blocks=(Paragraph(f"总的要求。{words}"), *plan.blocks))
    return replace(notice(), appendices=(longer, calendar))


def printed_and_seen(paper: Paper) -> tuple[bytes, bytes, tuple[bytes, ...]]:
    made = print_paper(paper, fonts=FONTS)
    return made.pdf, made.docx, preview_paper(paper, fonts=FONTS, pages=4, time_limit=45).pictures


def test_a_press_is_kept_warm_however_big_the_process_that_started_it_has_been():
    """What a child inherits through vfork and exec is its parent's peak of memory, not its own."""
    big = b"x" * (2 * GROWN * 1024)
    del big

    print_paper(PAPER, fonts=FONTS)

    assert len(parent._idle) == 1


def test_a_press_that_ended_unasked_is_replaced_unseen():
    print_paper(PAPER, fonts=FONTS)
    [press] = parent._idle
    press._child.kill()
    press._child.wait()

    assert print_paper(PAPER, fonts=FONTS).pages

    assert press not in parent._idle


def test_a_press_that_falls_over_one_paper_prints_the_next():
    with pytest.raises(PaperFailed, match="too_slow"):
        print_paper(PAPER, fonts=FONTS, time_limit=0.05)

    assert print_paper(PAPER, fonts=FONTS).pages


def test_there_are_signs_of_life_while_it_prints(monkeypatch):
    monkeypatch.setattr("circulars.press.press.BEAT", 0.01)
    signs = []

    print_paper(PAPER, fonts=FONTS, meanwhile=lambda: signs.append(1))

    assert signs


def test_a_preview_has_pictures_of_the_first_pages_only():
    paper = replace(PAPER, blocks=(Paragraph("各校要按时开学。" * 200),) * 4)

    preview = preview_paper(paper, fonts=FONTS, pages=2, time_limit=45)

    assert len(preview.pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in preview.pictures)
    assert preview.pages == proof(paper, fonts=FONTS) > 2


def test_the_child_ends_with_whoever_asked():
    """A parent that starts the child and is killed at once, while the child still waits for its paper."""
    program = (
        "import os, subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-m', 'circulars.press.child', str(os.getpid()), '2000000000'],"
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

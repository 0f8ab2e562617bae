"""What follows the text: never on a page without text, and no page for the end of a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from circulars.composing.geometry import BODY
from circulars.composing.pieces import Page, Text
from circulars.composing.setting import compose
from circulars.paper import MINUTES, Paper, Paragraph, TextAppendix
from tests.circulars.papers import short

SIGNED = {"sign_off_name": "临溪县教育局", "sign_off_date": date(2026, 3, 1)}
ENDS: dict[str, dict[str, object]] = {
    "appendices named": {"attachments_note": ("工作要点", "教" * 40, "任务分解表"), **SIGNED},
    "sealed together": {
        "attachments_note": ("工作要点", "任务分解表"),
        "partners": ("临溪县财政局", "临溪县公安局", "临溪县人力资源和社会保障局"),
        "note": "此件公开发布",
        **SIGNED,
    },
    "minutes": {"form": MINUTES, "attendance": (("出席", "周远"), ("列席", "吴启明")), "sealed": False},
}


def pages_of(paper: Paper) -> list[Page]:
    return compose(paper, width=lambda character, slot: 0.5 if ord(character) < 0x2000 else 1.0)


def lines_of(page: Page) -> list[str]:
    texts = [piece for piece in page.pieces if isinstance(piece, Text) and piece.style == BODY]
    return [line.text for text in texts for line in text.lines]


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_page_has_the_end_of_a_paper_without_text(end):
    for count in range(2, 45):
        last = pages_of(short(blocks=(Paragraph("育"),) * count, **end))[-1]

        assert lines_of(last)[0] == "育"


def test_the_page_with_the_seal_does_not_begin_with_the_last_line_of_a_paragraph():
    for count in range(2, 30):
        blocks = (*(Paragraph("育"),) * count, Paragraph("字" * 30), Paragraph("执行。"))

        last = lines_of(pages_of(short(blocks=blocks, **ENDS["sealed together"]))[-1])

        assert last[0] != "字" * 4


def test_a_note_below_the_date_moves_no_seal_to_another_page():
    """It stands as close to the text as its seal allows, where it would not stand on the page otherwise."""
    noted = short(attachments_note=("工作要点",), note="此件公开发布", **SIGNED)
    for count in range(2, 30):
        paper = replace(noted, blocks=(Paragraph("育"),) * count)

        without = pages_of(replace(paper, note=""))
        pages = pages_of(paper)

        assert len(pages) == len(without)
        assert lines_of(pages[-1])[-4:] == ["工作要点", "临溪县教育局", "2026年3月1日", "（此件公开发布）"]


def test_no_page_is_made_for_one_line():
    for count in range(2, 45):
        blocks = (Paragraph("字" * 28 * count),)

        whole = pages_of(short(blocks=blocks))
        behind = pages_of(short(appendices=(TextAppendix("工作要点", blocks, marked=False),)))

        assert len(lines_of(whole[-1])) >= 2
        assert len(lines_of(behind[-1])) >= 2

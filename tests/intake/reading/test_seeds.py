"""Real plans, where they are at hand: the structure that was counted in them by hand, in text and in Word.

Where they stand: tests/seeds.py.
"""

import re
import zipfile
from collections import Counter
from io import BytesIO

import pytest

from intake.reading import (
    Outline,
    OutlineSection,
    invented_characters,
    missing_characters,
    read_document,
    read_source,
)
from intake.reading.plain_text import decode
from tests.seeds import FORMS, NUMBERS, needs_seeds, seed

pytestmark = needs_seeds


def outline_of(number: str, form: str) -> Outline:
    return read_document(*seed(number, form))


def sections_below(sections: tuple[OutlineSection, ...]) -> list[OutlineSection]:
    return [below for section in sections for below in [*section.sections, *sections_below(section.sections)]]


def text_in(content: bytes, form: str) -> str:
    """The text of a file, taken from it in the plainest way."""
    if form == "txt":
        return decode(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", archive.read("word/document.xml").decode()))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("number", "sections", "below", "tasks"),
    [("000", 7, 0, 24), ("001", 6, 0, 25), ("002", 5, 0, 22), ("003", 8, 0, 26), ("004", 2, 7, 22)],
)
def test_sections_and_tasks_are_those_counted_by_hand(
    number: str, form: str, sections: int, below: int, tasks: int
):
    outline = outline_of(number, form)

    assert len(outline.sections) == sections
    assert len(sections_below(outline.sections)) == below
    assert len(list(outline.all_tasks())) == tasks


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", NUMBERS)
def test_no_character_is_lost_or_invented(number: str, form: str):
    content, name = seed(number, form)

    outline = read_document(content, name)

    assert missing_characters(text_in(content, form), outline) == ""
    assert invented_characters(text_in(content, form), outline) == ""
    assert "left_over" not in {aside.code for aside in outline.set_aside}
    assert (
        missing_characters(text_in(content, form), Outline(preamble=(read_source(content, name).text,))) == ""
    )


@pytest.mark.parametrize("form", FORMS)
def test_calendar_of_a_term_is_read_row_by_row(form: str):
    calendar = outline_of("000", form).calendar

    assert Counter(str(entry.month) for entry in calendar) == {
        "2021-09": 23,
        "2021-10": 18,
        "2021-11": 9,
        "2021-12": 18,
        "2022-01": 2,
    }
    assert Counter(str(entry.until) for entry in calendar if entry.until) == {
        "2021-10": 2,
        "2021-12": 3,
        "2022-01": 1,
    }
    assert [len(entry.offices) for entry in calendar if len(entry.offices) != 1] == [2, 2]


@pytest.mark.parametrize("form", FORMS)
def test_header_of_a_paper_from_a_site_is_read(form: str):
    outline = outline_of("001", form)

    assert outline.document_number == "海教〔2021〕1号"
    assert str(outline.signed_on) == "2021-01-29"
    assert outline.addressee == "各中小学、幼儿园、成校、局属各单位"
    assert outline.metadata["索引号"] == "001008004003006/2021-57895"
    assert len(outline.metadata) == 8


@pytest.mark.parametrize("form", FORMS)
def test_past_work_in_a_report_is_no_task(form: str):
    outline = outline_of("003", form)

    assert {task.label for task in outline.all_tasks()} == {"◆"}
    assert [warning.code for warning in outline.warnings] == ["past_work"]


def test_marks_of_the_converter_are_set_aside():
    asides = {aside.code: aside.text for aside in outline_of("002", "txt").set_aside}

    assert asides == {"conversion_mark": "[bookmark: _Toc106361221]"}


@pytest.mark.parametrize("number", NUMBERS)
def test_text_and_word_give_the_same_plan(number: str):
    text, word = outline_of(number, "txt"), outline_of(number, "docx")

    assert (text.title, text.sections, text.calendar) == (word.title, word.sections, word.calendar)
    assert (text.preamble, text.closing, text.metadata) == (word.preamble, word.closing, word.metadata)
    assert (text.period, text.numbering) == (word.period, word.numbering)

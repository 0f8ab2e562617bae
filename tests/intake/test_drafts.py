"""What was read becomes what is written."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from calendar_app.drafts import EntryDraft
from intake.drafts import cut_title, entry_drafts, plan_draft, task_form
from intake.reading import read_document
from tests.intake.documents import PLAN
from workplans.drafts import NamedOffice

OUTLINE = read_document(PLAN.encode(), "要点.txt")


def test_the_plan_of_an_outline_has_its_sections_tasks_offices_and_numbers():
    draft = plan_draft(OUTLINE, title="要点", kind="calendar_year", year=2026)

    assert [section.title for section in draft.sections] == ["办好学校", "守住安全"]
    assert [len(section.tasks) for section in draft.sections] == [2, 1]
    first = draft.sections[0].tasks[0]
    assert first.title == "扩大学位供给。"
    assert first.offices == (NamedOffice("计划财务处", "lead"), NamedOffice("基础教育处", "support"))
    assert first.due_on == date(2026, 8, 31)
    assert (draft.task_form, draft.restarts) == ("dot", False)


def test_a_span_of_months_becomes_the_first_days_of_its_months():
    assert entry_drafts(OUTLINE, kind="calendar_year", year=2026)[0] == EntryDraft(
        starts_month=date(2026, 9, 1),
        ends_month=date(2026, 10, 1),
        work="开学检查（至10月）",
        as_written="9月",
        offices=(NamedOffice("基础教育处", "lead"),),
    )


def test_marks_of_a_document_choose_the_nearest_form():
    assert [task_form(mark) for mark in ("1．", "1.", "1、", "（1）", "◆", "")] == [
        "dot", "dot", "comma", "paren", "mark", "dot",
    ]  # fmt: skip


@given(sentence=st.text(min_size=1, max_size=120), length=st.integers(1, 60))
def test_no_character_is_lost_where_a_title_is_cut(sentence, length):
    title, rest = cut_title(sentence, length)

    assert title + rest == sentence
    assert 1 <= len(title) <= max(length, 1)

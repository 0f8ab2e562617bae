"""A plan's shape without its year: blanks and dates, and back again."""

from __future__ import annotations

from datetime import date

import pytest

from rollover.blueprints import (
    Blueprint,
    Edit,
    EntryPrint,
    SectionPrint,
    TaskPrint,
    When,
    day_at,
    edited,
    entry_drafts,
    fill,
    month_at,
    numbered,
    own_blanks,
    plan_draft,
    standard_values,
    when_in,
)
from rollover.shifting import blank_years
from workplans.drafts import NamedOffice

SHAPE = Blueprint(
    title="{单位}{年度}年要点",
    tasks=(TaskPrint("先做的事"),),
    sections=(
        SectionPrint(
            "一",
            "说明",
            (
                TaskPrint("甲", "在{会场}开会，新建学校3所。", (NamedOffice("办公室"),), When(7, 31)),
                TaskPrint("乙"),
            ),
            (SectionPrint("一之一", "", (TaskPrint("丙"),)),),
        ),
        SectionPrint("二"),
    ),
    entries=(EntryPrint("总结", 11, 12, (), When(1, 29)),),
)
VALUES = standard_values(year=2027, unit="临溪县教育局", place="临溪县")


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("2026年要点", "{年度}年要点"),
        ("2026—2027学年", "{年度}—{下年度}学年"),
        ("2025—2026学年", "{上年度}—{年度}学年"),
        ("到2030年", "到2030年"),
        ("2027年1月", "{下年度}年1月"),
        ("《2026年要点》", "《2026年要点》"),
    ],
)
def test_the_plans_own_years_become_blanks(text, blank):
    assert blank_years(text, base=2026) == blank
    assert fill(blank, standard_values(year=2026, unit="", place="")) == text


def test_a_shape_survives_being_kept():
    assert Blueprint.from_json(SHAPE.to_json()) == SHAPE


def test_only_blanks_of_its_own_are_asked_for():
    assert own_blanks(SHAPE) == ("会场",)


def test_a_plan_comes_of_it_with_days_and_targets():
    draft = plan_draft(
        SHAPE, kind="calendar_year", year=2027, issuer="临溪县教育局", values={**VALUES, "会场": "礼堂"}
    )

    assert draft.title == "临溪县教育局2027年要点"
    first = draft.sections[0].tasks[0]
    assert (first.body, first.due_on) == ("在礼堂开会，新建学校3所。", date(2027, 8, 31))
    assert [target.as_written for target in first.targets] == ["新建学校3所"]
    entry = entry_drafts(SHAPE, kind="calendar_year", year=2027, values=VALUES)[0]
    assert (entry.starts_month, entry.ends_month, entry.due_on) == (
        date(2027, 12, 1), date(2028, 1, 1), date(2027, 2, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 8, 31), date(2026, 1, 1)),
        (date(2027, 2, 28), date(2026, 9, 1)),
        (date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_day_is_found_again(day, start):
    assert day_at(start, when_in(day, start)) == day


def test_months_run_over_the_year():
    assert month_at(date(2026, 9, 1), 4) == date(2027, 1, 1)


def test_parts_are_numbered_in_reading_order():
    assert [part.key for part in numbered(SHAPE)] == [
        "task-0", "section-0", "task-1", "task-2", "section-1", "task-3", "section-2", "entry-0",
    ]  # fmt: skip


def test_edits_reach_their_part_and_nothing_else():
    head = {"title": "题", "addressee": "", "preamble": "", "closing": ""}

    new = edited(
        SHAPE,
        head,
        {"task-3": Edit("新丙"), "task-1": Edit("", is_gone=True), "section-2": Edit("", is_gone=True)},
    )

    assert new.title == "题"
    assert [task.title for task in new.all_tasks()] == ["先做的事", "乙", "新丙"]
    assert [section.title for section in new.all_sections()] == ["一", "一之一"]


def test_an_entry_gets_other_months_and_another_day():
    head = {"title": "题", "addressee": "", "preamble": "", "closing": ""}

    (moved,) = edited(SHAPE, head, {"entry-0": Edit("开会", span=(3, 5), due=When(5, 20))}).entries
    (kept,) = edited(SHAPE, head, {"entry-0": Edit("开会")}).entries

    assert (moved.starts, moved.ends, moved.due) == (3, 5, When(5, 20))
    assert (kept.starts, kept.ends) == (SHAPE.entries[0].starts, SHAPE.entries[0].ends)

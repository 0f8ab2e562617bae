"""Tasks and calendar entries from a workbook: only into a draft of the own bureau."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from calendar_app.models import CalendarEntry
from districts.models import AuditEntry, District, User
from portal.exchange.kinds import KINDS
from portal.exchange.reports import Report
from portal.exchange.services import confirm_import, export_rows, keep_import, look_through
from tests.districts.factories import make_district, make_office
from tests.portal.exchange.workbooks import cells, workbook
from tests.workplans.factories import NOBODY_LEADS, make_editor, make_plan
from workplans.models import Plan, Section, Task
from workplans.queries import plan_outline
from workplans.services import assign_offices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def district() -> District:
    return make_district("海云市")


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    """Two tasks under 抓好队伍, one under 守住底线."""
    return make_plan(district, editor, title="2026年要点")


TASK_HEADS = [
    "Number in the portal", "Plan", "Section", "Task", "Text of the task", "Due on", "Lead office", "Supporting offices",
]  # fmt: skip


def look(kind: str, by: User, *rows: Any) -> Report:
    return look_through(kind=KINDS[kind], district=by.seats[0].district, content=workbook(*rows), by=by)


def bring(kind: str, by: User, *rows: Any) -> None:
    kept = keep_import(
        kind=KINDS[kind], district=by.seats[0].district, name="a.xlsx", content=workbook(*rows), by=by
    )
    confirm_import(kept=kept, kind=KINDS[kind], by=by)


def advice(report: Report) -> list[str]:
    return [problem.split(": ", 1)[1] for row in report.rows for problem in row.problems]


def outline(plan: Plan) -> list[tuple[str, str, list[str]]]:
    """Number, title and offices of every task in reading order; the lead first."""
    return [
        (node.label, node.task.title, [str(duty.office) for duty in node.duties])
        for node in plan_outline(plan).all_tasks()
    ]


def verbs() -> list[str]:
    told = AuditEntry.objects.exclude(verb__in=["create_plan", "keep_import"]).order_by("id")
    return list(told.values_list("verb", flat=True))


def test_tasks_are_added_changed_and_assigned(district, editor, plan):
    make_office(district, "基础教育处", aliases="基教处")
    make_office(district, "计划财务处")
    first = Task.objects.get(title="第1件事")

    bring(
        "tasks", editor, TASK_HEADS,
        [first.pk, "2026年要点", "抓好队伍", "第1件大事", "一段。\n又一段。", "2026-11-30", "基教处", "计划财务处、基教处"],
        ["", "2026年要点", "抓好队伍", "新的一件事", "", "", "计划财务处", ""],
        ["", "2026年要点", "", "开头的一件事", "", "", "", ""],
        ["", "2026年要点", "守住底线", "第3件事", "", "", "", ""],
    )  # fmt: skip

    assert outline(plan) == [
        ("1．", "开头的一件事", []),
        ("2．", "第1件大事", ["基础教育处", "计划财务处"]),
        ("3．", "第2件事", []),
        ("4．", "新的一件事", ["计划财务处"]),
        ("5．", "第3件事", []),
    ]
    first.refresh_from_db()
    assert (first.body, first.due_on, first.version) == ("一段。\n又一段。", date(2026, 11, 30), 2)
    assert verbs() == ["add_task", "assign_offices", "add_task", "edit_task", "assign_offices", "import_rows"]
    edited = AuditEntry.objects.get(verb="edit_task")
    assert edited.before == {
        "title": "第1件事",
        "body": "",
        "due_on": None,
        "no_lead_reason": NOBODY_LEADS,  # a lead makes it needless
    }
    assert edited.district == district


def test_why_nobody_leads_a_task_goes_out_and_comes_back(district, editor, plan):
    make_office(district, "办公室")
    first, second, third = Task.objects.order_by("title")
    sheet = cells(export_rows(kind=KINDS["tasks"], district=district, by=editor))
    at = sheet[0].index("Why nobody leads it")
    assert [row[at] for row in sheet[1:4]] == [NOBODY_LEADS] * 3
    heads = [*TASK_HEADS, "Why nobody leads it"]

    def line(task: Task, lead: str, why: str) -> list[Any]:
        return [task.pk, plan.title, str(task.section), task.title, "", "", lead, "", why]

    bring(
        "tasks", editor, heads,
        line(first, "", "各处室共同落实"), line(second, "", ""), line(third, "办公室", NOBODY_LEADS),
    )  # fmt: skip

    assert list(Task.objects.order_by("title").values_list("no_lead_reason", flat=True)) == [
        "各处室共同落实", "", "",
    ]  # fmt: skip
    assert advice(look("tasks", editor, heads, line(second, "办公室", "无人牵头"))) == [
        "It has a lead office, so no reason is needed. Clear one of the two."
    ]


def test_a_task_moves_to_another_section_and_leaves_no_gap(editor, plan):
    first = Task.objects.get(title="第1件事")

    bring("tasks", editor, TASK_HEADS, [first.pk, plan.title, "守住底线", "第1件事", "", "", "", ""])

    assert [title for _label, title, _offices in outline(plan)] == ["第2件事", "第3件事", "第1件事"]
    assert sorted(Task.objects.values_list("section__title", "position")) == [
        ("守住底线", 0), ("守住底线", 1), ("抓好队伍", 0),
    ]  # fmt: skip


def test_a_task_without_its_number_is_known_by_plan_and_title(editor, plan):
    report = look("tasks", editor, TASK_HEADS, ["", plan.title, "", "第1件事", "新的正文", "", "", ""])

    assert [(row.outcome, len(row.cells)) for row in report.rows] == [("changed", 1)]


def test_one_task_named_in_two_ways_is_told(editor, plan):
    first = Task.objects.get(title="第1件事")

    report = look(
        "tasks", editor, TASK_HEADS,
        [first.pk, plan.title, "", "第1件事", "甲", "", "", ""],
        ["", plan.title, "", "第1件事", "乙", "", "", ""],
    )  # fmt: skip

    assert advice(report) == ["this row stands in the file a second time."]


def test_only_a_draft_of_the_own_bureau_is_changed(district, editor, plan):
    there = make_district("青川县")
    make_plan(there, title="青川要点")
    foreign = Task.objects.get(plan__title="青川要点", title="第1件事")
    issued = make_plan(district, editor, title="去年要点", state="issued")
    frozen = Task.objects.filter(plan=issued).first()
    assert frozen is not None

    report = look(
        "tasks", editor, TASK_HEADS,
        [foreign.pk, "青川要点", "", "改一改", "", "", "", ""],
        ["", "青川要点", "", "加一件", "", "", "", ""],
        [frozen.pk, "去年要点", "", "改一改", "", "", "", ""],
        ["", "去年要点", "", "加一件", "", "", "", ""],
        ["", "没有的计划", "", "加一件", "", "", "", ""],
        ["", "2026年要点", "没有的部分", "加一件", "", "", "", ""],
        ["", "2026年要点", "", "又加一件", "", "", "没有的处", ""],
        ["", "2026年要点", "", "再加一件", "", "三十日", "", ""],
        [Task.objects.filter(plan=plan).first().pk, "去年要点", "", "第1件事", "", "", "", ""],  # type: ignore[union-attr]
    )  # fmt: skip

    assert advice(report) == [
        "your bureau has no row of this number; a new row has none.",
        "please choose: 2026年要点.",
        "this plan is no longer a draft; its rows stay as they are.",
        "this plan is no longer a draft; its rows stay as they are.",
        "please choose: 2026年要点.",
        "please choose: 抓好队伍、守住底线.",
        "your bureau has no such office; please add it first.",
        "a day, please, such as 2026-11-05.",
        "a row stays in its plan.",
    ]


def test_sections_of_the_same_title_are_told_apart_by_the_one_above(editor, plan):
    upper = Section.objects.get(title="守住底线")
    for parent in (None, upper):
        Section.objects.create(plan=plan, parent=parent, title="安全", position=9)

    report = look("tasks", editor, TASK_HEADS, ["", plan.title, "安全", "加一件", "", "", "", ""])
    assert "守住底线／安全" in "".join(advice(report)) or "安全" in "".join(advice(report))

    bring("tasks", editor, TASK_HEADS, ["", plan.title, "守住底线／安全", "加一件", "", "", "", ""])
    section = Task.objects.get(title="加一件").section
    assert section is not None
    assert section.parent == upper


ENTRY_HEADS = ["Plan", "Month", "Until month", "Work", "Due on", "Lead office", "Supporting offices"]


def test_entries_are_added_and_changed(district, editor, plan):
    make_office(district, "督导室")
    old = CalendarEntry.objects.create(
        district=district,
        plan=plan,
        work="旧事",
        starts_month=date(2026, 9, 1),
        ends_month=date(2026, 10, 1),
        position=4,
    )

    bring(
        "entries", editor, ENTRY_HEADS,
        [plan.title, "2026年9月", "2026-12", "旧事", "", "", ""],
        [plan.title, "2026-10", "", "新事", "2026/10/20", "督导室", ""],
    )  # fmt: skip

    old.refresh_from_db()
    assert (old.ends_month, old.version) == (date(2026, 12, 1), 2)
    new = CalendarEntry.objects.get(work="新事")
    assert (new.starts_month, new.ends_month, new.due_on, new.position, str(new.lead)) == (
        date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 20), 5, "督导室",
    )  # fmt: skip
    assert verbs() == ["add_entry", "assign_offices", "edit_entry", "import_rows"]


def test_what_cannot_be_said_of_entries(editor, plan):
    report = look(
        "entries", editor, ENTRY_HEADS,
        [plan.title, "13月", "", "一事", "", "", ""],
        [plan.title, "2026-10", "2026-09", "二事", "", "", ""],
        [plan.title, "", "", "三事", "", "", ""],
        ["没有的计划", "2026-10", "", "四事", "", "", ""],
        [plan.title, "2026-10", "", "五事", "", "", ""],
        [plan.title, "2026年10月", "", "五事", "", "", ""],
    )  # fmt: skip

    assert advice(report) == [
        "a month, please, such as 2026-09.",
        "the last month lies before the first.",
        "please fill this in.",
        "please choose: 2026年要点.",
        "this row stands in the file a second time.",
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["tasks", "entries"])
def test_what_went_out_comes_back_as_it_is(district, editor, plan, kind, language):
    lead, retired = make_office(district, "基础教育处"), make_office(district, "语委办")
    for task in Task.objects.filter(plan=plan):
        assign_offices(carrier=task, lead=retired, supporting=[lead], by=editor)
    retired.is_active = False
    retired.save()
    Task.objects.filter(title="第1件事").update(body=" 一段。\r\n又一段。 ", due_on=date(2026, 11, 1))
    make_plan(district, editor, title="去年要点", state="issued")
    for number, owner in enumerate((plan, None)):
        CalendarEntry.objects.create(
            district=district, plan=owner, work="=一件事", starts_month=date(2026, 9, 1),
            ends_month=date(2026, 9 + number, 1),
        )  # fmt: skip

    with override(language):
        content = export_rows(kind=KINDS[kind], district=district, by=editor)
        report = look_through(kind=KINDS[kind], district=district, content=content, by=editor)

    assert (report.rows, report.unknown) == ([], [])
    assert report.same == len(cells(content)) - 1 > 0


def test_tasks_go_out_in_reading_order_with_their_numbers(district, editor, plan):
    rows = cells(export_rows(kind=KINDS["tasks"], district=district, by=editor))

    assert [row[2:5] for row in rows[1:]] == [
        ["1．", "抓好队伍", "第1件事"],
        ["2．", "抓好队伍", "第2件事"],
        ["3．", "守住底线", "第3件事"],
    ]


def test_a_plan_submitted_since_the_file_was_looked_through_stays_as_it_is(district, editor, plan):
    kept = keep_import(
        kind=KINDS["tasks"], district=district, name="a.xlsx", by=editor,
        content=workbook(TASK_HEADS, ["", plan.title, "", "加一件", "", "", "", ""]),
    )  # fmt: skip
    Plan.objects.update(state=Plan.State.SUBMITTED)

    with pytest.raises(Exception, match="something else"):
        confirm_import(kept=kept, kind=KINDS["tasks"], by=editor)

    assert not Task.objects.filter(title="加一件").exists()


def test_a_changed_task_keeps_its_place_and_its_key(editor, plan):
    before = Task.objects.values("pk", "position", "section_id", "key", "plan_id").get(title="第2件事")

    bring("tasks", editor, TASK_HEADS, [before["pk"], plan.title, "", "第2件大事", "", "", "", ""])

    assert (
        Task.objects.values("pk", "position", "section_id", "key", "plan_id").get(title="第2件大事") == before
    )

"""A plan's tasks beside its calendar: proposed, entered, linked, taken back, and still where it is no draft."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import CalendarEntry
from calendar_app.queries.tying import tying_page
from districts.models import AuditEntry, District, User
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_task,
)
from workplans.models import Plan, TaskOffice

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def district(db) -> District:
    return make_district("海云市")


@pytest.fixture
def editor(district) -> User:
    return make_editor(district)


@pytest.fixture
def plan(district, editor) -> Plan:
    return make_plan(district, drafted_by=editor)


def post(editor: User, plan: Plan, **typed: Any) -> Any:
    return client_of(editor).post(reverse("plan_calendar", args=[plan.pk]), typed, follow=True)


def test_a_task_is_entered_in_the_month_of_its_deadline_with_its_offices(district, editor, plan):
    lead, other = make_office(district), make_office(district)
    due = make_task(plan, "排查校舍安全隐患。", due_on=date(2026, 12, 20))
    make_task(plan, "提高教师待遇。")
    TaskOffice.objects.create(task=due, office=lead, role="lead")
    TaskOffice.objects.create(task=due, office=other, role="support")

    rows = {row.node.task: row for row in tying_page(plan).tasks}
    [proposed] = [month.value for month in rows[due].months if month.is_chosen]
    assert [row.is_ticked for row in rows.values()] == [True, False]
    post(editor, plan, do="enter", enter=[due.pk], **{f"month-{due.pk}": proposed})

    [entry] = CalendarEntry.objects.for_page()
    assert (entry.work, entry.starts_month, entry.ends_month) == ("排查校舍安全隐患", DECEMBER, DECEMBER)
    assert (entry.lead, entry.supporting, list(entry.tasks.all())) == (lead, [other], [due])
    assert due not in {row.node.task for row in tying_page(plan).tasks}


def test_entering_twice_makes_one_and_undo_takes_it_back(editor, plan):
    task = make_task(plan)
    typed = {"do": f"enter-{task.pk}", f"month-{task.pk}": "2026-12"}

    done = post(editor, plan, **typed)
    post(editor, plan, **typed)
    [entry] = CalendarEntry.objects.all()
    undo = reverse("plan_calendar_undo", args=[plan.pk, done.context["trace"].pk])
    client_of(editor).post(undo)
    client_of(editor).post(undo)

    assert not CalendarEntry.objects.exists()
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["add_entry", "enter_tasks", "remove_entry"]
    assert entry.work == "办好每一所学校"


def test_what_was_worked_on_since_is_not_undone(editor, plan):
    task = make_task(plan)
    done = post(editor, plan, do=f"enter-{task.pk}", **{f"month-{task.pk}": "2026-12"})
    CalendarEntry.objects.update(version=2, work="改过的")

    undo = reverse("plan_calendar_undo", args=[plan.pk, done.context["trace"].pk])
    answer = client_of(editor).post(undo, follow=True)

    assert CalendarEntry.objects.get().work == "改过的"
    assert "其中 1 项之后又有修改" in answer.content.decode()


def test_a_ticked_task_without_a_month_is_asked_for_it_and_nothing_is_written(editor, plan):
    first, second = make_task(plan, "甲"), make_task(plan, "乙")

    answer = post(
        editor,
        plan,
        do="enter",
        enter=[first.pk, second.pk],
        **{f"month-{first.pk}": "2026-12", f"month-{second.pk}": ""},
    )

    assert answer.status_code == 422
    assert not CalendarEntry.objects.exists()
    rows = {row.node.task: row for row in answer.context["page"].tasks}
    assert (rows[first].is_ticked, rows[second].is_ticked, rows[second].lacks_month) == (True, True, True)
    assert [month.value for month in rows[first].months if month.is_chosen] == ["2026-12"]


def test_the_likeliest_task_is_suggested_and_several_are_linked_and_unlinked_at_once(district, editor, plan):
    drill = make_task(plan, "加强消防安全演练，每学期不少于一次。")
    reading = make_task(plan, "开展全民阅读活动。")
    fire = make_entry(district, "组织全市学校消防安全演练", plan=plan)
    books = make_entry(district, "全民阅读月启动仪式", plan=plan)
    make_entry(district, "招生考试报名", plan=plan)

    page = tying_page(plan)
    guessed = {row.entry.work: [task.value for task in row.tasks][:1] for row in page.entries}
    assert guessed == {fire.work: [str(drill.pk)], books.work: [str(reading.pk)], "招生考试报名": []}
    pairs = {f"task-{fire.pk}": drill.pk, f"task-{books.pk}": reading.pk}
    done = post(editor, plan, do="tie", tie=[fire.pk, books.pk], **pairs)
    assert [list(row.tasks.all()) for row in (fire, books)] == [[drill], [reading]]
    assert [row.entry.work for row in tying_page(plan).entries] == ["招生考试报名"]

    client_of(editor).post(reverse("plan_calendar_undo", args=[plan.pk, done.context["trace"].pk]))
    assert not fire.tasks.exists()
    assert not books.tasks.exists()


def test_tasks_of_another_plan_are_not_linked(district, editor, plan):
    other = make_task(make_plan(district, drafted_by=editor), "别的计划")
    entry = make_entry(district, plan=plan)

    post(editor, plan, do=f"tie-{entry.pk}", **{f"task-{entry.pk}": other.pk})

    assert not entry.tasks.exists()


def test_an_issued_plan_is_shown_and_stays_as_it_is(district, editor):
    plan = make_plan(district, Plan.State.ISSUED, drafted_by=editor)
    task = make_task(plan)
    make_entry(district, plan=plan)

    page = client_of(editor).get(reverse("plan_calendar", args=[plan.pk])).content.decode()
    answer = post(editor, plan, do=f"enter-{task.pk}", **{f"month-{task.pk}": "2026-12"})

    assert "已印发的计划需要调整的，请发起修订" in page
    assert 'name="do"' not in page
    assert (answer.status_code, CalendarEntry.objects.count()) == (409, 1)


def test_the_page_asks_the_same_of_the_database_at_1_and_30_rows(district, editor, plan):
    client, address, counts = client_of(editor), reverse("plan_calendar", args=[plan.pk]), []
    for rows in (1, 29):
        for number in range(rows):
            make_task(plan, f"消防演练第{number}次", due_on=DECEMBER)
            make_entry(district, f"消防演练第{number}次", plan=plan, lead=make_office(district))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("do", ["enter", "tie"])
def test_undo_asks_the_same_of_the_database_at_1_and_20_rows(district, editor, plan, do):
    client, counts = client_of(editor), []
    for rows in (1, 20):
        tasks = [make_task(plan, f"第{number}项") for number in range(rows)]
        typed: dict[str, Any] = {"do": do, "enter": [task.pk for task in tasks]}
        typed |= {f"month-{task.pk}": "2026-12" for task in tasks}
        if do == "tie":
            entries = [make_entry(district, plan=plan) for _ in tasks]
            typed["tie"] = [entry.pk for entry in entries]
            typed |= {f"task-{one.pk}": task.pk for one, task in zip(entries, tasks, strict=True)}
        done = post(editor, plan, **typed)
        with CaptureQueriesContext(connection) as caught:
            client.post(reverse("plan_calendar_undo", args=[plan.pk, done.context["trace"].pk]))
        assert not CalendarEntry.tasks.through.objects.exists()
        counts.append(len(caught))

    assert counts[0] == counts[1]

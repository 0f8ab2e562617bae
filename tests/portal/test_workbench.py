"""The front page and the list behind it: what must I do now, what waits for others, what happens this month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from districts.models import Role
from portal.workbench import bench_for
from tests.calendar_app.factories import client_of, make_entry, make_plan, make_task
from tests.circulars.factories import make_bureau, make_circular, make_clerk
from tests.districts.factories import make_office, make_school, make_user
from workplans.models import ApprovalStep, Plan, TaskAudience, TaskOffice

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def bureau():
    return make_bureau("海云市", "海教")


def titles(beginning) -> list[str]:
    return [row.title for row in beginning.rows]


def test_an_approver_finds_what_awaits_approval(bureau):
    plan = make_plan(bureau, Plan.State.SUBMITTED)
    approver = make_user(bureau, Role.APPROVER)

    assert titles(bench_for(approver.seats[0], TODAY).now) == [plan.title]


def test_an_editor_finds_drafts_to_go_on_with_and_plans_to_issue(bureau):
    editor = make_user(bureau)
    make_plan(bureau, Plan.State.DRAFT, editor)
    make_plan(bureau, Plan.State.APPROVED, editor)
    make_plan(bureau, Plan.State.SUBMITTED, editor)

    bench = bench_for(editor.seats[0], TODAY)

    assert [row.state for row in bench.now.rows] == ["approved", "draft"]
    assert [row.state for row in bench.waiting.rows] == ["waiting"]


@override("zh-hans")
def test_a_plan_that_was_returned_says_so_and_why_until_it_is_handed_in_again(bureau):
    editor = make_user(bureau)
    plan = make_plan(bureau, Plan.State.DRAFT, editor)
    for act, note in (("submit", ""), ("return", "请补充牵头处室。")):
        ApprovalStep.objects.create(plan=plan, act=act, by=editor, note=note)

    (row,) = bench_for(editor.seats[0], TODAY).now.rows
    assert (row.word, row.notes) == ("退回修改", ("请补充牵头处室。",))

    ApprovalStep.objects.create(plan=plan, act="submit", by=editor)
    ApprovalStep.objects.create(plan=plan, act="recall", by=editor)
    (row,) = bench_for(editor.seats[0], TODAY).now.rows
    assert (row.word, row.notes) == ("草稿", ())


@override("zh-hans")
def test_an_approver_sees_which_plan_is_an_amendment(bureau):
    plan = make_plan(bureau, Plan.State.ISSUED)
    draft = make_plan(bureau, Plan.State.SUBMITTED)
    Plan.objects.filter(pk=draft.pk).update(amends=plan)

    (row,) = bench_for(make_user(bureau, Role.APPROVER).seats[0], TODAY).now.rows

    assert row.notes[0] == "修订稿"


def test_an_office_finds_what_is_late_before_what_comes_later(bureau):
    office = make_office(bureau, "学校安全处")
    head = make_user(bureau, Role.OFFICE_HEAD, office=office)
    plan = make_plan(bureau, Plan.State.ISSUED)
    for title, day in (("早该做完。", date(2026, 11, 2)), ("年底做完。", date(2026, 12, 31))):
        TaskOffice.objects.create(task=make_task(plan, title, day), office=office, role="lead")

    bench = bench_for(head.seats[0], TODAY)

    assert (titles(bench.now), titles(bench.later)) == (["早该做完"], ["年底做完"])


def test_a_school_finds_its_circulars_and_only_what_asks_it(bureau):
    clerk = make_clerk(make_school(bureau, stage="primary"))
    circular = make_circular(bureau)
    plan = make_plan(bureau, Plan.State.ISSUED)
    for title, stage in (("小学要做。", "primary"), ("高中要做。", "senior")):
        task = make_task(plan, title, date(2026, 11, 30))
        TaskAudience.objects.create(task=task, stage=stage)

    assert titles(bench_for(clerk.seats[0], TODAY).now) == [circular.title, "小学要做"]


@pytest.mark.parametrize("span", ["late", "month", "term", "nonsense"])
def test_the_list_of_what_is_to_be_done_opens_for_every_span(bureau, span):
    clerk = make_clerk(make_school(bureau))

    assert client_of(clerk).get(reverse("todo"), {"span": span}).status_code == 200


def test_what_is_late_is_listed_by_office_and_by_word(bureau):
    editor = make_user(bureau)
    safety, finance = make_office(bureau, "学校安全处"), make_office(bureau, "计划财务处")
    make_entry(bureau, "消防检查", first=date(2020, 9, 1), lead=safety)
    make_entry(bureau, "年终决算", first=date(2020, 12, 1), lead=finance)
    page = client_of(editor)

    everything = page.get(reverse("late_list")).content.decode()
    of_one = page.get(reverse("late_list"), {"office": safety.pk}).content.decode()
    of_none = page.get(reverse("late_list"), {"q": "没有的事"}).content.decode()

    assert "消防检查" in everything
    assert "年终决算" in everything
    assert "消防检查" in of_one
    assert "年终决算" not in of_one
    assert "没有符合条件的逾期事项" in of_none


def test_a_school_does_not_see_what_the_offices_are_late_with(bureau):
    assert client_of(make_clerk(make_school(bureau))).get(reverse("late_list")).status_code == 403


QUERIES = {
    Role.EDITOR: 15,  # of them four for plans and papers under way, four for signatures not given
    Role.APPROVER: 11,  # three for plans that wait for a word, one for more time, two for what is overdue
    Role.OFFICE_HEAD: 12,
    Role.SCHOOL_CLERK: 7,
    Role.ADMINISTRATOR: 6,
    Role.AUDITOR: 6,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", QUERIES)
def test_the_workbench_asks_a_fixed_number_of_queries(bureau, role, count, django_assert_num_queries):
    office, school = make_office(bureau, "学校安全处"), make_school(bureau)
    places: dict[str, dict[str, Any]] = {
        Role.OFFICE_HEAD: {"office": office},
        Role.SCHOOL_CLERK: {"school": school},
    }
    user = make_user(bureau, role, **places.get(role, {}))
    plan = make_plan(bureau, Plan.State.ISSUED)
    today = timezone.localdate()
    for number in range(count):
        make_plan(bureau, Plan.State.SUBMITTED)
        TaskOffice.objects.create(task=make_task(plan, f"第{number}件。", today), office=office, role="lead")
        make_entry(bureau, f"第{number}条", first=today.replace(day=1), plan=plan, lead=office)
        make_circular(bureau, signed_on=today, offices=[office])
    client = client_of(user)

    with django_assert_num_queries(QUERIES[role]):
        client.get(reverse("workbench"))

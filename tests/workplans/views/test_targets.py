"""The table of targets: what it shows, and how a row is saved without and with script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry, Office
from tests.districts.factories import make_office
from tests.workplans.factories import make_plan
from tests.workplans.factories import task as task_draft
from tests.workplans.views.conftest import browser_of
from workplans.models import Plan, Target
from workplans.services import assign_offices, edit_target, edit_task


@pytest.fixture
def target(task, editor):
    edit_task(task=task, changes={"body": "办好学校。新建幼儿园3所。"}, by=editor)
    return task.targets.get()


def open_targets(browser, plan, **query):
    return browser.get(reverse("plan_targets", args=[plan.pk]), query)


def sent(page, target, **changes):
    """The row's form as the browser would send it."""
    form = next(line.form for line in page.context["lines"] if line.row.target == target)
    data = {}
    for field in form:
        value = field.value()
        data[field.html_name] = "" if value is None else str(value)
        if field.field.show_hidden_initial:
            data[field.html_initial_name] = "" if field.initial is None else str(field.initial)
    return data | {f"t{target.pk}-{name}": value for name, value in changes.items()}


def save(browser, target, data, **headers):
    return browser.post(reverse("target_edit", args=[target.pk]), data, headers=headers)


def test_a_target_is_shown_with_its_sentence_and_its_task(plan, target, desk):
    page = open_targets(desk, plan)

    (line,) = page.context["lines"]
    assert 'value="3" inputmode="decimal"' in page.content.decode()
    assert page.content.decode().count(f'form="form-{target.pk}"') == 7
    assert (line.row.target, line.row.sentence, line.row.node.label) == (target, "新建幼儿园3所。", "1．")


def test_a_row_is_saved_as_a_plain_form(plan, target, desk):
    data = sent(open_targets(desk, plan), target, value="4", measured="5", measured_on="2026-11-01")

    answer = save(desk, target, data)

    assert answer.url.endswith(f"#target-{target.pk}")
    target.refresh_from_db()
    assert (target.value_shown, target.measured_shown, target.is_reached) == ("4", "5", True)


def test_a_row_saves_itself_and_comes_back(plan, target, desk):
    data = sent(open_targets(desk, plan), target, unit="个")

    answer = save(desk, target, data, HX_Request="true")

    assert answer.status_code == 200
    assert f'id="target-{target.pk}"' in answer.content.decode()
    assert "已保存" in answer.content.decode()


def test_what_cannot_be_is_said_in_the_row(plan, target, desk):
    data = sent(open_targets(desk, plan), target, value="很多")

    answer = save(desk, target, data, HX_Request="true")

    assert answer.status_code == 422
    assert answer.content.decode().count("target-wrong") == 1


def test_what_another_saved_is_shown_and_ones_own_is_told(plan, target, editor, desk):
    data = sent(open_targets(desk, plan), target, value="9")
    edit_target(target=target, changes={"value": 7}, by=editor)

    answer = save(desk, target, data, HX_Request="true")

    assert answer.status_code == 409
    assert 'value="7' in answer.content.decode()
    assert "9" in answer.content.decode()
    target.refresh_from_db()
    assert target.value_shown == "7"


def test_of_an_issued_plan_only_the_measure_is_open(plan, target, desk, clerk):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)

    page = open_targets(desk, plan)

    assert page.context["lines"][0].form.row_fields == ["measured", "measured_on"]
    assert open_targets(browser_of(clerk), plan).context["lines"][0].form is None
    save(desk, target, sent(page, target, measured="2"))
    target.refresh_from_db()
    assert target.is_reached is False


def test_who_leads_a_task_fills_in_what_was_reached_and_nothing_else(plan, task, target, staff, editor):
    third = plan.tasks.get(title="第3件事")
    edit_task(task=third, changes={"body": "新建小学5所。"}, by=editor)
    office = staff.seats[0].office
    assign_offices(carrier=task, lead=office, supporting=[], by=editor)
    assign_offices(carrier=third, lead=make_office(plan.district, "后勤科"), supporting=[office], by=editor)
    their_desk = browser_of(staff)
    for state in (Plan.State.DRAFT, Plan.State.ISSUED):
        Plan.objects.filter(pk=plan.pk).update(state=state)

        page = open_targets(their_desk, plan)

        led, supported = page.context["lines"]
        assert (led.form.row_fields, supported.form) == (["measured", "measured_on"], None)
        assert page.context["may_edit"] is False
    data = sent(page, target, measured="4", measured_on="2026-11-02", value="1")
    answer = save(their_desk, target, data, HX_Request="true")

    target.refresh_from_db()
    assert (answer.status_code, target.measured_shown, target.measured_by) == (200, "4", staff)
    assert target.value_shown == "3"  # the promise stands still
    told = AuditEntry.objects.get(verb="edit_target")
    assert (told.actor, sorted(told.after or {})) == (staff, ["measured", "measured_on"])
    assert save(their_desk, third.targets.get(), data).status_code == 404


def test_who_took_over_the_office_in_the_lead_fills_it_in_too(plan, task, target, staff, editor):
    former = make_office(plan.district, "旧办公室")
    assign_offices(carrier=task, lead=former, supporting=[], by=editor)
    assert open_targets(browser_of(staff), plan).context["lines"][0].form is None
    Office.objects.filter(pk=former.pk).update(successor=staff.seats[0].office, is_active=False)

    page = open_targets(browser_of(staff), plan)

    save(browser_of(staff), target, sent(page, target, measured="4"))
    target.refresh_from_db()
    assert target.measured_shown == "4"


def test_the_table_is_narrowed(plan, target, editor, desk):
    third = plan.tasks.get(title="第3件事")
    edit_task(task=third, changes={"body": "力争近视率降低1个百分点。"}, by=editor)
    edit_target(target=target, changes={"measured": 1}, by=editor)

    def shown(**query):
        return [line.row.target.unit for line in open_targets(desk, plan, **query).context["lines"]]

    assert shown() == ["所", "个百分点"]
    assert shown(kind="hard") == shown(kind="missed") == shown(q="幼儿园") == ["所"]
    assert shown(kind="aspired") == shown(kind="open") == ["个百分点"]
    assert shown(q="没有") == []


def test_one_is_added_and_taken_out_by_hand(plan, task, desk):
    values = {
        "task": task.pk,
        "as_written": "全覆盖",
        "comparator": "at_least",
        "value": "100",
        "unit": "%",
        "is_hard": "True",
    }
    desk.post(reverse("target_new", args=[plan.pk]), values)
    target = Target.objects.get()
    assert (target.task, target.value_shown, target.is_hard) == (task, "100", True)

    desk.post(reverse("target_delete", args=[target.pk]))

    assert not Target.objects.exists()


def test_three_tasks_and_three_hundred_take_as_many_queries(district, editor, desk):
    counts = []
    for tasks in (3, 300):
        plan = make_plan(
            district,
            editor,
            title=f"{tasks}项",
            tasks=2,
            loose=[task_draft(f"第{n}项") for n in range(tasks)],
        )
        Target.objects.bulk_create(
            Target(
                task=one,
                as_written="建3所",
                comparator="at_least",
                value=3,
                unit="所",
                measured=3,
                measured_by=editor,
            )
            for one in plan.tasks.all()
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(open_targets(desk, plan).context["lines"]) <= 25
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14

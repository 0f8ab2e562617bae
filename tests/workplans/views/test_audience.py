"""Whom tasks address: counted before it is saved, given to one task or to many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry
from tests.districts.factories import make_district, make_office, make_school
from tests.workplans.factories import NOBODY_LEADS, make_plan
from workplans.drafts import AudienceDraft, Duties
from workplans.models import TaskAudience
from workplans.queries.duties import Reach, duties_of
from workplans.services import address_schools, address_tasks, assign_offices

PRIMARY = {"act": "kinds", "demand": "act", "stages": ["primary"], "ownership": "", "directly_under": ""}


@pytest.fixture
def schools(district):
    return [
        make_school(district, "一小", stage="primary"),
        make_school(district, "二小", stage="primary", ownership="private"),
        make_school(district, "一中", stage="senior", directly_under=True),
    ]


def several(plan, count):
    return [task.pk for task in plan.tasks.order_by("pk")[:count]]


def open_audience(desk, plan, tasks, **query):
    return desk.get(reverse("plan_audience", args=[plan.pk]), {"task": tasks, **query})


def send(desk, plan, tasks, **form):
    return desk.post(reverse("plan_audience", args=[plan.pk]), {"task": tasks, **PRIMARY, **form})


def test_what_is_chosen_is_counted_before_it_is_saved(task, schools, editor, desk):
    address_schools(carrier=task, rules=[AudienceDraft(demand="inform")], by=editor)

    page = desk.post(reverse("task_duties", args=[task.pk]), {**PRIMARY, "count": "1"})

    assert page.status_code == 200
    assert (page.context["would"].chosen, page.context["would"].after) == (Reach(2, 0), Reach(2, 1))
    assert TaskAudience.objects.count() == 1
    assert 'id="would-kinds"' in page.content.decode()


@pytest.mark.parametrize(
    ("chosen", "reached"),
    [
        ({"stages": []}, Reach(3, 0)),
        ({"stages": ["senior"], "demand": "inform"}, Reach(0, 1)),
        ({"ownership": "private"}, Reach(1, 0)),
        ({"stages": [], "directly_under": "yes"}, Reach(1, 0)),
        ({"stages": [], "directly_under": "no"}, Reach(2, 0)),
    ],
)
def test_several_tasks_are_counted_alike(plan, schools, desk, chosen, reached):
    page = send(desk, plan, several(plan, 2), count="1", **chosen)

    assert page.context["would"].chosen == reached
    assert not TaskAudience.objects.exists()


def test_several_tasks_get_the_same_schools(plan, schools, desk):
    first, second = several(plan, 2)

    answer = send(desk, plan, [first, second])

    assert answer.url == reverse("plan_duties", args=[plan.pk])
    assert sorted(TaskAudience.objects.values_list("task", "stage")) == [
        (first, "primary"),
        (second, "primary"),
    ]
    assert AuditEntry.objects.filter(verb="address_schools").count() == 2


def test_schools_by_name_go_to_all_of_them(plan, schools, desk):
    tasks = several(plan, 2)
    assert [found.name for found in open_audience(desk, plan, tasks, q="小").context["found"]] == [
        "一小",
        "二小",
    ]

    send(desk, plan, tasks, act="names", schools=[schools[2].pk])

    assert {rule.school for rule in TaskAudience.objects.all()} == {schools[2]}
    assert "一中" in str(AuditEntry.objects.filter(verb="address_schools").latest("pk").after)


def test_they_come_beside_those_there_or_in_their_place(plan, schools, editor, desk):
    first, second = plan.tasks.order_by("pk")[:2]
    address_schools(carrier=first, rules=[AudienceDraft(demand="inform")], by=editor)

    send(desk, plan, [first.pk, second.pk])
    assert first.audience.count() == 2
    send(desk, plan, [first.pk, second.pk], replaces="1")

    assert [rule.stage for rule in first.audience.all()] == ["primary"]


def test_giving_the_same_again_leaves_no_trace(plan, schools, desk):
    for _ in range(2):
        send(desk, plan, several(plan, 2))

    assert AuditEntry.objects.filter(verb="address_schools").count() == 2


def test_tasks_of_another_plan_are_left_out(plan, schools, district, editor, desk):
    other = make_plan(district, editor, title="另一份")

    assert send(desk, plan, several(other, 2)).url == reverse("plan_duties", args=[plan.pk])
    assert not TaskAudience.objects.exists()


def test_a_school_of_another_bureau_cannot_be_chosen(plan, desk):
    stranger = make_school(make_district("青川县"))

    assert send(desk, plan, several(plan, 2), act="names", schools=[stranger.pk]).status_code == 422


def test_without_a_choice_it_leads_back(plan, desk):
    assert open_audience(desk, plan, []).url == reverse("plan_duties", args=[plan.pk])


def test_three_tasks_and_three_hundred_take_as_many_queries(district, editor, schools):
    counts = []
    for tasks in (3, 300):
        plan = make_plan(district, editor, tasks=tasks, title=f"{tasks}项")
        keys = list(plan.tasks.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            rules = [AudienceDraft(stage="primary"), AudienceDraft(school_id=schools[2].pk)]
            assert address_tasks(plan=plan, tasks=keys, rules=rules, by=editor) == tasks
        counts.append(len(queries))

    # 600 rules go in several statements where a database (SQLite) takes no more at once.
    assert counts[1] - counts[0] <= 6
    assert counts[0] <= 14


def test_one_office_leads_several_tasks_and_who_led_supports(plan, editor, desk):
    first, second, _third = plan.tasks.order_by("title")
    here, there = make_office(plan.district, "办公室"), make_office(plan.district, "人事科")
    assign_offices(carrier=second, lead=there, supporting=[], by=editor)
    tasks = [first.pk, second.pk]
    page = open_audience(desk, plan, tasks, lead=here.pk)
    form = {"task": tasks, "act": "lead", "lead": here.pk}
    form |= {f"seen-{node.task.pk}": seen for node, seen in page.context["chosen"]}
    assert f'<option value="{here.pk}" selected>' in page.content.decode()

    assert desk.post(reverse("plan_audience", args=[plan.pk]), form).status_code == 302

    assert [duties_of(task) for task in plan.tasks.order_by("title")] == [
        Duties(here.pk), Duties(here.pk, frozenset({there.pk})), Duties(no_lead_reason=NOBODY_LEADS),
    ]  # fmt: skip
    # Somebody was quicker: nothing is written over.
    form["lead"] = there.pk
    assert desk.post(reverse("plan_audience", args=[plan.pk]), form).status_code == 409
    assert desk.post(reverse("plan_audience", args=[plan.pk]), {**form, "lead": ""}).status_code == 422
    assert (
        desk.post(
            reverse("plan_audience", args=[plan.pk]), {"task": tasks, "act": "lead", "lead": here.pk}
        ).status_code
        == 422
    )
    assert duties_of(plan.tasks.get(pk=first.pk)) == Duties(here.pk)

"""Who may call what; the generated walk over all addresses is elsewhere, this says it in the words of plans."""

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import User
from tests.workplans.views.conftest import browser_of
from workplans.models import Plan, Section, Task

EDITING = ["plan_edit", "plan_head", "plan_deleted", "plan_duties", "section_new", "task_new"]
TASK_EDITING = ["task_edit", "task_move", "task_delete", "task_duties"]
SECTION_EDITING = ["section_edit", "section_move", "section_delete"]


def addresses(plan: Plan) -> list[str]:
    task, section = Task.objects.filter(plan=plan)[0], Section.objects.filter(plan=plan)[0]
    return [
        *(reverse(name, args=[plan.pk]) for name in EDITING),
        *(reverse(name, args=[task.pk]) for name in TASK_EDITING),
        *(reverse(name, args=[section.pk]) for name in SECTION_EDITING),
    ]


def statuses(client: Client, plan: Plan) -> set[int]:
    return {client.get(address).status_code for address in addresses(plan)}


def test_the_editor_of_the_bureau_edits(plan, desk):
    assert statuses(desk, plan) == {200}


@pytest.mark.parametrize("who", ["approver", "staff", "clerk"])
def test_others_of_the_bureau_do_not(plan, who, request):
    assert statuses(browser_of(request.getfixturevalue(who)), plan) == {403}


def test_another_bureaus_plan_is_not_found(plan, outsider):
    browser = browser_of(outsider)

    assert statuses(browser, plan) == {404}
    for name in ("plan", "plan_approval"):
        assert browser.get(reverse(name, args=[plan.pk])).status_code == 404
    assert browser.get(reverse("task", args=[Task.objects.filter(plan=plan)[0].pk])).status_code == 404


def test_strangers_sign_in_first(plan):
    assert {Client().get(address).status_code for address in addresses(plan)} == {302}


@pytest.mark.parametrize("state", ["submitted", "approved", "issued"])
def test_a_plan_that_is_no_draft_says_why_it_cannot_be_changed(plan, desk, state):
    Plan.objects.filter(pk=plan.pk).update(state=state)

    assert statuses(desk, plan) == {409}


@pytest.mark.parametrize(("who", "status"), [("staff", 200), ("approver", 200), ("clerk", 404)])
def test_a_draft_is_read_in_the_bureau_only(plan, who, status, request):
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(reverse("plan", args=[plan.pk])).status_code == status


def test_an_issued_plan_is_read_by_the_schools(plan, clerk):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    browser = browser_of(clerk)

    assert browser.get(reverse("plan", args=[plan.pk])).status_code == 200
    assert browser.get(reverse("plan_approval", args=[plan.pk])).status_code == 403


def test_reading_writes_nothing(plan, desk, editor: User):
    before = list(Plan.objects.values()), list(Task.objects.values()), list(Section.objects.values())

    statuses(desk, plan)

    assert before == (
        list(Plan.objects.values()),
        list(Task.objects.values()),
        list(Section.objects.values()),
    )


HUGE = "9" * 30


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("task_move", {"place": f"before-{HUGE}"}),
        ("task_duties", {"act": "drop", "rule": HUGE}),
        ("task_duties", {"act": "names", "demand": "act", "schools": [HUGE]}),
        ("task_duties", {"act": "offices", "version": HUGE, "seen": f"{HUGE}:{HUGE}", "supporting": [HUGE]}),
        ("task_delete", {"version": HUGE}),
        ("task_edit", {"version": "1", "title": "改", "due_on": "2026-01-01", "initial-due_on": "昨天"}),
        ("task_edit", {"version": HUGE, "title": "\x00"}),
    ],
)
def test_nonsense_is_answered_not_tripped_over(plan, desk, name, sent):
    task = Task.objects.filter(plan=plan)[0]

    assert desk.post(reverse(name, args=[task.pk]), sent).status_code in {302, 409, 422}


@pytest.mark.parametrize("query", [f"in={HUGE}", "in=²", f"after={HUGE}", "after=甲"])
def test_nonsense_in_an_address_is_not_found_or_not_heard(plan, desk, query):
    for name in ("task_new", "section_new"):
        assert desk.get(f"{reverse(name, args=[plan.pk])}?{query}").status_code in {200, 404}

"""The check list as a page, as a line on the page of approval, and as a command."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry
from drafting.checks import Finding
from drafting.models import Dismissal
from drafting.queries.checks import check_list
from drafting.refusals import NothingSaid, NotYours
from drafting.services import dismiss_finding, lift_dismissal
from tests.calendar_app.factories import make_entry
from tests.districts.factories import make_district, signed_in
from tests.drafting.conftest import NOW
from tests.workplans.factories import make_plan
from workplans.models import Plan, Task
from workplans.services import assign_offices, edit_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def slip(plan, task, editor) -> Plan:
    edit_task(task=task, changes={"body": "认真布署××工作。"}, by=editor)
    return Plan.objects.select_related("district").get(pk=plan.pk)


def rules_of(plan: Plan) -> set[str]:
    return {rule.rule for group in check_list(plan).groups for rule in group.rules}


def test_the_list_reads_the_plan_its_calendar_and_the_other_bureaus(slip, task, office, editor, district):
    make_district("远山县")
    make_entry(district, "开学检查", plan=slip)
    edit_task(task=task, changes={"body": "远山县认真布署××工作。"}, by=editor)
    assign_offices(carrier=task, lead=office, supporting=[], by=editor)
    Task.objects.filter(plan=slip).exclude(pk=task.pk).update(no_lead_reason="各处室分头落实")

    assert rules_of(slip) == {
        "placeholder",
        "wrong_word",
        "other_place",
        "without_audience",
        "without_time",
        "entry_without_task",
    }


def placeholders(plan: Plan) -> list[Finding]:
    lines = [line for group in check_list(plan).groups for rule in group.rules for line in rule.lines]
    return [line.finding for line in lines if line.finding.rule == "placeholder"]


def test_a_finding_is_put_aside_with_a_reason_and_comes_back_with_other_words(slip, task, editor):
    finding = placeholders(slip)[0]
    with pytest.raises(NothingSaid):
        dismiss_finding(plan=slip, finding=finding, reason=" ", by=editor, now=NOW)
    row, again = [
        dismiss_finding(plan=slip, finding=finding, reason=reason, by=editor, now=NOW)
        for reason in ("另文下达。", "再点一次")
    ]

    assert again == row
    assert placeholders(slip) == []
    assert [line.dismissal for line in check_list(slip).aside] == [row]
    assert AuditEntry.objects.filter(verb="dismiss_finding").count() == 1
    edit_task(task=task, changes={"body": "认真部署XX工作。"}, by=editor)
    assert [finding.words for finding in placeholders(slip)] == ["XX"]


def test_it_can_be_taken_up_again(slip, editor, head):
    row = dismiss_finding(plan=slip, finding=placeholders(slip)[0], reason="另文下达。", by=editor, now=NOW)
    with pytest.raises(NotYours):
        lift_dismissal(dismissal=row, by=head, now=NOW)

    lift_dismissal(dismissal=row, by=editor, now=NOW)

    assert len(placeholders(slip)) == 1
    assert Dismissal.objects.get().lifted_by == editor


def test_the_page_leads_to_where_each_finding_is_mended(slip, task, editor, head):
    address = reverse("plan_checks", args=[slip.pk])
    page = signed_in(editor).get(address).text
    assert reverse("task_edit", args=[task.pk]) in page
    assert reverse("task_duties", args=[task.pk]) in page
    assert "部署" in page

    of_an_office = signed_in(head).get(address).text
    assert reverse("task_edit", args=[task.pk]) not in of_an_office
    assert reverse("task", args=[task.pk]) in of_an_office


def test_the_list_is_narrowed(slip, editor):
    desk, address = signed_in(editor), reverse("plan_checks", args=[slip.pk])

    def shown(**asked: str) -> set[str]:
        groups = desk.get(address, asked).context["checks"].groups
        return {rule.rule for group in groups for rule in group.rules}

    assert shown(severity="must") == {"placeholder"}
    assert shown(q="布署") == {"wrong_word"}
    assert shown(q="没有这样的字") == set()


def test_the_page_of_approval_shows_the_counts(slip, editor):
    desk, address = signed_in(editor), reverse("plan_checks", args=[slip.pk])
    assert f"{address}?brief=1" in desk.get(reverse("plan_approval", args=[slip.pk])).text

    brief = desk.get(address, {"brief": "1"}, headers={"HX-Request": "true"}).text

    assert "<html" not in brief
    assert "必须修改 1 处" in brief


def test_a_form_puts_aside_and_takes_up_again(slip, editor):
    desk, address = signed_in(editor), reverse("finding_dismiss", args=[slip.pk])
    form = {"finding": placeholders(slip)[0].fingerprint, "reason": "另文下达。"}

    assert desk.post(address, {**form, "reason": ""}).status_code == 409
    assert desk.post(address, {**form, "finding": "gone"}).status_code == 302
    desk.post(address, form)
    assert "另文下达。" in desk.get(reverse("plan_checks", args=[slip.pk])).text
    desk.post(reverse("dismissal_lift", args=[Dismissal.objects.get().pk]))

    assert len(placeholders(slip)) == 1


def test_the_command_tells_and_fails_where_something_is_to_be_mended(slip, editor, capsys):
    with pytest.raises(CommandError):
        call_command("proofread_plan", slip.pk)

    assert "“布署”" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("proofread_plan", 999_999)


def test_the_list_costs_the_same_in_a_plan_of_3_and_of_30(district, editor):
    def cost(tasks: int) -> int:
        plan = make_plan(district, editor, tasks=tasks)
        with CaptureQueriesContext(connection) as queries:
            check_list(plan)
        return len(queries)

    assert cost(3) == cost(30)

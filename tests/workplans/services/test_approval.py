from datetime import UTC, datetime

import pytest

from districts.models import AuditEntry, Message, Role, User
from tests.districts.factories import make_district, make_user
from tests.workplans.factories import make_editor, make_plan
from workplans.models import ApprovalStep, Plan
from workplans.refusals import ChangedMeanwhile, NoteMissing, NotNow, NotYours, OwnDraft
from workplans.services import approve_plan, recall_plan, return_plan, submit_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    return make_plan(editor.seats[0].district, editor)


@pytest.fixture
def approver(plan: Plan) -> User:
    return make_user(plan.district, Role.APPROVER)


def told() -> list[tuple[User, str]]:
    return [(message.recipient, message.subject) for message in Message.objects.in_portal()]


def test_a_plan_is_submitted_and_approved(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    approve_plan(plan=plan, note="同意", by=approver, now=NOW)

    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED
    assert [(step.act, step.by, step.note) for step in plan.approval_steps.all()] == [
        ("submit", editor, ""),
        ("approve", approver, "同意"),
    ]
    assert told() == [(editor, f"已批准：{plan.title}"), (approver, f"待审批：{plan.title}")]
    assert AuditEntry.objects.filter(verb__in=["submit_plan", "approve_plan"]).count() == 2


def test_a_second_click_does_nothing(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotNow):
        submit_plan(plan=plan, by=editor, now=NOW)

    assert ApprovalStep.objects.count() == 1
    assert len(told()) == 1


def test_a_plan_is_returned_with_a_reason_only(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NoteMissing):
        return_plan(plan=plan, note="  ", by=approver, now=NOW)
    return_plan(plan=plan, note="第三条没有牵头科室", by=approver, now=NOW)

    plan.refresh_from_db()
    assert plan.is_draft
    assert "第三条没有牵头科室" in Message.objects.in_portal().get(recipient=editor).body


def test_a_plan_is_taken_back(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    approve_plan(plan=plan, by=approver, now=NOW)

    recall_plan(plan=plan, by=editor, now=NOW)

    plan.refresh_from_db()
    assert plan.is_draft


def test_nobody_approves_what_they_drafted(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    make_seat(editor, plan, Role.APPROVER)

    with pytest.raises(OwnDraft):
        approve_plan(plan=plan, by=editor, now=NOW)

    plan.refresh_from_db()
    assert plan.state == Plan.State.SUBMITTED


def test_nobody_approves_what_they_submitted(plan, approver):
    make_seat(approver, plan, Role.EDITOR)
    submit_plan(plan=plan, by=approver, now=NOW)

    with pytest.raises(OwnDraft):
        approve_plan(plan=plan, by=approver, now=NOW)


def test_an_earlier_submission_does_not_bind(plan, editor, approver):
    make_seat(approver, plan, Role.EDITOR)
    submit_plan(plan=plan, by=approver, now=NOW)
    recall_plan(plan=plan, by=editor, now=NOW)
    submit_plan(plan=plan, by=editor, now=NOW)

    approve_plan(plan=plan, by=approver, now=NOW)

    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED


def test_an_approval_means_the_text_that_was_read(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    plan.refresh_from_db()
    read = plan.version
    recall_plan(plan=plan, by=editor, now=NOW)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        approve_plan(plan=plan, version=read, by=approver, now=NOW)


def test_people_of_another_bureau_take_no_step(plan, editor):
    stranger = make_user(make_district("青川县"), Role.APPROVER)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotYours):
        approve_plan(plan=plan, by=stranger, now=NOW)


def make_seat(user: User, plan: Plan, role: str) -> None:
    user.memberships.create(district=plan.district, role=role)
    user.__dict__.pop("seats", None)

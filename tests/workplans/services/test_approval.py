from datetime import UTC, date, datetime

import pytest

from districts.models import AuditEntry, Message, Office, Role, User
from districts.services.delegations import lend_seat
from tests.districts.factories import make_district, make_office, make_user
from tests.workplans.factories import approve, make_editor, make_plan, task
from workplans.models import ApprovalStep, Plan
from workplans.queries.approval import asked_offices, open_steps, steps_for
from workplans.queries.approval_desk import waiting_for
from workplans.queries.paper_trail import paper_trail
from workplans.refusals import (
    CannotCountersign,
    ChangedMeanwhile,
    CheckedIt,
    NotAsked,
    NoteMissing,
    NotNow,
    NotYours,
    OwnDraft,
)
from workplans.services import (
    assign_offices,
    check_plan,
    countersign_plan,
    recall_plan,
    return_plan,
    sign_plan,
    submit_plan,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    return make_plan(editor.seats[0].district, editor)


@pytest.fixture
def approver(plan: Plan) -> User:
    return make_user(plan.district, Role.APPROVER)


@pytest.fixture
def heads(plan: Plan) -> list[User]:
    """The heads of two offices that carry a task; a third office carries one too but has no head."""
    offices = [make_office(plan.district, name) for name in ("基础教育科", "人事科", "安全科")]
    for carried, office in zip(plan.tasks.order_by("pk"), offices, strict=True):
        assign_offices(carrier=carried, lead=office, supporting=[], by=plan.drafted_by)
    return [make_user(plan.district, Role.OFFICE_HEAD, office=office) for office in offices[:2]]


def told(user: User) -> list[str]:
    return [message.subject for message in Message.objects.in_portal().filter(recipient=user).order_by("pk")]


def state(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def can(plan: Plan, user: User) -> set[str]:
    return {step.act for step in steps_for(Plan.objects.get(pk=plan.pk), user, TODAY)}


def desk(user: User) -> list[tuple[str, str]]:
    return [(found.act, found.speaks_for) for found in waiting_for(user.seats[0], TODAY)]


def test_a_plan_goes_the_whole_way_and_everybody_is_told_when_it_is_their_turn(plan, editor, approver, heads):
    leader = make_user(plan.district, Role.APPROVER)

    submit_plan(plan=plan, by=editor, to=approver, now=NOW)
    assert (told(approver), told(leader)) == ([f"待核稿：{plan.title}"], [])
    assert (desk(approver), desk(leader)) == ([("check", "")], [])
    check_plan(plan=plan, note="已核", by=approver, now=NOW)
    assert [told(head) for head in heads] == [[f"待会签：{plan.title}"]] * 2
    assert desk(heads[0]) == [("countersign", "")]
    countersign_plan(plan=plan, by=heads[1], now=NOW)
    assert (state(plan), desk(heads[1]), desk(leader)) == (Plan.State.COUNTERSIGNING, [], [])
    countersign_plan(plan=plan, note="同意", by=heads[0], now=NOW)
    assert (told(leader), desk(leader), desk(approver)) == ([f"待签发：{plan.title}"], [("sign", "")], [])
    sign_plan(plan=plan, by=leader, now=NOW)

    assert state(plan) == Plan.State.APPROVED
    assert told(editor) == [f"已批准：{plan.title}"]
    assert [(step.act, step.by, step.note) for step in plan.approval_steps.all()] == [
        ("submit", editor, ""),
        ("check", approver, "已核"),
        ("countersign", heads[1], ""),
        ("countersign", heads[0], "同意"),
        ("sign", leader, ""),
    ]
    verbs = (
        AuditEntry.objects.filter(object_type="workplans.plan").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs)[-5:] == [
        "submit_plan",
        "check_plan",
        "countersign_plan",
        "countersign_plan",
        "sign_plan",
    ]


def test_offices_that_carry_a_task_and_have_a_head_are_asked(plan, editor, heads):
    submit_plan(plan=plan, by=editor, now=NOW)

    assert [row.office.name for row in asked_offices(plan)] == ["基础教育科", "人事科"]


def test_the_checker_chooses_other_offices(plan, editor, approver, heads):
    submit_plan(plan=plan, by=editor, now=NOW)

    check_plan(plan=plan, by=approver, offices=[heads[1].seats[0].office], now=NOW)

    assert [row.office.name for row in asked_offices(plan)] == ["人事科"]
    with pytest.raises(NotAsked):
        countersign_plan(plan=plan, by=heads[0], now=NOW)


def test_without_offices_it_goes_straight_to_be_signed(plan, editor, approver, heads):
    submit_plan(plan=plan, by=editor, offices=[], now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)

    assert state(plan) == Plan.State.SIGNING


def test_an_office_without_a_head_cannot_be_asked(plan, editor, heads):
    with pytest.raises(CannotCountersign):
        submit_plan(plan=plan, by=editor, offices=[Office.objects.get(name="安全科")], now=NOW)

    assert state(plan) == Plan.State.DRAFT


def test_an_office_returns_it_with_reasons_and_all_are_asked_anew(plan, editor, approver, heads):
    submit_plan(plan=plan, by=editor, now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)
    countersign_plan(plan=plan, by=heads[0], now=NOW)

    return_plan(plan=plan, note="编制数有误", by=heads[1], now=NOW)

    assert state(plan) == Plan.State.DRAFT
    assert told(editor) == [f"已退回：{plan.title}"]
    assert plan.approval_steps.last().office == heads[1].seats[0].office
    submit_plan(plan=plan, by=editor, now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)
    assert [row.step for row in asked_offices(plan)] == [None, None]


def test_a_second_click_does_nothing(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotNow):
        submit_plan(plan=plan, by=editor, now=NOW)

    assert ApprovalStep.objects.count() == 1
    assert len(told(approver)) == 1


def test_an_office_speaks_once(plan, editor, approver, heads):
    submit_plan(plan=plan, by=editor, now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)
    countersign_plan(plan=plan, by=heads[0], now=NOW)

    with pytest.raises(NotAsked):
        countersign_plan(plan=plan, by=heads[0], now=NOW)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_it_is_returned_from_any_stage_with_a_reason_only(plan, editor, approver, heads, steps):
    submit_plan(plan=plan, by=editor, offices=[heads[0].seats[0].office], now=NOW)
    way = [(check_plan, approver), (countersign_plan, heads[0]), (sign_plan, approver)]
    for verb, who in way[:steps]:
        verb(plan=plan, by=who, now=NOW)

    with pytest.raises(NoteMissing):
        return_plan(plan=plan, note="  ", by=approver, now=NOW)
    return_plan(plan=plan, note="第三条没有牵头科室", by=approver, now=NOW)

    assert state(plan) == Plan.State.DRAFT
    assert "第三条没有牵头科室" in Message.objects.in_portal().filter(recipient=editor).latest("pk").body


def test_a_plan_is_taken_back_and_goes_the_whole_way_again(plan, editor, approver):
    approve(plan, approver, now=NOW)

    recall_plan(plan=plan, by=editor, now=NOW)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotNow):
        sign_plan(plan=plan, by=approver, now=NOW)
    assert state(plan) == Plan.State.SUBMITTED


def test_nobody_checks_or_signs_what_they_drafted(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    make_seat(editor, plan, Role.APPROVER)

    with pytest.raises(OwnDraft):
        check_plan(plan=plan, by=editor, now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)
    with pytest.raises(OwnDraft):
        sign_plan(plan=plan, by=editor, now=NOW)

    assert state(plan) == Plan.State.SIGNING


def test_nobody_countersigns_for_what_they_drafted(plan, editor, approver):
    office = make_office(plan.district, "办公室")
    make_seat(editor, plan, Role.OFFICE_HEAD, office=office)

    with pytest.raises(CannotCountersign):
        submit_plan(plan=plan, by=editor, offices=[office], now=NOW)


def test_nobody_approves_what_they_submitted(plan, approver):
    make_seat(approver, plan, Role.EDITOR)
    submit_plan(plan=plan, by=approver, now=NOW)

    with pytest.raises(OwnDraft):
        check_plan(plan=plan, by=approver, now=NOW)


def test_an_earlier_submission_does_not_bind(plan, editor, approver):
    make_seat(approver, plan, Role.EDITOR)
    submit_plan(plan=plan, by=approver, now=NOW)
    recall_plan(plan=plan, by=editor, now=NOW)

    approve(plan, approver, now=NOW)

    assert state(plan) == Plan.State.APPROVED


def test_who_checked_leaves_signing_to_another_approver_where_there_is_one(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    check_plan(plan=plan, by=approver, now=NOW)
    leader = make_user(plan.district, Role.APPROVER)

    with pytest.raises(CheckedIt):
        sign_plan(plan=plan, by=approver, now=NOW)
    assert (can(plan, approver), can(plan, leader)) == ({"return"}, {"sign", "return"})
    sign_plan(plan=plan, by=leader, now=NOW)

    assert state(plan) == Plan.State.APPROVED


def test_a_head_of_office_may_check(plan, editor, approver, heads):
    submit_plan(plan=plan, by=editor, to=heads[0], now=NOW)
    assert (desk(heads[0]), desk(heads[1]), desk(approver)) == ([("check", "")], [], [])

    check_plan(plan=plan, by=heads[0], offices=[], now=NOW)
    sign_plan(plan=plan, by=approver, now=NOW)

    assert state(plan) == Plan.State.APPROVED


def test_an_approval_means_the_text_that_was_read(plan, editor, approver):
    submit_plan(plan=plan, by=editor, now=NOW)
    plan.refresh_from_db()
    read = plan.version
    recall_plan(plan=plan, by=editor, now=NOW)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        check_plan(plan=plan, version=read, by=approver, now=NOW)


def test_people_of_another_bureau_take_no_step(plan, editor):
    stranger = make_user(make_district("青川县"), Role.APPROVER)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotYours):
        check_plan(plan=plan, by=stranger, now=NOW)


def test_a_stand_in_acts_in_the_name_of_who_is_away(plan, editor, approver, heads):
    deputy = make_user(plan.district, Role.OFFICE_STAFF, office=heads[0].seats[0].office)
    lend(heads[0], deputy)
    lend(approver, deputy)
    submit_plan(plan=plan, by=editor, offices=[heads[0].seats[0].office], now=NOW)
    assert desk(deputy) == [("check", approver.full_name)]

    check_plan(plan=plan, by=deputy, now=NOW)
    countersign_plan(plan=plan, by=deputy, now=NOW)
    sign_plan(plan=plan, by=deputy, now=NOW)

    assert told(deputy) == [f"待核稿：{plan.title}"]  # what one did oneself is no news
    slip = paper_trail(Plan.objects.get(pk=plan.pk)).slip
    assert slip.checked.who == f"{approver.full_name}（{deputy.full_name}代）"
    assert [(word.office, word.who) for word in slip.offices] == [
        ("基础教育科", f"{heads[0].full_name}（{deputy.full_name}代）")
    ]
    entry = AuditEntry.objects.get(verb="sign_plan")
    assert (entry.actor, (entry.after or {})["on_behalf_of"]) == (deputy, approver.full_name)


def test_standing_in_is_no_way_around_the_rule_for_authors(plan, editor, approver):
    lend(approver, editor)
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(OwnDraft):
        check_plan(plan=plan, by=editor, now=NOW)


def test_a_loan_that_is_over_gives_no_right(plan, editor, approver):
    deputy = make_user(plan.district, Role.OFFICE_STAFF, office=make_office(plan.district))
    lend(approver, deputy, until=date(2026, 3, 1))
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotYours):
        check_plan(plan=plan, by=deputy, now=NOW)
    assert open_steps(plan, deputy, TODAY) == []


def test_the_desk_costs_the_same_for_one_plan_and_for_three(
    plan, editor, approver, heads, django_assert_num_queries
):
    submit_plan(plan=plan, by=editor, now=NOW)
    seat = approver.seats[0]
    with django_assert_num_queries(4):
        assert len(waiting_for(seat, TODAY)) == 1

    for number in range(2):
        other = make_plan(plan.district, editor, title=f"又一份{number}", loose=[task()])
        submit_plan(plan=other, by=editor, now=NOW)
    with django_assert_num_queries(4):
        assert len(waiting_for(seat, TODAY)) == 3


def lend(holder: User, to: User, *, until: date = TODAY) -> None:
    lend_seat(seat=holder.seats[0], to=to, starts_on=date(2026, 2, 20), ends_on=until, by=holder)


def make_seat(user: User, plan: Plan, role: str, **where: Office) -> None:
    user.memberships.create(district=plan.district, role=role, **where)
    user.__dict__.pop("seats", None)

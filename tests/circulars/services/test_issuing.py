"""Issuing a plan: its number, its frozen text, whom it reaches."""

from datetime import date

import pytest
from django.db import transaction

from calendar_app.models import CalendarEntry
from circulars.models import Circular, NumberRegister
from circulars.paper import Paper
from circulars.refusals import AlreadyIssued, CannotBePrinted, LeadMissing, NoDocumentCode, NotApproved
from circulars.services import issue_plan
from districts.models import AuditEntry, Message, Role, Stage
from tests.calendar_app.factories import make_entry
from tests.circulars.factories import (
    SIGNED_ON,
    approved_plan,
    make_bureau,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
    make_user,
)
from workplans.drafts import AudienceDraft
from workplans.models import Demand, Plan, Section, Task, TaskAudience
from workplans.queries import plan_outline


def test_an_issued_plan_is_a_circular_waiting_to_be_set(db):
    district = make_bureau()
    plan = approved_plan(district)
    editor = make_editor(district)

    circular = issue_plan(plan=plan, by=editor, signed_on=SIGNED_ON, copied_to="县府办")

    paper = Paper.from_dict(circular.snapshot)
    assert circular.state == Circular.State.WAITING
    assert (circular.number, circular.serial, circular.signed_on) == ("临教〔2026〕1号", 1, SIGNED_ON)
    assert (circular.title, circular.issued_by) == (paper.title, editor)
    assert (paper.number, paper.copied_to, paper.printed_on) == ("临教〔2026〕1号", "县府办", SIGNED_ON)
    assert circular.content_hash == paper.content_hash()
    assert circular.published_at is None
    plan.refresh_from_db()
    assert plan.state == Plan.State.ISSUED


def test_a_plan_with_a_task_nobody_leads_gets_no_number(db):
    district = make_bureau()
    plan = approved_plan(district)
    plan.tasks.filter(title="第2件事").update(no_lead_reason="")

    with pytest.raises(LeadMissing):
        issue_plan(plan=plan, by=make_editor(district), signed_on=SIGNED_ON)

    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED
    assert not Circular.objects.exists()
    assert not NumberRegister.objects.exists()


def test_issuing_leaves_one_trace_with_number_and_fingerprint(db):
    district = make_bureau()
    editor = make_editor(district)
    plan = approved_plan(district)

    circular = issue_plan(plan=plan, by=editor, signed_on=SIGNED_ON)

    entry = AuditEntry.objects.get(verb="issue_plan")
    assert (entry.actor, entry.district, entry.object_id) == (editor, district, str(plan.pk))
    assert entry.before == {"state": "approved"}
    assert entry.after == {
        "state": "issued",
        "number": circular.number,
        "content_hash": circular.content_hash,
    }


def test_numbers_of_sections_and_tasks_are_frozen(db):
    plan = approved_plan(make_bureau(), tasks=3)

    issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)
    Task.objects.filter(plan=plan).update(position=1)

    assert [section.label for section in plan_outline(plan).walk()] == ["一、", "二、"]
    assert [task.label for task in plan_outline(plan).all_tasks()] == ["1．", "2．", "3．"]


def test_nobody_edits_an_issued_plan(db):
    district = make_bureau()
    editor = make_editor(district)
    plan = approved_plan(district)
    make_entry(district, plan=plan)

    issue_plan(plan=plan, by=editor, signed_on=SIGNED_ON)

    assert not Plan.objects.editable_by(editor).exists()
    assert not Section.objects.editable_by(editor).exists()
    assert not Task.objects.editable_by(editor).exists()
    assert not CalendarEntry.objects.editable_by(editor).exists()


def test_what_was_approved_is_issued_not_what_somebody_looked_at_before(db):
    plan = approved_plan(make_bureau())
    Plan.objects.filter(pk=plan.pk).update(title="2026年全县教育工作安排")

    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert circular.title == "临溪县教育局关于印发《2026年全县教育工作安排》的通知"


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.SUBMITTED])
def test_a_plan_nobody_approved_is_not_issued(db, state):
    plan = approved_plan(make_bureau())
    Plan.objects.filter(pk=plan.pk).update(state=state)

    with pytest.raises(NotApproved):
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert not Circular.objects.exists()


def test_a_schools_own_plan_is_not_issued_by_the_bureau(db):
    district = make_bureau()
    plan = approved_plan(district)
    Plan.objects.filter(pk=plan.pk).update(school=make_school(district))

    with pytest.raises(NotApproved):
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)


def test_a_plan_is_issued_once(db):
    plan = approved_plan(make_bureau())
    issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    with pytest.raises(AlreadyIssued):
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert Circular.objects.count() == 1
    assert NumberRegister.objects.get().last_serial == 1


def test_a_bureau_without_document_code_needs_one_given(db):
    plan = approved_plan(make_bureau(code=""))

    with pytest.raises(NoDocumentCode):
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)
    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON, document_code="临教办")

    assert circular.number == "临教办〔2026〕1号"


def test_a_paper_that_cannot_be_printed_takes_no_number(db):
    plan = approved_plan(make_bureau(), title="2026年\U0010fffd工作要点")

    with pytest.raises(CannotBePrinted) as refusal, transaction.atomic():
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert refusal.value.reason == "missing_glyph: \U0010fffd"
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED
    assert not NumberRegister.objects.exists()
    assert set(Section.objects.values_list("label", flat=True)) == {""}


def test_a_paper_may_be_public_from_the_start_and_says_so(db):
    plan = approved_plan(make_bureau())

    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON, publish=True)

    assert circular.published_at is not None
    assert Paper.from_dict(circular.snapshot).note == "此件公开发布"


def test_the_day_of_printing_may_be_another(db):
    plan = approved_plan(make_bureau())

    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON, printed_on=date(2026, 2, 2))

    assert Paper.from_dict(circular.snapshot).printed_on == date(2026, 2, 2)


def test_without_a_word_it_goes_to_all_offices_in_use_and_all_schools(db):
    district = make_bureau()
    office, closed = make_office(district, "办公室"), make_office(district, "旧科", is_active=False)
    plan = approved_plan(district)

    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert list(circular.offices.all()) == [office]
    assert closed not in circular.offices.all()
    assert [str(rule) for rule in circular.audience.all()] == ["全部学校"]


def test_the_rules_of_tasks_and_entries_are_the_circulars_each_once(db):
    district = make_bureau()
    plan = approved_plan(district, tasks=3)
    first, second, third = plan.tasks.all()
    TaskAudience.objects.create(task=first, stage=Stage.PRIMARY, demand=Demand.INFORM)
    TaskAudience.objects.create(task=second, stage=Stage.PRIMARY, demand=Demand.ACT)
    TaskAudience.objects.create(task=third, stage=Stage.PRIMARY, demand=Demand.INFORM)
    make_entry(district, plan=plan).audience.create(directly_under=True)

    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

    assert [(rule.stage, rule.directly_under, rule.demand) for rule in circular.audience.all()] == [
        ("primary", None, "act"),
        ("", True, "act"),
    ]


def test_everybody_who_can_sign_is_told_once(db):
    district, elsewhere = make_bureau(), make_bureau("青川县")
    office, other = make_office(district, "办公室"), make_office(district, "人事科")
    school, kindergarten = make_school(district), make_school(district, stage=Stage.KINDERGARTEN)
    officer, clerk = make_officer(office), make_clerk(school)
    make_officer(other)
    make_clerk(kindergarten)
    make_clerk(make_school(elsewhere))
    make_user(district, Role.PRINCIPAL, school=school)
    plan = approved_plan(district)

    circular = issue_plan(
        plan=plan,
        by=plan.drafted_by,
        signed_on=SIGNED_ON,
        offices=[office],
        audience=[AudienceDraft(stage=Stage.PRIMARY)],
    )

    messages = Message.objects.in_portal()
    assert {message.recipient for message in messages} == {officer, clerk}
    assert {message.key for message in messages} == {f"circular:{circular.pk}:issued"}
    assert {message.link for message in messages} == {f"/circulars/{circular.pk}/"}
    assert messages[0].subject == "公文临教〔2026〕1号待签收"


def test_issuing_takes_the_same_queries_for_a_long_plan(db, django_assert_max_num_queries):
    district = make_bureau()
    plan = approved_plan(district, tasks=60)
    for number in range(40):
        make_entry(district, f"第{number}项", plan=plan)

    with django_assert_max_num_queries(57):
        issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)

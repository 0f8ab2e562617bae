from datetime import date

import pytest

from calendar_app.models import CalendarEntry
from districts.models import AuditEntry, User
from tests.districts.factories import make_district, make_office, make_school
from tests.workplans.factories import make_editor, make_plan
from workplans.drafts import AudienceDraft, Duties
from workplans.models import Plan, Task
from workplans.queries import duties_of, reach, schools_in_care
from workplans.refusals import AnotherBureau, ChangedMeanwhile, NotADraft
from workplans.services import address_schools, assign_offices, drop_audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def district(editor: User):
    return editor.seats[0].district


@pytest.fixture
def task(editor: User, district) -> Task:
    return Task.objects.filter(plan=make_plan(district, editor)).earliest("id")


@pytest.fixture
def entry(task: Task, district) -> CalendarEntry:
    return CalendarEntry.objects.create(
        district=district,
        plan=task.plan,
        starts_month=date(2026, 9, 1),
        ends_month=date(2026, 9, 1),
        work="检查",
    )


@pytest.fixture
def offices(district):
    return [make_office(district, name) for name in ("办公室", "人事科", "计财科")]


@pytest.mark.parametrize("kind", ["task", "entry"])
def test_offices_are_given_in_place_of_those_it_had(request, kind, offices, editor):
    carrier = request.getfixturevalue(kind)
    office, staff, finance = offices
    assign_offices(carrier=carrier, lead=office, supporting=[staff], by=editor)

    assign_offices(carrier=carrier, lead=staff, supporting=[office, finance, staff], by=editor)

    carrier.refresh_from_db()
    assert duties_of(carrier) == Duties(staff.pk, frozenset({office.pk, finance.pk}))
    assert AuditEntry.objects.filter(verb="assign_offices").latest("id").after == {
        "lead": ["人事科"],
        "support": ["办公室", "计财科"],
    }


def test_assigning_the_same_again_leaves_no_trace(task, offices, editor):
    for _ in range(2):
        assign_offices(carrier=task, lead=offices[0], supporting=offices[1:], by=editor)

    assert AuditEntry.objects.filter(verb="assign_offices").count() == 1


def test_duties_changed_by_two_are_not_overwritten(task, offices, editor):
    seen = duties_of(task)
    assign_offices(carrier=task, lead=offices[0], supporting=[], version=1, was=seen, by=editor)

    with pytest.raises(ChangedMeanwhile):
        assign_offices(carrier=task, lead=offices[1], supporting=[], version=1, was=seen, by=editor)


def test_an_office_of_another_bureau_carries_nothing_here(task, editor):
    with pytest.raises(AnotherBureau):
        assign_offices(carrier=task, lead=make_office(make_district("青川县")), supporting=[], by=editor)


def test_duties_of_a_submitted_plan_stand_still(task, offices, editor):
    Plan.objects.update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        assign_offices(carrier=task, lead=offices[0], supporting=[], by=editor)
    with pytest.raises(NotADraft):
        address_schools(carrier=task, rules=[AudienceDraft()], by=editor)


@pytest.mark.parametrize("kind", ["task", "entry"])
def test_schools_are_addressed_once_by_each_rule(request, kind, editor):
    carrier = request.getfixturevalue(kind)
    rule = AudienceDraft(stage="primary", ownership="public")

    for _ in range(2):
        address_schools(carrier=carrier, rules=[rule, rule], by=editor)

    assert [(kept.stage, kept.ownership, kept.demand) for kept in carrier.audience.all()] == [
        ("primary", "public", "act")
    ]


def test_a_rule_is_taken_away_once(task, editor):
    rule = address_schools(carrier=task, rules=[AudienceDraft()], by=editor)[0]

    for _ in range(2):
        drop_audience(carrier=task, rule_id=rule.pk, by=editor)

    assert not task.audience.exists()
    assert AuditEntry.objects.filter(verb="drop_audience").count() == 1


def test_a_school_of_another_bureau_is_not_addressed(task, editor):
    stranger = make_school(make_district("青川县"))

    with pytest.raises(AnotherBureau):
        address_schools(carrier=task, rules=[AudienceDraft(school_id=stranger.pk)], by=editor)


def test_who_must_act_is_not_counted_among_the_informed(task, district, editor):
    make_school(district, stage="primary")
    make_school(district, stage="nine_year")
    senior = make_school(district, stage="senior")
    make_school(district, stage="primary", is_active=False)
    make_school(make_district("青川县"), stage="primary")
    rules = address_schools(
        carrier=task,
        rules=[
            AudienceDraft(stage="primary"),
            AudienceDraft("inform", stage="junior"),
            AudienceDraft("inform", school_id=senior.pk),
        ],
        by=editor,
    )

    counted = reach(rules, schools_in_care(district))

    assert (counted.act, counted.inform) == (2, 1)

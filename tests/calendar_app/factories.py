"""Dull rows for the tests of the calendar and of progress: one small bureau, and a second one that is not its business."""

from datetime import date
from itertools import count

from calendar_app.models import CalendarEntry
from districts.models import District, Membership, Office, Role, School, Stage, User
from workplans.models import Plan, Task

_numbers = count(1)


def make_district(name: str = "临溪县", parent: District | None = None) -> District:
    number = next(_numbers)
    return District.objects.create(
        name=name,
        bureau_name=f"{name}教育局",
        level=District.Level.COUNTY if parent else District.Level.CITY,
        parent=parent,
        code=f"{990000 + number}",
        slug=f"place-{number}",
    )


def make_office(district: District, name: str = "基教科", aliases: str = "") -> Office:
    return Office.objects.create(district=district, name=name, aliases=aliases)


def make_school(district: District, name: str = "临溪县第一小学", stage: str = Stage.PRIMARY) -> School:
    return School.objects.create(district=district, name=name, code=f"S{next(_numbers)}", stage=stage)


def make_user(
    role: str, district: District, *, office: Office | None = None, school: School | None = None
) -> User:
    number = next(_numbers)
    user = User.objects.create(
        username=f"user{number}", full_name=f"用户{number}", email=f"user{number}@example.org"
    )
    Membership.objects.create(user=user, district=district, office=office, school=school, role=role)
    return user


def make_editor(district: District) -> User:
    return make_user(Role.EDITOR, district)


def make_plan(district: District, state: str = Plan.State.DRAFT, drafted_by: User | None = None) -> Plan:
    return Plan.objects.create(
        district=district,
        kind=Plan.Kind.SCHOOL_YEAR,
        year=2026,
        title=f"2026学年{district.name}教育工作意见",
        state=state,
        drafted_by=drafted_by or make_editor(district),
    )


def make_task(plan: Plan, title: str = "办好每一所学校。", due_on: date | None = None) -> Task:
    return Task.objects.create(plan=plan, position=plan.tasks.count() + 1, title=title, due_on=due_on)


def make_entry(
    district: District,
    work: str = "开学工作检查",
    *,
    first: date = date(2026, 11, 1),
    last: date | None = None,
    plan: Plan | None = None,
    lead: Office | None = None,
    supporting: tuple[Office, ...] = (),
    due_on: date | None = None,
) -> CalendarEntry:
    entry = CalendarEntry.objects.create(
        district=district,
        plan=plan,
        starts_month=first,
        ends_month=last or first,
        due_on=due_on,
        work=work,
        position=CalendarEntry.objects.count() + 1,
    )
    if lead:
        entry.duties.create(office=lead, role="lead")
    for office in supporting:
        entry.duties.create(office=office, role="support")
    return entry

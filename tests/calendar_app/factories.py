"""Dull rows for the tests of the calendar and of progress; places and people as in the tests of plans."""

from datetime import date

from django.test import Client

from calendar_app.models import CalendarEntry
from districts.models import District, Office, Role, User
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, Task

__all__ = [
    "client_of",
    "make_district",
    "make_editor",
    "make_entry",
    "make_office",
    "make_plan",
    "make_school",
    "make_task",
    "make_user",
]


def client_of(user: User) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_editor(district: District) -> User:
    return make_user(district, Role.EDITOR)


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

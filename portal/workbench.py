"""The workbench: what must I do now, what waits for others, what happens this month.

Each seat sees its own lists; the lines are finished values, the template only lays them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.models import CalendarEntry
from calendar_app.queries import month_entries, school_entries
from circulars.models import Circular
from circulars.queries import offices_asked, schools_asked, tally
from districts.models import Membership, Office, Role, School
from intake.models import Upload
from progress.models import Report
from progress.queries import DueItem, open_items_for_office, open_items_for_school, overdue_items
from workplans.models import Plan
from workplans.periods import Period, month_of, term_of

LINES = 12  # of each list; the rest is one click away
SHOWN_PAPERS = 3  # whose signatures are counted, the newest
DAYS_SOON = 7
DAYS_UNSIGNED_MATTERS = 60


@dataclass(frozen=True)
class Line:
    """One thing: its words, where it leads, and its state as the design system draws it."""

    title: str
    url: str
    notes: tuple[str, ...] = ()
    state: str = "todo"
    word: str = ""
    action: str = ""


@dataclass(frozen=True)
class Bench:
    """`later` is what comes after this month; `month_more` counts the entries beyond those shown."""

    now: list[Line]
    later: list[Line]
    waiting: list[Line]
    month: list[CalendarEntry]
    month_more: int


def bench_for(seat: Membership, today: date) -> Bench:
    """The lists of a seat, by its role. The number of queries depends on the role, not on the rows."""
    if seat.school:
        return _school_bench(seat, seat.school, today)
    if seat.office:
        return _office_bench(seat, seat.office, today)
    return _bureau_bench(seat, today)


def _bureau_bench(seat: Membership, today: date) -> Bench:
    now: list[Line] = []
    waiting: list[Line] = []
    if seat.role == Role.APPROVER:
        now += _plans_to_approve(seat)
    if seat.role == Role.EDITOR:
        now += [
            *_papers_that_failed(seat),
            *_plans_to_issue(seat),
            *_documents_to_confirm(seat),
            *_drafts(seat),
        ]
        waiting += [*_plans_with_approver(seat), *_papers_unsigned(seat, today)]
    if seat.role in (Role.EDITOR, Role.APPROVER):
        waiting += [_late(item) for item in overdue_items(seat.district, today)]
    return _bench(now, [], waiting, month_entries(seat.district, today.replace(day=1)))


def _office_bench(seat: Membership, office: Office, today: date) -> Bench:
    month = month_of(today)
    items = open_items_for_office(office, today, until=term_of(today).ends_on)
    now, later = _split(items, month, today)
    entries = month_entries(seat.district, month.starts_on, office=office)
    return _bench([*_papers_to_sign(seat), *now], later, [], entries)


def _school_bench(seat: Membership, school: School, today: date) -> Bench:
    """A school's page: papers to sign, what this month asks, what the rest of the term asks."""
    month, term = month_of(today), term_of(today)
    items = open_items_for_school(school, today, term.starts_on, term.ends_on)
    now, later = _split(items, month, today)
    entries = school_entries(school, month.starts_on, month.ends_on)
    return _bench([*_papers_to_sign(seat), *now], later, [], entries)


def _bench(now: list[Line], later: list[Line], waiting: list[Line], month: list[CalendarEntry]) -> Bench:
    return Bench(now, later, waiting[:LINES], month[:LINES], max(0, len(month) - LINES))


def _split(items: list[DueItem], month: Period, today: date) -> tuple[list[Line], list[Line]]:
    """What is late or belongs to this month, and the rest."""
    pressing = [item for item in items if item.is_late or _touches(item, month)]
    rest = [item for item in items if item not in pressing]
    return [_owed(item, today) for item in pressing], [_owed(item, today) for item in rest]


def _touches(item: DueItem, month: Period) -> bool:
    if item.starts_month:
        return item.starts_month <= month.ends_on
    return bool(item.due_on and month.holds(item.due_on))


def _owed(item: DueItem, today: date) -> Line:
    state, word = _standing(item, today)
    return Line(item.title, item.url, _notes(item), state, word, _("Report"))


def _late(item: DueItem) -> Line:
    url = reverse(item.kind, args=[item.pk])
    return Line(item.title, url, (item.lead or _("no lead office"), *_notes(item)), "late", _("Overdue"))


def _notes(item: DueItem) -> tuple[str, ...]:
    day = (item.due_on.isoformat(),) if item.due_on else ()
    return (*day, *([item.plan_title] if item.plan_title else ()))


def _standing(item: DueItem, today: date) -> tuple[str, str]:
    if item.is_late:
        return "late", _("Overdue")
    if item.due_on == today:
        return "soon", _("Due today")
    if item.due_on and item.due_on - today <= timedelta(days=DAYS_SOON):
        days = (item.due_on - today).days
        return "soon", ngettext("Due in %(days)d day", "Due in %(days)d days", days) % {"days": days}
    if item.status == Report.Status.UNDER_WAY:
        return "doing", _("Under way")
    return "todo", _("Open")


def _papers_to_sign(seat: Membership) -> list[Line]:
    return [
        Line(
            paper.title,
            paper.get_absolute_url(),
            (paper.number, str(paper.signed_on)),
            "todo",
            _("To sign for"),
            _("Sign"),
        )
        for paper in Circular.objects.visible_to(seat.user).unsigned_by(seat).defer("snapshot")[:LINES]
    ]


def _plans_to_approve(seat: Membership) -> list[Line]:
    plans = Plan.objects.filter(district=seat.district, state=Plan.State.SUBMITTED).select_related(
        "drafted_by"
    )
    return [
        Line(plan.title, reverse("plan_approval", args=[plan.pk]), (str(plan.drafted_by),), "waiting",
             _("Awaiting approval"), _("Look at it"))
        for plan in plans[:LINES]
    ]  # fmt: skip


def _plans_with_approver(seat: Membership) -> list[Line]:
    plans = Plan.objects.filter(district=seat.district, state=Plan.State.SUBMITTED)
    return [
        Line(plan.title, reverse("plan_approval", args=[plan.pk]), (), "waiting", _("Awaiting approval"))
        for plan in plans[:LINES]
    ]


def _plans_to_issue(seat: Membership) -> list[Line]:
    plans = Plan.objects.filter(district=seat.district, state=Plan.State.APPROVED, school=None)
    return [
        Line(plan.title, reverse("plan_issue", args=[plan.pk]), (), "approved", _("Approved"), _("Issue"))
        for plan in plans[:LINES]
    ]


def _drafts(seat: Membership) -> list[Line]:
    plans = Plan.objects.filter(district=seat.district, state=Plan.State.DRAFT, school=None)
    return [
        Line(plan.title, reverse("plan_edit", args=[plan.pk]), (), "draft", _("Draft"), _("Go on"))
        for plan in plans[:LINES]
    ]


def _documents_to_confirm(seat: Membership) -> list[Line]:
    uploads = Upload.objects.filter(district=seat.district, state=Upload.State.READ).defer(
        "outline", "original"
    )
    return [
        Line(
            upload.name,
            upload.get_absolute_url(),
            (),
            "waiting",
            _("Read, not confirmed"),
            _("Look at it"),
        )
        for upload in uploads[:LINES]
    ]


def _papers_that_failed(seat: Membership) -> list[Line]:
    papers = Circular.objects.filter(district=seat.district, state=Circular.State.FAILED).defer("snapshot")
    return [
        Line(paper.title, paper.get_absolute_url(), (paper.number, paper.failure), "failed", _("Could not be set"),
             _("Look at it"))
        for paper in papers[:LINES]
    ]  # fmt: skip


def _papers_unsigned(seat: Membership, today: date) -> Iterator[Line]:
    """The newest papers that some office or school has not signed for."""
    recent = today - timedelta(days=DAYS_UNSIGNED_MATTERS)
    papers = Circular.objects.filter(district=seat.district, signed_on__gte=recent).defer("snapshot")
    for paper in papers[:SHOWN_PAPERS]:
        missing = tally(offices_asked(paper)).unsigned + tally(schools_asked(paper)).unsigned
        if missing:
            words = ngettext("%(count)d has not signed", "%(count)d have not signed", missing) % {
                "count": missing
            }
            yield Line(paper.title, paper.get_absolute_url(), (paper.number,), "waiting", words)

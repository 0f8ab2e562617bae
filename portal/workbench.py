"""The workbench: what must I do now, what waits for others, what happens this month.

Each seat sees its own lists; the lines are finished values, the template only lays them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Generic, TypeVar

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendar_app.models import CalendarEntry
from calendar_app.queries import month_entries, school_entries
from circulars.models import Circular
from circulars.queries import asks_only_to_read, unsigned_counts
from districts.models import Membership, Role
from drafting.queries.contributions import unanswered_by, with_waiting_items
from intake.models import Upload
from portal.lines import Line, late_line, owed_line
from portal.todo import items_of, items_of_month
from progress.models import Extension
from progress.queries import overdue_items
from workplans.models import ApprovalStep, Plan
from workplans.periods import month_of
from workplans.queries.approval_desk import knowing_last_step, waiting_for

LINES = 10  # of each list; the rest is one click away
REASON = 60  # characters of why a plan was returned
FEW = 5  # of what is not for today
SHOWN_PAPERS = 3  # whose signatures are counted, the newest
DAYS_UNSIGNED_MATTERS = 60


Row = TypeVar("Row")


@dataclass(frozen=True)
class Beginning(Generic[Row]):
    """The first rows of a list, and how many more there are."""

    rows: list[Row]
    more: int


@dataclass(frozen=True)
class Bench:
    """The lists of the page; `later` is what comes after this month."""

    now: Beginning[Line]
    later: Beginning[Line]
    waiting: Beginning[Line]
    month: Beginning[CalendarEntry]


def bench_for(seat: Membership, today: date) -> Bench:
    """The lists of a seat, by its role. The number of queries depends on the role, not on the rows."""
    month = month_of(today)
    if seat.school:
        return _duty_bench(seat, school_entries(seat.school, month.starts_on, month.ends_on), today)
    if seat.office:
        return _duty_bench(seat, month_entries(seat.district, month.starts_on, office=seat.office), today)
    return _bureau_bench(seat, month_entries(seat.district, month.starts_on), today)


def _bureau_bench(seat: Membership, entries: list[CalendarEntry], today: date) -> Bench:
    now: list[Line] = []
    waiting: list[Line] = []
    now += _plans_to_approve(seat, today)
    if seat.role == Role.APPROVER:
        now += _time_asked_for(seat)
    if seat.role == Role.EDITOR:
        plans = _open_plans(seat)
        now += [*_papers_that_failed(seat), *plans.to_issue, *_documents_to_confirm(seat), *plans.drafts]
        waiting += [*plans.with_approver, *_papers_unsigned(seat, today)]
    if seat.role in (Role.EDITOR, Role.APPROVER):
        waiting += [late_line(item) for item in overdue_items(seat.district, today)]
    return _bench(now, [], waiting, entries)


def _duty_bench(seat: Membership, entries: list[CalendarEntry], today: date) -> Bench:
    """An office's or a school's page: papers to sign, what this month asks, what the rest of the term asks."""
    items = items_of(seat, "term", today)
    pressing = items_of_month(items, today)
    rest = [item for item in items if item not in pressing]
    now = [
        *_plans_to_approve(seat, today),
        *_papers_to_sign(seat),
        *_items_wanted(seat, today),
        *(owed_line(item, today) for item in pressing),
    ]
    return _bench(now, [owed_line(item, today) for item in rest], [], entries)


def _bench(now: list[Line], later: list[Line], waiting: list[Line], month: list[CalendarEntry]) -> Bench:
    return Bench(_beginning(now), _beginning(later, FEW), _beginning(waiting, FEW), _beginning(month))


def _beginning(rows: list[Row], most: int = LINES) -> Beginning[Row]:
    return Beginning(rows[:most], max(0, len(rows) - most))


def _papers_to_sign(seat: Membership) -> list[Line]:
    papers = Circular.objects.visible_to(seat.user).unsigned_by(seat).defer("snapshot")
    return [
        Line(
            paper.title,
            paper.get_absolute_url(),
            (paper.number, str(paper.signed_on)),
            "todo",
            *(
                (_("To take note of"), _("Read it"))
                if getattr(paper, "only_to_read", False)
                else (_("To sign for"), _("Sign"))
            ),
        )
        for paper in papers.annotate(only_to_read=asks_only_to_read(seat))[:LINES]
    ]


def _time_asked_for(seat: Membership) -> list[Line]:
    """Requests for more time that wait for a decision."""
    waiting = Extension.objects.waiting().filter(district=seat.district).exclude(asked_by=seat.user)
    return [
        Line(
            str(extension.item),
            extension.get_absolute_url(),
            (str(extension.place), f"{extension.due_on} → {extension.until}"),
            "waiting",
            _("More time asked for"),
            _("Decide"),
        )
        for extension in waiting.select_related("task", "entry", "office", "school").order_by("id")[:LINES]
    ]


def _items_wanted(seat: Membership, today: date) -> list[Line]:
    """Plans being drafted to which the office is asked to contribute."""
    return [
        Line(
            str(asked.call),
            asked.get_absolute_url(),
            (asked.call.plan.title, asked.call.wanted_by.isoformat()),
            "late" if asked.is_late(today) else "todo",
            _("Items wanted"),
            _("Contribute"),
        )
        for asked in unanswered_by(seat)[:LINES]
    ]


def _plans_to_approve(seat: Membership, today: date) -> list[Line]:
    """Plans that wait for this person's word: to check, to countersign, to sign; also where they stand in."""
    return [
        Line(
            waiting.plan.title,
            reverse("plan_approval", args=[waiting.plan.pk]),
            (*_amending(waiting.plan), *filter(None, (str(waiting.plan.drafted_by), waiting.speaks_for))),
            "waiting",
            str(TO_GIVE[waiting.act]),
            _("Look at it"),
        )
        for waiting in waiting_for(seat, today)[:LINES]
    ]


TO_GIVE = {
    "check": gettext_lazy("To check"),
    "countersign": gettext_lazy("To countersign"),
    "sign": gettext_lazy("To sign for issue"),
}


@dataclass(frozen=True)
class OpenPlans:
    """The bureau's plans that are not issued yet, as an editor goes on with them."""

    to_issue: list[Line]
    drafts: list[Line]
    with_approver: list[Line]


def _open_plans(seat: Membership) -> OpenPlans:
    own = Q(state__in=[Plan.State.APPROVED, Plan.State.DRAFT], school=None)
    plans = Plan.objects.filter(own | Q(state__in=Plan.UNDER_WAY), district=seat.district)
    found: dict[str, list[Plan]] = {Plan.State.APPROVED: [], Plan.State.DRAFT: []}
    for plan in with_waiting_items(knowing_last_step(plans)):
        found.setdefault(plan.state, []).append(plan)
    approved, drafts = found.pop(Plan.State.APPROVED), found.pop(Plan.State.DRAFT)
    return OpenPlans(
        [
            Line(
                plan.title,
                reverse("plan_issue", args=[plan.pk]),
                _amending(plan),
                "approved",
                _("Approved"),
                _("Issue"),
            )
            for plan in approved
        ],
        list(_drafts(drafts)),
        [
            Line(
                plan.title,
                reverse("plan_approval", args=[plan.pk]),
                _amending(plan),
                "waiting",
                plan.get_state_display(),
            )
            for plan in chain(*found.values())
        ],
    )


def _drafts(plans: list[Plan]) -> Iterator[Line]:
    """Drafts to go on with; before them, what offices have sent to them."""
    for plan in plans:
        if waiting := getattr(plan, "waiting_items", 0):
            words = ngettext("%(count)d item sent by offices", "%(count)d items sent by offices", waiting)
            yield Line(
                plan.title,
                reverse("plan_contributions", args=[plan.pk]),
                (words % {"count": waiting},),
                "waiting",
                _("To be decided"),
                _("Look at it"),
            )
    for plan in plans:
        notes, state, word = _amending(plan), "draft", _("Draft")
        if getattr(plan, "last_act", "") == ApprovalStep.Act.RETURN:
            reason = Truncator(getattr(plan, "last_note", "")).chars(REASON)
            notes, state, word = (*notes, reason), "soon", _("Returned to be changed")
        yield Line(plan.title, reverse("plan_edit", args=[plan.pk]), notes, state, word, _("Go on"))


def _amending(plan: Plan) -> tuple[str, ...]:
    return (_("Draft of an amendment"),) if plan.amends_id else ()


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
    failed = Circular.objects.standing().filter(district=seat.district, state=Circular.State.FAILED)
    papers = failed.defer("snapshot")
    return [
        Line(paper.title, paper.get_absolute_url(), (paper.number, paper.failure), "failed", _("Could not be set"),
             _("Look at it"))
        for paper in papers[:LINES]
    ]  # fmt: skip


def _papers_unsigned(seat: Membership, today: date) -> Iterator[Line]:
    """The newest papers that some office or school has not signed for."""
    recent = today - timedelta(days=DAYS_UNSIGNED_MATTERS)
    papers = (
        Circular.objects.standing().filter(district=seat.district, signed_on__gte=recent).defer("snapshot")
    )
    newest = papers.select_related("district").prefetch_related("audience")[:SHOWN_PAPERS]
    missing = unsigned_counts(newest)
    for paper in newest:
        if count := missing[paper.pk]:
            words = ngettext("%(count)d has not signed", "%(count)d have not signed", count) % {
                "count": count
            }
            yield Line(paper.title, paper.get_absolute_url(), (paper.number,), "waiting", words)

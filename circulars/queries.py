"""Reads of papers, shaped for services, pages and papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from calendar_app.models import CalendarEntry
from circulars.models import Circular, CircularAudience, NumberRegister, Receipt
from districts.models import District, Membership, Office, Role, School, User
from workplans.audience import schools_meeting
from workplans.models import AudienceRule, Demand, Plan
from workplans.queries import PlanOutline


def plans_to_issue(user: User) -> QuerySet[Plan]:
    """Plans of the bureaus where the user is an editor, in any state: the page says why one cannot go out yet."""
    return Plan.objects.filter(district_id__in=user.districts_as(Role.EDITOR), school=None).select_related(
        "district"
    )


def next_serial(district: District, code: str, year: int) -> int:
    """The number that would be given now. Not kept for anybody: it is taken when the plan is issued."""
    last = NumberRegister.objects.filter(district=district, code=code, year=year).values_list("last_serial")
    return (last.first() or (0,))[0] + 1


def plan_calendar(plan: Plan) -> list[CalendarEntry]:
    """The plan's entries in calendar order, with the offices that carry them and the schools they address."""
    return list(plan.entries.prefetch_related("duties__office", "audience__school"))


def rules_of_plan(outline: PlanOutline, entries: Iterable[CalendarEntry]) -> list[CircularAudience]:
    """Unsaved rules: each rule of the plan's tasks and entries once; without any, all schools.

    Who has to act on one task and is only informed of another has to act.
    """
    rules: list[AudienceRule] = [rule for task in outline.all_tasks() for rule in task.audience]
    rules += [rule for entry in entries for rule in entry.audience.all()]
    found: dict[tuple[object, ...], CircularAudience] = {}
    for rule in rules:
        whom = (rule.stage, rule.ownership, rule.directly_under, rule.school_id)
        if whom not in found or rule.demand == Demand.ACT:
            found[whom] = CircularAudience(
                demand=rule.demand,
                stage=rule.stage,
                ownership=rule.ownership,
                directly_under=rule.directly_under,
                school=rule.school,
            )
    return list(found.values()) or [CircularAudience()]


def addressed_schools(circular: Circular) -> QuerySet[School]:
    """Schools asked to sign, today's: a rule reaches a school opened after the circular went out."""
    rules = circular.audience.select_related("school")
    return School.objects.filter(schools_meeting(rules, circular.district))


def people_addressed(circular: Circular) -> QuerySet[User]:
    """Everybody who can sign for the circular: people of its offices, clerks of its schools."""
    seats = Membership.objects.filter(
        Q(office__in=circular.offices.all())
        | Q(role=Role.SCHOOL_CLERK, school__in=addressed_schools(circular).values("pk")),
        is_active=True,
    )
    return User.objects.filter(is_active=True, pk__in=seats.values("user_id")).order_by("pk")


@dataclass(frozen=True)
class SigningPlace:
    """One of the visitor's offices or schools that the circular asks to sign, and its receipt if it has."""

    seat: Membership
    receipt: Receipt | None


def signing_places(circular: Circular, user: User) -> list[SigningPlace]:
    """Where the user can sign for the circular; a place once, however many seats the user has there."""
    offices = set(circular.offices.filter(pk__in=user.office_ids).values_list("pk", flat=True))
    schools = set(
        addressed_schools(circular).filter(pk__in=user.school_ids).values_list("pk", flat=True)
        if user.school_ids
        else ()
    )
    receipts = {
        (receipt.office_id, receipt.school_id): receipt
        for receipt in circular.receipts.select_related("signed_by").filter(
            Q(office__in=offices) | Q(school__in=schools)
        )
    }
    seats = {
        (seat.office_id, seat.school_id): seat
        for seat in reversed(user.seats)
        if seat.office_id in offices or seat.school_id in schools
    }
    return [SigningPlace(seat, receipts.get(place)) for place, seat in reversed(seats.items())]


def offices_asked(circular: Circular) -> QuerySet[Office]:
    """The offices asked to sign, each with `signed_at` and `signer`, None where nobody has."""
    return _with_receipts(circular.offices.all(), circular, "office")


def schools_asked(circular: Circular) -> QuerySet[School]:
    """The schools asked to sign, each with `signed_at` and `signer`, None where nobody has."""
    return _with_receipts(addressed_schools(circular), circular, "school")


Asked = TypeVar("Asked", Office, School)


def _with_receipts(places: QuerySet[Asked], circular: Circular, place: str) -> QuerySet[Asked]:
    receipt = Receipt.objects.filter(circular=circular, **{place: OuterRef("pk")})
    return places.annotate(
        signed_at=Subquery(receipt.values("signed_at")),
        signer=Subquery(receipt.values("signed_by__full_name")),
    )


@dataclass(frozen=True)
class Tally:
    """How many were asked to sign, and how many have."""

    asked: int
    signed: int

    @property
    def unsigned(self) -> int:
        return self.asked - self.signed


def tally(places: QuerySet[Office] | QuerySet[School]) -> Tally:
    """Of the places of `offices_asked` or `schools_asked`."""
    counts = places.aggregate(asked=Count("pk"), signed=Count("signed_at"))
    return Tally(**counts)


def place_in_queue(circular: Circular) -> int:
    """1 for the next to be set."""
    ahead = Circular.objects.filter(
        state__in=[Circular.State.WAITING, Circular.State.RENDERING], pk__lt=circular.pk
    )
    return ahead.count() + 1

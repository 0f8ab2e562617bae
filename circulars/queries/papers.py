"""Reads of papers, shaped for services, pages and papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from json import dumps
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from calendar_app.models import CalendarEntry
from circulars.models import Circular, Receipt, Seal, WorkPaper
from circulars.models.papers import CircularQuerySet
from districts.models import District, Membership, Office, Role, School, User
from workplans.audience import meets, schools_meeting
from workplans.drafts import AudienceDraft
from workplans.models import ApprovalStep, AudienceRule, Demand, Plan
from workplans.queries import PlanOutline


def plans_to_issue(user: User) -> QuerySet[Plan]:
    """Plans of the bureaus where the user is an editor, in any state: the page says why one cannot go out yet.

    Each with `has_seal`: whether its bureau has given a seal to print, and `signed_off_at`: when it was last signed
    for issue in the portal.
    """
    plans = Plan.objects.filter(district_id__in=user.districts_as(Role.EDITOR), school=None)
    seal = Seal.objects.filter(district=OuterRef("district"), is_current=True)
    signed = ApprovalStep.objects.filter(plan=OuterRef("pk"), act=ApprovalStep.Act.SIGN).order_by("-pk")
    return plans.select_related("district", "amends").annotate(
        has_seal=Exists(seal), signed_off_at=Subquery(signed.values("at")[:1])
    )


def issued_plans(user: User) -> QuerySet[Plan]:
    """Bureaus' plans that went out to the user."""
    return Plan.objects.visible_to(user).filter(state=Plan.State.ISSUED, school=None)


def circulars_of_plan(user: User, plan_pk: int) -> QuerySet[Circular]:
    """The papers of a plan that the user may read; one, until a correction follows it."""
    return Circular.objects.visible_to(user).filter(plan__pk=plan_pk)


def knowing_editions(circulars: CircularQuerySet) -> CircularQuerySet:
    """Each with `has_editions`: whether its plan has other papers, so that only few pages ask for them; and its validity."""
    others = Circular.objects.filter(plan=OuterRef("plan")).exclude(pk=OuterRef("pk"))
    return circulars.knowing_validity().annotate(has_editions=Exists(others))


def other_editions(circular: Circular, *, public: bool = False) -> QuerySet[Circular]:
    """The other papers of its plan, in the order they went out: what was issued first, and its amendments."""
    if not getattr(circular, "has_editions", True):
        return Circular.objects.none()
    papers = Circular.objects.filter(plan=circular.plan_id).exclude(pk=circular.pk).order_by("pk")
    papers = papers.select_related("district").defer("snapshot")
    return papers.published() if public else papers


def plan_calendar(plan: Plan) -> list[CalendarEntry]:
    """The plan's entries in calendar order, with the offices that carry them and the schools they address."""
    return list(plan.entries.standing().prefetch_related("duties__office", "audience__school"))


def rules_of_plan(outline: PlanOutline, entries: Iterable[CalendarEntry]) -> list[AudienceDraft]:
    """Each rule of the plan's tasks and entries once; without any, all schools.

    Who has to act on one task and is only informed of another has to act.
    """
    rules: list[AudienceRule] = [rule for task in outline.all_tasks() for rule in task.audience]
    rules += [rule for entry in entries for rule in entry.audience.all()]
    found: dict[AudienceDraft, AudienceDraft] = {}
    for rule in rules:
        draft = AudienceDraft(rule.demand, rule.stage, rule.ownership, rule.directly_under, rule.school_id)
        whom = replace(draft, demand=Demand.ACT)
        if whom not in found or draft == whom:
            found[whom] = draft
    return list(found.values()) or [AudienceDraft()]


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


def people_unsigned(circular: Circular) -> QuerySet[Membership]:
    """The seats of those who could sign where nobody has: only they are reminded. Of a repealed paper nobody."""
    if circular.is_repealed:
        return Membership.objects.none()
    overview = receipts_overview(circular)
    offices = [office.pk for office in overview.offices_that(signed=False)]
    schools = overview.schools_that(signed=False).order_by().values("pk")
    return (
        Membership.objects.filter(
            Q(office__in=offices) | Q(role=Role.SCHOOL_CLERK, school__in=schools),
            is_active=True,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )


@dataclass(frozen=True)
class SigningPlace:
    """One of the visitor's own offices or schools that is asked to sign; `signed_at` is None until it has."""

    seat: Membership
    name: str
    signed_at: datetime | None
    signer: str | None
    is_reading: bool = False
    """Asked to know, not to act (阅知): opening the paper is enough."""


@dataclass(frozen=True)
class Tally:
    """How many were asked to sign, and how many have."""

    asked: int
    signed: int

    @property
    def unsigned(self) -> int:
        return self.asked - self.signed


def signing_places(
    circular: Circular, user: User, offices: Iterable[Office] | None = None
) -> list[SigningPlace]:
    """Where the user can sign for the circular: a place once, however many seats the user has there.

    `offices`: those of `offices_asked`, where somebody has them already.
    """
    places: list[SigningPlace] = []
    if user.office_ids:
        asked = offices_asked(circular) if offices is None else offices
        seats = {seat.office_id: seat for seat in user.seats}
        places += [_signing_place(office, seats) for office in asked if office.pk in seats]
    if user.school_ids:
        asked_schools = schools_asked(circular).filter(pk__in=user.school_ids)
        seats = {seat.school_id: seat for seat in user.seats}
        places += [
            replace(_signing_place(school, seats), is_reading=asked_only_to_read(circular, school))
            for school in asked_schools
        ]
    return places


def asked_only_to_read(circular: Circular, school: School | None) -> bool:
    """Whether every rule that reaches the school asks it to know and none to act; an office always signs."""
    if school is None:
        return False
    demands = {rule.demand for rule in circular.audience.all() if meets(school, rule)}
    return demands == {Demand.INFORM}


def _signing_place(place: Any, seats: Mapping[int | None, Membership]) -> SigningPlace:
    return SigningPlace(seats[place.pk], place.name, place.signed_at, place.signer)


def offices_asked(circular: Circular) -> QuerySet[Office]:
    """The offices asked to sign, each with `signed_at` and `signer`, None where nobody has."""
    return _with_receipts(circular.offices.all(), circular, "office")


def schools_asked(circular: Circular) -> QuerySet[School]:
    """The schools asked to sign, each with `signed_at` and `signer`, None where nobody has."""
    return _with_receipts(addressed_schools(circular).select_related("district"), circular, "school")


Asked = TypeVar("Asked", Office, School)


def _with_receipts(places: QuerySet[Asked], circular: Circular, place: str) -> QuerySet[Asked]:
    receipt = Receipt.objects.filter(circular=circular, **{place: OuterRef("pk")})
    return places.annotate(
        signed_at=Subquery(receipt.values("signed_at")),
        signer=Subquery(receipt.values("signed_by__full_name")),
        is_reading=Subquery(receipt.values("is_reading")),
    )


@dataclass(frozen=True)
class ReceiptsOverview:
    """Who was asked to sign: the offices, the schools (a queryset, they may be many), and how many of them have."""

    offices: list[Office]
    schools: QuerySet[School]
    of_offices: Tally
    of_schools: Tally

    @property
    def total(self) -> Tally:
        return Tally(
            self.of_offices.asked + self.of_schools.asked, self.of_offices.signed + self.of_schools.signed
        )

    def offices_that(self, *, signed: bool) -> list[Office]:
        return [office for office in self.offices if _has_signed(office) is signed]

    def schools_that(self, *, signed: bool) -> QuerySet[School]:
        return self.schools.filter(Q(("signed_at__isnull", not signed)))


def receipts_overview(circular: Circular) -> ReceiptsOverview:
    offices, schools = list(offices_asked(circular)), schools_asked(circular)
    of_offices = Tally(len(offices), sum(map(_has_signed, offices)))
    return ReceiptsOverview(offices, schools, of_offices, tally(schools))


def unsigned_counts(circulars: Iterable[Circular]) -> dict[int, int]:
    """How many of the offices and schools asked have not signed, by the circular's key; two queries for them all.

    Each circular brings its `audience` and its `district`.
    """
    papers = list(circulars)
    if not papers:
        return {}
    signed = Receipt.objects.filter(circular=OuterRef("circular"), office=OuterRef("office"))
    asked = Circular.offices.through.objects.filter(~Exists(signed), circular__in=papers)
    offices = dict(asked.values_list("circular").annotate(Count("pk")))
    schools = School.objects.aggregate(**{f"of_{paper.pk}": _unsigned_schools(paper) for paper in papers})
    return {paper.pk: offices.get(paper.pk, 0) + schools[f"of_{paper.pk}"] for paper in papers}


def _unsigned_schools(circular: Circular) -> Count:
    signed = Receipt.objects.filter(circular=circular, school=OuterRef("pk"))
    return Count("pk", filter=Q(schools_meeting(circular.audience.all(), circular.district), ~Exists(signed)))


def tally(places: QuerySet[Office] | QuerySet[School]) -> Tally:
    """Of the places of `offices_asked` or `schools_asked`."""
    return Tally(**places.order_by().aggregate(asked=Count("pk"), signed=Count("signed_at")))


def _has_signed(place: Any) -> bool:
    """Of a place of `offices_asked`."""
    return place.signed_at is not None


def place_in_queue(row: Circular | WorkPaper) -> int:
    """1 for the next to be set: circulars go first, then single papers, then those of batches."""
    owed = {"state__in": [Circular.State.WAITING, Circular.State.RENDERING]}
    circulars = Circular.objects.filter(**owed)
    if isinstance(row, Circular):
        return circulars.filter(pk__lt=row.pk).count() + 1
    papers = WorkPaper.objects.filter(Q(batch=None) | Q(batch__stopped_at=None), **owed)
    before = (
        Q(batch=None) & ~Q(pk__gte=row.pk)
        if row.batch_id is None
        else (Q(batch=None) | Q(batch__lt=row.batch_id) | Q(batch=row.batch_id, pk__lt=row.pk))
    )
    return circulars.count() + papers.filter(before).count() + 1


def circulars_for_list(circulars: QuerySet[Circular], seat: Membership) -> QuerySet[Circular]:
    """For a list: each with `receipt_count`, and for an office or school with `is_asked` and its own `signed_at`."""
    own = Receipt.objects.from_seat(seat).filter(circular=OuterRef("pk"))
    found = circulars.select_related("district").defer("snapshot")
    return found.annotate(
        receipt_count=Count("receipts", distinct=True),
        signed_at=Subquery(own.values("signed_at")[:1]),
        is_asked=Exists(Circular.objects.addressed_to(seat).filter(pk=OuterRef("pk"))),
    ).order_by("-pk")  # counting receipts forgets the order


def find_circulars(
    circulars: QuerySet[Circular],
    words: str = "",
    year: int | None = None,
    genre: str = "",
    *,
    in_texts: bool = False,
) -> QuerySet[Circular]:
    """Those whose number or title, or with `in_texts` whose text, has every one of the words; of one year or of all, of
    one kind or of all.
    """
    if words and in_texts:
        circulars = circulars.annotate(text=Cast("snapshot", TextField()))
    for word in words.split():
        said = Q(number__icontains=word) | Q(title__icontains=word)
        if in_texts:  # SQLite keeps a snapshot as JSON writes it for ASCII
            said |= Q(text__icontains=word) | Q(text__icontains=dumps(word)[1:-1])
        circulars = circulars.filter(said)
    if genre:
        circulars = circulars.filter(genre=genre)
    return circulars.filter(signed_on__year=year) if year else circulars


def years_and_genres(circulars: QuerySet[Circular]) -> list[tuple[int, str]]:
    """Every year and kind of which there is one, in one query."""
    return list(circulars.order_by().values_list("signed_on__year", "genre").distinct())


def publishing_bureaus() -> QuerySet[District]:
    """Bureaus that have published circulars, from the top down, each with `published_count`."""
    return District.objects.annotate(
        published_count=Count("circulars", filter=Q(circulars__published_at__isnull=False))
    ).filter(published_count__gt=0)


def public_circulars(district: District) -> QuerySet[Circular]:
    """What anybody may read, newest first, each knowing its validity."""
    published = Circular.objects.published().filter(district=district).knowing_validity()
    return published.defer("snapshot").order_by("-signed_on", "-pk")

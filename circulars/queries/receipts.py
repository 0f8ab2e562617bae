"""Who is asked to sign for a paper, who has, who could be reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable

from circulars.models import Circular, CircularAudience, Receipt
from districts.models import Membership, Office, Role, School, User
from workplans.audience import addressing, meets, schools_meeting
from workplans.models import Demand


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
    seats = seats_told().filter(Q(office__in=offices) | Q(school__in=schools))
    return seats.select_related("user").order_by("pk")


def seats_told() -> QuerySet[Membership]:
    """From which somebody is told of papers to sign: everybody's of an office, the clerks' of a school."""
    return Membership.objects.filter(
        Q(office__isnull=False) | Q(role=Role.SCHOOL_CLERK), is_active=True, user__is_active=True
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

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.asked + other.asked, self.signed + other.signed)


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


def asks_only_to_read(seat: Membership) -> Combinable:
    """The same as a column of circulars addressed to the seat, for lists."""
    if not seat.school:
        return Value(False)
    acting = CircularAudience.objects.filter(addressing(seat.school, ""), demand=Demand.ACT)
    return ~Exists(acting.filter(circular=OuterRef("pk")))


def _signing_place(place: Any, seats: Mapping[int | None, Membership]) -> SigningPlace:
    return SigningPlace(seats[place.pk], place.name, place.signed_at, place.signer)


def offices_asked(circular: Circular) -> QuerySet[Office]:
    """The offices asked to sign, each with `signed_at` and `signer`, None where nobody has, and `has_account`."""
    return _with_receipts(circular.offices.all(), circular, "office")


def schools_asked(circular: Circular) -> QuerySet[School]:
    """The same of the schools asked to sign."""
    return _with_receipts(addressed_schools(circular).select_related("district"), circular, "school")


Asked = TypeVar("Asked", Office, School)


def _with_receipts(places: QuerySet[Asked], circular: Circular, place: str) -> QuerySet[Asked]:
    receipt = Receipt.objects.filter(circular=circular, **{place: OuterRef("pk")})
    return places.annotate(
        signed_at=Subquery(receipt.values("signed_at")),
        signer=Subquery(receipt.values("signed_by__full_name")),
        is_reading=Subquery(receipt.values("is_reading")),
        has_account=Exists(seats_told().filter(**{place: OuterRef("pk")})),
    )


@dataclass(frozen=True)
class Places:
    """Offices and behind them schools, as one list to turn the pages of; what is not on the page is not read."""

    offices: list[Office]
    schools: QuerySet[School]

    def __len__(self) -> int:
        return len(self.offices) + self.schools.count()

    def __iter__(self) -> Iterator[Office | School]:
        return iter([*self.offices, *self.schools])

    def __getitem__(self, part: Any) -> Any:
        before = len(self.offices)
        first, last = (max(0, end - before) for end in (part.start, part.stop))
        return [*self.offices[part], *self.schools[first:last]]


@dataclass(frozen=True)
class ReceiptsOverview:
    """Who was asked to sign: the offices, the schools (a queryset, they may be many), and how many of them have."""

    offices: list[Office]
    schools: QuerySet[School]
    of_offices: Tally
    of_schools: Tally

    @property
    def total(self) -> Tally:
        return self.of_offices + self.of_schools

    def offices_that(self, *, signed: bool) -> list[Office]:
        return [office for office in self.offices if _has_signed(office) is signed]

    def schools_that(self, *, signed: bool) -> QuerySet[School]:
        return self.schools.filter(Q(("signed_at__isnull", not signed)))

    def places_that(self, *, signed: bool) -> Places:
        return Places(self.offices_that(signed=signed), self.schools_that(signed=signed))

    def out_of_reach(self) -> list[str]:
        """The names of those that have not signed and cannot be told: nobody there has an account."""
        offices = [office.name for office in self.offices_that(signed=False) if not _has_account(office)]
        schools = self.schools_that(signed=False).filter(Q(("has_account", False)))
        return [*offices, *schools.values_list("name", flat=True)]


def receipts_overview(circular: Circular) -> ReceiptsOverview:
    offices, schools = list(offices_asked(circular)), schools_asked(circular)
    of_offices = Tally(len(offices), sum(map(_has_signed, offices)))
    return ReceiptsOverview(offices, schools, of_offices, tally(schools))


def tallies(circulars: Iterable[Circular]) -> dict[int, Tally]:
    """How many offices and schools are asked, and how many of them have signed, by the circular's key; two queries.

    Each circular brings its `audience` and its `district`.
    """
    papers = list(circulars)
    if not papers:
        return {}
    signed = Exists(Receipt.objects.filter(circular=OuterRef("circular"), office=OuterRef("office")))
    rows = Circular.offices.through.objects.filter(circular__in=papers).values_list("circular")
    offices = {
        pk: Tally(*of) for pk, *of in rows.annotate(asked=Count("pk"), signed=Count("pk", filter=signed))
    }
    counts = {
        f"{name}_{paper.pk}": count for paper in papers for name, count in _counts_of_schools(paper).items()
    }
    schools = School.objects.aggregate(**counts)
    return {
        paper.pk: Tally(schools[f"asked_{paper.pk}"], schools[f"signed_{paper.pk}"])
        + offices.get(paper.pk, Tally(0, 0))
        for paper in papers
    }


def _counts_of_schools(circular: Circular) -> dict[str, Count]:
    asked = schools_meeting(circular.audience.all(), circular.district)
    signed = Exists(Receipt.objects.filter(circular=circular, school=OuterRef("pk")))
    return {
        "asked": Count("pk", filter=asked),
        "signed": Count("pk", filter=Q(asked, signed)),
    }


def unsigned_counts(circulars: Iterable[Circular]) -> dict[int, int]:
    """How many of the offices and schools asked have not signed; see `tallies`."""
    return {pk: tally.unsigned for pk, tally in tallies(circulars).items()}


def tally(places: QuerySet[Office] | QuerySet[School]) -> Tally:
    """Of the places of `offices_asked` or `schools_asked`."""
    return Tally(**places.order_by().aggregate(asked=Count("pk"), signed=Count("signed_at")))


def _has_signed(place: Any) -> bool:
    """Of a place of `offices_asked`."""
    return place.signed_at is not None


def _has_account(place: Any) -> bool:
    """Of a place of `offices_asked`."""
    return bool(place.has_account)

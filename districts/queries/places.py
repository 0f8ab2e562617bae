"""Offices, schools and bureaus as their lists show them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from districts.models import District, Membership, Office, Role, School, User

SEATED = Q(memberships__is_active=True, memberships__user__is_active=True)


@dataclass(frozen=True)
class Overview:
    """How many there are of each that the reader may see; bureaus are those below the own."""

    offices: int
    schools: int
    bureaus: int
    people: int


def overview(user: User, district: District) -> Overview:
    """All four numbers in one query."""
    offices = Office.objects.visible_to(user).working().filter(district=district)
    schools = School.objects.visible_to(user).filter(district=district, is_active=True)
    bureaus = District.objects.visible_to(user).under(district).exclude(pk=district.pk)
    seats = Membership.objects.visible_to(user).in_use().filter(district=district, user__is_active=True)
    numbers = District.objects.filter(pk=district.pk).values_list(
        _number_of(offices), _number_of(schools), _number_of(bureaus), _number_of(seats, "user_id")
    )
    return Overview(*numbers.get())


def _number_of(rows: QuerySet[Any], what: str = "pk") -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


def offices_of(
    user: User, district: District, *, words: str = "", with_retired: bool = False
) -> QuerySet[Office]:
    """The bureau's offices in its own order, with `people_count` and their heads in `heads`."""
    heads = Membership.objects.in_use().filter(role=Role.OFFICE_HEAD, user__is_active=True)
    offices = Office.objects.visible_to(user).filter(district=district)
    if not with_retired:
        offices = offices.working()
    if words:
        offices = offices.filter(Q(name__icontains=words) | Q(aliases__icontains=words))
    return (
        offices.select_related("supervised_by", "successor")
        .annotate(people_count=Count("memberships__user", filter=SEATED, distinct=True))
        .prefetch_related(
            Prefetch("memberships", queryset=heads.select_related("user").order_by("id"), to_attr="heads")
        )
        .order_by("-is_active", "position", "id")
    )


def schools_of(
    user: User,
    district: District,
    *,
    words: str = "",
    stage: str = "",
    ownership: str = "",
    directly_under: bool | None = None,
    below: bool = False,
    with_retired: bool = False,
) -> QuerySet[School]:
    """Schools of the district (`below`: and of all below it) that meet every part asked for."""
    schools = School.objects.visible_to(user)
    schools = schools.within(district) if below else schools.filter(district=district)
    if not with_retired:
        schools = schools.filter(is_active=True)
    if words:
        schools = schools.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    if stage:
        schools = schools.filter(stage=stage)
    if ownership:
        schools = schools.filter(ownership=ownership)
    if directly_under is not None:
        schools = schools.filter(directly_under=directly_under)
    return schools.select_related("district").order_by("district__path", "-is_active", "code")


def bureaus_of(user: User, district: District) -> QuerySet[District]:
    """The district and those below it, with `school_count` and `office_count`."""
    return (
        District.objects.visible_to(user)
        .under(district)
        .select_related("parent")
        .annotate(
            school_count=_count_of(School.objects.filter(is_active=True)),
            office_count=_count_of(Office.objects.working()),
        )
        .order_by("path")
    )


def administrators_of(district: District) -> QuerySet[Membership]:
    return (
        Membership.objects.in_use()
        .filter(district=district, role=Role.ADMINISTRATOR, user__is_active=True)
        .select_related("user")
        .order_by("id")
    )


def _count_of(rows: QuerySet[School] | QuerySet[Office]) -> Coalesce:
    """Rows per district, counted apart: two joins would multiply each other."""
    counted = (
        rows.filter(district=OuterRef("pk")).order_by().values("district").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(counted), 0)

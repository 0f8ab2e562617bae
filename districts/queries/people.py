"""People and their seats as lists and pages show them."""

from django.db.models import Prefetch, Q, QuerySet

from districts.models import District, Membership, User


def people_of(
    user: User,
    district: District,
    *,
    words: str = "",
    role: str = "",
    place: str = "",
    with_shut: bool = False,
) -> QuerySet[User]:
    """People with a seat in the bureau, its offices or its schools; `visible_seats` holds the seats in use.

    `words` are looked for in name, username and mobile number; `place` in the names of office and school.
    """
    seats = Membership.objects.visible_to(user).filter(district=district)
    if not with_shut:
        seats = seats.in_use()
    wanted = seats
    if role:
        wanted = wanted.filter(role=role)
    if place:
        wanted = wanted.filter(Q(office__name__icontains=place) | Q(school__name__icontains=place))
    people = User.objects.filter(pk__in=wanted.values("user_id"))
    if not with_shut:
        people = people.filter(is_active=True)
    if words:
        people = people.filter(
            Q(full_name__icontains=words) | Q(username__icontains=words) | Q(phone__startswith=words)
        )
    shown = Membership.objects.visible_to(user).in_use().select_related("district", "office", "school")
    return people.order_by("-is_active", "full_name", "id").prefetch_related(
        Prefetch("memberships", queryset=shown.order_by("id"), to_attr="visible_seats")
    )


def seats_of(person: User, reader: User) -> QuerySet[Membership]:
    """The person's seats that `reader` may see, those in use first."""
    return (
        Membership.objects.visible_to(reader)
        .filter(user=person)
        .select_related("district", "office", "school")
        .order_by("-is_active", "id")
    )

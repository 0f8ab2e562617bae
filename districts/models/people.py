"""People and the seats they hold. A seat (Membership) is where somebody acts from: a role at a bureau, office or school."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from districts.models.places import District, Office, School

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Role(models.TextChoices):
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    OFFICE_HEAD = "office_head", _("Head of office")
    OFFICE_STAFF = "office_staff", _("Office staff")
    SCHOOL_CLERK = "school_clerk", _("School clerk")
    PRINCIPAL = "principal", _("Principal")
    ADMINISTRATOR = "administrator", _("Bureau administrator")
    AUDITOR = "auditor", _("Auditor")


OFFICE_ROLES = (Role.OFFICE_HEAD, Role.OFFICE_STAFF)
SCHOOL_ROLES = (Role.SCHOOL_CLERK, Role.PRINCIPAL)
BUREAU_ROLES = (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)


class PeopleManager(UserManager["User"]):
    use_in_migrations = False

    def visible_to(self, user: User) -> QuerySet[User]:
        """People with a seat that `user` may see; oneself is in it for whoever may see anybody."""
        seats = Membership.objects.visible_to(user)
        return self.filter(pk__in=seats.values("user_id"))

    def editable_by(self, user: User) -> QuerySet[User]:
        """People all of whose seats an administrator keeps. Who also sits in another bureau has an account
        that opens that bureau's doors: nobody here may take it over by a new password."""
        here = Membership.objects.editable_by(user)
        elsewhere = Membership.objects.exclude(pk__in=here.values("pk"))
        return self.filter(pk__in=here.values("user_id")).exclude(pk__in=elsewhere.values("user_id"))


class User(AbstractUser):
    """Somebody who signs in. What they may do stands in their seats, never here."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one word
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=40)
    phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    # Somebody else knows the password: nothing else is open until it is changed.
    must_change_password = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[PeopleManager] = PeopleManager()

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @cached_property
    def seats(self) -> list[Membership]:
        """All seats in use, in the order they were given; one query a request, which counts what is unread too."""
        unread = Q(user__messages__channel="portal", user__messages__read_at=None)
        return list(
            self.memberships.filter(is_active=True)
            .select_related("district", "office", "school__district")
            .annotate(unread=Count("user__messages", filter=unread))
            .order_by("id")
        )

    @property
    def unread_count(self) -> int:
        """Messages in the portal not read yet, as the shell of every page tells; nobody without a seat sees one."""
        return next((seat.unread for seat in self.seats), 0)  # type: ignore[attr-defined]  # counted by `seats`

    def seats_as(self, *roles: str) -> list[Membership]:
        return [seat for seat in self.seats if seat.role in roles]

    def districts_as(self, *roles: str) -> set[int]:
        """Ids of the districts where the user has one of these roles."""
        return {seat.district_id for seat in self.seats_as(*roles)}

    @property
    def district_ids(self) -> set[int]:
        """Districts whose bureau, office or school the user belongs to."""
        return {seat.district_id for seat in self.seats}

    @property
    def bureau_district_ids(self) -> set[int]:
        """Districts in whose bureau the user works: schools' seats left out."""
        return {seat.district_id for seat in self.seats if not seat.school_id}

    @property
    def office_ids(self) -> set[int]:
        return {seat.office_id for seat in self.seats if seat.office_id}

    @property
    def school_ids(self) -> set[int]:
        return {seat.school_id for seat in self.seats if seat.school_id}


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User) -> MembershipQuerySet:
        """Those who work for the whole bureau see its people; a head of office sees the office's."""
        offices = [seat.office_id for seat in user.seats_as(Role.OFFICE_HEAD)]
        return self.filter(
            Q(district_id__in=user.districts_as(*BUREAU_ROLES))
            | Q(office_id__in=offices)
            | administrators_below(user)
        )

    def editable_by(self, user: User) -> MembershipQuerySet:
        """An administrator keeps the seats of the own bureau, and appoints administrators of those below."""
        return self.filter(
            Q(district_id__in=user.districts_as(Role.ADMINISTRATOR)) | administrators_below(user)
        )

    def in_use(self) -> MembershipQuerySet:
        return self.filter(is_active=True)


def administrators_below(user: User) -> Q:
    """Seats of administrators in the bureaus that the administrator `user` is over."""
    wanted = Q(pk__in=[])
    for seat in user.seats_as(Role.ADMINISTRATOR):
        wanted |= Q(role=Role.ADMINISTRATOR, district__path__startswith=seat.district.path)
    return wanted


class Membership(models.Model):
    """A seat: one person, one role, at a bureau, one of its offices or one of its schools."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("bureau")
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("office"),
    )
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("school"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["district", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=OFFICE_ROLES, office__isnull=False, school__isnull=True)
                    | Q(role__in=SCHOOL_ROLES, office__isnull=True, school__isnull=False)
                    | Q(role__in=BUREAU_ROLES, office__isnull=True, school__isnull=True)
                ),
                name="seat_is_where_its_role_is",
                violation_error_message=_(
                    "An office role needs an office, a school role a school, others neither."
                ),
            ),
            models.UniqueConstraint(
                F("user"),
                F("district"),
                Coalesce("office", 0),  # NULLs differ from one another in a plain unique index
                Coalesce("school", 0),
                F("role"),
                name="seat_once",
                violation_error_message=_("This person has this role here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.get_role_display()}"

    @property
    def place(self) -> str:
        """Where the seat is, as people call it."""
        return str(self.school or self.office or self.district)

    @property
    def is_school(self) -> bool:
        return self.school_id is not None

    @property
    def is_office(self) -> bool:
        return self.office_id is not None

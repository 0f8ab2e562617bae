"""A deadline moved for one office or one school, with its reason and who granted it (延期)."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from districts.models import District, Office, Role, School, User
from workplans.models import Task


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: User) -> ExtensionQuerySet:
        """The bureau's people see all that it was asked for; a school its own."""
        return self.filter(Q(district_id__in=user.bureau_district_ids) | Q(school_id__in=user.school_ids))

    def decided_by_seats_of(self, user: User) -> ExtensionQuerySet:
        """Those of the bureaus where the person approves."""
        return self.filter(district_id__in=user.districts_as(Role.APPROVER))

    def granted(self) -> ExtensionQuerySet:
        return self.filter(state=Extension.State.GRANTED)

    def once_granted(self) -> ExtensionQuerySet:
        """With those that were taken back again."""
        return self.filter(state__in=[Extension.State.GRANTED, Extension.State.REVOKED])

    def waiting(self) -> ExtensionQuerySet:
        return self.filter(state=Extension.State.ASKED)


class Extension(models.Model):
    """More time for a task or an entry, asked for by an office or a school, granted or refused by the bureau.

    What stands on the issued paper stays as it is; late, due and reminded of go by the day granted, until the bureau
    takes that back: then by the day before it.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a decision")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not granted")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REVOKED = "revoked", _("Revoked")

    SHAPES = {
        State.ASKED: "waiting",
        State.GRANTED: "done",
        State.REFUSED: "failed",
        State.WITHDRAWN: "stopped",
        State.REVOKED: "stopped",
    }

    # The bureau that asks for the work, and decides.
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="extensions")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="extensions")
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="extensions"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="extensions"
    )
    # The day it was due when more time was asked for, and the day wanted.
    due_on = models.DateField(_("due on"))
    until = models.DateField(_("more time until"))
    reason = models.TextField(_("why"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    asked_at = models.DateTimeField(_("requested"))
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    word = models.TextField(_("note"), blank=True)
    # Where the bureau took back what it had granted; who granted it, and when, stays.
    revoked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_because = models.TextField(_("why it was revoked"), blank=True)
    # Given by the form that asks, so that asking twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, entry__isnull=True)
                | Q(task__isnull=True, entry__isnull=False),
                name="extension_is_of_one_item",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, school__isnull=True)
                | Q(office__isnull=True, school__isnull=False),
                name="extension_is_for_one_place",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("due_on")), name="extension_is_later_than_the_day"
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_by__isnull=False, revoked_at__isnull=False)
                | (~Q(state="revoked") & Q(revoked_by=None, revoked_at=None, revoked_because="")),
                name="extension_is_taken_back_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["task", "state"]),
            models.Index(fields=["entry", "state"]),
            models.Index(fields=["district", "state", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.until}"

    def get_absolute_url(self) -> str:
        return reverse("extension", args=[self.pk])

    @property
    def item(self) -> Task | CalendarEntry:
        return self.task or cast("CalendarEntry", self.entry)  # one of them: the database holds it

    @property
    def place(self) -> Office | School:
        """Who asks: an office or a school."""
        return self.office or cast("School", self.school)

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == self.State.GRANTED

    @property
    def shape(self) -> str:
        """The mark of its state in the design system."""
        return self.SHAPES[self.State(self.state)]

"""What a plan is made of: headings, and the numbered tasks under them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office, User
from workplans.models.plans import Plan, plans_kept_by, plans_visible_to

if TYPE_CHECKING:
    from workplans.granted import Granted, Moves


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user: User) -> SectionQuerySet:
        return self.filter(plans_visible_to(user, "plan__"))

    def editable_by(self, user: User) -> SectionQuerySet:
        """Of a draft, by editors of its bureau."""
        return self.kept_by(user).filter(plan__state=Plan.State.DRAFT)

    def kept_by(self, user: User) -> SectionQuerySet:
        """Of plans the person's bureau keeps, whatever their state: an edit that comes too late is told so."""
        return self.filter(plans_kept_by(user, "plan__"))


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> TaskQuerySet:
        return self.filter(plans_visible_to(user, "plan__"))

    def editable_by(self, user: User) -> TaskQuerySet:
        """Of a draft, by editors of its bureau."""
        return self.kept_by(user).filter(plan__state=Plan.State.DRAFT)

    def kept_by(self, user: User) -> TaskQuerySet:
        """Of plans the person's bureau keeps, whatever their state: an edit that comes too late is told so."""
        return self.filter(plans_kept_by(user, "plan__"))

    def without_lead(self) -> TaskQuerySet:
        """Nobody leads it, and nobody has said why: a plan with such a task is neither submitted nor issued."""
        return self.standing().filter(no_lead_reason="").exclude(duties__role="lead")

    def standing(self) -> TaskQuerySet:
        """Those that no amendment has withdrawn."""
        return self.filter(withdrawn_on=None)

    def said_once(self, plan: int | None = None) -> TaskQuerySet:
        """Those that stand, without the copies in drafts of amendments; but of the `plan` that is asked for, its own."""
        return self.standing().filter(Q(plan__amends=None) | Q(plan=plan))


class Section(models.Model):
    """A heading; may nest (一、 （一）)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text under the heading"), blank=True)
    label = models.CharField(_("frozen number"), max_length=16, blank=True, editable=False)
    # What it was in the last plan: given when that plan is rolled over, and kept through the years.
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
        verbose_name=_("in the last plan"),
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # In the draft of an amendment: the key of the part of the issued plan it came from.
    origin = models.UUIDField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["plan", "position"])]

    def __str__(self) -> str:
        return self.title

    @property
    def district(self) -> District:
        return self.plan.district


class Task(models.Model):
    """A numbered duty: a title sentence and a body. (A Celery task is called a job here.)"""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("section"),
    )
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    label = models.CharField(_("frozen number"), max_length=16, blank=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Offices as the document names them, before they are matched: [{"name": "计财处", "role": "lead"}]
    offices_as_written = models.JSONField(default=list, blank=True)
    # Why nobody leads it on purpose; a task is issued with exactly one lead, or with this.
    no_lead_reason = models.CharField(_("why nobody leads it"), max_length=100, blank=True)
    offices = models.ManyToManyField(Office, through="TaskOffice", related_name="tasks")
    # As of a section: the same duty a year ago.
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
        verbose_name=_("in the last plan"),
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # As of a section.
    origin = models.UUIDField(null=True, blank=True, editable=False)
    # An amendment took it out of the issued plan: it is still found at its address, and asked of nobody.
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    # Set by workplans.granted: what the office or school that looks was granted.
    granted: Granted | None = None
    moves: Moves | None = None

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["plan", "position"]), models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    @property
    def name(self) -> str:
        """The title as lists show it, without the full stop that paper wants."""
        return self.title.rstrip("。．. ")

    @property
    def district(self) -> District:
        return self.plan.district

    @property
    def last_day(self) -> date | None:
        """The day by which it is due, as an entry's `last_day`; None where it has none."""
        return self.due_on

    def is_late(self, today: date) -> bool:
        """Past its day; whether it is done is the progress room's knowledge."""
        return self.due_on is not None and self.due_on < today

"""The promises in a task's text, and what became of them (指标)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, User
from workplans.models.parts import Task
from workplans.models.plans import plans_kept_by, plans_visible_to


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        return self.filter(plans_visible_to(user, "task__plan__"))

    def kept_by(self, user: User) -> TargetQuerySet:
        """Of plans the person's bureau keeps, whatever their state: an edit that comes too late is told so."""
        return self.filter(plans_kept_by(user, "task__plan__"))

    def measured_by_hand_of(self, user: User) -> TargetQuerySet:
        """Whose reached value the person fills in: editors of the bureau, and the people of the office in the lead."""
        offices = user.office_ids
        held = Q(task__duties__office__in=offices) | Q(task__duties__office__successor__in=offices)
        led = Q(task__duties__role="lead") & held & plans_visible_to(user, "task__plan__")
        return self.filter(pk__in=self.filter(plans_kept_by(user, "task__plan__") | led).values("pk"))


class Target(models.Model):
    """A measurable promise inside a task's text (指标)."""

    class Comparator(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        EQUAL = "equal", _("exactly")
        ABOVE = "above", _("above")
        BELOW = "below", _("below")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets")
    as_written = models.CharField(_("as written"), max_length=300)
    comparator = models.CharField(_("comparison"), max_length=10, choices=Comparator)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    is_hard = models.BooleanField(_("firm promise"), default=True)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("Empty means the day of its task.")
    )
    # What was reached in the end, when that was looked at, and who says so.
    measured = models.DecimalField(_("reached"), max_digits=16, decimal_places=4, null=True, blank=True)
    measured_on = models.DateField(_("measured on"), null=True, blank=True)
    measured_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("measured by")
    )
    version = models.PositiveIntegerField(default=1)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.as_written

    @property
    def district(self) -> District:
        return self.task.plan.district

    @property
    def plan_id(self) -> int:
        return self.task.plan_id

    @property
    def is_reached(self) -> bool | None:
        """Whether what was measured keeps the promise; None while nothing is measured."""
        if self.measured is None:
            return None
        return {
            self.Comparator.AT_LEAST: self.measured >= self.value,
            self.Comparator.AT_MOST: self.measured <= self.value,
            self.Comparator.EQUAL: self.measured == self.value,
            self.Comparator.ABOVE: self.measured > self.value,
            self.Comparator.BELOW: self.measured < self.value,
        }[self.Comparator(self.comparator)]

    @property
    def value_shown(self) -> str:
        return plain(self.value)

    @property
    def measured_shown(self) -> str:
        return "" if self.measured is None else plain(self.measured)


def plain(value: Decimal) -> str:
    """A number as people write it: without the zeros the database keeps."""
    return f"{value.normalize():f}"

"""Where a plan came from, and what in it still speaks of then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from districts.models import District, Role, User
from rollover.models.templates import PlanTemplate
from workplans.models import Plan, Section, Task


class Origin(models.Model):
    """A plan begun from another bureau's, or from a template. (From its own bureau's it has a predecessor.)"""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="origin")
    source = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    template = models.ForeignKey(
        PlanTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # As it was called when the plan was begun.
    words = models.CharField(_("made from"), max_length=300)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")

    def __str__(self) -> str:
        return self.words


class LeftoverQuerySet(models.QuerySet["Leftover"]):
    def editable_by(self, user: User) -> LeftoverQuerySet:
        """Editors of the plan's bureau, whatever its state: to have looked changes no word."""
        return self.filter(plan__district_id__in=user.districts_as(Role.EDITOR))

    def still_open(self) -> LeftoverQuerySet:
        return self.filter(looked_at=None)


class Leftover(models.Model):
    """Something in the new plan that was left as it stood, or that does not follow by itself: somebody looks at it.

    It hangs on a task, a section or an entry of the new plan, or on none of them: then it is in the plan's head.
    """

    class Kind(models.TextChoices):
        TO_CHANGE = "to_change", _("To change, as decided")
        OFFICE = "office", _("An office that is closed")
        SCHOOL = "school", _("A school that is closed")
        PLACEHOLDER = "placeholder", _("A blank to fill in")
        PLACE = "place", _("Another place or bureau")
        FIGURE = "figure", _("A figure of last year")
        DAY = "day", _("A fixed day")
        WEEKDAY = "weekday", _("A weekday")
        GOAL_YEAR = "goal_year", _("A year to be reached")
        SINCE_YEAR = "since_year", _("A year since which")
        YEAR_SPAN = "year_span", _("A span of years")
        OTHER_YEAR = "other_year", _("Another year")
        FIVE_YEARS = "five_years", _("A five-year plan")
        ORDINAL = "ordinal", _("An ordinal")
        TITLE = "title", _("A paper with a year in its title")
        DOCUMENT = "document", _("A document number")
        PERSON = "person", _("A name")
        CONTACT = "contact", _("A telephone number")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="leftovers")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="leftovers")
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="leftovers"
    )
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="leftovers"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    words = models.CharField(_("words"), max_length=300)
    sentence = models.TextField(_("sentence"), blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LeftoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing to look at")
        verbose_name_plural = _("things to look at")
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "looked_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.words}"

    @property
    def district(self) -> District:
        return self.plan.district

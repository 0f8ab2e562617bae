"""Plans to begin from again and again: texts with blanks, days counted from the period's first."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Role, User
from workplans.models import Plan


class PlanTemplateQuerySet(models.QuerySet["PlanTemplate"]):
    def visible_to(self, user: User) -> PlanTemplateQuerySet:
        """The bureau's own, and those of the bureaus above it; what was deleted only to who may bring it back."""
        codes = {code for seat in user.seats if not seat.school_id for code in seat.district.codes_upward}
        return self.filter(district__code__in=codes, removed_at=None)

    def editable_by(self, user: User) -> PlanTemplateQuerySet:
        return self.filter(district_id__in=user.districts_as(Role.EDITOR))

    def in_use(self) -> PlanTemplateQuerySet:
        return self.filter(removed_at=None)


class PlanTemplate(models.Model):
    """A plan's shape (rollover.blueprints.Blueprint as JSON), kept by a bureau."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="plan_templates", verbose_name=_("bureau")
    )
    title = models.CharField(_("title"), max_length=120)
    note = models.CharField(_("what it is for"), max_length=300, blank=True)
    kind = models.CharField(_("period"), max_length=16, choices=Plan.Kind)
    blueprint = models.JSONField()
    task_count = models.PositiveIntegerField(default=0, editable=False)
    made_from = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["-updated_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    def is_kept_by(self, user: User) -> bool:
        return self.district_id in user.districts_as(Role.EDITOR)

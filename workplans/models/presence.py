"""Who has a plan open, and at which part: kept for a minute, and no part of the plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models import User
from workplans.models.plans import Plan


class Presence(models.Model):
    """One person on the editor's page of one plan; a row that is not renewed means nobody."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # The key of the section or the task the person writes in; empty at the head of the plan or nowhere.
    part = models.UUIDField(null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("person on the page")
        verbose_name_plural = _("people on the page")
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return str(self.user)

"""Findings of the check list that somebody put aside, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, User
from drafting.models.parts import said_to
from workplans.models import Plan


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def visible_to(self, user: User) -> DismissalQuerySet:
        return self.filter(said_to(user))

    def standing(self) -> DismissalQuerySet:
        return self.filter(lifted_at=None)


class Dismissal(models.Model):
    """One finding put aside with a reason; it comes back when the words change, or when somebody lifts it."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="dismissals", verbose_name=_("plan")
    )
    fingerprint = models.CharField(max_length=40, editable=False)
    rule = models.CharField(_("rule"), max_length=32)
    words = models.TextField(_("words meant"), blank=True)
    reason = models.TextField(_("why"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("put aside by"))
    at = models.DateTimeField(_("time"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = DismissalQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding put aside")
        verbose_name_plural = _("findings put aside")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "fingerprint"], condition=Q(lifted_at=None), name="finding_put_aside_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_put_aside_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.words[:40]}".strip()

    @property
    def district(self) -> District:
        return self.plan.district

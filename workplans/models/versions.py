"""What a plan said at a certain moment: kept whole, never changed."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import User
from workplans.models.plans import Plan


class PlanVersion(models.Model):
    class Why(models.TextChoices):
        SUBMIT = "submit", _("Submitted for approval")
        SIGN = "sign", _("Signed for issue")
        ISSUE = "issue", _("Issued")
        NAMED = "named", _("Kept by hand")
        RESTORE = "restore", _("Before an earlier text came back")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=60, blank=True)
    why = models.CharField(_("why it was kept"), max_length=8, choices=Why)
    # Counts what went out: 1 as first issued, 2 after the first amendment; None for drafts.
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    # The whole text as workplans.queries.snapshots.snapshot_of gave it, and the sha256 of its canonical JSON.
    snapshot = models.JSONField(editable=False)
    content_hash = models.CharField(_("fingerprint of the text"), max_length=64, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once_a_plan"),
            models.UniqueConstraint(fields=["plan", "edition"], name="edition_once_a_plan"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_why_display())

    def get_absolute_url(self) -> str:
        return reverse("plan_version", args=[self.plan_id, self.number])

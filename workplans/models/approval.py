"""How a plan was approved: every step dated and signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models import User
from workplans.models.plans import Plan


class ApprovalStep(models.Model):
    class Act(models.TextChoices):
        SUBMIT = "submit", _("Submitted for approval")
        RETURN = "return", _("Returned")
        APPROVE = "approve", _("Approved")
        RECALL = "recall", _("Taken back")
        CLOSE = "close", _("Closed")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="approval_steps")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} · {self.by}"

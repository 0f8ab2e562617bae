"""How a plan was approved: every step dated and signed, and the offices asked to countersign."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models import Office, User
from workplans.models.plans import Plan

STOOD_IN = _("%(holder)s (%(person)s standing in)")


class ApprovalStep(models.Model):
    class Act(models.TextChoices):
        SUBMIT = "submit", _("Submitted for approval")
        CHECK = "check", _("Checked")
        COUNTERSIGN = "countersign", _("Countersigned")
        SIGN = "sign", _("Signed for issue")
        RETURN = "return", _("Returned")
        RECALL = "recall", _("Taken back")
        ISSUE = "issue", _("Issued")
        CLOSE = "close", _("Closed")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="approval_steps")
    act = models.CharField(_("act"), max_length=12, choices=Act)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    # Whose seat it was, where somebody stood in.
    on_behalf_of = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    # The office that speaks, of a countersigning or a return by one.
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    # Of a submission: who is asked to check it, where one person was chosen.
    addressed_to = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("addressed to"),
    )
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} · {self.signature}"

    @property
    def holder(self) -> User:
        """In whose name it was done."""
        return self.on_behalf_of or self.by

    @property
    def signature(self) -> str:
        """陆远山, or 陆远山（程若水代） where somebody stood in."""
        if self.on_behalf_of is None:
            return self.by.full_name
        return str(STOOD_IN) % {"holder": self.on_behalf_of.full_name, "person": self.by.full_name}


class Countersignature(models.Model):
    """An office asked to countersign in one round; `step` is its word, None while it is silent.

    The round is the submission: a plan that comes again after a return asks every office anew, for its text may have
    changed.
    """

    round = models.ForeignKey(ApprovalStep, on_delete=models.CASCADE, related_name="countersignatures")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="countersignatures", verbose_name=_("office")
    )
    step = models.OneToOneField(
        ApprovalStep, on_delete=models.CASCADE, null=True, blank=True, related_name="countersignature"
    )

    class Meta:
        verbose_name = _("countersignature")
        verbose_name_plural = _("countersignatures")
        ordering = ["office__position", "office_id"]
        constraints = [models.UniqueConstraint(fields=["round", "office"], name="office_asked_once_a_round")]

    def __str__(self) -> str:
        return str(self.office)

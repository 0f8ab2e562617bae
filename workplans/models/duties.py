"""Who carries a task, and which schools it addresses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import Office, Ownership, School, Stage
from workplans.models.parts import Task


class OfficeDuty(models.Model):
    """An office carries something: exactly one leads (牵头), any number support (配合)."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        SUPPORT = "support", _("Supporting")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.LEAD)

    class Meta:
        abstract = True
        ordering = ["role", "id"]

    def __str__(self) -> str:
        return f"{self.office}（{self.get_role_display()}）"


def held_by(office: Office) -> Q:
    """Duties of the office and of those merged into it: what is on paper still names the old one, its work moved."""
    return Q(office=office) | Q(office__successor=office)


class TaskOffice(OfficeDuty):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="duties")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="task_duties", verbose_name=_("office")
    )

    class Meta(OfficeDuty.Meta):
        abstract = False
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(fields=["task", "office"], name="office_once_a_task"),
            models.UniqueConstraint(fields=["task"], condition=Q(role="lead"), name="one_lead_a_task"),
        ]


class Demand(models.TextChoices):
    ACT = "act", _("To act")  # 批办
    INFORM = "inform", _("For information")  # 阅知


DIRECTLY = {True: _("directly under"), False: _("not directly under")}


class AudienceRule(models.Model):
    """Schools addressed, as a rule: an empty part means any. A named school stands alone.

    Only what a school *did* is a row of its own; whom a plan addresses stays a rule, so that a
    school opened in mid-year is addressed without anybody doing anything.
    """

    demand = models.CharField(_("demand"), max_length=8, choices=Demand, default=Demand.ACT)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage, blank=True)
    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership, blank=True)
    directly_under = models.BooleanField(_("directly under the bureau"), null=True, blank=True)
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None) | Q(stage="", ownership="", directly_under=None),
                name="%(class)s_named_school_stands_alone",
            )
        ]

    def __str__(self) -> str:
        if self.school:
            return str(self.school)
        parts = [
            self.get_ownership_display() if self.ownership else "",
            "" if self.directly_under is None else str(DIRECTLY[self.directly_under]),
            self.get_stage_display() if self.stage else "",
        ]
        return " · ".join(part for part in parts if part) or str(_("All schools"))


class TaskAudience(AudienceRule):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="audience")

    class Meta(AudienceRule.Meta):
        abstract = False
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

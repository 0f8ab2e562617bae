"""From one year's plan to the next: a decision on every task, until the new plan is made."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from calendar_app.models import CalendarEntry
from districts.models import District, Role, User
from workplans.models import Plan, Section, Task


class Choice(models.TextChoices):
    """What becomes of a task, a heading or a calendar entry next year."""

    CONTINUE = "continue", pgettext_lazy("decision", "Continue")  # 延续
    CHANGE = "change", pgettext_lazy("decision", "Change")  # 调整
    FINISHED = "finished", pgettext_lazy("decision", "Finished")  # 完成
    DROPPED = "dropped", pgettext_lazy("decision", "Drop")  # 取消


KEPT = (Choice.CONTINUE, Choice.CHANGE)
CHOICE_SHAPES = {
    Choice.CONTINUE: "doing",
    Choice.CHANGE: "draft",
    Choice.FINISHED: "done",
    Choice.DROPPED: "stopped",
}


class RolloverQuerySet(models.QuerySet["Rollover"]):
    def visible_to(self, user: User) -> RolloverQuerySet:
        return self.filter(district_id__in=user.bureau_district_ids)

    def editable_by(self, user: User) -> RolloverQuerySet:
        """Editors of the bureau; one that is finished stays as it is, and is told so by the services."""
        return self.filter(district_id__in=user.districts_as(Role.EDITOR))

    def under_way(self) -> RolloverQuerySet:
        return self.filter(plan=None)


class Rollover(models.Model):
    """Last year's plan on its way to next year's. Until it is generated nothing but decisions exists."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="rollovers", verbose_name=_("last plan")
    )
    # The plan that was made; none while people still decide.
    plan = models.OneToOneField(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rolled_from",
        verbose_name=_("plan"),
    )
    # The new plan's own key: generating twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    objects = RolloverQuerySet.as_manager()

    class Meta:
        verbose_name = _("rollover")
        verbose_name_plural = _("rollovers")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(plan=None), name="one_open_rollover_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    def get_absolute_url(self) -> str:
        return reverse("rollover", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.plan_id is None

    @property
    def year(self) -> int:
        """The year the new plan is for."""
        return self.source.year + 1


class Decision(models.Model):
    """What becomes of one task, of a heading without tasks, or of a calendar entry that belongs to no task."""

    rollover = models.ForeignKey(Rollover, on_delete=models.CASCADE, related_name="decisions")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    choice = models.CharField(_("decision"), max_length=10, choices=Choice)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, section=None, entry=None)
                | Q(task=None, section__isnull=False, entry=None)
                | Q(task=None, section=None, entry__isnull=False),
                name="decision_is_on_one_part",
            ),
            models.UniqueConstraint(fields=["rollover", "task"], name="one_decision_a_task"),
            models.UniqueConstraint(fields=["rollover", "section"], name="one_decision_a_section"),
            models.UniqueConstraint(fields=["rollover", "entry"], name="one_decision_an_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.part} · {self.get_choice_display()}"

    @property
    def district(self) -> District:
        return self.rollover.district

    @property
    def part(self) -> Task | Section | CalendarEntry | None:
        return self.task or self.section or self.entry

    @property
    def is_whole(self) -> bool:
        """A decision counts once it has the reason it needs."""
        return self.choice == Choice.CONTINUE or bool(self.reason)

    @property
    def keeps(self) -> bool:
        return self.choice in KEPT

    @property
    def shape(self) -> str:
        return CHOICE_SHAPES[Choice(self.choice)]

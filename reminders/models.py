"""Before it is late: the ledger of reminders and the digest that carries them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from districts.models import District, User
from workplans.models import Task


class Digest(models.Model):
    """What one person is told on one day: at most one."""

    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="digests", verbose_name=_("recipient")
    )
    day = models.DateField(_("day"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="one_digest_a_person_a_day")]

    def __str__(self) -> str:
        return f"{self.day} · {self.recipient}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """One's own; editors and administrators see their bureau's."""
        return self.filter(
            Q(recipient=user) | Q(district_id__in=user.districts_as("editor", "administrator"))
        )


class Reminder(models.Model):
    """One notice owed to one recipient, once (催办)."""

    class Rule(models.TextChoices):
        MONTH_START = "month_start", _("Start of the month")
        DUE_SOON = "due_soon", _("Due soon")
        DUE_TODAY = "due_today", _("Due today")
        OVERDUE = "overdue", _("Overdue")
        UNSIGNED = "unsigned", _("Circular not signed for")

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="reminders")
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(_("rule"), max_length=12, choices=Rule)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    circular = models.ForeignKey(
        Circular, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    # Rule, item and occasion in one word ("overdue:task:12:2026-11-02"): this reminder and no other.
    key = models.CharField(max_length=80)
    # The day the item falls due, or the first of the month it belongs to.
    occasion = models.DateField(_("occasion"))
    digest = models.ForeignKey(
        Digest, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="reminder_owed_once"),
            models.CheckConstraint(
                condition=Q(task__isnull=False, entry=None, circular=None)
                | Q(task=None, entry__isnull=False, circular=None)
                | Q(task=None, entry=None, circular__isnull=False),
                name="reminder_is_about_one_item",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "digest"]), models.Index(fields=["district", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} · {self.recipient}"

    @property
    def item(self) -> Task | CalendarEntry | Circular:
        """What it is about; the database sees to it that there is exactly one."""
        found = self.task or self.entry or self.circular
        assert found is not None, "reminder_is_about_one_item"  # noqa: S101 -- a constraint, not a check of input
        return found

    @property
    def item_url(self) -> str:
        return reverse(
            "task" if self.task_id else "entry" if self.entry_id else "circular", args=[self.item.pk]
        )

    @property
    def item_key(self) -> tuple[str, int]:
        return (self.item._meta.label_lower, self.item.pk)

    @property
    def due_on(self) -> date | None:
        """The item's day; a circular has none."""
        return None if self.circular_id else self.item.due_on  # type: ignore[union-attr]  # the other two have one

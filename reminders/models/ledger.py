"""The ledger of reminders, the digest that carries them, and what people urged by hand."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from districts.models import District, Office, Role, School, User
from drafting.models import Asked
from reminders import ledger
from reminders.models.rules import Chair, RuleKind
from reminders.rules import CALL, CIRCULAR, DIRECTOR, DUE_SOON, DUE_TODAY, ENTRY, LEADER, TASK
from workplans.models import Task

OF_THE_DAY = (DUE_SOON, DUE_TODAY, LEADER, DIRECTOR)  # rules whose occasion is the day it is due


class Digest(models.Model):
    """What one person is told on one day: at most one."""

    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="digests", verbose_name=_("recipient")
    )
    day = models.DateField(_("day"))
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="one_digest_a_person_a_day")]

    def __str__(self) -> str:
        return f"{self.day} · {self.recipient}"

    @property
    def message_key(self) -> str:
        """The key of the messages that carry it."""
        return f"digest:{self.day}"


ITEM_FIELDS = (TASK, ENTRY, CIRCULAR, CALL)


def _about_one_item() -> Q:
    """Exactly one of the four."""
    wanted = Q()
    for chosen in ITEM_FIELDS:
        wanted |= Q(**{f"{name}__isnull": name != chosen for name in ITEM_FIELDS})
    return wanted


class Nudge(models.Model):
    """Somebody urged the offices of an item by hand, with a word of their own; once an item and day (催办)."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="nudges")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="nudges")
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="nudges"
    )
    day = models.DateField(_("day"))
    word = models.CharField(_("a word of your own"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("urged by"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("urging")
        verbose_name_plural = _("urgings")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, entry=None) | Q(task=None, entry__isnull=False),
                name="nudge_is_about_one_item",
            ),
            models.UniqueConstraint(fields=["task", "day"], name="task_nudged_once_a_day"),
            models.UniqueConstraint(fields=["entry", "day"], name="entry_nudged_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.task or self.entry}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """One's own; those who follow up see their bureau's."""
        kept = user.districts_as(Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER)
        return self.filter(Q(recipient=user) | Q(district_id__in=kept))

    def standing(self) -> ReminderQuerySet:
        """Not taken back."""
        return self.filter(withdrawn_at=None)

    def with_items(self) -> ReminderQuerySet:
        """With what each is about, and the digest that carried it."""
        return self.select_related(
            "task__plan",
            "entry__plan",
            "circular",
            "asked__call__plan",
            "asked__office",
            "digest",
            "nudge",
            "office",
            "school",
        )


class Reminder(models.Model):
    """One notice owed to one recipient, once (催办)."""

    class Withdrawn(models.TextChoices):
        DONE = ledger.DONE, _("It was reported done.")
        GONE = ledger.GONE, _("It is no longer in force, or lies too far back.")
        MOVED = ledger.MOVED, _("Its day was moved.")
        OVERTAKEN = ledger.OVERTAKEN, _("A later reminder took its place.")
        OFF = ledger.OFF, _("The rule was switched off.")
        NOT_THEIRS = ledger.NOT_THEIRS, _("It is no longer theirs, or their own part is done.")

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="reminders")
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(_("rule"), max_length=12, choices=RuleKind)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    circular = models.ForeignKey(
        Circular, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    asked = models.ForeignKey(
        Asked, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    nudge = models.ForeignKey(
        Nudge, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    # Rule, item and occasion in one word ("overdue:task:12:2026-11-02"): this reminder and no other.
    key = models.CharField(max_length=80)
    # The day the item falls due, or the first of the month it belongs to.
    occasion = models.DateField(_("occasion"))
    # As what the person was told, and for which office or school.
    chair = models.CharField(_("told as"), max_length=12, choices=Chair, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.ForeignKey(
        Digest, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    withdrawn_at = models.DateTimeField(_("no longer owed since"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why"), max_length=10, choices=Withdrawn, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Set by reminders.queries.days: the day granted to the office or school, as things stood when it was told.
    granted_until: date | None = None

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="reminder_owed_once"),
            models.CheckConstraint(condition=_about_one_item(), name="reminder_is_about_one_item"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, digest=None) & ~Q(withdrawn_because="")),
                name="only_what_was_not_told_is_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "digest"]),
            models.Index(fields=["district", "-id"]),
            models.Index(fields=["district", "occasion"], name="reminder_by_occasion"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} · {self.recipient}"

    @property
    def kind(self) -> str:
        """Which of the four it is about."""
        return next(name for name in ITEM_FIELDS if getattr(self, f"{name}_id"))

    @property
    def item(self) -> Task | CalendarEntry | Circular | Asked:
        """What it is about; the database sees to it that there is exactly one."""
        found: Task | CalendarEntry | Circular | Asked = getattr(self, self.kind)
        return found

    @property
    def title(self) -> str:
        """What it is about in words: a task without its numbers and its dot, a call by what it asks for."""
        return self.asked.call.__str__() if self.asked else str(self.item)

    @property
    def item_url(self) -> str:
        return reverse("contribution" if self.asked_id else self.kind, args=[self.item.pk])

    @property
    def item_key(self) -> tuple[str, int]:
        return (self.kind, self.item.pk)

    @property
    def due_on(self) -> date | None:
        """The day to name: the item's, or the one granted. A circular has none; an entry without a day has its last month's end."""
        if self.circular:
            return None
        if self.rule in OF_THE_DAY:
            return self.occasion
        if self.asked:
            return self.asked.call.wanted_by
        if self.is_extended:
            return self.granted_until
        if self.entry and self.rule != RuleKind.MONTH_START:
            return self.entry.last_day
        item = self.task or self.entry
        return item.due_on if item else None

    @property
    def is_extended(self) -> bool:
        """Whether the day to name is one that was granted, and not the paper's."""
        item = self.task or self.entry
        if self.granted_until is None or item is None or item.last_day is None:
            return False
        if self.rule in OF_THE_DAY:
            return self.occasion == self.granted_until
        return self.granted_until > item.last_day

    @property
    def is_to_look_after(self) -> bool:
        """Whether the person is told of what others are late with, as the leader in charge or the director."""
        return self.rule in (LEADER, DIRECTOR)

    @property
    def place(self) -> Office | School | None:
        return self.office or self.school

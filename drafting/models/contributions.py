"""Offices are asked for items of their own, and what became of each."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office, Role, User
from districts.models.people import BUREAU_ROLES
from workplans.models import Plan


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: User) -> CallQuerySet:
        """Those who work for the whole bureau; an office sees what it is asked (`Asked`)."""
        return self.filter(plan__district_id__in=user.districts_as(*BUREAU_ROLES))

    def kept_by(self, user: User) -> CallQuerySet:
        return self.filter(plan__district_id__in=user.districts_as(Role.EDITOR))


class Call(models.Model):
    """Offices are asked for items to a plan, to one of its sections, by a day (征集)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="calls", verbose_name=_("plan"))
    # A section by its lasting key, as drafting.models.parts says; none for the whole plan.
    section_key = models.UUIDField(null=True, blank=True, editable=False)
    section_title = models.CharField(_("section"), max_length=200, blank=True)
    wanted_by = models.DateField(_("by the day"))
    word = models.TextField(_("what is asked for"), blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to offices")
        verbose_name_plural = _("requests to offices")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="call_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.section_title or self.plan.title

    def get_absolute_url(self) -> str:
        return f"{reverse('plan_contributions', args=[self.plan_id])}#call-{self.pk}"

    @property
    def district(self) -> District:
        return self.plan.district

    @property
    def is_open(self) -> bool:
        """Whether offices may still send: it is not closed, and the plan is a draft."""
        return self.closed_at is None and self.plan.is_draft


class AskedQuerySet(models.QuerySet["Asked"]):
    def visible_to(self, user: User) -> AskedQuerySet:
        """What the person's own offices are asked, and offices merged into them."""
        return self.filter(Q(office_id__in=user.office_ids) | Q(office__successor_id__in=user.office_ids))

    def unanswered(self) -> AskedQuerySet:
        """Open ones that the office has not answered at all."""
        return self.filter(sent_at=None, call__closed_at=None, call__plan__state=Plan.State.DRAFT)


class Asked(models.Model):
    """One office that was asked: whether it answered, and with what word."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="asked")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    sent_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    word = models.TextField(_("note"), blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("office asked")
        verbose_name_plural = _("offices asked")
        ordering = ["office__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "office"], name="office_asked_once_a_call"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="answer_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} · {self.call}"

    def get_absolute_url(self) -> str:
        return reverse("contribution", args=[self.pk])

    @property
    def district(self) -> District:
        return self.call.district

    def is_late(self, today: date) -> bool:
        return self.sent_at is None and self.call.is_open and self.call.wanted_by < today


class ItemQuerySet(models.QuerySet["Item"]):
    def kept_by(self, user: User) -> ItemQuerySet:
        """Sent items, to the editors of the bureau."""
        mine = self.filter(asked__call__plan__district_id__in=user.districts_as(Role.EDITOR))
        return mine.exclude(state=Item.State.DRAFT)

    def of_office(self, user: User) -> ItemQuerySet:
        """Items of the person's own offices."""
        return self.filter(
            Q(asked__office_id__in=user.office_ids) | Q(asked__office__successor_id__in=user.office_ids)
        )


class Item(models.Model):
    """One item an office contributes (报送事项): kept as a draft, sent, taken over or declined."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not sent yet")
        SENT = "sent", _("Waits for an editor")
        TAKEN = "taken", _("Taken over")
        DECLINED = "declined", _("Not taken over")

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    supporting = models.ManyToManyField(
        Office, blank=True, related_name="+", verbose_name=_("supporting offices")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    reason = models.TextField(_("why"), blank=True)
    # The task it became has the item's own key: taking over twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributed item")
        verbose_name_plural = _("contributed items")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent"], decided_by=None, decided_at=None)
                | Q(state__in=["taken", "declined"], decided_by__isnull=False, decided_at__isnull=False),
                name="item_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="item_declined_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def district(self) -> District:
        return self.asked.district

    @property
    def shape(self) -> str:
        """How its state is drawn: a name of the `status` tag."""
        return {"draft": "draft", "sent": "waiting", "taken": "done", "declined": "stopped"}[self.state]

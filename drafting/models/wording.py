"""Wording that somebody suggests instead of what stands there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import User
from drafting.models.parts import OnPart, said_by, said_to


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User) -> SuggestionQuerySet:
        return self.filter(said_to(user))

    def open_to(self, user: User) -> SuggestionQuerySet:
        return self.filter(said_by(user))


class Suggestion(OnPart):
    """Other words for a text or for some words in it (修改建议).

    `was` is what they replace: the words quoted or, without a quote, the whole field as its author saw it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    was = models.TextField(_("words until now"), blank=True)
    proposed = models.TextField(_("suggested words"), blank=True)
    reason = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    word = models.TextField(_("a word on it"), blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta(OnPart.Meta):
        abstract = False
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "part_key"])]
        constraints = [
            *OnPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None, decided_at=None)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="suggestion_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(field=""), name="suggestion_is_of_a_field"),
        ]

    def __str__(self) -> str:
        return f"{self.was[:20]} → {self.proposed[:30]}"

    def get_absolute_url(self) -> str:
        return reverse("suggestion", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_whole(self) -> bool:
        """Whether it is for the whole field, not for words in it."""
        return not self.quote

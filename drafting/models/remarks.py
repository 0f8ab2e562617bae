"""Remarks on a draft, and what was answered."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, User
from drafting.models.parts import OnPart, said_by, said_to


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: User) -> RemarkQuerySet:
        return self.filter(said_to(user))

    def open_to(self, user: User) -> RemarkQuerySet:
        return self.filter(said_by(user))


class Remark(OnPart):
    """What somebody says of a part (批注); answered, settled, opened again. Taken away it is still kept."""

    text = models.TextField(_("remark"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True)
    removed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken away by"),
    )

    objects = RemarkQuerySet.as_manager()

    class Meta(OnPart.Meta):
        abstract = False
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "part_key"])]
        constraints = [
            *OnPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="remark_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="remark_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("remark", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.removed_at is None


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: User) -> AnswerQuerySet:
        return self.filter(said_to(user, "remark__"))

    def open_to(self, user: User) -> AnswerQuerySet:
        return self.filter(said_by(user, "remark__"))


class Answer(models.Model):
    """One more word in the thread that a remark began."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("put forward by"))
    at = models.DateTimeField(_("time"))
    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def district(self) -> District:
        return self.remark.district

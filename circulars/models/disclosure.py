"""信息公开: what the directory of government information says of a paper, and whether it still holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from circulars.disclosure import EDUCATION, GENRES, SUBJECTS
from districts.models import District, User


class Openness(models.TextChoices):
    """公开方式 (政府信息公开条例, articles 13 to 16 and 27)."""

    PUBLIC = "public", _("Open to everybody")
    ON_REQUEST = "request", _("Open on request")
    WITHHELD = "withheld", _("Not open")


class Validity(models.TextChoices):
    """有效性."""

    IN_FORCE = "in_force", pgettext_lazy("paper", "In force")
    AMENDED = "amended", pgettext_lazy("paper", "Amended")
    SUPERSEDED = "superseded", pgettext_lazy("paper", "Replaced by another")
    REPEALED = "repealed", pgettext_lazy("paper", "Repealed")
    ANNULLED = "annulled", pgettext_lazy("paper", "Annulled")


# What its bureau has taken back: 废止 holds from that day, 撤销 from the beginning
# (党政机关公文处理工作条例, 2012, chapter 7). Only `services.repeal_circular` says so of a paper.
GONE = (Validity.REPEALED, Validity.ANNULLED)


UPWARD_OR_LETTER = ("报告", "请示", "议案", "函")
"""Kinds of paper that go to one body: none of them takes the place of one that others follow."""


class IndexSeries(models.Model):
    """The last running number of a bureau's 索引号 in a year. Locked while one is taken."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of index numbers")
        verbose_name_plural = _("series of index numbers")
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="one_index_series_a_year")]

    def __str__(self) -> str:
        return f"{self.district.code}/{self.year}"


class Disclosed(models.Model):
    """The part of a circular that may change after issue: nothing of it stands on the paper."""

    index_number = models.CharField(_("index number"), max_length=60, blank=True, editable=False)
    openness = models.CharField(
        _("way of disclosure"), max_length=8, choices=Openness, default=Openness.PUBLIC
    )
    openness_reason = models.CharField(_("reason for not disclosing"), max_length=200, blank=True)
    genre = models.CharField(_("genre"), max_length=4, choices=[(one, one) for one in GENRES], default="通知")
    subject = models.CharField(
        _("subject of the paper"), max_length=20, choices=[(one, one) for one in SUBJECTS], default=EDUCATION
    )
    validity = models.CharField(_("validity"), max_length=10, choices=Validity, default=Validity.IN_FORCE)
    validity_note = models.CharField(_("note on its validity"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "circulars.Circular",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    # Taken back by its bureau, within as outside; while it is, what its validity was before stands beside it.
    repealed_at = models.DateTimeField(_("repealed or annulled"), null=True, editable=False)
    repealed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    repeal_reason = models.CharField(_("why it was taken back"), max_length=200, blank=True, editable=False)
    validity_before = models.CharField(max_length=10, choices=Validity, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """主动公开: only such a paper may stand on the public page."""
        return self.openness == Openness.PUBLIC

    @property
    def is_in_force(self) -> bool:
        return self.validity == Validity.IN_FORCE

    @property
    def is_repealed(self) -> bool:
        """撤销 or 废止: nobody is asked to sign for it or reminded of it any more."""
        return self.validity in GONE

    @property
    def is_annulled(self) -> bool:
        return self.validity == Validity.ANNULLED

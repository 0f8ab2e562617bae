"""A term's first and last day as a bureau sets them (校历): from them the weeks are counted."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models.inherited import InheritedQuerySet
from calendar_app.school_weeks import TermDays, TermKind
from calendar_app.spans import period_words
from districts.models import District
from workplans.models import Plan


class SchoolTerm(models.Model):
    """A term of one school year. What a bureau sets holds for it and for the bureaus below that set nothing else."""

    class Kind(models.TextChoices):
        FIRST = Plan.Kind.FIRST_TERM.value, Plan.Kind.FIRST_TERM.label
        SECOND = Plan.Kind.SECOND_TERM.value, Plan.Kind.SECOND_TERM.label

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="school_terms", verbose_name=_("bureau")
    )
    # The year in which the school year begins, as a plan's.
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("term"), max_length=20, choices=Kind)
    first_day = models.DateField(_("term begins on"))
    last_day = models.DateField(_("term ends on"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InheritedQuerySet["SchoolTerm"].as_manager()

    class Meta:
        verbose_name = _("term of the school calendar")
        verbose_name_plural = _("terms of the school calendar")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="school_term_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(fields=["district", "year", "kind"], name="school_term_set_once"),
        ]

    def __str__(self) -> str:
        return period_words(self.kind, self.year)

    @property
    def as_days(self) -> TermDays:
        return TermDays(cast("TermKind", self.kind), self.year, self.first_day, self.last_day)

"""Days that a bureau declares free or worked, over the official table: the new year's notice, a day of its own (节假日与调休)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from calendar_app.models.inherited import InheritedQuerySet
from calendar_app.official_days import NamedDays
from districts.models import District


class SpecialDaysQuerySet(InheritedQuerySet["SpecialDays"]):
    def touching(self, days: NamedDays) -> SpecialDaysQuerySet:
        return self.filter(first_day__lte=days.last_day, last_day__gte=days.first_day)


class SpecialDays(models.Model):
    """One day or several in a row. What a bureau says holds for it and for the bureaus below that say nothing else."""

    class Kind(models.TextChoices):
        OFF = "off", pgettext_lazy("of a day", "Free")
        WORK = "work", pgettext_lazy("of a day", "Worked")

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="special_days", verbose_name=_("bureau")
    )
    name = models.CharField(_("name of the days"), max_length=40)
    kind = models.CharField(_("free or worked"), max_length=4, choices=Kind, default=Kind.OFF)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SpecialDaysQuerySet.as_manager()

    class Meta:
        verbose_name = _("special days")
        verbose_name_plural = _("special days")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="special_days_end_after_they_begin",
                violation_error_message=_("The last day lies before the first."),
            ),
            # That days do not overlap is the service's matter; this much the database sees by itself.
            models.UniqueConstraint(fields=["district", "first_day"], name="special_days_begin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day}"

    @property
    def is_working(self) -> bool:
        return self.kind == self.Kind.WORK

    @property
    def as_named(self) -> NamedDays:
        return NamedDays(self.first_day, self.last_day, self.is_working, self.name)

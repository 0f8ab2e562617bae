"""How much a bureau thinks its requests take, and how much it wants to ask in a month at most."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models import District
from reminders.burden import Minutes

A_DAY = 480


def _minutes(label: object, default: int, most: int = A_DAY) -> models.PositiveSmallIntegerField[int, int]:
    limits = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits)  # type: ignore[arg-type]  # lazy text


class Measure(models.Model):
    """One bureau's; who never set one measures by the defaults."""

    district = models.OneToOneField(
        District, on_delete=models.CASCADE, related_name="burden_measure", verbose_name=_("bureau")
    )
    report_minutes = _minutes(_("minutes for a report"), 10)
    sign_minutes = _minutes(_("minutes to sign for a circular"), 2)
    send_in_minutes = _minutes(_("minutes to send in items"), 30)
    school_limit = _minutes(_("a school, minutes a month at most"), 120, 20 * A_DAY)
    office_limit = _minutes(_("an office, minutes a month at most"), 600, 20 * A_DAY)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("measure of burden")
        verbose_name_plural = _("measures of burden")

    def __str__(self) -> str:
        return str(self.district)

    @classmethod
    def of(cls, district: District) -> Measure:
        """The bureau's, or what holds until it says otherwise."""
        return cls.objects.filter(district=district).first() or cls(district=district)

    @property
    def minutes(self) -> Minutes:
        return Minutes(self.report_minutes, self.sign_minutes, self.send_in_minutes)

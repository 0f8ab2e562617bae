"""What a bureau sets for itself and for the bureaus below that set nothing else."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from districts.models import District, Role, User

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class InheritedQuerySet(models.QuerySet[Row_co]):
    def visible_to(self, user: User) -> Self:
        """The own bureaus' and those they inherit from the bureaus above."""
        codes = {code for seat in user.seats for code in seat.district.codes_upward}
        return self.filter(district__code__in=codes)

    def editable_by(self, user: User) -> Self:
        """Administrators keep their own bureau's; those of a bureau above hold there."""
        return self.filter(district_id__in=user.districts_as(Role.ADMINISTRATOR))

    def that_hold_for(self, district: District) -> Self:
        """The bureau's own and those of the bureaus above it, the topmost bureau's first."""
        return self.filter(district__code__in=district.codes_upward).order_by("district__path", "first_day")

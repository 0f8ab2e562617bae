"""The pictures of seals that bureaus gave."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, User


class SealQuerySet(models.QuerySet["Seal"]):
    def current(self, district: District) -> Seal | None:
        """The seal the bureau's papers are printed with, if it has given one."""
        return self.filter(district=district, is_current=True).first()


class Seal(models.Model):
    """A picture of a bureau's seal. Never rewritten: papers name it by what is in it (circulars/seals.py)."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="seals", verbose_name=_("bureau")
    )
    content = models.CharField(_("fingerprint of the picture"), max_length=64)
    size = models.PositiveSmallIntegerField(_("diameter in mm"), default=42)
    is_current = models.BooleanField(default=True)
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    given_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["district"], condition=Q(is_current=True), name="one_seal_in_use")
        ]

    def __str__(self) -> str:
        return f"{self.district} · {self.content[:16]}"

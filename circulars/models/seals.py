"""The pictures of seals that bureaus gave."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, User


class SealQuerySet(models.QuerySet["Seal"]):
    def in_use(self, district: District) -> SealQuerySet:
        """The bureau's own first, then those of the bodies that issue papers together with it."""
        return self.filter(district=district, is_current=True).order_by("body")

    def current(self, district: District, body: str = "") -> Seal | None:
        """The seal the bureau's papers are printed with, if it has given one; or the one of another body."""
        return self.in_use(district).filter(body=body).first()


class Seal(models.Model):
    """A picture of a bureau's seal. Never rewritten: papers name it by what is in it (circulars/seals.py)."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="seals", verbose_name=_("bureau")
    )
    # A body that issues papers together with the bureau, as it is written there; empty: the bureau itself.
    body = models.CharField(_("whose seal"), max_length=60, blank=True)
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
            models.UniqueConstraint(
                fields=["district", "body"], condition=Q(is_current=True), name="one_seal_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body or self.district} · {self.content[:16]}"

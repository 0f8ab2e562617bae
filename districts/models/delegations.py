"""Standing in: somebody who is away lends an approving seat to a colleague for some days (委托代办)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from districts.models.people import Membership, Role, User
from districts.models.places import District

# Seats from which plans are checked, countersigned and signed; others have nothing to lend.
APPROVING_ROLES = (Role.APPROVER, Role.OFFICE_HEAD)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: User) -> DelegationQuerySet:
        """What the person lent, and what was lent to them."""
        return self.filter(Q(seat__user=user) | Q(to=user))

    def editable_by(self, user: User) -> DelegationQuerySet:
        """Who lent a seat takes it back."""
        return self.filter(seat__user=user)

    def in_force(self, on: date) -> DelegationQuerySet:
        """Those by which somebody may act on that day; a seat or an account that ended lends nothing."""
        return self.filter(
            ended_at=None,
            starts_on__lte=on,
            ends_on__gte=on,
            seat__is_active=True,
            seat__user__is_active=True,
            to__is_active=True,
        )


class Delegation(models.Model):
    """From `starts_on` to `ends_on` inclusive `to` may act from `seat` as well as its holder."""

    seat = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("seat")
    )
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("stand-in"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    why = models.CharField(_("reason"), max_length=100, blank=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat.user} → {self.to}"

    @property
    def district(self) -> District:
        return self.seat.district

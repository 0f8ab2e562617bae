"""A calendar that somebody's own program fetches by itself, behind an address that only its owner was shown (日历订阅)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office, School, User


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, user: User) -> SubscriptionQuerySet:
        """One's own: an address is as good as a key, and nobody sees another's."""
        return self.filter(user=user)

    def editable_by(self, user: User) -> SubscriptionQuerySet:
        return self.filter(user=user)

    def in_force(self) -> SubscriptionQuerySet:
        return self.filter(ended_at=None, user__is_active=True)


class Subscription(models.Model):
    """One address, for one person, of what that person may see: a bureau's months, an office's, a school's, or all
    that the person's own seats are asked for.

    Of the address only the digest is kept, so neither the database nor its backup opens anybody's calendar.
    """

    class Scope(models.TextChoices):
        MINE = "mine", _("What is mine to do")
        BUREAU = "bureau", _("The whole bureau")
        OFFICE = "office", _("One office")
        SCHOOL = "school", _("One school")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="subscriptions", verbose_name=_("owner")
    )
    scope = models.CharField(_("calendar"), max_length=8, choices=Scope)
    district = models.ForeignKey(
        District, on_delete=models.CASCADE, related_name="subscriptions", verbose_name=_("bureau")
    )
    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256 of the key, in hex
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    ended_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="office", office__isnull=False, school=None)
                | Q(scope="school", office=None, school__isnull=False)
                | Q(scope__in=["mine", "bureau"], office=None, school=None),
                name="subscription_names_what_it_shows",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the calendar is called in a list, here and in the program that fetches it."""
        if self.scope == self.Scope.MINE:
            return str(_("What is mine to do"))
        return str(self.school or self.office or self.district.bureau_name)

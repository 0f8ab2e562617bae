"""How a person wants to be reached. Whether overdue duties exist is nobody's choice: the portal always tells."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import User
from reminders.hours import FIRST_HOUR, LAST_HOUR


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def visible_to(self, user: User) -> ChoiceQuerySet:
        return self.filter(person=user)


class Choice(models.Model):
    """One person's; who has none is told by e-mail as well, at the hour of the bureau."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="reminder_choice", verbose_name=_("person")
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"),
        null=True,
        blank=True,
        choices=[(hour, f"{hour}:00–{hour}:59") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
    )
    by_email = models.BooleanField(_("by e-mail as well"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of channel and hour")
        verbose_name_plural = _("choices of channel and hour")
        constraints = [
            models.CheckConstraint(
                condition=Q(hour=None) | Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR),
                name="choice_within_the_working_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

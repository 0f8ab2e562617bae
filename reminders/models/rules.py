"""What a bureau reminds of, whom it tells, and at which hour."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, User
from reminders import notices, rules
from reminders.hours import FIRST_HOUR, LAST_HOUR


class RuleKind(models.TextChoices):
    """What a reminder is for. All but the last are rules of the bureau; the last is asked for by a person (催办)."""

    MONTH_START = rules.MONTH_START, _("Start of the month")
    DUE_SOON = rules.DUE_SOON, _("Due soon")
    DUE_TODAY = rules.DUE_TODAY, _("Last day")
    OVERDUE = rules.OVERDUE, _("Overdue")
    UNSIGNED = rules.UNSIGNED, _("Circular not signed for")
    ASKED = rules.ASKED, _("Items asked for")
    LEADER = rules.LEADER, _("To the leader in charge")
    DIRECTOR = rules.DIRECTOR, _("To the director")
    NUDGE = rules.NUDGE, _("Urged by hand")


class Chair(models.TextChoices):
    """As what somebody is told."""

    LEAD_STAFF = notices.LEAD_STAFF, _("staff of the lead office")
    LEAD_HEAD = notices.LEAD_HEAD, _("head of the lead office")
    SUPPORTING = notices.SUPPORTING, _("supporting offices")
    CLERK = notices.CLERK, _("the school's clerk")
    PRINCIPAL = notices.PRINCIPAL, _("the school's principal")
    LEADER = rules.LEADER, _("leader in charge of the lead office")
    DIRECTOR = rules.DIRECTOR, _("director of the bureau")
    STAND_IN = notices.STAND_IN, _("because nobody else sits there")


OF_OFFICES = (Chair.LEAD_STAFF, Chair.LEAD_HEAD, Chair.SUPPORTING)
EVERYBODY = (*OF_OFFICES, Chair.CLERK, Chair.PRINCIPAL)
# Which chairs a rule of each kind may tell. A circular and a call have no supporting offices.
CHAIRS_OF: dict[str, tuple[Chair, ...]] = {
    RuleKind.MONTH_START: EVERYBODY,
    RuleKind.DUE_SOON: EVERYBODY,
    RuleKind.DUE_TODAY: EVERYBODY,
    RuleKind.OVERDUE: EVERYBODY,
    RuleKind.UNSIGNED: (Chair.LEAD_STAFF, Chair.LEAD_HEAD, Chair.CLERK, Chair.PRINCIPAL),
    RuleKind.ASKED: (Chair.LEAD_STAFF, Chair.LEAD_HEAD),
    RuleKind.LEADER: (),
    RuleKind.DIRECTOR: (),
}
# Rules that count working days, and those of them that count after the day.
COUNTING = (RuleKind.DUE_SOON, RuleKind.UNSIGNED, RuleKind.ASKED, RuleKind.LEADER, RuleKind.DIRECTOR)
# What holds until a bureau says otherwise: (working days, chairs). Schools are told of the month and of what
# approaches, once each; whoever is late hears of it in the office first.
DEFAULTS: dict[str, tuple[int, tuple[Chair, ...]]] = {
    RuleKind.MONTH_START: (0, (*OF_OFFICES, Chair.CLERK)),
    RuleKind.DUE_SOON: (3, (*OF_OFFICES, Chair.CLERK)),
    RuleKind.DUE_TODAY: (0, OF_OFFICES),
    RuleKind.OVERDUE: (0, OF_OFFICES),
    RuleKind.UNSIGNED: (3, (Chair.LEAD_STAFF, Chair.LEAD_HEAD, Chair.CLERK, Chair.PRINCIPAL)),
    RuleKind.ASKED: (2, (Chair.LEAD_STAFF, Chair.LEAD_HEAD)),
    RuleKind.LEADER: (5, ()),
    RuleKind.DIRECTOR: (10, ()),
}


class Rule(models.Model):
    """One rule of one bureau. A bureau that never touched a rule has no row for it: then DEFAULTS hold."""

    district = models.ForeignKey(
        District, on_delete=models.CASCADE, related_name="reminder_rules", verbose_name=_("bureau")
    )
    kind = models.CharField(_("rule"), max_length=12, choices=RuleKind)
    is_on = models.BooleanField(_("switched on"), default=True)
    days = models.PositiveSmallIntegerField(
        _("working days"), default=0, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    tells = models.JSONField(_("who is told"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    codes: ClassVar = {"tells": Chair.choices}  # in words for the audit trail

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        constraints = [
            models.UniqueConstraint(fields=["district", "kind"], name="rule_once_a_bureau"),
            models.CheckConstraint(
                condition=Q(kind__in=COUNTING, days__gte=1) | (~Q(kind__in=COUNTING) & Q(days=0)),
                name="rule_counts_days_or_not",
            ),
            models.CheckConstraint(condition=~Q(kind=RuleKind.NUDGE), name="nudging_is_no_rule"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def as_ask(self) -> rules.Ask:
        return rules.Ask(self.kind, self.days, frozenset(self.tells))


def rules_of(district: District) -> list[Rule]:
    """All rules of the bureau in the order of RuleKind, those it never touched by their defaults; one query."""
    kept = {rule.kind: rule for rule in Rule.objects.filter(district=district)}
    return [kept.get(kind) or default_rule(district, kind) for kind in DEFAULTS]


def default_rule(district: District, kind: str) -> Rule:
    days, tells = DEFAULTS[kind]
    return Rule(district=district, kind=kind, days=days, tells=[str(chair) for chair in tells])


class Rhythm(models.Model):
    """When a bureau speaks, and who is told last of what stays late."""

    district = models.OneToOneField(
        District, on_delete=models.CASCADE, related_name="reminder_rhythm", verbose_name=_("bureau")
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"),
        default=FIRST_HOUR,
        choices=[(hour, f"{hour}:00–{hour}:59") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
    )
    director = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("director"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("hour of reminding")
        verbose_name_plural = _("hours of reminding")
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR), name="rhythm_within_the_working_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.district} · {self.get_hour_display()}"

    @classmethod
    def of(cls, district: District) -> Rhythm:
        """The bureau's, or what holds until it says otherwise."""
        return cls.objects.filter(district=district).select_related("director").first() or cls(
            district=district
        )

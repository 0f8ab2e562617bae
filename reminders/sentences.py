"""A rule as one sentence, as an official would say it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reminders.models import Chair, Rhythm, Rule, RuleKind


def sentence_of(rule: Rule, rhythm: Rhythm) -> str:
    """What the rule does, and to whom."""
    facts = {"days": rule.days, "who": people_named(rule.tells), "director": str(rhythm.director or "")}
    return _pattern(rule, rhythm) % facts


def people_named(tells: Iterable[str]) -> str:
    """The chairs in words, in their order."""
    tells = set(tells)
    return _(", ").join(str(chair.label) for chair in Chair if chair in tells)


def _pattern(rule: Rule, rhythm: Rhythm) -> str:
    match rule.kind:
        case RuleKind.MONTH_START:
            return _("On the first working day of a month tell what the month asks: %(who)s.")
        case RuleKind.DUE_SOON:
            return _("%(days)d working days before the day remind: %(who)s.")
        case RuleKind.DUE_TODAY:
            return _("On the day itself, or on the last working day before it, remind: %(who)s.")
        case RuleKind.OVERDUE:
            return _("Once it is late, remind every week, for eight weeks at most: %(who)s.")
        case RuleKind.UNSIGNED:
            return _("When a circular is unsigned for %(days)d working days, remind once: %(who)s.")
        case RuleKind.ASKED:
            return _("%(days)d working days before items are to be sent in, remind: %(who)s.")
        case RuleKind.LEADER:
            return _(
                "When work is late by %(days)d working days, tell the leader in charge of the office, once."
            )
        case _ if rhythm.director:
            return _("When work is late by %(days)d working days, tell the director, %(director)s, once.")
        case _:
            return _(
                "When work is late by %(days)d working days, tell the director, once. "
                "Nobody is named as director yet, so nobody is told."
            )

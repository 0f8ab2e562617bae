"""Before it is late: the bureau's rules and its rhythm, the ledger, the digests, what each person chose."""

from reminders.models.burden import Measure
from reminders.models.choices import Choice
from reminders.models.ledger import Digest, Nudge, Reminder, ReminderQuerySet
from reminders.models.rules import Chair, Rhythm, Rule, RuleKind, rules_of

__all__ = [
    "Chair",
    "Choice",
    "Digest",
    "Measure",
    "Nudge",
    "Reminder",
    "ReminderQuerySet",
    "Rhythm",
    "Rule",
    "RuleKind",
    "rules_of",
]

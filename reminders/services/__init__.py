"""The verbs of reminding: settle the ledger, write the day's digests, keep the rules, urge by hand, choose one's hour."""

from reminders.services.choices import choose_reminders
from reminders.services.digests import plan_reminders, write_digests
from reminders.services.nudging import NothingToUrge, UrgedToday, nudge, urged_by
from reminders.services.rules import change_measure, change_rhythm, change_rule, switch_rule
from reminders.services.settling import settle_ledger
from reminders.services.unsigned import remind_unsigned

__all__ = [
    "NothingToUrge",
    "UrgedToday",
    "change_measure",
    "change_rhythm",
    "change_rule",
    "choose_reminders",
    "nudge",
    "plan_reminders",
    "remind_unsigned",
    "settle_ledger",
    "switch_rule",
    "urged_by",
    "write_digests",
]

"""What is owed to whom, what a rule would have sent, and why somebody was told or not."""

from reminders.queries.days import know_days
from reminders.queries.facts import Facts, read_facts
from reminders.queries.owed import Owed, owed_by_person, owed_on, still_owed
from reminders.queries.trials import Change, Trial, change_of, trial_of
from reminders.queries.why import Why, why_mine, why_not, why_told

__all__ = [
    "Change",
    "Facts",
    "Owed",
    "Trial",
    "Why",
    "change_of",
    "know_days",
    "owed_by_person",
    "owed_on",
    "read_facts",
    "still_owed",
    "trial_of",
    "why_mine",
    "why_not",
    "why_told",
]

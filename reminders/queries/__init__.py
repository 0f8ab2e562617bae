"""What is owed to whom, what a rule would have sent, and why somebody was told or not."""

from reminders.queries.facts import Facts, read_facts
from reminders.queries.owed import Owed, owed_by_person, owed_on, still_owed
from reminders.queries.trials import Trial, trial_of

__all__ = ["Facts", "Owed", "Trial", "owed_by_person", "owed_on", "read_facts", "still_owed", "trial_of"]

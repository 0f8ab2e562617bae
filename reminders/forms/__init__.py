"""What people type about reminders, as clean values."""

from reminders.forms.choices import ChoiceForm, NudgeForm
from reminders.forms.finding import ReminderFilter, WhyForm
from reminders.forms.rules import RhythmForm, RuleForm

__all__ = ["ChoiceForm", "NudgeForm", "ReminderFilter", "RhythmForm", "RuleForm", "WhyForm"]

"""What people type about reminders, as clean values."""

from reminders.forms.burden import BurdenFilter, MeasureForm
from reminders.forms.choices import ChoiceForm, NudgeForm
from reminders.forms.finding import ReminderFilter, WhyForm
from reminders.forms.rules import RhythmForm, RuleForm

__all__ = [
    "BurdenFilter",
    "ChoiceForm",
    "MeasureForm",
    "NudgeForm",
    "ReminderFilter",
    "RhythmForm",
    "RuleForm",
    "WhyForm",
]

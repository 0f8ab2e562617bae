from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reminders.models import Reminder, ReminderQuerySet


class ReminderFilter(forms.Form):
    """Search and filters of the ledger."""

    q = forms.CharField(label=_("Search"), required=False)
    rule = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("All reasons")), *Reminder.Rule.choices]
    )

    def applied_to(self, rows: ReminderQuerySet) -> ReminderQuerySet:
        """The rows that meet what was asked; a filter that makes no sense filters nothing."""
        if not self.is_valid():
            return rows
        if text := self.cleaned_data["q"].strip():
            rows = rows.filter(
                Q(recipient__full_name__icontains=text)
                | Q(task__title__icontains=text)
                | Q(entry__work__icontains=text)
                | Q(circular__title__icontains=text)
            )
        if rule := self.cleaned_data["rule"]:
            rows = rows.filter(rule=rule)
        return rows

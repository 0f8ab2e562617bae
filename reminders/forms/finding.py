"""Looking for reminders, and asking why there was one or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, Membership, User
from reminders.models import ReminderQuerySet, RuleKind

STANDINGS = {
    "told": (_("Told"), Q(digest__isnull=False)),
    "waiting": (_("In the next digest"), Q(digest=None, withdrawn_at=None)),
    "withdrawn": (_("Not owed any more"), Q(withdrawn_at__isnull=False)),
}


class ReminderFilter(forms.Form):
    """Search and filters of the ledger."""

    q = forms.CharField(label=_("Search"), required=False)
    rule = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("All reasons")), *RuleKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((name, label) for name, (label, _rows) in STANDINGS.items())],
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
        if state := self.cleaned_data["state"]:
            rows = rows.filter(STANDINGS[state][1])
        return rows


class WhyForm(forms.Form):
    """Somebody of the bureau or its schools, and some words of the work: why were they not told?"""

    person = forms.CharField(label=_("Who"), max_length=40)
    about = forms.CharField(label=_("About"), max_length=100)

    def people(self, district: District) -> list[User]:
        """Those who may be meant, ten at most."""
        text = self.cleaned_data["person"].strip()
        seats = Membership.objects.filter(
            Q(district=district) | Q(school__district__path__startswith=district.path)
        )
        found = User.objects.filter(pk__in=seats.values("user"))
        return list(found.filter(Q(full_name__icontains=text) | Q(username=text)).order_by("full_name")[:10])

    def words(self) -> str:
        words: Any = self.cleaned_data["about"]
        return str(words).strip()

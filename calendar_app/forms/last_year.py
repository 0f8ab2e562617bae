"""What of last year's month is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from calendar_app.queries.last_year import Earlier
from districts.models import District, User
from workplans.models import Plan


class LastYearForm(forms.Form):
    """`entries` are those that were not taken over yet; the template draws them as a table."""

    entries = forms.ModelMultipleChoiceField(
        CalendarEntry.objects.none(),
        error_messages={"required": _("Tick at least one entry.")},
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan"),
        required=False,
        empty_label=_("Not from a plan"),
        help_text=_(
            "Plans that are still drafts can take entries. What belongs to no plan is seen by offices and schools at once."
        ),
    )

    def __init__(
        self, *args: Any, earlier: Iterable[Earlier], district: District, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        coming = [one.entry.pk for one in earlier if one.copy is None]
        rows = CalendarEntry.objects.filter(pk__in=coming).select_related("district")
        plans = Plan.objects.editable_by(user).filter(district=district)
        self.fields["entries"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # as above

"""Which paper of the calendar: its kind, and the time, office or plan it is about."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.entries import MonthField
from circulars.kinds import KINDS, Time
from districts.models import District as Bureau
from districts.models import Office, User
from workplans.models import Plan
from workplans.periods import month_of

MOST_MONTHS = 13
ASKED: dict[Time, tuple[str, ...]] = {"week": ("day",), "month": ("first",), "months": ("first", "last")}
"""The fields that say which time, by what a kind asks for."""
WEEK = timedelta(days=6)


class CalendarPaperForm(forms.Form):
    """The months are those the calendar showed; a week is that of the day, or this one. What the kind does not ask for is
    not looked at."""

    kind = forms.ChoiceField(
        label=_("Which paper"),
        choices=lambda: [(kind.name, kind.label) for kind in KINDS.values() if kind.asks_time],
    )
    first = MonthField(label=_("First month"))
    last = MonthField(
        label=_("Last month"), required=False, help_text=_("Of several; one month unless chosen.")
    )
    day = forms.DateField(
        label=_("A day of the week"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
        help_text=_("This week unless chosen."),
    )
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.none(), required=False, empty_label=_("The whole bureau")
    )
    plan = forms.ModelChoiceField(
        label=_("Plan"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("All that is issued or of no plan"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, district: Bureau, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("key", uuid4())
        fields: Any = self.fields
        fields["office"].queryset = Office.objects.filter(district=district).working()
        fields["plan"].queryset = Plan.objects.visible_to(user).filter(district=district, school=None)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        self._leave_out(clean)
        first, last = clean.get("first"), clean.get("last")
        if first and last:
            if last < first:
                self.add_error("last", _("The last month lies before the first."))
            elif (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
                self.add_error("last", _("At most %(most)s months, please.") % {"most": MOST_MONTHS})
        return clean

    def _leave_out(self, clean: dict[str, Any]) -> None:
        """What the chosen kind does not ask for, with what is wrong with it."""
        kind = KINDS.get(clean.get("kind", ""))
        for name in {"first", "last", "day"} - set(ASKED[kind.asks_time] if kind and kind.asks_time else ()):
            clean[name] = None
            self.errors.pop(name, None)

    @property
    def asking(self) -> dict[str, str]:
        """By field the kinds that ask for it, as the page's script reads them."""
        return {
            name: " ".join(
                kind.name for kind in KINDS.values() if kind.asks_time and name in ASKED[kind.asks_time]
            )
            for name in ("first", "last", "day")
        }

    @property
    def order(self) -> dict[str, Any]:
        """The arguments of `ask_for_paper` that the form decides."""
        clean = self.cleaned_data
        begins, ends = self._time()
        about = {name: clean[name] for name in ("kind", "office", "plan")}
        return {**about, "month": begins, "until": ends, "key": clean["key"] or uuid4()}

    def _time(self) -> tuple[date, date]:
        clean = self.cleaned_data
        asked = KINDS[clean["kind"]].asks_time
        if asked == "week":
            day = clean["day"] or self.today
            monday = day - timedelta(days=day.weekday())
            return monday, monday + WEEK
        last = clean["first"] if asked == "month" else clean["last"] or clean["first"]
        return clean["first"], month_of(last).ends_on

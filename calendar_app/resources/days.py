"""A bureau's free and worked days, known by their first: the year's notice as one file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from calendar_app.forms.days import wrong_days
from calendar_app.models import SpecialDays
from districts.models import District
from districts.resources import Choices, Column, Days, RowChange, RowsResource, Text
from districts.resources.rows import Values, save_changed
from districts.trail import Act

Span = tuple[date, date]


class DaysResource(RowsResource):
    first_day = Column(
        "first_day", gettext_lazy("First day"), Days(), is_required=True, example="2027-02-05",
        hint=gettext_lazy("Decides which days are meant: a row of the same first day is changed."),
    )  # fmt: skip
    last_day = Column(
        "last_day", pgettext_lazy("of several days", "Last day"), Days(), example="2027-02-11",
        hint=gettext_lazy("Left empty: one day."),
    )  # fmt: skip
    kind = Column(
        "kind", gettext_lazy("Free or worked"), Choices(SpecialDays.Kind), is_required=True, example="放假",
        hint=gettext_lazy("Free: nobody is reminded. Worked: a weekend day that is worked in exchange."),
    )  # fmt: skip
    name = Column("name", gettext_lazy("Name"), Text(40), is_required=True, example="春节（示例）")

    key_columns = ("first_day",)
    called_by = ("first_day", "name")

    class Meta(RowsResource.Meta):
        model = SpecialDays
        fields = ("first_day", "last_day", "kind", "name")

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        if self.is_writing:
            District.objects.select_for_update().get(pk=self.district.pk)  # as `refuse_overlap` holds it
        own = self.held(SpecialDays.objects.filter(district=self.district))
        self.known = {row.first_day: row for row in own}
        spans = [span for row in rows if (span := self._span_in(row))]
        begun = {first for first, _last in spans}
        kept = [(row.first_day, row.last_day) for row in own if row.first_day not in begun]
        self.spans = [*spans, *kept]

    def key(self, row: Mapping[str, Any]) -> Hashable:
        return self._day_in(row, "first_day") or object()  # what cannot be read is told when the cells are

    def find(self, row: Mapping[str, Any]) -> SpecialDays | None:
        first = self._day_in(row, "first_day")
        return self.known.get(first) if first else None

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        days: Any = SpecialDays(district=self.district)
        days.first_day = days.last_day = days.kind = None
        return days

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Without a last day it is one day; a file without the column leaves an old row's end as it is."""
        super().import_instance(instance, row, **kwargs)
        instance.last_day = instance.last_day or instance.first_day

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        first, last = instance.first_day, instance.last_day
        if advice := wrong_days(first, last):
            return {"last_day": advice}
        others = (span for span in self.spans if span[0] != first)
        if met := next((span for span in others if span[0] <= last and span[1] >= first), None):
            told = {"first": met[0], "last": met[1]}
            return {"last_day": _("these days overlap with those from %(first)s to %(last)s.") % told}
        return {}

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        SpecialDays.objects.bulk_create([change.instance for change in created])
        save_changed(updated, ["last_day", "kind", "name"])
        yield from (change.act("add_days") for change in created)
        yield from (change.act("change_days") for change in updated)

    def rows(self) -> QuerySet[SpecialDays]:
        return SpecialDays.objects.filter(district=self.district)

    def _span_in(self, row: Mapping[str, Any]) -> Span | None:
        first = self._day_in(row, "first_day")
        return (first, self._day_in(row, "last_day") or first) if first else None

    def _day_in(self, row: Mapping[str, Any], name: str) -> date | None:
        try:
            day: date | None = self.fields[name].widget.clean(row.get(name))
        except ValueError:
            return None
        return day

"""Calendar entries of a draft plan that go out to Excel and come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_app.models import CalendarEntry
from districts.resources import Column, Months, RowsResource, Text
from districts.resources.rows import Values, text_of
from workplans.resources import (
    PlanRowsResource,
    due_column,
    lead_column,
    number_column,
    supporting_column,
)


class EntryResource(PlanRowsResource):
    row_id = number_column()
    plan_title = Column(
        "plan_title", gettext_lazy("Plan"), Text(200), example="海云市教育局2027年工作要点", keeps_when_empty=True,
        hint=gettext_lazy("The title of a plan of your bureau that is still a draft; empty for what is of no plan."),
    )  # fmt: skip
    starts_month = Column(
        "starts_month", gettext_lazy("Month"), Months(), is_required=True, example="2026-09"
    )
    ends_month = Column(
        "ends_month", gettext_lazy("Until month"), Months(), example="",
        hint=gettext_lazy("Only where the work lasts for several months."),
    )  # fmt: skip
    work = Column("work", gettext_lazy("Work"), Text(500), is_required=True, example="开展新学期开学工作检查")
    due_on = due_column()
    lead_name = lead_column()
    supporting_names = supporting_column()

    key_columns = ("plan_title", "starts_month", "work")
    called_by = ("starts_month", "work")
    carrier = CalendarEntry
    verbs = ("add_entry", "edit_entry")
    saved_fields = ("starts_month", "ends_month", "work", "due_on")
    scope = "district"

    class Meta(RowsResource.Meta):
        model = CalendarEntry
        fields = (
            "row_id", "plan_title", "starts_month", "ends_month", "work", "due_on", "lead_name", "supporting_names",
        )  # fmt: skip

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        super().load(rows)
        ours = CalendarEntry.objects.filter(district=self.district)
        last = ours.values_list("plan").annotate(Max("position"))
        self.last = Counter(dict(last.order_by()))
        if any(not text_of(row, "plan_title") for row in rows):
            alone = self.with_columns(self.held(ours.filter(plan=None)))
            self.by_id |= {row.pk: row for row in alone}
            self.by_key |= {(None, self.key_of(row)): row for row in alone}

    def find(self, row: Mapping[str, Any]) -> Any:
        """One of no plan is known by its month and work among those of no plan."""
        if text_of(row, "row_id") or text_of(row, "plan_title"):
            return super().find(row)
        try:
            return self.by_key.get((None, self.key_in(row)))
        except ValueError:
            return None  # told when the cells are read

    def key_of(self, instance: Any) -> Hashable:
        return (instance.starts_month, " ".join(instance.work.split()))

    def key_in(self, row: Mapping[str, Any]) -> Hashable:
        month = self.fields["starts_month"].widget.clean(row.get("starts_month"))
        return (month, " ".join(text_of(row, "work").split()))

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        entry: Any = self.begun(CalendarEntry(district=self.district))
        entry.starts_month = entry.ends_month = None
        return entry

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """An entry without a last month is done in its first."""
        began_and_ended_together = instance.ends_month == instance.starts_month
        super().import_instance(instance, row, **kwargs)
        if instance.ends_month is None or ("ends_month" not in row and began_and_ended_together):
            instance.ends_month = instance.starts_month

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        of_no_plan = instance.plan_id is None and not values["plan_title"]
        if wrong := {} if of_no_plan else super().check(instance, values):
            return wrong
        if instance.ends_month < instance.starts_month:
            return {"ends_month": _("the last month lies before the first.")}
        return {}

    def next_position(self, instance: Any) -> int:
        self.last[instance.plan_id] += 1
        return self.last[instance.plan_id]

    def rows(self) -> list[Any]:
        entries = CalendarEntry.objects.visible_to(self.by).filter(district=self.district).standing()
        return self.shaped(entries.order_by("-plan__year", "-plan_id", "starts_month", "position", "id"))

    def shaped(self, rows: QuerySet[CalendarEntry]) -> list[Any]:
        """Entries with what their columns show; the last month only where it is another one."""
        entries = self.with_columns(rows)
        for entry in entries:
            if entry.ends_month == entry.starts_month:
                entry.ends_month = None
        return entries

"""A plan's tasks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.resources import Column, RowChange, RowsResource, Text
from districts.resources.columns import one_of
from districts.resources.rows import Values, text_of
from districts.trail import Act
from workplans.models import Section, Task
from workplans.queries import plan_outline
from workplans.resources.columns import (
    due_column,
    lead_column,
    number_column,
    plan_column,
    reason_column,
    supporting_column,
)
from workplans.resources.rows import PlanRowsResource, tidy
from workplans.services import move_task


class TaskResource(PlanRowsResource):
    row_id = number_column()
    plan_title = plan_column()
    label_shown = Column(
        "label_shown", gettext_lazy("Task number"), Text(20), is_shown_only=True,
        hint=gettext_lazy("For reading only: numbers follow from the order."),
    )  # fmt: skip
    section_title = Column(
        "section_title", gettext_lazy("Section"), Text(400), keeps_when_empty=True, example="深化教育改革",
        hint=gettext_lazy("The heading the task stands under, without its number. A new task stands last there."),
    )  # fmt: skip
    title = Column(
        "title", gettext_lazy("Task"), Text(300), is_required=True, example="办好一批示范性幼儿园。"
    )
    body = Column(
        "body", gettext_lazy("Text of the task"), Text(20_000, lines=True), example="全年新建公办幼儿园3所。"
    )
    due_on = due_column()
    lead_name = lead_column()
    supporting_names = supporting_column()
    no_lead_reason = reason_column()

    key_columns = ("plan_title", "title")
    called_by = ("title",)
    carrier = Task
    verbs = ("add_task", "edit_task")
    saved_fields = ("title", "body", "due_on", "no_lead_reason")
    scope = "plan__district"

    class Meta(RowsResource.Meta):
        model = Task
        fields = (
            "row_id", "plan_title", "label_shown", "section_title", "title", "body", "due_on", "lead_name",
            "supporting_names", "no_lead_reason",
        )  # fmt: skip

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.section_names: dict[int, dict[str, list[Section]]] = {}
        self.section_by_id: dict[int, Section] = {}

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        super().load(rows)
        self.last = Counter((task.plan_id, task.section_id) for task in self.by_id.values())

    def key_of(self, instance: Any) -> Hashable:
        return tidy(instance.title)

    def key_in(self, row: Mapping[str, Any]) -> Hashable:
        return tidy(text_of(row, "title"))

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        task: Any = self.begun(Task())
        task.section_title = ""
        return task

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """A new lead makes the reason for none needless; who fills in both is asked which is meant."""
        super().import_instance(instance, row, **kwargs)
        if not (instance.lead_name and instance.no_lead_reason):
            return
        if instance.no_lead_reason != self.current.before.get("no_lead_reason", ""):
            told = _("It has a lead office, so no reason is needed. Clear one of the two.")
            raise ValidationError({"no_lead_reason": told})
        instance.no_lead_reason = ""

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        if wrong := super().check(instance, values):
            return wrong
        before = self.current.before.get("section_title", "")
        if values["section_title"] == before:
            return {}
        found = self.sections_of(instance.plan_id).get(values["section_title"], [])
        if len(found) != 1:
            return {"section_title": self._section_advice(instance.plan_id, found)}
        instance.new_section = found[0]
        if self.current.is_new:
            instance.section = found[0]
        return {}

    def _section_advice(self, plan_id: int, found: list[Section]) -> str:
        if found:
            return _(
                "the plan has two sections of this title; please write the upper one before it, as in %(example)s."
            ) % {"example": _path(found[0])}
        names = [
            name
            for name, sections in self.sections_of(plan_id).items()
            if len(sections) == 1 and "／" not in name
        ]
        return one_of(names) if names else _("the plan has no sections; please leave this empty.")

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        yield from super().write(created, updated)
        for change in updated:
            if "section_title" in change.after:
                move_task(task=change.instance, section=change.instance.new_section, by=self.by)

    def next_position(self, instance: Any) -> int:
        place = (instance.plan_id, instance.section_id)
        self.last[place] += 1
        return self.last[place] - 1

    def rows(self) -> list[Any]:
        tasks = (
            Task.objects.visible_to(self.by)
            .standing()
            .filter(plan__district=self.district, plan__school=None)
        )
        return self.shaped(tasks)

    def with_columns(self, rows: Any) -> list[Any]:
        found = super().with_columns(rows)
        for task in found:
            task.section_title = self._section_name(task)
        return found

    def shaped(self, rows: QuerySet[Task]) -> list[Any]:
        """Tasks plan by plan in reading order, with the numbers they bear."""
        tasks = self.with_columns(rows)
        places: dict[int, tuple[int, int]] = {}
        labels: dict[int, str] = {}
        for rank, plan in enumerate({task.plan_id: task.plan for task in tasks}.values()):
            for order, node in enumerate(plan_outline(plan).all_tasks()):
                places[node.task.pk], labels[node.task.pk] = (rank, order), node.label
        for task in tasks:
            task.label_shown = labels[task.pk]
        return sorted(tasks, key=lambda task: places[task.pk])

    def _section_name(self, task: Any) -> str:
        if task.section_id is None:
            return ""
        by_name = self.sections_of(task.plan_id)
        section = self.section_by_id[task.section_id]
        return section.title if len(by_name[tidy(section.title)]) == 1 else _path(section)

    def sections_of(self, plan_id: int) -> dict[str, list[Section]]:
        """The sections of a plan by title, and by the upper title before it."""
        if plan_id not in self.section_names:
            names: dict[str, list[Section]] = defaultdict(list)
            for section in Section.objects.filter(plan_id=plan_id).select_related("parent"):
                self.section_by_id[section.pk] = section
                for name in {tidy(section.title), tidy(_path(section))}:
                    names[name].append(section)
            self.section_names[plan_id] = names
        return self.section_names[plan_id]


def _path(section: Section) -> str:
    return f"{section.parent.title}／{section.title}" if section.parent else section.title

"""Rows that hang on a plan and are carried by offices: tasks here, entries of the calendar in a later room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from districts.models import Office
from districts.resources import Column, RowChange, RowsResource
from districts.resources.columns import one_of
from districts.resources.rows import Values, save_changed, text_of
from districts.trail import Act, as_json
from workplans.carriers import duty_model, link_to_carrier
from workplans.models import OfficeDuty, Plan
from workplans.queries import directory, meant_offices
from workplans.services.opening import open_plan

LEAD, SUPPORT = OfficeDuty.Role.LEAD, OfficeDuty.Role.SUPPORT


class PlanRowsResource(RowsResource):
    """Rows that hang on a plan and are carried by offices."""

    carrier: ClassVar[Any]
    verbs: ClassVar[tuple[str, str]]  # of a new row, of a changed one
    saved_fields: ClassVar[tuple[str, ...]]
    scope: ClassVar[str]  # the lookup that says whose row it is

    def key_of(self, instance: Any) -> Hashable:
        """What a row without its number is known by, within its plan."""
        raise NotImplementedError

    def key_in(self, row: Mapping[str, Any]) -> Hashable:
        """The same, as the file says it; may raise ValueError for a cell that cannot be read."""
        raise NotImplementedError

    def next_position(self, instance: Any) -> int:
        """Where a new row stands: behind those that are there."""
        raise NotImplementedError

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        titles = {tidy(text_of(row, "plan_title")) for row in rows}
        ids = {int(text) for row in rows if (text := text_of(row, "row_id")).isdecimal() and len(text) < 19}
        ours = self.carrier.objects.filter(**{self.scope: self.district})
        self.plans: dict[str, list[Plan]] = defaultdict(list)
        for plan in Plan.objects.filter(district=self.district, school=None):
            self.plans[tidy(plan.title)].append(plan)
        meant = {plan.pk for title in titles for plan in self.plans.get(title, [])}
        meant |= set(ours.filter(pk__in=ids).exclude(plan=None).values_list("plan_id", flat=True))
        if self.is_writing:
            self._hold(meant)
        self.offices = directory(self.district)
        found = self.with_columns(ours.filter(Q(pk__in=ids) | Q(plan__in=meant)))
        self.by_id = {row.pk: row for row in found}
        self.by_key = {(row.plan_id, self.key_of(row)): row for row in found}

    def _hold(self, plan_ids: set[int]) -> None:
        """Nobody else changes these plans until we are done."""
        for plan_id in Plan.objects.filter(pk__in=plan_ids, state=Plan.State.DRAFT).values_list(
            "pk", flat=True
        ):
            open_plan(plan_id)

    def key(self, row: Mapping[str, Any]) -> Hashable:
        if number := text_of(row, "row_id"):
            return number
        try:
            return (tidy(text_of(row, "plan_title")), self.key_in(row))
        except ValueError:
            return object()  # told when the cells are read

    def find(self, row: Mapping[str, Any]) -> Any:
        number = text_of(row, "row_id")
        if number:
            found = self.by_id.get(int(number)) if number.isdecimal() else None
            if found is None:
                raise ValidationError(
                    {"row_id": _("your bureau has no row of this number; a new row has none.")}
                )
            return found
        plan = self._plan(tidy(text_of(row, "plan_title")))
        try:
            return self.by_key.get((plan.pk, self.key_in(row))) if plan else None
        except ValueError:
            return None  # told when the cells are read

    def _plan(self, title: str) -> Plan | None:
        """The plan of this title; of several the draft, when there is one."""
        plans = self.plans.get(title, [])
        drafts = [plan for plan in plans if plan.is_draft]
        return drafts[0] if len(drafts) == 1 else plans[0] if len(plans) == 1 else None

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        if self.current.is_new and (plan := self._plan(instance.plan_title)):
            instance.plan = plan
        self._name_offices(instance)

    def _name_offices(self, instance: Any) -> None:
        """Whatever name the file uses, the row carries the office's own. Offices as they were are not questioned."""
        before = self.current.before
        if all(getattr(instance, name) == before.get(name) for name in ("lead_name", "supporting_names")):
            return
        named = [name for name in (instance.lead_name, *instance.supporting_names) if name]
        meant = meant_offices(named, self.offices)
        known = [office.name for office in self.offices if office.is_active]
        advice = _("your bureau has no such office; %(choice)s") % {
            "choice": one_of(known) if known else _("please add it first.")
        }
        wrong = {}
        if instance.lead_name and instance.lead_name not in meant:
            wrong["lead_name"] = advice
        if unknown := [name for name in instance.supporting_names if name not in meant]:
            wrong["supporting_names"] = f"{'、'.join(unknown)}：{advice}"
        if wrong:
            raise ValidationError(wrong)
        lead = meant.get(instance.lead_name)
        supporting = {meant[name] for name in instance.supporting_names} - {lead}
        instance.lead_name = lead.name if lead else ""
        instance.supporting_names = _names(supporting)

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        if instance.plan_id is None:
            return {"plan_title": self._plan_advice(values["plan_title"])}
        if values["plan_title"] != tidy(instance.plan.title):
            return {"plan_title": _("a row stays in its plan.")}
        if not instance.plan.is_draft:
            return {"plan_title": _("this plan is no longer a draft; its rows stay as they are.")}
        return {}

    def _plan_advice(self, title: str) -> str:
        if len(self.plans.get(title, [])) > 1:
            return _("your bureau has several plans of this title; please rename one.")
        drafts = [plan.title for plans in self.plans.values() for plan in plans if plan.is_draft]
        if not drafts:
            return _("your bureau has no plan that is still a draft.")
        return one_of(drafts)

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        for change in created:
            change.instance.position = self.next_position(change.instance)
        self.carrier.objects.bulk_create([change.instance for change in created])
        save_changed(updated, self.saved_fields)
        self._write_duties([*created, *updated])
        new, changed = self.verbs
        for change in created:
            yield Act(new, change.instance, None, self._told(change.after))
            yield from self._duty_act(change)
        for change in updated:
            if told := self._told(change.after):
                yield Act(changed, change.instance, self._told(change.before), told)
            yield from self._duty_act(change)

    def _told(self, values: Values) -> Values:
        fields = {name: value for name, value in values.items() if name in self.saved_fields}
        return {name: as_json(value) for name, value in fields.items()}

    def _duty_act(self, change: RowChange) -> Iterable[Act]:
        if "lead_name" in change.after or "supporting_names" in change.after:
            now = change.instance
            was = {"lead_name": now.lead_name, "supporting_names": now.supporting_names} | change.before
            before = None if change.is_new else _duties_told(was["lead_name"], was["supporting_names"])
            yield Act("assign_offices", now, before, _duties_told(now.lead_name, now.supporting_names))

    def _write_duties(self, changes: list[RowChange]) -> None:
        rows = [
            change.instance
            for change in changes
            if "lead_name" in change.after or "supporting_names" in change.after
        ]
        duties: Any = duty_model(self.carrier)
        link = link_to_carrier(duties)
        by_name = {office.name: office for office in self.offices}
        duties.objects.filter(**{f"{link}__in": rows}).delete()
        duties.objects.bulk_create(
            duties(**{link: row}, office=by_name[name], role=role)
            for row in rows
            for name, role in _roles(row)
        )

    def with_columns(self, rows: Any) -> list[Any]:
        """Rows with what their columns hold."""
        found = list(rows.select_related("plan").prefetch_related("duties__office"))
        for row in found:
            duties = list(row.duties.all())
            row.row_id = row.pk
            row.plan_title = row.plan.title if row.plan else ""
            row.lead_name = next((duty.office.name for duty in duties if duty.role == LEAD), "")
            row.supporting_names = _names(duty.office for duty in duties if duty.role == SUPPORT)
        return found

    def begun(self, instance: Any) -> Any:
        """A new row before its cells are read."""
        instance.plan_title = instance.lead_name = ""
        instance.row_id, instance.supporting_names, instance.due_on = None, (), None
        return instance

    def values(self, instance: Any) -> Values:
        """The number is not a value: it only says which row is meant."""
        return {name: value for name, value in super().values(instance).items() if name != "row_id"}

    def allowed(self, column: Column) -> list[str]:
        if column.attribute == "plan_title":
            drafts = Plan.objects.filter(district=self.district, school=None, state=Plan.State.DRAFT)
            return list(drafts.values_list("title", flat=True))
        if column.attribute == "lead_name":
            return [office.name for office in Office.objects.working().filter(district=self.district)]
        return super().allowed(column)


def _names(offices: Iterable[Office]) -> tuple[str, ...]:
    return tuple(office.name for office in sorted(offices, key=lambda office: (office.position, office.pk)))


def _roles(row: Any) -> Iterable[tuple[str, str]]:
    if row.lead_name:
        yield row.lead_name, LEAD
    yield from ((name, SUPPORT) for name in row.supporting_names)


def _duties_told(lead: str, supporting: Iterable[str]) -> dict[str, list[str]]:
    return {"lead": [lead] if lead else [], "support": list(supporting)}


def tidy(text: str) -> str:
    return " ".join(text.split())

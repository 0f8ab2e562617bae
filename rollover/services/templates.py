"""Templates: kept from a plan, changed, taken away and brought back, used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from calendar_app.models import CalendarEntry
from calendar_app.services import create_entries
from districts.models import District, User
from districts.trail import record
from rollover.blueprints import (
    BLANK,
    Blueprint,
    EntryPrint,
    SectionPrint,
    TaskPrint,
    blank_names,
    entry_drafts,
    months_into,
    own_blanks,
    plan_draft,
    standard_values,
    when_in,
)
from rollover.models import Leftover, Origin, PlanTemplate
from rollover.refusals import StillBlank, TemplateChanged
from rollover.shifting import blank_years
from workplans.book_marks import in_book_marks
from workplans.drafts import NamedOffice
from workplans.models import OfficeDuty, Plan
from workplans.queries import SectionNode, TaskNode, plan_outline
from workplans.services import create_plan, match_offices


def save_template(
    *, plan: Plan, district: District, title: str, by: User, note: str = "", key: UUID | None = None
) -> PlanTemplate:
    """Keep the plan's shape as a template of `district`; asking twice with one key makes one."""
    with transaction.atomic():
        blueprint = _blueprint(plan)
        template, is_new = PlanTemplate.objects.get_or_create(
            key=key or uuid4(),
            defaults={
                "district": district,
                "title": title,
                "note": note,
                "kind": plan.kind,
                "blueprint": blueprint.to_json(),
                "task_count": sum(1 for _ in blueprint.all_tasks()),
                "made_from": plan,
                "made_by": by,
            },
        )
        if is_new:
            record(by=by, verb="save_template", on=template, after={"source": plan.title})
    return template


def edit_template(
    *, template: PlanTemplate, title: str, note: str, blueprint: Blueprint, by: User, version: int
) -> PlanTemplate:
    """Write over it. Raises TemplateChanged when somebody saved it after `version`."""
    with transaction.atomic():
        changed = PlanTemplate.objects.filter(pk=template.pk, version=version, removed_at=None).update(
            title=title,
            note=note,
            blueprint=blueprint.to_json(),
            task_count=sum(1 for _ in blueprint.all_tasks()),
            version=F("version") + 1,
        )
        if not changed:
            raise TemplateChanged
        before = {"title": template.title, "note": template.note, "blueprint": template.blueprint}
        template.refresh_from_db()
        after = {"title": title, "note": note, "blueprint": template.blueprint}
        record(by=by, verb="edit_template", on=template, before=before, after=after)
    return template


def remove_template(*, template: PlanTemplate, by: User, now: datetime) -> PlanTemplate:
    """Take it out of the list; plans made from it stay. Doing it twice changes nothing."""
    return _put(template, now, "remove_template", by=by)


def restore_template(*, template: PlanTemplate, by: User) -> PlanTemplate:
    return _put(template, None, "restore_template", by=by)


def _put(template: PlanTemplate, removed_at: datetime | None, verb: str, *, by: User) -> PlanTemplate:
    with transaction.atomic():
        changed = PlanTemplate.objects.filter(pk=template.pk, removed_at__isnull=removed_at is not None)
        if changed.update(removed_at=removed_at, version=F("version") + 1):
            record(by=by, verb=verb, on=template)
    template.refresh_from_db()
    return template


def use_template(
    *,
    template: PlanTemplate,
    district: District,
    year: int,
    key: UUID,
    by: User,
    values: Mapping[str, str] | None = None,
    may_stay_blank: bool = False,
) -> Plan:
    """A draft of `district` for `year`; asking twice with one key makes one.

    Offices are found by their names. Raises StillBlank unless blanks may stay: then they are listed to look at.
    """
    with transaction.atomic():
        if known := Plan.objects.filter(key=key, district=district).first():
            return known
        blueprint = Blueprint.from_json(template.blueprint)
        given = {name: value.strip() for name, value in (values or {}).items()}
        blank = tuple(name for name in own_blanks(blueprint) if not given.get(name))
        if blank and not may_stay_blank:
            raise StillBlank(blank)
        filled = given | standard_values(year=year, unit=district.bureau_name, place=district.name)
        draft = plan_draft(
            blueprint, kind=template.kind, year=year, issuer=district.bureau_name, values=filled
        )
        plan = create_plan(district=district, draft=draft, by=by, key=key)
        if entries := entry_drafts(blueprint, kind=template.kind, year=year, values=filled):
            create_entries(plan=plan, drafts=entries, by=by)
        match_offices(plan=plan, by=by)
        _list_blanks(plan)
        Origin.objects.create(plan=plan, template=template, words=f"《{in_book_marks(template.title)}》")
        record(
            by=by,
            verb="use_template",
            on=plan,
            after={"source": template.title, **({"open": list(blank)} if blank else {})},
        )
    return plan


def _list_blanks(plan: Plan) -> None:
    """Every blank that is still there, beside its part."""
    head = [plan.title, plan.addressee, plan.preamble, plan.closing]
    texts: list[tuple[dict[str, object], str]] = [({}, text) for text in head]
    texts += [({"section": part}, f"{part.title}\n{part.text}") for part in plan.sections.all()]
    texts += [({"task": part}, f"{part.title}\n{part.body}") for part in plan.tasks.all()]
    texts += [({"entry": part}, part.work) for part in plan.entries.all()]
    Leftover.objects.bulk_create(
        Leftover(
            plan=plan, kind=Leftover.Kind.PLACEHOLDER, words=found[0], sentence=_line(text, found), **place
        )
        for place, text in texts
        for found in BLANK.finditer(text)
    )


def _line(text: str, found: re.Match[str]) -> str:
    start = found.start()
    return text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]


def _blueprint(plan: Plan) -> Blueprint:
    outline = plan_outline(plan)
    start = plan.period.starts_on

    def blank(text: str) -> str:
        words = blank_years(text, base=plan.year, own_titles=[plan.title])
        return blank_names(words, unit=plan.district.bureau_name, place=plan.district.name)

    def tasks(nodes: Iterable[TaskNode]) -> tuple[TaskPrint, ...]:
        return tuple(
            TaskPrint(
                blank(node.task.title),
                blank(node.task.body),
                _names(node.duties) or _written(node.task.offices_as_written),
                when_in(node.task.due_on, start) if node.task.due_on else None,
            )
            for node in nodes
        )

    def sections(nodes: Iterable[SectionNode]) -> tuple[SectionPrint, ...]:
        return tuple(
            SectionPrint(
                blank(node.section.title),
                blank(node.section.text),
                tasks(node.tasks),
                sections(node.sections),
            )
            for node in nodes
        )

    return Blueprint(
        title=blank(plan.title),
        addressee=blank(plan.addressee),
        preamble=blank(plan.preamble),
        closing=blank(plan.closing),
        task_form=plan.task_form,
        restarts=plan.restarts,
        tasks=tasks(outline.tasks),
        sections=sections(outline.sections),
        entries=tuple(
            EntryPrint(
                blank(entry.work),
                months_into(entry.starts_month, start),
                months_into(entry.ends_month, start),
                _names(entry.duties.all()) or _written(entry.offices_as_written),
                when_in(entry.due_on, start) if entry.due_on else None,
            )
            for entry in _entries(plan)
        ),
    )


def _entries(plan: Plan) -> Iterable[CalendarEntry]:
    return plan.entries.standing().with_offices().order_by("starts_month", "position", "pk")


def _names(duties: Iterable[OfficeDuty]) -> tuple[NamedOffice, ...]:
    return tuple(NamedOffice(duty.office.name, duty.role) for duty in duties)


def _written(offices: Iterable[Mapping[str, str]]) -> tuple[NamedOffice, ...]:
    return tuple(NamedOffice(office["name"], office.get("role", "lead")) for office in offices)


def year_to_begin(template: PlanTemplate, today: date) -> int:
    """The year whose period is the next to begin."""
    return today.year + 1 if template.kind == Plan.Kind.CALENDAR_YEAR or today.month >= 9 else today.year

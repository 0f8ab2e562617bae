"""A plan begun from another bureau's: its words and its months, none of its duties."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction

from calendar_app.services import create_entries
from districts.models import District, User
from districts.trail import record
from rollover.models import Origin
from rollover.services.carrying import (
    Keeping,
    Words,
    carry_entry,
    carry_plan,
    keep_leftovers,
    people_of,
)
from workplans.models import Plan
from workplans.queries import plan_outline
from workplans.services import create_plan


def begin_from_plan(
    *,
    source: Plan,
    district: District,
    title: str,
    year: int,
    key: UUID,
    by: User,
    sections: Collection[int] | None = None,
    with_calendar: bool = True,
) -> Plan:
    """A draft of `district` for `year` in the words of another bureau's plan; asking twice with one key makes one.

    `sections` are the outermost headings to take over, all unless told. Offices, schools and lineage stay where they
    belong: the new plan only says where its words come from. Names of the other place are listed to look at.
    """
    with transaction.atomic():
        if known := Plan.objects.filter(key=key, district=district).first():
            return known
        words = Words(
            base=source.year,
            years=year - source.year,
            own_titles=(source.title,),
            people=people_of(source.district),
            places=tuple(dict.fromkeys([source.district.bureau_name, source.district.name])),
        )
        outline = plan_outline(source, with_targets=True)
        wanted = {
            inner.section.pk
            for node in outline.sections
            if sections is None or node.section.pk in sections
            for inner in node.walk()
        }
        keeping = Keeping(
            task=lambda task: task.section_id is None or task.section_id in wanted,
            section=lambda section: section.pk in wanted,
            offices=lambda node: (),
        )
        carried = carry_plan(
            outline, words, keeping, title=title, year=year, kind=source.kind, issuer=district.bureau_name
        )
        plan = create_plan(district=district, draft=carried.draft, by=by, key=key)
        became: dict[models.Model, models.Model] = {}
        new = plan_outline(plan)
        became |= zip(
            [node.task for node in carried.tasks], [node.task for node in new.all_tasks()], strict=True
        )
        became |= zip(
            [node.section for node in carried.sections], [node.section for node in new.walk()], strict=True
        )
        if with_calendar:
            entries = list(source.entries.standing().order_by("starts_month", "position", "id"))
            if entries:
                drafts = [carry_entry(entry, words) for entry in entries]
                became |= zip(entries, create_entries(plan=plan, drafts=drafts, by=by), strict=True)
        origin = f"{source.district.bureau_name}《{source.title_in_marks}》"
        Origin.objects.create(plan=plan, source=source, words=origin)
        keep_leftovers(plan, words.found, became)
        record(by=by, verb="begin_from_plan", on=plan, after={"source": origin, "kept": len(carried.tasks)})
    return plan

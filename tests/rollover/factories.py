"""Dull rows for the tests of next year."""

from __future__ import annotations

from datetime import date
from typing import Any

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from calendar_app.services import create_entries
from districts.models import District, User
from rollover.models import Rollover
from rollover.queries.parts import parts_of
from rollover.services import accept_proposals, decide, start_rollover
from tests.workplans.factories import make_plan
from workplans.models import Plan


def last_year(district: District, editor: User, *, tasks: int = 4, **facts: Any) -> Plan:
    """An issued plan of 2026: two sections and so many tasks."""
    return make_plan(district, editor, tasks=tasks, state=Plan.State.ISSUED, **facts)


def entry(
    plan: Plan, editor: User, work: str, first: date, last: date | None = None, **facts: Any
) -> CalendarEntry:
    return create_entries(plan=plan, drafts=[EntryDraft(first, last or first, work, **facts)], by=editor)[0]


def decided(plan: Plan, editor: User, **choices: tuple[str, str]) -> Rollover:
    """All as proposed but for these: `task_12=("dropped", "…")`."""
    rollover = start_rollover(source=plan, by=editor)
    parts = parts_of(rollover)
    for key, (choice, reason) in choices.items():
        part = parts.find(key.replace("_", "-"))
        assert part
        decide(rollover=rollover, part=part, choice=choice, reason=reason, by=editor)
    accept_proposals(rollover=rollover, by=editor)
    return rollover

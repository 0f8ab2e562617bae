"""Dull rows for the tests of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from districts.models import District, Role, User
from tests.districts.factories import make_user
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.queries.approval import asked_offices, head_seats
from workplans.services import check_plan, countersign_plan, create_plan, sign_plan, submit_plan


def make_editor(district: District) -> User:
    return make_user(district, Role.EDITOR)


NOBODY_LEADS = "由局领导统筹"


def task(title: str = "做好一项工作", *offices: str, **facts: Any) -> TaskDraft:
    """Without offices it is led by nobody on purpose: a plan of such tasks may be submitted and issued."""
    facts.setdefault("no_lead_reason", "" if offices else NOBODY_LEADS)
    return TaskDraft(title, offices=tuple(NamedOffice(name) for name in offices), **facts)


def draft_of(tasks: int = 3, loose: Sequence[TaskDraft] = (), **facts: Any) -> PlanDraft:
    """Two sections and so many tasks, all but the last of them in the first section."""
    first = tuple(task(f"第{number}件事") for number in range(1, tasks))
    return PlanDraft(
        **{
            "title": "2026年全县教育工作要点",
            "kind": Plan.Kind.CALENDAR_YEAR,
            "year": 2026,
            "tasks": tuple(loose),
            "sections": (
                SectionDraft("抓好队伍", tasks=first),
                SectionDraft("守住底线", tasks=(task(f"第{tasks}件事"),)),
            ),
            **facts,
        }
    )


def make_plan(district: District, editor: User | None = None, *, state: str = "draft", **facts: Any) -> Plan:
    plan = create_plan(district=district, draft=draft_of(**facts), by=editor or make_editor(district))
    if state != Plan.State.DRAFT:
        Plan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
    return plan


def approve(plan: Plan, approver: User, *, now: datetime) -> Plan:
    """The whole way from draft to approved: submitted by who drafted it, countersigned by every office asked."""
    submit_plan(plan=plan, by=plan.drafted_by, now=now)
    check_plan(plan=plan, by=approver, now=now)
    asked = {row.office_id for row in asked_offices(plan)}
    for seat in head_seats(plan):
        if seat.office_id in asked:
            countersign_plan(plan=plan, by=seat.user, seat=seat, now=now)
            asked.discard(seat.office_id)
    sign_plan(plan=plan, by=approver, now=now)
    plan.refresh_from_db()
    return plan

"""Dull rows for the tests of plans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from districts.models import District, Membership, Office, Role, School, Stage, User
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.services import create_plan

serial = count(1)


def make_district(name: str = "临溪县", parent: District | None = None, code: str = "") -> District:
    number = next(serial)
    return District.objects.create(
        name=name,
        bureau_name=f"{name}教育局",
        level=District.Level.COUNTY if parent else District.Level.CITY,
        parent=parent,
        code=code or f"{330000 + number}",
        slug=f"bureau-{number}",
    )


def make_user(district: District, role: str, **seat: Any) -> User:
    number = next(serial)
    user = User.objects.create_user(
        username=f"{role}{number}", full_name=f"同志{number}", email=f"p{number}@example.org"
    )
    Membership.objects.create(user=user, district=district, role=role, **seat)
    return user


def make_editor(district: District) -> User:
    return make_user(district, Role.EDITOR)


def make_office(district: District, name: str, **facts: Any) -> Office:
    return Office.objects.create(district=district, name=name, **facts)


def make_school(district: District, name: str = "", **facts: Any) -> School:
    number = next(serial)
    return School.objects.create(
        **{
            "district": district,
            "name": name or f"第{number}小学",
            "code": f"S{number}",
            "stage": Stage.PRIMARY,
            **facts,
        }
    )


def task(title: str = "做好一项工作", *offices: str, **facts: Any) -> TaskDraft:
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

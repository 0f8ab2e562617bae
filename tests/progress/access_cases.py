"""Reports on tasks and entries: see tests/access_world.py."""

from datetime import date
from typing import Any

from django.utils import timezone

from calendar_app.models import CalendarEntry
from districts.models.people import SCHOOL_ROLES
from progress.models import Extension
from tests.access_world import CHILD, ONLY_POST, OWN, PARENT, Bureau, Case
from workplans.models import Demand, Plan, Task, TaskAudience


def issued_task(bureau: Bureau, role: str) -> dict[str, Any]:
    """A task that asks the bureau's office and all its schools."""
    plan = Plan.objects.create(
        district=bureau.district, kind="calendar_year", year=2026, title="要点", state=Plan.State.ISSUED,
        drafted_by=bureau.editor,
    )  # fmt: skip
    task = Task.objects.create(
        plan=plan, position=1, title="抓好一件事", label="1．", due_on=date(2026, 12, 1)
    )
    task.duties.create(office=bureau.office, role="lead")
    TaskAudience.objects.create(task=task, demand=Demand.ACT)
    return {"pk": task.pk}


def entry(bureau: Bureau, role: str) -> dict[str, Any]:
    """Work of the bureau's office and all its schools, of no plan."""
    row = CalendarEntry.objects.create(
        district=bureau.district, starts_month=date(2026, 11, 1), ends_month=date(2026, 11, 1), work="检查"
    )
    row.duties.create(office=bureau.office, role="lead")
    row.audience.create(demand=Demand.ACT)
    return {"pk": row.pk}


def asked_extension(bureau: Bureau, role: str) -> dict[str, Any]:
    """More time asked for by the bureau's office; by the school where a school looks."""
    task = Task.objects.get(pk=issued_task(bureau, role)["pk"])
    place = {"school": bureau.school} if role in SCHOOL_ROLES else {"office": bureau.office}
    row = Extension.objects.create(
        district=bureau.district, task=task, due_on=date(2026, 11, 1), until=date(2026, 12, 1), reason="等待资料",
        asked_by=bureau.editor, asked_at=timezone.now(), **place,
    )  # fmt: skip
    return {"pk": row.pk}


def acted_on(act: str) -> Any:
    return lambda bureau, role: {**asked_extension(bureau, role), "act": act}


MORE = {"key": "3e6a1a52-6b4e-4e0f-9c1d-5c8f0a7a1b20", "until": "2099-01-10", "reason": "等待资料"}

# A superior's issued plan is read below; schools read their bureaus' and do not look below.
READ: dict[str, frozenset[str]] = {"*": OWN | {PARENT, CHILD}}
ASKED: dict[str, frozenset[str]] = {"*": OWN}
for school_role in SCHOOL_ROLES:
    READ[school_role] = ASKED[school_role] = OWN | {PARENT}

CASES = {
    "task_report": Case(row=issued_task, opens=ASKED, data={"status": "done"}),
    "task_reports": Case(row=issued_task, opens=READ),
    "entry_report": Case(row=entry, opens=ASKED, data={"status": "done"}),
    "entry_reports": Case(row=entry, opens=READ),
    "task_extension": Case(row=issued_task, opens=ASKED, data=MORE),
    "entry_extension": Case(row=entry, opens=ASKED, data=MORE),
    "extension_list": Case(),
    "extension": Case(row=asked_extension),
    "extension_act": (
        Case(row=acted_on("withdraw"), get=ONLY_POST, post={302, 409}),
        Case(row=acted_on("grant"), get=ONLY_POST, post={302, 409}),
        Case(row=acted_on("revoke"), get=ONLY_POST, post={409}, data={"reason": "资料已到"}),
    ),
}

"""Follow-up: see tests/access_world.py."""

from datetime import date
from typing import Any

from districts.models import Role
from reminders.models import Reminder
from reminders.views.ledger import FOLLOWERS
from tests.access_world import CHILD, NOBODY, ONLY_POST, OWN, RELATIONS, Bureau, Case
from tests.calendar_app.access_cases import new_entry, plan_of
from tests.circulars.access_cases import circular
from tests.workplans.access_cases import draft_task, issued_task
from workplans.models import Plan

ANYBODY = frozenset(RELATIONS)  # a rule's address names a kind; whoever asks sees that of their own bureau


def kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "due_soon"}


def no_kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "nudge"}  # a reason to be reminded, but no rule


def entry(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": new_entry(bureau).pk}


def draft_entry(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": new_entry(bureau, plan_of(bureau, Plan.State.DRAFT)).pk}


def someones(bureau: Bureau, role: str) -> dict[str, Any]:
    """A reminder to the bureau's office: read by the office's staff, and by those who follow up."""
    about = new_entry(bureau)
    recipient = bureau.people[Role.OFFICE_STAFF]
    key, day = f"month_start:entry:{about.pk}", date(2026, 11, 1)
    row = Reminder(district=bureau.district, recipient=recipient, rule="month_start", key=key, occasion=day)
    row.entry, row.office, row.chair = about, bureau.office, "lead_staff"
    row.save()
    return {"pk": row.pk}


def school(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": bureau.school.pk}


def office(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": bureau.office.pk}


MEASURE = {
    "report_minutes": 10, "sign_minutes": 2, "send_in_minutes": 30, "school_limit": 90, "office_limit": 600,
}  # fmt: skip
READERS = dict.fromkeys((*FOLLOWERS, Role.OFFICE_STAFF), OWN) | {"*": NOBODY}
URGED = {"tells": ["lead_staff"], "word": "请抓紧。"}

CASES = {
    "reminder": Case(row=someones, opens=READERS),
    "reminder_why": (Case(), Case(query={"person": "o", "about": "检查"})),
    "reminder_choice": Case(data={"hour": "", "by_email": "on"}),
    "task_urge": (Case(row=issued_task, data=URGED), Case(row=draft_task, opens=NOBODY)),
    "entry_urge": (Case(row=entry, data=URGED), Case(row=draft_entry, opens=NOBODY)),
    "burden_schools": (Case(), Case(query={"month": "2026-11", "over": "over"})),
    "burden_offices": Case(),
    "burden_edit": Case(data=MEASURE),
    "school_burden": Case(row=school, opens=dict.fromkeys(FOLLOWERS, OWN | {CHILD}) | {"*": OWN}),
    "office_burden": Case(row=office),
    "reminder_list": Case(),
    "remind_unsigned": Case(row=circular, get=ONLY_POST, post={302}),
    "reminder_preview": Case(),
    "rule_list": Case(),
    "rule_edit": (
        Case(row=kind, opens=ANYBODY, data={"days": 5, "tells": ["lead_staff"]}),
        Case(row=no_kind, get={404}, post={404}),
    ),
    "rule_switch": (Case(row=kind, opens=ANYBODY), Case(row=no_kind, get={404}, post={404})),
    "rhythm_edit": Case(data={"hour": 8}),
}

"""The calendar and its entries: see tests/access_world.py."""

from datetime import date
from typing import Any
from uuid import uuid4

from calendar_app.models import CalendarEntry, SchoolTerm, SpecialDays, Subscription
from calendar_app.queries.subscriptions import Choice
from calendar_app.services import remove_entry, subscribe
from calendar_app.services.tying import tie_entries
from districts.models import District
from districts.models.people import SCHOOL_ROLES
from tests.access_world import CHILD, NOBODY, ONLY_GET, ONLY_POST, OWN, PARENT, RELATIONS, Bureau, Case
from workplans.models import Plan

EDITED = {200, 302, 422}


def month(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"year": 2026, "month": 11}


def board(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": Plan.Kind.FIRST_TERM, "year": 2026}


def new_entry(bureau: Bureau, plan: Plan | None = None) -> CalendarEntry:
    november = date(2026, 11, 1)
    return CalendarEntry.objects.create(
        district=bureau.district, plan=plan, starts_month=november, ends_month=november, work="检查"
    )


def plan_of(bureau: Bureau, state: str) -> Plan:
    return Plan.objects.create(
        district=bureau.district, kind=Plan.Kind.SCHOOL_YEAR, year=2026, title="要点", state=state,
        drafted_by=bureau.editor,
    )  # fmt: skip


def inner(bureau: Bureau, role: str) -> dict[str, Any]:
    """Of no plan and for no school: the bureau's own."""
    return {"pk": new_entry(bureau).pk}


def addressed(bureau: Bureau, role: str) -> dict[str, Any]:
    """Of no plan, asking schools."""
    entry = new_entry(bureau)
    entry.audience.create()
    return {"pk": entry.pk}


def drafted(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": new_entry(bureau, plan_of(bureau, Plan.State.DRAFT)).pk}


def issued(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": new_entry(bureau, plan_of(bureau, Plan.State.ISSUED)).pk}


def removal(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": remove_entry(entry=new_entry(bureau), by=bureau.editor).pk}


READ: dict[str, frozenset[str]] = {"*": OWN | {PARENT, CHILD}}
DRAFT: dict[str, frozenset[str]] = {"*": OWN}
for school_role in SCHOOL_ROLES:
    READ[school_role] = OWN | {PARENT}
    DRAFT[school_role] = NOBODY

STANDS_STILL = {409}


def subscribed(bureau: Bureau, role: str) -> dict[str, Any]:
    """The address of a calendar of the person in that role."""
    row = Subscription.objects.create(
        user=bureau.people[role], district=bureau.district, scope="bureau", digest=str(uuid4())
    )
    return {"pk": row.pk}


def year(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"year": 2027}


def special_days(bureau: Bureau, role: str) -> dict[str, Any]:
    day = date(2027, 3, 1)
    row = SpecialDays.objects.create(district=bureau.district, name="校庆", first_day=day, last_day=day)
    return {"pk": row.pk}


def own_term(bureau: Bureau, role: str) -> dict[str, Any]:
    """A term that the visitor's own bureau has set, whosever row is asked about."""
    for district in District.objects.all():
        SchoolTerm.objects.get_or_create(
            district=district, year=2026, kind=SchoolTerm.Kind.FIRST,
            defaults={"first_day": date(2026, 9, 1), "last_day": date(2027, 1, 22)},
        )  # fmt: skip
    return {"kind": Plan.Kind.FIRST_TERM, "year": 2026}


def draft_plan(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau, Plan.State.DRAFT).pk}


def issued_plan(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau, Plan.State.ISSUED).pk}


def tied(bureau: Bureau, role: str) -> dict[str, Any]:
    """What was linked a moment ago in a draft."""
    plan = plan_of(bureau, Plan.State.DRAFT)
    task = plan.tasks.create(position=1, title="办好学校")
    trace = tie_entries(plan=plan, pairs={new_entry(bureau, plan).pk: task.pk}, by=bureau.editor)
    assert trace
    return {"pk": plan.pk, "trace": trace.pk}


def feed(bureau: Bureau, role: str) -> dict[str, Any]:
    """Whoever knows the key reads; that the visitor is somebody else does not matter."""
    choice = Choice(Subscription.Scope.BUREAU, bureau.district)
    return {"key": subscribe(choice=choice, by=bureau.editor)[1]}


def wrong_key(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"key": "nobody-has-this-key"}


CASES = {
    "calendar": Case(get={302}, post={302}),
    # No row in the address: whoever asks, it is the own bureau's month.
    "calendar_month": Case(row=month, opens=set(RELATIONS)),
    "calendar_board": Case(row=board, opens=set(RELATIONS)),
    "calendar_last_year": Case(row=month, opens=set(RELATIONS), post={422}, query={"plan": "x"}),
    # The entry is named in what is sent: another bureau's is gone, as it were (test_board.py).
    "calendar_board_act": Case(row=board, opens=set(RELATIONS), get=ONLY_POST, post={422}),
    "calendar_board_changes": Case(row=board, opens=set(RELATIONS), post=ONLY_GET, query={"key": "x"}),
    "calendar_grid_changes": Case(row=board, opens=set(RELATIONS), post=ONLY_GET, query={"key": "x"}),
    "calendar_offices_meant": Case(post=ONLY_GET),
    "calendar_load_now": Case(get={302}, post={405}),
    "calendar_load": Case(
        row=board, opens=set(RELATIONS), post={405}, query={"of": "x", "month": "y", "office": "1"}
    ),
    "entry": (
        Case(row=inner),
        Case(row=addressed, opens=READ),
        Case(row=drafted, opens=DRAFT),
        Case(row=issued, opens=READ),
    ),
    "entry_new": Case(post=EDITED),
    "entry_edit": (
        Case(row=inner, post=EDITED),
        Case(row=addressed, post=EDITED),
        Case(row=drafted, post=EDITED),
        Case(row=issued, get=STANDS_STILL, post=STANDS_STILL),
    ),
    "entry_duties": (
        Case(row=inner),
        Case(row=drafted),
        Case(row=issued, get=STANDS_STILL, post=STANDS_STILL),
    ),
    "entry_tasks": (
        Case(row=drafted),
        Case(row=inner, opens=NOBODY),
        Case(row=issued, get=STANDS_STILL, post=STANDS_STILL),
    ),
    "entry_delete": (
        Case(row=inner, post={302}),
        Case(row=drafted, post={302}),
        Case(row=issued, post=STANDS_STILL),
    ),
    "entries_removed": Case(),
    "plan_calendar": (
        Case(row=draft_plan, post={302}),
        Case(row=issued_plan, post={302}, data={"do": "tie"}),
    ),
    "plan_calendar_undo": Case(row=tied, get=ONLY_POST, post={302}),
    # No row in the address: whoever asks, it is the own bureau's year.
    "calendar_grid": Case(row=board, opens=set(RELATIONS), post=ONLY_GET, query={"plan": "x", "office": "1"}),
    "calendar_grid_cells": Case(row=board, opens=set(RELATIONS), get=ONLY_POST, post={422}),
    "working_days_now": Case(get={302}, post=ONLY_GET),
    # No row in the address: whoever asks, it is the own bureau's year.
    "working_days": Case(row=year, opens=set(RELATIONS), post=ONLY_GET),
    "days_add": Case(post={422}),
    "days_edit": Case(row=special_days, post={422}),
    "days_remove": Case(row=special_days, get=ONLY_POST, post={302}),
    # Neither do these name a row: the own bureau's terms.
    "calendar_weeks": Case(row=month, opens=set(RELATIONS)),
    "school_terms_now": Case(get={302}, post=ONLY_GET),
    "school_terms": Case(row=year, opens=set(RELATIONS), post=ONLY_GET),
    "school_term_edit": Case(row=board, opens=set(RELATIONS), post={422}),
    "school_term_clear": Case(row=own_term, opens=set(RELATIONS), get=ONLY_POST, post={302}),
    "calendar_file": Case(query={"first": "2026-13", "last": "x", "plan": "x"}, post=ONLY_GET),
    "subscription_list": Case(post={422}),
    "subscription_end": Case(row=subscribed, get=ONLY_POST, post={302}),
    "calendar_feed": (
        Case(row=feed, opens=set(RELATIONS), post=ONLY_GET),
        Case(row=wrong_key, opens=NOBODY, post=ONLY_GET),
    ),
    "entry_restore": Case(row=removal, get=ONLY_POST, post={302}),
}

"""Next year: see tests/access_world.py."""

from typing import Any

from django.utils import timezone

from rollover.models import PlanTemplate, Rollover
from rollover.services import remove_template, save_template, start_rollover
from tests.access_world import CHILD, NOBODY, ONLY_POST, OWN, PARENT, Bureau, Case
from tests.workplans.access_cases import DRAFTS, ISSUED, draft, draft_task, issued, issued_plan, issued_task


def rollover(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": rollover_of(bureau).pk}


def rollover_of(bureau: Bureau) -> Rollover:
    return start_rollover(source=issued_plan(bureau), by=bureau.editor)


def template(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": template_of(bureau).pk}


def template_of(bureau: Bureau) -> PlanTemplate:
    return save_template(
        plan=issued_plan(bureau), district=bureau.district, title="要点模板", by=bureau.editor
    )


def removed_template(bureau: Bureau, role: str) -> dict[str, Any]:
    row = remove_template(template=template_of(bureau), by=bureau.editor, now=timezone.now())
    return {"pk": row.pk}


CASES = {
    "plan_new": Case(),
    "plan_sources": Case(query={"q": "要点", "page": "x"}),
    "plan_borrow": Case(row=issued, opens=frozenset({PARENT, CHILD}), post={422}, data={"title": ""}),
    "rollover_start": (Case(row=issued, get=ONLY_POST), Case(row=draft, get=ONLY_POST)),
    "rollover": Case(row=rollover, query={"show": "open"}, post={302}, data={"bulk": "9:x"}),
    "rollover_discard": Case(row=rollover, get=ONLY_POST),
    "rollover_decide": Case(row=rollover, get=ONLY_POST, post={422}, data={"part": "task-x"}),
    "plan_carried": Case(row=draft, query={"kind": "x"}),
    "year_on_year": (Case(row=issued, opens=ISSUED), Case(row=draft, opens=DRAFTS)),
    "task_lineage": (Case(row=issued_task, opens=ISSUED), Case(row=draft_task, opens=DRAFTS)),
    "template_save": (
        Case(row=issued, opens=OWN | {PARENT, CHILD}, post={422}, data={"title": ""}),
        Case(row=draft, post={422}, data={"title": ""}),
    ),
    "template_list": Case(query={"q": "要点", "deleted": "x"}),
    "template": (Case(row=template, opens=OWN | {PARENT}), Case(row=removed_template, opens=NOBODY)),
    "template_edit": (Case(row=template, post={422}), Case(row=removed_template, opens=NOBODY)),
    "template_remove": Case(row=template, get=ONLY_POST),
    "template_restore": Case(row=removed_template, get=ONLY_POST),
    "template_use": Case(row=template, opens=OWN | {PARENT}, post={422}, data={"year": "x"}),
}

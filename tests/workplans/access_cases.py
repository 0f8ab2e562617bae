"""Plans and their parts: see tests/access_world.py."""

from typing import Any

from districts.models import Role
from districts.models.people import SCHOOL_ROLES
from tests.access_world import CHILD, NOBODY, ONLY_GET, ONLY_POST, OWN, PARENT, Bureau, Case
from workplans.drafts import PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan, Task
from workplans.services import create_plan, keep_version, remove_task
from workplans.services.replacing import replace_text


def draft(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau).pk}


def issued(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": issued_plan(bureau).pk}


def draft_task(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau).tasks.get().pk}


def issued_task(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": issued_plan(bureau).tasks.get().pk}


def target(bureau: Bureau, role: str) -> dict[str, Any]:
    task = plan_of(bureau).tasks.get()
    return {"pk": task.targets.create(as_written="建1所", comparator="at_least", value=1, unit="所").pk}


def led_target(bureau: Bureau, role: str) -> dict[str, Any]:
    kept = target(bureau, role)
    Task.objects.get(targets=kept["pk"]).duties.create(office=bureau.office, role="lead")
    return kept


def section(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau).sections.get().pk}


def step(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau).pk, "act": "submit"}


def removal(bureau: Bureau, role: str) -> dict[str, Any]:
    plan = plan_of(bureau)
    return {"pk": plan.pk, "entry": remove_task(task=plan.tasks.get(), by=bureau.editor).pk}


def replacing(bureau: Bureau, role: str) -> dict[str, Any]:
    plan = plan_of(bureau)
    done = replace_text(plan=plan, find="一件事", replace="这件事", by=bureau.editor)
    assert done.entry
    return {"pk": plan.pk, "entry": done.entry.pk}


def version(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": kept(plan_of(bureau), bureau), "number": 1}


def edition(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": kept(issued_plan(bureau), bureau, edition=1), "number": 1}


def kept(plan: Plan, bureau: Bureau, **facts: Any) -> int:
    keep_version(plan=plan, why="named", by=bureau.editor, **facts)
    return plan.pk


def plan_of(bureau: Bureau) -> Plan:
    parts = (SectionDraft("抓好一方面", tasks=(TaskDraft("抓好一件事", no_lead_reason="由局领导统筹"),)),)
    draft = PlanDraft(title="要点", kind="calendar_year", year=2026, sections=parts)
    return create_plan(district=bureau.district, draft=draft, by=bureau.editor)


def issued_plan(bureau: Bureau) -> Plan:
    plan = plan_of(bureau)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    return plan


# A draft is the bureau's own; what is issued is read above and below, by schools in their own bureau and above.
DRAFTS: dict[str, frozenset[str]] = {"*": OWN}
ISSUED: dict[str, frozenset[str]] = {"*": OWN | {PARENT, CHILD}}
for school_role in SCHOOL_ROLES:
    DRAFTS[school_role] = NOBODY
    ISSUED[school_role] = OWN | {PARENT}

BAD = {"title": "", "place": ""}

CASES = {
    "plan_list": Case(query={"q": "要点", "year": "x", "state": "draft", "of": "others", "page": "9"}),
    "plan_blank": Case(post={422}, data=BAD),
    "plan": (Case(row=draft, opens=DRAFTS), Case(row=issued, opens=ISSUED)),
    "task": (Case(row=draft_task, opens=DRAFTS), Case(row=issued_task, opens=ISSUED)),
    "plan_edit": (Case(row=draft), Case(row=issued, get={409}, post={409})),
    "plan_head": Case(row=draft, post={422}, data=BAD),
    "plan_act": Case(row=draft, get=ONLY_POST, post={422}),
    "plan_changes": Case(row=draft, post={405}, query={"since": "0"}),
    "plan_lines": Case(row=draft, post={405}),
    "plan_presence": Case(row=draft, get=ONLY_POST, post={204}),
    "plan_replace": Case(row=draft, post={422}, data=BAD, query={"find": "一件"}),
    "plan_replace_undo": Case(row=replacing, get=ONLY_POST),
    "plan_numbering": Case(row=draft, get=ONLY_POST),
    "plan_deleted": Case(row=draft),
    "part_restore": Case(row=removal, get=ONLY_POST),
    "plan_duties": Case(row=draft),
    "plan_matrix": (
        Case(row=draft, opens=DRAFTS, query={"section": "x", "office": "9", "show": "open", "q": "事"}),
        Case(row=issued, opens=ISSUED),
    ),
    "plan_matrix_print": (Case(row=draft, opens=DRAFTS), Case(row=issued, opens=ISSUED)),
    "plan_matrix_cells": Case(row=draft, get=ONLY_POST, post={422}),
    "plan_audience": Case(row=draft, get={302}, post={302}),
    "plan_targets": (
        Case(row=draft, opens=DRAFTS, query={"kind": "hard", "q": "所", "page": "x"}),
        Case(row=issued, opens=ISSUED),
    ),
    "target_new": Case(row=draft, post={422}, data=BAD),
    "target_edit": (
        Case(row=target, get=ONLY_POST, post={302}, opens={Role.EDITOR: OWN, "*": NOBODY}),
        Case(row=led_target, get=ONLY_POST, post={302}),
    ),
    "target_delete": Case(row=target, get=ONLY_POST, post={302}),
    "plan_names": Case(row=draft, get=ONLY_POST),
    "plan_approval": Case(row=draft),
    "plan_step": Case(row=step, get=ONLY_POST, post={422}),
    "plan_amend": (
        Case(row=issued, post={422}, data={"note": ""}),
        Case(row=draft, post={422}, data={"note": ""}),
    ),
    "amendment_drop": Case(row=draft, get=ONLY_POST, post={409}),
    "version_list": (
        Case(row=draft, opens=DRAFTS, post=ONLY_GET),
        Case(row=issued, opens=ISSUED, post=ONLY_GET),
    ),
    "version_name": Case(row=draft, get=ONLY_POST, post={422}),
    "version_compare": Case(row=draft, opens=DRAFTS, post=ONLY_GET, query={"before": "x", "after": "now"}),
    "plan_version": (
        Case(row=version, opens=DRAFTS, post=ONLY_GET),
        Case(row=edition, opens=ISSUED, post=ONLY_GET),
    ),
    "version_restore": Case(row=version, get=ONLY_POST, post={302}),
    "section_new": Case(row=draft, post={422}, data=BAD),
    "section_edit": Case(row=section, post={422}, data=BAD),
    "section_move": Case(row=section, post={422}, data=BAD),
    "section_delete": Case(row=section, post={302}),
    "task_new": Case(row=draft, post={422}, data=BAD),
    "task_edit": Case(row=draft_task, post={422}, data=BAD),
    "task_move": Case(row=draft_task, post={422}, data=BAD),
    "task_delete": Case(row=draft_task, post={302}),
    "task_duties": Case(row=draft_task, query={"q": "小学"}),
}

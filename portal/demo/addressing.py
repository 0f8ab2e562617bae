"""Whom the demo's tasks and entries address, and by which days they are due."""

from __future__ import annotations

from datetime import date, timedelta

from districts.models import User
from workplans.drafts import AudienceDraft
from workplans.models import Plan, Task
from workplans.services import address_schools, edit_task


def address_year(plan: Plan, editor: User) -> None:
    """A few tasks are for certain schools only, the others for all of them."""
    for task in plan.tasks.all():
        address_schools(carrier=task, rules=_task_rules(task), by=editor)


def _task_rules(task: Task) -> list[AudienceDraft]:
    for word, stages in STAGES_MEANT.items():
        if word in task.title:
            return [AudienceDraft(stage=stage) for stage in stages]
    return [AudienceDraft(demand="act" if any(word in task.title for word in ASKED_OF_SCHOOLS) else "inform")]


ASKED_OF_SCHOOLS = ("体魄", "劳动", "安全责任")
STAGES_MEANT = {
    "学前": ("kindergarten",),
    "县域高中": ("senior",),
    "职业教育": ("vocational",),
    "特殊教育": ("special", "adult"),
}


def entry_rules(work: str) -> list[AudienceDraft]:
    """Whom an entry of the calendar asks; work of the offices alone asks no school."""
    if any(word in work for word in ("中职", "技能大赛")):
        return [AudienceDraft(stage="vocational")]
    if any(word in work for word in ("高中", "学业水平")):
        return [AudienceDraft(stage="senior")]
    if any(word in work for word in ("监测", "心理测评")):
        return [AudienceDraft(stage="primary"), AudienceDraft(stage="junior")]
    if any(
        word in work
        for word in ("第一课", "演练", "家长开放日", "长跑", "艺术节", "章程", "自评", "期末", "寒假校园")
    ):
        return [AudienceDraft(directly_under=True)]
    return []


def set_days(plan: Plan, today: date, editor: User) -> None:
    """Days around today, so that there is always something late, something due and something ahead."""
    days = {3: -9, 7: -2, 13: 0, 17: 3, 18: 6, 20: 12}
    for number, task in enumerate(plan.tasks.order_by("section__position", "position"), start=1):
        if number in days:
            edit_task(task=task, changes={"due_on": today + timedelta(days=days[number])}, by=editor)

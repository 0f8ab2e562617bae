"""One year of the demo follows the other: decided task by task, rolled over, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from districts.models import Office, User
from rollover.models import Rollover
from rollover.queries.parts import parts_of
from rollover.services import decide, decide_many, look_at, roll_over, start_rollover
from workplans.drafts import PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.services import add_task, assign_offices, edit_task

# Tasks of one year alone, by the plan's age; what became of them stands beside.
PASSING = {
    2: ("完成校舍安全“回头看”。", "年内对2000年前建成的校舍逐栋复核，建立档案。", "finished", "已按计划完成"),
    1: ("试点周末开放学校体育场地。", "先在6所学校试点，摸清管理和安全责任。", "dropped", "并入其他任务"),
    0: ("建好校园阅读角。", "每个班级设阅读角，全年开展读书分享活动20场。", "continue", ""),
}
ENDS = {title.rstrip("。"): (choice, reason) for title, _body, choice, reason in PASSING.values()}
HALF = 12


def follow_year(before: Plan, draft: PlanDraft, *, by: User, now: datetime) -> Plan:
    """The plan that follows `before`, in the words of the year's own document."""
    plan = roll_over(rollover=decided_on(before, by=by), by=by)
    bodies = {task.title: task.body for task in _tasks(draft)}
    for task in plan.tasks.all():
        if task.title in bodies:
            edit_task(task=task, changes={"body": bodies[task.title]}, by=by)
    looked = list(plan.leftovers.values_list("pk", flat=True))
    look_at(plan=plan, leftovers=looked, by=by, now=now)
    return plan


def decided_on(plan: Plan, *, by: User) -> Rollover:
    """Everything continues but what has come to its end."""
    rollover = start_rollover(source=plan, by=by)
    for part in parts_of(rollover):
        if part.title in ENDS:
            choice, reason = ENDS[part.title]
            decide(rollover=rollover, part=part, choice=choice, reason=reason, by=by)
    decide_many(rollover=rollover, parts=parts_of(rollover), choice="continue", by=by)
    return rollover


def add_passing_task(plan: Plan, *, age: int, by: User) -> None:
    """A task at the plan's end that the year before did not have."""
    title, body, _choice, _reason = PASSING[age]
    last = plan.sections.filter(parent=None).order_by("position").last()
    task = add_task(plan=plan, section=last, title=title, body=body, by=by)
    lead = Office.objects.get(district=plan.district, name="基础教育处")
    assign_offices(carrier=task, lead=lead, supporting=[], by=by)


def decide_half(plan: Plan, *, by: User) -> Rollover:
    """Next year's plan is on its way: some tasks are decided, one lacks its reason, the rest are open."""
    rollover = start_rollover(source=plan, by=by)
    answers = {2: ("dropped", "不再需要"), 5: ("change", "目标或数字调整"), HALF - 1: ("change", "")}
    for place, part in enumerate(parts_of(rollover).of("task")[:HALF]):
        choice, reason = answers.get(place, ("continue", ""))
        decide(rollover=rollover, part=part, choice=choice, reason=reason, by=by)
    return rollover


def _tasks(draft: PlanDraft) -> Iterator[TaskDraft]:
    yield from draft.tasks
    for section in draft.sections:
        yield from _below(section)


def _below(section: SectionDraft) -> Iterator[TaskDraft]:
    yield from section.tasks
    for child in section.sections:
        yield from _below(child)

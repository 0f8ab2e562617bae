"""Decisions become next year's plan: what goes along, what is moved, what is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from districts.models import AuditEntry
from progress.services import file_report
from rollover.models import Choice, Leftover, Rollover
from rollover.queries.parts import parts_of
from rollover.refusals import AlreadyMade, DecidedMeanwhile, Undecided
from rollover.services import accept_proposals, decide, decide_many, roll_over, start_rollover
from tests.districts.factories import make_office, make_school, make_user
from tests.rollover.factories import decided, entry, last_year
from tests.workplans.factories import make_editor, task
from workplans.drafts import AudienceDraft, SectionDraft, TaskDraft
from workplans.models import Plan, Task
from workplans.queries import plan_outline
from workplans.services import address_schools, assign_offices

pytestmark = pytest.mark.django_db


def titles(plan: Plan) -> list[str]:
    return [node.task.title for node in plan_outline(plan).all_tasks()]


def test_a_rollover_is_begun_once_and_shared_by_the_bureau(district, editor):
    plan = last_year(district, editor)

    first = start_rollover(source=plan, by=editor)
    second = start_rollover(source=plan, by=make_editor(district))

    assert first == second
    assert AuditEntry.objects.filter(verb="start_rollover").count() == 1


def test_what_is_reported_done_is_proposed_as_finished(district, editor):
    plan = last_year(district, editor, tasks=3)
    done, under_way, silent = [node.task for node in plan_outline(plan).all_tasks()]
    office = make_office(district)
    head = make_user(district, "office_head", office=office)
    for one in (done, under_way):
        one.duties.create(office=office, role="lead")
    file_report(by=head, status="done", task=done, office=office)
    file_report(by=head, status="under_way", task=under_way, office=office)

    proposals = {part.row: part.proposal for part in parts_of(start_rollover(source=plan, by=editor))}

    assert proposals[done].choice == Choice.FINISHED
    assert proposals[done].reason
    assert proposals[under_way].choice == proposals[silent].choice == Choice.CONTINUE


def test_a_decision_that_needs_a_reason_counts_once_it_has_one(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    part = parts_of(rollover).of("task")[0]

    decide(rollover=rollover, part=part, choice="dropped", by=editor)
    halves = len(parts_of(rollover).undecided)
    decide(rollover=rollover, part=part, choice="dropped", reason=" 不再\n需要 ", by=editor)

    assert (halves, len(parts_of(rollover).undecided)) == (4, 3)
    assert rollover.decisions.get().reason == "不再 需要"


def test_a_colleagues_decision_is_not_overwritten_unseen(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    part = parts_of(rollover).of("task")[0]
    decide(rollover=rollover, part=part, choice="continue", by=make_editor(district), version=0)

    with pytest.raises(DecidedMeanwhile) as refusal:
        decide(rollover=rollover, part=part, choice="dropped", reason="不再需要", by=editor, version=0)

    assert refusal.value.decision.choice == rollover.decisions.get().choice == "continue"


def test_the_same_decision_twice_is_one(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    part = parts_of(rollover).of("task")[0]

    for _ in range(2):
        decide(rollover=rollover, part=part, choice="continue", by=editor, version=0)

    assert rollover.decisions.get().version == 1
    assert AuditEntry.objects.filter(verb="decide").count() == 1


def test_many_at_once_leave_alone_what_is_decided(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    parts = parts_of(rollover)
    first, second, *_ = parts.of("task")
    decide(rollover=rollover, part=first, choice="dropped", reason="不再需要", by=editor)
    decide(rollover=rollover, part=second, choice="change", by=editor)  # no reason yet

    decide_many(rollover=rollover, parts=parts, choice="continue", by=editor)

    chosen = [part.decision.choice for part in parts_of(rollover).of("task") if part.decision]
    assert chosen == ["dropped", "continue", "continue", "continue"]


def test_nothing_is_made_while_something_is_undecided(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    decide(rollover=rollover, part=parts_of(rollover).of("task")[0], choice="continue", by=editor)

    with pytest.raises(Undecided) as refusal:
        roll_over(rollover=rollover, by=editor)

    assert refusal.value.count == 3
    assert Plan.objects.count() == 1


def test_kept_tasks_stand_in_the_new_plan_and_know_what_they_were(district, editor):
    plan = last_year(district, editor, title="2026年全县教育工作要点")
    first, second, third, fourth = [node.task for node in plan_outline(plan).all_tasks()]
    rollover = decided(
        plan, editor,
        **{f"task_{second.pk}": ("dropped", "上级已取消"), f"task_{third.pk}": ("change", "数字调整")},
    )  # fmt: skip

    new = roll_over(rollover=rollover, by=editor)

    assert (new.title, new.year, new.state, new.predecessor) == (
        "2027年全县教育工作要点", 2027, Plan.State.DRAFT, plan,
    )  # fmt: skip
    kept = [node.task for node in plan_outline(new).all_tasks()]
    assert [row.predecessor for row in kept] == [first, third, fourth]
    assert list(new.sections.order_by("position").values_list("predecessor__title", flat=True)) == [
        "抓好队伍",
        "守住底线",
    ]
    change = Leftover.objects.get(plan=new, kind="to_change")
    assert (change.task, change.words) == (kept[1], "数字调整")
    trace = AuditEntry.objects.get(verb="roll_over")
    assert trace.after == {"source": plan.title, "kept": 3, "left": 1}


def test_a_heading_goes_with_its_tasks(district, editor):
    plan = last_year(district, editor, tasks=2)
    last = list(plan_outline(plan).all_tasks())[-1].task

    new = roll_over(rollover=decided(plan, editor, **{f"task_{last.pk}": ("finished", "已完成")}), by=editor)

    assert [section.title for section in new.sections.all()] == ["抓好队伍"]


def test_a_heading_without_tasks_is_decided_by_itself(district, editor):
    sections = (SectionDraft("总体要求", "稳中求进。"), SectionDraft("重点任务", tasks=(task(),)))
    plan = last_year(district, editor, sections=sections)
    heading = plan.sections.get(title="总体要求")

    new = roll_over(
        rollover=decided(plan, editor, **{f"section_{heading.pk}": ("dropped", "不再单列")}), by=editor
    )

    assert [section.title for section in new.sections.all()] == ["重点任务"]


def test_days_and_years_move_and_targets_go_along(district, editor):
    body = "2026年8月底前新建学校9所，2026届毕业生升学率达到90%以上。"
    parts = (SectionDraft("一件大事", tasks=(TaskDraft("建好学校。", body, due_on=date(2028, 2, 29)),)),)
    plan = last_year(district, editor, year=2026, sections=parts, preamble="2026—2027学年如下。")
    old = plan.tasks.get()
    old.targets.create(
        as_written="2026届毕业生升学率达到90%以上", comparator="at_least", value=90, unit="%", is_hard=False
    )

    new = roll_over(rollover=decided(plan, editor), by=editor)

    row = new.tasks.get()
    assert row.body == "2027年8月底前新建学校9所，2027届毕业生升学率达到90%以上。"
    assert row.due_on == date(2029, 2, 28)
    assert new.preamble == "2027—2028学年如下。"
    target = row.targets.get()
    assert (target.as_written, int(target.value), target.unit, target.is_hard) == (
        "2027届毕业生升学率达到90%以上", 90, "%", False,
    )  # fmt: skip
    figures = Leftover.objects.filter(task=row, kind="figure").values_list("words", flat=True)
    assert set(figures) == {"2027年8月底前新建学校9所", "2027届毕业生升学率达到90%以上"}


def test_duties_follow_merged_offices_and_closed_ones_are_listed(district, editor):
    plan = last_year(district, editor, tasks=1, sections=(SectionDraft("工作", tasks=(task(),)),))
    row = plan.tasks.get()
    now = make_office(district, "基础教育科")
    merged = make_office(district, "幼教科", is_active=False, successor=now)
    closed = make_office(district, "勤工俭学办", is_active=False)
    other = make_office(district, "人事科")
    row.duties.create(office=merged, role="lead")
    for office in (now, closed, other):
        row.duties.create(office=office, role="support")

    new = roll_over(rollover=decided(plan, editor), by=editor)

    duties = {duty.office: duty.role for duty in new.tasks.get().duties.select_related("office")}
    assert duties == {now: "lead", other: "support"}
    assert Leftover.objects.get(plan=new, kind="office").words == "勤工俭学办"
    assert AuditEntry.objects.get(verb="roll_over", after__closed=["勤工俭学办"]).object_id == str(new.pk)


def test_audiences_go_along_but_for_schools_that_are_closed(district, editor):
    plan = last_year(district, editor, sections=(SectionDraft("工作", tasks=(task(),)),))
    row = plan.tasks.get()
    Plan.objects.update(state=Plan.State.DRAFT)
    closed = make_school(district, "老校区小学")
    rules = [AudienceDraft(stage="primary"), AudienceDraft(demand="inform", school_id=closed.pk)]
    address_schools(carrier=row, rules=rules, by=editor)
    closed.is_active = False
    closed.save()

    new = roll_over(rollover=decided(plan, editor), by=editor)

    assert [(rule.demand, rule.stage) for rule in new.tasks.get().audience.all()] == [("act", "primary")]
    assert Leftover.objects.get(plan=new, kind="school").words == "老校区小学"


def test_the_calendar_goes_with_its_tasks_and_by_its_own_decisions(district, editor):
    plan = last_year(district, editor)
    kept, dropped, *_ = [node.task for node in plan_outline(plan).all_tasks()]
    office = make_office(district, "督导科")
    goes = entry(
        plan, editor, "2026年秋季开学检查", date(2026, 9, 1), date(2027, 1, 1), as_written="9月至2027年1月"
    )
    goes.tasks.set([kept, dropped])
    assign_offices_of_issued(goes, office)
    stays = entry(plan, editor, "只为那一件事", date(2026, 10, 1))
    stays.tasks.set([dropped])
    alone = entry(plan, editor, "第六届艺术节", date(2026, 12, 1))
    ended = entry(plan, editor, "最后一次普查", date(2026, 12, 1))

    new = roll_over(
        rollover=decided(
            plan, editor,
            **{f"task_{dropped.pk}": ("dropped", "不再需要"), f"entry_{ended.pk}": ("finished", "已完成")},
        ),
        by=editor,
    )  # fmt: skip

    first, second = new.entries.order_by("starts_month")
    assert (first.work, first.as_written) == ("2027年秋季开学检查", "9月至2028年1月")
    assert (first.starts_month, first.ends_month) == (date(2027, 9, 1), date(2028, 1, 1))
    assert [row.predecessor for row in first.tasks.all()] == [kept]
    assert first.lead == office
    assert (second.work, second.starts_month) == (alone.work, date(2027, 12, 1))
    assert Leftover.objects.get(entry=second).words == "第六届"


def assign_offices_of_issued(row: Any, office: Any) -> None:
    Plan.objects.update(state=Plan.State.DRAFT)
    assign_offices(carrier=row, lead=office, supporting=[], by=make_editor(office.district))
    Plan.objects.update(state=Plan.State.ISSUED)


def test_asking_twice_makes_one_plan(district, editor):
    rollover = decided(last_year(district, editor), editor)

    plans = {roll_over(rollover=rollover, by=editor) for _ in range(2)}

    assert len(plans) == 1
    assert Plan.objects.count() == 2
    assert AuditEntry.objects.filter(verb="roll_over").count() == 1


def test_what_is_made_is_not_decided_any_more(district, editor):
    rollover = decided(last_year(district, editor), editor)
    part = parts_of(rollover).of("task")[0]
    roll_over(rollover=rollover, by=editor)

    with pytest.raises(AlreadyMade):
        decide(rollover=rollover, part=part, choice="dropped", reason="不再需要", by=editor)
    with pytest.raises(AlreadyMade):
        accept_proposals(rollover=rollover, by=editor)

    assert set(rollover.decisions.values_list("choice", flat=True)) == {"continue"}


class Crash(OperationalError):
    """The database goes away."""


def crash_at(table: str) -> Callable[..., Any]:
    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise Crash
        return execute(sql, params, many, context)

    return watch


@pytest.mark.parametrize(
    "table", ["workplans_task", "calendar_app_calendarentry", "workplans_taskoffice", "rollover_leftover"]
)
def test_a_crash_in_the_middle_leaves_nothing_and_the_next_try_makes_all(district, editor, table):
    plan = last_year(district, editor, preamble="第六届。")
    plan.tasks.filter(position=0)[0].duties.create(office=make_office(district), role="lead")
    entry(plan, editor, "开学检查", date(2026, 9, 1))
    rollover = decided(plan, editor)

    with connection.execute_wrapper(crash_at(table)), pytest.raises(Crash):
        roll_over(rollover=rollover, by=editor)
    left = Plan.objects.count(), Task.objects.count(), Leftover.objects.count()
    new = roll_over(rollover=rollover, by=editor)

    assert left == (1, 4, 0)
    assert (new.tasks.count(), new.entries.count(), new.leftovers.count()) == (4, 1, 1)
    assert Rollover.objects.get().plan == new


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_plan(district, editor):
    rollover = decided(last_year(district, editor), editor)
    start = Barrier(2)
    made: list[int] = []

    def click() -> None:
        try:
            start.wait()
            made.append(roll_over(rollover=rollover, by=editor).pk)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(made) == 2
    assert len(set(made)) == 1
    assert Plan.objects.count() == 2


def test_making_the_plan_costs_the_same_for_24_tasks_and_for_240(district, editor):
    counts = []
    for tasks in (24, 240):
        plan = last_year(district, editor, tasks=tasks)
        for row in plan.tasks.all():
            row.duties.create(office=make_office(district), role="lead")
        for number in range(tasks // 4):
            entry(plan, editor, f"第{number}次会议", date(2026, 9, 1))
        rollover = decided(plan, editor)
        with CaptureQueriesContext(connection) as queries:
            roll_over(rollover=rollover, by=editor)
        counts.append(len(queries))

    # Only what is written in batches may cost a few more.
    assert counts[1] <= counts[0] + 6, counts
    assert counts[0] <= 60

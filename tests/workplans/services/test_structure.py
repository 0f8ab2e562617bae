from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import AuditEntry, User
from tests.districts.factories import make_district
from tests.workplans.factories import draft_of, make_editor, make_plan
from workplans.models import Plan, Section, Task
from workplans.queries import plan_outline
from workplans.refusals import AnotherPlan, IntoItself, NotADraft, TooDeep
from workplans.services import add_section, add_task, create_plan, move_section, move_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    return make_plan(editor.seats[0].district, editor)


def section(plan: Plan, title: str) -> Section:
    return Section.objects.get(plan=plan, title=title)


def task(plan: Plan, title: str) -> Task:
    return Task.objects.get(plan=plan, title=title)


def shape(plan: Plan) -> list[str]:
    """The plan as it reads, a line a part; positions must be a row without gaps."""
    outline = plan_outline(plan)
    lines = [f"{node.label}{node.task.title}" for node in outline.tasks]
    for node in outline.walk():
        lines.append(f"{node.label}{node.section.title}")
        lines += [f"{item.label}{item.task.title}" for item in node.tasks]
        assert [item.task.position for item in node.tasks] == list(range(len(node.tasks)))
        assert [item.section.position for item in node.sections] == list(range(len(node.sections)))
    assert [node.section.position for node in outline.sections] == list(range(len(outline.sections)))
    return lines


def test_a_task_is_added_behind_another_and_numbers_follow(plan, editor):
    add_task(plan=plan, title="插入的事", after=task(plan, "第1件事"), by=editor)

    assert shape(plan) == [
        "一、抓好队伍",
        "1．第1件事",
        "2．插入的事",
        "3．第2件事",
        "二、守住底线",
        "4．第3件事",
    ]


def test_a_task_is_added_at_the_end_of_a_section_or_before_the_first(plan, editor):
    add_task(plan=plan, title="末尾的事", section=section(plan, "抓好队伍"), by=editor)
    add_task(plan=plan, title="开头的事", by=editor)

    assert shape(plan) == [
        "1．开头的事", "一、抓好队伍", "2．第1件事", "3．第2件事", "4．末尾的事", "二、守住底线", "5．第3件事",
    ]  # fmt: skip


def test_asking_twice_with_one_key_adds_one(plan, editor):
    key = uuid4()

    tasks = {add_task(plan=plan, title="点了两下", key=key, by=editor) for _ in range(2)}
    sections = {add_section(plan=plan, title="点了两下", key=key, by=editor) for _ in range(2)}

    assert (len(tasks), len(sections)) == (1, 1)
    assert Task.objects.filter(plan=plan).count() == 4
    assert Section.objects.filter(plan=plan).count() == 3


def test_sections_nest_two_levels(plan, editor):
    child = add_section(plan=plan, title="小节", parent=section(plan, "守住底线"), by=editor)

    with pytest.raises(TooDeep):
        add_section(plan=plan, title="再小", parent=child, by=editor)

    assert shape(plan)[-2:] == ["3．第3件事", "（一）小节"]


def test_a_section_is_added_behind_another(plan, editor):
    add_section(plan=plan, title="中间", after=section(plan, "抓好队伍"), by=editor)

    assert [line for line in shape(plan) if "、" in line] == ["一、抓好队伍", "二、中间", "三、守住底线"]


def test_a_task_moves_before_another_in_its_section(plan, editor):
    move_task(task=task(plan, "第2件事"), before=task(plan, "第1件事"), by=editor)

    assert shape(plan)[:3] == ["一、抓好队伍", "1．第2件事", "2．第1件事"]


def test_a_task_moves_to_the_end_of_another_section(plan, editor):
    move_task(task=task(plan, "第1件事"), section=section(plan, "守住底线"), by=editor)

    assert shape(plan) == ["一、抓好队伍", "1．第2件事", "二、守住底线", "2．第3件事", "3．第1件事"]
    assert AuditEntry.objects.get(verb="move_task").after == {"in": "守住底线", "position": 1}


def test_moving_twice_is_moving_once(plan, editor):
    for _ in range(2):
        move_task(task=task(plan, "第2件事"), before=task(plan, "第1件事"), by=editor)

    assert shape(plan)[1:3] == ["1．第2件事", "2．第1件事"]
    assert AuditEntry.objects.filter(verb="move_task").count() == 1


def test_before_itself_is_where_it_stands(plan, editor):
    before = shape(plan)

    move_task(task=task(plan, "第1件事"), before=task(plan, "第1件事"), by=editor)
    move_section(section=section(plan, "守住底线"), before=section(plan, "守住底线"), by=editor)

    assert shape(plan) == before


def test_a_section_moves_with_all_in_it(plan, editor):
    move_section(section=section(plan, "守住底线"), before=section(plan, "抓好队伍"), by=editor)

    assert shape(plan) == ["一、守住底线", "1．第3件事", "二、抓好队伍", "2．第1件事", "3．第2件事"]


def test_a_section_becomes_a_subsection(plan, editor):
    move_section(section=section(plan, "守住底线"), parent=section(plan, "抓好队伍"), by=editor)

    assert shape(plan) == ["一、抓好队伍", "1．第1件事", "2．第2件事", "（一）守住底线", "3．第3件事"]


def test_a_section_does_not_stand_inside_itself_or_too_deep(plan, editor):
    first, second = section(plan, "抓好队伍"), section(plan, "守住底线")
    child = add_section(plan=plan, title="小节", parent=first, by=editor)

    for home in (first, child):
        with pytest.raises(IntoItself):
            move_section(section=first, parent=home, by=editor)
    for home in (child, second):
        with pytest.raises(TooDeep):
            move_section(section=second if home == child else first, parent=home, by=editor)


def test_a_part_stays_within_its_plan(plan, editor):
    other = create_plan(district=plan.district, draft=draft_of(), by=editor)

    with pytest.raises(AnotherPlan):
        move_task(task=task(plan, "第1件事"), section=section(other, "抓好队伍"), by=editor)
    with pytest.raises(AnotherPlan):
        move_task(task=task(plan, "第1件事"), before=task(other, "第1件事"), by=editor)
    with pytest.raises(AnotherPlan):
        add_task(plan=plan, title="走错门", section=section(other, "抓好队伍"), by=editor)


def test_nothing_moves_in_a_plan_that_is_submitted(plan, editor):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        move_task(task=task(plan, "第2件事"), before=task(plan, "第1件事"), by=editor)
    with pytest.raises(NotADraft):
        add_task(plan=plan, title="迟了", by=editor)


def test_a_move_costs_the_same_at_30_and_at_300_tasks(editor):
    counts = []

    for tasks in (30, 300):
        plan = make_plan(editor.seats[0].district, editor, tasks=tasks)
        last, first = task(plan, f"第{tasks}件事"), task(plan, "第1件事")
        with CaptureQueriesContext(connection) as queries:
            move_task(task=last, before=first, by=editor)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14

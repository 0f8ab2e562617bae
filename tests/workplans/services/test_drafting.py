from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import AuditEntry
from tests.districts.factories import make_district
from tests.workplans.factories import draft_of, make_editor, task
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TargetDraft, TaskDraft
from workplans.models import Plan, Target, Task
from workplans.queries import plan_outline
from workplans.services import create_plan

pytestmark = pytest.mark.django_db


def test_a_draft_becomes_a_plan_with_all_its_parts():
    district = make_district()
    editor = make_editor(district)
    promise = TargetDraft("入园率达98%以上", "at_least", Decimal(98), "%", True)
    draft = PlanDraft(
        title="2026学年工作意见",
        kind="school_year",
        year=2026,
        preamble="今年的工作如下。",
        metadata={"索引号": "A1"},
        sections=(
            SectionDraft(
                "办好教育",
                text="总的要求",
                sections=(
                    SectionDraft("学前教育", tasks=(TaskDraft("扩大普惠", "多建园。", targets=(promise,)),)),
                ),
                tasks=(TaskDraft("抓总", offices=(NamedOffice("办公室"), NamedOffice("计财科", "support"))),),
            ),
        ),
        tasks=(task("开头的一件"),),
    )

    plan = create_plan(district=district, draft=draft, by=editor)

    outline = plan_outline(Plan.objects.get(pk=plan.pk))
    assert (plan.title, plan.kind, plan.year, plan.preamble, plan.metadata, plan.state, plan.drafted_by) == (
        "2026学年工作意见", "school_year", 2026, "今年的工作如下。", {"索引号": "A1"}, "draft", editor,
    )  # fmt: skip
    assert [(node.depth, node.label, node.section.title) for node in outline.walk()] == [
        (0, "一、", "办好教育"),
        (1, "（一）", "学前教育"),
    ]
    assert [(node.label, node.task.title, node.task.body) for node in outline.all_tasks()] == [
        ("1．", "开头的一件", ""),
        ("2．", "抓总", ""),
        ("3．", "扩大普惠", "多建园。"),
    ]
    assert Task.objects.get(title="抓总").offices_as_written == [
        {"name": "办公室", "role": "lead"},
        {"name": "计财科", "role": "support"},
    ]
    assert [str(row) for row in Target.objects.filter(task__plan=plan)] == ["入园率达98%以上"]
    assert AuditEntry.objects.get(verb="create_plan").after == {"title": "2026学年工作意见", "tasks": 3}


def test_asking_twice_with_one_key_makes_one_plan():
    district = make_district()
    editor = make_editor(district)
    key = uuid4()

    first = create_plan(district=district, draft=draft_of(), by=editor, key=key)
    second = create_plan(district=district, draft=draft_of(), by=editor, key=key)

    assert first == second
    assert (Plan.objects.count(), Task.objects.count()) == (1, 3)


def test_thirty_tasks_cost_as_many_queries_as_three():
    district = make_district()
    editor = make_editor(district)
    counts = []

    for tasks in (3, 30):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            create_plan(district=district, draft=draft_of(tasks), by=editor)
        counts.append(len(queries))

    assert counts[0] == counts[1]

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.districts.factories import make_office, make_school
from tests.workplans.factories import make_plan
from tests.workplans.views.conftest import browser_of
from workplans.drafts import SectionDraft, TaskDraft
from workplans.models import Plan, Task, TaskAudience, TaskOffice


def test_the_page_reads_as_the_paper_will(district, desk):
    task = TaskDraft("办好学校。", "先做这件。\n再做那件。")
    plan = make_plan(
        district,
        addressee="各学校",
        preamble="开头的话。",
        closing="结尾的话。",
        sections=(SectionDraft("总则", text="章下的话。", tasks=(task,)),),
    )

    page = desk.get(plan.get_absolute_url()).text

    parts = [
        "各学校：",
        "开头的话。",
        "一、",
        "总则",
        "章下的话。",
        "1．",
        "办好学校。",
        "先做这件。",
        "再做那件。",
        "结尾的话。",
    ]
    places = [page.index(part, page.index("document-title")) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("who", "state", "names"),
    [
        ("editor", "draft", {"plan_edit", "plan_approval", "plan_matrix"}),
        ("editor", "submitted", {"plan_approval", "plan_matrix"}),
        ("approver", "submitted", {"plan_approval", "plan_matrix"}),
        ("staff", "draft", {"plan_approval", "plan_matrix"}),
        ("clerk", "issued", {"plan_matrix"}),
    ],
)
def test_tools_follow_role_and_state(plan, request, who, state, names):
    Plan.objects.filter(pk=plan.pk).update(state=state)

    page = browser_of(request.getfixturevalue(who)).get(plan.get_absolute_url()).text

    offered = {
        name
        for name in ("plan_edit", "plan_approval", "plan_matrix")
        if f'"{reverse(name, args=[plan.pk])}"' in page
    }
    assert offered == names


def test_a_plan_of_30_tasks_takes_the_queries_of_one_of_3(district, desk):
    counts = []
    for tasks in (3, 30):
        plan = make_plan(district, tasks=tasks)
        with CaptureQueriesContext(connection) as queries:
            desk.get(plan.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 11


def test_a_task_says_who_carries_it_and_whom_it_addresses(plan, task, district, desk):
    TaskOffice.objects.create(task=task, office=make_office(district, "人事科"))
    make_school(district)
    TaskAudience.objects.create(task=task, stage="primary")

    page = desk.get(task.get_absolute_url())

    shown = page.context["page"]
    assert (shown.node.label, shown.path, shown.reach.act) == ("1．", ["一、抓好队伍"], 1)
    assert shown.following.task.title == "第2件事"
    assert "人事科" in page.text


def test_a_task_page_takes_the_same_queries_in_a_plan_of_3_and_of_30(district, desk):
    counts = []
    for tasks in (3, 30):
        task = Task.objects.filter(plan=make_plan(district, tasks=tasks))[0]
        with CaptureQueriesContext(connection) as queries:
            desk.get(task.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 11

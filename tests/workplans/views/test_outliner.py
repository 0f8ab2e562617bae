"""What the page that is typed in asks for and is told."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry
from tests.districts.factories import make_office
from tests.workplans.factories import make_editor, make_plan
from tests.workplans.views.conftest import browser_of
from workplans.drafts import AudienceDraft
from workplans.models import Plan, Presence, Section, Task
from workplans.queries.lines import lines_of
from workplans.services import add_target, address_schools, assign_offices, edit_task


@pytest.fixture
def ask(desk, plan):
    def asking(**act):
        return desk.post(
            reverse("plan_act", args=[plan.pk]), json.dumps(act, default=str), content_type="application/json"
        )

    return asking


def written(plan):
    return [f"{'#' * (3 - line.level)}{line.title}" for line in lines_of(plan)]


def edit(task, **values):
    return {
        "act": "edit", "key": task.key, "field": "body", "value": "我写的", "was": "", "version": 1, **values,
    }  # fmt: skip


def test_a_word_typed_is_saved_with_what_its_author_saw(task, ask):
    page = ask(**edit(task))

    task.refresh_from_db()
    assert (page.status_code, task.body, page.json()["lines"][0]["version"]) == (200, "我写的", 2)


def test_the_same_words_at_once_are_refused_with_theirs(task, editor, ask):
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)

    page = ask(**edit(task))

    task.refresh_from_db()
    told = page.json()
    assert (page.status_code, task.body) == (409, "对方写的")
    assert (told["refusal"], told["line"]["body"], told["by"]) == (
        "ChangedMeanwhile",
        "对方写的",
        str(editor),
    )


def test_other_words_of_the_same_task_are_both_kept(task, editor, ask):
    edit_task(task=task, changes={"title": "对方的题"}, by=editor)

    assert ask(**edit(task)).status_code == 200
    task.refresh_from_db()
    assert (task.title, task.body) == ("对方的题", "我写的")


def test_the_head_and_a_heading_are_edited_too(plan, ask):
    section = Section.objects.get(plan=plan, title="守住底线")

    ask(act="edit", field="addressee", value="各校", was="", version=1)
    ask(act="edit", field="restarts", value="true", was="False", version=2)
    ask(act="edit", key=section.key, field="body", value="先说一句。", was="", version=1)

    plan.refresh_from_db()
    section.refresh_from_db()
    assert (plan.addressee, plan.restarts, section.text) == ("各校", True, "先说一句。")


def test_a_line_is_written_raised_moved_and_deleted_and_comes_back(plan, task, ask):
    key = uuid4()
    first = Section.objects.get(plan=plan, title="抓好队伍")

    ask(act="add", key=key, level=3, title="新的事", after=task.key)
    ask(act="level", key=key, level=2)
    assert written(plan) == ["##抓好队伍", "第1件事", "#新的事", "第2件事", "##守住底线", "第3件事"]
    ask(act="move", key=key, after=Task.objects.get(title="第3件事").key)
    assert written(plan)[-2:] == ["#新的事", "第2件事"]
    for _ in range(2):
        assert ask(act="remove", key=key, level=2).status_code == 200
    assert written(plan) == ["##抓好队伍", "第1件事", "##守住底线", "第3件事"]
    for _ in range(2):
        ask(act="restore", key=key)
    assert written(plan)[-2:] == ["#新的事", "第2件事"]
    assert Section.objects.get(plan=plan, key=first.key).position == 0


def test_a_heading_is_not_deleted_by_who_took_it_for_a_task(plan, ask):
    section = Section.objects.get(plan=plan, title="抓好队伍")

    page = ask(act="remove", key=section.key, level=3)

    assert (page.status_code, Section.objects.filter(pk=section.pk).exists()) == (409, True)


def test_copied_lines_are_put_in_once(plan, task, ask):
    key = uuid4()

    pages = [ask(act="paste", key=key, after=task.key, text="（一）甲\n1.乙。\n2.丙。") for _ in range(2)]

    assert [line["title"] for line in pages[1].json()["lines"]] == ["甲", "乙。", "丙。"]
    assert written(plan) == [
        "##抓好队伍",
        "第1件事",
        "#甲",
        "乙。",
        "丙。",
        "第2件事",
        "##守住底线",
        "第3件事",
    ]


def test_words_replaced_in_the_whole_plan_are_one_act_done_and_taken_back_once(plan, ask):
    key = uuid4()

    told = [ask(act="replace", key=key, find="件事", replace="项工作").json() for _ in range(2)]
    assert [len(answer["lines"]) for answer in told] == [3, 0]
    assert written(plan) == ["##抓好队伍", "第1项工作", "第2项工作", "##守住底线", "第3项工作"]

    for _ in range(2):
        assert ask(act="unreplace", key=key).json()["left"] == []
    assert written(plan) == ["##抓好队伍", "第1件事", "第2件事", "##守住底线", "第3件事"]
    assert ask(act="unreplace", key=uuid4()).json()["lines"] == []


def test_a_line_says_who_does_it_for_whom_and_until_when(plan, task, editor, desk):
    office = make_office(plan.district, "基础教育处")
    before = Plan.objects.get(pk=plan.pk).changes
    assign_offices(carrier=task, lead=office, supporting=[], by=editor)
    address_schools(carrier=task, rules=[AudienceDraft(stage="primary")], by=editor)
    edit_task(task=task, changes={"due_on": date(2026, 9, 30)}, by=editor)
    values = {"as_written": "建3所", "value": 3, "unit": "所"}
    add_target(task=task, values=values, by=editor)

    told = desk.get(reverse("plan_changes", args=[plan.pk]), {"since": before}).json()
    changed = [key for key, _level, version in told["order"] if version > 1]
    (line,) = desk.get(reverse("plan_lines", args=[plan.pk]), {"key": changed}).json()["lines"]

    assert changed == [str(task.key)]
    assert (line["due"], line["carries"]) == ("2026-09-30", "work")
    assert re.findall("<span>([^<]*)</span>", line["meta"]) == [
        "牵头 基础教育处", "学校 小学", "时限 2026-09-30", "指标 建3所",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "act",
    [
        {},
        {"act": "nonsense"},
        {"act": "edit", "field": "version", "value": "9", "version": 1},
        {"act": "edit", "field": "title", "value": " ", "was": "", "version": 1},
        {"act": "move", "key": "nobody"},
        {"act": "paste", "key": str(uuid4()), "text": ""},
    ],
)
def test_what_cannot_be_read_changes_nothing(plan, ask, act):
    assert ask(**act).status_code == 422
    assert Plan.objects.get(pk=plan.pk).changes == plan.changes


def test_a_line_somebody_deleted_says_so(task, ask):
    page = ask(act="edit", key=uuid4(), field="title", value="迟到的话", was="", version=1)

    assert (page.status_code, page.json()["refusal"]) == (409, "PartGone")


def test_words_typed_too_late_are_told_so(plan, task, ask, desk):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    assert ask(**edit(task)).json()["refusal"] == "NotADraft"
    assert desk.get(reverse("plan_changes", args=[plan.pk])).status_code == 409


def test_a_page_that_is_up_to_date_is_told_nothing(plan, task, desk, ask, editor):
    address = reverse("plan_changes", args=[plan.pk])
    done = ask(**edit(task)).json()

    quiet = desk.get(address, {"since": done["changes"]}).json()
    edit_task(task=task, changes={"title": "对方的题"}, by=editor)
    loud = desk.get(address, {"since": done["changes"]}).json()

    assert done["changes"] > done["was"]
    assert "order" not in quiet
    assert [str(task.key), 3, 3] in loud["order"]
    lines = desk.get(reverse("plan_lines", args=[plan.pk]), {"key": task.key}).json()["lines"]
    assert [(line["title"], line["body"]) for line in lines] == [("对方的题", "我写的")]


def test_people_see_who_is_where_until_they_leave(plan, task, desk, district):
    other = make_editor(district)
    theirs = browser_of(other)
    address = reverse("plan_presence", args=[plan.pk])

    theirs.post(address, json.dumps({"part": str(task.key)}), content_type="application/json")
    here = desk.get(reverse("plan_changes", args=[plan.pk])).json()["here"]
    assert [(person["name"], person["part"]) for person in here] == [(str(other), str(task.key))]
    assert theirs.get(reverse("plan_changes", args=[plan.pk])).json()["here"] == []
    theirs.post(address, json.dumps({"left": True}), content_type="application/json")

    assert not Presence.objects.exists()
    assert not AuditEntry.objects.filter(object_type="workplans.presence").exists()


@pytest.mark.parametrize("name", ["plan_edit", "plan_changes", "plan_lines", "plan_replace"])
def test_looking_writes_nothing(plan, desk, name):
    with CaptureQueriesContext(connection) as queries:
        desk.get(reverse(name, args=[plan.pk]), {"find": "事", "since": "0"})

    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("name", ["plan_changes", "plan_lines", "plan_replace"])
def test_asking_takes_the_queries_of_3_tasks_for_30(district, editor, desk, name):
    counts = []
    for tasks in (3, 30):
        plan = make_plan(district, editor, tasks=tasks)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse(name, args=[plan.pk]), {"since": "0", "find": "件"})
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9  # lines come with offices, schools and targets


def test_an_act_costs_the_same_at_30_and_at_300_tasks(district, editor, desk):
    counts = []
    for tasks in (30, 300):
        plan = make_plan(district, editor, tasks=tasks)
        moved, above = (Task.objects.get(plan=plan, title=f"第{number}件事") for number in (20, 2))
        act = json.dumps({"act": "move", "key": str(moved.key), "after": str(above.key)})
        with CaptureQueriesContext(connection) as queries:
            page = desk.post(reverse("plan_act", args=[plan.pk]), act, content_type="application/json")
        assert page.status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30

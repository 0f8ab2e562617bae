"""The plan as lines: whatever is asked of one line, the others stay in their order and at their level."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from districts.models import AuditEntry
from tests.districts.factories import make_district, make_office
from tests.workplans.factories import draft_of, make_editor, make_plan
from workplans.models import Plan, Section, Task, TaskOffice
from workplans.queries import plan_outline
from workplans.queries.lines import lines_of
from workplans.refusals import (
    CarriesWork,
    ChangedMeanwhile,
    IntoItself,
    NothingAbove,
    NothingToJoin,
    PartGone,
    Refused,
)
from workplans.services import create_plan, edit_task, restore_line
from workplans.services.levels import set_level
from workplans.services.lines import move_line, write_line
from workplans.services.pasting import paste_lines
from workplans.services.splitting import join_task, split_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor(make_district())


@pytest.fixture
def plan(editor):
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    return make_plan(editor.seats[0].district, editor)


def written(plan: Plan) -> list[str]:
    return [f"{'#' * (3 - line.level)}{line.title}" for line in lines_of(plan)]


def key(plan: Plan, title: str) -> UUID:
    return UUID(next(line.key for line in lines_of(plan) if line.title == title))


def test_a_task_becomes_a_heading_and_takes_what_follows_under_it(plan, editor):
    set_level(plan=plan, key=key(plan, "第1件事"), level=2, by=editor)

    assert written(plan) == ["##抓好队伍", "#第1件事", "第2件事", "##守住底线", "第3件事"]
    assert Task.objects.get(plan=plan, title="第2件事").section == Section.objects.get(title="第1件事")


def test_a_task_that_became_a_heading_and_back_is_the_same_task(plan, editor):
    task = Task.objects.get(plan=plan, title="第1件事")

    for level in (2, 1, 2, 3):
        set_level(plan=plan, key=task.key, level=level, by=editor)

    again = Task.objects.get(plan=plan, key=task.key)
    assert (again.pk, again.section, again.position) == (task.pk, task.section, 0)
    assert written(plan) == ["##抓好队伍", "第1件事", "第2件事", "##守住底线", "第3件事"]


def test_a_task_that_an_office_carries_does_not_become_a_heading(plan, editor):
    task = Task.objects.get(plan=plan, title="第1件事")
    TaskOffice.objects.create(task=task, office=make_office(plan.district, "办公室"), role="lead")

    with pytest.raises(CarriesWork):
        set_level(plan=plan, key=task.key, level=2, by=editor)

    assert written(plan)[1] == "第1件事"


def test_a_task_with_a_promise_does_not_become_a_heading(plan, editor):
    line = write_line(plan=plan, key=uuid4(), level=3, title="巩固率达到99%。", by=editor)

    with pytest.raises(CarriesWork):
        set_level(plan=plan, key=line.key, level=1, by=editor)


def test_the_first_heading_with_headings_under_it_has_nowhere_to_go_down(plan, editor):
    set_level(plan=plan, key=key(plan, "第1件事"), level=2, by=editor)

    with pytest.raises(NothingAbove):
        set_level(plan=plan, key=key(plan, "抓好队伍"), level=3, by=editor)


def test_a_cut_in_the_title_and_joining_again_changes_no_word(plan, editor):
    task = Task.objects.get(plan=plan, title="第1件事")
    edit_task(
        task=task, changes={"title": "建好一支队伍，留住好教师。", "body": "到2026年培训300人次。"}, by=editor
    )
    before = Task.objects.get(pk=task.pk)
    new = uuid4()

    split_task(plan=plan, key=task.key, new_key=new, field="title", at=7, by=editor)
    assert written(plan)[1:3] == ["建好一支队伍，", "留住好教师。"]
    join_task(plan=plan, key=new, into=task.key, by=editor)

    after = Task.objects.get(pk=task.pk)
    assert (after.title, after.body) == (before.title, before.body)
    assert [str(target) for target in after.targets.all()] == [str(target) for target in before.targets.all()]


def test_a_cut_in_the_body_makes_its_first_sentence_the_next_title(plan, editor):
    task = Task.objects.get(plan=plan, title="第1件事")
    edit_task(task=task, changes={"body": "先做甲。再做乙。后做丙。"}, by=editor)

    split_task(plan=plan, key=task.key, new_key=uuid4(), field="body", at=4, by=editor)

    first, second = Task.objects.filter(plan=plan, section=task.section).order_by("position")[:2]
    assert (first.body, second.title, second.body) == ("先做甲。", "再做乙。", "后做丙。")


def test_what_an_act_asked_twice_did_once_stays_so(plan, editor):
    task, new = Task.objects.get(plan=plan, title="第1件事"), uuid4()

    for _ in range(2):
        split_task(plan=plan, key=task.key, new_key=new, field="title", at=2, by=editor)
    assert written(plan)[1:3] == ["第1", "件事"]
    for _ in range(2):
        join_task(plan=plan, key=new, into=task.key, by=editor)
    assert written(plan)[1:3] == ["第1件事", "第2件事"]


def test_what_was_joined_comes_back(plan, editor):
    gone = key(plan, "第2件事")
    join_task(plan=plan, key=gone, into=key(plan, "第1件事"), by=editor)

    restore_line(plan=plan, key=gone, by=editor)

    assert written(plan)[1:3] == ["第1件事第2件事", "第2件事"]


def test_a_cut_in_a_text_somebody_changed_is_refused(plan, editor):
    task = Task.objects.get(plan=plan, title="第1件事")
    edit_task(task=task, changes={"body": "刚写的"}, by=editor)

    with pytest.raises(ChangedMeanwhile):
        split_task(plan=plan, key=task.key, new_key=uuid4(), field="title", at=1, version=1, by=editor)


def test_joining_loses_no_office(plan, editor):
    task = Task.objects.get(plan=plan, title="第2件事")
    TaskOffice.objects.create(task=task, office=make_office(plan.district, "办公室"), role="lead")

    with pytest.raises(CarriesWork):
        join_task(plan=plan, key=task.key, into=key(plan, "第1件事"), by=editor)


def test_a_task_is_not_joined_to_a_heading(plan, editor):
    with pytest.raises(NothingToJoin):
        join_task(plan=plan, key=key(plan, "第1件事"), into=key(plan, "抓好队伍"), by=editor)


def test_behind_a_line_that_is_gone_nothing_is_written(plan, editor):
    with pytest.raises(PartGone):
        write_line(plan=plan, key=uuid4(), level=3, title="新的事", after=uuid4(), by=editor)


def test_a_heading_does_not_go_into_itself(plan, editor):
    with pytest.raises(IntoItself):
        move_line(plan=plan, key=key(plan, "抓好队伍"), after=key(plan, "第1件事"), by=editor)


def test_copied_text_becomes_headings_and_tasks_once(plan, editor):
    text = "一、加强党建\n1.抓学习。每月一次。\n2.抓作风。\n二、办好学校\n（一）学前\n1.普惠率保持。"
    paste = uuid4()

    for _ in range(2):
        paste_lines(plan=plan, text=text, key=paste, after=key(plan, "第3件事"), by=editor)

    assert written(plan)[5:] == ["##加强党建", "抓学习。", "抓作风。", "##办好学校", "#学前", "普惠率保持。"]
    assert AuditEntry.objects.filter(verb="paste_lines").count() == 1


@pytest.mark.parametrize("act", ["level", "split", "join", "move"])
def test_an_act_costs_the_same_at_30_and_at_300_tasks(act, editor):
    def cost(count: int) -> int:
        plan = make_plan(editor.seats[0].district, editor, tasks=count)
        acts = {
            "level": lambda: set_level(plan=plan, key=key(plan, "第5件事"), level=2, by=editor),
            "split": lambda: split_task(
                plan=plan, key=key(plan, "第5件事"), new_key=uuid4(), field="title", at=1, by=editor
            ),
            "join": lambda: join_task(
                plan=plan, key=key(plan, "第5件事"), into=key(plan, "第4件事"), by=editor
            ),
            "move": lambda: move_line(
                plan=plan, key=key(plan, "第9件事"), after=key(plan, "第2件事"), by=editor
            ),
        }
        with CaptureQueriesContext(
            connection,
        ) as queries:
            acts[act]()
        return len(queries)

    assert cost(30) == cost(300) <= 40


class WhateverIsAsked(TestCase):
    """Against a plain list of (key, level): the rules of the page, told again in ten lines."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(st.sampled_from("wlmlm"), st.integers(0, 99), st.integers(0, 99), st.integers(1, 3)),
            max_size=14,
        )
    )
    def test_lines_do_as_a_list_would(self, acts) -> None:
        editor = make_editor(make_district())
        plan = create_plan(district=editor.seats[0].district, draft=draft_of(5), by=editor)
        lines = [(UUID(line.key), line.level) for line in lines_of(plan)]
        for act, which, other, level in acts:
            expected = expect(lines, act, which, other, level)
            try:
                if act == "w":
                    above = lines[other % len(lines)][0] if other % 7 else None
                    new = uuid4()
                    write_line(plan=plan, key=new, level=level, title="新", after=above, by=editor)
                    expected = [(new if one is None else one, at) for one, at in expected]
                elif act == "l":
                    set_level(plan=plan, key=lines[which % len(lines)][0], level=level, by=editor)
                else:
                    above = lines[other % len(lines)][0] if other % 7 else None
                    move_line(plan=plan, key=lines[which % len(lines)][0], after=above, by=editor)
            except Refused:
                expected = lines
            now = [(UUID(line.key), line.level) for line in lines_of(plan)]
            assert now == expected, (act, which, other, level)
            lines = now
            counts_from_zero(plan)


def expect(lines, act, which, other, level):
    at = which % len(lines)
    above = other % len(lines) if other % 7 else -1
    if act == "w":
        return [*lines[: above + 1], (None, level), *lines[above + 1 :]]
    if act == "l":
        return [*lines[:at], (lines[at][0], level), *lines[at + 1 :]]
    own = lines[at][1]
    end = at + 1
    while own < 3 and end < len(lines) and lines[end][1] > own:
        end += 1
    block = lines[at:end]
    if at <= above < end:
        return lines
    target = above + 1
    while own < 3 and target < len(lines) and lines[target][1] > own and not at <= target < end:
        target += 1
    if at <= target < end:
        while own < 3 and end < len(lines) and lines[end][1] > own:
            end += 1
    rest = [(line, number) for number, line in enumerate(lines) if line not in block]
    cut = sum(1 for _, number in rest if number < target)
    return [*[line for line, _ in rest[:cut]], *block, *[line for line, _ in rest[cut:]]]


def counts_from_zero(plan: Plan) -> None:
    outline = plan_outline(plan)
    for family in [outline.tasks, *(node.tasks for node in outline.walk())]:
        assert [node.task.position for node in family] == list(range(len(family)))
    for headings in [outline.sections, *(node.sections for node in outline.walk())]:
        assert [node.section.position for node in headings] == list(range(len(headings)))

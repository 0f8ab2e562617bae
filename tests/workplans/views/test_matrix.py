"""The matrix as a page: who sees it, who fills it, what is shown of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry
from tests.districts.factories import make_office
from tests.workplans.factories import make_plan
from tests.workplans.views.conftest import browser_of
from workplans.drafts import Duties
from workplans.models import Plan, Task
from workplans.queries import duties_of
from workplans.services import assign_offices


@pytest.fixture
def offices(district):
    return [make_office(district, name) for name in ("人事科", "计财科")]


def open_matrix(browser, plan, **query):
    return browser.get(reverse("plan_matrix", args=[plan.pk]), query)


def shown(page) -> list[str]:
    return [row.node.task.title for row in page.context["matrix"].rows()]


def sent(task, **cells):
    task.refresh_from_db()
    return {f"seen-{task.pk}": duties_of(task).as_text} | cells


def save(browser, plan, data):
    return browser.post(reverse("plan_matrix_cells", args=[plan.pk]), data)


def test_rows_are_tasks_and_columns_are_offices(plan, task, offices, editor, desk):
    assign_offices(carrier=task, lead=offices[0], supporting=[offices[1]], by=editor)

    page = open_matrix(desk, plan)

    matrix = page.context["matrix"]
    assert [group.section.section.title for group in matrix.groups] == ["抓好队伍", "守住底线"]
    assert [column.office.name for column in matrix.columns] == ["人事科", "计财科"]
    first = next(iter(matrix.rows()))
    assert (first.node.label, [cell.role for cell in first.cells]) == ("1．", ["lead", "support"])
    assert [(column.leads, column.supports) for column in matrix.columns] == [(1, 0), (0, 1)]
    for words in ("●主", "○配"):
        assert words in page.content.decode()


def test_it_is_narrowed_by_section_office_word_and_missing_lead(plan, task, offices, editor, desk):
    assign_offices(carrier=task, lead=offices[0], supporting=[], by=editor)
    plan.tasks.filter(title="第3件事").update(no_lead_reason="")
    second = plan.sections.get(title="守住底线")

    assert shown(open_matrix(desk, plan, section=second.pk)) == ["第3件事"]
    assert shown(open_matrix(desk, plan, office=offices[0].pk)) == ["第1件事"]
    assert shown(open_matrix(desk, plan, show="open")) == ["第3件事"]
    assert shown(open_matrix(desk, plan, q="第2")) == ["第2件事"]
    assert len(shown(open_matrix(desk, plan, section="x", office="9" * 30))) == 3


def test_nothing_found_leads_back_to_all(plan, offices, desk):
    assert "每项任务都有牵头处室" in open_matrix(desk, plan, show="open").content.decode()
    assert "没有符合条件的任务" in open_matrix(desk, plan, q="没有").content.decode()


def test_everybody_in_the_bureau_reads_it_and_only_editors_fill_it(plan, offices, staff, desk):
    page = open_matrix(browser_of(staff), plan)

    assert page.status_code == 200
    assert "data-matrix=" not in page.content.decode()
    assert "data-matrix=" in open_matrix(desk, plan).content.decode()
    assert save(browser_of(staff), plan, {}).status_code == 403


def test_an_issued_matrix_is_read_by_schools_and_filled_by_nobody(plan, task, offices, clerk, desk):
    data = sent(task, **{f"cell-{task.pk}-{offices[0].pk}": "lead"})
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)

    assert open_matrix(browser_of(clerk), plan).status_code == 200
    assert "data-matrix=" not in open_matrix(desk, plan).content.decode()
    answer = save(desk, plan, data)
    assert answer.status_code == 409
    assert "撤回" in answer.json()["told"]


def test_a_cell_is_saved_and_the_row_comes_back(plan, task, offices, desk):
    answer = save(desk, plan, sent(task, **{f"cell-{task.pk}-{offices[0].pk}": "lead"}))

    assert answer.status_code == 200
    assert answer.json() == {
        "told": "",
        "rows": [
            {"task": task.pk, "seen": f"{offices[0].pk}::", "cells": {str(offices[0].pk): "lead"}, "why": ""}
        ],
    }


def test_what_another_has_just_saved_is_told_by_name_and_kept(plan, task, offices, editor, desk):
    data = sent(task, **{f"cell-{task.pk}-{offices[0].pk}": "lead"})
    assign_offices(carrier=task, lead=offices[1], supporting=[], by=editor)

    answer = save(desk, plan, data)

    assert answer.status_code == 409
    assert editor.full_name in answer.json()["told"]
    assert answer.json()["rows"][0]["cells"] == {str(offices[1].pk): "lead"}
    task.refresh_from_db()
    assert duties_of(task) == Duties(offices[1].pk)


def test_two_leads_are_refused_in_words(plan, task, offices, desk):
    data = sent(task, **{f"cell-{task.pk}-{office.pk}": "lead" for office in offices})

    answer = save(desk, plan, data)

    assert answer.status_code == 409
    assert "两个牵头处室" in answer.json()["told"]
    assert not AuditEntry.objects.filter(verb="assign_offices").exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"cell-1-2": "lead"},
        {"seen-1": "::", "cell-1-2": "boss"},
        {"seen-1": "x", "cell-1-2": "lead"},
        {"seen-1": "::", "cell-1-x": "lead"},
        {"seen-1": "::", "why-1": "长" * 101},
    ],
)
def test_nonsense_is_not_understood(plan, desk, data):
    assert save(desk, plan, data).status_code == 422


def test_the_table_to_print_has_the_official_columns(plan, task, offices, editor, desk):
    assign_offices(carrier=task, lead=offices[0], supporting=[offices[1]], by=editor)
    Task.objects.filter(pk=task.pk).update(due_on="2026-11-30")

    text = desk.get(reverse("plan_matrix_print", args=[plan.pk])).content.decode()

    for words in ("序号", "牵头处室", "配合处室", "完成时限", "2026年11月30日", "任务分解表", "由局领导统筹"):
        assert words in text


@pytest.mark.parametrize("name", ["plan_matrix", "plan_matrix_print"])
def test_three_tasks_and_three_hundred_take_as_many_queries(district, editor, desk, name):
    counts = []
    for tasks in (3, 300):
        plan = make_plan(district, editor, tasks=tasks, title=f"{tasks}项")
        assign_offices(carrier=plan.tasks.first(), lead=make_office(district), supporting=[], by=editor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(reverse(name, args=[plan.pk])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14

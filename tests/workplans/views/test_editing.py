from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext

from districts.models import AuditEntry
from tests.workplans.factories import make_plan
from workplans.models import Plan, Section, Task
from workplans.queries import plan_outline
from workplans.services import edit_task

HTMX = {"HX-Request": "true"}


def form_of(page):
    """What a browser would send back unchanged."""
    form = page.context["form"]
    sent = {form[name].html_name: form[name].value() for name in form.fields}
    for name in form.row_fields:
        sent[form[name].html_initial_name] = (
            form[name].value() if not form.is_bound else form.data[form[name].html_initial_name]
        )
    return {name: "" if value is None else str(value) for name, value in sent.items()}


def titles(plan):
    return [f"{node.label}{node.task.title}" for node in plan_outline(plan).all_tasks()]


@pytest.fixture
def address(task):
    return reverse("task_edit", args=[task.pk])


def test_a_task_is_edited_and_the_page_goes_back_to_it(plan, task, desk, address):
    sent = form_of(desk.get(address)) | {
        "title": "改过的事",
        "body": "第一段\r\n第二段  ",
        "due_on": "2026-09-30",
    }

    page = desk.post(address, sent)

    task.refresh_from_db()
    assert page.url == f"{reverse('plan_edit', args=[plan.pk])}#task-{task.pk}"
    assert (task.title, task.body, str(task.due_on), task.version) == (
        "改过的事",
        "第一段\n第二段",
        "2026-09-30",
        2,
    )


def test_an_edit_from_the_panel_of_both_texts_is_answered_without_a_page(task, desk, address):
    sent = form_of(desk.get(address)) | {"title": "改过的事"}

    page = desk.post(address, sent, headers=HTMX)

    task.refresh_from_db()
    assert (page.status_code, task.title) == (204, "改过的事")


def test_text_that_nobody_touched_is_not_a_change(task, desk, address):
    Task.objects.filter(pk=task.pk).update(body="\n另起一段的正文\n再一段 ")

    desk.post(address, form_of(desk.get(address)))

    task.refresh_from_db()
    assert (task.body, task.version) == ("\n另起一段的正文\n再一段 ", 1)


def test_an_empty_title_comes_back_to_be_looked_at(task, desk, address):
    page = desk.post(address, form_of(desk.get(address)) | {"title": "   "})

    assert page.status_code == 422
    task.refresh_from_db()
    assert task.version == 1


def test_a_stale_save_shows_both_texts_and_loses_neither(task, editor, desk, address):
    seen = form_of(desk.get(address))
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)

    page = desk.post(address, seen | {"body": "我写的"})

    task.refresh_from_db()
    assert (page.status_code, task.body) == (409, "对方写的")
    body = next(side for side in page.context["sides"] if side.differs)
    assert (body.theirs, body.mine) == (["对方写的"], ["我写的"])


def test_keeping_mine_after_a_stale_save_is_one_click(task, editor, desk, address):
    seen = form_of(desk.get(address))
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)
    both = desk.post(address, seen | {"body": "我写的"})

    page = desk.post(address, form_of(both))

    task.refresh_from_db()
    assert (page.status_code, task.body, task.version) == (302, "我写的", 3)


def test_different_fields_of_two_people_are_both_kept(task, editor, desk, address):
    seen = form_of(desk.get(address))
    edit_task(task=task, changes={"title": "对方的题"}, by=editor)

    page = desk.post(address, seen | {"body": "我写的"})

    task.refresh_from_db()
    assert (page.status_code, task.title, task.body) == (302, "对方的题", "我写的")


def test_a_stale_save_in_place_is_a_part_with_both_texts(task, editor, desk, address):
    seen = form_of(desk.get(address))
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)

    page = desk.post(address, seen | {"body": "我写的"}, headers=HTMX)

    assert page.status_code == 409
    assert "对方写的" in page.text
    assert "我写的" in page.text
    assert "<html" not in page.text


def test_words_typed_too_late_are_given_back(plan, task, desk, address):
    seen = form_of(desk.get(address))
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    page = desk.post(address, seen | {"body": "写了半小时的话"})

    assert page.status_code == 409
    assert "写了半小时的话" in page.text


def test_the_head_is_edited(plan, desk):
    address = reverse("plan_head", args=[plan.pk])

    desk.post(address, form_of(desk.get(address)) | {"title": "新的\r\n标题", "preamble": "甲\r\n乙"})

    plan.refresh_from_db()
    assert (plan.title, plan.preamble) == ("新的标题", "甲\n乙")


def test_a_section_is_renamed(plan, desk):
    section = Section.objects.get(plan=plan, title="守住底线")
    address = reverse("section_edit", args=[section.pk])

    desk.post(address, form_of(desk.get(address)) | {"title": "守牢底线"})

    section.refresh_from_db()
    assert section.title == "守牢底线"


def test_numbers_change_their_style_in_one_click(plan, desk):
    sent = {
        "version": "1",
        "task_form": "paren",
        "initial-task_form": "dot",
        "restarts": "on",
        "initial-restarts": "False",
    }

    desk.post(reverse("plan_numbering", args=[plan.pk]), sent)

    plan.refresh_from_db()
    assert titles(plan) == ["（1）第1件事", "（2）第2件事", "（1）第3件事"]


def test_a_task_is_added_once_however_often_it_is_sent(plan, desk):
    section = Section.objects.get(plan=plan, title="守住底线")
    address = f"{reverse('task_new', args=[plan.pk])}?in={section.pk}"
    form = {"key": str(uuid4()), "title": "新的事", "body": "", "due_on": ""}

    for _ in range(2):
        desk.post(address, form)

    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事", "4．新的事"]


def test_a_task_is_added_below_another(plan, task, desk):
    address = f"{reverse('task_new', args=[plan.pk])}?after={task.pk}"

    desk.post(address, {"key": str(uuid4()), "title": "新的事"})

    assert titles(plan)[:2] == ["1．第1件事", "2．新的事"]


def test_a_section_is_added(plan, desk):
    desk.post(reverse("section_new", args=[plan.pk]), {"key": str(uuid4()), "title": "新的一章"})

    assert [node.section.title for node in plan_outline(plan).sections][-1] == "新的一章"


def test_a_new_task_without_a_title_comes_back_to_be_looked_at(plan, desk):
    page = desk.post(reverse("task_new", args=[plan.pk]), {"key": str(uuid4()), "title": ""})

    assert (page.status_code, Task.objects.filter(plan=plan).count()) == (422, 3)


def test_an_arrow_moves_a_task_and_twice_is_once(plan, task, desk):
    second = Task.objects.get(plan=plan, title="第2件事")

    for _ in range(2):
        desk.post(reverse("task_move", args=[second.pk]), {"place": f"before-{task.pk}"})

    assert titles(plan) == ["1．第2件事", "2．第1件事", "3．第3件事"]


def test_arrows_lead_over_the_edges_of_sections(plan, desk):
    sections = {section.title: section.pk for section in Section.objects.filter(plan=plan)}
    tasks = {task.title: task.pk for task in Task.objects.filter(plan=plan)}

    cards = [card for section in editor_of(desk, plan).sections for card in section.tasks]
    steps = {card.node.task.title: card.steps for card in cards}

    assert [(steps[title].up, steps[title].down) for title in ("第1件事", "第2件事", "第3件事")] == [
        ("end-0", f"end-{sections['抓好队伍']}"),
        (f"before-{tasks['第1件事']}", f"before-{tasks['第3件事']}"),
        (f"end-{sections['抓好队伍']}", ""),
    ]


def editor_of(desk, plan):
    return desk.get(reverse("plan_edit", args=[plan.pk])).context["editor"]


def test_a_section_moves(plan, desk):
    first, second = Section.objects.filter(plan=plan)

    desk.post(reverse("section_move", args=[second.pk]), {"place": f"before-{first.pk}"})

    assert [node.section.title for node in plan_outline(plan).sections] == ["守住底线", "抓好队伍"]


@pytest.mark.parametrize("place", ["before-0", "end-999999", "nowhere", ""])
def test_a_place_that_is_not_there_is_refused(plan, task, desk, place):
    page = desk.post(reverse("task_move", args=[task.pk]), {"place": place})

    assert page.status_code == 422


def test_a_section_put_into_itself_is_told_so(plan, desk):
    section = Section.objects.filter(plan=plan)[0]

    page = desk.post(reverse("section_move", args=[section.pk]), {"place": f"end-{section.pk}"})

    assert page.status_code == 409


def test_deleting_asks_then_deletes_and_can_be_undone(plan, task, desk):
    address = reverse("task_delete", args=[task.pk])

    assert desk.get(address).status_code == 200
    assert Task.objects.filter(pk=task.pk).exists()
    page = desk.post(address, {"version": "1"}, follow=True)
    assert titles(plan) == ["1．第2件事", "2．第3件事"]
    removal = page.context["removal"]
    desk.post(reverse("part_restore", args=[plan.pk, removal.pk]))
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


def test_a_second_click_on_delete_ends_where_the_first_did(plan, task, desk):
    address = reverse("task_delete", args=[task.pk])

    pages = [desk.post(address, {"version": "1"}) for _ in range(2)]

    assert pages[0].url == pages[1].url
    assert AuditEntry.objects.filter(verb="remove_task").count() == 1


def test_a_task_changed_meanwhile_is_not_deleted_unseen(plan, task, editor, desk):
    edit_task(task=task, changes={"body": "刚写的"}, by=editor)

    page = desk.post(reverse("task_delete", args=[task.pk]), {"version": "1"})

    assert page.status_code == 409
    assert Task.objects.filter(pk=task.pk).exists()


def test_deleted_parts_are_listed_with_the_way_back(plan, desk):
    section = Section.objects.get(plan=plan, title="抓好队伍")
    desk.post(reverse("section_delete", args=[section.pk]), {"version": "1"})

    page = desk.get(reverse("plan_deleted", args=[plan.pk]))

    removal = page.context["page"][0]
    assert reverse("part_restore", args=[plan.pk, removal.pk]) in page.text
    desk.post(reverse("part_restore", args=[plan.pk, removal.pk]))
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


@pytest.mark.parametrize(
    "title", ["<b>甲</b>", "{title} {} {0}", "\ue000text\ue001", "7071320508", "甲&乙“丙”"]
)
def test_every_sign_of_a_title_stands_in_the_document_as_it_was_typed(plan, task, desk, title):
    Task.objects.filter(pk=task.pk).update(title=title)

    page = desk.get(reverse("plan_edit", args=[plan.pk])).content.decode()

    assert f'data-hint="在此书写">{escape(title)}</span>' in page
    assert f'aria-label="{escape(gettext("Edit “%(part)s”") % {"part": title})}"' in page


def test_the_editor_takes_the_queries_of_3_tasks_for_30(district, editor, desk):
    counts = []
    for tasks in (3, 30):
        plan = make_plan(district, editor, tasks=tasks)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("plan_edit", args=[plan.pk]))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10

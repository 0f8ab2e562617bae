"""The pages of remarks and wording: what they show, and what a form does without script."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import User
from drafting.models import Remark, Suggestion
from drafting.services import make_remark, settle_remark, suggest_wording
from tests.districts.factories import signed_in
from tests.drafting.conftest import NOW
from workplans.services import edit_task

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(head: User) -> Client:
    return signed_in(head)


@pytest.fixture
def remark(plan, parts, task, head) -> Remark:
    return make_remark(
        plan=plan, part=parts[task.key], field="body", quote="3所", text="数字请核实。", by=head, now=NOW
    )


@pytest.fixture
def suggestion(plan, parts, task, head) -> Suggestion:
    return suggest_wording(
        plan=plan, part=parts[task.key], field="body", quote="3所", proposed="5所", by=head, now=NOW
    )


def test_pasted_words_are_held_without_script(desk, plan, task):
    address = reverse("remark_new", args=[plan.pk])
    assert "新建幼儿园3所" in desk.get(address, {"task": task.pk}).content.decode()

    form = {
        "task": task.pk,
        "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f10",
        "quote": "幼儿园3所",
        "text": "请核实",
    }
    answers = [desk.post(address, form), desk.post(address, form)]

    made = Remark.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [made.get_absolute_url()] * 2
    assert (made.field, made.quote, made.part_title) == ("body", "幼儿园3所", "1．第1件事")


def test_words_that_are_not_there_are_not_held(desk, plan, task):
    form = {
        "task": task.pk,
        "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f10",
        "quote": "幼儿园9所",
        "text": "请核实",
    }
    answer = desk.post(reverse("remark_new", args=[plan.pk]), form)

    assert answer.status_code == 422
    assert "原文中没有这些文字" in answer.content.decode()
    assert not Remark.objects.exists()


def test_the_panel_of_a_task_shows_what_is_said_and_takes_a_remark(desk, plan, task, remark, suggestion):
    address = f"{reverse('plan_remarks', args=[plan.pk])}?task={task.pk}"
    panel = desk.get(address, headers=HTMX).content.decode()
    assert "<html" not in panel
    assert "数字请核实。" in panel
    assert "<del>" in panel

    form = {"quick": "1", "task": task.pk, "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f10", "text": "再补一句"}
    panel = desk.post(reverse("remark_new", args=[plan.pk]), form, headers=HTMX).content.decode()

    assert "再补一句" in panel


def test_the_panel_takes_a_remark_on_words_that_are_being_changed(desk, plan, task):
    words = {"task": task.pk, "field": "title", "quote": "改了一半的字", "start": 3}
    panel = desk.get(reverse("plan_remarks", args=[plan.pk]), words, headers=HTMX).content.decode()
    assert "<mark>改了一半的字</mark>" in panel

    form = {"quick": "1", "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f11", "text": "请核实", **words}
    panel = desk.post(reverse("remark_new", args=[plan.pk]), form, headers=HTMX).content.decode()

    assert "改了一半的字" in panel
    assert "原文已有改动" in panel
    [remark] = Remark.objects.all()
    assert (remark.field, remark.quote, remark.start) == ("title", "改了一半的字", 3)


def test_the_list_is_searched_and_filtered(desk, plan, remark, suggestion):
    def found(**asked: str) -> set[str]:
        page = desk.get(reverse("plan_remarks", args=[plan.pk]), asked).context["page"]
        return {item.kind for item in page.object_list}

    assert found() == {"remark", "suggestion"}
    assert found(kind="remark") == {"remark"}
    assert found(q="核实") == {"remark"}
    assert found(q="没有这样的字") == set()
    assert found(state="done") == set()
    desk.post(reverse("remark_act", args=[remark.pk, "settle"]))
    assert found(state="done") == {"remark"}
    desk.post(reverse("remark_act", args=[remark.pk, "remove"]))
    assert found(state="removed") == {"remark"}


def test_a_thread_is_answered_by_htmx_in_place(desk, remark):
    answer = desk.post(reverse("remark_act", args=[remark.pk, "answer"]), {"text": "已核实", "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f10"}, headers=HTMX)  # fmt: skip

    assert answer.status_code == 200
    assert "已核实" in answer.content.decode()
    assert f'id="remark-{remark.pk}"' in answer.content.decode()


def test_a_suggestion_is_made_from_selected_words(desk, plan, task):
    address = reverse("wording_new", args=[plan.pk])
    asked = {"task": task.pk, "field": "body", "quote": "3所", "start": "5"}
    form = desk.get(address, asked).context["form"]
    assert form["proposed"].value() == "3所"

    sent = {**asked, "key": "7f1b2a5e-2a7c-4ad9-9dd5-2f0a8c4d3f10", "was": task.body, "proposed": "3所"}
    assert "与原文相同" in desk.post(address, sent).content.decode()
    desk.post(address, {**sent, "proposed": "5所"})
    assert Suggestion.objects.get().was == "3所"


def test_a_conflict_shows_both_texts(editor, suggestion, task):
    desk = signed_in(editor)
    seen = {"version": task.version, "was": task.body}
    edit_task(task=task, changes={"body": task.body + "年底完成。"}, by=editor)
    address = reverse("suggestion_act", args=[suggestion.pk, "accept"])

    answer = desk.post(address, seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "新建幼儿园3所，由人事科负责。年底完成。" in page
    assert "新建幼儿园5所，由人事科负责。年底完成。" in page
    item = answer.context["item"]
    desk.post(address, {"version": item.part.row.version, "was": item.now})
    task.refresh_from_db()
    assert task.body == "新建幼儿园5所，由人事科负责。年底完成。"


def test_a_decline_without_a_word_is_refused_in_words(editor, suggestion):
    answer = signed_in(editor).post(reverse("suggestion_act", args=[suggestion.pk, "decline"]), {"word": ""})

    assert answer.status_code == 409
    assert "请用几个字说明理由" in answer.content.decode()


def test_a_double_click_is_told_kindly(editor, suggestion):
    desk, address = signed_in(editor), reverse("suggestion_act", args=[suggestion.pk, "accept"])

    answers = [desk.post(address), desk.post(address)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_counters_stand_beside_the_tasks_talked_of(desk, plan, task, remark, suggestion):
    part = desk.get(reverse("plan_talk", args=[plan.pk]), headers=HTMX).content.decode()

    assert f"beforeend:#task-{task.pk}" in part
    assert part.count("hx-swap-oob") == 1


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org"])
def test_nobody_is_sent_to_another_site(desk, remark, wanted):
    answer = desk.post(reverse("remark_act", args=[remark.pk, "settle"]), {"next": wanted})

    assert answer.headers["Location"] == remark.get_absolute_url()


def test_a_strangers_task_is_not_found(desk, plan):
    assert desk.get(reverse("plan_remarks", args=[plan.pk]), {"task": "999999"}).status_code == 404
    assert desk.get(reverse("plan_remarks", args=[plan.pk]), {"task": "x"}).status_code == 404


def test_open_remarks_are_counted_by_line_in_the_same_queries_however_many(desk, plan, parts, head):
    address = reverse("plan_talk_counts", args=[plan.pk])
    asked = []
    for part in list(parts.values())[1:4]:
        make_remark(plan=plan, part=part, text="请核实", by=head, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            told = desk.get(address).json()
        asked.append(len(queries))
    keys = [str(key) for key in list(parts)[1:4]]
    settle_remark(remark=Remark.objects.latest("pk"), by=head, now=NOW)

    assert told == {"all": 3, "parts": dict.fromkeys(keys, 1)}
    assert asked[0] == asked[2] <= 8
    assert desk.get(address).json() == {"all": 2, "parts": dict.fromkeys(keys[:2], 1)}


def test_a_panel_asked_for_by_another_page_leads_back_there(desk, plan, task, suggestion):
    page = reverse("plan_edit", args=[plan.pk])
    address = f"{reverse('plan_remarks', args=[plan.pk])}?task={task.pk}&next="

    assert f'name="next" value="{page}"' in desk.get(address + page, headers=HTMX).content.decode()
    assert "example.com" not in desk.get(address + "//example.com/", headers=HTMX).content.decode()

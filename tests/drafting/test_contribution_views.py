"""The pages of contributions: what an office fills in, what an editor decides, what the workbench says."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from districts.models import Role
from drafting.models import Asked, Call, Item
from drafting.services import add_item, ask_offices, send_items
from tests.districts.factories import make_office, make_user, signed_in
from workplans.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(plan, office, editor) -> Asked:
    tomorrow = timezone.localdate() + timedelta(days=1)
    section = plan.sections.get(title="抓好队伍")
    call = ask_offices(
        plan=plan, offices=[office], section=section, wanted_by=tomorrow, by=editor, now=timezone.now()
    )
    return call.asked.get()


@pytest.fixture
def item(asked, head) -> Item:
    item = add_item(asked=asked, title="办好暑期研修", by=head)
    send_items(asked=asked, by=head, now=timezone.now())
    return item


def test_an_editor_asks_in_one_form(plan, editor, office):
    desk, address = signed_in(editor), reverse("call_new", args=[plan.pk])
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    form = {"key": str(uuid4()), "section": "", "wanted_by": day, "offices": [office.pk], "word": ""}

    assert desk.post(address, {**form, "wanted_by": "2020-01-01"}).status_code == 422
    assert desk.post(address, {**form, "offices": []}).status_code == 422
    desk.post(address, form)
    desk.post(address, form)

    assert Call.objects.get().asked.get().office == office
    assert "还没有回复" in desk.get(reverse("plan_contributions", args=[plan.pk])).content.decode()


def test_an_office_finds_it_on_its_workbench_writes_and_sends(asked, head):
    desk = signed_in(head)
    assert asked.get_absolute_url() in desk.get("/").content.decode()

    new = reverse("item_new", args=[asked.pk])
    answer = desk.post(new, {"key": str(uuid4()), "title": "第一项", "more": "1"})
    assert answer.headers["Location"] == new
    desk.post(new, {"key": str(uuid4()), "title": "第二项"})
    item = Item.objects.get(title="第二项")
    desk.post(reverse("item_edit", args=[item.pk]), {"title": "第二项，改过", "version": "1"})
    desk.post(asked.get_absolute_url(), {"word": ""})

    page = desk.get(asked.get_absolute_url()).content.decode()
    assert "第二项，改过" in page
    assert "等待编辑处理" in page
    assert asked.get_absolute_url() not in desk.get("/").content.decode()


def test_a_colleagues_words_are_shown_not_overwritten(asked, head):
    item = add_item(asked=asked, title="我写的", by=head)
    desk, address = signed_in(head), reverse("item_edit", args=[item.pk])
    desk.post(address, {"title": "同事写的", "version": "1"})

    answer = desk.post(address, {"title": "我又写的", "version": "1"})

    assert answer.status_code == 409
    assert "同事写的" in answer.content.decode()
    assert "我又写的" in answer.content.decode()
    desk.post(address, {"title": "我又写的", "version": "2"})
    item.refresh_from_db()
    assert item.title == "我又写的"


def test_an_editor_sees_items_on_the_workbench_beside_the_section_and_takes_one_over(plan, editor, item):
    desk = signed_in(editor)
    assert reverse("plan_contributions", args=[plan.pk]) in desk.get("/").content.decode()
    beside = desk.get(reverse("plan_talk", args=[plan.pk]), headers={"HX-Request": "true"}).content.decode()
    assert f"beforeend:#section-{plan.sections.get(title='抓好队伍').pk}" in beside

    form = desk.get(reverse("item_take", args=[item.pk])).context["form"]
    assert form["title"].value() == "办好暑期研修"
    desk.post(reverse("item_take", args=[item.pk]), {"as_is": "1"})

    assert Task.objects.get(title="办好暑期研修").plan == plan
    assert "已采用" in desk.get(reverse("plan_contributions", args=[plan.pk])).content.decode()


def test_a_reason_is_asked_for(editor, item):
    desk, address = signed_in(editor), reverse("item_decline", args=[item.pk])

    assert desk.post(address, {"reason": " "}).status_code == 422
    desk.post(address, {"reason": "另有安排。"})

    item.refresh_from_db()
    assert (item.state, item.reason) == ("declined", "另有安排。")


def test_items_are_searched_and_filtered(plan, editor, item):
    desk = signed_in(editor)

    def boards(**asked: str) -> int:
        return len(desk.get(reverse("plan_contributions", args=[plan.pk]), asked).context["boards"])

    assert (boards(), boards(q="研修"), boards(q="没有"), boards(state="sent"), boards(state="taken")) == (
        1,
        1,
        0,
        1,
        0,
    )


def test_an_offices_list_is_searched_and_filtered(head, item, asked):
    desk = signed_in(head)

    def found(**wanted: str) -> int:
        return len(desk.get(reverse("contribution_list"), wanted).context["page"].object_list)

    assert (found(), found(q="队伍"), found(q="没有"), found(state="open"), found(state="sent")) == (
        1,
        1,
        0,
        0,
        1,
    )


def test_another_office_finds_nothing(asked, plan):
    stranger = make_user(plan.district, Role.OFFICE_HEAD, office=make_office(plan.district, "安全科"))

    assert signed_in(stranger).get(asked.get_absolute_url()).status_code == 404

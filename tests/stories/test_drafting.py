"""Drafting in the browser: by keyboard alone from nothing, two people at once, and without a connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from districts.models import District, User
from drafting.models import Remark
from drafting.queries.parts import parts_of_plan
from drafting.services import make_remark
from tests.access_walk import session_of
from tests.browser import Complaints
from tests.districts.factories import make_district, make_office
from tests.stories.looking import assert_good
from tests.workplans.factories import make_editor, make_plan
from workplans.drafts import AudienceDraft, PlanDraft
from workplans.models import Plan, Task
from workplans.queries import plan_outline
from workplans.services import address_schools, assign_offices, create_plan, edit_task

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 90_000  # ms; the machine is shared


@pytest.fixture
def district(transactional_db) -> District:
    return make_district()


@pytest.fixture
def open_desk(browser: Browser, live_site: str) -> Iterator[Callable[[User, Plan], Page]]:
    """A browser of its own for each person, at the editor's page of a plan."""
    contexts = []

    def opening(user: User, plan: Plan) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_site}]
        )
        page = context.new_page()
        page.complaints = Complaints(page)  # type: ignore[attr-defined]  # looked at below
        page.goto(f"{live_site}{reverse('plan_edit', args=[plan.pk])}")
        expect(page.locator("#sheet[data-ready]")).to_be_visible(timeout=PATIENCE)
        return page

    yield opening
    complaints = [line for context in contexts for page in context.pages for line in page.complaints.seen]  # type: ignore[attr-defined]
    for context in contexts:
        context.close()
    assert complaints == []


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=PATIENCE)


def put_cursor(page: Page, title: str) -> None:
    page.locator(".line").filter(has_text=title).locator(".line-title").click()
    page.keyboard.press("End")


def written(plan: Plan) -> list[str]:
    outline = plan_outline(Plan.objects.get(pk=plan.pk))
    found = [f"{node.label}{node.task.title}" for node in outline.tasks]
    for node in outline.walk():
        found.append(f"{node.label}{node.section.title}")
        found += [f"{item.label}{item.task.title}" for item in node.tasks]
    return found


def test_a_plan_of_24_tasks_is_drafted_from_nothing_by_keyboard_alone(district, open_desk):
    editor = make_editor(district)
    plan = create_plan(
        district=district, draft=PlanDraft(title="工作要点", kind="calendar_year", year=2026), by=editor
    )
    page = open_desk(editor, plan)
    keys = page.keyboard

    # The cursor waits in the first line. Each chapter: a heading, a second heading, tasks.
    number = 0
    for chapter in "甲乙丙":
        keys.type(f"抓好{chapter}方面")
        keys.press("Shift+Tab")
        if chapter != "甲":
            keys.press("Shift+Tab")
        keys.press("Enter")
        for section in (f"{chapter}方面的一半", f"{chapter}方面的另一半"):
            keys.type(section)
            keys.press("Shift+Tab")
            keys.press("Enter")
            for _ in range(4):
                number += 1
                keys.type(f"办好第{number}件事")
                keys.press("Enter")
    keys.press("Backspace")  # the last line stayed empty
    saved(page)

    wanted = []
    count = 0
    for order, chapter in enumerate("甲乙丙"):
        wanted.append(f"{'一二三'[order]}、抓好{chapter}方面")
        for place, half in enumerate(("一半", "另一半")):
            wanted.append(f"（{'一二'[place]}）{chapter}方面的{half}")
            for _ in range(4):
                count += 1
                wanted.append(f"{count}．办好第{count}件事")
    assert count == 24
    assert written(plan) == wanted

    # The last task goes up over its heading, becomes a heading, and all of it is taken back.
    for _ in range(4):
        keys.press("Alt+ArrowUp")
    keys.press("Shift+Tab")
    saved(page)
    assert "（二）办好第24件事" in written(plan)
    for _ in range(5):
        keys.press("Control+z")
    saved(page)
    assert written(plan) == wanted
    keys.press("Control+Shift+z")
    saved(page)
    assert written(plan) != wanted
    keys.press("Control+z")
    saved(page)

    page.reload()
    expect(page.locator(".line[data-level='3']")).to_have_count(24)
    assert written(plan) == wanted
    assert_good(page)


def test_two_people_write_in_one_plan_and_see_each_other(district, open_desk):
    first, second = make_editor(district), make_editor(district)
    plan = make_plan(district, first)
    mine, theirs = open_desk(first, plan), open_desk(second, plan)

    put_cursor(theirs, "第3件事")
    expect(mine.locator("#people")).to_contain_text(str(second), timeout=PATIENCE)
    expect(mine.locator(".line").filter(has_text="第3件事").locator(".initials")).to_be_visible(
        timeout=PATIENCE
    )

    put_cursor(mine, "第1件事")
    mine.keyboard.type("，我写的")
    theirs.keyboard.type("，他写的")
    theirs.keyboard.press("Enter")
    theirs.keyboard.type("他加的事")
    expect(mine.locator("#lines")).to_contain_text("4．他加的事", timeout=PATIENCE)
    expect(theirs.locator("#lines")).to_contain_text("1．第1件事，我写的", timeout=PATIENCE)
    assert [line[2:] for line in written(plan) if "事" in line] == [
        "第1件事，我写的", "第2件事", "第3件事，他写的", "他加的事",
    ]  # fmt: skip

    # The same words at once: whoever comes second sees both.
    mine.context.set_offline(True)
    put_cursor(mine, "第2件事")
    mine.keyboard.type("甲")
    put_cursor(theirs, "第2件事")
    theirs.keyboard.type("乙")
    saved(theirs)
    mine.context.set_offline(False)
    both = mine.locator("#both")
    expect(both.locator(".sides")).to_contain_text("第2件事乙", timeout=PATIENCE)
    expect(both.locator(".sides")).to_contain_text("第2件事甲")
    assert Task.objects.get(plan=plan, title__startswith="第2件事").title == "第2件事乙"
    both.get_by_role("button", name="用我的").click()
    expect(theirs.locator("#lines")).to_contain_text("2．第2件事甲", timeout=PATIENCE)


def test_words_typed_without_a_connection_are_kept_and_saved_when_it_returns(district, open_desk):
    editor = make_editor(district)
    plan = make_plan(district, editor)
    page = open_desk(editor, plan)

    page.context.set_offline(True)
    put_cursor(page, "第2件事")
    page.keyboard.type("，在路上写的")
    page.keyboard.press("Enter")
    page.keyboard.type("路上新加的事")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline", timeout=PATIENCE)
    expect(page.locator("#save-state")).to_contain_text("未保存")
    assert page.evaluate("Object.keys(localStorage).some(name => name.startsWith('editor:'))")
    assert not Task.objects.filter(plan=plan, title__contains="路上").exists()

    page.context.set_offline(False)
    saved(page)

    assert written(plan)[1:4] == ["1．第1件事", "2．第2件事，在路上写的", "3．路上新加的事"]
    assert not page.evaluate("Object.keys(localStorage).some(name => name.startsWith('editor:'))")


def test_what_colleagues_say_and_decide_appears_beside_the_lines(district, open_desk):
    first, second = make_editor(district), make_editor(district)
    office = make_office(district, "基础教育处")
    plan = make_plan(district, first)
    task = Task.objects.get(plan=plan, title="第2件事")
    page = open_desk(first, plan)
    line = page.locator(".line").filter(has_text="第2件事")
    expect(page.locator("#open-talk")).to_have_text("批注")

    part = parts_of_plan(plan)[task.key]
    make_remark(plan=plan, part=part, text="数字请核实。", by=second, now=timezone.now())
    assign_offices(carrier=task, lead=office, supporting=[], by=second)
    address_schools(carrier=task, rules=[AudienceDraft(stage="primary")], by=second)
    edit_task(task=task, changes={"due_on": date(2026, 9, 30)}, by=second)

    expect(line.locator(".task-meta")).to_have_text(
        re.compile(r"牵头 基础教育处\s+学校 小学\s+时限 2026-09-30"), timeout=PATIENCE
    )
    page.reload()  # the count is asked for every quarter of a minute, and when the page opens
    mark = line.get_by_role("button", name="“第2件事”的批注：1条")
    mark.click()
    side = page.get_by_role("complementary", name="2．第2件事")
    expect(side).to_contain_text("数字请核实。", timeout=PATIENCE)
    side.get_by_role("textbox", name="批注").fill("已请统计科核实。")
    side.get_by_role("button", name="批注", exact=True).click()
    expect(line.get_by_role("button", name="“第2件事”的批注：2条")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#open-talk")).to_have_text("批注 2")
    assert_good(page)

    # The side follows the cursor, but words typed there are not taken away.
    put_cursor(page, "第1件事")
    side = page.locator("#talk-side")
    expect(side).to_contain_text("还没有批注", timeout=PATIENCE)
    side.get_by_role("textbox", name="批注").fill("还没写完")
    put_cursor(page, "第3件事")
    page.keyboard.type("，做实")
    saved(page)
    expect(side.get_by_role("textbox", name="批注")).to_have_value("还没写完")
    page.keyboard.press("Control+m")
    expect(side).to_be_hidden()
    assert Task.objects.filter(plan=plan, title="第3件事，做实").exists()


def test_words_selected_while_writing_are_remarked_on_with_what_is_typed_saved_first(district, open_desk):
    editor = make_editor(district)
    plan = make_plan(district, editor)
    page = open_desk(editor, plan)
    put_cursor(page, "第2件事")
    page.keyboard.type("，确保达到95%")

    for _letter in "达到95%":
        page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_role("button", name="批注这些文字")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Control+m")

    side = page.get_by_role("complementary", name="2．第2件事，确保达到95%")
    expect(side.locator(".talk-quick mark")).to_have_text("达到95%", timeout=PATIENCE)
    expect(side.get_by_role("textbox", name="批注")).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("依据是哪一年的数字？")
    assert_good(page)
    side.get_by_role("button", name="批注", exact=True).click()
    expect(side.locator(".thread .talk-quote")).to_have_text("第2件事，确保达到95%", timeout=PATIENCE)
    expect(side.locator(".thread mark")).to_have_text("达到95%")
    [remark] = Remark.objects.filter(plan=plan)
    assert (remark.field, remark.quote, remark.start) == ("title", "达到95%", 7)

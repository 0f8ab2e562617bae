"""The editor in a real browser: words change where they stand, numbers follow, two people lose nothing."""

from __future__ import annotations

import random

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from districts.models import AuditEntry, District, User
from tests.browser import assert_accessible
from tests.districts.factories import make_district
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Task
from workplans.numbering import Node, NumberingStyle, number_plan
from workplans.queries import plan_outline
from workplans.services import edit_task

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60_000  # ms; the machine is shared


@pytest.fixture
def district(transactional_db) -> District:
    return make_district()


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    return make_plan(district, editor)


@pytest.fixture
def desk(plan: Plan, editor: User, signed_in, live_site: str) -> Page:
    page: Page = signed_in(editor)
    page.goto(f"{live_site}{reverse('plan_edit', args=[plan.pk])}")
    expect(page.locator("#sheet[data-ready]")).to_be_visible(timeout=PATIENCE)
    return page


def line(desk: Page, title: str) -> Locator:
    return desk.locator(".line").filter(has_text=title)


def put_cursor(desk: Page, title: str, key: str = "End") -> None:
    line(desk, title).locator(".line-title").click()
    desk.keyboard.press(key)


def saved(desk: Page) -> None:
    expect(desk.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=PATIENCE)


def titles(plan: Plan) -> list[str]:
    plan = Plan.objects.get(pk=plan.pk)
    return [f"{node.label}{node.task.title}" for node in plan_outline(plan).all_tasks()]


def test_a_task_is_written_where_it_stands(desk, plan):
    put_cursor(desk, "第2件事")
    desk.keyboard.type("，做实")
    saved(desk)

    assert titles(plan) == ["1．第1件事", "2．第2件事，做实", "3．第3件事"]


def test_a_key_moves_a_task_and_all_numbers_follow(desk, plan):
    put_cursor(desk, "第3件事")
    for number in ("3．", "2．"):
        desk.keyboard.press("Alt+ArrowUp")
        expect(line(desk, "第3件事").locator(".line-label")).to_have_text(number)
    saved(desk)

    assert titles(plan) == ["1．第1件事", "2．第3件事", "3．第2件事"]


def test_a_task_is_dragged_into_another_section(desk, plan):
    moved = line(desk, "第1件事")
    moved.hover()
    moved.locator(".grip").drag_to(line(desk, "第3件事").locator(".line-title"))

    expect(line(desk, "第2件事").locator(".line-label")).to_have_text("1．")
    saved(desk)
    assert Task.objects.get(plan=plan, title="第1件事", section__title="守住底线")


def test_a_line_is_deleted_from_its_menu_and_brought_back(desk, plan):
    here = line(desk, "第2件事")
    here.hover()
    here.locator(".grip").click()
    desk.locator("#line-menu").get_by_role("button", name="删除").click()
    expect(desk.locator("#lines")).not_to_contain_text("第2件事")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第3件事"]

    desk.get_by_role("button", name="撤销", exact=True).click()

    expect(desk.locator("#lines")).to_contain_text("2．第2件事")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


def test_a_task_is_cut_at_the_cursor_joined_and_cut_again_by_undo(desk, plan):
    put_cursor(desk, "第2件事", "Home")
    for _ in range(2):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2", "3．件事", "4．第3件事"]

    desk.keyboard.press("Backspace")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]

    desk.keyboard.press("Control+z")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2", "3．件事", "4．第3件事"]


def test_a_text_below_the_title_has_paragraphs(desk, plan):
    put_cursor(desk, "第2件事")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("先做甲。")
    desk.keyboard.press("Enter")
    desk.keyboard.type("再做乙。")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.type("新的事")
    saved(desk)

    assert Task.objects.get(plan=plan, title="第2件事").body == "先做甲。\n再做乙。"
    assert titles(plan)[2] == "3．新的事"


def test_two_people_at_the_same_words_see_both_texts(desk, plan, editor):
    task = Task.objects.get(plan=plan, title="第2件事")
    put_cursor(desk, "第2件事")
    desk.keyboard.press("Shift+Enter")
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)
    desk.keyboard.type("我写的")

    both = desk.locator("#both")
    expect(both.locator(".sides")).to_contain_text("对方写的", timeout=PATIENCE)
    expect(both.locator(".sides")).to_contain_text("我写的")
    assert_accessible(desk)
    both.get_by_label("正文").fill("对方写的\n我写的")
    both.get_by_role("button", name="保存这份文字").click()

    expect(desk.locator("#both")).to_have_count(0, timeout=PATIENCE)
    expect(line(desk, "第2件事").locator(".line-body")).to_contain_text("我写的", timeout=PATIENCE)
    task.refresh_from_db()
    assert task.body == "对方写的\n我写的"


def test_numbers_change_their_style_in_one_click(desk, plan):
    desk.get_by_label("序号样式").select_option("paren")
    expect(line(desk, "第3件事").locator(".line-label")).to_have_text("（3）")
    desk.get_by_label("每章重新编号").check()
    expect(line(desk, "第3件事").locator(".line-label")).to_have_text("（1）")
    desk.get_by_label("序号样式").select_option("level")
    expect(line(desk, "第2件事").locator(".line-label")).to_have_text("（二）")
    saved(desk)

    assert titles(plan) == ["（一）第1件事", "（二）第2件事", "（一）第3件事"]


def test_copied_text_keeps_its_structure(desk, plan):
    put_cursor(desk, "第3件事")
    desk.evaluate(
        """text => {
            const copied = new DataTransfer();
            copied.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: copied, bubbles: true, cancelable: true }));
        }""",
        "三、办好学校\r\n（一）学前教育\r\n1. 扩大普惠。新建两所。\r\n2. 提高质量。",
    )
    expect(line(desk, "提高质量").locator(".line-label")).to_have_text("5．", timeout=PATIENCE)
    saved(desk)

    assert [f"{node.label}{node.section.title}" for node in plan_outline(plan).walk()] == [
        "一、抓好队伍", "二、守住底线", "三、办好学校", "（一）学前教育",
    ]  # fmt: skip
    assert Task.objects.get(plan=plan, title="扩大普惠。").body == "新建两所。"

    desk.keyboard.press("Control+z")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]
    assert [node.section.title for node in plan_outline(plan).walk()] == ["抓好队伍", "守住底线"]
    desk.keyboard.press("Control+Shift+z")
    expect(line(desk, "提高质量").locator(".line-label")).to_have_text("5．")
    saved(desk)
    assert titles(plan)[3:] == ["4．扩大普惠。", "5．提高质量。"]
    assert [f"{node.label}{node.section.title}" for node in plan_outline(plan).walk()][2:] == [
        "三、办好学校", "（一）学前教育",
    ]  # fmt: skip


def test_copied_text_without_plain_words_is_read_by_its_blocks(desk, plan):
    put_cursor(desk, "第3件事")
    desk.evaluate(
        """html => {
            const copied = new DataTransfer();
            copied.setData("text/html", html);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: copied, bubbles: true, cancelable: true }));
        }""",
        "<p>4．扩大普惠。</p><p>5．<b>提高</b>质量。</p>",
    )
    expect(line(desk, "提高质量").locator(".line-label")).to_have_text("5．", timeout=PATIENCE)
    saved(desk)

    assert titles(plan)[3:] == ["4．扩大普惠。", "5．提高质量。"]


def test_a_reload_with_words_still_waiting_keeps_them(desk, plan):
    desk.context.route("**/act/", lambda route: route.abort())
    put_cursor(desk, "第2件事")
    desk.keyboard.type("，做实")
    desk.keyboard.press("Enter")
    desk.keyboard.type("新的事")
    expect(desk.locator("#save-state")).to_have_attribute("data-state", "offline", timeout=PATIENCE)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.reload()

    expect(line(desk, "第2件事")).to_contain_text("，做实", timeout=PATIENCE)
    expect(line(desk, "新的事").locator(".line-label")).to_have_text("3．")
    desk.context.unroute("**/act/")
    desk.keyboard.press("Control+s")
    saved(desk)
    assert titles(plan) == ["1．第1件事", "2．第2件事，做实", "3．新的事", "4．第3件事"]


def test_a_window_closed_with_words_still_waiting_gives_them_back(desk, plan):
    """The words of a closed window come back in the next one, once they are surely nobody's."""
    desk.context.route("**/act/", lambda route: route.abort())
    put_cursor(desk, "第2件事")
    desk.keyboard.type("，做实")
    expect(desk.locator("#save-state")).to_have_attribute("data-state", "offline", timeout=PATIENCE)
    address = desk.url
    next_window = desk.context.new_page()
    desk.close()
    desk = next_window
    desk.context.unroute("**/act/")
    desk.goto(address)
    desk.evaluate(
        """() => Object.keys(localStorage).filter((name) => name.startsWith("editor:")).forEach((name) => {
            const kept = JSON.parse(localStorage.getItem(name));
            localStorage.setItem(name, JSON.stringify({ ...kept, at: kept.at - 120000 }));
        })"""
    )
    desk.reload()

    expect(line(desk, "第2件事")).to_contain_text("，做实", timeout=PATIENCE)
    saved(desk)
    assert titles(plan)[1] == "2．第2件事，做实"


def test_words_are_found_and_replaced_beside_the_document(desk, plan):
    put_cursor(desk, "第3件事")
    desk.keyboard.type("，做实")
    desk.keyboard.press("Escape")
    desk.get_by_role("link", name="查找替换").click()
    desk.get_by_label("查找", exact=True).fill("件事")
    desk.keyboard.press("Enter")
    expect(desk.locator(".matches mark")).to_have_count(3, timeout=PATIENCE)
    assert_accessible(desk)
    desk.get_by_label("替换为").fill("项工作")
    desk.get_by_role("button", name="全部替换").click()

    expect(desk.locator("#lines")).to_contain_text("1．第1项工作", timeout=PATIENCE)
    desk.get_by_role("button", name="撤销替换").click()
    expect(desk.locator("#lines")).to_contain_text("1．第1件事", timeout=PATIENCE)
    assert titles(plan)[0] == "1．第1件事"


def test_a_replacing_is_one_step_of_undo_and_of_redo(desk, plan, editor):
    desk.get_by_role("link", name="查找替换").click()
    desk.get_by_label("查找", exact=True).fill("件事")
    desk.keyboard.press("Enter")
    desk.get_by_label("替换为").fill("项工作")
    desk.get_by_role("button", name="全部替换").click()
    expect(desk.locator("#lines")).to_contain_text("3．第3项工作", timeout=PATIENCE)
    expect(desk.get_by_role("button", name="撤销替换")).to_be_focused()

    desk.keyboard.press("Control+z")
    expect(desk.locator("#lines")).to_contain_text("3．第3件事", timeout=PATIENCE)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]
    desk.keyboard.press("Control+Shift+z")
    expect(desk.locator("#lines")).to_contain_text("3．第3项工作", timeout=PATIENCE)
    assert titles(plan) == ["1．第1项工作", "2．第2项工作", "3．第3项工作"]

    # What somebody has written since stays, and is named.
    edit_task(task=Task.objects.get(plan=plan, title="第2项工作"), changes={"title": "另一件"}, by=editor)
    desk.keyboard.press("Control+z")
    expect(desk.get_by_text("以下各处已有新修改，保持不变： 另一件")).to_be_visible(timeout=PATIENCE)
    expect(desk.locator("#lines")).to_contain_text("3．第3件事", timeout=PATIENCE)
    assert titles(plan) == ["1．第1件事", "2．另一件", "3．第3件事"]


def test_words_being_composed_are_left_alone_until_they_are_words(desk, plan, editor):
    """As an input method does it: letters stand in the text until Chinese comes of them."""
    method = desk.context.new_cdp_session(desk)

    def compose(letters: str) -> None:
        at = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        method.send("Input.imeSetComposition", {"text": letters, **at})

    put_cursor(desk, "第2件事")
    desk.keyboard.type("，")
    compose("zuo")
    # Keys belong to the input method now.
    for key in ("Enter", "Tab", "ArrowUp"):
        method.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": 229},
        )
    # What was typed before would be saved by now, and what others do would have come: twice asked, nothing touched.
    edit_task(task=Task.objects.get(plan=plan, title="第1件事"), changes={"title": "别人改了"}, by=editor)
    for letters in ("zuoshi", "zuo shi"):
        with desk.expect_response(lambda answer: "/changes/" in answer.url, timeout=PATIENCE):
            pass
        compose(letters)
    expect(line(desk, "第2件事").locator(".line-title")).to_have_text("第2件事，zuo shi")
    assert titles(plan) == ["1．别人改了", "2．第2件事", "3．第3件事"]

    method.send("Input.insertText", {"text": "做实"})
    expect(line(desk, "别人改了")).to_be_visible(timeout=PATIENCE)
    saved(desk)
    assert titles(plan) == ["1．别人改了", "2．第2件事，做实", "3．第3件事"]
    written = AuditEntry.objects.filter(verb="edit_task", after__has_key="title").order_by("pk")
    assert [(entry.after or {})["title"] for entry in written] == ["别人改了", "第2件事，做实"]

    # In a new line, and given up: nothing is left of it.
    desk.keyboard.press("Enter")
    compose("xin")
    method.send("Input.insertText", {"text": "新的事"})
    compose("you")
    compose("")
    saved(desk)
    expect(line(desk, "新的事").locator(".line-label")).to_have_text("3．")
    assert titles(plan)[2:] == ["3．新的事", "4．第3件事"]
    desk.keyboard.press("Control+z")
    expect(desk.locator("#lines")).not_to_contain_text("新的事")


def test_the_page_numbers_as_the_paper_does(desk):
    dice = random.Random(9704)
    for _ in range(60):
        levels = dice.choices([1, 2, 3], [2, 3, 9], k=dice.randint(0, 30))
        levels = [1 if level == 2 and 1 not in levels[:at] else level for at, level in enumerate(levels)]
        form, restarts = dice.choice(["dot", "comma", "paren", "mark", "level"]), dice.random() < 0.5

        here = desk.evaluate(
            """async ([levels, style]) => {
                const { labelsOf } = await import("/static/js/editor/numbering.js");
                return labelsOf(levels, style);
            }""",
            [levels, {"form": form, "restarts": restarts}],
        )

        assert here == on_paper(levels, NumberingStyle(restarts, form)), (levels, form, restarts)


def on_paper(levels: list[int], style: NumberingStyle) -> list[str]:
    sections: list[Node] = []
    loose: list[int] = []
    home = loose
    for key, level in enumerate(levels):
        if level == 3:
            home.append(key)
        else:
            node = Node(key)
            (sections if level == 1 else sections[-1].children).append(node)
            home = node.tasks
    labels = number_plan(sections, style, loose)
    return [(labels.tasks if level == 3 else labels.sections)[key] for key, level in enumerate(levels)]

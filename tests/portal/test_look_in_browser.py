"""The design system as a browser sees it: every component, the keys, the questions, the one click."""

from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser import assert_accessible
from tests.portal import style_page

pytestmark = pytest.mark.looks
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(autouse=True)
def pages_of_this_test(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.portal.style_page"
    style_page.sent.clear()


@pytest.mark.parametrize(
    "size", [PHONE, {"width": 820, "height": 1100}, DESK], ids=["phone", "tablet", "desk"]
)
def test_every_component_is_accessible_and_fits(page: Page, live_site: str, size: Any) -> None:
    page.set_viewport_size(size)
    page.goto(f"{live_site}/styleguide/")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_signing_in_is_accessible_and_fits_a_phone(page: Page, live_site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dictionary will do
    page.goto(f"{live_site}/sign-in/")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_whatever_one_touches_is_44_pixels_high(page: Page, live_site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dictionary will do
    page.goto(f"{live_site}/styleguide/")

    small = page.evaluate(
        """[...document.querySelectorAll(".btn, .shell-menu a, .shell-tool, .field input:not([type=radio]):not([type=checkbox]),"
            + ".field select, .choices label, .field-check label, .months a, .tabs a")]
            .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_question_mark_shows_the_keys_of_the_page(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/styleguide/")

    page.keyboard.press("?")

    dialog = page.get_by_role("dialog", name="本页快捷键")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("行事历")
    assert_accessible(page)


def test_slash_goes_to_the_search_field(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/styleguide/")

    page.keyboard.press("/")

    expect(page.get_by_role("searchbox", name="搜索")).to_be_focused()


def test_slash_opens_the_search_page_where_the_field_has_no_room(page: Page, live_site: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto(f"{live_site}/styleguide/")

    page.keyboard.press("/")

    page.wait_for_url("**/sign-in/?next=/search/")


def test_menu_of_a_row_is_whole_on_a_phone(page: Page, live_site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dictionary will do
    page.goto(f"{live_site}/styleguide/")

    page.locator("#list .menu summary").last.click()
    page.get_by_role("button", name="删除", exact=True).click()

    expect(page.get_by_role("dialog", name="删除“公布本年度教育系统优秀调研成果”？")).to_be_visible()


def test_j_walks_the_rows_unless_somebody_is_typing(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/styleguide/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#row-2")).to_be_focused()

    page.locator("#blank_title").focus()
    page.keyboard.type("jk?")
    expect(page.locator("#blank_title")).to_have_value("jk?")


def test_line_of_the_summary_puts_the_cursor_into_its_field(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/styleguide/")

    page.locator(".error-summary a", has_text="计划类型").click()

    expect(page.locator("#wrong_kind_0")).to_be_focused()


def test_menu_closes_with_escape_and_gives_the_focus_back(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/styleguide/")
    account = page.locator(".shell-head summary")

    account.click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()
    expect(account).to_be_focused()


def test_second_click_sends_nothing_more(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")

    page.get_by_role("button", name="保存", exact=True).dblclick()
    with page.expect_response("**/health/"):
        page.evaluate("fetch('/health/')")

    assert style_page.sent == ["save"]


def test_second_click_on_a_part_that_saves_itself_sends_nothing_more(page: Page, live_site: str) -> None:
    held: list[Route] = []
    page.goto(f"{live_site}/counted-form/")

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/counted-form/", hold)

    page.get_by_role("button", name="立即保存").dblclick()
    with page.expect_response("**/counted-form/"):
        held[0].continue_()
    with page.expect_response("**/health/"):
        page.evaluate("fetch('/health/')")

    assert len(held) == 1
    assert style_page.sent == ["quick"]


def test_refused_question_sends_nothing(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")

    page.get_by_role("button", name="删除草稿").click()
    expect(page.get_by_role("dialog", name="删除这份草稿？")).to_be_visible()
    page.get_by_role("button", name="取消").click()
    with page.expect_response("**/health/"):
        page.evaluate("fetch('/health/')")

    assert style_page.sent == []
    expect(page.get_by_role("button", name="删除草稿")).to_be_focused()


def test_answered_question_sends_the_button_that_was_pressed(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")

    page.get_by_role("button", name="删除草稿").click()
    with page.expect_response("**/counted-form/"):
        page.get_by_role("button", name="删除", exact=True).click()

    assert style_page.sent == ["delete"]


def test_second_click_on_an_answer_does_not_reach_what_lies_beneath(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend",
        '<label id="beneath"><input type="checkbox">Beneath</label>');
        Object.assign(document.getElementById("beneath").style, {position: "fixed", inset: 0})""")

    page.get_by_role("button", name="删除草稿").evaluate("button => button.click()")
    page.get_by_role("button", name="删除", exact=True).dblclick()
    with page.expect_response("**/health/"):
        page.evaluate("fetch('/health/')")

    expect(page.get_by_label("Beneath")).not_to_be_checked()
    assert style_page.sent == ["delete"]


def test_second_click_on_a_button_does_not_answer_its_question(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")
    page.evaluate("""Object.assign(document.querySelector("[data-confirm-yes]").style,
        {position: "fixed", inset: 0})""")

    page.get_by_role("button", name="删除草稿").dblclick()
    with page.expect_response("**/health/"):
        page.evaluate("fetch('/health/')")

    expect(page.get_by_role("dialog", name="删除这份草稿？")).to_be_visible()
    assert style_page.sent == []


def test_leaving_typed_words_is_asked_about(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/counted-form/")
    questions: list[str] = []

    def answer(question: Dialog) -> None:
        questions.append(question.type)
        question.accept()

    page.on("dialog", answer)

    page.get_by_label("内容").press_sequentially("还没有保存")
    page.goto(f"{live_site}/sign-in/")

    assert questions == ["beforeunload"]

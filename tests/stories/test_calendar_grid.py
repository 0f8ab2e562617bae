"""The calendar as a table: rows pasted from Excel, taken back, and a colleague who was quicker."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from calendar_app.models import CalendarEntry
from calendar_app.services import edit_entry
from districts.models import District, User
from tests.calendar_app.factories import make_district, make_editor, make_entry, make_office
from tests.stories.looking import assert_good

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 20
SAVED = 120_000  # milliseconds a save may take on a slow machine
PASTE = """text => {
  const carried = new DataTransfer();
  carried.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""

COPY = """() => {
  const carried = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: carried, bubbles: true, cancelable: true }));
  return carried.getData("text/plain");
}"""


@pytest.fixture
def bureau(transactional_db) -> District:
    return make_district("海云市")


@pytest.fixture
def editor(bureau: District) -> User:
    return make_editor(bureau)


def rows(page: Page) -> Locator:
    return page.locator("[data-grid] tbody tr")


def cell(page: Page, row: int, column: int) -> Locator:
    return rows(page).nth(row).locator("td").nth(column)


def paste(page: Page, text: str) -> None:
    page.evaluate(PASTE, text)


def write(page: Page, text: str) -> None:
    """The browser's driver sends Chinese without keys, as an input method does at its end: F2 opens the cell."""
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_text("已保存。", timeout=SAVED)


def works() -> list[str]:
    return list(CalendarEntry.objects.order_by("position").values_list("work", flat=True))


def test_rows_are_pasted_undone_and_a_colleague_is_not_written_over(bureau, editor, signed_in: Any):
    make_office(bureau, "办公室")
    make_office(bureau, "基础教育处")
    first = make_entry(bureau, "开学工作检查")
    page: Page = signed_in(editor)
    page.goto(reverse("calendar_board", args=["school_year", 2026]))
    page.get_by_role("link", name="表格编辑").click()
    expect(page.get_by_role("grid")).to_be_visible()
    assert_good(page)

    # From a spreadsheet, under headings of its own; the month stands once beside all.
    cell(page, 1, 0).click()
    pasted = [
        f'{"" if number else "11月"}\t"第{number}项\n工作"\t办公室、基础教育处' for number in range(ROWS)
    ]
    paste(page, "\n".join(["月份\t主要工作\t责任处室", *pasted]))
    saved(page)
    wanted = ["开学工作检查", *(f"第{number}项 工作" for number in range(ROWS))]
    assert works() == wanted
    last = CalendarEntry.objects.for_page().last()
    assert last
    assert (last.starts_month, str(last.lead), [str(one) for one in last.supporting]) == (
        date(2026, 11, 1),
        "办公室",
        ["基础教育处"],
    )

    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(2)
    saved(page)
    assert works() == ["开学工作检查"]
    page.keyboard.press("Control+y")
    expect(rows(page)).to_have_count(ROWS + 2)
    saved(page)
    assert works() == wanted
    page.keyboard.press("Control+z")
    saved(page)
    assert works() == ["开学工作检查"]

    # A row is typed; until it is one, the page says so.
    cell(page, 1, 0).click()
    page.keyboard.type("9月")
    page.keyboard.press("Tab")
    expect(page.locator("#save-state")).to_have_text("新增的行须有月份和主要工作。")
    page.keyboard.press("Tab")
    write(page, "家长开放日")
    page.keyboard.press("Enter")
    saved(page)
    expect(cell(page, 1, 0)).to_have_text("2026-09")
    expect(cell(page, 2, 0).locator(".cell-input")).to_be_focused()  # where the row began

    colleague = make_editor(bureau)
    edit_entry(entry=first, changes={"work": "对方的工作"}, by=colleague)
    cell(page, 0, 2).click()
    write(page, "我的工作")
    page.keyboard.press("Enter")
    expect(cell(page, 0, 2)).to_contain_text(f"{colleague.full_name}已改为：对方的工作", timeout=SAVED)
    expect(cell(page, 0, 2)).to_contain_text("我的工作")
    assert works()[0] == "对方的工作"
    assert_good(page)

    page.get_by_role("button", name="用我的").click()
    saved(page)
    assert works()[0] == "我的工作"

    cell(page, 0, 3).click()
    write(page, "宣传处")
    page.keyboard.press("Tab")
    expect(cell(page, 0, 3)).to_contain_text("本局没有“宣传处”这个处室", timeout=SAVED)
    expect(cell(page, 0, 3)).to_contain_text("宣传处")
    cell(page, 1, 3).dblclick()
    page.keyboard.type("办公室")
    page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_have_text("有单元格尚未保存，原因见格内说明。", timeout=SAVED)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    saved(page)
    expect(cell(page, 0, 3)).to_have_text("")


def test_keys_do_what_they_do_in_a_spreadsheet(bureau, editor, signed_in: Any):
    for number in range(3):
        make_entry(bureau, f"第{number}项", due_on=date(2026, 11, 5))
    page: Page = signed_in(editor)
    page.goto(reverse("calendar_grid", args=["school_year", 2026]))
    press, shown = page.keyboard.press, lambda: [cell(page, row, 2).inner_text() for row in range(3)]
    here = page.locator("td:focus-within")
    cell(page, 0, 2).click()

    # An input method begins in the cell itself, and replaces what stood there; its Enter is its own.
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "xin", "selectionStart": 3, "selectionEnd": 3})
    method.send("Input.insertText", {"text": "新的工作"})
    press("ArrowDown")
    assert shown() == ["新的工作", "第1项", "第2项"]
    expect(cell(page, 1, 2).locator(".cell-input")).to_be_focused()

    press("F2")
    page.keyboard.type("x")
    press("ArrowLeft")
    page.keyboard.type("y")
    press("Escape")
    assert shown()[1] == "第1项"
    press("Enter")
    press("Shift+Enter")
    page.keyboard.type("ab")
    press("Enter")
    assert shown() == ["新的工作", "ab", "第2项"]

    cell(page, 0, 5).click()
    press("Delete")
    expect(cell(page, 0, 5)).to_have_text("")
    press("Control+z")
    press("Control+z")
    assert (shown()[1], cell(page, 0, 5).inner_text()) == ("第1项", "2026-11-05")
    press("Control+y")
    press("Control+Shift+z")
    assert (shown()[1], cell(page, 0, 5).inner_text()) == ("ab", "")

    # A block goes out as a spreadsheet takes it, and one cell fills a block.
    press("Control+Home")
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    press("Shift+ArrowDown")
    assert page.evaluate(COPY) == "2026-11\t\t新的工作\n2026-11\t\tab"
    cell(page, 0, 2).click()
    press("Shift+ArrowDown")
    paste(page, '"一\n""二"""')
    assert shown() == ['一 "二"', '一 "二"', "第2项"]

    # What a spreadsheet would take for a formula leaves as a text, and comes back as it was.
    cell(page, 2, 2).click()
    page.keyboard.type("=1+1")
    press("Enter")
    cell(page, 2, 2).click()
    assert page.evaluate(COPY) == "'=1+1"
    paste(page, page.evaluate(COPY))
    assert shown()[2] == "=1+1"

    # A span goes as it came, and so do rows.
    cell(page, 0, 0).click()
    write(page, "11月—12月")
    press("Enter")
    expect(cell(page, 0, 1)).to_have_text("2026-12", timeout=SAVED)
    press("Control+z")
    expect(cell(page, 0, 1)).to_have_text("", timeout=SAVED)
    saved(page)
    cell(page, 0, 2).click()
    press("Control+Delete")
    saved(page)
    expect(rows(page)).to_have_count(3)
    assert works() == ['一 "二"', "=1+1"]
    press("Control+z")
    saved(page)
    assert works() == ['一 "二"', '一 "二"', "=1+1"]
    CalendarEntry.objects.filter(work="=1+1").update(work="对方改的", version=50)
    expect(cell(page, 2, 2)).to_have_text("对方改的", timeout=SAVED)

    cell(page, 0, 2).click()
    press("Control+ArrowDown")
    press("ArrowUp")
    press("Tab")
    expect(here).to_have_class("cell-lead")
    saved(page)
    assert works() == ['一 "二"', '一 "二"', "对方改的"]

"""The calendar as a browser shows it: wide and narrow, with axe looking on."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from calendar_app.models import CalendarEntry
from districts.models import Role
from tests.browser import assert_accessible
from tests.calendar_app.factories import (
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
    make_task,
    make_user,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def county():
    return make_district("临溪县")


@pytest.fixture
def entry(county):
    """Four months of work for two offices and a school, linked to a task of an issued plan."""
    lead, helper, school = make_office(county, "基教科"), make_office(county, "计财科"), make_school(county)
    plan = make_plan(county, Plan.State.ISSUED)
    task = make_task(plan, "守住底线")
    task.duties.create(office=lead)
    entry = make_entry(
        county,
        "安全检查",
        first=date(2026, 9, 1),
        last=date(2026, 12, 1),
        plan=plan,
        lead=lead,
        supporting=(helper,),
    )
    entry.tasks.add(task)
    entry.audience.create(school=school)
    make_user(county, Role.SCHOOL_CLERK, school=school)
    make_user(county, Role.OFFICE_STAFF, office=lead)
    return entry


def person(entry, role):
    return entry.district.memberships.get(role=role).user


def test_filter_answers_at_once_and_keeps_its_address(county, live_site, signed_in):
    basic = make_office(county, "基教科")
    make_entry(county, "基教的事", lead=basic)
    make_entry(county, "别的事")
    page = signed_in(make_editor(county))
    page.goto(f"{live_site}/calendar/2026/11/")

    page.get_by_label("处室").select_option("基教科")

    expect(page.get_by_text("别的事")).to_have_count(0)
    expect(page.get_by_text("基教的事")).to_be_visible()
    expect(page).to_have_url(re.compile(f"office={basic.pk}"))


def test_office_reports_from_the_entry_in_three_touches(entry, live_site, signed_in):
    page = signed_in(person(entry, Role.OFFICE_STAFF))
    page.set_viewport_size(PHONE)
    page.goto(f"{live_site}/calendar/entries/{entry.pk}/")

    page.get_by_role("link", name="反馈进展").click()
    page.get_by_text("已完成").click()
    page.get_by_role("button", name="提交反馈").click()

    expect(page.get_by_text("反馈已提交")).to_be_visible()
    assert [report.status for report in entry.reports.all()] == ["done"]


def test_two_editors_see_both_texts(county, live_site, signed_in):
    entry = make_entry(county, "最初的话")
    page = signed_in(make_editor(county))
    page.goto(f"{live_site}/calendar/entries/{entry.pk}/edit/")
    type(entry).objects.filter(pk=entry.pk).update(work="别人的话", version=2)

    page.get_by_label("主要工作").fill("我的话")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("别人的话")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="用我的").click()
    expect(page.get_by_role("heading", name="我的话")).to_be_visible()


def test_a_september_is_planned_on_the_board_by_keyboard_alone(county, live_site, signed_in):
    """Written, given to offices, moved, stretched over the year's end, deleted; each taken back and done again."""
    for name in ("基教科", "计财科"):
        make_office(county, name)
    page = signed_in(make_editor(county))
    page.goto(f"{live_site}/calendar/first-term/2026/")
    expect(page.locator("#board-desk[data-ready]")).to_be_attached()
    keys, said = page.keyboard, page.locator("#board-said")
    assert_accessible(page)

    page.get_by_role("link", name="在9月新增条目").focus()
    keys.press("n")
    for work, offices in (("开学检查", "基教科、计财科"), ("安全排查", ""), ("教师节慰问", "计财科")):
        keys.type(work)
        keys.press("Tab")
        keys.type(offices)
        assert page.locator("[data-new]").count() == 1
        keys.press("Enter")
        expect(page.locator("[data-open]").filter(has_text=work)).to_be_visible()
    assert_accessible(page)
    keys.press("Escape")  # the next one is not written
    expect(page.locator("[data-entry] > :focus")).to_contain_text("教师节慰问")

    keys.press("Alt+ArrowRight")
    expect(said).to_contain_text("教师节慰问：10月")
    for _ in range(4):
        keys.press("Shift+Alt+ArrowRight")
    expect(page.locator("[data-entry] > :focus")).to_contain_text("教师节慰问")
    expect(page.get_by_text("10月—2027年2月", exact=True)).to_be_attached()
    keys.press("Control+z")
    expect(said).to_contain_text("教师节慰问：10月—2027年1月")

    keys.press("ArrowUp")
    keys.press("ArrowRight")  # the offices of the second
    keys.press("Enter")
    keys.type("不存在科")
    keys.press("Enter")
    expect(page.get_by_text("本局没有“不存在科”这个处室。")).to_be_visible()
    keys.press("Control+a")
    keys.type("基较科")
    keys.press("Enter")
    expect(page.get_by_role("button", name="改为“基教科”")).to_be_visible()
    assert_accessible(page)
    keys.press("Enter")
    expect(said).to_contain_text("安全排查：基教科")

    keys.press("Home")
    keys.press("Delete")
    expect(said).to_contain_text("已删除“安全排查”")
    keys.press("Control+z")
    expect(page.locator("[data-open]").filter(has_text="安全排查")).to_contain_text("基教科")
    keys.press("Control+y")
    expect(page.locator("[data-entry]")).to_have_count(2)
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert_accessible(page)

    written = CalendarEntry.objects.order_by("pk").values_list("work", "starts_month", "ends_month")
    assert list(written) == [
        ("开学检查", date(2026, 9, 1), date(2026, 9, 1)),
        ("教师节慰问", date(2026, 10, 1), date(2027, 1, 1)),
    ]
    assert [str(duty.office) for duty in CalendarEntry.objects.get(work="开学检查").duties.all()] == [
        "基教科",
        "计财科",
    ]


def test_on_the_board_bars_are_drawn_others_are_followed_and_a_save_that_comes_second_shows_both(
    county, live_site, signed_in
):
    entry = make_entry(county, "最初的话", first=date(2026, 9, 1))
    page = signed_in(make_editor(county))
    page.goto(f"{live_site}/calendar/first-term/2026/")
    expect(page.locator("#board-desk[data-ready]")).to_be_attached()

    bar = page.locator(".board-span").bounding_box()
    page.mouse.move(bar["x"] + 30, bar["y"] + 11)
    page.mouse.down()
    page.mouse.move(bar["x"] + 30 + page.locator("[data-month]").first.bounding_box()["width"], bar["y"] + 11)
    page.mouse.up()
    expect(page.locator("#board-said")).to_contain_text("最初的话：10月")

    page.locator("[data-entry] > th").focus()
    page.keyboard.press("Enter")
    page.locator("[data-writing]").fill("我的")
    CalendarEntry.objects.filter(pk=entry.pk).update(work="别人的话", version=9)
    page.keyboard.type("话")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="两人同时改了这里")
    expect(dialog).to_contain_text("别人的话")
    expect(dialog).to_contain_text("我的话")
    assert_accessible(page)
    dialog.get_by_role("button", name="用我的").click()

    expect(page.locator("[data-entry] a").first).to_have_text("我的话")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    entry.refresh_from_db()
    assert (entry.work, entry.starts_month) == ("我的话", date(2026, 10, 1))

    CalendarEntry.objects.filter(pk=entry.pk).update(work="别人又改了", version=20)
    other = make_entry(county, "别人新增的", first=date(2026, 9, 1))
    expect(page.locator("[data-entry] a[data-words]")).to_have_text(
        ["别人新增的", "别人又改了"], timeout=60_000
    )
    CalendarEntry.objects.filter(pk=other.pk).update(
        starts_month=date(2027, 3, 1), ends_month=date(2027, 3, 1), version=9
    )
    expect(page.locator("#board-said")).to_contain_text("不再属于当前筛选范围：别人新增的", timeout=60_000)
    CalendarEntry.objects.filter(pk=other.pk).update(
        starts_month=date(2026, 9, 1), ends_month=date(2026, 9, 1), version=10
    )
    expect(page.locator("[data-entry]")).to_have_count(2, timeout=60_000)
    other.delete()
    expect(page.locator("[data-entry]")).to_have_count(1, timeout=60_000)
    expect(page.locator("#board-said")).to_contain_text("别人新增的")

    page.set_viewport_size(PHONE)
    assert_accessible(page)
    page.get_by_role("link", name="在12月新增条目").click()
    page.keyboard.type("手机上新增")
    page.keyboard.press("Enter")
    expect(page.locator("[data-open]").filter(has_text="手机上新增")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

"""Next year, told through a real browser: 24 tasks are decided with few keys, the new plan is made, and one year is
seen beside the last."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from districts.models import District, Role, User
from progress.services import file_report
from rollover.models import Decision, Leftover, Rollover
from tests.browser import let_settle
from tests.circulars.factories import make_bureau
from tests.districts.factories import make_office, make_user
from tests.rollover.factories import entry
from tests.stories.looking import assert_good
from workplans.drafts import PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.queries import plan_outline
from workplans.services import create_plan

# Five minutes at an unhurried two seconds each are 150 keys and clicks; this is what it takes.
FEW = 40
SOON = 60_000  # milliseconds: the machine may be busy


@pytest.fixture
def bureau() -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def editor(bureau) -> User:
    return make_user(bureau, Role.EDITOR)


@pytest.fixture
def last_year(bureau, editor) -> Plan:
    """24 tasks in four sections, two of them reported done, with an entry that belongs to no task."""
    sections = tuple(
        SectionDraft(
            f"抓好第{letter}方面工作",
            tasks=tuple(
                TaskDraft(
                    f"做好{letter}类第{number}件实事。",
                    f"2026年底前完成，新建项目{number + 2}个，2026—2027学年见效。",
                )
                for number in range(1, 7)
            ),
        )
        for letter in "甲乙丙丁"
    )
    draft = PlanDraft("海云市教育局2026年工作要点", Plan.Kind.CALENDAR_YEAR, 2026, sections=sections)
    plan = create_plan(district=bureau, draft=draft, by=editor)
    entry(plan, editor, "第六届校园艺术节", date(2026, 10, 1))
    office = make_office(bureau, "基础教育处")
    head = make_user(bureau, Role.OFFICE_HEAD, office=office)
    for row in plan.tasks.all():
        row.duties.create(office=office, role="lead")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    for node in list(plan_outline(plan).all_tasks())[:2]:
        file_report(by=head, status="done", task=node.task, office=office)
    return plan


class Hands:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.done += 1

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.done += 1


@pytest.mark.django_db(transaction=True)
def test_a_plan_of_24_tasks_is_rolled_over_with_few_keys(signed_in, editor, last_year):
    page = signed_in(editor)
    hands = Hands(page)
    page.goto(reverse("plan_new"))
    assert_good(page)

    hands.click("制定下年度计划")
    expect(page.get_by_text("0/24")).to_be_visible()
    page.wait_for_load_state()  # keys are heard once the script is there
    assert_good(page)
    # 3 finished (its report is the reason), 1 continue, 2 change with a quick reason, 4 drop with another.
    hands.press("3", "3", "1", "2", "a", "4", "d")
    expect(page.locator("[data-decided]")).to_have_text("5", timeout=SOON)
    hands.press(*"1" * 18)
    expect(page.locator("[data-decided]")).to_have_text("23", timeout=SOON)
    page.reload()
    expect(page.locator("[data-decided]")).to_have_text("23")
    hands.click("其余全部延续")
    expect(page.locator("[data-open]")).to_have_text("0", timeout=SOON)
    assert_good(page)

    hands.click("生成明年计划")
    expect(page.get_by_role("heading", name="承上年：看一眼")).to_be_visible(timeout=SOON)
    assert hands.done <= FEW
    assert Decision.objects.filter(choice="finished").exclude(reason="").count() == 2
    assert_good(page)
    plan = Rollover.objects.get().plan
    assert plan
    assert (plan.title, plan.tasks.count()) == ("海云市教育局2027年工作要点", 21)
    assert all("2027—2028学年" in row.body for row in plan.tasks.all())

    _look(page, plan)
    _see_the_years(page, plan)


def _look(page: Page, plan: Plan) -> None:
    still = Leftover.objects.filter(plan=plan).count()
    page.get_by_role("link", name="届次").click()
    page.get_by_role("button", name="已看过").first.click()
    expect(page.get_by_text(f"1 / {still}").first).to_be_visible(timeout=SOON)
    assert Leftover.objects.get(plan=plan, kind="ordinal").looked_at


def _place_of_a_link(page: Page, plan: Plan, *, held: bool) -> object:
    """Where a link of the plan's page stands, before (`held`) or after the tools that come later have come: nothing may
    move under somebody's finger."""
    waiting: list[Route] = []
    if held:
        page.route("**/talk/", lambda route: waiting.append(route))  # noqa: PLW0108 -- it wants a function of its own
    page.goto(reverse("plan", args=[plan.pk]))
    if not held:
        expect(page.get_by_role("link", name="处室报送")).to_be_visible()
        let_settle(page)
    place = page.get_by_role("link", name="同比对照").bounding_box()
    for route in waiting:
        route.fulfill(status=204)
    page.unroute_all()
    assert place
    return round(place["y"])


def _see_the_years(page: Page, plan: Plan) -> None:
    assert _place_of_a_link(page, plan, held=True) == _place_of_a_link(page, plan, held=False)
    page.get_by_role("link", name="同比对照").click()
    expect(page.get_by_role("heading", name="不再列入")).to_be_visible()
    assert page.locator(".stat-number").all_inner_texts() == ["0", "3", "0", "21"]
    expect(page.get_by_text("不再需要")).to_be_visible()
    assert_good(page)

    page.goto(reverse("task", args=[plan.tasks.order_by("pk")[0].pk]))
    expect(page.get_by_role("heading", name="历年沿革")).to_be_visible(timeout=SOON)
    assert_good(page)


@pytest.mark.django_db(transaction=True)
def test_an_answer_given_without_connection_is_kept_when_it_is_back(signed_in, editor, last_year):
    page = signed_in(editor)
    page.goto(reverse("plan_new"))
    page.get_by_role("button", name="制定下年度计划").first.click()
    expect(page.get_by_text("0/24")).to_be_visible()
    page.wait_for_load_state()  # keys are heard once the script is there
    page.route("**/decide/", lambda route: route.abort())

    page.keyboard.press("1")
    expect(page.get_by_text("还没存上").first).to_be_visible(timeout=SOON)
    page.unroute("**/decide/")

    expect(page.locator("[data-decided]")).to_have_text("1", timeout=SOON)
    assert Decision.objects.get().choice == "continue"

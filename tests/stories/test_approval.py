"""A plan goes its way in the browser: checked, returned by an office, countersigned by two, signed by a stand-in,
issued, and amended under a notice of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from calendar_app.drafts import EntryDraft
from calendar_app.services import create_entries
from circulars.models import Circular
from districts.models import Delegation, District, Role, User
from tests.circulars.factories import make_bureau
from tests.districts.factories import make_office, make_user
from tests.stories.looking import assert_good
from tests.workplans.factories import make_plan
from workplans.models import ApprovalStep, Plan, PlanVersion, Task
from workplans.services import assign_offices, edit_task

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], Page]
EXAM = "组织学业质量监测"
FIRST, SECOND = "新增学位不少于1200个，2026年8月底前完成。", "新增学位不少于1500个，2026年8月底前完成。"


@pytest.fixture
def bureau(transactional_db) -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def people(bureau) -> dict[str, User]:
    found = {
        "editor": make_user(bureau, Role.EDITOR),
        "checker": make_user(bureau, Role.APPROVER),
        "signer": make_user(bureau, Role.APPROVER),
        "stand_in": make_user(bureau, Role.OFFICE_STAFF, office=make_office(bureau, "办公室")),
        "moral": make_user(bureau, Role.OFFICE_HEAD, office=make_office(bureau, "德育处")),
        "money": make_user(bureau, Role.OFFICE_HEAD, office=make_office(bureau, "计划财务处")),
    }
    names = ("陆远山", "程若水", "沈知行", "顾明川", "韩书言", "叶青禾")
    for user, name in zip(found.values(), names, strict=True):
        User.objects.filter(pk=user.pk).update(full_name=name)
        user.refresh_from_db()
    return found


@pytest.fixture
def plan(bureau, people) -> Plan:
    """德育处 leads the first task, 计划财务处 the second."""
    plan = make_plan(bureau, people["editor"])
    for title, name in (("第1件事", "德育处"), ("第2件事", "计划财务处")):
        task = plan.tasks.get(title=title)
        assign_offices(carrier=task, lead=bureau.offices.get(name=name), supporting=[], by=people["editor"])
    edit_task(task=plan.tasks.get(title="第1件事"), changes={"body": FIRST}, by=people["editor"])
    create_entries(
        plan=plan, drafts=[EntryDraft(date(2026, 5, 1), date(2026, 5, 1), EXAM)], by=people["editor"]
    )
    return plan


def test_a_plan_is_returned_countersigned_signed_by_a_stand_in_issued_and_amended(
    signed_in: SignIn, people, plan
):
    _takes(signed_in(people["editor"]), plan, "送审")
    _takes(signed_in(people["checker"]), plan, "核稿通过")
    _one_office_agrees_and_one_returns(signed_in, people, plan)

    _the_editor_mends_it_and_asks_again(signed_in(people["editor"]), plan)
    _takes(signed_in(people["checker"]), plan, "核稿通过")
    for head in ("money", "moral"):
        _takes(signed_in(people[head]), plan, "同意会签")
    _lends_the_seat(signed_in(people["signer"]), people)
    _the_stand_in_signs(signed_in(people["stand_in"]), plan)
    first = _issues(signed_in(people["editor"]), plan)

    draft = _begins_an_amendment(signed_in(people["editor"]), plan)
    _goes_the_way_again(signed_in, people, draft)
    second = _issues(signed_in(people["editor"]), draft)

    assert (first.plan_id, second.plan_id) == (plan.pk, plan.pk)
    assert (first.serial, second.serial) == (1, 2)
    assert second.title == f"海云市教育局关于修订《{plan.title}》的通知"
    task = Task.objects.get(plan=plan, title="第1件事")
    assert task.body == SECOND
    _readers_see_what_changed(signed_in(people["moral"]), plan, task)


def _takes(page: Page, plan: Plan, button: str, note: str = "") -> None:
    """Take a step of the plan's way by the button that bears its name, signing with a note."""
    page.goto(reverse("plan_approval", args=[plan.pk]))
    form = page.locator("form.form").filter(has=page.get_by_role("button", name=button))
    if note:
        form.get_by_role("textbox").fill(note)
    form.get_by_role("button", name=button).click()
    expect(page.locator("#messages > *").first).to_be_visible()


def _one_office_agrees_and_one_returns(signed_in: SignIn, people: dict[str, User], plan: Plan) -> None:
    _takes(signed_in(people["moral"]), plan, "同意会签", "德育部分无意见")
    page = signed_in(people["money"])
    page.goto("/")
    expect(page.get_by_text(plan.title).first).to_be_visible()
    _takes(page, plan, "退回修改", "学位数请与基建计划核对")
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def _the_editor_mends_it_and_asks_again(page: Page, plan: Plan) -> None:
    page.goto(reverse("plan_approval", args=[plan.pk]))
    expect(page.get_by_text("学位数请与基建计划核对").first).to_be_visible()
    assert_good(page)
    _takes(page, plan, "送审", "已与基建计划核对")
    plan.refresh_from_db()
    assert plan.state == Plan.State.SUBMITTED


def _lends_the_seat(page: Page, people: dict[str, User]) -> None:
    page.goto(reverse("delegation_list"))
    page.get_by_label("代办人").select_option(str(people["stand_in"].pk))
    page.locator("[name=why]").fill("外出学习")
    page.locator("[name=ends_on]").fill(str(timezone.localdate() + timedelta(days=5)))
    page.get_by_role("button", name="委托", exact=True).click()
    expect(page.get_by_text("顾明川").first).to_be_visible()
    assert Delegation.objects.get().to == people["stand_in"]
    assert_good(page)


def _the_stand_in_signs(page: Page, plan: Plan) -> None:
    _takes(page, plan, "签发")
    step = plan.approval_steps.get(act=ApprovalStep.Act.SIGN)
    assert step.signature == "沈知行（顾明川代）"
    expect(page.locator(".slip").get_by_text("沈知行（顾明川代）")).to_be_visible()
    for name in ("德育处", "计划财务处"):
        expect(page.locator(".slip-offices").get_by_text(name)).to_be_visible()
    assert_good(page)


def _issues(page: Page, plan: Plan) -> Circular:
    page.goto(reverse("plan_issue", args=[plan.pk]))
    page.locator("input[name=form][value=letter]").check()
    expect(page.locator("input[name=offices]:checked")).to_have_count(0)
    page.locator("input[name=form][value=document]").check()
    expect(page.locator("input[name=offices]:checked")).not_to_have_count(0)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("dialog[open] .facts")).to_contain_text("个处室")
    page.locator("dialog[open] button", has_text="印发").click()
    page.wait_for_url("**/circulars/**")
    return Circular.objects.latest("pk")


def _begins_an_amendment(page: Page, plan: Plan) -> Plan:
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="修订", exact=True).click()
    assert_good(page)
    page.get_by_role("textbox").fill("因规划调整，新增学位目标作修订。")
    page.get_by_role("button", name="开始修订").click()
    page.wait_for_url("**/edit/")
    draft = Plan.objects.get(amends=plan)
    task = draft.tasks.get(title="第1件事")
    page.goto(reverse("task_edit", args=[task.pk]))
    page.locator("[name=body]").fill(SECOND)
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("1500").first).to_be_visible()
    assert Task.objects.get(plan=plan, title="第1件事").body == FIRST
    page.goto(reverse("entry_edit", args=[draft.entries.get().pk]))
    page.locator("[name=starts_month]").fill("2026-06")
    page.locator("[name=ends_month]").fill("")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("2026年6月").first).to_be_visible()
    return draft


def _goes_the_way_again(signed_in: SignIn, people: dict[str, User], draft: Plan) -> None:
    _takes(signed_in(people["editor"]), draft, "送审")
    _takes(signed_in(people["checker"]), draft, "核稿通过")
    for head in ("moral", "money"):
        _takes(signed_in(people[head]), draft, "同意会签")
    _takes(signed_in(people["signer"]), draft, "签发")
    draft.refresh_from_db()
    assert draft.state == Plan.State.APPROVED


def _readers_see_what_changed(page: Page, plan: Plan, task: Task) -> None:
    editions = {row.edition: row for row in PlanVersion.objects.filter(plan=plan, edition__isnull=False)}
    page.goto(reverse("version_list", args=[plan.pk]))
    expect(page.get_by_text("印发第2版")).to_be_visible()
    assert_good(page)
    page.locator("[name=before]").select_option(str(editions[1].number))
    page.locator("[name=after]").select_option(str(editions[2].number))
    page.get_by_role("button", name="对比").click()
    row = page.locator(".compare-row").filter(has_text="第1件事")
    expect(row).to_have_count(1)
    expect(row.locator(".compare-sides .compare-body del")).to_contain_text("1200")
    expect(row.locator(".compare-sides .compare-body ins")).to_contain_text("1500")
    assert_good(page)
    moved = page.locator(".compare-row").filter(has_text=EXAM)
    expect(moved.locator("del").first).to_contain_text("5")
    expect(moved.locator("ins").first).to_contain_text("6")
    page.goto(editions[1].get_absolute_url())
    expect(page.get_by_text("1200").first).to_be_visible()
    assert_good(page)
    page.goto(task.get_absolute_url())
    expect(page.get_by_text("1500").first).to_be_visible()
    page.goto(plan.entries.get().get_absolute_url())
    expect(page.get_by_text("2026年6月").first).to_be_visible()

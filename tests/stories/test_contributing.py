"""A plan is drafted by many: an office contributes, somebody remarks on selected words, somebody suggests others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from districts.models import District, Role, User
from drafting.models import Asked, Item, Remark, Suggestion
from tests.districts.factories import make_district, make_office, make_user
from tests.stories.looking import assert_good
from tests.workplans.factories import make_plan
from workplans.models import Plan, Task

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60_000
SignIn = Callable[[User], Page]


@pytest.fixture
def bureau(transactional_db) -> District:
    return make_district("海云市")


@pytest.fixture
def people(bureau) -> dict[str, User]:
    moral = make_office(bureau, "德育处")
    make_office(bureau, "计划财务处")
    return {
        "editor": make_user(bureau, Role.EDITOR),
        "head": make_user(bureau, Role.OFFICE_HEAD, office=moral),
        "approver": make_user(bureau, Role.APPROVER),
    }


@pytest.fixture
def plan(bureau, people) -> Plan:
    plan = make_plan(bureau, people["editor"])
    Task.objects.filter(plan=plan, title="第1件事").update(body="新建幼儿园3所，年底前开园。")
    return plan


def test_an_office_contributes_two_items_and_reads_what_became_of_them(signed_in: SignIn, people, plan):
    _ask(signed_in(people["editor"]), plan)
    _write_two_items_and_send(signed_in(people["head"]))
    _take_one_and_decline_the_other(signed_in(people["editor"]), plan)

    page = signed_in(people["head"])
    page.goto(Asked.objects.get().get_absolute_url())
    expect(page.get_by_text("已列入别的专项")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("已采用")).to_be_visible()
    assert_good(page)
    task = Task.objects.get(plan=plan, title="办好艺术月")
    assert task.duties.get(role="lead").office.name == "德育处"
    assert (task.section and task.section.title, task.body) == ("抓好队伍", "5月举办，200所学校参加。")
    assert not Task.objects.filter(title="组织夏令营").exists()


def _ask(page: Page, plan: Plan) -> None:
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="处室报送").click(timeout=PATIENCE)
    page.get_by_role("link", name="向处室征集").first.click()
    page.get_by_label("报送到").select_option(label="一、抓好队伍")
    page.get_by_label("截止日期").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    page.get_by_label("征集说明").fill("请报两项。")
    page.get_by_label("德育处").check()
    assert_good(page)
    page.get_by_role("button", name="发出征集").dblclick()
    expect(page.get_by_text("还没有回复")).to_be_visible(timeout=PATIENCE)
    assert_good(page)
    assert Asked.objects.count() == 1


def _write_two_items_and_send(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="抓好队伍").first.click(timeout=PATIENCE)
    expect(page.get_by_text("请报两项。")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="新增事项").click()
    page.get_by_label("标题").fill("办好艺术月")
    page.get_by_label("正文").fill("5月举办，100所学校参加。")
    assert_good(page)
    page.get_by_role("button", name="保存并再填一项").click()
    expect(page.get_by_label("标题")).to_have_value("", timeout=PATIENCE)
    page.get_by_label("标题").fill("组织夏令营")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("button", name="报送 2 项")).to_be_visible(timeout=PATIENCE)
    assert_good(page)
    page.get_by_role("button", name="报送 2 项").dblclick()
    expect(page.get_by_text("等待编辑处理").first).to_be_visible(timeout=PATIENCE)
    assert Item.objects.filter(state="sent").count() == 2


def _take_one_and_decline_the_other(page: Page, plan: Plan) -> None:
    page.goto("/")
    page.get_by_role("link", name=plan.title).first.click(timeout=PATIENCE)
    assert_good(page)
    _item(page, "办好艺术月").get_by_role("link", name="修改后采用").click()
    page.get_by_label("正文").fill("5月举办，200所学校参加。")
    page.get_by_role("button", name="采用").click()
    expect(page.get_by_text("“办好艺术月”已列入计划")).to_be_visible(timeout=PATIENCE)
    _item(page, "组织夏令营").get_by_role("link", name="不采用").click()
    page.get_by_label("理由").fill("已列入别的专项")
    page.get_by_role("button", name="不采用").click()
    expect(page.get_by_text("理由：已列入别的专项")).to_be_visible(timeout=PATIENCE)
    assert_good(page)


def _item(page: Page, title: str) -> Locator:
    return page.locator("article", has=page.get_by_role("heading", name=title))


def test_selected_words_are_remarked_on_and_other_words_are_accepted(signed_in: SignIn, people, plan):
    task = Task.objects.get(plan=plan, title="第1件事")
    page = signed_in(people["approver"])
    _select(page, plan, task, "新建幼儿园3所")
    page.get_by_role("toolbar").get_by_role("link", name="批注").click()
    page.get_by_label("批注", exact=True).fill("数字请核实。")
    assert_good(page)
    page.get_by_role("button", name="批注").click()
    expect(page.locator("mark", has_text="新建幼儿园3所")).to_be_visible(timeout=PATIENCE)

    _select(page, plan, task, "年底前")
    page.get_by_role("toolbar").get_by_role("link", name="建议改写").click()
    page.get_by_label("建议文字").fill("8月底前")
    assert_good(page)
    page.get_by_role("button", name="提出建议").click()
    expect(page.locator("ins", has_text="8月")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("del", has_text="年")).to_be_visible()
    assert_good(page)

    page = signed_in(people["editor"])
    page.goto(plan.get_absolute_url())
    counter = page.locator(f"#task-{task.pk} .talk-mark")
    expect(counter).to_contain_text("2", timeout=PATIENCE)
    assert_good(page)
    page.goto(reverse("task", args=[task.pk]))
    thread = page.locator(".thread")
    thread.get_by_text("回复", exact=True).first.click(timeout=PATIENCE)
    thread.get_by_role("textbox").fill("已核实。")
    thread.get_by_role("button", name="回复").click()
    expect(thread.get_by_text("已核实。")).to_be_visible(timeout=PATIENCE)
    assert_good(page)
    page.locator(".proposal").get_by_role("button", name="采纳", exact=True).click()
    expect(page.locator(".prose", has_text="新建幼儿园3所，8月底前开园。").first).to_be_visible(
        timeout=PATIENCE
    )
    thread.get_by_role("button", name="已办结").click()
    expect(page.get_by_text("另有 2 条已办结").or_(thread.locator(".status-done"))).to_be_visible(
        timeout=PATIENCE
    )

    task.refresh_from_db()
    assert task.body == "新建幼儿园3所，8月底前开园。"
    assert Suggestion.objects.get().state == "accepted"
    remark = Remark.objects.get()
    assert (remark.quote, remark.settled_by, remark.answers.get().text) == (
        "新建幼儿园3所",
        people["editor"],
        "已核实。",
    )


def _select(page: Page, plan: Plan, task: Task, words: str) -> None:
    """As a mouse drawn over the words would."""
    page.goto(plan.get_absolute_url())
    expect(page.locator(".talk-tools")).to_be_visible(timeout=PATIENCE)
    page.locator(f"#task-{task.pk} [data-field=body]").evaluate(
        """(element, words) => {
            const node = element.firstChild, range = document.createRange(), begin = node.data.indexOf(words);
            range.setStart(node, begin);
            range.setEnd(node, begin + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )
    expect(page.get_by_role("toolbar")).to_be_visible(timeout=PATIENCE)


def test_the_check_list_leads_to_what_must_be_mended(signed_in: SignIn, people, plan):
    task = Task.objects.get(plan=plan, title="第1件事")
    Task.objects.filter(pk=task.pk).update(body="认真布署××工作。")
    page = signed_in(people["editor"])
    page.goto(reverse("plan_approval", args=[plan.pk]))
    expect(page.get_by_text("必须修改 1 处")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="打开检查清单").click()
    expect(page.locator("mark", has_text="××")).to_be_visible(timeout=PATIENCE)
    assert_good(page)

    page.locator("li", has=page.locator("mark", has_text="××")).get_by_role("link").click()

    expect(page.locator("[name=body]")).to_have_value("认真布署××工作。", timeout=PATIENCE)

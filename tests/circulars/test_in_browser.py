"""The papers' pages in a real browser: the PDF that appears by itself, the signature on a phone, and axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from circulars.models import Circular, Receipt
from tests.circulars.factories import (
    approved_plan,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_school,
)
from tests.circulars.views.test_papers import make_ready
from tests.stories.looking import PHONE, assert_good


def test_an_editor_issues_and_the_pdf_appears_by_itself(worker, signed_in, live_site):
    district = make_bureau()
    make_office(district, "办公室")
    plan = approved_plan(district)
    page: Page = signed_in(make_editor(district))

    page.goto(live_site + reverse("plan_issue", args=[plan.pk]))
    page.get_by_label("发文代字").fill("临教办")
    page.get_by_label("抄送").click()
    expect(page.locator("#next-number")).to_contain_text("临教办〔")
    page.get_by_role("button", name="印发").click()
    page.get_by_role("dialog").get_by_role("button", name="印发").click()

    expect(page.get_by_role("link", name="打开 PDF")).to_be_visible()
    assert Circular.objects.get().is_ready
    assert "共" in page.locator("#pdf-state").inner_text()


def test_a_clerk_signs_on_a_phone_with_one_tap(signed_in, live_site, live_server):
    district = make_bureau()
    school = make_school(district)
    circular = make_circular(district)
    page: Page = signed_in(make_clerk(school))
    page.set_viewport_size(PHONE)

    page.goto(live_site + circular.get_absolute_url())
    page.get_by_role("button", name="签收").dblclick()

    expect(page.get_by_text(f"{school.name}已签收，签收人")).to_be_visible()
    assert Receipt.objects.filter(school=school).count() == 1


@pytest.mark.looks
def test_axe_finds_nothing_while_a_paper_waits_or_could_not_be_made(signed_in, live_site):
    district = make_bureau()
    failed, waiting = make_circular(district), make_circular(district)
    Circular.objects.filter(pk=failed.pk).update(state="failed", failure="too_slow: 120")
    page: Page = signed_in(make_editor(district))

    for circular in (failed, waiting):
        page.goto(live_site + circular.get_absolute_url())
        assert_good(page)


def test_the_public_page_needs_no_script(browser: Browser, live_site, transactional_db):
    circular = make_ready(make_circular(make_bureau(), publish=True))
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()

    page.goto(live_site + reverse("public_bureaus"))
    page.get_by_role("link", name="临溪县教育局").click()
    page.get_by_label("搜索").fill("要点")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name=circular.title).click()

    expect(page.get_by_role("heading", name=circular.title)).to_be_visible()
    expect(page.get_by_role("link", name="PDF，3 页")).to_be_visible()
    expect(page.locator("#t1")).to_contain_text("第1件事")
    context.close()

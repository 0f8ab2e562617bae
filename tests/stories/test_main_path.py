"""The main job, told once through a real browser: a Word plan comes in, an official circular goes out,
a school signs for it, an office is reminded, and nothing is sent twice."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from calendar_app.models import EntryOffice
from calendar_app.working_days import is_working_day
from circulars.models import Circular
from districts.models import District, Message, Role, User
from tests.browser import assert_accessible
from tests.circulars.factories import make_bureau, make_clerk
from tests.districts.factories import make_office, make_school, make_user
from tests.samples import sample_word
from workplans.models import Plan
from workplans.services import assign_offices

SEEDS = Path(os.environ.get("SEEDS_DIR") or Path(__file__).resolve().parents[3] / "shared" / "seeds")
PHONE = {"width": 360, "height": 740}


def a_plan_with_a_calendar() -> bytes:
    """The first of the real plans where they are at hand, else our own of the same structure."""
    real = next(SEEDS.glob("000_*.docx"), None)
    return real.read_bytes() if real else sample_word("school_year_with_calendar")


@pytest.fixture
def bureau() -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def people(bureau) -> dict[str, User]:
    return {
        "editor": make_user(bureau, Role.EDITOR),
        "approver": make_user(bureau, Role.APPROVER),
        "clerk": make_clerk(make_school(bureau, "海云市实验小学", directly_under=True)),
    }


@pytest.mark.django_db(transaction=True)
def test_from_a_word_file_to_a_signed_circular_and_one_reminder(
    signed_in, people, bureau, start_worker, tmp_path
):
    document = tmp_path / "工作意见.docx"
    document.write_bytes(a_plan_with_a_calendar())
    start_worker()

    plan = _bring_in(signed_in(people["editor"]), document)
    officer = _make_the_offices_it_names(signed_in(people["editor"]), plan)
    _correct_and_assign(signed_in(people["editor"]), plan)
    _submit(signed_in(people["editor"]), plan)
    _approve(signed_in(people["approver"]), plan)
    circular = _issue(signed_in(people["editor"]), plan)
    _sign(signed_in(people["clerk"]), circular)
    _remind_once(signed_in(officer), officer)


def _bring_in(page: Page, document: Path) -> Plan:
    page.goto("/")
    page.get_by_role("link", name="计划", exact=True).first.click()
    page.goto(reverse("upload_list"))
    page.locator("input[type=file]").set_input_files(document)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("heading", name="读出的内容")).to_be_visible()
    assert_accessible(page)
    assert not Plan.objects.exists()

    page.get_by_role("button", name="确认生成计划").dblclick()
    expect(page.locator("article.document")).to_be_visible()
    assert_accessible(page)
    return Plan.objects.get()


def _make_the_offices_it_names(page: Page, plan: Plan) -> User:
    """None of the offices named in the document is known yet: the first is made with one click, the rest beforehand."""
    names = list(
        dict.fromkeys(
            office["name"]
            for entry in plan.entries.order_by("starts_month", "position")
            for office in entry.offices_as_written
        )
    )
    page.goto(reverse("plan_duties", args=[plan.pk]))
    expect(page.get_by_text(names[0], exact=True).first).to_be_visible()
    assert_accessible(page)
    row = page.locator("li", has=page.get_by_text(names[0], exact=True)).first
    row.get_by_role("button", name="新建").first.click()
    page.wait_for_load_state()
    duty = EntryOffice.objects.filter(entry__plan=plan, role="lead").select_related("office").first()
    assert duty is not None
    assert duty.office.name == names[0]
    return make_user(plan.district, Role.OFFICE_STAFF, office=duty.office)


def _correct_and_assign(page: Page, plan: Plan) -> None:
    task = plan.tasks.order_by("section__position", "position").first()
    assert task is not None
    page.goto(reverse("task_edit", args=[task.pk]))
    page.locator("[name=title]").fill("上好开学第一课。")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("上好开学第一课").first).to_be_visible()

    lead = make_office(plan.district, "基础教育处")
    page.goto(reverse("task_duties", args=[task.pk]))
    page.locator("[name=lead]").select_option(str(lead.pk))
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.goto(reverse("task", args=[task.pk]))
    expect(page.get_by_text("基础教育处").first).to_be_visible()
    assert_accessible(page)


def _submit(page: Page, plan: Plan) -> None:
    """Not before every task has its lead; how many are given at once is told in test_duties."""
    submit = f"form[action='{reverse('plan_step', args=[plan.pk, 'submit'])}'] button"
    page.goto(reverse("plan_approval", args=[plan.pk]))
    page.locator(submit).click()
    expect(page.get_by_role("heading", name="还没有牵头处室的任务")).to_be_visible()
    assert_accessible(page)

    lead = plan.district.offices.get(name="基础教育处")
    for task in plan.tasks.without_lead():
        assign_offices(carrier=task, lead=lead, supporting=[], by=plan.drafted_by)
    page.goto(reverse("plan_approval", args=[plan.pk]))
    page.locator(submit).dblclick()
    page.wait_for_load_state()
    expect(page.get_by_text("待核稿").first).to_be_visible()
    assert plan.approval_steps.count() == 1


def _approve(page: Page, plan: Plan) -> None:
    page.goto("/")
    page.get_by_role("link", name=plan.title).first.click()
    assert_accessible(page)
    for act in ("check", "sign"):
        page.locator(f"form[action='{reverse('plan_step', args=[plan.pk, act])}'] button").click()
        page.wait_for_load_state()
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED


def _issue(page: Page, plan: Plan) -> Circular:
    page.goto("/")
    page.get_by_role("link", name=plan.title).first.click()
    assert_accessible(page)
    page.locator("main form button[type=submit]").last.click()
    page.locator("dialog[open] button", has_text="印发").click()
    expect(page.get_by_role("link", name="打开 PDF")).to_be_visible()
    assert_accessible(page)
    circular = Circular.objects.get()
    assert circular.number.startswith("海教〔")
    assert circular.number.endswith("〕1号")
    answer = page.request.get(reverse("circular_pdf", args=[circular.pk]))
    assert answer.body().startswith(b"%PDF")
    return circular


def _sign(page: Page, circular: Circular) -> None:
    """A school's clerk, on a phone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dictionary of its two numbers
    page.goto("/")
    expect(page.get_by_text(circular.title).first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=circular.title).first.click()
    page.get_by_role("button", name="签收").dblclick()
    expect(page.get_by_text("已签收").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert circular.receipts.count() == 1


def _remind_once(page: Page, officer: User) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    duty = EntryOffice.objects.filter(office__in=officer.office_ids).order_by("entry__starts_month").first()
    assert duty is not None
    day = _first_working_day(duty.entry.starts_month)

    call_command("send_reminders", today=day)
    call_command("send_reminders", today=day)

    digest = Message.objects.in_portal().get(recipient=officer, key=f"digest:{day}")
    assert duty.entry.work in digest.body
    sent = [one for one in mail.outbox if one.to == [officer.email] and one.subject == digest.subject]
    assert len(sent) == 1
    page.goto(reverse("notices"))
    expect(page.get_by_text(digest.subject).first).to_be_visible()
    assert_accessible(page)


def _first_working_day(month: date) -> date:
    day = month
    while not is_working_day(day):
        day += timedelta(days=1)
    return day

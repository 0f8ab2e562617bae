"""The main job, told once through a real browser: a Word plan comes in, an official circular goes out, a school
signs for it, an office is reminded, and nothing is sent twice.

The important buttons are pressed twice, as people do. What is looked at must please axe and fit a phone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from calendar_app.months import Month
from circulars.models import Circular
from districts.models import District, Message, Office, Role, User
from intake.reading import Outline, OutlineEntry, read_document
from tests.circulars.factories import make_bureau, make_clerk, make_officer, make_school
from tests.circulars.reading_pdf import read_pdf
from tests.districts.factories import make_user
from tests.letters import letters_in
from tests.samples import sample_word
from tests.seeds import SEEDS, seed
from tests.stories.looking import assert_good
from tests.workers import database_url
from workplans.models import Plan

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CORRECTED = "上好开学第一课，办好家长开放日。"


@dataclass(frozen=True)
class Document:
    """The plan that comes in, and the first working day of its November."""

    name: str
    content: bytes
    today: date

    @property
    def outline(self) -> Outline:
        return read_document(self.content, self.name)

    @property
    def work(self) -> OutlineEntry:
        """Work of that month, with the office that does it."""
        now = Month(self.today.year, self.today.month)
        return next(
            entry
            for entry in self.outline.calendar
            if entry.offices and entry.month and entry.month <= now <= (entry.until or entry.month)
        )


@pytest.fixture
def document() -> Document:
    """A real one where it is at hand, else our own of the same structure."""
    if SEEDS.is_dir():
        content, name = seed("000", "docx")
        return Document(name, content, date(2021, 11, 1))
    return Document("学年工作意见.docx", sample_word("school_year_with_calendar"), date(2025, 11, 3))


@pytest.fixture
def bureau(transactional_db: None) -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def people(bureau: District) -> dict[str, User]:
    return {
        "editor": make_user(bureau, Role.EDITOR),
        "approver": make_user(bureau, Role.APPROVER),
        "clerk": make_clerk(make_school(bureau, "第一小学")),
    }


def test_from_a_word_file_to_a_signed_circular_and_one_reminder(
    document: Document,
    people: dict[str, User],
    signed_in: Callable[[Any], Page],
    start_worker: Callable[..., Any],
    mail_folder: Path,
) -> None:
    start_worker()

    page = signed_in(people["editor"])
    bring_in(page, document)
    plan = confirm(page, document)
    correct_first_task(page, plan)
    office = create_the_office(page, document.work.offices[0])
    assign_first_task(page, office)
    submit(page, plan)
    approve(signed_in(people["approver"]), plan)
    circular = issue(signed_in(people["editor"]), plan)
    read_the_pdf(page, circular)
    sign(signed_in(people["clerk"]), circular)

    officer = make_officer(office)
    remind(document.today)
    find_the_reminder(signed_in(officer), document)
    assert document.work.work in digest_by_mail(mail_folder, officer)

    messages, letters = Message.objects.count(), len(letters_in(mail_folder))
    remind(document.today)
    assert (Message.objects.count(), len(letters_in(mail_folder))) == (messages, letters)


def bring_in(page: Page, document: Document) -> None:
    page.goto("/plans/")
    page.get_by_role("link", name="上传来文").first.click()
    assert_good(page)
    page.get_by_label("文件", exact=True).set_input_files(
        FilePayload(name=document.name, mimeType=WORD, buffer=document.content)
    )
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("heading", name=document.name)).to_be_visible()
    assert_good(page)


def confirm(page: Page, document: Document) -> Plan:
    assert not Plan.objects.exists()  # looking at what was read has written nothing

    page.get_by_role("button", name="确认生成计划").dblclick()
    page.wait_for_url("**/plans/*/")

    plan = Plan.objects.get()
    outline = document.outline
    expect(page.get_by_role("heading", name=plan.title, level=1)).to_be_visible()
    assert plan.tasks.count() == len(list(outline.all_tasks()))
    assert plan.entries.count() == len(outline.calendar)
    assert_good(page)
    return plan


def correct_first_task(page: Page, plan: Plan) -> None:
    page.get_by_role("link", name="修改", exact=True).click()
    assert_good(page)
    page.locator(".part-task").first.get_by_role("link", name="修改").click()
    page.get_by_label("标题", exact=True).fill(CORRECTED)
    assert_good(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".part-task").first).to_contain_text(CORRECTED)
    assert plan.tasks.order_by("section__position", "position")[0].title == CORRECTED


def create_the_office(page: Page, name: str) -> Office:
    """No office that the document names is known yet: one is made with a click, and has its work at once."""
    page.get_by_role("link", name="分工", exact=True).click()
    assert_good(page)
    unknown = page.locator(f'#unmatched li:has(strong:text-is("{name}"))')
    unknown.get_by_role("button", name="新建").click()
    expect(unknown).to_have_count(0)
    return Office.objects.get()


def assign_first_task(page: Page, office: Office) -> None:
    page.get_by_role("link", name=CORRECTED).click()
    page.get_by_label("牵头处室").select_option(label=office.name)
    assert_good(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def submit(page: Page, plan: Plan) -> None:
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="送审").click()
    assert_good(page)
    page.get_by_role("button", name="送审").dblclick()
    expect(page.get_by_text("已送审，等待审批。")).to_be_visible()
    assert plan.approval_steps.count() == 1


def approve(page: Page, plan: Plan) -> None:
    page.goto("/")
    page.get_by_role("link", name=plan.title).first.click()
    page.get_by_role("button", name="批准", exact=True).click()
    assert_good(page)
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED


def issue(page: Page, plan: Plan) -> Circular:
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="印发", exact=True).click()
    expect(page.locator("#next-number")).to_contain_text("海教〔")
    assert_good(page)
    page.get_by_role("button", name="印发").click()
    page.get_by_role("dialog").get_by_role("button", name="印发").dblclick()
    page.wait_for_url("**/circulars/*/")
    return Circular.objects.get()


def read_the_pdf(page: Page, circular: Circular) -> None:
    """The page waits by itself until the worker has made it."""
    expect(page.get_by_role("link", name="打开 PDF")).to_be_visible(timeout=120_000)
    assert_good(page)
    answer = page.request.get(f"{circular.get_absolute_url()}paper.pdf")
    text = "".join(sheet.text for sheet in read_pdf(answer.body()).pages)
    assert "".join(circular.number.split()) in text
    assert CORRECTED in text


def sign(page: Page, circular: Circular) -> None:
    page.goto("/")
    assert_good(page)
    page.get_by_role("link", name=circular.title).first.click()
    assert_good(page)
    page.get_by_role("button", name="签收").dblclick()
    expect(page.get_by_text("第一小学已签收，签收人")).to_be_visible()
    assert [str(receipt.school) for receipt in circular.receipts.all()] == ["第一小学"]


def remind(today: date) -> None:
    """What the beat does in the morning, as a process of its own."""
    command = [sys.executable, "manage.py", "send_reminders", "--today", today.isoformat()]
    surroundings = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": database_url(),
    }  # fmt: skip
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def find_the_reminder(page: Page, document: Document) -> None:
    page.goto("/notices/")
    assert_good(page)
    expect(page.get_by_text(document.work.work).first).to_be_visible()


def digest_by_mail(folder: Path, user: User) -> str:
    """The text of the one digest among the letters to somebody."""
    digest = Message.objects.get(recipient=user, channel="email", key__startswith="digest:")
    [letter] = [
        letter
        for letter in letters_in(folder)
        if (letter["To"], letter["Subject"]) == (user.email, digest.subject)
    ]
    return str(letter.get_content())

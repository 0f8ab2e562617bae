"""Every page of the portal, opened in a real browser at a desk and on a phone by somebody who may.

Which pages there are and how each is asked for stands in tests/<room>/access_cases.py: a new page is walked to as soon
as it has its case there. The browser's requests are answered in this very process, inside a transaction that is taken
back after each page, so that hundreds of pages need one set of people and one browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from functools import cache
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize

from districts.access import Access, declared_access
from districts.models import Office, Role, School, User
from tests.access_cases import ROOMS, VIEWS, cases_of
from tests.access_walk import NOBODY, session_of, taken_back
from tests.access_world import OWN, Case, World, make_world
from tests.browser import Complaints, accessibility_problems
from tests.polling import PATIENCE
from tests.stories.looking import DESK, PHONE

pytestmark = pytest.mark.looks
SITE = "http://localhost"
# Pages look different to a school: where both may come, one of each does.
KINDS_OF_PEOPLE = (
    [Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER, Role.OFFICE_HEAD],
    [Role.SCHOOL_CLERK, Role.PRINCIPAL],
)

TOO_WIDE = """width => [...document.querySelectorAll("main *")]
    .filter(part => part.getBoundingClientRect().right > width + 1)
    .map(part => part.tagName.toLowerCase() + "." + part.className).slice(0, 5).join(" ")"""


class Visit:
    """A browser whose requests this process answers, as one person after another."""

    def __init__(self, page: Page, world: World) -> None:
        self.page = page
        self.sessions = {role: session_of(user) for role, user in world.own.people.items()}
        self.client = Client()
        self.complaints = Complaints(page)
        # Playwright answers on a stack of its own, which would open a second connection to the database.
        self.here = copy_context()
        page.route(lambda url: True, self.answer)

    def come_as(self, visitor: str) -> None:
        self.client.cookies = SimpleCookie()
        if visitor != NOBODY:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]

    def answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        path = f"{address.path}?{address.query}" if address.query else address.path
        status, headers, body = (
            file(path) if path.startswith("/static/") else self.here.run(self.ask, path, route.request)
        )
        route.fulfill(status=status, headers=headers, body=body)

    def ask(self, path: str, request: Request | None = None) -> tuple[int, dict[str, str], bytes]:
        """As the browser asks: what a page fetches by itself may be a form sent along."""
        if request is None:
            return facts(self.client.get(path))
        headers = {name: value for name, value in request.headers.items() if name.startswith("hx-")}
        sent = request.post_data_buffer or b""
        kind = request.headers.get("content-type", "application/octet-stream")
        return facts(self.client.generic(request.method, path, sent, kind, headers=headers))

    def problems(self, path: str, statuses: frozenset[int] | set[int]) -> Iterator[str]:
        """All that is wrong with a page, a line each."""
        answer = self.page.goto(SITE + path)
        if answer is None or answer.status not in statuses:
            yield f"answers {answer and answer.status}"
        headings = self.page.locator("h1").count()
        if headings != 1:
            yield f"has {headings} first headings"
        if not self.page.title().strip():
            yield "has no title"
        for size in (DESK, PHONE):
            yield from (f"at {size['width']}: {problem}" for problem in self._seen_at(size))
        yield from self.complaints.seen
        self.complaints.seen.clear()

    def _seen_at(self, size: ViewportSize) -> Iterator[str]:
        self.page.set_viewport_size(size)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            yield f"{width} pixels wide: {self.page.evaluate(TOO_WIDE, size['width'])}"
        yield from accessibility_problems(self.page)


def facts(answer: HttpResponseBase) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]  # one of both it has
    return answer.status_code, dict(answer.items()), body


@cache
def file(path: str) -> tuple[int, dict[str, str], bytes]:
    return facts(Client().get(path))


def visitors(case: Case, access: Access) -> list[str]:
    """Who opens the page: nobody in particular where all may, else one of each kind of people that may."""
    if access.is_public:
        return [NOBODY]
    may = [role for role in Role.values if role in access.roles and case.opens_to("GET", role, *OWN)]
    kinds = [next((role for role in kind if role in may), None) for kind in KINDS_OF_PEOPLE]
    return [role for role in kinds if role] or may[:1]


def is_a_page(status: int, headers: dict[str, str]) -> bool:
    return headers.get("Content-Type", "").startswith("text/html") and status not in {302, 404, 405}


@pytest.fixture
def world(db: None) -> World:
    """People and places with names as long as they come."""
    world = make_world()
    User.objects.update(full_name=Concat(Value("欧阳"), F("full_name")))
    Office.objects.update(name="基础教育与职业成人教育管理处（学校安全与后勤保障办公室）")
    School.objects.update(name=Concat(Value("云山师范大学附属实验学校教育集团"), F("name")))
    return world


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=DESK)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_is_good_at_a_desk_and_on_a_phone(room: str, page: Page, world: World) -> None:
    visit = Visit(page, world)
    wrong: list[str] = []

    for name, cases in cases_of(room).items():
        access = declared_access(VIEWS[name])
        assert access is not None
        for case in cases:
            for visitor in visitors(case, access):
                wrong += seen_by(visit, visitor, name, case, world)

    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def seen_by(visit: Visit, visitor: str, name: str, case: Case, world: World) -> list[str]:
    with taken_back():
        role = Role.ADMINISTRATOR if visitor == NOBODY else visitor
        path = reverse(name, kwargs=case.row(world.own, role))
        visit.come_as(visitor)
        if not is_a_page(*visit.ask(path)[:2]):
            return []
        return [f"{name} as {visitor}: {path} {problem}" for problem in visit.problems(path, case.get)]

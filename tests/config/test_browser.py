"""The browser the stories are told through, on the one page everybody meets."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import Complaints, assert_accessible


def test_the_sign_in_page_opens_in_a_browser_without_complaint(page: Page) -> None:
    page.goto("/")

    assert "/sign-in/" in page.url
    assert_accessible(page)


def test_what_the_console_shows_in_red_is_noticed(context: BrowserContext, live_site: str) -> None:
    page = context.new_page()
    complaints = Complaints(page)

    page.goto("/sign-in/")
    page.evaluate("console.error('a word')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('a fault') })")
    with page.expect_response("**/nowhere.png"):
        page.evaluate("document.body.append(Object.assign(new Image(), {src: '/static/nowhere.png'}))")
    page.evaluate("fetch('https://example.org/').catch(() => 'refused')")

    assert complaints.seen[:3] == [
        "console: a word",
        "script error: a fault",
        f"404 for {live_site}/static/nowhere.png",
    ]
    assert "violates the following Content Security Policy" in complaints.seen[3]


def test_an_inaccessible_page_is_noticed(page: Page) -> None:
    page.set_content("<html lang='zh-Hans'><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)

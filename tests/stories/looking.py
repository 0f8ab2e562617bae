"""What every page of a story must be, beside what it says."""

from playwright.sync_api import Page, ViewportSize

from tests.browser import assert_accessible

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1440, height=900)


def assert_good(page: Page) -> None:
    """axe finds nothing, and on a phone nothing stands beyond the edge."""
    assert_accessible(page)
    desk = page.viewport_size
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.url
    if desk:
        page.set_viewport_size(desk)

"""What a browser says about a page, besides what it shows."""

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

# Debian's Chromium runs as root only without its sandbox; the rest keeps it from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Debian's Chromium without a window asks least of the machine; where it is missing, another will do.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def browser_path() -> str | None:
    """The Chromium to drive: CHROMIUM, or what this machine has; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return named if named and Path(named).exists() else None


class Complaints:
    """Script errors, broken policy, missing files: everything the console would show in red."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        page.on("response", self.on_response)
        page.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        # Failed requests are judged in on_response, which knows whether the test asked for a refusal.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def on_response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in {"document", "xhr", "fetch"}:
            self.seen.append(f"{response.status} for {response.url}")

    def on_request(self, request: Request) -> None:
        if not is_local(request.url):
            self.seen.append(f"reached outside: {request.url}")


def is_local(url: str) -> bool:
    return urlsplit(url).scheme in {"data", "blob", "about"} or urlsplit(url).hostname in {
        "localhost",
        "127.0.0.1",
    }


SETTLED = """() => new Promise((done) => {
    const end = performance.now() + 60000;
    const look = () => {
        const asks = document.querySelector('[aria-busy="true"], .htmx-request, .htmx-swapping, .htmx-settling, .htmx-added');
        const fades = document.getAnimations().some(
            (one) => one.playState === "running" && one.effect.getComputedTiming().iterations !== Infinity);
        if ((asks || fades) && performance.now() < end) requestAnimationFrame(look);
        else done();
    };
    look();
})"""


def let_settle(page: Page) -> None:
    """Wait until parts that come later have come and nothing fades any more: half faded words have half their contrast."""
    page.wait_for_load_state()  # before it, parts that come later have not been asked for
    page.evaluate(SETTLED)


def assert_accessible(page: Page) -> None:
    """Fail when axe finds anything on the page as it stands."""
    let_settle(page)
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds on the page as it stands, a line each; quicker than a report where many pages are asked."""
    let_settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(all => all.violations)"
    )
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

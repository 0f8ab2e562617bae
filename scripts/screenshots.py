"""Take pictures of the portal with its demo data, as its people see it.

    python scripts/screenshots.py                               the pictures of the README, into docs/screenshots/
    python scripts/screenshots.py editor:/plans/ clerk:/ public:/sign-in/     any page as anybody, into var/screenshots/

A portal of its own is started for it, on a database of its own, and taken down again.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import ARGUMENTS, browser_path
from tests.ports import free_port

PATIENCE = 300  # seconds for set-up, demo data and the papers it issues


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it. `follow` is the text of a link to click on `path` first, where a number is not known."""

    person: str
    path: str
    name: str
    follow: str = ""
    widths: tuple[int, ...] = (1440, 360)


@dataclass(frozen=True)
class Portal:
    """Where it is, and what it says."""

    address: str
    log: Path


PICTURES = (
    Picture("editor", "/", "workbench", widths=(1440,)),
    Picture("editor", "/plans/", "plan", follow="学年", widths=(1440,)),
    Picture("clerk", "/", "school", widths=(360,)),
)


def main() -> None:
    asked = [picture_of(number, words) for number, words in enumerate(sys.argv[1:], start=1)]
    folder = ROOT / ("var/screenshots" if asked else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with a_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        for picture in asked or PICTURES:
            take(browser, portal, picture, folder)


def picture_of(number: int, words: str) -> Picture:
    """`editor:/plans/` from the command line."""
    person, _, path = words.partition(":")
    name = re.sub(r"\W+", "-", path).strip("-") or "home"
    return Picture(person, path, f"{number:02}-{person}-{name}")


@contextmanager
def a_portal() -> Iterator[Portal]:
    """A portal with demo data, that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="portal-pictures.") as data:
        port = free_port()
        environment = {
            **os.environ,
            "DATA_DIR": data,
            "PORT": str(port),
            "FONTS_DIR": str(ROOT / "var/fonts"),
        }
        for name in ("DATABASE_URL", "BROKER_URL", "SITE_URL"):
            environment.pop(name, None)
        process = subprocess.Popen(
            [sys.executable, ROOT / "scripts/run.py"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        try:
            portal = Portal(f"http://localhost:{port}", Path(data) / "log/web.log")
            wait_until_it_answers(f"{portal.address}/health/", process)
            yield portal
        finally:
            process.terminate()
            process.wait()


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own
            return
        time.sleep(0.2)
    sys.exit("The portal for the pictures did not start.")


def take(browser: Browser, portal: Portal, picture: Picture, folder: Path) -> None:
    for width in picture.widths:
        height = 900 if width > 600 else 740
        page = browser.new_page(
            base_url=portal.address,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        answers: list[Response] = []
        page.on("response", partial(list.append, answers))
        if picture.person != "public":
            sign_in(page, picture.person)
        page.goto(picture.path)
        if picture.follow:
            page.get_by_role("link", name=picture.follow).first.click()
            page.wait_for_load_state()
        if broken := [answer.url for answer in answers if answer.status >= 500]:
            log = portal.log.read_text(errors="replace")[-3000:]
            sys.exit(f"{broken[0]} fails for {picture.person}:\n{log}")
        file = folder / f"{picture.name}-{width}.png"
        page.screenshot(path=file, full_page="docs" not in folder.parts, animations="disabled")
        page.close()
        make_small(file)
        print(file.relative_to(ROOT))


def sign_in(page: Page, person: str) -> None:
    page.goto("/sign-in/")
    page.fill("[name=username]", person)
    page.fill("[name=password]", demo_password())
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def demo_password() -> str:
    """Read, not imported: the demo's module would want the database of this process."""
    source = (ROOT / "portal/demo/people.py").read_text()
    return str(re.findall(r'^PASSWORD = "(.+?)"', source, re.MULTILINE)[0])


def make_small(file: Path) -> None:
    """A page has few colours; a palette of them is a third of the size."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(colors=192, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


if __name__ == "__main__":
    main()

"""How quickly a plan of 300 tasks opens and reacts, measured in the browser.

    python scripts/bench_editor.py [TASKS]

Prints milliseconds, the middle and the slowest of several tries: from the click to a page one can type in; from a key
to the painted letter; from Enter to the numbered line; from Alt+Up to the moved and renumbered line.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS, browser_path
from tests.ports import free_port, wait_until_open

TRIES = 12
# Presses are the browser's own; the time runs in the page, from the key to two frames later, when it is painted.
WATCH = """
() => {
  window.measured = [];
  document.addEventListener("keydown", (event) => {
    const began = event.timeStamp;
    requestAnimationFrame(() => requestAnimationFrame(() => window.measured.push(performance.now() - began)));
  }, true);
}
"""


def main() -> None:
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory(prefix="portal-bench.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "on", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(48)  # sessions are made here, and read there
        django.setup()
        call_command("migrate", verbosity=0)
        # On a server the pages are not debugged and files have their lasting names.
        os.environ |= {"DEBUG": "off", "HTTPS_ONLY": "off"}
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True
        )
        port = free_port()
        command = ["gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        server = subprocess.Popen(
            [sys.executable, "-m", *command, "--threads", "4", "--no-control-socket"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            measure(f"http://127.0.0.1:{port}", tasks)
        finally:
            server.terminate()
            server.wait()


def measure(address: str, tasks: int) -> None:
    plan, session = prepare(tasks)
    wait_until_open(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: print(f"script error: {error}"))
        page.goto(f"{address}/plans/{plan}/edit/")  # files are in the browser's store from here on
        print(f"A plan of {tasks} tasks, {tasks // 15} headings:")
        tell("open to usable", [opened(page) for _ in range(5)])
        page.locator(".line[data-level='3'] .line-title").nth(3).click()
        page.evaluate(WATCH)
        tell("key to paint", pressed(page, lambda: page.keyboard.press("a")))
        tell("Enter to numbered line", pressed(page, lambda: page.keyboard.press("Enter")))
        page.keyboard.type("新的事")
        tell("move", pressed(page, lambda: page.keyboard.press("Alt+ArrowDown")))
        page.locator("#save-state[data-state=saved]").wait_for(timeout=60_000)
        browser.close()


def prepare(tasks: int) -> tuple[int, str]:
    # After setup only: these want the database that was just named.
    from tests.access_walk import session_of  # noqa: PLC0415
    from tests.districts.factories import make_district  # noqa: PLC0415
    from tests.workplans.factories import make_editor  # noqa: PLC0415
    from workplans.drafts import PlanDraft, SectionDraft, TaskDraft  # noqa: PLC0415
    from workplans.services import create_plan  # noqa: PLC0415

    text = "按月调度、按季通报，年底前全部完成，并把做法写成清单，供各校参照执行。" * 3
    sections = tuple(
        SectionDraft(
            f"第{number}方面工作",
            tasks=tuple(TaskDraft(f"做好第{number}方面第{at}件事。", text) for at in range(15)),
        )
        for number in range(tasks // 15)
    )
    district = make_district()
    editor = make_editor(district)
    draft = PlanDraft(title="工作要点", kind="calendar_year", year=2026, sections=sections)
    return create_plan(district=district, draft=draft, by=editor).pk, session_of(editor)


def opened(page: Page) -> float:
    page.reload(wait_until="commit")
    page.wait_for_selector("#sheet[data-ready]")
    return float(page.evaluate("performance.getEntriesByName('editor-ready')[0].startTime"))


def pressed(page: Page, press: Callable[[], None]) -> list[float]:
    page.evaluate("window.measured = []")
    for number in range(TRIES):
        press()
        while (
            page.evaluate("window.measured.length") <= number
        ):  # the policy lets nobody wait by a string of script
            page.wait_for_timeout(20)
    return [float(value) for value in page.evaluate("window.measured")]


def tell(what: str, values: list[float]) -> None:
    print(f"bench-editor {what}: middle {statistics.median(values):.0f} ms, slowest {max(values):.0f} ms")


if __name__ == "__main__":
    main()

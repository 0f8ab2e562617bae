"""What every test can ask for, and what every test is held to.

Fixtures worth knowing:
  `worker`, `start_worker`   a real Celery worker on the test's database and broker
  `page`, `live_site`        a real browser, and the address of the portal it can visit
  `signed_in`                the same browser, already signed in as somebody
  `expected_errors`          for tests in which an error is logged on purpose
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from tests import browser, silence, workers
from tests.polling import PATIENCE
from tests.workers import Worker

# Tests that may not touch a database can not tell one from another: scripts/test.sh leaves them out of its second
# pass. pytest-django decides which these are: without one of its fixtures or its mark, a query is an error.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-samples",
        action="store_true",
        help="accept what is read in tests/samples as the expectation",
    )


# The same examples in every run: a suite that fails on Tuesdays only helps nobody. To search for new ones:
# pytest --hypothesis-profile=search
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pure: touches no database (set by conftest, never by hand)")
    silence.close_the_network()
    expect.set_options(timeout=PATIENCE * 1000)


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ["TEST_RUN_DIR"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page" in item.fixturenames:  # type: ignore[attr-defined]  # functions have it, and all are functions
            item.add_marker(pytest.mark.browser)
        if {"worker", "start_worker"} & set(item.fixturenames):  # type: ignore[attr-defined]  # as above
            item.add_marker(pytest.mark.jobs)
        asks = DATABASE_FIXTURES & set(item.fixturenames)  # type: ignore[attr-defined]  # as above
        if not asks and not any(item.iter_markers("django_db")) and not any(item.iter_markers("jobs")):
            item.add_marker(pytest.mark.pure)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The plugin's own, and at the end nobody else is left in a PostgreSQL that is to be dropped.

    A process that a test killed leaves its session behind until the server notices.
    """
    yield
    if connection.vendor == "postgresql":
        connection.close()  # a test that ends all sessions has ended this one too
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def rewrite_samples(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-samples"))


@pytest.fixture
def logged_errors() -> Iterator[list[str]]:
    with silence.collected_errors() as messages:
        yield messages


@pytest.fixture
def expected_errors(logged_errors: list[str]) -> list[str]:
    """Ask for it where an error is logged on purpose; it holds what was logged, for the test to compare."""
    return logged_errors


@pytest.fixture(autouse=True)
def no_errors_logged(request: pytest.FixtureRequest, logged_errors: list[str]) -> Iterator[None]:
    """Nothing is logged as an error behind a test's back."""
    yield
    if logged_errors and "expected_errors" not in request.fixturenames:
        pytest.fail("Errors were logged:\n" + "\n".join(logged_errors), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Uploads, papers and mail of one test are not found by the next."""
    yield
    for folder in (settings.MEDIA_ROOT, Path(settings.DATA_DIR) / "mail"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def mail_folder() -> Path:
    """Where processes other than the test's own put the mail they send, one file a run; see tests/letters.py."""
    return Path(settings.DATA_DIR) / "mail"


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[..., Worker]]:
    """Start real Celery workers: `start_worker(pool="prefork", concurrency=1, beat=True, environment={…})`.

    The pool is the one each installation runs: threads beside a folder, processes beside Redis.
    """
    started: list[Worker] = []
    workers.empty_the_broker()

    def start(**choices: Any) -> Worker:
        choices.setdefault("pool", "threads" if settings.BROKER_URL.startswith("filesystem") else "prefork")
        choices.setdefault("concurrency", 2)
        worker = Worker(**choices)
        started.append(worker)
        worker.start()
        return worker

    yield start
    for worker in started:
        worker.kill()
    workers.empty_the_broker()
    if errors := [line for worker in started if not worker.may_log_errors for line in worker.logged_errors]:
        pytest.fail("A worker logged errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def worker(start_worker: Callable[..., Worker]) -> Worker:
    """A worker that takes jobs while the test runs."""
    return start_worker()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": browser.browser_path(), "args": browser.ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE * 1000)
    context.route(lambda url: not browser.is_local(url), lambda route: route.abort())
    return context


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A browser's page, 1440 by 900; anything it complains of in its console fails the test."""
    page.set_viewport_size({"width": 1440, "height": 900})
    complaints = browser.Complaints(page)
    yield page
    if complaints.seen:
        pytest.fail("The browser complained:\n" + "\n".join(complaints.seen), pytrace=False)


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Where `page.goto("/calendar/")` goes: the portal, served over the test's own database."""
    return str(live_server.url)


@pytest.fixture
def live_site(base_url: str) -> str:
    """The address of the portal, for a test that needs it in full."""
    return base_url


@pytest.fixture
def signed_in(page: Page, live_site: str) -> Callable[[Any], Page]:
    """`signed_in(user)` gives the page with that user's session, without going through the form."""

    def sign_in(user: Any) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page.context.clear_cookies()
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site}])
        return page

    return sign_in

"""Every address × method × role × own, parent, child and unrelated bureau.

What must come back follows from what the view declares and from whose row it is:

    nobody signed in        to the sign-in page, or the page where it is public
    another role            403
    another bureau's row    404
    otherwise               a page, never an error; and a GET writes nothing

How each address is asked for stands in tests/<room>/access_cases.py; see tests/access_world.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.checks import site_map
from districts.access import Access, declared_access
from districts.models import Role
from tests.access_world import ONLY_POST, RELATIONS, Bureau, Case, World, make_world

ROOMS = (
    "districts",
    "workplans",
    "calendar_app",
    "progress",
    "circulars",
    "intake",
    "reminders",
    "portal",
    "config",
)
# The session's own bookkeeping is not a change of anything.
HARMLESS = ("django_session", "axes_")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")


def known_cases() -> dict[str, tuple[Case, ...]]:
    cases: dict[str, Case | tuple[Case, ...]] = {}
    for room in ROOMS:
        name = f"tests.{room}.access_cases"
        if find_spec(f"tests.{room}") and find_spec(name):
            cases |= import_module(name).CASES
    return {name: case if isinstance(case, tuple) else (case,) for name, case in cases.items()}


CASES = known_cases()
VIEWS: dict[str, Callable[..., Any]] = {str(pattern.name): pattern.callback for _route, pattern in site_map()}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; each question below is asked inside it and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitors(world: World) -> dict[str, str]:
    """The key of an open session for each role of the own bureau."""
    keys = {}
    for role, user in world.own.people.items():
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def test_every_address_has_its_case() -> None:
    """A new address is told of in tests/<room>/access_cases.py, or nobody knows whether it is guarded."""
    assert sorted(set(VIEWS) - set(CASES)) == []
    assert sorted(set(CASES) - set(VIEWS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(CASES) & set(VIEWS)))
def test_access(name: str, world: World, visitors: dict[str, str]) -> None:
    access = declared_access(VIEWS[name])
    assert access is not None

    wrong = [
        f"{method} by {role or 'nobody'}, {bureau.relation} bureau: {problem}"
        for case in CASES[name]
        for method in ("GET", "POST")
        for role in (None, *Role.values)
        for bureau in bureaus_to_try(world, case, access, role)
        if (problem := problem_of(name, case, access, method, role, bureau, visitors))
    ]

    assert wrong == []


def bureaus_to_try(world: World, case: Case, access: Access, role: str | None) -> list[Bureau]:
    """All four where a row could be somebody else's; a role that is shut out is so for any row."""
    has_row = bool(undone(lambda: case.row(world.own, Role.ADMINISTRATOR)))
    if has_row and (access.is_public or role in access.roles):
        return [world.bureaus[relation] for relation in RELATIONS]
    return [world.own]


def problem_of(
    name: str,
    case: Case,
    access: Access,
    method: str,
    role: str | None,
    bureau: Bureau,
    visitors: dict[str, str],
) -> str:
    """What is wrong with the answer; empty when nothing is."""
    client = Client()
    if role:
        client.cookies[settings.SESSION_COOKIE_NAME] = visitors[role]
    kept_role = role or Role.ADMINISTRATOR

    def ask() -> str:
        path = reverse(name, kwargs=case.row(bureau, kept_role))
        with CaptureQueriesContext(connection) as captured:
            try:
                if method == "GET":
                    answer: HttpResponseBase = client.get(path, case.query)
                else:
                    answer = client.post(path, case.data)
                if answer.streaming:
                    b"".join(answer)
            except Exception as error:  # noqa: BLE001 -- any error here is the finding
                return f"failed with {error!r}"
        if method == "GET" and (written := changes_in(captured)):
            return f"wrote on GET: {written[0]}"
        return unexpected(answer, case, access, method, role, bureau)

    return str(undone(ask))


def unexpected(
    answer: HttpResponseBase, case: Case, access: Access, method: str, role: str | None, bureau: Bureau
) -> str:
    status = answer.status_code
    to_sign_in = status == 302 and str(answer.get("Location")).startswith(reverse("sign_in") + "?")
    if access.is_public:
        served = case.get if method == "GET" else case.post
        opens = served == ONLY_POST or case.opens_to(method, role or "*", bureau.relation)
        expected = served if opens else {404}
        return "sent to sign in from a public page" if to_sign_in else _differs(status, expected)
    if role is None:
        return "" if to_sign_in else f"{status} for somebody not signed in"
    if role not in access.roles:
        return _differs(status, {403})
    served = case.get if method == "GET" else case.post
    if served != ONLY_POST and not case.opens_to(method, role, bureau.relation):
        return _differs(status, {404})
    return _differs(status, served)


def _differs(status: int, expected: Any) -> str:
    return "" if status in expected else f"{status} instead of {' or '.join(map(str, sorted(expected)))}"


def changes_in(captured: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].upper().startswith(WRITES) and not any(word in query["sql"] for word in HARMLESS)
    ]


def undone(act: Callable[[], Any]) -> Any:
    """What `act` returns; whatever it did to the database is taken back."""
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer

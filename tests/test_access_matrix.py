"""Every address × method × role × own, parent, child and unrelated bureau.

What must come back follows from what the view declares and from whose row it is:

    nobody signed in                       sent to sign in, unless the page is public
    a password given by somebody else      sent to change it first
    another role, or no seat               403
    another bureau's row, or none          404
    otherwise                              a page, never an error

Doors are the same whatever the database: on the second one only the pages that open are opened.

A GET or a HEAD writes nothing, and neither does anything that is refused. How each address is asked for stands in
tests/<room>/access_cases.py; see tests/access_world.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from districts.access import declared_access
from tests.access_cases import ROOMS, VIEWS, cases_of
from tests.access_walk import NEWCOMER, SEATLESS, Walker, session_of
from tests.access_world import World, make_world

CASES = {name: cases for room in ROOMS for name, cases in cases_of(room).items()}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; every question is asked inside it and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """The key of an open session of every visitor."""
    users = {**world.own.people, SEATLESS: world.seatless, NEWCOMER: world.newcomer}
    return {visitor: session_of(user) for visitor, user in users.items()}


def test_every_address_has_its_case() -> None:
    """A new address is told of in tests/<room>/access_cases.py, or nobody knows whether it is guarded."""
    assert sorted(set(VIEWS) - set(CASES)) == []
    assert sorted(set(CASES) - set(VIEWS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(CASES) & set(VIEWS)))
def test_access(name: str, world: World, sessions: dict[str, str], settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.plain_refusals"
    access = declared_access(VIEWS[name])
    assert access is not None
    walker = Walker(world, sessions, only_own=connection.vendor != "sqlite")

    wrong = [problem for case in CASES[name] for problem in walker.problems(name, case, access)]

    assert wrong == []

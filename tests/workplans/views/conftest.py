"""Who comes to the pages of plans: an editor, an approver, people of the same bureau and of another one."""

from __future__ import annotations

import pytest
from django.test import Client

from districts.models import District, Role, User
from tests.districts.factories import make_district, make_office, make_school, make_user
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Task


@pytest.fixture
def district(db: None) -> District:
    return make_district()


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def approver(district: District) -> User:
    return make_user(district, Role.APPROVER)


@pytest.fixture
def staff(district: District) -> User:
    return make_user(district, Role.OFFICE_STAFF, office=make_office(district, "办公室"))


@pytest.fixture
def clerk(district: District) -> User:
    return make_user(district, Role.SCHOOL_CLERK, school=make_school(district))


@pytest.fixture
def outsider(db: None) -> User:
    """An editor of a bureau that has nothing to do with this one."""
    return make_editor(make_district("青川县"))


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    return make_plan(district, editor)


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, title="第1件事")


def browser_of(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk(editor: User) -> Client:
    """The editor's browser, without script."""
    return browser_of(editor)

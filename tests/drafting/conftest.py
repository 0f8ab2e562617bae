"""Who drafts together: an editor, an approver, the head of an office, somebody of another bureau."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from districts.models import District, Office, Role, User
from drafting.queries.parts import Parts, parts_of_plan
from tests.districts.factories import make_district, make_office, make_user
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Task
from workplans.services import edit_task

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def district(db: None) -> District:
    return make_district()


@pytest.fixture
def office(district: District) -> Office:
    return make_office(district, "基础教育科")


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def approver(district: District) -> User:
    return make_user(district, Role.APPROVER)


@pytest.fixture
def head(district: District, office: Office) -> User:
    return make_user(district, Role.OFFICE_HEAD, office=office)


@pytest.fixture
def outsider(db: None) -> User:
    return make_editor(make_district("青川县"))


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事. The first task has a text."""
    plan = make_plan(district, editor)
    first = Task.objects.get(plan=plan, title="第1件事")
    edit_task(task=first, changes={"body": "新建幼儿园3所，由人事科负责。"}, by=editor)
    return Plan.objects.select_related("district").get(pk=plan.pk)


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, title="第1件事")


@pytest.fixture
def parts(task: Task) -> Parts:
    return parts_of_plan(Plan.objects.get(pk=task.plan_id))

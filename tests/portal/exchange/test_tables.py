"""A plan's tables in Excel."""

import io
import zipfile

import pytest
from django.urls import reverse

from districts.models import Role
from tests.districts.factories import make_district, make_office, make_user
from tests.portal.exchange.workbooks import cells
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Task
from workplans.services import assign_offices


@pytest.fixture
def plan(db):
    district = make_district()
    return make_plan(district, make_editor(district))


@pytest.fixture
def desk(client, plan):
    client.force_login(
        make_user(plan.district, Role.OFFICE_STAFF, office=make_office(plan.district, "办公室"))
    )
    return client


def test_the_matrix_goes_out_as_it_is_filtered(desk, plan):
    task = plan.tasks.get(title="第1件事")
    lead = plan.district.offices.get()
    assign_offices(
        carrier=task, lead=lead, supporting=[make_office(plan.district, "人事科")], by=plan.drafted_by
    )

    answer = desk.get(reverse("matrix_excel", args=[plan.pk]), {"office": lead.pk})

    assert cells(answer.content) == [
        [
            "序号",
            "章节",
            "任务",
            "牵头处室",
            "配合处室",
            "不设牵头处室的原因",
            "完成时限",
            "办公室",
            "人事科",
        ],
        ["1．", "一、抓好队伍", "第1件事", "办公室", "人事科", "", "", "主", "配"],
    ]


def test_what_looks_like_a_formula_stays_text(desk, plan):
    Task.objects.filter(title="第1件事").update(title="=1+1")

    answer = desk.get(reverse("matrix_excel", args=[plan.pk]))

    assert "=1+1" in [row[2] for row in cells(answer.content)]
    assert b"<f>" not in _sheet(answer.content)


def _sheet(content: bytes) -> bytes:

    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

"""Who has not signed for a circular, in Excel."""

from django.urls import reverse

from circulars.services import sign_for
from tests.circulars.factories import (
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_school,
)
from tests.portal.exchange.workbooks import cells


def test_each_unit_stands_there_with_whom_to_ask(client, db):
    bureau = make_bureau()
    make_office(bureau, "督导科")
    signed, unsigned = (make_clerk(make_school(bureau, name)) for name in ("第一小学", "第二小学"))
    type(unsigned).objects.filter(pk=unsigned.pk).update(phone="13800000000")
    circular = make_circular(bureau)
    sign_for(circular=circular, by=signed, seat=signed.seats[0])
    client.force_login(make_editor(bureau))

    head, *rows = cells(client.get(reverse("unsigned_excel", args=[circular.pk])).content)

    assert head == ["处室或学校", "学段", "教育局", "账号", "联系人", "手机号码"]
    assert [[row[0], *row[3:]] for row in rows] == [
        ["督导科", "没有账号", "", ""],
        ["第二小学", "有账号", unsigned.full_name, "13800000000"],
    ]

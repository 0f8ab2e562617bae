"""The year's notice on free and worked days comes in as a file: all of it, or nothing."""

from datetime import date
from typing import Any

import pytest

from calendar_app.models import SpecialDays
from calendar_app.queries import days_of
from districts.models import AuditEntry, District, Role, User
from portal.exchange.kinds import KINDS
from portal.exchange.reports import Report
from portal.exchange.services import confirm_import, export_rows, keep_import, look_through
from tests.districts.factories import make_district, make_user
from tests.portal.exchange.workbooks import cells, workbook

pytestmark = pytest.mark.django_db

HEADS = ["开始日期", "结束日期", "放假或上班", "名称"]
NOTICE = [
    ["2027-01-01", "2027-01-03", "放假", "元旦"],
    [date(2027, 2, 5), date(2027, 2, 11), "放假", "春节"],
    ["2027年2月20日", "", "上班", "春节"],
]


@pytest.fixture
def district() -> District:
    return make_district("海云市")


@pytest.fixture
def admin(district: District) -> User:
    return make_user(district, Role.ADMINISTRATOR)


def look(by: User, *rows: Any) -> Report:
    content = workbook(HEADS, *rows)
    return look_through(kind=KINDS["days"], district=by.seats[0].district, content=content, by=by)


def bring(by: User, *rows: Any) -> None:
    content = workbook(HEADS, *rows)
    kept = keep_import(
        kind=KINDS["days"], district=by.seats[0].district, name="2027.xlsx", content=content, by=by
    )
    confirm_import(kept=kept, kind=KINDS["days"], by=by)


def test_the_notice_of_a_year_is_brought_in_and_taken_out_again(district, admin):
    bring(admin, *NOTICE)

    days = days_of(district)
    assert [days.is_working_day(date(2027, 2, day)) for day in (4, 5, 11, 12, 20)] == [
        True, False, False, True, True,
    ]  # fmt: skip
    out = cells(export_rows(kind=KINDS["days"], district=district, by=admin))
    assert out[0] == ["开始日期*", "结束日期", "放假或上班*", "名称*"]
    assert out[3] == ["2027-02-20", "2027-02-20", "上班", "春节"]
    assert look(admin, *out[1:]).same == 3


def test_a_row_of_the_same_first_day_is_changed(district, admin):
    bring(admin, *NOTICE)

    bring(admin, ["2027-02-05", "2027-02-12", "放假", "春节"])

    assert SpecialDays.objects.get(first_day=date(2027, 2, 5)).last_day == date(2027, 2, 12)
    assert list(AuditEntry.objects.filter(verb="change_days").values_list("before", "after")) == [
        ({"last_day": "2027-02-11"}, {"last_day": "2027-02-12"})
    ]


def test_every_wrong_row_is_told_and_none_is_brought_in(district, admin):
    SpecialDays.objects.create(
        district=district, name="校庆", first_day=date(2027, 3, 1), last_day=date(2027, 3, 2)
    )

    report = look(
        admin,
        ["2027-02-05", "2027-02-11", "放假", "春节"],
        ["2027-02-11", "2027-02-14", "放假", "元宵"],
        ["2027-03-02", "", "放假", "植树"],
        ["2027-05-01", "2027-04-30", "放假", "劳动节"],
        ["五月一日", "", "休息", ""],
    )

    assert not report.can_be_confirmed
    assert [problem for row in report.rows for problem in row.problems] == [
        "第2行“结束日期”写的是“2027-02-11”，与 2027-02-11 至 2027-02-14 的日期重叠。",
        "第3行“结束日期”写的是“2027-02-14”，与 2027-02-05 至 2027-02-11 的日期重叠。",
        "第4行“结束日期”没有填写，与 2027-03-01 至 2027-03-02 的日期重叠。",
        "第5行“结束日期”写的是“2027-04-30”，结束日期早于开始日期。",
        "第6行“开始日期”写的是“五月一日”，请填日期，如 2026-11-05。",
        "第6行“放假或上班”写的是“休息”，请填：放假、上班。",
        "第6行“名称”没有填写，请填写。",
    ]

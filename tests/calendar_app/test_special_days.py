"""A bureau's own days: whose word holds, what the pages do, what they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import SpecialDays
from calendar_app.queries import bureaus_at_work, days_of
from calendar_app.queries.days import days_page
from calendar_app.services.days import Overlaps, add_days, change_days, remove_days
from districts.models import AuditEntry, District, Role, User
from districts.services import ChangedMeanwhile
from tests.calendar_app.factories import client_of, make_district, make_user

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
OFF, WORK = SpecialDays.Kind.OFF, SpecialDays.Kind.WORK


@pytest.fixture
def city(db) -> District:
    return make_district("海云市")


@pytest.fixture
def county(city) -> District:
    return make_district("临溪县", parent=city)


@pytest.fixture
def admin(city) -> User:
    return make_user(city, Role.ADMINISTRATOR)


def say(
    district: District, first: date, last: date | None = None, *, kind: str = OFF, name: str = "校庆"
) -> SpecialDays:
    row: SpecialDays = SpecialDays.objects.create(
        district=district, name=name, kind=kind, first_day=first, last_day=last or first
    )
    return row


def test_the_nearest_bureau_has_the_last_word(city, county):
    say(city, MONDAY, FRIDAY)
    say(county, date(2027, 3, 3), kind=WORK)

    march = [date(2027, 3, day) for day in range(1, 6)]

    assert [days_of(city).is_working_day(day) for day in march] == [False] * 5
    assert [days_of(county).is_working_day(day) for day in march] == [False, False, True, False, False]
    assert days_of(city).working_days_before(date(2027, 3, 8), 1) == date(2027, 2, 26)


def test_what_a_county_says_holds_for_nobody_else(city, county):
    say(county, MONDAY)

    assert bureaus_at_work(MONDAY) == {city.pk}
    assert bureaus_at_work(date(2027, 3, 2)) == {city.pk, county.pk}
    assert bureaus_at_work(date(2027, 3, 6)) == set()


def test_a_saturday_that_a_bureau_works_is_one_of_its_days(city, county):
    saturday = date(2027, 3, 6)
    say(city, saturday, kind=WORK)

    assert bureaus_at_work(saturday) == {city.pk, county.pk}
    assert days_of(county).working_days_after(FRIDAY, 1) == saturday


def test_days_do_not_overlap_and_the_trail_tells_of_each(city, admin):
    week = add_days(district=city, name="春节", kind=OFF, first_day=MONDAY, last_day=FRIDAY, by=admin)

    with pytest.raises(Overlaps) as refusal:
        add_days(district=city, name="另一", kind=OFF, first_day=FRIDAY, last_day=FRIDAY, by=admin)
    changed = change_days(days=week, clean={"last_day": date(2027, 3, 3)}, by=admin, version=1)
    add_days(district=city, name="另一", kind=OFF, first_day=FRIDAY, last_day=FRIDAY, by=admin)
    with pytest.raises(ChangedMeanwhile):
        remove_days(days=week, by=admin, version=1)
    remove_days(days=changed, by=admin, version=2)

    assert refusal.value.row == week
    assert [row.name for row in SpecialDays.objects.all()] == ["另一"]
    acts = AuditEntry.objects.order_by("pk").values_list("verb", "after__last_day")
    assert list(acts) == [
        ("add_days", "2027-03-05"),
        ("change_days", "2027-03-03"),
        ("add_days", "2027-03-05"),
        ("remove_days", None),
    ]


def test_the_year_lists_whose_word_holds(city, county):
    say(county, date(2026, 10, 6), kind=WORK, name="值班")

    page = days_page(county, 2026)

    october = [
        (row.words, row.days.name, row.otherwise) for row in page.rows if row.days.first_day.month == 10
    ]
    assert october == [
        ("2026年10月1日—10月7日", "国庆节", 1),
        ("2026年10月6日", "值班", 0),
        ("2026年10月10日", "国庆节", 0),
    ]
    assert page.worked == days_page(city, 2026).worked + 1
    assert (page.is_announced, days_page(city, 2027).is_announced) == (True, False)


def test_an_administrator_adds_changes_and_takes_back(city, admin):
    client = client_of(admin)
    typed = {"name": "春节", "kind": "off", "first_day": "2027-02-05", "last_day": "2027-02-11"}

    added = client.post(reverse("days_add"), typed, follow=True)
    [row] = SpecialDays.objects.all()
    edit = reverse("days_edit", args=[row.pk])
    client.post(edit, typed | {"version": "1", "last_day": "2027-02-12"})
    stale = client.post(edit, typed | {"version": "1", "name": "年假"})

    assert "2027年2月5日—2月11日" in added.content.decode()
    assert SpecialDays.objects.get().last_day == date(2027, 2, 12)
    assert (stale.status_code, "年假" in stale.content.decode()) == (422, True)
    client.post(reverse("days_remove", args=[row.pk]), {"version": "2"})
    assert not SpecialDays.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"last_day": "2027-02-01"}, "结束日期早于开始日期"),
        ({"last_day": "2072-02-11"}, "请检查年份"),
        ({"first_day": "2027-03-03", "last_day": ""}, "与“校庆”（2027年3月1日—3月5日）的日期重叠"),
    ],
)
def test_what_cannot_be_is_said_and_kept(city, admin, typed, told):
    say(city, MONDAY, FRIDAY)

    form = {"name": "春节", "kind": "off", "first_day": "2027-02-05", "last_day": ""} | typed
    answer = client_of(admin).post(reverse("days_add"), form)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert SpecialDays.objects.count() == 1


def test_the_list_asks_the_same_of_the_database_at_1_and_30_rows(city, admin):
    client, address, counts = client_of(admin), reverse("working_days", args=[2027]), []
    for month in (3, *[4 + step % 9 for step in range(29)]):
        day = 1 + SpecialDays.objects.filter(first_day__month=month).count()
        say(city, date(2027, month, day))
        if SpecialDays.objects.count() in (1, 30):
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            counts.append(len(caught))

    assert counts[0] == counts[1]

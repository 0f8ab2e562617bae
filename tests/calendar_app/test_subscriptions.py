"""A calendar in somebody's own program: what the address answers, to whom it stops answering, where it is not told."""

from __future__ import annotations

import io
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from calendar_app.models import Subscription
from calendar_app.services import edit_entry, remove_entry
from calendar_app.services.subscriptions import MOST
from config.logs import KeysLeftOut, without_keys
from districts.models import AuditEntry, Membership, Role
from tests.calendar_app.factories import client_of, make_entry, make_plan
from tests.districts.factories import make_district, make_office, make_school, make_user

THIS_MONTH = timezone.localdate().replace(day=1)


def months_on(count: int) -> date:
    year, month = divmod(THIS_MONTH.month - 1 + count, 12)
    return date(THIS_MONTH.year + year, month + 1, 1)


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def editor(district):
    return make_user(district, Role.EDITOR)


def address_of(user, calendar: str) -> str:
    """The address that the page shows once, as a path."""
    answer = client_of(user).post(reverse("subscription_list"), {"calendar": calendar})
    assert answer.status_code == 201, answer.content.decode()
    whole: str = answer.context["made"]["address"]
    assert whole in answer.content.decode()
    return whole[whole.index("/calendar/") :]


def events(address: str) -> dict[str, dict[str, Any]]:
    """What a program that is nobody's browser finds, by title."""
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(answer.content)
    return {
        str(event["summary"]): {
            "first": event.decoded("dtstart"),
            "beyond": event.decoded("dtend"),
            "uid": str(event["uid"]),
            "sequence": str(event["sequence"]),
            "text": str(event["description"]),
            "changed": event.decoded("last-modified") if "last-modified" in event else None,
        }
        for event in calendar.walk("VEVENT")
    }


def test_a_span_covers_its_months_and_a_day_is_a_day(district, editor):
    office = make_office(district, "基础教育处")
    make_entry(district, "开学检查", first=THIS_MONTH, last=months_on(3), lead=office)
    make_entry(district, "上报统计", first=THIS_MONTH, due_on=THIS_MONTH + timedelta(days=9))

    found = events(address_of(editor, f"bureau:{district.pk}"))

    assert (found["开学检查"]["first"], found["开学检查"]["beyond"]) == (THIS_MONTH, months_on(4))
    day = THIS_MONTH + timedelta(days=9)
    assert (found["上报统计"]["first"], found["上报统计"]["beyond"]) == (day, day + timedelta(days=1))
    assert "牵头处室：基础教育处" in found["开学检查"]["text"]


def test_a_changed_entry_is_the_same_event_and_a_deleted_one_is_gone(district, editor):
    kept, gone = make_entry(district, "旧名", first=THIS_MONTH), make_entry(district, "撤", first=THIS_MONTH)
    address = address_of(editor, f"bureau:{district.pk}")
    before = events(address)["旧名"]

    edit_entry(entry=kept, changes={"work": "新名"}, by=editor)
    remove_entry(entry=gone, by=editor)

    after = events(address)
    assert set(after) == {"新名"}
    assert after["新名"]["uid"] == before["uid"] == f"{kept.key}@work-plan-portal"
    assert int(after["新名"]["sequence"]) > int(before["sequence"])
    changed = AuditEntry.objects.get(verb="edit_entry").at
    assert (before["changed"], after["新名"]["changed"]) == (None, changed.replace(microsecond=0))


def test_each_calendar_shows_its_own(district):
    office, other = make_office(district, "甲处"), make_office(district, "乙处")
    school = make_school(district)
    head = make_user(district, Role.OFFICE_HEAD, office=office)
    clerk = make_user(district, Role.SCHOOL_CLERK, school=school)
    make_entry(district, "甲处的事", first=THIS_MONTH, lead=office)
    make_entry(district, "乙处的事", first=THIS_MONTH, lead=other)
    make_entry(district, "学校的事", first=THIS_MONTH, lead=other).audience.create()
    make_entry(district, "没印发的事", first=THIS_MONTH, lead=office, plan=make_plan(district))

    assert set(events(address_of(head, "mine"))) == {"甲处的事"}
    assert set(events(address_of(head, f"office:{other.pk}"))) == {"乙处的事", "学校的事"}
    assert set(events(address_of(head, f"bureau:{district.pk}"))) == {"甲处的事", "乙处的事", "学校的事"}
    assert set(events(address_of(clerk, f"school:{school.pk}"))) == {"学校的事"}
    assert set(events(address_of(clerk, "mine"))) == {"学校的事"}


def test_nobody_subscribes_to_what_is_not_theirs(district, editor):
    elsewhere = make_district()
    clerk = make_user(district, Role.SCHOOL_CLERK, school=make_school(district))

    for user, calendar in (
        (editor, f"bureau:{elsewhere.pk}"),
        (editor, f"office:{make_office(elsewhere, '外局处室').pk}"),
        (clerk, f"bureau:{district.pk}"),
        (clerk, f"school:{make_school(district).pk}"),
    ):
        answer = client_of(user).post(reverse("subscription_list"), {"calendar": calendar})
        assert answer.status_code == 422

    assert not Subscription.objects.exists()


def test_a_revoked_address_and_that_of_somebody_who_left_answer_nobody(district, editor):
    make_entry(district, first=THIS_MONTH)
    revoked, left = (address_of(editor, f"bureau:{district.pk}") for _ in range(2))

    desk = client_of(editor)
    desk.post(reverse("subscription_end", args=[Subscription.objects.earliest("pk").pk]))
    assert (Client().get(revoked).status_code, Client().get(left).status_code) == (404, 200)
    assert AuditEntry.objects.filter(verb="end_subscription", actor=editor).count() == 1

    Membership.objects.filter(user=editor).update(is_active=False)
    assert Client().get(left).status_code == 404


def test_an_unchanged_calendar_is_not_sent_again(district, editor):
    entry = make_entry(district, first=THIS_MONTH)
    address = address_of(editor, f"bureau:{district.pk}")
    mark = Client().get(address)["ETag"]

    again = Client().get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")

    edit_entry(entry=entry, changes={"work": "换了"}, by=editor)
    assert Client().get(address, headers={"If-None-Match": mark}).status_code == 200


def test_the_key_is_kept_nowhere(district, editor, caplog):
    address = address_of(editor, f"bureau:{district.pk}")
    key = address.rpartition("/")[2].removesuffix(".ics")

    assert key not in str(list(Subscription.objects.values()) + list(AuditEntry.objects.values()))
    assert key not in client_of(editor).get(reverse("subscription_list")).content.decode()
    assert without_keys(f'"GET {address} HTTP/1.1" 200') == '"GET /calendar/feeds/… HTTP/1.1" 200'


def test_a_log_line_about_the_address_leaves_the_key_out():
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(KeysLeftOut())
    log = logging.getLogger("feeds")
    log.addHandler(handler)
    log.propagate = False

    log.warning("Not Found: %s", "/calendar/feeds/the-key.ics")
    log.warning("Not Found: %s", "/calendar/2026/11/")

    assert said.getvalue() == "Not Found: /calendar/feeds/…\nNot Found: /calendar/2026/11/\n"


def test_reading_costs_the_same_for_one_entry_and_for_many(district, editor, django_assert_max_num_queries):
    office = make_office(district, "甲处")
    address = address_of(editor, f"bureau:{district.pk}")
    for count in (1, 12):
        for number in range(count):
            make_entry(district, f"事{number}", first=THIS_MONTH, lead=office)
        with django_assert_max_num_queries(5):
            Client().get(address)


def test_too_many_addresses_are_refused_with_what_to_do(district, editor):
    desk = client_of(editor)
    page = reverse("subscription_list")
    for _ in range(MOST):
        assert desk.post(page, {"calendar": f"bureau:{district.pk}"}).status_code == 201

    answer = desk.post(page, {"calendar": f"bureau:{district.pk}"})

    assert answer.status_code == 422
    assert "请先停用一个不再使用的" in answer.content.decode()
    assert Subscription.objects.count() == MOST


def test_the_command_makes_what_the_page_makes(district, editor, capsys):
    make_entry(district, "开学检查", first=THIS_MONTH)
    call_command("subscribe", user=editor.username, calendar=f"bureau:{district.pk}")
    address = capsys.readouterr().out.strip()

    assert set(events(address[address.index("/calendar/") :])) == {"开学检查"}

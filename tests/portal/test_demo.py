"""The demo province: everything one wants to see is in it, and it was made by the rules."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from calendar_app.models import CalendarEntry
from circulars.models import Circular, Receipt
from districts.models import AuditEntry, District, Membership, Role, School, Stage
from districts.queries import trail_lines
from drafting.models import Asked, Item, Remark, Suggestion
from portal.demo.build import build_demo
from portal.demo.people import PASSWORD
from progress.models import Extension, Report
from progress.queries import overdue_items
from reminders.models import Reminder
from workplans.models import Plan, Section, Task

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
def test_the_demo_has_everything_one_wants_to_see():
    build_demo(today=TODAY, now=NOW)

    assert [district.level for district in District.objects.order_by("code")] == [
        "province",
        "city",
        "county",
        "county",
    ]
    assert School.objects.count() >= 40
    assert set(School.objects.values_list("stage", flat=True)) == set(Stage)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert set(Plan.objects.values_list("state", flat=True)) == set(Plan.State)
    assert set(Plan.objects.values_list("kind", flat=True)) == {"calendar_year", "school_year"}
    assert len({plan.year for plan in Plan.objects.filter(district__slug="haiyun")}) >= 3
    assert Section.objects.filter(plan__kind="school_year").exclude(parent=None).exists()
    assert CalendarEntry.objects.filter(district__slug="haiyun").count() >= 40
    assert Task.objects.filter(due_on=TODAY).exists()
    assert Task.objects.filter(due_on__gt=TODAY, plan__state="issued").exists()
    # a believable bureau: little is late
    assert 2 <= len(overdue_items(District.objects.get(slug="haiyun"), TODAY)) <= 6
    assert {"done", "under_way"} <= set(Report.objects.values_list("status", flat=True))
    assert set(Extension.objects.values_list("state", flat=True)) == {"asked", "granted"}
    # what stays late climbs
    assert {"leader", "director"} <= set(Reminder.objects.values_list("rule", flat=True))
    assert Receipt.objects.exists()
    assert Circular.objects.published().count() == Circular.objects.count() == 6
    # every office named in the city's documents was found by its name or alias
    assert not Task.objects.exclude(offices_as_written=[]).filter(duties=None).exists()
    assert AuditEntry.objects.filter(verb="issue_plan").count() == 6
    # the trail names everything as people do
    told = [change.label for line in trail_lines(AuditEntry.objects.all()) for change in line.changes]
    assert {label for label in told if label.isascii()} == set()
    # next year's plan is being talked over
    assert Remark.objects.count() == 3
    assert Suggestion.objects.filter(state="open").count() == 2
    assert set(Item.objects.values_list("state", flat=True)) == {"draft", "taken", "declined"}
    assert Asked.objects.filter(sent_at=None).count() == 1


@pytest.mark.django_db
def test_the_demo_is_never_loaded_over_rows(client):
    call_command("load_demo", today=TODAY, verbosity=0)
    plans = Plan.objects.count()

    call_command("load_demo", if_empty=True)
    with pytest.raises(CommandError):
        call_command("load_demo")

    assert Plan.objects.count() == plans
    form = {"username": "clerk", "password": PASSWORD}
    assert client.post(reverse("sign_in"), form).headers["Location"] == reverse("workbench")

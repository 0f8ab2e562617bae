"""Dates that change: page, letter and calendar name the same day, what is right is told and what is wrong taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from calendar_app.ical import as_ical
from calendar_app.models import CalendarEntry, Subscription
from calendar_app.queries.subscriptions import as_happenings, subscribed_entries
from calendar_app.services import edit_entry
from districts.models import District, Message, Office, Role, User
from progress.models import Extension, Report
from progress.services import (
    ask_extension,
    decide_extension,
    file_report,
    revoke_extension,
    withdraw_extension,
)
from reminders.models import Reminder, RuleKind
from reminders.queries import know_days
from reminders.services import nudge, plan_reminders, settle_ledger
from reminders.services.digests import items_named
from tests.calendar_app.factories import client_of, make_entry, make_plan, make_task
from tests.circulars.factories import make_clerk
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, Task

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
DUE, GRANTED = date(2026, 11, 13), date(2026, 12, 10)  # a Friday, a Thursday


@pytest.fixture
def bureau() -> District:
    return make_district("海云市")


@pytest.fixture
def office(bureau) -> Office:
    return make_office(bureau, "学校安全处")


@pytest.fixture
def staff(office) -> User:
    return make_user(office.district, Role.OFFICE_STAFF, office=office)


@pytest.fixture
def entry(bureau, office) -> CalendarEntry:
    return make_entry(bureau, "消防安全检查", lead=office, due_on=DUE)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def remind(day: date) -> int:
    return plan_reminders(today=day, now=at(day))


def asked(
    item: Task | CalendarEntry, by: User, day: date, until: date = GRANTED, **place: object
) -> Extension:
    place = place or {"office": by.seats[0].office}
    return ask_extension(item=item, until=until, reason="等待名单", by=by, now=at(day), today=day, **place)  # type: ignore[arg-type]


def granted(item: Task | CalendarEntry, by: User, day: date, until: date = GRANTED, **place: object) -> None:
    request = asked(item, by, day, until, **place)
    judge = make_user(item.district, Role.APPROVER)
    decide_extension(extension=request, is_granted=True, by=judge, now=at(day))


def letter(person: User, day: date) -> str:
    return Message.objects.in_portal().get(recipient=person, key=f"digest:{day}").body


def events(user: User, scope: str, **place: object) -> dict[str, tuple[date, date]]:
    """By title the first and the last day in the calendar that the person subscribed to."""
    subscription = Subscription(user=user, district=user.seats[0].district, scope=scope, **place)
    entries = subscribed_entries(subscription, today=DUE)
    assert entries is not None
    written = as_ical("行事历", as_happenings(entries), now=datetime(2026, 11, 20, tzinfo=UTC))
    return {
        str(event["summary"]): (event.decoded("dtstart"), event.decoded("dtend") - timedelta(days=1))
        for event in Calendar.from_ical(written).events
    }


def test_late_after_more_time_the_letter_names_the_day_granted(entry, office, staff):
    granted(entry, staff, date(2026, 11, 16))

    remind(date(2026, 12, 14))  # the Monday after the day granted

    assert "已逾期\n  · 消防安全检查 （已准延期至2026年12月10日）" in letter(staff, date(2026, 12, 14))
    reminders = list(Reminder.objects.with_items())
    know_days(reminders)
    assert items_named(reminders) == "· 消防安全检查（学校安全处已准延期至2026-12-10）"


def test_the_supporting_office_that_asked_for_nothing_reads_its_own_day(entry, staff):
    other = make_office(entry.district, "基教处")
    entry.duties.create(office=other, role="support")
    colleague = make_user(entry.district, Role.OFFICE_STAFF, office=other)
    granted(entry, staff, date(2026, 11, 11))

    remind(date(2026, 11, 16))

    assert "消防安全检查 （2026年11月13日前）" in letter(colleague, date(2026, 11, 16))
    assert "已准延期至2026年12月10日" in letter(staff, date(2026, 11, 16))  # of the month


def test_what_was_told_before_keeps_the_day_it_named(entry, staff):
    remind(date(2026, 11, 16))
    granted(entry, staff, date(2026, 11, 17))
    [told] = Reminder.objects.filter(rule=RuleKind.OVERDUE)

    page = client_of(staff).get(f"/reminders/{told.pk}/").content.decode()

    assert "已逾期 · 2026-11-13" in page
    assert "已准延期" not in page


def test_an_urged_item_names_the_day_granted_since(entry, staff):
    editor = make_user(entry.district, Role.EDITOR)
    day = date(2026, 11, 11)
    remind(day)
    nudge(item=entry, tells=["lead_staff"], by=editor, today=day, now=at(day, 15))
    granted(entry, staff, day)

    remind(date(2026, 11, 12))

    assert "消防安全检查 （已准延期至2026年12月10日）" in letter(staff, date(2026, 11, 12))
    page = client_of(editor).get(f"/reminders/urge/entry/{entry.pk}/").content.decode()
    assert "学校安全处延期至 2026-12-10" in page


def test_page_letter_and_calendar_name_the_same_day(entry, office, staff):
    over_months = make_entry(entry.district, "冬季安全月", lead=office)
    for item in (entry, over_months):
        granted(item, staff, date(2026, 11, 11))
    client = client_of(staff)

    page = client.get(f"/calendar/entries/{entry.pk}/").content.decode()
    december = client.get("/calendar/2026/12/").content.decode()
    remind(date(2026, 12, 10))

    assert '2026-11-13 <span class="tag">已准延期至2026-12-10</span>' in page
    assert december.count("已准延期至2026-12-10") == 2
    assert "最后期限\n  · 消防安全检查 （已准延期至2026年12月10日）" in letter(staff, GRANTED)
    assert events(staff, "mine") == events(staff, "office", office=office) == {
        "消防安全检查": (GRANTED, GRANTED),
        "冬季安全月": (date(2026, 11, 1), GRANTED),
    }  # fmt: skip


def test_the_bureau_keeps_the_papers_day(entry, staff):
    granted(entry, staff, date(2026, 11, 11))
    editor = make_user(entry.district, Role.EDITOR)

    page = client_of(editor).get(f"/calendar/entries/{entry.pk}/").content.decode()

    assert "<dd>2026-11-13</dd>" in page
    assert events(editor, "bureau") == {"消防安全检查": (DUE, DUE)}


def test_a_school_has_its_own_day(entry, staff):
    entry.audience.create(demand="act")
    first, second = make_school(entry.district, "第一小学"), make_school(entry.district, "第二小学")
    lucky, other = make_clerk(first), make_clerk(second)
    granted(entry, lucky, date(2026, 11, 11), school=first)

    assert events(lucky, "school", school=first) == {"消防安全检查": (GRANTED, GRANTED)}
    assert events(other, "mine") == {"消防安全检查": (DUE, DUE)}


def test_a_calendar_program_sees_that_the_day_moved(entry, office, staff):
    def event() -> object:
        [row] = (
            subscribed_entries(Subscription(user=staff, district=entry.district, scope="mine"), today=DUE)
            or []
        )
        [one] = as_happenings([row])
        return one.version, one.details.splitlines()[1:3], one.due_on

    before = event()
    granted(entry, staff, date(2026, 11, 11))

    assert before == (1, ["完成时限：2026年11月13日", "牵头处室：学校安全处"], DUE)
    assert event() == (
        2,
        ["完成时限：2026年11月13日", "已准延期至2026年12月10日"],
        DUE,
    )  # read back, it is the paper's


def test_a_day_taken_back_is_the_old_one_again_in_ledger_letter_and_calendar(entry, staff):
    judge = make_user(entry.district, Role.APPROVER)
    granted(entry, staff, date(2026, 11, 11))
    settle_ledger(district=entry.district, today=date(2026, 12, 7), now=at(date(2026, 12, 7)))
    soon = Reminder.objects.get(rule=RuleKind.DUE_SOON, occasion=GRANTED)  # nobody was told of it yet

    revoke_extension(
        extension=Extension.objects.get(), reason="名单已到", by=judge, now=at(date(2026, 12, 7))
    )
    remind(date(2026, 12, 7))

    soon.refresh_from_db()
    assert soon.withdrawn_because == Reminder.Withdrawn.MOVED
    assert "已逾期\n  · 消防安全检查 （2026年11月13日前）" in letter(staff, date(2026, 12, 7))
    [row] = (
        subscribed_entries(Subscription(user=staff, district=entry.district, scope="mine"), today=DUE) or []
    )
    [event] = as_happenings([row])
    assert (event.version, event.ends_on, event.changed_at) == (3, DUE, at(date(2026, 12, 7)))


def test_a_day_moved_past_the_one_granted_is_newer_than_what_a_calendar_program_has_seen(entry, staff):
    def event() -> tuple[int, date]:
        mine = Subscription(user=staff, district=entry.district, scope="mine")
        [one] = as_happenings(subscribed_entries(mine, today=DUE) or [])
        return one.version, one.ends_on

    granted(entry, staff, date(2026, 11, 11))
    granted(entry, staff, date(2026, 11, 12), until=GRANTED + timedelta(days=4))
    before = event()
    edit_entry(entry=entry, changes={"due_on": GRANTED + timedelta(days=8)}, by=staff)

    assert (before, event()) == ((3, GRANTED + timedelta(days=4)), (4, GRANTED + timedelta(days=8)))


def test_a_letter_keeps_the_day_it_named_though_it_was_taken_back_since(entry, staff):
    judge = make_user(entry.district, Role.APPROVER)
    granted(entry, staff, date(2026, 11, 11))
    remind(date(2026, 12, 14))
    revoke_extension(
        extension=Extension.objects.get(), reason="名单已到", by=judge, now=at(date(2026, 12, 15))
    )

    reminders = list(Reminder.objects.with_items())
    know_days(reminders)

    assert items_named(reminders) == "· 消防安全检查（学校安全处已准延期至2026-12-10）"


def test_the_task_page_says_it_to_whom_it_was_granted(bureau, office, staff):
    task = make_task(make_plan(bureau, Plan.State.ISSUED), due_on=DUE)
    task.duties.create(office=office, role="lead")
    granted(task, staff, date(2026, 11, 11))
    outsider = make_user(bureau, Role.OFFICE_STAFF, office=make_office(bureau, "基教处"))

    assert "已准延期至2026-12-10" in client_of(staff).get(task.get_absolute_url()).content.decode()
    assert "已准延期" not in client_of(outsider).get(task.get_absolute_url()).content.decode()


# what waits when a date changes


def standing() -> set[tuple[str, date]]:
    return set(Reminder.objects.standing().filter(digest=None).values_list("rule", "occasion"))


def settled(day: date, bureau: District) -> set[tuple[str, date]]:
    settle_ledger(district=bureau, today=day, now=at(day))
    return standing()


NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_an_entry_moved_to_another_month_is_told_there(bureau, office, staff):
    entry = make_entry(bureau, "冬季安全月", lead=office)
    editor = make_user(bureau, Role.EDITOR)

    def moved_to(month: date) -> None:
        entry.refresh_from_db()
        changes = {"starts_month": month, "ends_month": month}
        edit_entry(entry=entry, changes=changes, was={}, version=entry.version, by=editor)

    assert settled(date(2026, 11, 2), bureau) == {("month_start", NOVEMBER)}
    moved_to(DECEMBER)
    assert settled(date(2026, 11, 2), bureau) == set()
    assert set(Reminder.objects.values_list("withdrawn_because", flat=True)) == {"moved"}
    moved_to(NOVEMBER)
    assert settled(date(2026, 11, 2), bureau) == {("month_start", NOVEMBER)}
    moved_to(DECEMBER)
    assert settled(date(2026, 12, 1), bureau) == {("month_start", DECEMBER)}


def test_more_time_takes_back_the_first_day_and_arms_the_granted_one(entry, bureau, staff):
    day = date(2026, 11, 11)
    assert settled(day, bureau) == {("month_start", NOVEMBER), ("due_soon", DUE)}

    request = asked(entry, staff, day)
    assert settled(day, bureau) == {("month_start", NOVEMBER), ("due_soon", DUE)}  # asking moves nothing
    withdraw_extension(extension=request, by=staff, now=at(day))
    assert settled(day, bureau) == {("month_start", NOVEMBER), ("due_soon", DUE)}

    granted(entry, staff, day)
    assert settled(day, bureau) == {("month_start", NOVEMBER)}
    assert settled(date(2026, 12, 7), bureau) == {("month_start", DECEMBER), ("due_soon", GRANTED)}


def test_done_takes_back_and_not_done_after_all_arms_again(entry, bureau, office, staff):
    day = date(2026, 11, 11)
    settled(day, bureau)
    for status, left in ((Report.Status.DONE, 0), (Report.Status.UNDER_WAY, 2)):
        file_report(by=staff, status=status, entry=entry, office=office)
        assert len(settled(day, bureau)) == left

"""委托代办: who is away lends an approving seat for some days."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from districts.models import AuditEntry, Delegation, District, Role, User
from districts.queries.delegations import seats_lent_to
from districts.services.delegations import (
    LentAlready,
    NotAColleague,
    NotLendable,
    lend_seat,
    take_seat_back,
)
from tests.districts.factories import make_district, make_office, make_school, make_user, signed_in

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
NOW = datetime(2026, 3, 3, 1, tzinfo=UTC)


@pytest.fixture
def bureau() -> District:
    return make_district()


@pytest.fixture
def approver(bureau: District) -> User:
    return make_user(bureau, Role.APPROVER)


@pytest.fixture
def deputy(bureau: District) -> User:
    return make_user(bureau, Role.OFFICE_STAFF, office=make_office(bureau))


def lend(approver: User, deputy: User, first: date = FIRST, last: date = LAST) -> Delegation:
    return lend_seat(
        seat=approver.seats[0], to=deputy, starts_on=first, ends_on=last, by=approver, why="出差"
    )


def test_a_seat_is_lent_from_the_first_to_the_last_day(approver, deputy):
    lend(approver, deputy)

    days = [date(2026, 3, 1), FIRST, LAST, date(2026, 3, 7)]
    assert [len(seats_lent_to(deputy, day)) for day in days] == [0, 1, 1, 0]
    entry = AuditEntry.objects.get(verb="lend_seat")
    assert (entry.actor, entry.district) == (approver, approver.seats[0].district)


def test_a_seat_taken_back_is_lent_no_more_and_twice_changes_nothing(approver, deputy):
    row = lend(approver, deputy)

    for _ in range(2):
        take_seat_back(delegation=row, by=approver, now=NOW)

    assert seats_lent_to(deputy, FIRST) == []
    assert AuditEntry.objects.filter(verb="take_seat_back").count() == 1
    lend(approver, deputy)  # the days are free again


def test_a_seat_that_ended_lends_nothing(approver, deputy):
    lend(approver, deputy)
    approver.memberships.update(is_active=False)

    assert seats_lent_to(deputy, FIRST) == []


def test_who_left_the_bureau_stands_in_no_more(approver, deputy):
    lend(approver, deputy)
    deputy.memberships.update(is_active=False)

    assert seats_lent_to(User.objects.get(pk=deputy.pk), FIRST) == []


@pytest.mark.parametrize(
    ("first", "last"), [(FIRST, FIRST), (LAST, date(2026, 4, 1)), (date(2026, 1, 1), date(2026, 12, 31))]
)
def test_on_one_day_a_seat_is_lent_once(approver, deputy, first, last):
    lend(approver, deputy)

    with pytest.raises(LentAlready):
        lend(approver, deputy, first, last)


def test_only_ones_own_approving_seat_is_lent(approver, deputy):
    with pytest.raises(NotLendable):
        lend_seat(seat=deputy.seats[0], to=approver, starts_on=FIRST, ends_on=LAST, by=deputy)
    with pytest.raises(NotLendable):
        lend_seat(seat=approver.seats[0], to=deputy, starts_on=FIRST, ends_on=LAST, by=deputy)


def test_it_is_lent_to_a_colleague_only(bureau, approver):
    elsewhere = make_user(make_district("青川县"), Role.APPROVER)
    clerk = make_user(bureau, Role.SCHOOL_CLERK, school=make_school(bureau))

    for nobody in (approver, elsewhere, clerk):
        with pytest.raises(NotAColleague):
            lend(approver, nobody)


def test_the_page_lends_and_takes_back(approver, deputy):
    page = signed_in(approver)
    today = timezone.localdate()
    order = {
        "seat": approver.seats[0].pk,
        "to": deputy.pk,
        "starts_on": today,
        "ends_on": today,
        "why": "学习",
    }

    assert page.post(reverse("delegation_list"), order).status_code == 302
    assert page.post(reverse("delegation_list"), order).status_code == 422
    assert "您代" in signed_in(deputy).get(reverse("delegation_list")).content.decode()
    row = Delegation.objects.get()
    assert signed_in(deputy).post(reverse("delegation_end", args=[row.pk])).status_code == 404
    page.post(reverse("delegation_end", args=[row.pk]))

    assert seats_lent_to(deputy, today) == []


def test_who_has_nothing_to_lend_sees_no_form(deputy):
    page = signed_in(deputy)

    assert page.get(reverse("delegation_list")).context["form"] is None
    assert page.post(reverse("delegation_list"), {}).status_code == 302


def test_bad_days_are_told(approver, deputy):
    order = {
        "seat": approver.seats[0].pk,
        "to": deputy.pk,
        "starts_on": "2026-03-06",
        "ends_on": "2026-03-02",
    }

    page = signed_in(approver).post(reverse("delegation_list"), order)

    assert page.status_code == 422
    assert not Delegation.objects.exists()


def test_the_list_costs_the_same_for_one_row_and_for_three(approver, deputy, django_assert_max_num_queries):
    page = signed_in(approver)
    for day in (2, 4, 6):
        lend(approver, deputy, date(2026, 3, day), date(2026, 3, day))
        with django_assert_max_num_queries(12):
            page.get(reverse("delegation_list"))


def test_seats_are_lent_and_taken_back_by_command(approver, deputy):
    today = timezone.localdate()
    order = {"by": approver.username, "starts_on": today, "ends_on": today, "stdout": StringIO()}

    call_command("lend_seat", deputy.username, **order)
    assert len(seats_lent_to(deputy, today)) == 1
    with pytest.raises(CommandError):
        call_command("lend_seat", deputy.username, **order)
    call_command("take_seat_back", by=approver.username, stdout=StringIO())

    assert seats_lent_to(deputy, today) == []

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from config import settings as portal
from districts.models import AuditEntry, Membership, Role, User
from districts.services import (
    LastAdministrator,
    NotOneself,
    SeatDraft,
    add_person,
    change_own_password,
    deactivate_person,
    give_seat,
    give_temporary_password,
    take_seat,
)
from tests.districts.factories import make_administrator, make_district, make_office, make_user

pytestmark = pytest.mark.django_db


def signs_in(username: str, password: str) -> User | None:
    user = authenticate(RequestFactory().post("/sign-in/"), username=username, password=password)
    return user if isinstance(user, User) else None


def test_a_new_person_signs_in_with_the_password_that_was_told_once():
    district = make_district()
    office = make_office(district, "办公室")

    account = add_person(
        username="linxi-zhang", full_name="章文", phone="13900000001",
        seats=[SeatDraft(Role.OFFICE_HEAD, district, office=office), SeatDraft(Role.EDITOR, district)],
        by=make_administrator(district),
    )  # fmt: skip

    assert signs_in("linxi-zhang", account.password) == account.user
    assert account.user.must_change_password
    assert [(seat.place, seat.role) for seat in User.objects.get(username="linxi-zhang").seats] == [
        ("办公室", Role.OFFICE_HEAD),
        ("临溪县教育局", Role.EDITOR),
    ]
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "add_person",
        "give_seat",
        "give_seat",
    ]


def test_a_password_is_nowhere_in_the_trail():
    district = make_district()
    administrator = make_administrator(district)
    account = add_person(
        username="li", full_name="李可", seats=[SeatDraft(Role.EDITOR, district)], by=administrator
    )
    again = give_temporary_password(user=account.user, district=district, by=administrator)

    told = str(list(AuditEntry.objects.values()))

    assert account.password not in told
    assert again.password not in told
    assert "pbkdf2" not in told


def test_the_first_sign_in_hashes_a_temporary_password_at_full_strength(settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS  # the tests' own default is quick and weak
    district = make_district()
    account = add_person(
        username="li",
        full_name="李可",
        seats=[SeatDraft(Role.EDITOR, district)],
        by=make_administrator(district),
    )
    assert account.user.password.startswith("pbkdf2_sha256_temporary$")

    signs_in("li", account.password)

    account.user.refresh_from_db()
    assert account.user.password.startswith("pbkdf2_sha256$")


def test_a_password_of_ones_own_ends_the_temporary_one():
    user = make_user(make_district())
    give_temporary_password(user=user, district=user.seats[0].district, by=user)

    change_own_password(user=user, password="yun-shan-2026")

    assert signs_in(user.username, "yun-shan-2026") == user
    assert not User.objects.get().must_change_password


def test_a_seat_given_again_is_the_same_seat():
    district = make_district()
    administrator = make_administrator(district)
    person = make_user(district, Role.EDITOR)
    take_seat(seat=person.memberships.get(), by=administrator)

    give_seat(user=person, seat=SeatDraft(Role.EDITOR, district), by=administrator)
    give_seat(user=person, seat=SeatDraft(Role.EDITOR, district), by=administrator)

    assert [seat.is_active for seat in person.memberships.all()] == [True]
    assert AuditEntry.objects.filter(verb="give_seat").count() == 1


def test_the_last_administrators_seat_cannot_be_taken():
    district = make_district()
    administrator = make_administrator(district)

    with pytest.raises(LastAdministrator):
        take_seat(seat=administrator.memberships.get(), by=administrator)

    assert Membership.objects.in_use().count() == 1
    assert not AuditEntry.objects.exists()


def test_the_last_administrator_cannot_be_shut_out():
    district = make_district()
    administrator = make_administrator(district)
    superior = make_administrator(make_district("海云市"))

    with pytest.raises(LastAdministrator):
        deactivate_person(user=administrator, district=district, by=superior)


def test_of_two_administrators_one_can_go():
    district = make_district()
    one, other = make_administrator(district), make_administrator(district)

    deactivate_person(user=one, district=district, by=other)

    assert list(User.objects.filter(is_active=True)) == [other]


def test_nobody_shuts_themselves_out():
    district = make_district()
    make_administrator(district)
    administrator = make_administrator(district)

    with pytest.raises(NotOneself):
        deactivate_person(user=administrator, district=district, by=administrator)

"""People: found, invited, given seats and passwords, shut out; one's own account."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from districts.models import Membership, Role, User
from districts.services import SeatDraft, add_person, give_seat
from tests.districts.factories import (
    make_administrator,
    make_district,
    make_office,
    make_school,
    make_user,
    signed_in,
)

pytestmark = pytest.mark.django_db

NEW = {
    "username": "zhang-wen",
    "full_name": "章文",
    "phone": "13900000001",
    "email": "",
    "school": "",
    "office": "",
}


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def seat_of(client: Client) -> Membership:
    """The seat the client's user acts from."""
    seat: Membership = client.get(reverse("account")).context["seat"]
    return seat


def test_a_person_is_invited_with_a_seat_and_a_password_shown_once():
    district = make_district()
    office = make_office(district, "办公室")
    client = signed_in(make_administrator(district))

    response = client.post(reverse("person_add"), {**NEW, "role": Role.OFFICE_HEAD, "office": office.pk})

    person = User.objects.get(username="zhang-wen")
    password = response.context["account"].password
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert [(seat.place, seat.role) for seat in person.seats] == [("办公室", Role.OFFICE_HEAD)]
    assert password not in client.get(reverse("person", args=[person.pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": Role.OFFICE_HEAD}, "office"),
        ({"role": Role.SCHOOL_CLERK}, "school"),
        ({"role": Role.SCHOOL_CLERK, "school": "没有的学校"}, "school"),
        ({"role": Role.EDITOR, "username": "taken"}, "username"),
        ({"role": Role.EDITOR, "phone": "电话"}, "phone"),
        ({"role": Role.EDITOR, "full_name": ""}, "full_name"),
        ({"role": "emperor"}, "role"),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed_and_names_the_field(wrong, field):
    district = make_district()
    User.objects.create(username="taken", full_name="占名")
    client = signed_in(make_administrator(district))

    response = client.post(reverse("person_add"), {**NEW, **wrong})

    assert list(response.context["form"].errors) == [field]
    assert f'value="{wrong.get("username", "zhang-wen")}"' in response.content.decode()
    assert not User.objects.filter(username="zhang-wen").exists()


def test_a_school_is_given_by_name_or_by_code():
    district = make_district()
    school = make_school(district, "实验小学", code="1001")
    client = signed_in(make_administrator(district))

    client.post(reverse("person_add"), {**NEW, "role": Role.PRINCIPAL, "school": "实验小学"})
    client.post(
        reverse("person_add"), {**NEW, "username": "li-ke", "role": Role.SCHOOL_CLERK, "school": "1001"}
    )

    assert set(Membership.objects.filter(school=school).values_list("user__username", "role")) == {
        ("zhang-wen", Role.PRINCIPAL),
        ("li-ke", Role.SCHOOL_CLERK),
    }


def test_another_bureaus_school_is_not_found():
    make_school(make_district("青川县"), "青川小学", code="9001")
    client = signed_in(make_administrator(make_district()))

    response = client.post(reverse("person_add"), {**NEW, "role": Role.PRINCIPAL, "school": "9001"})

    assert list(response.context["form"].errors) == ["school"]


def test_nothing_is_open_before_the_temporary_password_is_changed():
    district = make_district()
    account = add_person(
        username="li",
        full_name="李可",
        seats=[SeatDraft(Role.EDITOR, district)],
        by=make_administrator(district),
    )
    client = Client()
    client.post(reverse("sign_in"), {"username": "li", "password": account.password})

    for name in ("unit_list", "account", "workbench"):
        assert client.get(reverse(name)).headers["Location"] == reverse("change_password")
    assert client.get(reverse("change_password")).status_code == 200

    changed = client.post(
        reverse("change_password"),
        {"old_password": account.password, "new_password1": "lin-xi-2026", "new_password2": "lin-xi-2026"},
    )

    assert changed.headers["Location"] == reverse("workbench")
    assert client.get(reverse("unit_list")).status_code == 200


def test_a_new_password_ends_the_persons_open_sessions():
    district = make_district()
    person = make_user(district)
    theirs = signed_in(person)
    assert theirs.get(reverse("account")).status_code == 200

    signed_in(make_administrator(district)).post(reverse("person_password", args=[person.pk]))

    with zeal_ignore():  # Django looks the session up again after it has thrown it away
        assert theirs.get(reverse("account")).status_code == 302


def test_somebody_shut_out_is_out_at_once_and_can_come_back():
    district = make_district()
    person = make_user(district)
    theirs, admin = signed_in(person), signed_in(make_administrator(district))

    admin.post(reverse("person_deactivate", args=[person.pk]))
    assert theirs.get(reverse("account")).status_code == 302

    admin.post(reverse("person_reactivate", args=[person.pk]))
    person.refresh_from_db()
    assert person.is_active
    assert [seat.role for seat in person.seats] == [Role.EDITOR]


def test_the_last_administrator_is_told_why_the_seat_stays():
    administrator = make_administrator(make_district())
    client = signed_in(administrator)

    response = client.post(reverse("seat_end", args=[administrator.seats[0].pk]))

    assert Membership.objects.in_use().count() == 1
    assert len(told(response)) == 1


def test_a_seat_is_given_and_ended():
    district = make_district()
    person = make_user(district)
    client = signed_in(make_administrator(district))

    assert client.get(reverse("seat_add", args=[person.pk])).status_code == 200
    client.post(reverse("seat_add", args=[person.pk]), {"role": Role.AUDITOR, "office": "", "school": ""})
    seat = person.memberships.get(role=Role.AUDITOR)
    client.post(reverse("seat_end", args=[seat.pk]))

    assert [s.role for s in person.memberships.in_use()] == [Role.EDITOR]


def test_an_account_that_opens_another_bureaus_doors_is_not_taken_over():
    here, there = make_district("临溪县"), make_district("青川县")
    person = make_user(here)
    give_seat(user=person, seat=SeatDraft(Role.EDITOR, there), by=make_administrator(there))
    client = signed_in(make_administrator(here))

    assert client.get(reverse("person", args=[person.pk])).status_code == 200
    for name in ("person_password", "person_deactivate", "person_edit"):
        assert client.post(reverse(name, args=[person.pk])).status_code == 404
    assert person.password == User.objects.get(pk=person.pk).password


def test_an_ended_seat_elsewhere_still_guards_the_account():
    here, there = make_district("临溪县"), make_district("青川县")
    person = make_user(here)
    Membership.objects.create(user=person, district=there, role=Role.EDITOR, is_active=False)

    response = signed_in(make_administrator(here)).post(reverse("person_password", args=[person.pk]))

    assert response.status_code == 404


def test_a_head_of_office_sees_the_offices_people_only():
    district = make_district()
    office, other = make_office(district), make_office(district)
    head = make_user(district, Role.OFFICE_HEAD, office=office)
    colleague = make_user(district, Role.OFFICE_STAFF, office=office)
    stranger = make_user(district, Role.OFFICE_STAFF, office=other)
    client = signed_in(head)

    assert set(client.get(reverse("person_list")).context["page"]) == {head, colleague}
    assert client.get(reverse("person", args=[colleague.pk])).status_code == 200
    assert client.get(reverse("person", args=[stranger.pk])).status_code == 404
    assert client.post(reverse("person_password", args=[colleague.pk])).status_code == 403


def test_people_are_found_by_every_filter():
    district = make_district()
    administrator = make_administrator(district)
    office = make_office(district, "安全科")
    staff = make_user(district, Role.OFFICE_STAFF, office=office)
    staff.full_name, staff.phone = "章文", "13900000001"
    staff.save()
    gone = make_user(district, Role.EDITOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    client = signed_in(administrator)

    def found(query: str) -> set[User]:
        return set(client.get(f"{reverse('person_list')}?{query}").context["page"])

    assert found("") == {administrator, staff}
    assert found("q=章") == {staff}
    assert found(f"q={staff.username}") == {staff}
    assert found("q=139") == {staff}
    assert found(f"role={Role.ADMINISTRATOR}") == {administrator}
    assert found("place=安全") == {staff}
    assert found("shut=on") == {administrator, staff, gone}


def test_ones_own_number_is_changed_and_in_the_trail():
    person = make_user(make_district())

    response = signed_in(person).post(
        reverse("account"), {"phone": "13900000009", "email": "z@example.org", "version": "1"}
    )

    person.refresh_from_db()
    assert (response.status_code, person.phone) == (302, "13900000009")


def test_one_acts_from_another_of_ones_own_seats_and_from_no_other():
    district = make_district()
    person, other = make_user(district), make_user(district)
    second = give_seat(user=person, seat=SeatDraft(Role.APPROVER, district), by=other)
    client = signed_in(person)

    client.post(reverse("switch_seat"), {"seat": second.pk})
    assert seat_of(client) == second

    assert client.post(reverse("switch_seat"), {"seat": other.seats[0].pk}).status_code == 404
    assert client.post(reverse("switch_seat"), {"seat": "nonsense"}).status_code == 404
    assert seat_of(client) == second


def test_too_many_wrong_passwords_pause_signing_in(settings):
    settings.AXES_FAILURE_LIMIT = 2
    person = make_user(make_district())
    person.set_password("lin-xi-2026")
    person.save()
    client = Client()
    wrong = {"username": person.username, "password": "wrong"}

    assert client.post(reverse("sign_in"), wrong).status_code == 200
    locked = client.post(reverse("sign_in"), wrong)
    right = client.post(reverse("sign_in"), {**wrong, "password": "lin-xi-2026"})

    assert [locked.status_code, right.status_code] == [429, 429]
    assert "registration/locked_out.html" in [template.name for template in locked.templates]
    assert (
        Client(REMOTE_ADDR="10.0.0.9")
        .post(reverse("sign_in"), {**wrong, "password": "lin-xi-2026"})
        .status_code
        == 302
    )


def test_a_wrong_password_leaves_the_username_standing():
    response = Client().post(reverse("sign_in"), {"username": "zhang-wen", "password": "wrong"})

    assert 'value="zhang-wen"' in response.content.decode()

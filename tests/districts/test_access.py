"""Who may call a view, and where a visitor comes from."""

from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from config.checks import every_view_declares_its_access
from districts.access import Access, PortalRequest, allow, declared_access, public, signed_in
from districts.middleware import chosen_seat, client_address
from districts.models import Membership, Role, User
from tests.districts.factories import make_district, make_office, make_user


def seat_role(request: PortalRequest) -> HttpResponse:
    return HttpResponse(request.seat.role)


def asking(user: User | AnonymousUser) -> PortalRequest:
    request = RequestFactory().get("/units/?q=1")
    request.user = user
    request.session = {}  # type: ignore[assignment]  # enough of one
    request.seat = chosen_seat(request)  # type: ignore[attr-defined]  # as the middleware does
    return cast("PortalRequest", request)


def test_every_view_of_the_portal_declares_its_access():
    assert every_view_declares_its_access() == []


def test_a_view_that_declares_nothing_fails_the_check(settings):
    settings.ROOT_URLCONF = "tests.districts.undeclared_urls"

    assert [error.id for error in every_view_declares_its_access()] == ["config.E001"]


def test_what_is_declared_can_be_read():
    assert declared_access(public(seat_role)) == Access(is_public=True)
    assert declared_access(allow(Role.EDITOR)(seat_role)) == Access(roles=frozenset({Role.EDITOR}))


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back():
    response = signed_in(seat_role)(asking(AnonymousUser()))

    assert response["Location"] == "/sign-in/?next=/units/%3Fq%3D1"


@pytest.mark.django_db
def test_another_role_is_refused():
    user = make_user(make_district(), Role.EDITOR)

    with pytest.raises(PermissionDenied):
        allow(Role.AUDITOR)(seat_role)(asking(user))


@pytest.mark.django_db
def test_one_acts_from_the_first_seat_that_has_the_role():
    district = make_district()
    user = make_user(district, Role.EDITOR)
    Membership.objects.create(user=user, district=district, role=Role.AUDITOR)

    assert allow(Role.AUDITOR)(seat_role)(asking(user)).content == b"auditor"
    assert signed_in(seat_role)(asking(user)).content == b"editor"


@pytest.mark.django_db
def test_an_ended_seat_opens_nothing():
    user = make_user(make_district(), Role.EDITOR)
    user.memberships.update(is_active=False)

    with pytest.raises(PermissionDenied):
        signed_in(seat_role)(asking(user))


@pytest.mark.django_db
def test_seats_say_what_somebody_may_see():
    city = make_district("海云市")
    county = make_district("临溪县", parent=city)
    office = make_office(county)
    user = make_user(county, Role.OFFICE_HEAD, office=office)
    Membership.objects.create(user=user, district=city, role=Role.AUDITOR)

    assert user.district_ids == {city.pk, county.pk}
    assert user.districts_as(Role.AUDITOR) == {city.pk}
    assert user.office_ids == {office.pk}
    assert user.school_ids == set()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "10.0.0.1"),  # nobody of ours in front: the header is the visitor's own invention
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),  # fewer hops than proxies: not through them
        (1, "", "10.0.0.1"),
    ],
)
def test_the_visitors_address_behind_proxies(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address

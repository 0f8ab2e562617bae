"""Dull rows for the tests of places and people."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.test import Client

from districts.models import District, Membership, Office, Role, School, Stage, User

serial = count(1)


def make_district(name: str = "临溪县", parent: District | None = None) -> District:
    number = next(serial)
    return District.objects.create(
        name=name,
        bureau_name=f"{name}教育局",
        level=District.Level.COUNTY if parent else District.Level.CITY,
        parent=parent,
        code=f"{330000 + number}",
        slug=f"bureau-{number}",
    )


def make_office(district: District, name: str = "", **facts: Any) -> Office:
    number = next(serial)
    return Office.objects.create(
        **{"district": district, "name": name or f"第{number}科", "position": number, **facts}
    )


def make_school(district: District, name: str = "", **facts: Any) -> School:
    number = next(serial)
    return School.objects.create(
        **{
            "district": district,
            "name": name or f"第{number}小学",
            "code": f"S{number:05}",
            "stage": Stage.PRIMARY,
            **facts,
        }
    )


def make_user(district: District, role: str = Role.EDITOR, **seat: Any) -> User:
    number = next(serial)
    user = User.objects.create(
        username=f"{role}{number}", full_name=f"同志{number}", email=f"p{number}@example.org"
    )
    Membership.objects.create(user=user, district=district, role=role, **seat)
    return user


def signed_in(user: User) -> Client:
    """A browser without a screen, with the user's session."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_administrator(district: District) -> User:
    return make_user(district, Role.ADMINISTRATOR)

"""The first bureau of a portal, and its administrator. Everything after that is done by somebody."""

from django.db import transaction

from districts.models import District, Role, User
from districts.passwords import temporary_password
from districts.services.people import Account, give_seat_row, hashed
from districts.services.rows import facts
from districts.trail import record


@transaction.atomic
def found_bureau(*, district: District, username: str, full_name: str) -> Account:
    """Save an unsaved top district and give it an administrator; the password is told once.

    The trail says that the portal itself did it: there was nobody yet.
    """
    district.save(force_insert=True)
    record(by=None, verb="found_bureau", on=district, after=facts(district))
    password = temporary_password()
    user = User.objects.create(
        username=username, full_name=full_name, password=hashed(password), must_change_password=True
    )
    give_seat_row(user, district, Role.ADMINISTRATOR, office=None, school=None, by=user)
    return Account(user, password)

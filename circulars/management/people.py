"""People and papers as the command line names them."""

from typing import TypeVar

from django.core.management.base import CommandError
from django.db import models
from django.utils.translation import gettext as _

from circulars.models import RegisteredNumber
from districts.models import User

Row = TypeVar("Row", bound=models.Model)


def person(username: str) -> User:
    """The user of that name; raises CommandError."""
    try:
        return User.objects.get(username=username, is_active=True)
    except User.DoesNotExist as missing:
        raise CommandError(_("There is no user named %(name)s.") % {"name": username}) from missing


def number_called(numbers: models.QuerySet[RegisteredNumber], written: str) -> RegisteredNumber:
    """The number among those the person may touch, as a paper writes it; raises CommandError."""
    number = numbers.filter(number=written).order_by("pk").first()
    if number is None:
        raise CommandError(_("%(number)s does not stand in the register.") % {"number": written})
    return number


def theirs(rows: models.QuerySet[Row], pk: int) -> Row:
    """The row among those the person may touch; raises CommandError."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise CommandError(_("No. %(pk)s does not exist, or is not this person's to touch.") % {"pk": pk})
    return row

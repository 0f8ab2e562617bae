"""Taking a number from the register: consecutive, each once, however many people issue at the same time."""

from django.db import transaction
from django.db.models import F

from circulars.models import NumberRegister
from districts.models import District


def take_number(*, district: District, code: str, year: int) -> tuple[NumberRegister, int]:
    """The register and its next serial number.

    The UPDATE holds the register's row until the transaction ends, so the next to issue waits and counts
    on from what was committed: no twin. A transaction rolled back gives its number back: no gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken in the issue's own transaction")
    register, _ = NumberRegister.objects.get_or_create(district=district, code=code, year=year)
    NumberRegister.objects.filter(pk=register.pk).update(last_serial=F("last_serial") + 1)
    register.refresh_from_db()
    return register, register.last_serial

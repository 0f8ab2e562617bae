"""The register of numbers: consecutive, each once, however many people issue at the same time; voids stay."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext, override

from circulars.models import Circular, NumberRegister, RegisteredNumber
from circulars.numbers import format_number
from circulars.refusals import NoDocumentCode, NotReserved, OtherYear, RegisterBegun
from districts.models import District, User
from districts.trail import record

State = RegisteredNumber.State


def take_number(
    *, district: District, code: str, year: int, purpose: str, by: User, now: datetime
) -> RegisteredNumber:
    """The next number of a register, reserved.

    The UPDATE holds the register's row until the transaction ends, so the next to issue waits and counts
    on from what was committed: no twin. A transaction rolled back gives its number back: no gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken in the issue's own transaction")
    register, _ = NumberRegister.objects.get_or_create(district=district, code=code, year=year)
    NumberRegister.objects.filter(pk=register.pk).update(last_serial=F("last_serial") + 1)
    register.refresh_from_db()
    return RegisteredNumber.objects.create(
        register=register,
        serial=register.last_serial,
        number=format_number(code, year, register.last_serial),
        state=State.RESERVED,
        purpose=purpose,
        taken_by=by,
        taken_at=now,
    )


def claim_reserved(*, number: RegisteredNumber, district: District, year: int) -> RegisteredNumber:
    """A number kept for the paper that is being issued; nobody else gets it or makes it void meanwhile.

    Raises NotReserved, OtherYear.
    """
    # An UPDATE that changes nothing locks the row, in every database.
    is_mine = RegisteredNumber.objects.reserved().filter(pk=number.pk).update(state=State.RESERVED)
    claimed = RegisteredNumber.objects.select_related("register").get(pk=number.pk)
    if not is_mine or claimed.register.district_id != district.pk:
        raise NotReserved
    if claimed.register.year != year:
        raise OtherYear
    return claimed


def use_number(*, number: RegisteredNumber, circular: Circular) -> None:
    """The number is its paper's from now on. Within the issue's own transaction."""
    used = RegisteredNumber.objects.filter(pk=number.pk, state=State.RESERVED).update(
        state=State.USED, circular=circular, purpose=circular.title
    )
    if not used:
        raise NotReserved


@transaction.atomic
def reserve_number(
    *, district: District, year: int, purpose: str, by: User, now: datetime, code: str = ""
) -> RegisteredNumber:
    """Keep the next number of a register for a paper to come. `code`: the bureau's own unless given.

    Raises NoDocumentCode.
    """
    code = (code or district.document_code).strip()
    if not code:
        raise NoDocumentCode
    number = take_number(district=district, code=code, year=year, purpose=purpose, by=by, now=now)
    record(by=by, verb="reserve_number", on=number, after={"number": number.number, "purpose": purpose})
    return number


@transaction.atomic
def begin_register(
    *, district: District, code: str, last: int, dated: date, by: User, now: datetime
) -> NumberRegister:
    """The numbers from 1 to `last` were given before the portal: used, so that the next one follows them.

    `dated`: the day of the last of those papers; its year is the register's. Raises RegisterBegun where the portal has
    given, kept or entered a number of that code and year.
    """
    register, _ = NumberRegister.objects.get_or_create(district=district, code=code, year=dated.year)
    if not NumberRegister.objects.filter(pk=register.pk, last_serial=0).update(last_serial=last):
        raise RegisterBegun
    with override(settings.LANGUAGE_CODE):
        purpose = gettext("Used before the portal")
    RegisteredNumber.objects.bulk_create(
        RegisteredNumber(
            register=register,
            serial=serial,
            number=format_number(code, dated.year, serial),
            state=State.USED,
            purpose=purpose,
            dated=dated,
            taken_by=by,
            taken_at=now,
        )
        for serial in range(1, last + 1)
    )
    register.refresh_from_db()
    record(by=by, verb="begin_register", on=register, after={"register": str(register), "last": last})
    return register


@transaction.atomic
def use_number_elsewhere(*, number: RegisteredNumber, title: str, dated: date, by: User) -> RegisteredNumber:
    """A reserved number that a paper bears which was not made here: the register says which one.

    Raises NotReserved, OtherYear.
    """
    if number.register.year != dated.year:
        raise OtherYear
    used = RegisteredNumber.objects.filter(pk=number.pk, state=State.RESERVED).update(
        state=State.USED, purpose=title, dated=dated
    )
    if not used:
        raise NotReserved
    told = {"purpose": title, "dated": dated.isoformat()}
    record(by=by, verb="use_number_elsewhere", on=number, before={"purpose": number.purpose}, after=told)
    number.refresh_from_db()
    return number


@transaction.atomic
def void_number(*, number: RegisteredNumber, reason: str, by: User, now: datetime) -> RegisteredNumber:
    """A reserved number that no paper will bear: it stays in the register and is never given again.

    Raises NotReserved.
    """
    voided = RegisteredNumber.objects.filter(pk=number.pk, state=State.RESERVED).update(
        state=State.VOID, void_reason=reason, voided_by=by, voided_at=now
    )
    if not voided:
        raise NotReserved
    record(by=by, verb="void_number", on=number, before={"state": State.RESERVED}, after={"reason": reason})
    number.refresh_from_db()
    return number

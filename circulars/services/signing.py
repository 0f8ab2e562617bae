"""签收: an office or a school signs for a circular, once; 阅知: it was only asked to know, and has opened it."""

from django.db import transaction

from circulars.models import Circular, Receipt
from circulars.queries import asked_only_to_read
from circulars.refusals import NoLongerAsked, NotAddressed
from districts.models import Membership, User
from districts.trail import record


@transaction.atomic
def sign_for(*, circular: Circular, by: User, seat: Membership) -> Receipt:
    """Sign from one of the person's own seats; signing again gives the receipt that is there.

    Raises NotAddressed, NoLongerAsked.
    """
    if seat not in by.seats or not Circular.objects.addressed_to(seat).filter(pk=circular.pk).exists():
        raise NotAddressed
    if not Circular.objects.standing().filter(pk=circular.pk).exists():
        raise NoLongerAsked
    receipt, is_new = Receipt.objects.get_or_create(
        circular=circular,
        office=seat.office,
        school=seat.school,
        defaults={"signed_by": by, "is_reading": asked_only_to_read(circular, seat.school)},
    )
    if is_new:
        verb = "read_circular" if receipt.is_reading else "sign_for"
        record(by=by, verb=verb, on=circular, after={"place": seat.place})
    return receipt

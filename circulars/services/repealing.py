"""撤销 and 废止: the bureau takes an issued paper back; 恢复: it takes that back.

The paper itself stays as it was issued, number, text, files and receipts. It can be restored, because the wrong paper is
easily chosen; both acts are told to the same people, with the reason, and both stay in the trail.
"""

from datetime import datetime

from django.db import transaction

from circulars.models import GONE, Circular, Validity
from circulars.notices import Notice, repealed_notice, restored_notice
from circulars.queries import people_addressed
from circulars.refusals import AlreadyRepealed, Contradicts, NotRepealed, StillBeingMade
from districts.messages import post_message
from districts.models import User
from districts.trail import record

ACTS = ("validity", "validity_before", "repealed_at", "repealed_by", "repeal_reason", "replaced_by")


@transaction.atomic
def repeal_circular(
    *,
    circular: Circular,
    by: User,
    now: datetime,
    validity: str,
    reason: str,
    replaced_by: Circular | None = None,
) -> Circular:
    """Say that a paper is void from the beginning (`Validity.ANNULLED`) or no longer holds (`Validity.REPEALED`).

    From now on nobody is asked to sign for it or reminded of it; everybody who was addressed is told. Its number stays
    used, and where it is public it stays public with the mark. Raises StillBeingMade, AlreadyRepealed, Contradicts.
    """
    if validity not in GONE:
        raise ValueError(validity)
    circular = Circular.objects.select_for_update().get(pk=circular.pk)
    if circular.is_waiting:
        raise StillBeingMade
    if circular.is_repealed:
        raise AlreadyRepealed
    successor = replaced_by or circular.replaced_by
    if successor and successor.signed_on < circular.signed_on:
        raise Contradicts([("replaced_by", "successor_is_older")])
    circular.validity_before, circular.validity = circular.validity, Validity(validity)
    circular.repealed_at, circular.repealed_by, circular.repeal_reason = now, by, reason
    circular.replaced_by = successor
    circular.save(update_fields=ACTS)
    record(
        by=by,
        verb="repeal_circular",
        on=circular,
        before={"validity": circular.validity_before},
        after={"validity": circular.validity, "reason": reason}
        | ({"replaced_by": str(successor)} if successor else {}),
    )
    _tell(circular, repealed_notice(circular), now)
    return circular


@transaction.atomic
def restore_circular(*, circular: Circular, by: User, now: datetime, reason: str) -> Circular:
    """The paper holds again as it did before it was taken back; who had not signed is asked again.

    A paper that is in force is replaced by none. Raises NotRepealed.
    """
    circular = Circular.objects.select_for_update().get(pk=circular.pk)
    if not circular.is_repealed:
        raise NotRepealed
    was = circular.validity
    circular.validity, circular.validity_before = circular.validity_before or Validity.IN_FORCE, ""
    circular.repealed_at, circular.repealed_by, circular.repeal_reason = None, None, ""
    if circular.is_in_force:
        circular.replaced_by = None
    circular.save(update_fields=ACTS)
    record(
        by=by,
        verb="restore_circular",
        on=circular,
        before={"validity": was},
        after={"validity": circular.validity, "reason": reason},
    )
    _tell(circular, restored_notice(circular, reason), now)
    return circular


def _tell(circular: Circular, notice: Notice, now: datetime) -> None:
    """Those who signed as well: they may be working by it."""
    post_message(
        to=people_addressed(circular),
        key=f"circular:{circular.pk}:{circular.validity}:{now.isoformat()}",
        subject=notice.subject,
        body=notice.body,
        link=circular.get_absolute_url(),
        now=now,
    )

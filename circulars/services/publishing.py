"""Showing a circular on the bureau's public page, and withdrawing it: the page says so, and why, and points on."""

from datetime import datetime
from typing import Any

from django.db import transaction

from circulars.models import Circular
from circulars.refusals import BearsSecrecyMark, NotForPublic
from circulars.services.disclosing import refuse_unfit_successor
from districts.models import User
from districts.trail import record


@transaction.atomic
def publish_circular(*, circular: Circular, by: User, now: datetime) -> Circular:
    """From now on anybody may read it. One that is public stays as it was published.

    Raises NotForPublic, BearsSecrecyMark.
    """
    circular.refresh_from_db(fields=["published_at", "withdrawn_at", "withdrawal_reason", "openness"])
    if not circular.is_open:
        raise NotForPublic
    if circular.snapshot.get("secrecy"):
        raise BearsSecrecyMark
    shown = {"published_at": now, "withdrawn_at": None, "withdrawal_reason": ""}
    if Circular.objects.filter(pk=circular.pk, published_at=None, openness=circular.openness).update(**shown):
        record(by=by, verb="publish_circular", on=circular, after={"published_at": now.isoformat()})
    circular.refresh_from_db(fields=list(shown))
    return circular


@transaction.atomic
def withdraw_circular(
    *, circular: Circular, by: User, now: datetime, reason: str, replaced_by: Circular | None = None
) -> Circular:
    """Its text is public no longer; its address says that it was withdrawn, why, and which paper replaces it.

    Within the bureaus it stays as issued. Raises Contradicts where that paper cannot take its place.
    """
    refuse_unfit_successor(circular, replaced_by)
    was = Circular.objects.values_list("published_at", flat=True).get(pk=circular.pk)
    gone: dict[str, Any] = {"published_at": None, "withdrawn_at": now, "withdrawal_reason": reason}
    if replaced_by:
        gone["replaced_by"] = replaced_by
        if not circular.is_repealed:
            gone["validity"] = "superseded"
    if was and Circular.objects.filter(pk=circular.pk, published_at=was).update(**gone):
        record(
            by=by,
            verb="withdraw_circular",
            on=circular,
            before={"published_at": was.isoformat()},
            after={"reason": reason} | ({"replaced_by": str(replaced_by)} if replaced_by else {}),
        )
    circular.refresh_from_db(fields=list(gone))
    return circular

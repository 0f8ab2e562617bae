"""What the directory of government information says of a paper: made at issue, changed with a trace."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from circulars.disclosure import contradictions, format_index
from circulars.models import GONE, Circular, IndexSeries
from circulars.queries import facts_of, successors_of
from circulars.refusals import Contradicts
from districts.models import District, User
from districts.trail import changed, record
from workplans.models import Plan

FIELDS = (
    "openness", "openness_reason", "genre", "subject", "validity", "validity_note", "replaced_by",
)  # fmt: skip


def take_index_number(*, plan: Plan, district: District, year: int) -> str:
    """The 索引号 that a document was brought in with, while no other paper of the bureau has it, else the next by rule.

    Within the issue's own transaction: the series' row is locked until it ends.
    """
    own: str = plan.metadata.get("索引号", "")
    if own and not Circular.objects.filter(district=district, index_number=own).exists():
        return own
    series, _ = IndexSeries.objects.get_or_create(district=district, year=year)
    IndexSeries.objects.filter(pk=series.pk).update(last_serial=F("last_serial") + 1)
    series.refresh_from_db()
    return format_index(district.code, year, series.last_serial)


@transaction.atomic
def set_disclosure(*, circular: Circular, by: User, **said: Any) -> Circular:
    """Change what is said of the paper: any of `FIELDS`. Raises Contradicts."""
    circular = Circular.objects.select_for_update().select_related("plan").get(pk=circular.pk)
    before, after = changed(circular, {name: said[name] for name in FIELDS if name in said})
    if "validity" in after and {circular.validity, said["validity"]} & {*GONE}:
        raise Contradicts([("validity", "repeal_is_an_act")])
    for name in after:
        setattr(circular, name, said[name])
    found = list(contradictions(facts_of(circular)))
    if "replaced_by" in after and not found:
        refuse_unfit_successor(circular, said["replaced_by"])
    if found:
        raise Contradicts(found)
    if after:
        circular.save(update_fields=list(after))
        record(by=by, verb="set_disclosure", on=circular, before=before, after=after)
    return circular


def refuse_unfit_successor(circular: Circular, successor: Circular | None) -> None:
    """Raises Contradicts where a paper cannot take the circular's place."""
    if successor and not successors_of(circular).filter(pk=successor.pk).exists():
        raise Contradicts([("replaced_by", "successor_unfit")])

"""Work papers on demand: asked for by a row, one by one or one for every school."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from circulars.models import PaperBatch, WorkPaper
from circulars.services.bell import ring
from circulars.services.making import NOTHING
from districts.models import District, Office, School, User
from districts.trail import record
from workplans.models import Plan

State = WorkPaper.State


@transaction.atomic
def ask_for_paper(
    *,
    plan: Plan | None,
    kind: str,
    by: User,
    today: date,
    key: UUID,
    district: District | None = None,
    month: date | None = None,
    until: date | None = None,
    office: Office | None = None,
    school: School | None = None,
) -> WorkPaper:
    """A row that waits to be made; the same `key` again gives the row that is there.

    Without a plan the paper is of the calendar of `district`, from `month` to `until`.
    """
    about = {"plan": plan.pk} if plan else {}
    whose = plan.district if plan else district
    if whose is None:
        raise ValueError("a paper is of a plan or of a bureau's calendar")
    paper, is_new = WorkPaper.objects.get_or_create(
        key=key,
        defaults={
            "plan": plan,
            "district": whose,
            "kind": kind,
            "month": month,
            "until": until,
            "office": office,
            "school": school,
            "asked_by": by,
            "asked_on": today,
        },
    )
    if is_new:
        record(by=by, verb="ask_for_paper", on=paper, after={"kind": kind, **about})
        ring()
    return paper


@transaction.atomic
def ask_for_every_school(*, plan: Plan, kind: str, by: User, today: date, key: UUID) -> PaperBatch:
    """One paper for each school of the bureau in use, in the order of their names."""
    batch, is_new = PaperBatch.objects.get_or_create(
        key=key, defaults={"plan": plan, "district": plan.district, "kind": kind, "asked_by": by}
    )
    if is_new:
        schools = School.objects.filter(district=plan.district, is_active=True).order_by("name", "pk")
        WorkPaper.objects.bulk_create(
            WorkPaper(
                plan=plan,
                district=plan.district,
                batch=batch,
                kind=kind,
                school=school,
                asked_by=by,
                asked_on=today,
                key=uuid4(),
            )
            for school in schools
        )
        record(by=by, verb="ask_for_paper", on=batch, after={"kind": kind, "plan": plan.pk})
        ring(settings.RENDER_AT_ONCE)
    return batch


@transaction.atomic
def stop_batch(*, batch: PaperBatch, by: User, now: datetime) -> PaperBatch:
    """What is being made is finished; nothing more is begun."""
    if PaperBatch.objects.filter(pk=batch.pk, stopped_at=None).update(stopped_at=now):
        record(by=by, verb="stop_papers", on=batch, after={"stopped_at": now.isoformat()})
    batch.refresh_from_db()
    return batch


@transaction.atomic
def go_on_with_batch(*, batch: PaperBatch, by: User) -> PaperBatch:
    """The rest is made; what failed is tried again."""
    PaperBatch.objects.filter(pk=batch.pk).update(stopped_at=None)
    batch.papers.filter(state=State.FAILED).exclude(failure=NOTHING).update(
        state=State.WAITING, lease_until=None, attempts=0
    )
    record(by=by, verb="go_on_with_papers", on=batch)
    ring(settings.RENDER_AT_ONCE)
    batch.refresh_from_db()
    return batch

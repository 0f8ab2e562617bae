"""What the checks of 信息公开 look at, and which paper a fingerprint belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from circulars.disclosure import Facts, oddities
from circulars.models import Circular
from districts.models import User
from workplans.models import ApprovalStep, Plan


def facts_of(circular: Circular) -> Facts:
    """What the checks look at, as the row in memory says it."""
    published = circular.published_at
    return Facts(
        openness=circular.openness,
        openness_reason=circular.openness_reason,
        validity=circular.validity,
        validity_note=circular.validity_note,
        signed_on=circular.signed_on,
        number_year=circular.register.year,
        published_on=timezone.localdate(published) if published else None,
        replaced_by_signed_on=circular.replaced_by.signed_on if circular.replaced_by else None,
        note=circular.snapshot.get("note", ""),
        bears_secrecy_mark=bool(circular.snapshot.get("secrecy")),
    )


def oddities_of(circular: Circular) -> list[str]:
    """What on the paper should not be so and stays so; codes of `circulars.sentences`."""
    signed_off = signed_off_on(circular.plan, before=circular.issued_at)
    return list(oddities(replace(facts_of(circular), signed_off_on=signed_off)))


def signed_off_on(plan: Plan, *, before: datetime | None = None) -> date | None:
    """The day the plan, or the draft that amended it, was last signed for issue in the portal."""
    steps = ApprovalStep.objects.filter(Q(plan=plan) | Q(plan__amends=plan), act=ApprovalStep.Act.SIGN)
    if before:
        steps = steps.filter(at__lte=before)
    step = steps.order_by("pk").last()
    return timezone.localdate(step.at) if step else None


def papers_with_fingerprint(fingerprint: str, user: User | AnonymousUser) -> QuerySet[Circular]:
    """Those whose PDF, Word twin or text has it: of what anybody may know of, and of what the visitor may read."""
    known = Q(pk__in=Circular.objects.once_published().values("pk"))
    if isinstance(user, User):
        known |= Q(pk__in=Circular.objects.visible_to(user).values("pk"))
    same = Q(pdf_sha256=fingerprint) | Q(docx_sha256=fingerprint) | Q(content_hash=fingerprint)
    return Circular.objects.filter(same, known).select_related("district", "replaced_by__district")

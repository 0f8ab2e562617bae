"""What the checks of 信息公开 look at, and which paper a fingerprint belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from circulars.disclosure import Facts, oddities
from circulars.models import Circular
from circulars.models.disclosure import UPWARD_OR_LETTER
from circulars.models.papers import CircularQuerySet
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


def later_papers_of(circular: Circular) -> CircularQuerySet:
    """The bureau's papers of its day or later that hold, the newest first; none that goes up or is a letter (函)."""
    later = Q(signed_on__gt=circular.signed_on) | Q(signed_on=circular.signed_on, pk__gt=circular.pk)
    papers = Circular.objects.filter(later, district=circular.district_id, snapshot__signers__isnull=True)
    papers = papers.exclude(genre__in=UPWARD_OR_LETTER).standing()
    return papers.defer("snapshot").order_by("-signed_on", "-pk")


def successors_of(circular: Circular) -> CircularQuerySet:
    """The papers that may replace one on the public page: those that stand there too."""
    return later_papers_of(circular).published()


def signed_off_on(plan: Plan, *, before: datetime | None = None) -> date | None:
    """The day the plan, or the draft that amended it, was last signed for issue in the portal."""
    steps = ApprovalStep.objects.filter(Q(plan=plan) | Q(plan__amends=plan), act=ApprovalStep.Act.SIGN)
    if before:
        steps = steps.filter(at__lte=before)
    step = steps.order_by("pk").last()
    return timezone.localdate(step.at) if step else None


def papers_with_fingerprint(fingerprint: str, user: User | AnonymousUser) -> QuerySet[Circular]:
    """Those whose PDF, Word twin or text has it: of what anybody may know of, and of what the visitor may read."""
    same = Q(pdf_sha256=fingerprint) | Q(docx_sha256=fingerprint) | Q(content_hash=fingerprint)
    return _known_to(user).filter(same).select_related("district", "replaced_by__district")


def papers_claimed(fingerprints: Iterable[str], user: User | AnonymousUser) -> QuerySet[Circular]:
    """Those whose text a file names as its own."""
    return _known_to(user).filter(content_hash__in=fingerprints).select_related("district")


def _known_to(user: User | AnonymousUser) -> QuerySet[Circular]:
    known = Q(pk__in=Circular.objects.once_published().values("pk"))
    if isinstance(user, User):
        known |= Q(pk__in=Circular.objects.visible_to(user).values("pk"))
    return Circular.objects.filter(known)

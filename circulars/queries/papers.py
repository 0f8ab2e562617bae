"""Reads of papers, shaped for services, pages and papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from json import dumps

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from calendar_app.models import CalendarEntry
from circulars.models import Circular, Receipt, Seal, WorkPaper
from circulars.models.papers import CircularQuerySet
from circulars.queries.receipts import asks_only_to_read
from districts.models import District, Membership, Role, User
from workplans.drafts import AudienceDraft
from workplans.models import ApprovalStep, AudienceRule, Demand, Plan
from workplans.queries import PlanOutline


def plans_to_issue(user: User) -> QuerySet[Plan]:
    """Plans of the bureaus where the user is an editor, in any state: the page says why one cannot go out yet.

    Each with `has_seal`: whether its bureau has given a seal to print, and `signed_off_at`: when it was last signed
    for issue in the portal.
    """
    plans = Plan.objects.filter(district_id__in=user.districts_as(Role.EDITOR), school=None)
    seal = Seal.objects.filter(district=OuterRef("district"), is_current=True)
    signed = ApprovalStep.objects.filter(plan=OuterRef("pk"), act=ApprovalStep.Act.SIGN).order_by("-pk")
    return plans.select_related("district", "amends").annotate(
        has_seal=Exists(seal), signed_off_at=Subquery(signed.values("at")[:1])
    )


def issued_plans(user: User) -> QuerySet[Plan]:
    """Bureaus' plans that went out to the user."""
    return Plan.objects.visible_to(user).filter(state=Plan.State.ISSUED, school=None)


def circulars_of_plan(user: User, plan_pk: int) -> QuerySet[Circular]:
    """The papers of a plan that the user may read; one, until a correction follows it."""
    return Circular.objects.visible_to(user).filter(plan__pk=plan_pk)


def knowing_editions(circulars: CircularQuerySet) -> CircularQuerySet:
    """Each with `has_editions`: whether its plan has other papers, so that only few pages ask for them; and its validity."""
    others = Circular.objects.filter(plan=OuterRef("plan")).exclude(pk=OuterRef("pk"))
    return circulars.knowing_validity().annotate(has_editions=Exists(others))


def other_editions(circular: Circular, *, public: bool = False) -> QuerySet[Circular]:
    """The other papers of its plan, in the order they went out: what was issued first, and its amendments."""
    if not getattr(circular, "has_editions", True):
        return Circular.objects.none()
    papers = Circular.objects.filter(plan=circular.plan_id).exclude(pk=circular.pk).order_by("pk")
    papers = papers.select_related("district").defer("snapshot")
    return papers.published() if public else papers


def plan_calendar(plan: Plan) -> list[CalendarEntry]:
    """The plan's entries in calendar order, with the offices that carry them and the schools they address."""
    return list(plan.entries.standing().prefetch_related("duties__office", "audience__school"))


def rules_of_plan(outline: PlanOutline, entries: Iterable[CalendarEntry]) -> list[AudienceDraft]:
    """Each rule of the plan's tasks and entries once; without any, all schools.

    Who has to act on one task and is only informed of another has to act.
    """
    rules: list[AudienceRule] = [rule for task in outline.all_tasks() for rule in task.audience]
    rules += [rule for entry in entries for rule in entry.audience.all()]
    found: dict[AudienceDraft, AudienceDraft] = {}
    for rule in rules:
        draft = AudienceDraft(rule.demand, rule.stage, rule.ownership, rule.directly_under, rule.school_id)
        whom = replace(draft, demand=Demand.ACT)
        if whom not in found or draft == whom:
            found[whom] = draft
    return list(found.values()) or [AudienceDraft()]


def place_in_queue(row: Circular | WorkPaper) -> int:
    """1 for the next to be set: circulars go first, then single papers, then those of batches."""
    owed = {"state__in": [Circular.State.WAITING, Circular.State.RENDERING]}
    circulars = Circular.objects.filter(**owed)
    if isinstance(row, Circular):
        return circulars.filter(pk__lt=row.pk).count() + 1
    papers = WorkPaper.objects.filter(Q(batch=None) | Q(batch__stopped_at=None), **owed)
    before = (
        Q(batch=None) & ~Q(pk__gte=row.pk)
        if row.batch_id is None
        else (Q(batch=None) | Q(batch__lt=row.batch_id) | Q(batch=row.batch_id, pk__lt=row.pk))
    )
    return circulars.count() + papers.filter(before).count() + 1


def circulars_for_list(circulars: QuerySet[Circular], seat: Membership) -> QuerySet[Circular]:
    """For a list: each for an office or school with `is_asked`, `only_to_read` and its own `signed_at`."""
    own = Receipt.objects.from_seat(seat).filter(circular=OuterRef("pk"))
    found = circulars.select_related("district").defer("snapshot")
    return found.annotate(
        signed_at=Subquery(own.values("signed_at")[:1]),
        is_asked=Exists(Circular.objects.addressed_to(seat).filter(pk=OuterRef("pk"))),
        only_to_read=asks_only_to_read(seat),
    )


def find_circulars(
    circulars: QuerySet[Circular],
    words: str = "",
    year: int | None = None,
    genre: str = "",
    *,
    in_texts: bool = False,
) -> QuerySet[Circular]:
    """Those whose number or title, or with `in_texts` whose text, has every one of the words; of one year or of all, of
    one kind or of all.
    """
    if words and in_texts:
        circulars = circulars.annotate(text=Cast("snapshot", TextField()))
    for word in words.split():
        said = Q(number__icontains=word) | Q(title__icontains=word)
        if in_texts:  # SQLite keeps a snapshot as JSON writes it for ASCII
            said |= Q(text__icontains=word) | Q(text__icontains=dumps(word)[1:-1])
        circulars = circulars.filter(said)
    if genre:
        circulars = circulars.filter(genre=genre)
    return circulars.filter(signed_on__year=year) if year else circulars


def years_and_genres(circulars: QuerySet[Circular]) -> list[tuple[int, str]]:
    """Every year and kind of which there is one, in one query."""
    return list(circulars.order_by().values_list("signed_on__year", "genre").distinct())


def publishing_bureaus() -> QuerySet[District]:
    """Bureaus that have published circulars, from the top down, each with `published_count`."""
    return District.objects.annotate(
        published_count=Count("circulars", filter=Q(circulars__published_at__isnull=False))
    ).filter(published_count__gt=0)


def public_circulars(district: District) -> QuerySet[Circular]:
    """What anybody may read, newest first, each knowing its validity."""
    published = Circular.objects.published().filter(district=district).knowing_validity()
    return published.defer("snapshot").order_by("-signed_on", "-pk")

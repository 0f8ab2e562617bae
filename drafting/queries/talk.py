"""What is said of a plan: threads and suggestions in the plan's own order, each beside the words it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Prefetch, QuerySet

from districts.differences import Piece, differences
from districts.models import Office, Role, User
from drafting.anchors import Place, find_words
from drafting.models import Answer, Remark, Suggestion
from drafting.models.parts import TALKERS
from drafting.queries.parts import Part, Parts
from workplans.models import Plan

AROUND = 14  # signs shown on either side of the words quoted


@dataclass(frozen=True)
class Excerpt:
    """Words in their surroundings."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Rights:
    """What a person may do with what is said of one plan."""

    user: User
    may_talk: bool = False
    may_edit: bool = False

    def may_settle(self, row: Remark) -> bool:
        return self.may_talk and (self.may_edit or row.by_id == self.user.pk)


def rights(plan: Plan, user: User) -> Rights:
    """By the person's seats at the plan's bureau. Once the plan is issued nobody has a say in its draft."""
    if plan.is_issued:
        return Rights(user)
    return Rights(
        user,
        may_talk=plan.district_id in user.districts_as(*TALKERS),
        may_edit=plan.district_id in user.districts_as(Role.EDITOR),
    )


@dataclass(frozen=True)
class Thread:
    """A remark with its answers; `part` is None when the part was deleted, `excerpt` when the words are gone."""

    remark: Remark
    part: Part | None
    answers: list[Answer]
    excerpt: Excerpt | None
    may_talk: bool
    may_settle: bool
    # Of the form that answers, so that a second click is harmless.
    answer_key: UUID = field(default_factory=uuid4)

    kind = "remark"

    @property
    def row(self) -> Remark:
        return self.remark

    @property
    def is_stale(self) -> bool:
        """Words were quoted, and the text no longer has them."""
        return bool(self.remark.quote) and self.excerpt is None

    @property
    def is_open(self) -> bool:
        return self.remark.is_open


@dataclass(frozen=True)
class Proposal:
    """A suggestion with the marked text; `now` is the whole field as it stands, `result` what accepting makes of it.

    `result` is None when the words to be replaced are gone.
    """

    suggestion: Suggestion
    part: Part | None
    pieces: list[Piece]
    now: str
    result: str | None
    may_accept: bool
    may_withdraw: bool

    kind = "suggestion"

    @property
    def row(self) -> Suggestion:
        return self.suggestion

    @property
    def is_stale(self) -> bool:
        """It was made for a text that stands there no longer."""
        if not self.suggestion.is_open:
            return False
        return self.result is None or (self.suggestion.is_whole and self.now != self.suggestion.was)

    @property
    def is_open(self) -> bool:
        return self.suggestion.is_open


@dataclass(frozen=True)
class Counts:
    """Open remarks and suggestions, by the lasting key of their part and in all."""

    remarks: Counter[UUID | None] = field(default_factory=Counter)
    suggestions: Counter[UUID | None] = field(default_factory=Counter)

    @property
    def all_remarks(self) -> int:
        return self.remarks.total()

    @property
    def all_suggestions(self) -> int:
        return self.suggestions.total()

    def of(self, key: UUID | None) -> int:
        return self.remarks[key] + self.suggestions[key]


def open_counts(plan: Plan) -> Counts:
    """For the small counters beside tasks and in tabs; two queries."""
    remarks = Remark.objects.filter(plan=plan, settled_at=None, removed_at=None)
    suggestions = Suggestion.objects.filter(plan=plan, state=Suggestion.State.OPEN)
    return Counts(
        Counter(remarks.values_list("part_key", flat=True)),
        Counter(suggestions.values_list("part_key", flat=True)),
    )


def threads(remarks: QuerySet[Remark], parts: Parts, who: Rights) -> list[Thread]:
    """The remarks in the plan's order, with their answers; two queries."""
    rows = remarks.select_related("plan__district", "by", "settled_by", "removed_by").prefetch_related(
        Prefetch("answers", Answer.objects.select_related("by"))
    )
    found = [thread(row, parts, who) for row in rows]
    return sorted(found, key=lambda item: (_place(item.part), item.remark.start, item.remark.pk))


def thread(remark: Remark, parts: Parts, who: Rights) -> Thread:
    part = parts.get(remark.part_key)
    return Thread(
        remark=remark,
        part=part,
        answers=list(remark.answers.all()),
        excerpt=_excerpt(remark, part),
        may_talk=who.may_talk,
        may_settle=who.may_settle(remark),
    )


def proposals(suggestions: QuerySet[Suggestion], parts: Parts, who: Rights) -> list[Proposal]:
    """The suggestions in the plan's order, marked; two queries."""
    rows = list(suggestions.select_related("plan__district", "by", "decided_by"))
    names = office_names(rows[0].plan) if rows else []
    found = [proposal(row, parts, who, names) for row in rows]
    return sorted(found, key=lambda item: (_place(item.part), item.suggestion.start, item.suggestion.pk))


def proposal(suggestion: Suggestion, parts: Parts, who: Rights, names: Iterable[str]) -> Proposal:
    part = parts.get(suggestion.part_key)
    now = part.text(suggestion.field) if part else ""
    return Proposal(
        suggestion=suggestion,
        part=part,
        pieces=differences(suggestion.was, suggestion.proposed, names),
        now=now,
        result=applied(suggestion, now) if part else None,
        may_accept=who.may_edit and suggestion.plan.is_draft and part is not None,
        may_withdraw=who.may_talk and suggestion.by_id == who.user.pk,
    )


def applied(suggestion: Suggestion, text: str) -> str | None:
    """The field's text with the suggestion in it; None when the words it replaces are not there."""
    if suggestion.is_whole:
        return suggestion.proposed
    place = find_words(text, suggestion.quote, suggestion.start)
    return place.replaced_in(text, suggestion.proposed) if place else None


def office_names(plan: Plan) -> list[str]:
    """Every name an office of the bureau goes by."""
    return [name for office in Office.objects.filter(district=plan.district_id) for name in office.all_names]


def _place(part: Part | None) -> int:
    """Where it stands in the plan; what is deleted comes last."""
    return part.place if part else 1_000_000


def _excerpt(remark: Remark, part: Part | None) -> Excerpt | None:
    text = part.text(remark.field) if part else ""
    place: Place | None = find_words(text, remark.quote, remark.start) if remark.quote else None
    if place is None:
        return None
    begin, end = max(0, place.begin - AROUND), place.end + AROUND
    return Excerpt(
        ("…" if begin else "") + text[begin : place.begin],
        text[place.begin : place.end],
        text[place.end : end] + ("…" if end < len(text) else ""),
    )

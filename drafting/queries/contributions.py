"""What offices were asked for and what they sent, shaped for the editor's page, for the office's, and for counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from districts.models import Membership, User
from drafting.models import Asked, Call, Item
from drafting.queries.parts import Part, Parts
from workplans.models import Plan, Task

ITEM_ROWS = Item.objects.select_related("decided_by", "written_by").prefetch_related("supporting")


@dataclass(frozen=True)
class ItemRow:
    """An item, and the task it became, if that is still in the plan."""

    item: Item
    task: Task | None


@dataclass(frozen=True)
class AskedRow:
    """An office with what it sent; `state` and `shape` as the `status` tag draws them."""

    asked: Asked
    items: list[ItemRow]
    is_late: bool

    @property
    def shape(self) -> str:
        if self.asked.sent_at:
            return "done"
        return "late" if self.is_late else "todo"


@dataclass(frozen=True)
class CallBoard:
    """A call with its offices; `part` is the section it is for, None for the whole plan or a deleted section."""

    call: Call
    part: Part | None
    rows: list[AskedRow]

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.asked.sent_at)

    @property
    def has_silent(self) -> bool:
        return self.answered < len(self.rows)


def call_boards(
    calls: QuerySet[Call], parts: Parts, today: date, *, state: str = "", words: str = ""
) -> list[CallBoard]:
    """The calls with their offices and sent items; five queries. `state` and `words` narrow the items shown."""
    sent = ITEM_ROWS.exclude(state=Item.State.DRAFT)
    if state:
        sent = sent.filter(state=state)
    for word in words.split():
        sent = sent.filter(
            Q(title__icontains=word) | Q(body__icontains=word) | Q(asked__office__name__icontains=word)
        )
    offices = Asked.objects.select_related("office", "sent_by", "call__plan").prefetch_related(
        Prefetch("items", sent, to_attr="sent_items")
    )
    rows = list(
        calls.select_related("asked_by", "closed_by", "plan").prefetch_related(Prefetch("asked", offices))
    )
    items = [item for call in rows for asked in call.asked.all() for item in _sent(asked)]
    tasks = tasks_of(items)
    narrowed = bool(state or words)
    boards = []
    for call in rows:
        lines = [
            AskedRow(
                asked, [ItemRow(item, tasks.get(item.key)) for item in _sent(asked)], asked.is_late(today)
            )
            for asked in call.asked.all()
        ]
        if narrowed:
            lines = [line for line in lines if line.items]
        if lines or not narrowed:
            boards.append(CallBoard(call, parts.get(call.section_key) if call.section_key else None, lines))
    return boards


def tasks_of(items: Iterable[Item]) -> dict[UUID, Task]:
    """The tasks that items became, by their common key; one query, none where nothing was taken over."""
    keys = [item.key for item in items if item.state == Item.State.TAKEN]
    return {task.key: task for task in Task.objects.filter(key__in=keys)} if keys else {}


def waiting_items(plan: Plan) -> Counter[UUID | None]:
    """How many items wait for an editor, by the lasting key of their section; one query."""
    rows = Item.objects.filter(asked__call__plan=plan, state=Item.State.SENT)
    return Counter(rows.values_list("asked__call__section_key", flat=True))


def asked_of(user: User) -> QuerySet[Asked]:
    """What the person's offices were asked, the open ones first, then the newest."""
    rows = Asked.objects.visible_to(user).select_related("office", "call__plan__district", "sent_by")
    return rows.annotate(
        drafts=Count("items", filter=Q(items__state=Item.State.DRAFT)),
        sent=Count("items", filter=~Q(items__state=Item.State.DRAFT)),
    ).order_by("-call__wanted_by", "-pk")


def unanswered_by(seat: Membership) -> list[Asked]:
    """For the workbench of an office: what it has not answered, the most pressing first."""
    if seat.office is None:
        return []
    rows = Asked.objects.unanswered().filter(Q(office=seat.office_id) | Q(office__successor=seat.office_id))
    return list(rows.select_related("call__plan", "office").order_by("call__wanted_by", "pk"))


def with_waiting_items(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans, each with the number of items that wait for an editor as `waiting_items`; no query of its own."""
    waiting = Q(calls__asked__items__state=Item.State.SENT)
    return plans.annotate(waiting_items=Count("calls__asked__items", filter=waiting)).order_by("-year", "-id")


def _sent(asked: Asked) -> list[Item]:
    items: list[Item] = asked.sent_items  # type: ignore[attr-defined]  # prefetched under this name
    return items

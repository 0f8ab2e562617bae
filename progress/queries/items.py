"""How things stand: what is open, late or done, for an office, a school or the whole bureau.

An item is done for everybody when the newest report of its leading office says so; for a supporting office or a
school also when its own newest report says so. Items of plans that are not issued, or closed, are nobody's
business here. Every query asks the database a fixed number of times.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from districts.models import District, Office, School
from progress.models import Extension, Report
from workplans.audience import addressing
from workplans.models import Demand, Plan, Task, TaskAudience, TaskOffice, held_by
from workplans.periods import month_of

Item = TypeVar("Item", Task, CalendarEntry)
DONE = Report.Status.DONE
# Of items that know their `lead_status`.
SAID_DONE = Q(lead_status=DONE)
# Reports of the office that leads now, and of those merged into it, inside a query that knows `lead_id`.
FROM_LEAD = Q(office=OuterRef("lead_id")) | Q(office__successor=OuterRef("lead_id"))


@dataclass(frozen=True)
class DueItem:
    """A task or an entry as it is owed.

    `due_on`: a task's day or None; an entry's day or the last of its last month; or the later day that was granted to who
    owes it, as `is_extended` says. `starts_month` and `ends_month` are None for a task. `status`: the newest report's
    (a Report.Status value), or "" while nobody reported. `lead` is the leading office's name, "" when there is none. `url` leads to the page where one reports.
    """

    kind: Literal["task", "entry"]
    pk: int
    title: str
    plan_title: str
    due_on: date | None
    starts_month: date | None
    ends_month: date | None
    status: str
    is_late: bool
    url: str
    lead_id: int | None = None
    lead: str = ""
    is_extended: bool = False


@dataclass(frozen=True)
class DoneItems:
    """Ids of tasks and of entries."""

    tasks: frozenset[int]
    entries: frozenset[int]


def open_items_for_office(office: Office, today: date, until: date | None = None) -> list[DueItem]:
    """What the office leads or supports and has not done, the earliest due first; two queries.

    Entries that begin after `until` (the last day of this month unless told) are left out.
    """
    horizon = until or month_of(today).ends_on
    tasks = _carried(tasks_in_force(), TaskOffice, "task", office)
    entries = _carried(entries_in_force().filter(starts_month__lte=horizon), EntryOffice, "entry", office)
    return _as_due_items(
        _open_for(tasks, "task", held_by(office)),
        _open_for(entries, "entry", held_by(office)),
        today,
    )


def open_items_for_school(school: School, today: date, first: date, last: date) -> list[DueItem]:
    """What the school has to act on from `first` to `last`, and what it is late with; two queries.

    Tasks without a day belong to the whole of their plan's time and are always among them. What it is only informed
    of (阅知) is not: it owes nothing there.
    """
    above = Q(district__code__in=school.district.codes_upward)
    asked = addressing(school, "") & Q(demand=Demand.ACT)
    tasks = tasks_in_force().filter(
        Q(plan__district__code__in=school.district.codes_upward),
        Q(due_on=None) | Q(due_on__lte=last),
        pk__in=TaskAudience.objects.filter(asked).values("task"),
    )
    entries = entries_in_force().filter(
        above, starts_month__lte=last, pk__in=EntryAudience.objects.filter(asked).values("entry")
    )
    items = _as_due_items(
        _open_for(tasks, "task", Q(school=school)),
        _open_for(entries, "entry", Q(school=school)),
        today,
    )
    return [item for item in items if item.is_late or item.due_on is None or item.due_on >= first]


def overdue_items(district: District, today: date, office: Office | None = None) -> list[DueItem]:
    """What the bureau (or one leading office) is late with, the oldest first; two queries."""
    tasks = tasks_in_force().filter(plan__district=district, due_on__lt=today)
    entries = entries_in_force().filter(district=district, ends_month__lte=today)
    if office is not None:
        leads = held_by(office) & Q(role="lead")
        tasks = tasks.filter(pk__in=TaskOffice.objects.filter(leads).values("task"))
        entries = entries.filter(pk__in=EntryOffice.objects.filter(leads).values("entry"))
    items = _as_due_items(
        _open_for(tasks, "task", FROM_LEAD),
        _open_for(entries, "entry", FROM_LEAD),
        today,
    )
    return [item for item in items if item.is_late]


def later(day: date | None, granted: date | None) -> date | None:
    """The day that counts: more time moves a day, and gives none where there was none."""
    return max(day, granted) if day and granted else day


def left_open(items: QuerySet[Item]) -> QuerySet[Item]:
    """Those of the items that their leading office has not reported done.

    Each knows `lead_id` (of a merged office: of the one its work went to), `lead_name` as on paper, and through
    `lead_status` what its leading office said last.
    """
    return items.annotate(**_words_of_the_lead(items.model)).exclude(SAID_DONE)


def reported_done(plan: Plan) -> dict[int, date]:
    """The plan's tasks that their leading office reported done, each with the day of that report; one query."""
    reports = Report.objects.filter(FROM_LEAD, task=OuterRef("pk")).order_by("-id")
    tasks = Task.objects.filter(plan=plan).standing().annotate(**_words_of_the_lead(Task)).filter(SAID_DONE)
    told = tasks.annotate(told_at=Subquery(reports.values("filed_at")[:1])).values_list("pk", "told_at")
    return {pk: timezone.localdate(told_at) for pk, told_at in told}


def _words_of_the_lead(model: type[Model]) -> dict[str, Any]:
    """What `left_open` tells of each item, to annotate with."""
    name = "task" if model is Task else "entry"
    duty: type[Model] = TaskOffice if name == "task" else EntryOffice
    lead = duty._default_manager.filter(**{name: OuterRef("pk")}, role="lead")
    reports = Report.objects.filter(**{name: OuterRef("pk")}).order_by("-id")
    return {
        "lead_id": Subquery(lead.values(current=Coalesce("office__successor", "office"))[:1]),
        "lead_name": Subquery(lead.values("office__name")[:1]),
        "lead_status": _newest(reports.filter(FROM_LEAD)),
    }


def items_done_by(*, office: Office | None = None, school: School | None = None) -> DoneItems:
    """What the office or school itself reported done, by its newest report on each item; one query."""
    newest: dict[tuple[int | None, int | None], str] = {}
    reports = Report.objects.filter(held_by(office) if office else Q(school=school)).order_by("id")
    for task_id, entry_id, status in reports.values_list("task_id", "entry_id", "status"):
        newest[task_id, entry_id] = status
    done = [item for item, status in newest.items() if status == DONE]
    return DoneItems(
        tasks=frozenset(task for task, _ in done if task is not None),
        entries=frozenset(entry for _, entry in done if entry is not None),
    )


def tasks_in_force() -> QuerySet[Task]:
    """Of bureaus' issued plans, without what an amendment withdrew: what somebody has to do."""
    return Task.objects.filter(plan__state=Plan.State.ISSUED, plan__school=None).standing()


def entries_in_force() -> QuerySet[CalendarEntry]:
    """The same of the calendar, with entries that belong to no plan."""
    in_force = Q(plan=None) | Q(plan__state=Plan.State.ISSUED, plan__school=None)
    return CalendarEntry.objects.filter(in_force).standing()


def _carried(items: QuerySet[Item], duty: type[Model], name: str, office: Office) -> QuerySet[Item]:
    return items.filter(pk__in=duty._default_manager.filter(held_by(office)).values(name))


def _open_for(items: QuerySet[Item], name: str, reporter: Q) -> list[Item]:
    """The items that neither the leading office nor the `reporter` has said are done.

    Each also knows `own_status`, the reporter's newest status, and `extended_to`, the last day granted to the reporter.
    """
    own = {name: OuterRef("pk")}
    reports = Report.objects.filter(**own).order_by("-id")
    granted = Extension.objects.granted().filter(reporter, **own).order_by("-until")
    return list(
        left_open(items)
        .select_related("plan")
        .annotate(
            own_status=_newest(reports.filter(reporter)), extended_to=Subquery(granted.values("until")[:1])
        )
        .exclude(own_status=DONE)
    )


def _newest(reports: QuerySet[Report]) -> Coalesce:
    """The status of the first of the reports, "" when there is none: NULL would slip through every exclude."""
    return Coalesce(Subquery(reports.values("status")[:1]), Value(""))


def _as_due_items(tasks: list[Task], entries: list[CalendarEntry], today: date) -> list[DueItem]:
    """Both kinds in one list: what has a day first, by day, then the rest."""
    items = [_due_task(task, today) for task in tasks] + [_due_entry(entry, today) for entry in entries]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or today))


def _due_task(task: Task, today: date) -> DueItem:
    due_on = later(task.last_day, getattr(task, "extended_to", None))
    return DueItem(
        kind="task",
        pk=task.pk,
        title=task.name,
        plan_title=task.plan.title,
        due_on=due_on,
        starts_month=None,
        ends_month=None,
        status=getattr(task, "own_status", None) or "",
        is_late=due_on is not None and due_on < today,
        url=reverse("task_report", args=[task.pk]),
        lead_id=getattr(task, "lead_id", None),
        lead=getattr(task, "lead_name", None) or "",
        is_extended=due_on != task.last_day,
    )


def _due_entry(entry: CalendarEntry, today: date) -> DueItem:
    due_on = max(entry.last_day, getattr(entry, "extended_to", None) or entry.last_day)
    return DueItem(
        kind="entry",
        pk=entry.pk,
        title=entry.work,
        plan_title=entry.plan.title if entry.plan else "",
        due_on=due_on,
        starts_month=entry.starts_month,
        ends_month=entry.ends_month,
        status=getattr(entry, "own_status", None) or "",
        is_late=due_on < today,
        url=reverse("entry_report", args=[entry.pk]),
        lead_id=getattr(entry, "lead_id", None),
        lead=getattr(entry, "lead_name", None) or "",
        is_extended=due_on != entry.last_day,
    )

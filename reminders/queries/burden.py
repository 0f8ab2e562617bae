"""How much schools and offices are asked for in a month, and by which bureau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from circulars.models import GONE, Circular, CircularAudience
from districts.models import District, Office, School
from drafting.models import Asked
from reminders.burden import REPORT, SEND_IN, SIGN, URGE, Request
from reminders.models import Measure, Reminder, RuleKind
from reminders.rules import CALL, CIRCULAR, ENTRY, TASK
from workplans.audience import SchoolsMeant, meets
from workplans.models import AudienceRule, Demand, Plan, Task, TaskAudience, TaskOffice
from workplans.periods import month_of


@dataclass(frozen=True)
class Load:
    """What one school or office is asked for in a month. `ours`: of these by the bureau that looks."""

    place: School | Office
    requests: int
    ours: int
    minutes: int
    limit: int

    @property
    def is_over(self) -> bool:
        return self.minutes > self.limit


def school_loads(district: District, month: date) -> list[Load]:
    """Of every school in the bureau's care, by name; six queries. Bureaus above ask as well, and count."""
    schools = sorted(
        School.objects.within(district).filter(is_active=True), key=lambda school: (school.name, school.pk)
    )
    meant = SchoolsMeant(schools)
    asked: dict[int, list[Request]] = defaultdict(list)
    for request, rules in requests_to_schools(district, *_days(month)):
        for school in meant.by(rules):
            asked[school.pk].append(request)
    measure = Measure.of(district)
    return [_load(school, asked[school.pk], district, measure, measure.school_limit) for school in schools]


def office_loads(district: District, month: date) -> list[Load]:
    """Of every office of the bureau that is in use, by name; seven queries."""
    offices = list(Office.objects.filter(district=district))
    asked = requests_to_offices(district, offices, *_days(month))
    measure = Measure.of(district)
    working = sorted((row for row in offices if row.is_active), key=lambda office: (office.name, office.pk))
    return [_load(office, asked[office.pk], district, measure, measure.office_limit) for office in working]


def _load(
    place: School | Office, requests: list[Request], district: District, measure: Measure, limit: int
) -> Load:
    ours = sum(request.bureau == district.pk for request in requests)
    return Load(place, len(requests), ours, measure.minutes.of(requests), limit)


def _days(month: date) -> tuple[date, date]:
    days = month_of(month)
    return days.starts_on, days.ends_on


def requests_of_school(school: School, month: date) -> list[Request]:
    """What bureaus ask of the school in the month, the earliest first; four queries."""
    asked = requests_to_schools(school.district, *_days(month))
    meant = (request for request, rules in asked if any(meets(school, rule) for rule in rules))
    return sorted(meant, key=lambda request: (request.day, request.title))


def requests_of_office(office: Office, month: date) -> list[Request]:
    """What the office is asked for in the month, with what came to it from merged ones; six queries."""
    offices = list(Office.objects.filter(Q(pk=office.pk) | Q(successor=office)))
    asked = requests_to_offices(office.district, offices, *_days(month))[office.pk]
    return sorted(asked, key=lambda request: (request.day, request.title))


def requests_to_schools(
    district: District, first: date, last: date
) -> list[tuple[Request, list[AudienceRule]]]:
    """What the bureau and those above it ask of schools from `first` to `last`, each with its rules; four queries.

    A report counts where its work is due, a signature where the paper is signed, urging when it is said. What is only
    for information (阅知) asks for nothing; what has no day is in no month.
    """
    asks = {"demand": Demand.ACT}
    above = district.codes_upward
    found: dict[tuple[str, str, int, int], tuple[Request, list[AudienceRule]]] = {}

    def add(request: Request, rule: AudienceRule) -> None:
        found.setdefault(request.key, (request, []))[1].append(rule)

    tasks = TaskAudience.objects.filter(
        _of_tasks("task__", first, last), task__plan__district__code__in=above
    )
    for rule in tasks.filter(**asks).select_related("task__plan"):
        add(_of_task(rule.task), rule)
    entries = EntryAudience.objects.filter(
        _of_entries("entry__", first, last), entry__district__code__in=above
    )
    for entry_rule in entries.filter(**asks).select_related("entry"):
        add(_of_entry(entry_rule.entry), entry_rule)
    papers = CircularAudience.objects.filter(
        _of_papers("circular__", first, last), circular__district__code__in=above
    )
    for paper_rule in papers.filter(**asks).select_related("circular").defer("circular__snapshot"):
        add(_of_paper(paper_rule.circular), paper_rule)
    for urging, school in _urgings(first, last, "school", district__code__in=above):
        add(urging, EntryAudience(school_id=school))
    return list(found.values())


def requests_to_offices(
    district: District, offices: Collection[Office], first: date, last: date
) -> dict[int, list[Request]]:
    """By office: work it leads or supports, papers, calls for items, urgings; five queries. Of merged ones by their successor."""
    current = {office.pk: office.successor_id or office.pk for office in offices}
    found: dict[int, dict[tuple[str, str, int, int], Request]] = defaultdict(dict)

    def add(request: Request, office: int) -> None:
        found[current[office]][request.key] = request

    known = {"office__in": list(current)}
    tasks = TaskOffice.objects.filter(_of_tasks("task__", first, last), **known)
    for duty in tasks.select_related("task__plan"):
        add(_of_task(duty.task), duty.office_id)
    entries = EntryOffice.objects.filter(_of_entries("entry__", first, last), **known)
    for entry_duty in entries.select_related("entry"):
        add(_of_entry(entry_duty.entry), entry_duty.office_id)
    papers = Circular.offices.through._default_manager.filter(_of_papers("circular__", first, last), **known)
    for paper in papers.select_related("circular").defer("circular__snapshot"):
        add(_of_paper(paper.circular), paper.office_id)
    calls = Asked.objects.filter(call__wanted_by__range=(first, last), **known).select_related("call__plan")
    for asked in calls:
        add(_of_call(asked, district), asked.office_id)
    for urging, urged in _urgings(first, last, "office", office__in=list(current)):
        add(urging, urged)
    return defaultdict(list, {office: list(requests.values()) for office, requests in found.items()})


def _of_tasks(to: str, first: date, last: date) -> Q:
    return Q(
        **{
            f"{to}due_on__range": (first, last),
            f"{to}withdrawn_on": None,
            f"{to}plan__state__in": Plan.PUBLIC_STATES,
            f"{to}plan__school": None,
        }
    )


def _of_entries(to: str, first: date, last: date) -> Q:
    in_force = Q(**{f"{to}plan": None}) | Q(
        **{f"{to}plan__state__in": Plan.PUBLIC_STATES, f"{to}plan__school": None}
    )
    on_its_day = Q(**{f"{to}due_on__range": (first, last)})
    at_its_end = Q(**{f"{to}due_on": None, f"{to}ends_month__range": (first, last)})
    return in_force & (on_its_day | at_its_end) & Q(**{f"{to}withdrawn_on": None})


def _of_papers(to: str, first: date, last: date) -> Q:
    ready = Q(**{f"{to}signed_on__range": (first, last), f"{to}state": Circular.State.READY})
    return ready & ~Q(**{f"{to}validity__in": GONE})


def _urgings(first: date, last: date, place: str, **wanted: object) -> Iterator[tuple[Request, int]]:
    """Each with the office or the school that was urged to report or to sign, whoever of its people was told; one query.

    An item is urged once a day, so its day tells one urging from the next.
    """
    rows = Reminder.objects.filter(rule=RuleKind.NUDGE, occasion__range=(first, last), **wanted)
    rows = rows.exclude(**{place: None}).order_by()
    about = (
        place,
        "occasion",
        "district",
        "task",
        "task__title",
        "entry",
        "entry__work",
        "circular",
        "circular__title",
    )
    for at, day, bureau, task, title, entry, work, paper, heading in rows.values_list(*about).distinct():
        item, name = (
            ((TASK, task), title.rstrip("。．. ")) if task
            else ((ENTRY, entry), work) if entry
            else ((CIRCULAR, paper), heading)
        )  # fmt: skip
        yield Request(URGE, *item, name, day, bureau, number=day.toordinal()), at


def _of_task(task: Task) -> Request:
    assert task.due_on  # noqa: S101 -- the query asked for a day
    return Request(REPORT, TASK, task.pk, task.name, task.due_on, task.plan.district_id)


def _of_entry(entry: CalendarEntry) -> Request:
    return Request(REPORT, ENTRY, entry.pk, entry.work, entry.last_day, entry.district_id)


def _of_paper(paper: Circular) -> Request:
    return Request(SIGN, CIRCULAR, paper.pk, paper.title, paper.signed_on, paper.district_id)


def _of_call(asked: Asked, district: District) -> Request:
    return Request(SEND_IN, CALL, asked.pk, str(asked.call), asked.call.wanted_by, district.pk)

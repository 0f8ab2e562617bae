"""How much schools and offices are asked for in a month, and by which bureau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from circulars.models import Circular, CircularAudience
from districts.models import District, Office, School
from drafting.models import Asked
from reminders.burden import REPORT, SEND_IN, SIGN, Request
from reminders.models import Measure
from reminders.rules import CALL, CIRCULAR, ENTRY, TASK
from workplans.asking import Doubt, OverIn, Wanted
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
    """Of every school in the bureau's care, by name; five queries. Bureaus above ask as well, and count."""
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
    """Of every office of the bureau that is in use, by name; six queries."""
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
    """What bureaus ask of the school in the month, the earliest first; three queries."""
    asked = requests_to_schools(school.district, *_days(month))
    meant = (request for request, rules in asked if any(meets(school, rule) for rule in rules))
    return sorted(meant, key=lambda request: (request.day, request.title))


def requests_of_office(office: Office, month: date) -> list[Request]:
    """What the office is asked for in the month, with what came to it from merged ones; five queries."""
    offices = list(Office.objects.filter(Q(pk=office.pk) | Q(successor=office)))
    asked = requests_to_offices(office.district, offices, *_days(month))[office.pk]
    return sorted(asked, key=lambda request: (request.day, request.title))


def requests_to_schools(
    district: District, first: date, last: date
) -> list[tuple[Request, list[AudienceRule]]]:
    """What the bureau and those above it ask of schools from `first` to `last`, each with its rules; three queries.

    A report counts where its work is due, a signature where the paper is signed. What is only for information (阅知)
    asks for nothing; what has no day is in no month.
    """
    asks = {"demand": Demand.ACT}
    above = district.codes_upward
    found: dict[tuple[str, int], tuple[Request, list[AudienceRule]]] = {}

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
    return list(found.values())


def requests_to_offices(
    district: District, offices: Collection[Office], first: date, last: date
) -> dict[int, list[Request]]:
    """By office: work it leads or supports, papers, calls for items; four queries. Of merged ones by their successor."""
    current = {office.pk: office.successor_id or office.pk for office in offices}
    found: dict[int, dict[tuple[str, int], Request]] = defaultdict(dict)

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
    return Q(**{f"{to}signed_on__range": (first, last), f"{to}state": Circular.State.READY})


def _of_task(task: Task) -> Request:
    assert task.due_on  # noqa: S101 -- the query asked for a day
    return Request(REPORT, TASK, task.pk, task.name, task.due_on, task.plan.district_id)


def _of_entry(entry: CalendarEntry) -> Request:
    return Request(REPORT, ENTRY, entry.pk, entry.work, entry.last_day, entry.district_id)


def _of_paper(paper: Circular) -> Request:
    return Request(SIGN, CIRCULAR, paper.pk, paper.title, paper.signed_on, paper.district_id)


def _of_call(asked: Asked, district: District) -> Request:
    return Request(SEND_IN, CALL, asked.pk, str(asked.call), asked.call.wanted_by, district.pk)


def doubt_about(district: District, wanted: Collection[Wanted], today: date) -> Doubt | None:
    """Which months would go over the bureau's limit, if its schools were asked for what is `wanted` as well.

    Months that are past are nobody's question any more. None where no school would; five queries.
    """
    ahead = [one for one in wanted if one.month >= today.replace(day=1) and one.rules]
    if not ahead:
        return None
    measure = Measure.of(district)
    meant = SchoolsMeant(School.objects.within(district).filter(is_active=True))
    first, last = min(one.month for one in ahead), max(one.month for one in ahead)
    asked: dict[tuple[date, int], dict[tuple[str, int], Request]] = defaultdict(dict)
    for request, rules in requests_to_schools(district, first, month_of(last).ends_on):
        for school in meant.by(rules):
            asked[request.month, school.pk][request.key] = request
    concerned: set[tuple[date, int]] = set()
    for one in ahead:
        new = Request(REPORT, *one.item, title="", day=one.month, bureau=district.pk)
        for school in meant.by(one.rules):
            if new.key not in asked[one.month, school.pk]:
                asked[one.month, school.pk][new.key] = new
                concerned.add((one.month, school.pk))
    minutes = {at: measure.minutes.of(asked[at].values()) for at in concerned}
    return _doubt({at: spent for at, spent in minutes.items() if spent > measure.school_limit}, measure)


def _doubt(over: Mapping[tuple[date, int], int], measure: Measure) -> Doubt | None:
    by_month: dict[date, list[int]] = defaultdict(list)
    for (month, _school), spent in over.items():
        by_month[month].append(spent)
    months = tuple(OverIn(month, len(all_of), max(all_of)) for month, all_of in sorted(by_month.items()))
    return Doubt(months, measure.school_limit) if months else None

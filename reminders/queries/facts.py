"""One bureau as the rules see it: its items with their bearers, and who sits where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Max, Prefetch, Q
from django.utils import timezone

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from circulars.models import Circular
from districts.models import District, Membership, Office, Role, School
from drafting.models import Asked
from progress.models import Extension, Report
from progress.queries import ItemKey, PlaceKey, entries_in_force, last_days, tasks_in_force
from reminders.models import Rhythm, Rule, rules_of
from reminders.notices import LEAD, SCHOOL, SUPPORT, Bearer, Item, People
from reminders.rules import CALL, CIRCULAR, ENTRY, TASK, WEEKS_OVERDUE, Ask, Timing
from workplans.audience import SchoolsMeant
from workplans.models import AudienceRule, Demand, Plan, Task, TaskAudience, TaskOffice

HORIZON = timedelta(
    days=45
)  # far enough ahead for the month's end and for working days across the longest holiday
LOOK_BACK = timedelta(weeks=WEEKS_OVERDUE)

Row = Task | CalendarEntry | Circular
Done = dict[PlaceKey, date]
Granted = dict[PlaceKey, date]


@dataclass(frozen=True)
class Facts:
    """Everything the pure modules need of a bureau, for the days from `first` to `last`."""

    district: District
    rules: tuple[Rule, ...]
    rhythm: Rhythm
    items: tuple[Item, ...]
    people: People

    @property
    def asks(self) -> list[Ask]:
        return [rule.as_ask for rule in self.rules if rule.is_on]


def read_facts(
    district: District,
    first: date,
    last: date | None = None,
    *,
    also: Mapping[str, Collection[int]] | None = None,
) -> Facts:
    """Read once what may be owed on `first`, as things stand; or on any day from `first` to `last`, as they stood.

    `also`: ids of tasks and entries that matter however far their day has moved. A fixed number of queries, whatever
    the size.
    """
    rhythm = Rhythm.of(district)
    offices = {office.pk: office for office in Office.objects.filter(district=district)}
    schools = list(School.objects.filter(district__path__startswith=district.path, is_active=True))
    work = _Work(district, offices, schools, first, last, also or {})
    return Facts(
        district,
        tuple(rules_of(district)),
        rhythm,
        (*work.tasks(), *work.entries(), *work.circulars(), *work.calls()),
        _people(district, offices.values(), rhythm),
    )


def read_item(row: Row, today: date) -> tuple[Item | None, People]:
    """One task, entry or circular whatever its day, and the people of its bureau; None where nothing is owed on it."""
    district = row.district
    offices = {office.pk: office for office in Office.objects.filter(district=district)}
    schools = list(School.objects.filter(district__path__startswith=district.path, is_active=True))
    work = _Work(district, offices, schools, today, None, {}, only=row.pk)
    ways = {Task: work.tasks, CalendarEntry: work.entries, Circular: work.circulars}
    found = [item for item in ways[type(row)]() if not item.closed_on]
    return (found[0] if found else None), _people(district, offices.values(), Rhythm.of(district))


class _Work:
    """The items of a bureau that may matter between two days, or `only` one whatever its days."""

    def __init__(
        self,
        district: District,
        offices: dict[int, Office],
        schools: list[School],
        first: date,
        last: date | None,
        also: Mapping[str, Collection[int]],
        *,
        only: int | None = None,
    ) -> None:
        self.district, self.offices = district, offices
        self.meant = SchoolsMeant(schools)
        # As things stand: what is done is done, whatever the hour at which it was said.
        self.latest = None if last else first
        last = last or first
        self.first, self.last = first, last
        by_day = Q(due_on__gte=first - LOOK_BACK, due_on__lte=last + HORIZON)
        by_month = Q(starts_month__lte=last, ends_month__gte=(first - LOOK_BACK).replace(day=1))
        more_time = Extension.objects.granted().filter(district=district)
        self.more_time = more_time.filter(until__gte=first - LOOK_BACK)
        self.wanted_tasks = Q(pk=only) if only else by_day | self.by_name("task", also.get(TASK, ()))
        self.wanted_entries = (
            Q(pk=only) if only else by_day | by_month | self.by_name("entry", also.get(ENTRY, ()))
        )
        by_signing = Q(signed_on__gte=first - LOOK_BACK, signed_on__lte=last)
        self.wanted_circulars = Q(pk=only) if only else by_signing

    def by_name(self, kind: str, also: Collection[int]) -> Q:
        """Items that matter whatever their own day."""
        extended = self.more_time.exclude(**{kind: None}).values(kind)
        return Q(pk__in=also) | Q(pk__in=extended)

    def tasks(self) -> Iterator[Item]:
        tasks = (
            tasks_in_force()
            .filter(self.wanted_tasks, plan__district=self.district)
            .prefetch_related(
                Prefetch("duties", TaskOffice.objects.order_by("id")),
                Prefetch("audience", TaskAudience.objects.filter(demand=Demand.ACT)),
            )
        )
        done = self.done_on("task")
        for task in tasks:
            yield self.item(TASK, task, Timing(task.due_on), done.get(task.pk, {}))

    def entries(self) -> Iterator[Item]:
        entries = (
            entries_in_force()
            .filter(self.wanted_entries, district=self.district)
            .prefetch_related(
                Prefetch("duties", EntryOffice.objects.order_by("id")),
                Prefetch("audience", EntryAudience.objects.filter(demand=Demand.ACT)),
            )
        )
        done = self.done_on("entry")
        for entry in entries:
            timing = Timing(entry.last_day, entry.starts_month, entry.ends_month)
            yield self.item(ENTRY, entry, timing, done.get(entry.pk, {}))

    def item(self, kind: str, row: Task | CalendarEntry, timing: Timing, done: Done) -> Item:
        granted = self.granted_until.get((kind, row.pk), {})
        bearers = []
        closed_on = None
        for duty in row.duties.all():
            office = self.current(duty.office_id)
            place, part = ("office", office), LEAD if duty.role == "lead" else SUPPORT
            said = done.get(place)
            bearers.append(Bearer(part, office, said, granted.get(place)))
            if duty.role == "lead":
                closed_on = said
        bearers += self.asked_schools(row.audience.all(), done, granted)
        return Item(kind, row.pk, timing, tuple(bearers), closed_on)

    def asked_schools(self, audience: Iterable[AudienceRule], done: Done, granted: Granted) -> list[Bearer]:
        places = (("school", school.pk) for school in self.meant.by(audience))
        return [Bearer(SCHOOL, place[1], done.get(place), granted.get(place)) for place in places]

    @cached_property
    def granted_until(self) -> dict[ItemKey, dict[PlaceKey, date]]:
        return last_days(self.more_time)

    def done_on(self, kind: str) -> dict[int, Done]:
        """By item and place the day of the newest report, where that says done.

        What a merged office said counts as said by the one that carries its work now, as in `progress`: the newest of
        all of them decides.
        """
        own = {f"{kind}__isnull": False, "district": self.district}
        newest = Report.objects.filter(**own).values(kind, "office", "school").annotate(newest=Max("pk"))
        said = Report.objects.filter(pk__in=newest.values("newest")).order_by("pk")
        found: dict[int, Done] = defaultdict(dict)
        for item, office, school, status, at in said.values_list(
            kind, "office_id", "school_id", "status", "filed_at"
        ):
            place = ("school", school) if school else ("office", self.current(office))
            if status == Report.Status.DONE:
                found[item][place] = self.day_of(at)
            else:
                found[item].pop(place, None)
        return found

    def day_of(self, moment: datetime) -> date:
        day = timezone.localdate(moment)
        return min(day, self.latest) if self.latest else day

    def current(self, office: int) -> int:
        """The office that carries the work today: itself, or what it was merged into."""
        known = self.offices.get(office)
        return known.successor_id or office if known else office

    def circulars(self) -> Iterator[Item]:
        """Papers not signed for yet: due, as it were, when they were signed."""
        papers = (
            Circular.objects.standing()
            .filter(self.wanted_circulars, district=self.district, state=Circular.State.READY)
            .prefetch_related("offices", "audience", "receipts")
        )
        for paper in papers:
            signed = {
                ("school", one.school_id) if one.school_id else ("office", one.office_id or 0): one.signed_at
                for one in paper.receipts.all()
            }
            done: Done = {place: self.day_of(at) for place, at in signed.items()}
            offices = [Bearer(LEAD, one.pk, done.get(("office", one.pk))) for one in paper.offices.all()]
            schools = self.asked_schools(paper.audience.all(), done, {})
            yield Item(CIRCULAR, paper.pk, Timing(paper.signed_on), (*offices, *schools))

    def calls(self) -> Iterator[Item]:
        """What offices were asked to send in for a draft."""
        asked = Asked.objects.filter(
            call__plan__district=self.district,
            call__plan__state=Plan.State.DRAFT,
            call__wanted_by__gte=self.first,
            call__wanted_by__lte=self.last + HORIZON,
        ).select_related("call")
        for one in asked:
            answered = one.sent_at or one.call.closed_at
            yield Item(
                CALL,
                one.pk,
                Timing(one.call.wanted_by),
                (Bearer(LEAD, self.current(one.office_id)),),
                self.day_of(answered) if answered else None,
            )


def _people(district: District, offices: Iterable[Office], rhythm: Rhythm) -> People:
    of_office: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    of_school: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    editors: list[int] = []
    seats = Membership.objects.filter(is_active=True, user__is_active=True).filter(
        Q(district=district) | Q(school__district__path__startswith=district.path)
    )
    rows = seats.order_by("id").values_list("user_id", "role", "district_id", "office_id", "school_id")
    for user, role, district_id, office, school in rows:
        if office:
            of_office[office][role] = (*of_office[office].get(role, ()), user)
        elif school:
            of_school[school][role] = (*of_school[school].get(role, ()), user)
        elif role == Role.EDITOR and district_id == district.pk:
            editors.append(user)
    return People(
        offices=dict(of_office),
        schools=dict(of_school),
        editors=tuple(editors),
        leaders={office.pk: office.supervised_by_id for office in offices if office.supervised_by_id},
        director=rhythm.director_id,
    )

"""What is owed to whom on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from calendar_app.models import CalendarEntry, EntryOffice
from calendar_app.working_days import working_days_before
from circulars.models import Circular
from districts.models import District, Membership, Office, Role, School, User
from progress.queries import left_open
from reminders.models import Reminder
from reminders.rules import WEEKS_OVERDUE, Occasion, Timing, key_of, occasions
from workplans.audience import schools_meeting
from workplans.models import Plan, Task, TaskOffice

OFFICE_ROLES = (Role.OFFICE_HEAD, Role.OFFICE_STAFF)
SCHOOL_ROLES = (Role.SCHOOL_CLERK, Role.PRINCIPAL)
DAYS_TO_SIGN = 3  # working days before an unsigned paper is called to mind
DAYS_UNSIGNED_MATTERS = 60


@dataclass(frozen=True)
class Owed:
    """One notice that one person should get; `item` is a task, an entry or a circular."""

    recipient: User
    district: District
    occasion: Occasion
    kind: str
    item: Task | CalendarEntry | Circular

    @property
    def reason(self) -> str:
        """The rule in words."""
        return str(Reminder.Rule(self.occasion.rule).label)

    @property
    def key(self) -> str:
        return key_of(self.occasion, self.kind, self.item.pk)


def owed_reminders(district: District, today: date) -> list[Owed]:
    """Everything the bureau's people should be told by `today`, told or not. A dozen queries, whatever the size."""
    people = _People(district)
    return [
        *_owed_by_items("task", _open_tasks(district, today), district, people, today),
        *_owed_by_items("entry", _open_entries(district, today), district, people, today),
        *_owed_signatures(district, people, today),
    ]


def still_owed(owed: Iterable[Owed]) -> list[Owed]:
    """Those of `owed` that no row in the ledger carries yet."""
    owed = list(owed)
    known = set(
        Reminder.objects.filter(recipient__in={one.recipient.pk for one in owed}).values_list(
            "recipient_id", "key"
        )
    )
    return [one for one in owed if (one.recipient.pk, one.key) not in known]


class _People:
    """Who is told when an office or a school is meant; read once a district."""

    def __init__(self, district: District) -> None:
        self.of_office: dict[int, list[User]] = defaultdict(list)
        self.of_school: dict[int, list[User]] = defaultdict(list)
        self.editors: list[User] = []
        seats = Membership.objects.filter(is_active=True, user__is_active=True).filter(
            Q(district=district) | Q(school__district__path__startswith=district.path)
        )
        for seat in seats.select_related("user").order_by("id"):
            if seat.office_id and seat.role in OFFICE_ROLES:
                self.of_office[seat.office_id].append(seat.user)
            elif seat.school_id and seat.role in SCHOOL_ROLES:
                self.of_school[seat.school_id].append(seat.user)
            elif seat.role == Role.EDITOR and seat.district_id == district.pk:
                self.editors.append(seat.user)

    def for_office(self, office: Office) -> list[User]:
        """The office's people; where nobody sits there, the editors: no duty falls between two chairs."""
        return self.of_office.get(office.successor_id or office.pk) or self.editors


def _owed_by_items(
    kind: str, items: Iterable[Task | CalendarEntry], district: District, people: _People, today: date
) -> Iterator[Owed]:
    for item in items:
        for occasion in occasions(_timing(item), today, working_days_before):
            told: set[int] = set()
            for duty in item.duties.all():
                for user in people.for_office(duty.office):
                    if user.pk not in told:
                        told.add(user.pk)
                        yield Owed(user, district, occasion, kind, item)


def _timing(item: Task | CalendarEntry) -> Timing:
    if isinstance(item, CalendarEntry):
        return Timing(item.due_on, item.starts_month, item.ends_month)
    return Timing(item.due_on)


def _open_tasks(district: District, today: date) -> QuerySet[Task]:
    """Issued tasks with a day near enough to matter, not reported done by their lead office."""
    near = Task.objects.standing().filter(
        plan__district=district,
        plan__state=Plan.State.ISSUED,
        due_on__gte=today - timedelta(weeks=WEEKS_OVERDUE),
        due_on__lte=_horizon(today),
    )
    return (
        left_open(near)
        .select_related("plan")
        .prefetch_related(Prefetch("duties", TaskOffice.objects.select_related("office")))
    )


def _open_entries(district: District, today: date) -> QuerySet[CalendarEntry]:
    month = today.replace(day=1)
    near = Q(starts_month__lte=month, ends_month__gte=month) | Q(
        due_on__gte=today - timedelta(weeks=WEEKS_OVERDUE), due_on__lte=_horizon(today)
    )
    in_force = Q(plan=None) | Q(plan__state=Plan.State.ISSUED)
    return (
        left_open(CalendarEntry.objects.filter(near, in_force, district=district))
        .select_related("plan")
        .prefetch_related(Prefetch("duties", EntryOffice.objects.select_related("office")))
    )


def _horizon(today: date) -> date:
    """Far enough ahead for the month's end and for working days across the longest holiday."""
    return today + timedelta(days=45)


def _owed_signatures(district: District, people: _People, today: date) -> Iterator[Owed]:
    """Papers that an office or a school has left unsigned for some working days; once a paper."""
    papers = (
        Circular.objects.filter(district=district, state=Circular.State.READY)
        .filter(signed_on__gte=today - timedelta(days=DAYS_UNSIGNED_MATTERS))
        .filter(signed_on__lte=working_days_before(today, DAYS_TO_SIGN))
        .prefetch_related("offices", "audience", "receipts")
    )
    for paper in papers:
        occasion = Occasion(Reminder.Rule.UNSIGNED, paper.signed_on)
        signed_offices = {receipt.office_id for receipt in paper.receipts.all()}
        signed_schools = {receipt.school_id for receipt in paper.receipts.all()}
        owing = [
            user
            for office in paper.offices.all()
            if office.pk not in signed_offices
            for user in people.of_office.get(office.pk, [])
        ]
        addressed = School.objects.filter(schools_meeting(paper.audience.all(), district))
        for school_id in addressed.values_list("pk", flat=True):
            if school_id not in signed_schools:
                owing += people.of_school.get(school_id, [])
        for user in dict.fromkeys(owing):
            yield Owed(user, district, occasion, "circular", paper)


def owed_by_person(district: District, today: date) -> list[tuple[User, list[Owed]]]:
    """What each person would be told, each item once under its most pressing rule; for the preview."""
    by_person: dict[int, tuple[User, dict[tuple[str, int], Owed]]] = {}
    for one in still_owed(owed_reminders(district, today)):
        _, items = by_person.setdefault(one.recipient.pk, (one.recipient, {}))
        items.setdefault((one.kind, one.item.pk), one)
    return [(person, list(items.values())) for person, items in by_person.values()]

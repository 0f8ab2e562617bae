"""The bureau that is lived in: its people, what it asks of them, and by plain counting what it owes them."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from calendar_app.models import CalendarEntry
from calendar_app.working_days import WorkingDays
from districts.models import District, Membership, Office, Role, School, Stage, User
from reminders.hours import FIRST_HOUR, time_of
from reminders.models import Choice, Rhythm
from tests.reminders.year.tally import Told
from workplans.models import Plan, Task
from workplans.periods import month_of

DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
AFTERNOON = 14  # the hour that some people choose
FEW = 6  # every so many people choose something
OF_SCHOOLS = ("month_start", "due_soon")  # the rules that tell schools
Place = tuple[str, int]  # ("office", 3), ("school", 12)


@dataclass(frozen=True)
class Size:
    schools: int = 300
    offices: int = 30
    tasks: int = 100
    entries: int = 70
    days: int = 396  # 13 months

    @classmethod
    def of(cls, days: int) -> Size:
        """A shorter time with as much to do in each month."""
        return cls(
            days=days,
            tasks=max(5, cls.tasks * days // cls.days),
            entries=max(5, cls.entries * days // cls.days),
        )


@dataclass
class Thing:
    """A task or an entry as the simulation knows it."""

    kind: str
    pk: int
    lead: int
    supporting: int
    stage: str  # of the schools that must act; "" where none must
    due: date
    first_month: date | None = None
    last_month: date | None = None
    is_done: bool = False
    is_withdrawn: bool = False
    done_by: set[int] = field(default_factory=set)  # schools
    more_time: dict[Place, date] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_withdrawn


@dataclass(frozen=True)
class Urging:
    """Somebody urged an open thing by hand; told with the next digest, unless it is done or taken out before."""

    thing: Thing
    day: date
    people: tuple[int, ...]  # not told yet

    @property
    def key(self) -> str:
        return f"nudge:{self.thing.kind}:{self.thing.pk}:{self.day}"


class Bureau:
    """Thirty offices of two, one without anybody; schools with one clerk each; leaders over all."""

    def __init__(self, size: Size, dice: random.Random, first: date) -> None:
        self.size, self.dice, self.first = size, dice, first
        self.sits: dict[int, tuple[int, ...]] = {}  # who is told in each office
        self.leader: dict[int, int] = {}
        self.merged: dict[int, int] = {}  # where the work of an office went
        self.clerks: dict[str, dict[int, int]] = {}  # by stage and school
        self.afternoon: set[int] = set()
        self.without_letters: set[int] = set()
        self.urged: list[Urging] = []
        self.decided: dict[
            date, bool
        ] = {}  # days that the bureau works, or not, whatever the official table says
        self.last_word: Thing | None = None
        self.found()

    def found(self) -> None:
        self.district = District.objects.create(
            name="海云市",
            bureau_name="海云市教育局",
            level="city",
            code="990100",
            slug="haiyun",
            document_code="海教",
        )
        self.editor = self.person("editor", Role.EDITOR)
        director = self.person("director", Role.APPROVER)
        leaders = [self.person(f"leader{number}", Role.APPROVER) for number in range(3)]
        self.director = director.pk
        Rhythm.objects.create(district=self.district, director=director)
        for number in range(self.size.offices):
            over = leaders[number % 3]
            office = Office.objects.create(district=self.district, name=f"第{number}处", supervised_by=over)
            self.leader[office.pk] = over.pk
            self.sits[office.pk] = (self.editor.pk,)  # the editor stands in where nobody sits
            if number:
                head = self.person(f"head{number}", Role.OFFICE_HEAD, office=office)
                staff = self.person(f"staff{number}", Role.OFFICE_STAFF, office=office)
                self.sits[office.pk] = (head.pk, staff.pk)
        stages = [Stage.KINDERGARTEN, Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL]
        for number in range(self.size.schools):
            stage = stages[number % len(stages)]
            school = School.objects.create(
                district=self.district, name=f"第{number}学校", code=f"S{number}", stage=stage
            )
            clerk = self.person(f"clerk{number}", Role.SCHOOL_CLERK, school=school)
            self.clerks.setdefault(stage, {})[school.pk] = clerk.pk
        self.things = [*self.tasks(), *self.entries()]

    @property
    def days(self) -> WorkingDays:
        return WorkingDays(self.decided)

    def has_come(self, person: int, clock: time) -> bool:
        """Whether the person's minute of the day has come."""
        return time_of(person, AFTERNOON if person in self.afternoon else FIRST_HOUR) <= clock

    def person(self, name: str, role: str, **seat: object) -> User:
        user = User.objects.create(username=name, full_name=name, email=f"{name}@example.org")
        Membership.objects.create(user=user, district=self.district, role=role, **seat)
        if not user.pk % FEW:
            Choice.objects.create(person=user, hour=AFTERNOON, by_email=bool(user.pk % (2 * FEW)))
            self.afternoon.add(user.pk)
            if not user.pk % (2 * FEW):
                self.without_letters.add(user.pk)
        return user

    def tasks(self) -> Iterator[Thing]:
        plan = Plan.objects.create(
            district=self.district, kind=Plan.Kind.CALENDAR_YEAR, year=2026, title="工作要点",
            state=Plan.State.ISSUED, drafted_by=self.editor,
        )  # fmt: skip
        for number in range(self.size.tasks):
            due = self.some_day()
            task = Task.objects.create(plan=plan, position=number + 1, title=f"第{number}项。", due_on=due)
            yield self.thing("task", task, due)

    def entries(self) -> Iterator[Thing]:
        for number in range(self.size.entries):
            first = self.some_day().replace(day=1)
            last = (first + self.dice.choice([0, 0, 32, 64]) * DAY).replace(day=1)
            entry = CalendarEntry.objects.create(
                district=self.district,
                starts_month=first,
                ends_month=last,
                work=f"第{number}件",
                position=number,
            )
            thing = self.thing("entry", entry, month_of(last).ends_on)
            thing.first_month, thing.last_month = first, last
            yield thing

    def thing(self, kind: str, row: Task | CalendarEntry, due: date) -> Thing:
        lead, supporting = self.dice.sample(sorted(self.sits), 2)
        row.duties.create(office_id=lead, role="lead")
        row.duties.create(office_id=supporting, role="support")
        stage = self.dice.choice(["", "", *self.clerks])
        if stage:
            row.audience.create(stage=stage, demand="act")
        return Thing(kind, row.pk, lead, supporting, stage, due)

    def some_day(self) -> date:
        return self.first + self.dice.randrange(self.size.days) * DAY

    # what is owed, by counting

    def owed_on(self, today: date) -> Iterator[Told]:
        """Everything that anybody should have been told by the end of the day, told or not."""
        for thing in self.things:
            if thing.is_open:
                yield from self.owed_of(thing, today)
        for urging in self.urged:
            yield from ((person, urging.key) for person in urging.people)

    def owed_of(self, thing: Thing, today: date) -> Iterator[Told]:
        for number, office in enumerate((thing.lead, thing.supporting)):
            for rule, key in self.keys(thing, self.granted(thing, ("office", office)), today):
                told = {"leader": (self.leader[office],), "director": (self.director,)}
                if number == 0 or rule not in told:
                    yield from ((person, key) for person in told.get(rule, self.sits[office]))
        of_all = [key for rule, key in self.keys(thing, thing.due, today) if rule in OF_SCHOOLS]
        for school, clerk in self.clerks[thing.stage].items() if thing.stage else ():
            if school not in thing.done_by:
                keys = of_all
                if ("school", school) in thing.more_time:
                    due = self.granted(thing, ("school", school))
                    keys = [key for rule, key in self.keys(thing, due, today) if rule in OF_SCHOOLS]
                yield from ((clerk, key) for key in keys)

    def note_told(self, told: Collection[Told]) -> None:
        """What was urged is told once."""
        self.urged = [
            replace(urging, people=tuple(one for one in urging.people if (one, urging.key) not in told))
            for urging in self.urged
        ]

    def drop_answered(self) -> None:
        """The first beat that finds it done or taken out takes it back for good."""
        self.urged = [urging for urging in self.urged if urging.thing.is_open]

    def granted(self, thing: Thing, place: Place) -> date:
        """The day by which the office (with those merged into it) or the school owes it."""
        kind, pk = place
        current = self.merged.get(pk, pk) if kind == "office" else pk
        days = [
            until
            for (other, where), until in thing.more_time.items()
            if other == kind and (self.merged.get(where, where) if kind == "office" else where) == current
        ]
        return max([thing.due, *days])

    def keys(self, thing: Thing, due: date, today: date) -> Iterator[tuple[str, str]]:
        """(rule, key) of what holds today for whoever owes it by `due`."""
        for rule, day in self.days_of_rules(thing, due, today):
            yield rule, f"{rule}:{thing.kind}:{thing.pk}:{day}"

    def days_of_rules(self, thing: Thing, due: date, today: date) -> Iterator[tuple[str, date]]:
        month, days = today.replace(day=1), self.days
        last_month = thing.last_month and max(thing.last_month, due.replace(day=1))
        in_span = thing.first_month and last_month and thing.first_month <= month <= last_month
        if in_span or (thing.kind == "task" and due.replace(day=1) == month):
            yield "month_start", month
        if abs((due - today).days) > 60:
            return  # no rule speaks of a day so far off
        left = days.working_days_between(today, due)  # today is one of them
        if today <= due and left == 1:
            yield "due_today", due
        elif today < due and days.working_days_between(today, due - DAY) <= 3:
            yield "due_soon", due
        late = (today - due).days
        if 0 < late < 56:
            yield "overdue", due + late // 7 * 7 * DAY
            gone = days.working_days_between(due + DAY, today)
            if gone >= 5:
                yield "leader", due
            if gone >= 10:
                yield "director", due

"""A bureau's year of reminders with everything that may go wrong, and an account of who was told what.

The clock is a file that every process reads: days pass as quickly as the workers can follow. Three beats ring for the
same moment; workers are killed (-9), the broker is emptied, all sessions of the database are ended, beats stay silent
for a day. What is owed is worked out here a second time, by plain counting, from what the simulation itself did.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, connection

from calendar_app.models import CalendarEntry
from calendar_app.working_days import is_working_day, working_days_between
from config.celery import app
from districts.models import District, Membership, Message, Office, Role, School, Stage, User
from progress.models import Report
from reminders.models import Digest, Reminder, Rhythm
from tests.districts.mail_server import MailServer
from tests.workers import Worker, empty_the_broker
from workplans.models import Plan, Task
from workplans.periods import month_of

DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BEATS = 3
RING_AGAIN = 7  # minutes of the simulated clock between two rings of a day: longer than a lease
BETWEEN_RINGS = 20.0  # real seconds
PATIENCE = 120.0  # real seconds until a day that does not come right is called missed
Told = tuple[int, str]  # person, key


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


@dataclass
class Tally:
    kills: int = 0
    flushes: int = 0
    cuts: int = 0
    owed: set[Told] = field(default_factory=set)
    sent: Counter[Told] = field(default_factory=Counter)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)  # person and day: different letters
    repeats: int = 0
    max_digests: int = 0
    unsent: int = 0

    @property
    def missed(self) -> int:
        return len(self.owed - set(self.sent)) + self.unsent

    @property
    def doubled(self) -> int:
        """Told twice, told without being owed, or a second letter on one day."""
        twice = sum(count - 1 for count in self.sent.values()) + sum(
            count - 1 for count in self.letters.values()
        )
        return twice + len(set(self.sent) - self.owed)

    @property
    def holds(self) -> bool:
        return bool(self.owed) and not self.missed and not self.doubled and self.max_digests == 1

    def __str__(self) -> str:
        return (
            f"prove-reminders kills={self.kills} owed={len(self.owed)} sent={len(self.sent)} "
            f"missed={self.missed} doubled={self.doubled} max_digests_per_day={self.max_digests}"
        )


class Year:
    """`start_worker` gives a running worker; each is told where mail goes by its environment."""

    def __init__(
        self,
        size: Size,
        server: MailServer,
        start_worker: Callable[[], Worker],
        *,
        kill_every: int,
        seed: int = 5,
    ) -> None:
        self.size, self.server, self.start_worker = size, server, start_worker
        self.kill_every = kill_every
        self.dice = random.Random(seed)
        self.tally = Tally()
        self.clock = Path(settings.DATA_DIR) / "clock"
        self.first = date(2026, 1, 1)

    def live(self) -> Tally:
        self.found()
        self.workers = [self.start_worker(), self.start_worker()]
        for offset in range(self.size.days):
            today = self.first + offset * DAY
            self.change()
            if not is_working_day(today) or self.dice.random() < 0.02:  # now and then nobody rings all day
                continue
            owed = set(self.owed_on(today))
            self.tally.owed |= owed
            self.pass_day(today, owed)
        self.count()
        return self.tally

    # the bureau

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
        director, leaders = (
            self.person("director", Role.APPROVER),
            [self.person(f"leader{number}", Role.APPROVER) for number in range(3)],
        )
        self.director = director.pk
        Rhythm.objects.create(district=self.district, director=director)
        self.sits: dict[int, tuple[int, int]] = {}  # head and staff of each office
        self.leader: dict[int, int] = {}
        for number in range(self.size.offices):
            office = Office.objects.create(
                district=self.district, name=f"第{number}处", supervised_by=leaders[number % 3]
            )
            head = self.person(f"head{number}", Role.OFFICE_HEAD, office=office)
            staff = self.person(f"staff{number}", Role.OFFICE_STAFF, office=office)
            self.sits[office.pk], self.leader[office.pk] = (head.pk, staff.pk), leaders[number % 3].pk
        self.clerks: dict[str, list[int]] = {}
        stages = [Stage.KINDERGARTEN, Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL]
        for number in range(self.size.schools):
            stage = stages[number % len(stages)]
            school = School.objects.create(
                district=self.district, name=f"第{number}学校", code=f"S{number}", stage=stage
            )
            clerk = self.person(f"clerk{number}", Role.SCHOOL_CLERK, school=school)
            self.clerks.setdefault(stage, []).append(clerk.pk)
        self.things = [*self.tasks(), *self.entries()]

    def person(self, name: str, role: str, **seat: object) -> User:
        user = User.objects.create(username=name, full_name=name, email=f"{name}@example.org")
        Membership.objects.create(user=user, district=self.district, role=role, **seat)
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

    def change(self) -> None:
        """Between two days: something is reported done, a day is moved."""
        open_tasks = [thing for thing in self.things if thing.kind == "task" and not thing.is_done]
        if open_tasks and self.dice.random() < 0.2:
            moved = self.dice.choice(open_tasks)
            moved.due = self.some_day()
            Task.objects.filter(pk=moved.pk).update(due_on=moved.due)
        if self.dice.random() < 0.35:
            done = self.dice.choice(self.things)
            done.is_done = not done.is_done  # sometimes it was said too early
            Report.objects.create(
                **{f"{done.kind}_id": done.pk}, district=self.district, office_id=done.lead, filed_by=self.editor,
                status=Report.Status.DONE if done.is_done else Report.Status.UNDER_WAY,
            )  # fmt: skip

    # what is owed, by counting

    def owed_on(self, today: date) -> Iterator[Told]:
        for thing in self.things:
            if thing.is_done:
                continue
            offices = [*self.sits[thing.lead], *self.sits[thing.supporting]]
            schools = self.clerks[thing.stage] if thing.stage else []
            for rule, day in self.occasions(thing, today):
                told = offices + (schools if rule in ("month_start", "due_soon") else [])
                told = {"leader": [self.leader[thing.lead]], "director": [self.director]}.get(rule, told)
                yield from ((person, f"{rule}:{thing.kind}:{thing.pk}:{day}") for person in told)

    def occasions(self, thing: Thing, today: date) -> Iterator[tuple[str, date]]:
        month, due = today.replace(day=1), thing.due
        in_span = thing.first_month and thing.last_month and thing.first_month <= month <= thing.last_month
        if in_span or (thing.kind == "task" and due.replace(day=1) == month):
            yield "month_start", month
        left = working_days_between(today, due)  # today is one of them
        if today <= due and left == 1:
            yield "due_today", due
        elif today < due and working_days_between(today, due - DAY) <= 3:
            yield "due_soon", due
        late = (today - due).days
        if 0 < late < 56:
            yield "overdue", due + late // 7 * 7 * DAY
            gone = working_days_between(due + DAY, today)
            if gone >= 5:
                yield "leader", due
            if gone >= 10:
                yield "director", due

    # a day, and what befalls it

    def pass_day(self, today: date, owed: set[Told]) -> None:
        moment = datetime(today.year, today.month, today.day, 8, 5, tzinfo=SHANGHAI)
        end = time.monotonic() + PATIENCE
        fate = self.dice.randrange(self.kill_every)
        self.ring(moment, beats=BEATS - (self.dice.random() < 0.1))
        if fate == 0:
            time.sleep(self.dice.random() * 1.5)  # somewhere in the middle of its work
            self.kill()
        elif fate == 1:
            empty_the_broker()
            self.tally.flushes += 1
        elif fate == 2:
            self.cut_database()
        rung = time.monotonic() - (BETWEEN_RINGS if fate < 3 else 0)
        while not self.is_told(today, owed) and time.monotonic() < end:
            if time.monotonic() - rung > BETWEEN_RINGS:
                moment += RING_AGAIN * timedelta(minutes=1)
                self.ring(moment, beats=1)
                rung = time.monotonic()
            time.sleep(0.2)

    def ring(self, moment: datetime, beats: int) -> None:
        draft = self.clock.with_suffix(".draft")
        draft.write_text(moment.isoformat())
        draft.replace(self.clock)
        for _beat in range(beats):
            app.send_task("tests.remind", [str(self.clock)])

    def kill(self) -> None:
        number = self.dice.randrange(2)
        self.workers[number].kill()
        self.workers[number] = self.start_worker()
        self.tally.kills += 1

    def cut_database(self) -> None:
        """What clients see of a database that is restarted: every session ends."""
        self.tally.cuts += 1
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    def is_told(self, today: date, owed: set[Told]) -> bool:
        try:
            if Message.objects.exclude(state=Message.State.SENT).exists():
                return False
            near = Reminder.objects.filter(occasion__gt=today - 70 * DAY).exclude(digest=None)
            told = set(near.values_list("recipient_id", "key"))
        except OperationalError:
            return False  # a writer of SQLite was in the way
        return owed <= told

    def count(self) -> None:
        told = Reminder.objects.exclude(digest=None)
        self.tally.sent = Counter(told.values_list("recipient_id", "key"))
        days = Counter(Digest.objects.values_list("recipient_id", "day"))
        portal = Counter(Message.objects.in_portal().values_list("recipient_id", "key"))
        self.tally.max_digests = max([*days.values(), *portal.values()], default=0)
        self.tally.unsent = Message.objects.exclude(state=Message.State.SENT).count()
        seen = Counter(str(letter["Message-ID"]) for letter in self.server.taken)
        self.tally.repeats = sum(seen.values()) - len(seen)
        days_of = {
            str(letter["Message-ID"]): (str(letter["To"]), _day_of(letter)) for letter in self.server.taken
        }
        self.tally.letters = Counter(days_of.values())
        # one letter for each digest, no more and no fewer
        self.tally.unsent += abs(len(seen) - Digest.objects.count())


def _day_of(letter: object) -> str:
    """The day a digest names in its first line."""
    body = letter.get_payload(decode=True)  # type: ignore[attr-defined]  # email's own
    return str(body.decode().splitlines()[0])

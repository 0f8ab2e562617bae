"""The days of the year, one after the other, and the account at its end."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email.message import Message as Letter
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from config.celery import app
from districts.models import Message
from reminders.models import Digest, Reminder
from reminders.services import plan_reminders
from tests.districts.chat_servers import ChatServer
from tests.districts.mail_server import MailServer
from tests.reminders.year.bureau import DAY, SHANGHAI, Bureau, Size
from tests.reminders.year.changes import change, urge
from tests.reminders.year.heard import Ears, open_channels, owed_to_hear
from tests.reminders.year.tally import Tally, Told
from tests.reminders.year.troubles import Troubles, end_all_sessions
from tests.workers import Worker

BEATS = 3
# Some have their minute by the first, everybody by the second; groups hear an hour after the first who was told.
MORNING, EVENING, CLOSING = (7, 32), (15, 2), (16, 9)
RING_AGAIN = timedelta(minutes=7)  # of the simulated clock, between two rings of a day: longer than a lease
# Real seconds; half as long again, up to the second, while nobody answers: else a day is over before slow workers begin.
BETWEEN_RINGS, AT_MOST_BETWEEN = 2.5, 30.0
PATIENCE = 240.0  # real seconds in which nothing moves, until a day that does not come right is called missed


class Year:
    """`start_worker` gives a worker; it is told where mail goes by its environment.

    `server` takes the mail, `chats` are the providers of chats. `trouble_every`: each of the five troubles befalls one day
    in so many, a kill two. `restart` is how the database is restarted.
    """

    def __init__(
        self,
        size: Size,
        server: MailServer,
        chats: ChatServer,
        start_worker: Callable[[], Worker],
        *,
        trouble_every: int,
        restart: Callable[[], None] = end_all_sessions,
        seed: int = 5,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.size, self.server, self.start_worker, self.restart = size, server, start_worker, restart
        self.trouble_every, self.say = trouble_every, say
        self.chats, self.ears = chats, Ears(chats)
        self.withdrawn: set[int] = set()
        self.waiting: tuple[date, set[Told]] = (date(2026, 1, 1), set())
        self.dice = random.Random(seed)
        self.tally = Tally()
        self.clock = Path(settings.DATA_DIR) / "clock"
        self.first = date(2026, 1, 1)

    def live(self) -> Tally:
        self.bureau = Bureau(self.size, self.dice, self.first)
        open_channels(self.bureau, self.chats)
        self.troubles = Troubles(
            self.dice, self.tally, self.server, self.start_worker, self.restart, self.chats
        )
        for offset in range(self.size.days):
            today = self.first + offset * DAY
            self.between(today, (6, 30))
            if not self.bureau.days.is_working_day(today):
                moment = _at(today, EVENING)
                self.tally.early += plan_reminders(today=today, now=moment, clock=moment.time())
            elif self.dice.random() > 0.02:  # now and then nobody rings all day
                self.pass_day(today)
                self.say(f"{today} {self.tally.kills} kills, {len(self.tally.owed)} owed")
        with nobody_at_work(self.clock):
            self.note_owed()
        self.count()
        return self.tally

    def between(self, today: date, clock: tuple[int, int]) -> None:
        """While nobody is at work: beats that are still under way find the clock standing."""
        with nobody_at_work(self.clock):
            self.note_owed()
            self.clock.write_text("")
            change(self.bureau, today)
            if clock < MORNING:
                urge(self.bureau, today, _at(today, clock))

    def pass_day(self, today: date) -> None:
        """On some days something changes between the first who are told and the others."""
        if self.dice.random() < 0.3:
            self.pass_half(today, MORNING, BEATS)
            self.between(today, (11, 0))
        self.pass_half(today, EVENING, BEATS - (self.dice.random() < 0.1), closing=True)  # a beat may be dead
        self.ears.listen(today)
        taken_back = Reminder.objects.exclude(withdrawn_at=None)
        self.withdrawn |= set(taken_back.values_list("pk", flat=True))

    def pass_half(self, today: date, clock: tuple[int, int], beats: int, *, closing: bool = False) -> None:
        """Ring until everybody whose minute has come was told what they were not told of yet."""
        moment = _at(today, clock)
        self.bureau.drop_answered()
        had = self.have_digests(today)
        owed = (told for told in self.bureau.owed_on(today) if told not in self.tally.owed)
        self.waiting = today, {told for told in owed if told[0] not in had}
        new = {told for told in self.waiting[1] if self.bureau.has_come(told[0], moment.time())}
        self.tally.owed.update(dict.fromkeys(new, today))
        self.ring_until_told(today, moment, new, beats, closing=closing)

    def note_owed(self) -> None:
        """Of those who had to wait for their minute it came for some while the beats rang; nobody is at work now."""
        day, waiting = self.waiting
        had = self.have_digests(day)
        self.tally.owed.update(
            {told: day for told in waiting if told[0] in had and told not in self.tally.owed}
        )
        self.bureau.note_told({told for told in waiting if told in self.tally.owed})
        self.waiting = day, set()

    def have_digests(self, day: date) -> set[int]:
        return set(Digest.objects.filter(day=day).values_list("recipient_id", flat=True))

    def ring_until_told(
        self, today: date, moment: datetime, new: set[Told], beats: int, *, closing: bool
    ) -> None:
        began, pause, so_far = moment, BETWEEN_RINGS, self.so_far(today)
        self.ring(moment, beats)
        rung = moved = time.monotonic()
        if closing and self.troubles.befall(self.dice.randrange(self.trouble_every)):
            rung -= BETWEEN_RINGS
        while time.monotonic() - moved < PATIENCE:
            is_told = self.has_rung(began) and self.is_told(today, new)
            if is_told and (not closing or self.is_heard()):
                return
            is_closing = is_told and closing and moment < _at(today, CLOSING)
            pause = BETWEEN_RINGS if self.has_rung(moment) else pause
            if is_closing or time.monotonic() - rung > pause:
                moment = _at(today, CLOSING) if is_closing else moment + RING_AGAIN
                self.ring(moment, beats=1)
                rung, pause = time.monotonic(), min(pause * 1.5, AT_MOST_BETWEEN)
                so_far, before = self.so_far(today), so_far
                if so_far != before:
                    moved = rung
            time.sleep(0.1)
        self.tally.impatient += 1

    def ring(self, moment: datetime, beats: int) -> None:
        with nobody_at_work(self.clock):
            self.clock.write_text(moment.isoformat())
            self.chats.clock = moment
        for _beat in range(beats):
            app.send_task("tests.remind", [str(self.clock)])

    def has_rung(self, since: datetime) -> bool:
        """Whether a beat came to its end by then: without one nothing of the day was looked at."""
        mark = Path(f"{self.clock}.rung")
        return mark.exists() and mark.read_text() >= since.isoformat()

    def is_told(self, today: date, new: set[Told]) -> bool:
        try:
            if Message.objects.filter(via=None).exclude(state=Message.State.SENT).exists():
                return False
            told = Reminder.objects.filter(digest__day=today).values_list("recipient_id", "key")
            return new <= set(told)
        except OperationalError:  # the database is away, or a writer of SQLite in the way
            connection.close()
            return False

    def so_far(self, today: date) -> dict[str, int]:
        """How many of the day's messages there are in each state; none while the database is away."""
        try:
            states = Message.objects.filter(key=f"digest:{today}").values_list("state", flat=True)
            return Counter(states)
        except OperationalError:
            connection.close()
            return {}

    def is_heard(self) -> bool:
        try:
            ended = [Message.State.SENT, Message.State.UNKNOWN]
            return not Message.objects.exclude(via=None).exclude(state__in=ended).exists()
        except OperationalError:
            connection.close()
            return False

    def count(self) -> None:
        told = list(Reminder.objects.exclude(digest=None).values_list("recipient_id", "key", "digest__day"))
        self.tally.sent = Counter((person, key) for person, key, _day in told)
        self.tally.late = sum(day > self.tally.owed.get((person, key), day) for person, key, day in told)
        self.tally.taken_back = len(self.withdrawn)
        self.tally.rearmed = Reminder.objects.filter(pk__in=self.withdrawn).exclude(digest=None).count()
        self.tally.heard, self.tally.again = self.ears.heard, self.ears.again
        self.tally.to_hear, self.tally.unknown = owed_to_hear()
        portal = Message.objects.in_portal()
        days = Counter(Digest.objects.values_list("recipient_id", "day"))
        keys = Counter(portal.values_list("recipient_id", "key"))
        self.tally.max_digests = max([*days.values(), *keys.values()], default=0)
        self.tally.early += sum(
            self.is_early(person, timezone.localtime(at))
            for person, at in portal.values_list("recipient", "sent_at")
        )
        self.count_letters(days)

    def count_letters(self, days: Counter[tuple[int, date]]) -> None:
        """One letter for each digest of those who want letters, no more and no fewer."""
        letters = {str(one["Message-ID"]): (str(one["To"]), _day_of(one)) for one in self.server.taken}
        self.tally.letters = Counter(letters.values())
        self.tally.repeats = len(self.server.taken) - len(letters)
        wanted = sum(person not in self.bureau.without_letters for person, _day in days)
        waiting = Message.objects.filter(via=None).exclude(state=Message.State.SENT).count()
        self.tally.unsent = waiting + abs(len(letters) - wanted)

    def is_early(self, person: int, at: datetime) -> bool:
        return not self.bureau.has_come(person, at.time()) or not self.bureau.days.is_working_day(at.date())


@contextmanager
def nobody_at_work(clock: Path) -> Iterator[None]:
    """Between two beats: else what was changed would be owed by one clock and told by another."""
    with clock.open("a") as held:
        flock(held, LOCK_EX)
        yield


def _at(day: date, clock: tuple[int, int]) -> datetime:
    return datetime(day.year, day.month, day.day, *clock, tzinfo=SHANGHAI)


def _day_of(letter: Letter) -> str:
    """The day a digest names in its first line."""
    body = letter.get_payload(decode=True)
    return bytes(body).decode().splitlines()[0]

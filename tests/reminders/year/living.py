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
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from calendar_app.working_days import is_working_day
from config.celery import app
from districts.models import Message
from reminders.hours import FIRST_HOUR, time_of
from reminders.models import Digest, Reminder
from tests.districts.mail_server import MailServer
from tests.reminders.year.bureau import AFTERNOON, DAY, Bureau, Size
from tests.reminders.year.changes import change
from tests.reminders.year.tally import Tally, Told
from tests.reminders.year.troubles import Troubles, end_all_sessions
from tests.workers import Worker

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEATS = 3
MORNING, EVENING = (7, 32), (15, 2)  # some have their minute by then; everybody has
RING_AGAIN = timedelta(minutes=7)  # of the simulated clock, between two rings of a day: longer than a lease
BETWEEN_RINGS = 8.0  # real seconds
PATIENCE = 150.0  # real seconds until a day that does not come right is called missed


class Year:
    """`start_worker` gives a worker; it is told where mail goes by its environment.

    `trouble_every`: each of the four troubles befalls one day in so many, a kill two. `restart` is how the database is restarted.
    """

    def __init__(
        self,
        size: Size,
        server: MailServer,
        start_worker: Callable[[], Worker],
        *,
        trouble_every: int,
        restart: Callable[[], None] = end_all_sessions,
        seed: int = 5,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.size, self.server, self.start_worker, self.restart = size, server, start_worker, restart
        self.trouble_every, self.say = trouble_every, say
        self.dice = random.Random(seed)
        self.tally = Tally()
        self.clock = Path(settings.DATA_DIR) / "clock"
        self.first = date(2026, 1, 1)

    def live(self) -> Tally:
        self.bureau = Bureau(self.size, self.dice, self.first)
        self.troubles = Troubles(self.dice, self.tally, self.server, self.start_worker, self.restart)
        for offset in range(self.size.days):
            today = self.first + offset * DAY
            with nobody_at_work(self.clock):
                change(self.bureau, today, _at(today, (6, 30)))
            if not is_working_day(today) or self.dice.random() < 0.02:  # now and then nobody rings all day
                continue
            new = [told for told in self.bureau.owed_on(today) if told not in self.tally.owed]
            self.tally.owed.update(dict.fromkeys(new, today))
            self.pass_day(today, set(new))
            self.say(f"{today} {self.tally.kills} kills, {len(self.tally.owed)} owed")
        self.count()
        return self.tally

    def pass_day(self, today: date, new: set[Told]) -> None:
        if self.dice.random() < 0.3:  # on most days all that matters happens by the evening
            self.ring(_at(today, MORNING), BEATS)
            time.sleep(self.dice.random() * 2)
        moment = _at(today, EVENING)
        self.ring(moment, BEATS - (self.dice.random() < 0.1))  # now and then a beat is dead
        rung = time.monotonic()
        end = rung + PATIENCE
        if self.troubles.befall(self.dice.randrange(self.trouble_every)):
            rung -= BETWEEN_RINGS
        while not self.is_told(today, new) and time.monotonic() < end:
            if time.monotonic() - rung > BETWEEN_RINGS:
                moment += RING_AGAIN
                self.ring(moment, beats=1)
                rung = time.monotonic()
            time.sleep(0.1)

    def ring(self, moment: datetime, beats: int) -> None:
        with nobody_at_work(self.clock):
            self.clock.write_text(moment.isoformat())
        for _beat in range(beats):
            app.send_task("tests.remind", [str(self.clock)])

    def is_told(self, today: date, new: set[Told]) -> bool:
        try:
            if Message.objects.exclude(state=Message.State.SENT).exists():
                return False
            told = Reminder.objects.filter(digest__day=today).values_list("recipient_id", "key")
            return new <= set(told)
        except OperationalError:  # the database is away, or a writer of SQLite in the way
            connection.close()
            return False

    def count(self) -> None:
        told = list(Reminder.objects.exclude(digest=None).values_list("recipient_id", "key", "digest__day"))
        self.tally.sent = Counter((person, key) for person, key, _day in told)
        self.tally.late = sum(day > self.tally.owed.get((person, key), day) for person, key, day in told)
        self.tally.taken_back = Reminder.objects.exclude(withdrawn_at=None).count()
        portal = Message.objects.in_portal()
        days = Counter(Digest.objects.values_list("recipient_id", "day"))
        keys = Counter(portal.values_list("recipient_id", "key"))
        self.tally.max_digests = max([*days.values(), *keys.values()], default=0)
        self.tally.early = sum(
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
        self.tally.unsent = Message.objects.exclude(state=Message.State.SENT).count() + abs(
            len(letters) - wanted
        )

    def is_early(self, person: int, at: datetime) -> bool:
        hour = AFTERNOON if person in self.bureau.afternoon else FIRST_HOUR
        return at.time() < time_of(person, hour) or not is_working_day(at.date())


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

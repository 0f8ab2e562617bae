"""What a day changes in the ledger: whatever happens, what is owed is told once, and what is wrong is not told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.ledger import DONE, GONE, MOVED, NOT_THEIRS, OFF, OVERTAKEN, Row, settle
from reminders.notices import LEAD, LEAD_STAFF, Bearer, Item, People, keys_on, notices_on
from reminders.rules import (
    DIRECTOR,
    DUE_SOON,
    DUE_TODAY,
    LEADER,
    MONTH_START,
    OVERDUE,
    TASK,
    Ask,
    Timing,
)
from tests.reminders.test_rules import Weekdays

START = date(2026, 10, 1)
STAFF, DEPUTY, CHIEF = 1, 2, 3
TOLD = frozenset({LEAD_STAFF})
ASKS = (
    Ask(MONTH_START, tells=TOLD),
    Ask(DUE_SOON, 3, TOLD),
    Ask(DUE_TODAY, tells=TOLD),
    Ask(OVERDUE, tells=TOLD),
    Ask(LEADER, 5),
    Ask(DIRECTOR, 10),
)
PEOPLE = People(offices={10: {"office_staff": (STAFF,)}}, leaders={10: DEPUTY}, director=CHIEF)


@dataclass
class Book:
    """A ledger in memory, kept by `settle` as the service keeps the rows."""

    rows: dict[int, Row] = field(default_factory=dict)
    because: dict[int, str] = field(default_factory=dict)
    told: list[tuple[date, int, str]] = field(default_factory=list)

    def settle(self, items: list[Item], day: date, asks: tuple[Ask, ...] = ASKS) -> None:
        outcome = settle(
            notices_on(day, items, asks, PEOPLE, Weekdays),
            list(self.rows.values()),
            items={(item.kind, item.pk): item for item in items},
            current=keys_on(day, items, asks, Weekdays),
            rules_on={ask.kind for ask in asks},
            today=day,
        )
        for one in outcome.enter:
            pk = len(self.rows) + 1
            rule, day_meant = one.occasion.rule, one.occasion.day
            self.rows[pk] = Row(pk, one.recipient, one.key, rule, one.kind, one.pk, day_meant)
        for pk, reason in outcome.withdraw:
            self.rows[pk] = replace(self.rows[pk], is_withdrawn=True)
            self.because[pk] = reason
        for pk in outcome.rearm:
            self.rows[pk] = replace(self.rows[pk], is_withdrawn=False)

    def tell(self, day: date) -> None:
        for pk, row in self.rows.items():
            if not row.is_told and not row.is_withdrawn:
                self.rows[pk] = replace(row, is_told=True)
                self.told.append((day, row.recipient, row.key))


def task(due: date, *, pk: int = 1, closed_on: date | None = None) -> Item:
    return Item(TASK, pk, Timing(due), (Bearer(LEAD, 10),), closed_on)


def test_a_day_that_moves_takes_back_what_is_wrong_and_arms_what_is_right():
    book, day = Book(), date(2026, 11, 4)
    book.settle([task(date(2026, 11, 4))], day)
    book.settle([task(date(2026, 11, 9))], day)

    standing = {row.key for row in book.rows.values() if not row.is_withdrawn}
    assert standing == {"month_start:task:1:2026-11-01", "due_soon:task:1:2026-11-09"}
    assert list(book.because.values()) == [MOVED]

    book.settle([task(date(2026, 11, 4))], day)  # and back again

    standing = {row.key for row in book.rows.values() if not row.is_withdrawn}
    assert standing == {"month_start:task:1:2026-11-01", "due_today:task:1:2026-11-04"}
    assert len(book.rows) == 3


def test_every_withdrawal_knows_its_reason():
    day = date(2026, 11, 4)
    due_today = task(day)
    changes = {
        DONE: ([task(day, closed_on=day)], day, ASKS),
        GONE: ([], day, ASKS),
        MOVED: ([task(date(2026, 12, 30))], day, ASKS),
        OFF: ([due_today], day, ()),
        OVERTAKEN: ([due_today], date(2026, 11, 5), ASKS),
        NOT_THEIRS: ([replace(due_today, bearers=())], day, ASKS),
    }

    for reason, (items, when, asks) in changes.items():
        book = Book()
        book.settle([due_today], day)
        book.settle(items, when, asks)
        [row] = [row for row in book.rows.values() if row.rule == DUE_TODAY]
        assert (row.is_withdrawn, book.because[row.pk]) == (True, reason)


def test_who_was_told_was_told_whatever_happens_later():
    book, day = Book(), date(2026, 11, 4)
    book.settle([task(day)], day)
    book.tell(day)

    book.settle([], day)

    assert not any(row.is_withdrawn for row in book.rows.values())


# What may happen to a task on a day: nothing, its day moves, it is done, the word is taken back; and whether the portal runs.
days_of_a_term = st.lists(
    st.tuples(st.sampled_from(["", "", "move", "done", "undone"]), st.integers(0, 90), st.booleans()),
    min_size=20,
    max_size=60,
)


@given(life=days_of_a_term, due=st.integers(0, 60), runs=st.integers(1, 10))
def test_whatever_happens_each_reminder_is_told_once_and_never_of_what_is_not_owed(life, due, runs):
    book, item = Book(), task(START + timedelta(days=due))
    for offset, (event, shift, is_running) in enumerate(life):
        day = START + timedelta(days=offset)
        if event == "move":
            item = replace(item, timing=Timing(START + timedelta(days=shift)))
        elif event:
            item = replace(item, closed_on=day if event == "done" else None)
        if not is_running or not Weekdays.is_working_day(day):
            continue
        for _run in range(runs):
            book.settle([item], day)
        owed = {(one.recipient, one.key) for one in notices_on(day, [item], ASKS, PEOPLE, Weekdays)}
        before = {(who, key) for _day, who, key in book.told}

        book.tell(day)

        told = {(who, key) for when, who, key in book.told if when == day}
        assert told == owed - before
    assert len(book.told) == len({(who, key) for _day, who, key in book.told})


@given(due=st.integers(0, 60), off=st.sets(st.integers(0, 90)))
def test_a_portal_that_was_away_tells_the_climb_late_but_once(due, off):
    book, item = Book(), task(START + timedelta(days=due))
    for offset in range(120):
        day = START + timedelta(days=offset)
        if offset not in off and Weekdays.is_working_day(day):
            book.settle([item], day)
            book.tell(day)

    climbed = sorted(who for _day, who, key in book.told if key.startswith((LEADER, DIRECTOR)))
    assert climbed in ([DEPUTY, CHIEF], [CHIEF, DEPUTY], [DEPUTY], [])
    if not off:
        assert climbed == [DEPUTY, CHIEF]

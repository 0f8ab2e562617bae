"""What a day changes in the ledger: rows there are and notices owed in; what to enter, withdraw and re-arm out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reminders.notices import Item, Notice
from reminders.rules import MONTH_START, OVERDUE, WEEK, Timing

# Why a row that nobody was told of is taken back.
DONE, GONE, MOVED, OVERTAKEN, OFF, NOT_THEIRS = "done", "gone", "moved", "overtaken", "off", "not_theirs"


@dataclass(frozen=True)
class Row:
    """A reminder as the ledger has it."""

    pk: int
    recipient: int
    key: str
    rule: str
    kind: str
    item: int
    occasion: date
    is_told: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Settlement:
    """`withdraw`: rows with the reason; `rearm`: rows taken back before that are right again."""

    enter: tuple[Notice, ...] = ()
    withdraw: tuple[tuple[int, str], ...] = ()
    rearm: tuple[int, ...] = ()


def settle(
    owed: Iterable[Notice],
    rows: Iterable[Row],
    *,
    items: Mapping[tuple[str, int], Item],
    current: set[str],
    rules_on: set[str],
    today: date,
) -> Settlement:
    """Bring the ledger to what is owed. Who was told was told: such rows are never touched and never written twice.

    `items` are those there are, `current` the keys that hold today whoever is told (`notices.keys_on`), `rules_on` the
    kinds of the rules switched on; they only serve to say why something is taken back.
    """
    wanted = {(notice.recipient, notice.key): notice for notice in owed}
    withdraw: list[tuple[int, str]] = []
    rearm: list[int] = []
    for row in rows:
        is_owed = wanted.pop((row.recipient, row.key), None) is not None
        if row.is_told or is_owed != row.is_withdrawn:
            continue
        if is_owed:
            rearm.append(row.pk)
        else:
            withdraw.append(
                (row.pk, _why_not(row, items.get((row.kind, row.item)), current, rules_on, today))
            )
    return Settlement(tuple(wanted.values()), tuple(withdraw), tuple(rearm))


def _why_not(row: Row, item: Item | None, current: set[str], rules_on: set[str], today: date) -> str:
    if row.rule not in rules_on:
        return OFF
    if item is None:
        return GONE
    if item.closed_on and item.closed_on <= today:
        return DONE
    timings = {part.timing for part in item.by_timing()}
    if not any(_is_of(row, timing) for timing in timings):
        return MOVED
    if row.key not in current:
        return OVERTAKEN
    return MOVED if len(timings) > 1 else NOT_THEIRS  # somebody was granted more time


def _is_of(row: Row, timing: Timing) -> bool:
    """Whether the row's occasion is still one of the item's."""
    if row.rule == MONTH_START:
        if timing.starts_month and timing.ends_month:
            return timing.starts_month <= row.occasion <= timing.ends_month
        return timing.due_on is not None and timing.due_on.replace(day=1) == row.occasion
    if row.rule == OVERDUE and timing.due_on:
        return row.occasion >= timing.due_on and not (row.occasion - timing.due_on) % WEEK
    return row.occasion == timing.due_on

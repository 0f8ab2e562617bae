"""A cell of the calendar's grid: what is typed or pasted becomes a value, and a value the words that stand in the cell.

No database, no request. Cells come as people write them: 9月, 2026-09, 9—11月, 2026/9/30.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from calendar_app.months import PlanYear, read_date, read_span
from calendar_app.unknown_names import advice_on
from districts.resources.columns import BETWEEN_NAMES
from workplans.matching import nearest_name

COLUMNS = ("starts_month", "ends_month", "work", "lead", "supporting", "due_on")
LONGEST_WORK = 500

Value = Any  # a date for months and days, text for the work, an office's key, a frozenset of keys; None for nothing


class WrongCell(ValueError):
    """What is the matter with a cell, in words, and what may be meant `instead`."""

    def __init__(self, words: str, instead: str = "") -> None:
        super().__init__(words)
        self.instead = instead


def read_cells(
    typed: Mapping[str, str], period: PlanYear, offices: Mapping[str, int]
) -> tuple[dict[str, Value], dict[str, WrongCell]]:
    """The values of the cells, and by column what is wrong with the others.

    `period` says which year a bare 9月 falls in, `offices` are keys by every name they go by. A span written in the
    first column (9—11月) fills the second where that says nothing.
    """
    values: dict[str, Value] = {}
    wrong: dict[str, WrongCell] = {}
    for column, text in typed.items():
        try:
            values[column] = _read(column, " ".join(text.split()), period, offices)
        except WrongCell as advice:
            wrong[column] = advice
    if isinstance(values.get("starts_month"), tuple):
        first, last = values["starts_month"]
        values["starts_month"] = first
        if last and not typed.get("ends_month", "").strip():
            values["ends_month"] = last
    return values, wrong


def _read(column: str, text: str, period: PlanYear, offices: Mapping[str, int]) -> Value:
    if column == "starts_month":
        return _span(text, period)
    if column == "ends_month":
        return _span(text, period)[0] if text else None
    if column == "work":
        return _work(text)
    if column == "due_on":
        return _day(text)
    names = [name.strip() for name in BETWEEN_NAMES.split(text) if name.strip()]
    if unknown := [name for name in names if name not in offices]:
        advice = advice_on(names, {name: _meant(name, offices) for name in unknown})
        raise WrongCell(advice.sentence, advice.instead)
    if column == "lead":
        if len(names) > 1:
            raise WrongCell(_("One office leads; write the others under “Supporting offices”."))
        return offices[names[0]] if names else None
    return frozenset(offices[name] for name in names)


def _meant(name: str, offices: Mapping[str, int]) -> str:
    """The office most like it, by its own name, which stands before the others it goes by; empty where none is."""
    nearest = nearest_name(name, offices)
    return next(own for own, key in offices.items() if key == offices[nearest]) if nearest else ""


def _span(text: str, period: PlanYear) -> tuple[date, date | None]:
    found = read_span(text, period)
    if found is None:
        raise WrongCell(_("Write the month as 2026-11."))
    first, last = found
    return first.first_day, last.first_day if last else None


def _work(text: str) -> str:
    if not text:
        raise WrongCell(_("Say what is to be done."))
    if len(text) > LONGEST_WORK:
        raise WrongCell(_("At most %(most)d characters, please.") % {"most": LONGEST_WORK})
    return text


def _day(text: str) -> date | None:
    day = read_date(text) if text else None
    if text and day is None:
        raise WrongCell(_("Write the day as 2026-11-05."))
    return day


def words_of(values: Mapping[str, Value], names: Mapping[int, str]) -> dict[str, str]:
    """What stands in the cells; `names` of offices by key, in their order."""
    first, last, due = values["starts_month"], values["ends_month"], values["due_on"]
    return {
        "starts_month": f"{first:%Y-%m}" if first else "",
        "ends_month": f"{last:%Y-%m}" if last else "",
        "work": values["work"],
        "lead": names.get(values["lead"], ""),
        "supporting": "、".join(names[pk] for pk in names if pk in values["supporting"]),
        "due_on": f"{due:%Y-%m-%d}" if due else "",
    }

"""What the page of tasks and entries asks for: rows ticked, or one row's own button."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from calendar_app.months import Month
from calendar_app.queries.tying import Wish

ENTER, TIE = "enter", "tie"


def read_wish(sent: QueryDict) -> Wish:
    """`do` is "enter" or "tie" for all that is ticked, "enter-12" or "tie-7" for one row; what makes no sense is left out."""
    act, _dash, one = sent.get("do", "").partition("-")
    ticked = _keys([one] if one else sent.getlist(act))
    if act == ENTER:
        months = {key: month for key in ticked if (month := _month(sent.get(f"month-{key}", "")))}
        return Wish(
            months={key: month.first_day for key, month in months.items()},
            without_month=frozenset(key for key in ticked if key not in months),
        )
    if act == TIE:
        chosen = {key: _keys([sent.get(f"task-{key}", "")]) for key in ticked}
        return Wish(pairs={key: tasks[0] for key, tasks in chosen.items() if tasks})
    return Wish()


def _keys(words: Iterable[str]) -> list[int]:
    return [int(word) for word in words if word.isdecimal() and len(word) < 19]


def _month(written: str) -> Month | None:
    try:
        month = Month.parse(written)
    except ValueError:
        return None
    return month if 2000 <= month.year < 2100 else None

"""Every kind of work paper: from a plan's rows to a `Paper`. One small module each; pure.

The notice that issues a plan is not among them: it takes a number (`circulars.setting`). That of an amendment is, to
be looked at while the amendment is drafted; it takes its number when it is issued.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from circulars.kinds.amendment import amendment
from circulars.kinds.breakdown import breakdown, breakdown_by_office
from circulars.kinds.month_list import month_list
from circulars.kinds.plan_alone import plan_alone
from circulars.kinds.pledge import pledge
from circulars.kinds.review import review
from circulars.kinds.school_list import school_list
from circulars.kinds.source import LateRow, MonthRow, NothingToPrint, Source, TaskRow
from circulars.kinds.term_calendar import term_calendar
from circulars.kinds.urging import late_bulletin, urging_slip
from circulars.kinds.wall import wall
from circulars.kinds.week_list import week_list
from circulars.paper import Paper
from circulars.walls import A4

__all__ = [
    "KINDS",
    "SCHOOL_LIST",
    "Kind",
    "LateRow",
    "MonthRow",
    "NothingToPrint",
    "Source",
    "TaskRow",
    "Time",
]


Time = Literal["week", "month", "months"]


@dataclass(frozen=True)
class Kind:
    """What people call it, how it is made, and whom it is made for: a month, an office, a school."""

    name: str
    label: str | Promise
    make: Callable[[Source], Paper]
    asks_month: bool = False
    asks_office: bool = False
    asks_school: bool = False
    asks_changes: bool = False
    asks_time: Time | None = None
    """Of a bureau's calendar too, without a plan: of which time."""

    @property
    def has_other_twin(self) -> bool:
        """Whether its Word file is a table to work on, not the sheet that is printed."""
        return self.name.startswith("wall")


SCHOOL_LIST = "school"

_ALL = (
    Kind("plan", _("The plan alone"), plan_alone),
    Kind("month", _("Work of a month"), month_list, asks_month=True, asks_time="month"),
    Kind("week", _("Work of a week"), week_list, asks_time="week"),
    Kind("calendar", _("Official table"), term_calendar, asks_time="months"),
    Kind("wall", _("Wall calendar, a sheet a month (A3)"), partial(wall, together=False), asks_time="months"),
    Kind("wall-term", _("Wall calendar on one sheet (A3)"), partial(wall, together=True), asks_time="months"),
    Kind(
        "wall-a4",
        _("Wall calendar, a sheet a month (A4)"),
        partial(wall, together=False, sheet=A4),
        asks_time="months",
    ),
    Kind(
        "wall-term-a4",
        _("Wall calendar on one sheet (A4)"),
        partial(wall, together=True, sheet=A4),
        asks_time="months",
    ),
    Kind("breakdown", _("Tasks broken down"), breakdown),
    Kind(
        "breakdown-offices", _("Tasks broken down, office by office"), breakdown_by_office, asks_office=True
    ),
    Kind("urging", _("Slip to urge an office"), urging_slip, asks_office=True),
    Kind("bulletin", _("Bulletin of what is late"), late_bulletin),
    Kind(SCHOOL_LIST, _("A school's own list"), school_list, asks_school=True),
    Kind("pledge", _("Pledge to sign"), pledge, asks_office=True, asks_school=True),
    Kind("review", _("Account of the year"), review),
    Kind("amendment", _("Notice of an amendment"), amendment, asks_changes=True),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}

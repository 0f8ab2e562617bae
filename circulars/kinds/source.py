"""What a work paper is made from: a plan's tasks and months as plain rows, whoever read them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from circulars.paper import Block
from workplans.comparing import Change


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A numbered task. `due` in words, 年底前 or 2026年6月30日; offices joined by 、."""

    section: str
    label: str
    title: str
    body: str = ""
    lead: str = ""
    supporting: str = ""
    due: str = ""
    progress: str = ""
    """The newest word on it: 已完成, 正在推进, 遇到困难, with what was said."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Work in a month. `month` as the calendar's label (9月, 2027年1月), `first` its first day."""

    month: str
    first: date
    work: str
    offices: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class LateRow:
    """Work that is late: by how many days on the paper's day, and how things stand."""

    title: str
    office: str
    due: date
    days: int
    progress: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a kind may ask for; what it does not need may be empty."""

    bureau: str
    plan_title: str
    day: date
    blocks: tuple[Block, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    months: tuple[MonthRow, ...] = ()
    late: tuple[LateRow, ...] = ()
    office: str = ""
    school: str = ""
    month: date | None = None
    number: str = ""
    remarks: tuple[str, ...] = field(default=())
    changes: tuple[Change, ...] = ()
    """How the text differs from the one it amends, which went out under the number `amended`."""
    amended: str = ""


class NothingToPrint(ValueError):
    """The plan has nothing of what this kind of paper lists."""


def some(rows: Sequence[object]) -> None:
    """Raises `NothingToPrint` where there are no rows: an empty table goes out to nobody."""
    if not rows:
        raise NothingToPrint

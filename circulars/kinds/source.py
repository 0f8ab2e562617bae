"""What a work paper is made from: a plan's tasks and months as plain rows, whoever read them. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from circulars.days import Days, days_between
from circulars.paper import Block
from workplans.comparing import Change
from workplans.periods import month_of


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
    within: str = ""
    """The numbers of the headings between its section and itself: （二）."""

    @property
    def number(self) -> str:
        """Its own number, as a table shows it."""
        return self.label.rstrip("．.、 ")


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Work in a month. `month` as the calendar's label (9月, 2027年1月), `first` its first day; `last` that of its last
    month where it lasts longer. `due` in words, `due_on` the day itself where there is one."""

    month: str
    first: date
    work: str
    offices: str = ""
    due: str = ""
    last: date | None = None
    due_on: date | None = None

    @property
    def until(self) -> date:
        """The first day of its last month."""
        return self.last or self.first

    def touches(self, month: date) -> bool:
        """Whether the month of this day is one of its own."""
        return self.first <= month and month.replace(day=1) <= self.until


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
    """That of a paper which is out already."""
    code: str = ""
    """发文机关代字 of the bureau."""
    remarks: tuple[str, ...] = field(default=())
    changes: tuple[Change, ...] = ()
    """How the text differs from the one it amends, which went out under the number `amended`."""
    amended: str = ""
    until: date | None = None
    """The last day of the time the paper is about, which begins with `month`: a week's, a term's."""
    days: Days = field(default_factory=Days)
    """What is out of the ordinary about the days of that time."""
    week: int | None = None
    """The number of the week that begins with `month`, where the bureau's school calendar has set the term."""
    time: str = ""
    """What the time is called where no plan lends its title: 2026学年第一学期, 2026年11月."""

    @property
    def calendar_title(self) -> str:
        return f"{self.plan_title or self.bureau + self.time}行事历"

    @property
    def number_or_room(self) -> str:
        """发文字号, or the room to write it in by hand behind the bureau's code."""
        return self.number or f"{self.code}〔{self.day.year}〕　　号"


def numbers_of(tasks: Sequence[TaskRow]) -> dict[TaskRow, str]:
    """What each is found by: its number; with those of the headings above it where its section has the number twice."""
    shown = Counter((task.section, task.number) for task in tasks)
    unclear = {section for (section, _number), count in shown.items() if count > 1}
    return {task: (task.within if task.section in unclear else "") + task.number for task in tasks}


def days_of_rows(rows: Sequence[MonthRow]) -> Days:
    """The days of all months that the rows touch, in whole years at most three."""
    if not rows:
        return Days()
    first = min(row.first for row in rows)
    last = min(max(row.until for row in rows), first.replace(year=first.year + 3))
    return days_between(first, month_of(last).ends_on)


class NothingToPrint(ValueError):
    """The plan has nothing of what this kind of paper lists."""


def some(rows: Sequence[object]) -> None:
    """Raises `NothingToPrint` where there are no rows: an empty table goes out to nobody."""
    if not rows:
        raise NothingToPrint

"""Months, spans of months and deadlines, as plans write them. Values in, values out: no Django, no clock.

A Chinese plan rarely writes a whole date. It writes 9月 in a plan of the 2021学年, 2022.1月 where the
year turns, （至12月） behind a piece of work, 6月底前完成 inside a sentence. A `PlanYear` says which year such
a month falls in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Self

PlanKind = Literal["calendar_year", "school_year", "first_term", "second_term"]

SCHOOL_YEAR_BEGINS = 8
"""August: schools prepare before the pupils come on the first of September."""


class Month(NamedTuple):
    """A month of a year, ordered as time is; `str()` gives 2021-09."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read 2021-09 back; ValueError for anything else."""
        year, _, number = written.partition("-")
        month = cls(int(year), int(number))
        if not 1 <= month.number <= 12:
            raise ValueError(f"not a month: {written!r}")
        return month

    def plus(self, months: int) -> "Month":
        """The month so many months later."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.plus(1).first_day.toordinal() - 1)


@dataclass(frozen=True)
class PlanYear:
    """The year or term a plan is for, as it names it.

    year: the calendar year, or the year in which the school year begins (2021 for
        2021学年 and for both its terms).
    """

    kind: PlanKind
    year: int


@dataclass(frozen=True)
class Deadline:
    """A time by which something is promised. `by` is None where the text leaves the year open."""

    by: date | None
    as_written: str


def month_in(period: PlanYear, number: int) -> Month:
    """The month of that number that falls in the period: 1月 of the 2021学年 is 2022-01."""
    if period.kind == "calendar_year":
        return Month(period.year, number)
    begins = SCHOOL_YEAR_BEGINS + 1 if period.kind == "second_term" else SCHOOL_YEAR_BEGINS
    return Month(period.year if number >= begins else period.year + 1, number)


def read_date(written: str) -> date | None:
    """The first whole date in a text: 2021年1月29日, 二〇二一年一月二十九日, 2021-01-29, 2021.1.29."""
    found = _DATE.search(re.sub(r"\s+", "", written))
    if not found:
        return None
    try:
        return date(*(_whole(found[part]) for part in ("year", "month", "day")))
    except (ValueError, KeyError):
        return None


_HANZI_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})[年.．/\-]"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})[月.．/\-]"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号|(?!\d))"
)


def _whole(written: str) -> int:
    """二〇二一 is 2021, 二十九 is 29."""
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_whole(tens) if tens else 1) * 10 + (_whole(ones) if ones else 0)
    return int(written.translate(_HANZI_DIGITS))


# --- spans -----------------------------------------------------------------------------------------------

_HANZI_NUMBERS = {hanzi: n for n, hanzi in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
    "元": 1,
    "正": 1,
}
_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_YEAR = r"(?:(?P<{0}year>(?:19|20)\d\d)\s*[年.．/\-]|(?P<{0}next>次年|翌年|明年|来年))?"
_MONTH = _YEAR + rf"\s*(?P<{{0}}number>{_NUMBER})"
_JOINED = r"\s*[—–\-－~～―─至到、]+\s*"
_DAY = r"(?:\s*(?:[.．/]|月份?)\s*(?:[12]\d|3[01]|0?[1-9])(?![\d月])[日号]?)"
_SPAN = re.compile(
    _MONTH.format("a_")
    + rf"(?:{_DAY}|\s*月?份?)(?:[上中下]旬|[初底末])?"
    + rf"(?:(?:{_JOINED}|(?<=月)){_MONTH.format('b_')}(?:{_DAY}|\s*月份?)(?:[上中下]旬|[初底末])?)?"
)
_UNTIL = re.compile(rf"[（(](?:持续|延续|延伸|一直)?[至到]\s*{_MONTH.format('b_')}\s*月份?[初底末]?[)）]")


def read_span(written: str, period: PlanYear | None) -> tuple[Month, Month | None] | None:
    """Read what a month column says: 9月, 九月份, 2022.1月, 9—11月, 12月至次年1月, 9月10日, 9.1-9.5.

    Gives the month and the last month of a span (None for a single month); None where it is no month, or
    where neither the text nor the period gives the year.
    """
    compact = re.sub(r"\s+", "", written).strip("（）()：:、.．。")
    found = _SPAN.match(compact)
    if not found or not _reads_as_month(compact, found):
        return None
    first = _month(found["a_year"], found["a_next"], found["a_number"], period)
    if first is None:
        return None
    if not found["b_number"]:
        return first, None
    last = _not_before(first, found["b_year"], found["b_number"])
    return first, None if last == first else last


def read_until(work: str, first: Month) -> Month | None:
    """The last month the work itself names: （至12月）, （至2022年1月）; a smaller number is next year's."""
    found = _UNTIL.search(work)
    if not found:
        return None
    last = _not_before(first, found["b_year"], found["b_number"])
    return last if last > first else None


def _reads_as_month(compact: str, found: re.Match[str]) -> bool:
    """A bare 9 is a month in a month column, 9次 is not; a span must use the whole cell or say 月."""
    return found.end() == len(compact) or "月" in found.group()


def _month(year: str | None, following: str | None, number: str, period: PlanYear | None) -> Month | None:
    if year:
        return Month(int(year), _number(number))
    if period is None:
        return None
    month = month_in(period, _number(number))
    if following and month.year == period.year:
        return month.plus(12)
    return month


def _not_before(first: Month, year: str | None, number: str) -> Month:
    if year:
        return max(first, Month(int(year), _number(number)))
    last = Month(first.year, _number(number))
    return last if last >= first else last.plus(12)


def _number(written: str) -> int:
    return int(written) if written.isascii() else _HANZI_NUMBERS[written]


# --- deadlines -------------------------------------------------------------------------------------------

_BEFORE = r"(?:之前|以前|前)"
_ENDS = r"(?:月份?[底末]|月份?(?:[上中下]旬)?|月初)"
_EVERY = r"(?P<every>每年?)?"
_WHEN = re.compile(
    _EVERY
    + r"(?:(?P<year>20\d\d)\s*年|(?P<this>今年|本年|当年)|(?P<next>明年|次年))?\s*(?:的)?"
    + r"(?:"
    + r"(?P<month>(?<![\d.．])(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九](?=月))\s*"
    + r"(?:月(?P<day>[12]\d|3[01]|0?[1-9])[日号]"
    + rf"|(?P<part>{_ENDS}))"
    + r"|(?P<year_end>(?<=年)[底末内]|年[底末内]|全年)"
    + r"|(?P<half>[上下]半年)"
    + r"|第?(?P<quarter>[一二三四1-4])季度[末底]?"
    + r"|(?P<season>[春秋]季(?:学期)?)"
    + r"|(?P<term>(?:本)?(?:学期|学年)(?:结束|[末底]|初)|期末|寒假|暑假|开学)"
    + r")"
    + rf"(?P<before>{_BEFORE})?"
)
_TIME_LIMIT = re.compile(r"(?:时限|期限|时间)\s*[：:为]\s*$")
_DONE = re.compile(
    r"完成|建成|建好|竣工|完工|开工|投入使用|投用|启用|交付|到位|结束|实现|达到|上报|报送|提交|印发|出台|制定|"
    r"召开|举办|举行|组织|开展|启动|验收|招生|开学|创成"
)
_NEAR = 60  # signs after a time in which its deed is said
_CLAUSE_END = re.compile(r"[，,。；;！!？?\n]")


def read_deadlines(text: str, period: PlanYear | None) -> tuple[Deadline, ...]:
    """The times by which a text promises something, in order, each once.

    A time counts where it says 前 (12月底前, 6月30日前) or where its clause says that something is done
    then (9月完成, 2022年秋季投入使用). 每月底前 is a rhythm and has no date.
    """
    found: dict[tuple[date | None, str], Deadline] = {}
    for clause in _clauses(text):
        for when in _WHEN.finditer(clause):
            if _promises(clause, when):
                deadline = Deadline(_by(when, period), when.group().strip())
                found.setdefault((deadline.by, deadline.as_written), deadline)
    return tuple(found.values())


def _clauses(text: str) -> Iterator[str]:
    begins = 0
    for end in _CLAUSE_END.finditer(text):
        yield text[begins : end.start()]
        begins = end.end()
    yield text[begins:]


def _promises(clause: str, when: re.Match[str]) -> bool:
    if when["term"] and not when["before"]:
        return False
    if when["season"] and not (when["year"] or when["this"] or when["next"] or when["before"]):
        return False
    if when["before"] or _TIME_LIMIT.search(clause[: when.start()]):
        return True
    return bool(_DONE.search(clause, when.end(), when.end() + _NEAR)) and not _only_names_a_time(clause, when)


def _only_names_a_time(clause: str, when: re.Match[str]) -> bool:
    """全年 and 年内 beside a verb are promises; 5月活动月 and 12月12日大会 name a thing."""
    following = clause[when.end() : when.end() + 1]
    return following in {"—", "-", "－", "~", "至", "到", "“", "”", "》"}


def _by(when: re.Match[str], period: PlanYear | None) -> date | None:
    if when["every"] or when["term"]:
        return None
    if when["month"]:
        return _by_month(when, period)
    year = _calendar_year(when, period)
    if year is None:
        return None
    if when["half"]:
        return date(year, 6, 30) if when["half"].startswith("上") else date(year, 12, 31)
    if when["quarter"]:
        return Month(year, _number(when["quarter"]) * 3).last_day
    if when["season"]:
        return date(year, 9, 1) if when["season"].startswith("秋") else date(year, 3, 1)
    return date(year, 12, 31)


def _by_month(when: re.Match[str], period: PlanYear | None) -> date | None:
    number = _number(when["month"])
    if when["year"]:
        month = Month(int(when["year"]), number)
    elif period is None:
        return None
    else:
        month = month_in(period, number).plus(12 if when["next"] and period.kind == "calendar_year" else 0)
    if when["day"]:
        return _day(month, int(when["day"]))
    part = when["part"]
    if "上旬" in part or part.endswith("初"):
        return date(month.year, month.number, 10)
    if "中旬" in part:
        return date(month.year, month.number, 20)
    if when["before"] and part in {"月", "月份"}:
        return month.plus(-1).last_day
    return month.last_day


def _calendar_year(when: re.Match[str], period: PlanYear | None) -> int | None:
    if when["year"]:
        return int(when["year"])
    if period is None:
        return None
    year = period.year + (1 if period.kind == "second_term" else 0)
    if period.kind == "school_year" and (when["half"] or "").startswith("上"):
        year += 1
    return year + (1 if when["next"] else 0)


def _day(month: Month, day: int) -> date | None:
    try:
        return date(month.year, month.number, day)
    except ValueError:
        return None

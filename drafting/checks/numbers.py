"""Targets without a number, dates that cannot be, numbers written as papers do not write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from drafting.checks.reading import Draft, Finding, Text, finding, matches

_CLAUSES = re.compile(r"[^，,。；;：:！!？?\n]+")
_HAS_VALUE = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+(?:个|所|名|项|次|家|间|人|成|倍|分之)|百分之|翻番|全覆盖|全部|为零|零"
)
_MEASURE = re.compile(r"达到|不低于|不少于|不超过|控制在|提[高升]到|增加?至|增加到|降低?[到至]")
_STANDARD = re.compile(r"达到.{0,12}(?:标准|要求|目标|水平|预期|规定|效果|条件|全覆盖)")
_COMPARED = re.compile(r"(?:不低于|不少于|不超过).{0,12}(?:水平|平均|上年|去年|同期|公务员)")
_AIM = re.compile(r"力争|确保")

# 〇 is the zero of years in Chinese numbers (GB/T 15835—2011); 0, O and 零 are slips.
_ZERO = re.compile(r"[一二][0OoＯ０零○][一二三四五六七八九十0OoＯ０零○〇]{2}年")
# GB/T 9704—2012, 7.2.5: the year in six-cornered brackets, no 第, no leading zero.
_NUMBER_BRACKETS = re.compile(r"[\[［（(【]\s*(20\d\d)\s*[\]］）)】]\s*第?\s*0*(\d+)\s*号")
_NUMBER_FORM = re.compile(r"〔(20\d\d)〕\s*(?:第\s*0*|0+)(\d+)\s*号")
_RANGE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:[-~～—–至到])\s*(\d+(?:\.\d+)?[%％])")
_TWICE = re.compile(
    r"(?:至少|不低于|不少于|超过|突破|高于)[^，。；、\n]{0,6}\d+(?:\.\d+)?[%％\u4e00-\u9fff]{0,3}以上"
)
_ABOUT = re.compile(r"(?:近|约|大约)\s*\d+(?:\.\d+)?[^，。；、\n]{0,3}(?:多|余|左右|上下)")
_SHORT_YEAR = re.compile(r"(?<![\d〔])(2\d)年(?=度|底|初|末|秋|春|\d{1,2}月|\d{1,2}月底)")

_FULL_DATE = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?![\d份]?\d*个)")
_WEEKDAY = re.compile(
    r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日\s*[（(，、]?\s*(?:星期|周)([一二三四五六日天])"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|学年度)")
_QUOTED = re.compile(r"《[^》]*》|〔\d{4}〕|“[^”]*”")
YEARS_BACK, YEARS_AHEAD = 2, 9  # a look back and a plan of five years ahead are at home in a plan


def measures_without_number(draft: Draft) -> Iterator[Finding]:
    """达到, 不低于 and their kin promise a number; the clause names none."""
    for text, clause, start in _clauses(draft):
        promises = _MEASURE.search(clause) and not _STANDARD.search(clause) and not _COMPARED.search(clause)
        if promises and not _HAS_VALUE.search(clause):
            yield finding("measure_without_number", text, clause, start)


def aims_without_number(draft: Draft) -> Iterator[Finding]:
    """力争, 确保 without a value: fine for 确保安全, a gap for everything that is counted."""
    for text, clause, start in _clauses(draft):
        if _AIM.search(clause) and not _MEASURE.search(clause) and not _HAS_VALUE.search(clause):
            yield finding("aim_without_number", text, clause, start)


def impossible_dates(draft: Draft) -> Iterator[Finding]:
    """2月30日, 13月: no such day in the year named, or in any year of the plan."""
    for text in draft.texts:
        for found in _FULL_DATE.finditer(text.text):
            years = [int(found[1])] if found[1] else _years(draft)
            if not any(_day(year, int(found[2]), int(found[3])) for year in years):
                yield finding("impossible_date", text, found.group(), found.start())
        for found in _MONTH.finditer(text.text):
            if not 1 <= int(found[1]) <= 12:
                yield finding("impossible_date", text, found.group(), found.start())


def wrong_weekdays(draft: Draft) -> Iterator[Finding]:
    """A date and a weekday that do not meet, in the year named or in any year of the plan."""
    for text in draft.texts:
        for found in _WEEKDAY.finditer(text.text):
            years = [int(found[1])] if found[1] else _years(draft)
            days = [day for year in years if (day := _day(year, int(found[2]), int(found[3])))]
            named = "一二三四五六日".index(found[4].replace("天", "日"))
            if days and all(day.weekday() != named for day in days):
                better = "一二三四五六日"[days[0].weekday()] if len(days) == 1 else ""
                yield finding(
                    "wrong_weekday", text, found.group(), found.start(), f"星期{better}" if better else ""
                )


def far_years(draft: Draft) -> Iterator[Finding]:
    """A year far from the plan's own, outside of titles and document numbers: perhaps left from an old plan."""
    first, last = draft.period.starts_on.year - YEARS_BACK, draft.period.ends_on.year + YEARS_AHEAD
    for text in draft.texts:
        quoted = [found.span() for found in _QUOTED.finditer(text.text)]
        for found in _YEAR.finditer(text.text):
            if not first <= int(found[1]) <= last and not any(a <= found.start() < b for a, b in quoted):
                yield finding("far_year", text, f"{found[1]}年", found.start())


def short_years(draft: Draft) -> Iterator[Finding]:
    """26年底: a year is written with four digits (GB/T 15835—2011)."""
    yield from matches(draft, "short_year", _SHORT_YEAR, r"20\1年")


def chinese_zeros(draft: Draft) -> Iterator[Finding]:
    """二0二六年: the zero is 〇."""
    yield from matches(draft, "chinese_zero", _ZERO)


def document_numbers(draft: Draft) -> Iterator[Finding]:
    """[2026]3号, 〔2026〕第03号."""
    yield from matches(draft, "document_number", _NUMBER_BRACKETS, r"〔\1〕\2号")
    yield from matches(draft, "document_number", _NUMBER_FORM, r"〔\1〕\2号")


def percent_ranges(draft: Draft) -> Iterator[Finding]:
    """10-15%: both ends bear the sign (GB/T 15835—2011)."""
    yield from matches(draft, "percent_range", _RANGE, r"\1%～\2")


def double_bounds(draft: Draft) -> Iterator[Finding]:
    """至少30%以上, 近100余所: one of the two is too much."""
    yield from matches(draft, "double_bound", _TWICE)
    yield from matches(draft, "double_bound", _ABOUT)


def _clauses(draft: Draft) -> Iterator[tuple[Text, str, int]]:
    for text in draft.texts:
        for found in _CLAUSES.finditer(text.text):
            if clause := found.group().strip():
                yield text, clause, found.start()


def _years(draft: Draft) -> list[int]:
    return list(range(draft.period.starts_on.year, draft.period.ends_on.year + 1))


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)

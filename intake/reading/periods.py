"""Which year a plan is for. Texts in, a PlanYear out; None where they do not say."""

import re
from collections.abc import Iterable

from calendar_app.months import PlanYear

_TERM = re.compile(
    r"(?P<year>20\d\d)\s*(?:[—–\-－~～至/]+\s*20\d\d)?\s*学年度?\s*(?:第?(?P<term>[一二12上下])学期|(?P<season>[春秋])季)"
)
_SEASON = re.compile(r"(?P<year>20\d\d)\s*年?\s*(?P<season>[春秋])季?学期")
_SCHOOL_YEAR = re.compile(r"(?P<year>20\d\d)\s*年?\s*(?:[—–\-－~～至/]+\s*(?:20)?\d\d\s*年?)?\s*学年")
_YEAR = re.compile(r"(?P<year>20\d\d)\s*(?:年|年度)")
_PLANNED_YEAR = re.compile(
    r"(?P<year>20\d\d)\s*年度?[^\d，。；]{0,12}(?:计划|要点|思路|打算|安排)"
    r"|(?:部署|安排|做好)[^\d，。；]{0,4}(?=(?P<ahead>20\d\d))"
)
_HANZI_YEAR = re.compile(r"二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年|[—–\-至])")
_DIGITS = {hanzi: str(digit) for digit, hanzi in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


def read_period(texts: Iterable[str | None]) -> PlanYear | None:
    """The period that the first text to name one names: title first, then whatever else is given."""
    for text in texts:
        period = _read(_in_digits(text)) if text else None
        if period is not None:
            return period
    return None


def _in_digits(text: str) -> str:
    return _HANZI_YEAR.sub(lambda found: "20" + _DIGITS[found[1]] + _DIGITS[found[2]], text)


def _read(text: str) -> PlanYear | None:
    term = _TERM.search(text)
    if term:
        second = (term["term"] or "") in {"二", "2", "下"} or term["season"] == "春"
        return PlanYear("second_term" if second else "first_term", int(term["year"]))
    season = _SEASON.search(text)
    if season:
        spring = season["season"] == "春"
        return PlanYear("second_term" if spring else "first_term", int(season["year"]) - spring)
    school_year = _SCHOOL_YEAR.search(text)
    if school_year:
        return PlanYear("school_year", int(school_year["year"]))
    planned = _PLANNED_YEAR.search(text)
    year = planned and (planned["year"] or planned["ahead"])
    first = _YEAR.search(text)
    if year is None and first is not None:
        year = first["year"]
    return PlanYear("calendar_year", int(year)) if year else None

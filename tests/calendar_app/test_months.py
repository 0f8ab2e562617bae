from datetime import date

import pytest

from calendar_app.months import (
    Deadline,
    Month,
    PlanYear,
    month_in,
    read_date,
    read_deadlines,
    read_span,
    read_until,
)

AUTUMN = PlanYear("first_term", 2025)
SPRING = PlanYear("second_term", 2025)
SCHOOL_YEAR = PlanYear("school_year", 2025)
YEAR_2026 = PlanYear("calendar_year", 2026)


def test_months_are_ordered_written_and_read_back():
    assert Month(2025, 12) < Month(2026, 1)
    assert str(Month(2026, 1)) == "2026-01"
    assert Month.parse("2026-01") == Month(2026, 1)
    with pytest.raises(ValueError, match="not a month"):
        Month.parse("2026-13")


def test_month_has_first_and_last_day():
    assert Month(2024, 2).first_day == date(2024, 2, 1)
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(2025, 11).plus(3) == Month(2026, 2)


@pytest.mark.parametrize(
    ("period", "number", "month"),
    [
        (YEAR_2026, 1, Month(2026, 1)),
        (AUTUMN, 8, Month(2025, 8)),
        (AUTUMN, 9, Month(2025, 9)),
        (AUTUMN, 1, Month(2026, 1)),
        (SPRING, 2, Month(2026, 2)),
        (SPRING, 8, Month(2026, 8)),
        (SCHOOL_YEAR, 12, Month(2025, 12)),
        (SCHOOL_YEAR, 6, Month(2026, 6)),
    ],
)
def test_month_falls_in_the_year_of_its_period(period: PlanYear, number: int, month: Month):
    assert month_in(period, number) == month


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("9月", "2025-09", None),
        ("九月份", "2025-09", None),
        ("元月", "2026-01", None),
        ("十\n二\n月", "2025-12", None),
        ("9", "2025-09", None),
        ("2026.1月", "2026-01", None),
        ("2026年1月", "2026-01", None),
        ("2025-10", "2025-10", None),
        ("9—11月", "2025-09", "2025-11"),
        ("9月、10月", "2025-09", "2025-10"),
        ("9月\n10月", "2025-09", "2025-10"),
        ("12月至次年1月", "2025-12", "2026-01"),
        ("2025年9月—2026年1月", "2025-09", "2026-01"),
        ("9月10日", "2025-09", None),
        ("9月28日—10月8日", "2025-09", "2025-10"),
        ("9.1-9.5", "2025-09", None),
        ("10月中旬", "2025-10", None),
        ("次年1月", "2026-01", None),
    ],
)
def test_month_column_is_read(written: str, first: str, last: str | None):
    assert read_span(written, AUTUMN) == (Month.parse(first), Month.parse(last) if last else None)


@pytest.mark.parametrize("written", ["", "第1周", "全年", "9次", "各月", "13月", "常规工作"])
def test_what_is_no_month_is_not_read(written: str):
    assert read_span(written, AUTUMN) is None


def test_month_without_a_year_needs_a_period():
    assert read_span("9月", None) is None
    assert read_span("2025年9月", None) == (Month(2025, 9), None)


@pytest.mark.parametrize(
    ("work", "until"),
    [
        ("读书节（至12月）", "2025-12"),
        ("考核（至2026年1月）", "2026-01"),
        ("考核(至1月)", "2026-01"),
        ("社团活动（持续到11月底）", "2025-11"),
        ("读书节", None),
        ("采购（至3000元）", None),
        ("读书节（至9月）", None),
    ],
)
def test_work_names_its_last_month(work: str, until: str | None):
    assert read_until(work, Month(2025, 9)) == (Month.parse(until) if until else None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年1月29日", date(2026, 1, 29)),
        ("二〇二六年一月二十九日", date(2026, 1, 29)),
        ("二○二六年十二月十日", date(2026, 12, 10)),
        ("2026-01-29", date(2026, 1, 29)),
        ("2026.1.29", date(2026, 1, 29)),
        ("2026 年 1 月 29 日", date(2026, 1, 29)),
        ("2026年2月30日", None),
        ("2026年1月", None),
    ],
)
def test_whole_date_is_read(written: str, day: date | None):
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("12月底前完成整改。", [Deadline(date(2026, 12, 31), "12月底前")]),
        ("6月前完成自评。", [Deadline(date(2026, 5, 31), "6月前")]),
        ("2027年6月30日前交付。", [Deadline(date(2027, 6, 30), "2027年6月30日前")]),
        ("年内建成3所。", [Deadline(date(2026, 12, 31), "年内")]),
        ("力争2026年底前开工建设。", [Deadline(date(2026, 12, 31), "2026年底前")]),
        ("2027年秋季投入使用。", [Deadline(date(2027, 9, 1), "2027年秋季")]),
        (
            "上半年完成，下半年启动。",
            [Deadline(date(2026, 6, 30), "上半年"), Deadline(date(2026, 12, 31), "下半年")],
        ),
        ("第三季度末前报送。", [Deadline(date(2026, 9, 30), "第三季度末前")]),
        ("9月中旬举办运动会。", [Deadline(date(2026, 9, 20), "9月中旬")]),
        ("开学前到岗。", [Deadline(None, "开学前")]),
        ("在每年5月开展活动。", [Deadline(None, "每年5月")]),
        ("2月27日下午的会议、2025年12月发布的通报。", []),
        ("采集2005—2009年初中毕业生信息。", []),
        ("每月底前报送。", []),
    ],
)
def test_deadlines_of_a_text(text: str, deadlines: list[Deadline]):
    assert list(read_deadlines(text, YEAR_2026)) == deadlines


def test_deadline_falls_in_the_school_year():
    assert read_deadlines("12月底前完成，3月底前验收。", SCHOOL_YEAR) == (
        Deadline(date(2025, 12, 31), "12月底前"),
        Deadline(date(2026, 3, 31), "3月底前"),
    )


def test_deadline_without_a_year_stays_open():
    assert read_deadlines("12月底前完成。", None) == (Deadline(None, "12月底前"),)

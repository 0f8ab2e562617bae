from datetime import date

import pytest
from django.utils.translation import override

from calendar_app.spans import Cell, Progress, each_month, months_between, progress_in, span_words

SEPTEMBER, NOVEMBER, DECEMBER = date(2026, 9, 1), date(2026, 11, 1), date(2026, 12, 1)
JANUARY = date(2027, 1, 1)


def test_months_are_counted_over_new_year():
    assert months_between(SEPTEMBER, JANUARY) == 5
    assert months_between(SEPTEMBER, SEPTEMBER) == 1
    assert months_between(NOVEMBER, SEPTEMBER) == -1


def test_each_month_turns_the_year():
    assert list(each_month(NOVEMBER, JANUARY)) == [NOVEMBER, DECEMBER, JANUARY]
    assert list(each_month(NOVEMBER, SEPTEMBER)) == []


def test_where_in_the_span_we_are():
    assert progress_in(SEPTEMBER, DECEMBER, NOVEMBER) == Progress(
        3, 4, (Cell(0, "past"), Cell(10, "past"), Cell(20, "now"), Cell(30, "ahead"))
    )


@pytest.mark.parametrize("month", [date(2026, 8, 1), JANUARY])
def test_month_outside_has_no_place_in_the_span(month):
    assert progress_in(SEPTEMBER, DECEMBER, month) is None


def test_single_month_is_no_span():
    assert progress_in(NOVEMBER, NOVEMBER, NOVEMBER) is None


@pytest.mark.parametrize(
    ("first", "last", "year", "words"),
    [
        (SEPTEMBER, SEPTEMBER, 2026, "9月"),
        (SEPTEMBER, DECEMBER, 2026, "9月—12月"),
        (SEPTEMBER, JANUARY, 2026, "9月—2027年1月"),
        (SEPTEMBER, JANUARY, 2027, "2026年9月—2027年1月"),
        (SEPTEMBER, DECEMBER, 2027, "2026年9月—12月"),
        (SEPTEMBER, DECEMBER, None, "2026年9月—12月"),
        (JANUARY, JANUARY, 2026, "2027年1月"),
    ],
)
def test_span_in_words(first, last, year, words):
    with override("zh-hans"):
        assert span_words(first, last, year) == words


def test_span_in_english():
    with override("en"):
        assert span_words(SEPTEMBER, JANUARY, 2026) == "September–January 2027"

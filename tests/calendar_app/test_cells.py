"""What is typed or pasted into a cell of the grid, and what is wrong with it."""

from datetime import date

import pytest

from calendar_app.cells import read_cells, words_of
from calendar_app.months import PlanYear

pytestmark = pytest.mark.pure

YEAR = PlanYear("school_year", 2026)
OFFICES = {"办公室": 1, "基础教育处": 2, "基教处": 2}


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("starts_month", "9月", date(2026, 9, 1)),
        ("starts_month", "1月", date(2027, 1, 1)),
        ("starts_month", "2026/9/1", date(2026, 9, 1)),
        ("ends_month", "", None),
        ("ends_month", "2026年12月", date(2026, 12, 1)),
        ("work", " 开学 工作检查\n", "开学 工作检查"),
        ("lead", "基教处", 2),
        ("supporting", "办公室、基础教育处", frozenset({1, 2})),
        ("due_on", "2026年9月30日", date(2026, 9, 30)),
        ("due_on", "", None),
    ],
)
def test_a_cell_is_read_as_people_write_it(column, text, value):
    assert read_cells({column: text}, YEAR, OFFICES) == ({column: value}, {})


def test_a_span_in_the_first_column_fills_the_second():
    span = {"starts_month": date(2026, 9, 1), "ends_month": date(2026, 11, 1)}

    assert read_cells({"starts_month": "9—11月", "ends_month": ""}, YEAR, OFFICES) == (span, {})
    assert read_cells({"starts_month": "9月至11月"}, YEAR, OFFICES) == (span, {})


def test_every_wrong_cell_is_told_in_words():
    typed = {
        "starts_month": "开学",
        "work": "",
        "lead": "办公室、基教处",
        "supporting": "宣传处",
        "due_on": "月底",
    }

    values, wrong = read_cells(typed, YEAR, OFFICES)

    assert values == {}
    assert {column: str(advice) for column, advice in wrong.items()} == {
        "starts_month": "请按“2026-11”的格式填写月份。",
        "work": "请填写主要工作。",
        "lead": "牵头处室只能有一个，其余请填在“配合处室”。",
        "supporting": "本局没有“宣传处”这个处室。",
        "due_on": "请按“2026-11-05”的格式填写日期。",
    }


def test_a_name_that_no_office_bears_is_told_with_the_office_it_is_like():
    _, wrong = read_cells({"supporting": "基较处、办公室、宣传处"}, YEAR, OFFICES)

    assert str(wrong["supporting"]) == "没有“基较处”，是不是“基础教育处”？本局没有“宣传处”这个处室。"
    assert wrong["supporting"].instead == "基础教育处、办公室、宣传处"


def test_what_stands_in_the_cells_is_read_back_the_same():
    values = {
        "starts_month": date(2026, 9, 1), "ends_month": None, "work": "检查", "lead": 1,
        "supporting": frozenset({2}), "due_on": date(2026, 9, 30),
    }  # fmt: skip

    words = words_of(values, {1: "办公室", 2: "基础教育处"})

    assert list(words.values()) == ["2026-09", "", "检查", "办公室", "基础教育处", "2026-09-30"]
    assert read_cells(words, YEAR, OFFICES) == (values, {})

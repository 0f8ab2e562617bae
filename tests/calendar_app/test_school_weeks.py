"""Which week of the school calendar a day lies in: one function, the same everywhere."""

from datetime import date, timedelta

import pytest

from calendar_app.school_weeks import SchoolWeeks, TermDays, usual_term

pytestmark = pytest.mark.pure

WEDNESDAY = TermDays("first_term", 2027, date(2027, 9, 1), date(2028, 1, 14))


def number(day: date, *terms: TermDays) -> int | None:
    week = SchoolWeeks(terms or (WEDNESDAY,)).week_of(day)
    return week.number if week else None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 8, 29), None),  # the Sunday before
        (date(2027, 8, 30), 1),  # the Monday of the week that holds the first day, a Wednesday
        (date(2027, 9, 1), 1),
        (date(2027, 9, 5), 1),
        (date(2027, 9, 6), 2),
        (date(2027, 10, 6), 6),  # free for National Day, and counted
        (date(2027, 12, 31), 18),
        (date(2028, 1, 1), 18),  # the year turns within the week
        (date(2028, 1, 3), 19),
        (date(2028, 1, 14), 20),
        (date(2028, 1, 16), 20),  # the Sunday of the last week
        (date(2028, 1, 17), None),
    ],
)
def test_week_one_holds_the_first_day_and_every_week_counts(day, expected):
    assert number(day) == expected


def test_every_day_of_a_term_has_its_week_and_no_number_is_left_out():
    found = [number(WEDNESDAY.begins + timedelta(days=step)) for step in range(WEDNESDAY.length * 7)]

    assert found == [week for week in range(1, 21) for _day in range(7)]
    assert [(week.number, week.monday) for week in WEDNESDAY.weeks()][17] == (18, date(2027, 12, 27))


def test_a_term_that_begins_on_a_sunday_has_one_day_in_its_first_week():
    sunday = TermDays("first_term", 2024, date(2024, 9, 1), date(2025, 1, 17))

    assert [number(date(2024, 9, day), sunday) for day in (1, 2)] == [1, 2]


def test_what_a_bureau_said_goes_before_what_is_usual():
    said = TermDays("first_term", 2026, date(2026, 8, 24), date(2027, 2, 26))
    usual = usual_term("second_term", 2026)

    assert number(date(2027, 2, 22), usual, said) == 27
    assert number(date(2027, 3, 1), usual, said) == 2


def test_what_is_usual_makes_two_terms_of_twenty_weeks_that_do_not_meet():
    for year in range(2000, 2100):
        first, second = usual_term("first_term", year), usual_term("second_term", year)

        assert first.length == second.length == 20
        assert first.is_default
        assert second.is_default
        assert date(year, 9, 1) <= first.first_day <= date(year, 9, 3)
        assert first.last_day < second.first_day
        assert (second.first_day.weekday(), second.last_day.weekday()) == (0, 4)
        assert date(year + 1, 2, 5) <= second.first_day <= date(year + 1, 3, 15)


def test_the_usual_second_term_begins_after_the_lanterns():
    assert usual_term("second_term", 2026).first_day == date(2027, 2, 22)
    assert usual_term("first_term", 2024).first_day == date(2024, 9, 2)  # the 1st was a Sunday

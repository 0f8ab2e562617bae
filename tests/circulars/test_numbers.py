from circulars.numbers import format_number


def test_a_number_has_its_year_in_hexagonal_brackets_and_no_leading_noughts():
    assert format_number("海教", 2021, 1) == "海教〔2021〕1号"

"""Words are found again after the text around them was edited."""

import pytest

from drafting.anchors import Place, find_words

TEXT = "办好学前教育，新建幼儿园3所。办好高中教育，新建高中1所。"


@pytest.mark.parametrize(
    ("text", "quote", "start", "found"),
    [
        (TEXT, "新建幼儿园3所", 7, "新建幼儿园3所"),
        ("今年" + TEXT, "新建幼儿园3所", 7, "新建幼儿园3所"),
        ("办好学前教育，\n新建 幼儿园3所。", "新建幼儿园3所", 7, "新建 幼儿园3所"),
        ("甲\n乙", "甲\n\n乙", 0, "甲\n乙"),
        (TEXT, "新建幼儿园4所", 7, None),
        (TEXT, "  ", 0, None),
        ("", "新建", 0, None),
    ],
)
def test_words_are_found_where_they_stand_now(text, quote, start, found):
    place = find_words(text, quote, start)

    assert (text[place.begin : place.end] if place else None) == found


def test_of_the_same_words_twice_the_nearer_are_meant():
    assert find_words(TEXT, "新建", 16) == Place(TEXT.rindex("新建"), TEXT.rindex("新建") + 2)
    assert find_words(TEXT, "新建", 5) == Place(TEXT.index("新建"), TEXT.index("新建") + 2)


def test_words_are_replaced_in_their_place_only():
    place = find_words(TEXT, "新建", 20)

    assert place is not None
    assert place.replaced_in(TEXT, "改建") == "办好学前教育，新建幼儿园3所。办好高中教育，改建高中1所。"

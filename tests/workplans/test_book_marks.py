"""Titles inside other titles."""

import pytest

from workplans.book_marks import in_book_marks

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("2026年工作要点", "2026年工作要点"),
        ("关于印发《工作要点》的通知", "关于印发〈工作要点〉的通知"),
        ("《一》《二》", "〈一〉〈二〉"),
        ("关于转发《关于印发〈要点〉的通知》的通知", "关于转发〈关于印发《要点》的通知〉的通知"),
        ("关于印发〈要点〉的通知", "关于印发〈要点〉的通知"),
        ("写漏了》一半《", "写漏了〉一半〈"),
    ],
)
def test_marks_inside_book_marks_are_single_and_those_within_double_again(title, inside):
    assert in_book_marks(title) == inside
    assert in_book_marks(inside) == inside

"""One row of the matrix: what a change makes of it, and what stands against it."""

import pytest

from workplans.drafts import Duties
from workplans.matrix import Collision, LeadAndReason, RowChange, TwoLeads, filled

EMPTY = Duties()


def change(seen: Duties = EMPTY, reason: str | None = None, **cells: str) -> RowChange:
    """Cells by office: `o3="lead"`."""
    return RowChange(1, seen, {int(name[1:]): role for name, role in cells.items()}, reason)


def test_a_cell_is_filled_and_cleared():
    assert filled(EMPTY, change(o3="lead")) == Duties(3)
    assert filled(Duties(3, frozenset({4})), change(Duties(3, frozenset({4})), o4="")) == Duties(3)


def test_the_former_lead_supports_when_that_is_said_in_the_same_step():
    now = Duties(3)

    assert filled(now, change(now, o4="lead", o3="support")) == Duties(4, frozenset({3}))


def test_a_second_lead_is_refused():
    now = Duties(3)

    with pytest.raises(TwoLeads):
        filled(now, change(now, o4="lead"))
    with pytest.raises(TwoLeads):
        filled(EMPTY, change(o3="lead", o4="lead"))


def test_two_people_fill_different_cells_of_a_row_and_both_are_kept():
    assert filled(Duties(3), change(EMPTY, o4="support")) == Duties(3, frozenset({4}))


def test_two_people_fill_the_same_cell_and_the_second_is_told():
    with pytest.raises(Collision):
        filled(Duties(None, frozenset({4})), change(EMPTY, o4="lead"))


def test_two_people_fill_the_same_cell_alike_and_nothing_is_lost():
    assert filled(Duties(4), change(EMPTY, o4="lead")) == Duties(4)


def test_a_lead_somebody_else_has_just_given_is_not_pushed_aside():
    with pytest.raises(Collision):
        filled(Duties(3), change(EMPTY, o4="lead"))


def test_a_lead_makes_the_reason_for_none_needless():
    now = Duties(no_lead_reason="共同落实")

    assert filled(now, change(now, o4="lead")) == Duties(4)
    assert filled(now, change(now, o4="support")) == Duties(None, frozenset({4}), "共同落实")


def test_a_reason_beside_a_lead_is_refused():
    with pytest.raises(LeadAndReason):
        filled(Duties(3), change(Duties(3), reason="共同落实"))


def test_a_reason_takes_the_place_of_a_lead_taken_out():
    assert filled(Duties(3), change(Duties(3), "共同落实", o3="")) == Duties(no_lead_reason="共同落实")


def test_two_reasons_collide():
    with pytest.raises(Collision):
        filled(Duties(no_lead_reason="甲"), change(EMPTY, "乙"))


@pytest.mark.parametrize(
    "duties", [EMPTY, Duties(3), Duties(3, frozenset({5, 4})), Duties(None, frozenset({4}), "分头:负责")]
)
def test_duties_go_into_a_form_and_come_back(duties):
    assert Duties.from_text(duties.as_text) == duties


@pytest.mark.parametrize("text", ["", "3", "x::", ":x:"])
def test_nonsense_is_no_duty(text):
    with pytest.raises(ValueError, match=r".*"):
        Duties.from_text(text)

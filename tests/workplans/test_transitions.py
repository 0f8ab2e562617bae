"""The table of a plan's way, asked in all its combinations. Pure."""

from itertools import chain, combinations

import pytest

from workplans.models import ApprovalStep, Plan
from workplans.transitions import BY_ACT, TRANSITIONS, possible

ROLES = ("editor", "approver")


def every_set_of_roles():
    return [frozenset(chosen) for chosen in chain(*(combinations(ROLES, count) for count in range(3)))]


def test_the_table_speaks_of_known_states_and_acts():
    states = set(Plan.State.values)

    assert all(step.sources <= states and step.target in states for step in TRANSITIONS)
    assert set(BY_ACT) - {"issue"} == set(ApprovalStep.Act.values)


def test_nothing_leads_out_of_a_closed_plan_and_what_is_on_paper_is_never_a_draft_again():
    assert possible("closed", roles=frozenset(ROLES), is_author=False) == []
    assert {step.target for step in possible("issued", roles=frozenset(ROLES), is_author=False)} == {"closed"}


@pytest.mark.parametrize("state", Plan.State.values)
@pytest.mark.parametrize("roles", every_set_of_roles(), ids=sorted)
def test_an_author_never_approves_and_otherwise_may_what_others_may(state, roles):
    author = {step.act for step in possible(state, roles=roles, is_author=True)}
    other = {step.act for step in possible(state, roles=roles, is_author=False)}

    assert "approve" not in author
    assert other - author <= {"approve"}


def test_the_way_from_draft_to_paper():
    way = [
        ("draft", {"submit"}),
        ("submitted", {"recall"}),
        ("approved", {"recall", "issue"}),
        ("issued", {"close"}),
    ]

    assert [
        (state, {step.act for step in possible(state, roles={"editor"}, is_author=True)}) for state, _ in way
    ] == way


def test_only_a_plan_that_is_submitted_can_be_approved():
    assert {state for state in Plan.State.values if possible(state, roles={"approver"}, is_author=False)} == {
        "submitted",
        "approved",
    }
    assert BY_ACT["approve"].sources == {"submitted"}

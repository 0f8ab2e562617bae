"""The table of a plan's way, asked in all its combinations. Pure."""

from itertools import chain, combinations

import pytest

from workplans.models import ApprovalStep, Plan
from workplans.transitions import (
    ACTS,
    TRANSITIONS,
    after_check,
    after_countersign,
    possible,
    step_from,
)

PARTS = ("editor", "checker", "countersigner", "signer", "approver")
APPROVALS = {"check", "countersign", "sign"}


def every_set_of_parts():
    return [
        frozenset(chosen)
        for chosen in chain(*(combinations(PARTS, count) for count in range(len(PARTS) + 1)))
    ]


def acts(state, *parts, is_author=False):
    return {step.act for step in possible(state, parts=frozenset(parts), is_author=is_author)}


def test_the_table_speaks_of_known_states_and_acts():
    states = set(Plan.State.values)

    assert all(step.sources <= states and step.target in states for step in TRANSITIONS)
    assert set(ACTS) == set(ApprovalStep.Act.values)


def test_an_act_leads_one_way_from_a_state():
    found = [(step.act, state) for step in TRANSITIONS for state in step.sources]

    assert len(found) == len(set(found))


def test_the_way_from_draft_to_paper():
    way = ["submit", "check", "countersign", "sign", "issue", "close"]
    state = "draft"

    for act in way:
        step = step_from(act, state)
        assert step is not None
        state = step.target

    assert state == "closed"


def test_nothing_leads_out_of_a_closed_plan_and_what_is_on_paper_is_never_a_draft_again():
    assert acts("closed", *PARTS) == set()
    assert {step.target for step in possible("issued", parts=frozenset(PARTS), is_author=False)} == {"closed"}


@pytest.mark.parametrize("state", Plan.State.values)
@pytest.mark.parametrize("parts", every_set_of_parts(), ids=lambda parts: "+".join(sorted(parts)) or "none")
def test_an_author_never_approves_and_otherwise_may_what_others_may(state, parts):
    author, other = acts(state, *parts, is_author=True), acts(state, *parts)

    assert not author & APPROVALS
    assert other - author <= APPROVALS


@pytest.mark.parametrize("state", ["submitted", "countersign", "signing", "approved"])
def test_whoever_is_asked_may_return_and_the_editor_may_take_back(state):
    asked = {"submitted": "checker", "countersign": "countersigner"}.get(state, "approver")

    assert "return" in acts(state, asked)
    assert "recall" in acts(state, "editor")
    assert {step.target for step in possible(state, parts={asked}, is_author=True)} <= {"draft"}


def test_the_last_office_sends_it_on_and_without_offices_there_is_nothing_to_wait_for():
    assert [after_check(count) for count in (0, 1, 2)] == ["signing", "countersign", "countersign"]
    assert [after_countersign(count) for count in (1, 0)] == ["countersign", "signing"]

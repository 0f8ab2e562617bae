"""The path of a plan from draft to issue, as one table. It drives buttons, rights, audit and notices. Pure."""

from collections.abc import Set
from dataclasses import dataclass

EDITOR, APPROVER = "editor", "approver"
DRAFT, SUBMITTED, APPROVED, ISSUED, CLOSED = "draft", "submitted", "approved", "issued", "closed"


@dataclass(frozen=True)
class Transition:
    """One step a plan can take.

    act: its name; an ApprovalStep.Act value, except `issue`, which is the circulars' own.
    verb: the service that does it, and its name in the audit trail.
    role: who may do it, by a seat at the plan's bureau.
    tells: "approvers" of the bureau, or the "authors" (who drafted, who submitted).
    """

    act: str
    verb: str
    sources: frozenset[str]
    target: str
    role: str
    tells: str = ""
    needs_note: bool = False
    not_by_authors: bool = False


TRANSITIONS = (
    Transition("submit", "submit_plan", frozenset({DRAFT}), SUBMITTED, EDITOR, tells="approvers"),
    Transition("approve", "approve_plan", frozenset({SUBMITTED}), APPROVED, APPROVER, "authors", not_by_authors=True),
    Transition("return", "return_plan", frozenset({SUBMITTED, APPROVED}), DRAFT, APPROVER, "authors", needs_note=True),
    # An approved plan that turns out to need a change goes the whole way again.
    Transition("recall", "recall_plan", frozenset({SUBMITTED, APPROVED}), DRAFT, EDITOR, tells="approvers"),
    Transition("issue", "issue_plan", frozenset({APPROVED}), ISSUED, EDITOR),
    # The year is over: nobody is reminded of it any more, everybody can still read it.
    Transition("close", "close_plan", frozenset({ISSUED}), CLOSED, EDITOR, tells="approvers"),
)  # fmt: skip

BY_ACT = {transition.act: transition for transition in TRANSITIONS}


def possible(state: str, *, roles: Set[str], is_author: bool) -> list[Transition]:
    """The steps somebody with these roles may take now; an author is who drafted or submitted the plan."""
    return [
        transition
        for transition in TRANSITIONS
        if state in transition.sources
        and transition.role in roles
        and not (is_author and transition.not_by_authors)
    ]

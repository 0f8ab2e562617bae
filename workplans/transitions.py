"""The path of a plan from draft to issue, as one table: 拟稿 → 核稿 → 会签 → 签发 → 印发.

It drives buttons, rights, audit and notices. Pure.
"""

from collections.abc import Set
from dataclasses import dataclass

DRAFT, CHECKING, COUNTERSIGNING, SIGNING = "draft", "submitted", "countersign", "signing"
APPROVED, ISSUED, CLOSED = "approved", "issued", "closed"
UNDER_WAY = frozenset({CHECKING, COUNTERSIGNING, SIGNING})

# The parts people have in a plan's approval; workplans.queries.approval says who has which.
EDITOR, CHECKER, COUNTERSIGNER, SIGNER, APPROVER = "editor", "checker", "countersigner", "signer", "approver"
AUTHORS = "authors"


@dataclass(frozen=True)
class Transition:
    """One step a plan can take.

    act: its name, an ApprovalStep.Act value.
    verb: the service that does it, and its name in the audit trail.
    sources: the states it starts from; an act with several rows has each state in one of them only.
    target: the state it leads to; of `check` and `countersign` see `after_check`, `after_countersign`.
    parts: who may do it.
    tells: a part, or the AUTHORS (who drafted, who submitted); "" for nobody.
    """

    act: str
    verb: str
    sources: frozenset[str]
    target: str
    parts: frozenset[str]
    tells: str = ""
    needs_note: bool = False
    not_by_authors: bool = False


def _step(
    act: str, sources: Set[str], target: str, parts: Set[str], tells: str = "", **facts: bool
) -> Transition:
    return Transition(act, f"{act}_plan", frozenset(sources), target, frozenset(parts), tells, **facts)


TRANSITIONS = (
    _step("submit", {DRAFT}, CHECKING, {EDITOR}, CHECKER),
    _step("check", {CHECKING}, COUNTERSIGNING, {CHECKER}, COUNTERSIGNER, not_by_authors=True),
    _step("countersign", {COUNTERSIGNING}, SIGNING, {COUNTERSIGNER}, SIGNER, not_by_authors=True),
    _step("sign", {SIGNING}, APPROVED, {SIGNER}, AUTHORS, not_by_authors=True),
    # Whoever is asked for a word may give the plan back instead, and says why.
    _step("return", {CHECKING}, DRAFT, {CHECKER}, AUTHORS, needs_note=True),
    _step("return", {COUNTERSIGNING}, DRAFT, {COUNTERSIGNER, APPROVER}, AUTHORS, needs_note=True),
    _step("return", {SIGNING, APPROVED}, DRAFT, {APPROVER}, AUTHORS, needs_note=True),
    # A plan under way or approved that turns out to need a change goes the whole way again.
    _step("recall", UNDER_WAY | {APPROVED}, DRAFT, {EDITOR}, APPROVER),
    _step("issue", {APPROVED}, ISSUED, {EDITOR}),
    # The year is over: nobody is reminded of it any more, everybody can still read it.
    _step("close", {ISSUED}, CLOSED, {EDITOR}, APPROVER),
)

ACTS = tuple(dict.fromkeys(step.act for step in TRANSITIONS))


def step_from(act: str, state: str) -> Transition | None:
    """The row of the table for an act in a state; None where it cannot be done."""
    return next((step for step in TRANSITIONS if step.act == act and state in step.sources), None)


def steps_called(act: str) -> list[Transition]:
    """All rows of one act."""
    return [step for step in TRANSITIONS if step.act == act]


def after_check(offices_asked: int) -> str:
    """Without an office to countersign the plan goes straight to whoever signs."""
    return COUNTERSIGNING if offices_asked else SIGNING


def after_countersign(offices_waiting: int) -> str:
    """Offices speak in any order; the last one to agree sends it on."""
    return COUNTERSIGNING if offices_waiting else SIGNING


def possible(state: str, *, parts: Set[str], is_author: bool) -> list[Transition]:
    """The steps somebody with these parts may take now; an author is who drafted or submitted the plan."""
    return [
        step
        for step in TRANSITIONS
        if state in step.sources and step.parts & parts and not (is_author and step.not_by_authors)
    ]

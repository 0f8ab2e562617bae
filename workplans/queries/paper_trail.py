"""How a plan was approved, as a bureau's own approval slip (发文稿纸) shows it, and everything that went before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workplans.models import ApprovalStep, Plan
from workplans.queries.approval import asked_offices

Act = ApprovalStep.Act


@dataclass(frozen=True)
class Word:
    """What somebody said, signed and dated; `at` is None while it is awaited."""

    who: str = ""
    at: datetime | None = None
    note: str = ""
    office: str = ""
    agrees: bool = True

    @property
    def is_given(self) -> bool:
        return self.at is not None


@dataclass(frozen=True)
class Slip:
    """The words of this round; a field nobody has filled yet is an empty Word."""

    drafted: Word
    submitted: Word = Word()
    checked: Word = Word()
    offices: list[Word] = field(default_factory=list)
    signed: Word = Word()
    issued: Word = Word()


@dataclass(frozen=True)
class TrailLine:
    """A line of the history, as components/timeline.html reads it."""

    what: str
    who: str
    at: datetime | None
    detail: str = ""
    is_current: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class PaperTrail:
    slip: Slip
    lines: list[TrailLine]


def paper_trail(plan: Plan) -> PaperTrail:
    """Every step, dated and signed; three queries."""
    steps = list(plan.approval_steps.select_related("by", "on_behalf_of", "office"))
    begun = TrailLine(gettext("Drafted"), plan.drafted_by.full_name, plan.created_at)
    return PaperTrail(_slip(plan, steps), [begun, *map(_line, steps), *_ahead(plan)])


def _slip(plan: Plan, steps: list[ApprovalStep]) -> Slip:
    drafted = Word(plan.drafted_by.full_name, plan.created_at)
    if plan.is_draft:
        return Slip(drafted)  # what was said of an earlier text stands in the history
    last = {Act(step.act): _word(step) for step in steps}
    # What follows the last submission belongs to this round, so later words replace those of earlier rounds.
    since = next((place for place, step in reversed(list(enumerate(steps))) if step.act == Act.SUBMIT), 0)
    said = {Act(step.act): _word(step) for step in steps[since:]}
    return Slip(
        drafted=drafted,
        submitted=said.get(Act.SUBMIT, Word()),
        checked=said.get(Act.CHECK, Word()),
        offices=[
            _word(row.step, office=row.office.name) if row.step else Word(office=row.office.name)
            for row in asked_offices(plan)
        ],
        signed=said.get(Act.SIGN, Word()),
        issued=last.get(Act.ISSUE, Word()),
    )


def _word(step: ApprovalStep, office: str = "") -> Word:
    return Word(step.signature, step.at, step.note, office, agrees=step.act != Act.RETURN)


def _line(step: ApprovalStep) -> TrailLine:
    what = step.get_act_display()
    if step.office:
        what = f"{what} · {step.office}"
    return TrailLine(what, step.signature, step.at, step.note)


# The way: in which state a step waits for its people, what is said of it then, and while it is still to come.
WAY = (
    (Plan.State.DRAFT, _("Being drafted"), ""),
    (Plan.State.SUBMITTED, _("Awaiting check"), _("To be checked")),
    (Plan.State.COUNTERSIGNING, _("Being countersigned"), _("To be countersigned")),
    (Plan.State.SIGNING, _("Awaiting signature"), _("To be signed for issue")),
    (Plan.State.APPROVED, _("Awaiting issue"), _("To be issued")),
)


def _ahead(plan: Plan) -> list[TrailLine]:
    """Where it is now, and what is still to come."""
    states = [state for state, _now, _coming in WAY]
    if plan.state not in states:
        return []
    (_state, now, _coming), *coming = WAY[states.index(Plan.State(plan.state)) :]
    return [
        TrailLine(str(now), "", None, is_current=True),
        *(TrailLine(str(words), "", None, is_ahead=True) for _state, _now, words in coming),
    ]

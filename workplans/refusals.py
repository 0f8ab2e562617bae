"""What a verb may refuse. The sentences people read stand in `workplans/sentences.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from districts.services import ChangedMeanwhile

if TYPE_CHECKING:
    from workplans.queries.outline import TaskNode

__all__ = [
    "AmendmentOpen",
    "AnotherBureau",
    "AnotherPlan",
    "CannotComeBack",
    "CannotCountersign",
    "CarriesWork",
    "ChangedMeanwhile",
    "CheckedIt",
    "HeadingTooLong",
    "IntoItself",
    "LeadMissing",
    "NotADraft",
    "NotAsked",
    "NotNow",
    "NotYours",
    "NoteMissing",
    "NothingAbove",
    "NothingAmended",
    "NothingToJoin",
    "OwnDraft",
    "PartGone",
    "Refused",
    "RowsRefused",
    "TitleTooLong",
    "TooDeep",
]


class Refused(Exception):
    """The act was not done, and nothing was changed."""


class NotADraft(Refused):
    """The plan was submitted, approved or issued: its text stands still."""


class AnotherPlan(Refused):
    """A part may move within its plan only."""


class IntoItself(Refused):
    """A section cannot stand inside itself."""


class TooDeep(Refused):
    """Headings nest two levels deep: 一、 and （一）."""


class CarriesWork(Refused):
    """A task that somebody carries, that addresses schools or promises something does not quietly become another thing."""


class HeadingTooLong(Refused):
    """A heading holds less than a task's title."""


class TitleTooLong(Refused):
    """The title that would come of it is longer than titles are."""


class NothingAbove(Refused):
    """A heading of the second level needs one of the first above it."""


class NothingToJoin(Refused):
    """There is no text on one side of the place."""


class PartGone(Refused):
    """The part is no longer in this plan."""


class CannotComeBack(Refused):
    """What was deleted has no place to return to, or is not this plan's."""


class NotNow(Refused):
    """The plan is not in a state in which this can be done; somebody may have been quicker."""


class NotYours(Refused):
    """The person has no seat that may do this."""


class OwnDraft(Refused):
    """Nobody checks, countersigns or signs what they drafted or submitted, nor does somebody for them."""


class CheckedIt(Refused):
    """Who checked a plan leaves signing it to another approver, where the bureau has one."""


class NotAsked(Refused):
    """The person's office was not asked to countersign, or has spoken."""


class CannotCountersign(Refused):
    """An office is asked that is not the bureau's, or has no head who could speak for it."""


class NoteMissing(Refused):
    """A plan is returned with a reason."""


class LeadMissing(Refused):
    """A task has neither exactly one lead nor a reason for none; `tasks` are those, with their numbers."""

    def __init__(self, tasks: Sequence[TaskNode]) -> None:
        super().__init__(*(node.task.pk for node in tasks))
        self.tasks = tasks


class RowsRefused(Refused):
    """Cells of the matrix cannot be filled like this, and none was. By what stands against it, the tasks' keys."""

    def __init__(
        self, *, collided: Sequence[int] = (), two_leads: Sequence[int] = (), reasons: Sequence[int] = ()
    ) -> None:
        super().__init__(collided, two_leads, reasons)
        self.collided = collided
        self.two_leads = two_leads
        self.reasons = reasons


class AmendmentOpen(Refused):
    """A plan has one draft of an amendment at a time."""


class NothingAmended(Refused):
    """The draft of an amendment says what the issued plan says: there is nothing to approve."""


class AnotherBureau(Refused):
    """Work is given to the bureau's own offices and addressed to schools in its care."""

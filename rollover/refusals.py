"""What a verb of this room may refuse, and the sentences people read."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rollover.models import Decision
from workplans.refusals import AnotherPlan, Refused

__all__ = [
    "AlreadyMade",
    "AnotherPlan",
    "DecidedMeanwhile",
    "StillBlank",
    "TemplateChanged",
    "Undecided",
    "sentence",
]


class AlreadyMade(Refused):
    """Next year's plan exists: nothing is decided any more."""


class Undecided(Refused):
    """Some parts have no whole decision yet."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} undecided")
        self.count = count


class DecidedMeanwhile(Refused):
    """Somebody else decided after the page was drawn; `decision` is how it stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"decision {decision.pk} changed meanwhile")
        self.decision = decision


class StillBlank(Refused):
    """Placeholders nobody filled in; `names` are they."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__("、".join(names))
        self.names = names


class TemplateChanged(Refused):
    """Somebody else saved the template after the page was drawn."""


SENTENCES: dict[type[Refused], str | Promise] = {
    AlreadyMade: _("Next year's plan has been made. Nothing was changed."),
    AnotherPlan: _("This is no part of the plan that is rolled over."),
    DecidedMeanwhile: _(
        "A colleague decided this after you opened the page. It stands below; choose again to change it."
    ),
    Undecided: _("Some tasks are not decided yet, or lack their reason."),
    StillBlank: _("Some blanks are not filled in."),
    TemplateChanged: _("A colleague saved this template after you opened it. Nothing was changed."),
}


def sentence(refusal: Refused) -> str:
    return str(SENTENCES[type(refusal)])

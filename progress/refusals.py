"""What a verb of this room may refuse, and the sentence a person reads."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplans.refusals import NotYours, Refused

__all__ = [
    "AlreadyDecided",
    "AlreadyWaiting",
    "NoDay",
    "NotGranted",
    "NotLater",
    "NotYours",
    "OwnRequest",
    "sentence",
]


class NoDay(Refused):
    """The item has no day: there is nothing to move."""


class NotLater(Refused):
    """The day asked for does not lie behind the day it is due, or behind today."""


class AlreadyWaiting(Refused):
    """The same office or school waits for a decision on this item already."""


class AlreadyDecided(Refused):
    """Somebody was quicker."""


class NotGranted(Refused):
    """There is nothing to take back: it was not granted, or taken back before."""


class OwnRequest(Refused):
    """Nobody grants what they asked for."""


SENTENCES: dict[type[Exception], str | Promise] = {
    NoDay: _("This has no day by which it must be done, so there is nothing to extend."),
    NotLater: _("Choose a day after the day it is due, and not before today."),
    AlreadyWaiting: _("More time was asked for already, and the bureau has not decided yet."),
    AlreadyDecided: _("This was decided already. Nothing was done."),
    NotGranted: _("This was not granted, or was revoked already. Nothing was done."),
    OwnRequest: _("You asked for this yourself; somebody else must decide."),
    NotYours: _("Your seat does not decide this."),
}


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    return str(SENTENCES[type(refusal)])

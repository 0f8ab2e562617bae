"""What a verb may refuse. The sentences people read stand in `drafting/sentences.py`."""

from __future__ import annotations

from workplans.refusals import NotYours, Refused

__all__ = [
    "AlreadyDecided",
    "Late",
    "NotYours",
    "NothingSaid",
    "PartGone",
    "Refused",
    "TalkIsOver",
    "TooLong",
    "WordsGone",
]


class TalkIsOver(Refused):
    """The plan is issued: nothing more is said of its draft."""


class PartGone(Refused):
    """The section or task was deleted meanwhile."""


class WordsGone(Refused):
    """The words a suggestion would replace are no longer in the text."""


class AlreadyDecided(Refused):
    """Somebody was quicker."""


class NothingSaid(Refused):
    """A declined suggestion or item gets its reason; a contribution has at least one item."""


class TooLong(Refused):
    """The text would not fit into the field."""


class Late(Refused):
    """The round is closed, or the plan is no longer a draft."""

"""What a person reads when a verb refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drafting.refusals import AlreadyDecided, Late, NothingSaid, PartGone, TalkIsOver, TooLong, WordsGone
from workplans.sentences import SENTENCES as PLAN_SENTENCES

SENTENCES: dict[type[Exception], str | Promise] = {
    **PLAN_SENTENCES,
    AlreadyDecided: _("Somebody has decided this already. Nothing was done."),
    Late: _("This round is closed, or the plan is no longer a draft. Nothing was sent."),
    NothingSaid: _("Please say why, in a few words."),
    PartGone: _("This part of the plan was deleted meanwhile."),
    TalkIsOver: _("The plan is issued: nothing more is said of its draft."),
    TooLong: _("The text would be too long for this place."),
    WordsGone: _("The text has changed since, and the words that would be replaced are no longer in it."),
}


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    return str(SENTENCES[type(refusal)])

"""What a person reads when a verb is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplans.refusals import (
    AmendmentOpen,
    AnotherBureau,
    AnotherPlan,
    CannotComeBack,
    CannotCountersign,
    CarriesWork,
    ChangedMeanwhile,
    CheckedIt,
    HeadingTooLong,
    IntoItself,
    LeadMissing,
    NotADraft,
    NotAsked,
    NoteMissing,
    NothingAbove,
    NothingAmended,
    NothingToJoin,
    NotNow,
    NotYours,
    OwnDraft,
    PartGone,
    RowsRefused,
    TitleTooLong,
    TooDeep,
)

SENTENCES: dict[type[Exception], str | Promise] = {
    AmendmentOpen: _("An amendment of this plan is being drafted already."),
    AnotherBureau: _("Work goes to the bureau's own offices and to schools in its care."),
    AnotherPlan: _("The place it should go to is no longer in this plan."),
    CannotComeBack: _("The section it stood in was deleted too. Bring that section back first."),
    CannotCountersign: _("An office that shall countersign needs a head, who did not draft the plan."),
    ChangedMeanwhile: _("Somebody else changed this after you opened it."),
    CheckedIt: _("You checked this plan, so another approver signs it."),
    CarriesWork: _(
        "Offices, schools, a day, a promise or a calendar entry hang on this task. Take them off first, or write a "
        "new line beside it."
    ),
    HeadingTooLong: _("A heading holds at most 200 characters. Shorten it first."),
    IntoItself: _("A section cannot stand inside itself."),
    LeadMissing: _(
        "Every task needs exactly one lead office, or a reason why nobody leads it, before the plan goes on."
    ),
    NotADraft: _("This plan was submitted, and its text stands still. Take it back first to change it."),
    NotAsked: _("Your office is not asked to countersign this plan, or has spoken already."),
    NoteMissing: _("Please say what should be changed before you return the plan."),
    NothingAbove: _("There is no heading of the first level above it."),
    NothingAmended: _(
        "The draft says what the issued plan says, so there is nothing to approve. Change the text first, or give this "
        "amendment up."
    ),
    NothingToJoin: _("There is nothing here to join or to cut."),
    NotNow: _("The plan has moved on since you opened this page. Nothing was done."),
    NotYours: _("You have no seat at this bureau that may do this."),
    OwnDraft: _(
        "This plan was drafted or submitted by you or by the person you stand in for, so somebody else approves it."
    ),
    RowsRefused: _("These cells cannot be filled like this. Nothing was changed."),
    PartGone: _("Somebody else deleted this part."),
    TitleTooLong: _("The title would be longer than 300 characters. Cut it elsewhere."),
    TooDeep: _("Headings nest two levels deep: 一、 and （一）."),
}


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    return str(SENTENCES[type(refusal)])

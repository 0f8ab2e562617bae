"""What a person reads when a verb refuses, or when a paper could not be set."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from circulars.refusals import (
    AddresseeMissing,
    AlreadyIssued,
    AlreadyRepealed,
    BearsSecrecyMark,
    CannotBePrinted,
    Contradicts,
    LeadMissing,
    NoDocumentCode,
    NoLongerAsked,
    NotAddressed,
    NotApproved,
    NotFailed,
    NotForPublic,
    NothingAmended,
    NotRepealed,
    NotReserved,
    OtherYear,
    Refused,
    RegisterBegun,
    StillBeingMade,
)
from circulars.seals import LEAST_SIDE, MOST_BYTES, MOST_SIDE


def sentence(refusal: Refused) -> str:
    """Why it was not done, and what helps."""
    if isinstance(refusal, CannotBePrinted):
        return failure_sentence(refusal.reason)
    if isinstance(refusal, Contradicts):
        return " ".join(contradiction_sentence(code) for _field, code in refusal.found)
    return {
        NotApproved: _("The plan is not approved, or not any more. It can be issued once it is."),
        AlreadyIssued: _("The plan has been issued already."),
        LeadMissing: _(
            "Some tasks have no lead office and no reason for that. Take the plan back to mend it."
        ),
        NothingAmended: _("The draft says what the issued plan says. There is nothing to amend."),
        NotReserved: _("This number is not reserved any more: it has been used or made void meanwhile."),
        RegisterBegun: _(
            "Numbers of this code and year stand in the register already; it begins where it begins."
        ),
        OtherYear: _("This number belongs to another year than the date of signing."),
        NoDocumentCode: _("The bureau has no document code yet. Enter one."),
        AddresseeMissing: _("A document to a superior and a letter name the body they go to. Enter it."),
        NotForPublic: _("Only a paper that is open to everybody can stand on the public page."),
        BearsSecrecyMark: _("A paper with a secrecy mark is not shown on the public page."),
        NotAddressed: _("This circular does not ask you to sign for it."),
        NoLongerAsked: _("The bureau has taken this circular back. Nobody signs for it any more."),
        StillBeingMade: _("The PDF is still being made. Wait until it is there."),
        AlreadyRepealed: _("The circular has been taken back already."),
        NotRepealed: _("The circular is in force; nothing needs to be restored."),
        NotFailed: _("The paper is being made or is ready. Nothing needs to be done."),
    }[type(refusal)]


def contradiction_sentence(code: str) -> str:
    """What contradicts itself in the facts about a paper; `code` as `circulars.disclosure` gives it."""
    return {
        "reason_missing": _("Say why the paper is not open."),
        "published_but_not_open": _(
            "The paper stands on the public page, so it is open to everybody. Withdraw it first."
        ),
        "secret_but_open": _(
            "A paper with a secrecy mark is not open to everybody. Choose another way of disclosure, "
            "or take the mark off."
        ),
        "paper_says_public": _("The paper itself says that it is published: 此件公开发布."),
        "successor_missing": _("Choose the paper that replaces it."),
        "repeal_is_an_act": _("A paper is repealed, annulled or restored on its own page."),
        "replaced_but_in_force": _("A paper that is replaced by another is not in force."),
        "successor_is_older": _("The paper that replaces it is older than itself."),
        "successor_unfit": _(
            "Only a later paper of this bureau that stands on the public page can replace it; no report and no letter."
        ),
        "dated_before_sign_off": _("The paper bears a date before the day it was signed for issue."),
        "dated_after_sign_off": _(
            "The paper bears a later date than the day it was signed for issue; the two should be the same."
        ),
        "number_of_another_year": _("The year in the document number is not that of the date."),
        "published_before_dated": _("It was published before the date it bears."),
    }[code]


def misdating_sentence(code: str, *, signed_off_on: date | None) -> str:
    """Which day cannot be true, and what to write instead; `code` as `circulars.disclosure.misdated` gives it."""
    words = {
        "dated_in_the_future": _(
            "This date is after today. Enter the day on which the paper was signed, today at the latest."
        ),
        "dated_before_sign_off": _(
            "This date is before the day the paper was signed for issue (%(day)s). Enter that day or a later one."
        ),
        "number_of_another_year": _("This number belongs to another year than the date of signing."),
        "printed_before_dated": _("A paper is printed on the day it is signed, or later."),
    }
    return words[code] % {"day": date_format(signed_off_on) if signed_off_on else ""}


def failure_sentence(reason: str) -> str:
    """Why a paper could not be set; `reason` as it stands in Circular.failure: a code, then what it is about."""
    code, _colon, about = reason.partition(": ")
    words = {
        "missing_glyph": _(
            "No font here can print: %(about)s. Replace it in the text, or ask the administrator to add a font "
            "that has it."
        ),
        "does_not_fit": _("A name is too long for its place on the paper: %(about)s"),
        "seal_missing": _("The picture of the seal is no longer in its place (%(about)s). Upload it again."),
        "too_slow": _("Making the PDF took longer than %(about)s seconds and was stopped."),
        "too_big": _("Making the PDF took more memory than it may."),
        "killed": _("The program that makes the PDF was ended from outside (%(about)s)."),
        "not_kept": _("The PDF could not be stored: %(about)s"),
        "busy": _("Others are being served. Try again in a moment."),
        "nothing_to_print": _("There is nothing to print: the plan has none of what this paper lists."),
        "worker_lost": _("The worker stopped several times while making the PDF."),
    }
    return words.get(code, _("The PDF could not be made: %(about)s")) % {"about": about or reason}


def unfit_sentence(code: str) -> str:
    """Why the picture was not taken; `code` is UnfitSeal's."""
    return {
        "too_large": _("The picture is larger than %(most)d KB.") % {"most": MOST_BYTES // 1024},
        "not_png": _("This is not a PNG picture, whatever its name says."),
        "broken": _("The picture is damaged and cannot be opened."),
        "too_small": _("The picture is too coarse to print: at least %(least)d pixels each way.")
        % {"least": LEAST_SIDE},
        "too_many_pixels": _("The picture has too many pixels: at most %(most)d each way.")
        % {"most": MOST_SIDE},
        "not_square": _("A seal is about as high as wide. Cut the picture close to its edge."),
        "not_transparent": _(
            "The ground of the picture is not transparent: it would cover the date. Save it without a ground."
        ),
        "empty": _("There is nothing on the picture."),
    }[code]

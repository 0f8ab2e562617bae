"""What a verb may refuse. The sentences people read stand in `circulars/sentences.py`."""


class Refused(Exception):
    """The act was not done, and nothing was changed: no number is used, nobody is told."""


class NotApproved(Refused):
    """Only an approved plan of a bureau is issued."""


class AlreadyIssued(Refused):
    """The plan has its number. A correction is a new paper."""


class LeadMissing(Refused):
    """A task has neither a lead office nor a reason for none; see workplans.queries.tasks_without_lead."""


class NothingAmended(Refused):
    """The draft of an amendment says what the issued plan says."""


class NotReserved(Refused):
    """The number is used or void, or another bureau's: only a number that is kept can be used or made void."""


class RegisterBegun(Refused):
    """The portal has given or kept a number of that code and year: where it begins is settled."""


class OtherYear(Refused):
    """A number kept in one year's register cannot stand on a paper of another year."""


class NoDocumentCode(Refused):
    """The bureau has no document code, and none was given."""


class CannotBePrinted(Refused):
    """The paper could not be set as it is; `reason` is that of a `press.PaperFailed`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AddresseeMissing(Refused):
    """A document to a superior or a letter names whom it goes to: no body is usual."""


class NotForPublic(Refused):
    """Only a paper that is open to everybody (主动公开) stands on the public page."""


class BearsSecrecyMark(Refused):
    """A paper with 密级 on it is for nobody outside, whatever is said of its disclosure."""


class Contradicts(Refused):
    """What is said of a paper contradicts itself; `found` are (field, code) as `circulars.disclosure` gives them."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        super().__init__(found)
        self.found = found


class NotAddressed(Refused):
    """The circular does not ask this office or school to sign."""


class NotFailed(Refused):
    """Only a paper that failed is set again."""


class StillBeingMade(Refused):
    """Nobody can have read the paper yet: it is repealed once its PDF is there, or has failed."""


class AlreadyRepealed(Refused):
    """The paper is repealed or annulled already; what was said of it stands until it is restored."""


class NotRepealed(Refused):
    """Only a paper that was taken back is restored."""


class NoLongerAsked(Refused):
    """The paper was taken back: nobody signs for it any more."""

"""What people are told when a paper reaches them. In the portal's own language: a message is kept as written."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from circulars.models import Circular
from workplans.book_marks import in_book_marks


@dataclass(frozen=True)
class Notice:
    subject: str
    body: str


def issued_notice(circular: Circular) -> Notice:
    """To the people who can sign for the circular."""
    with translation.override(settings.LANGUAGE_CODE):
        return Notice(
            subject=_("Circular %(number)s to sign for") % {"number": circular.number},
            body=_("%(bureau)s has issued “%(title)s”. Please read it and sign for it.")
            % {"bureau": circular.district.bureau_name, "title": in_book_marks(circular.title)},
        )


def repealed_notice(circular: Circular) -> Notice:
    """To the same people, whether they have signed or not."""
    with translation.override(settings.LANGUAGE_CODE):
        sentences = [
            _("%(bureau)s has taken back “%(title)s” (%(number)s): %(state)s.")
            % {
                "bureau": circular.district.bureau_name,
                "title": in_book_marks(circular.title),
                "number": circular.number,
                "state": circular.get_validity_display(),
            },
            _("Reason: %(reason)s.") % {"reason": circular.repeal_reason.rstrip("。. ")},
            _("Whoever has not signed for it need not."),
        ]
        if circular.replaced_by:
            sentences.append(_("What holds is %(number)s.") % {"number": circular.replaced_by.number})
        return Notice(
            subject=_("%(number)s: %(state)s")
            % {"number": circular.number, "state": circular.get_validity_display()},
            body="\n".join(sentences),
        )


def restored_notice(circular: Circular, reason: str) -> Notice:
    """To those who were told that it was taken back."""
    with translation.override(settings.LANGUAGE_CODE):
        sentences = [
            _("“%(title)s” (%(number)s) of %(bureau)s holds again.")
            % {
                "bureau": circular.district.bureau_name,
                "title": in_book_marks(circular.title),
                "number": circular.number,
            },
            _("Reason: %(reason)s.") % {"reason": reason.rstrip("。. ")},
            _("Whoever has not signed for it, please do."),
        ]
        return Notice(
            subject=_("%(number)s holds again") % {"number": circular.number}, body="\n".join(sentences)
        )

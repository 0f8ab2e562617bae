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

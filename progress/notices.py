"""Who is told of a request for more time, and of what became of it, in the portal's own language whoever acts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from districts.messages import post_message
from progress.models import Extension
from progress.queries import deciders, due_day


def tell_of_request(extension: Extension, *, now: datetime) -> None:
    """Those who may decide."""
    with override(settings.LANGUAGE_CODE):
        subject = _("More time asked for: %(item)s") % {"item": extension.item}
        body = _("%(place)s asks for time until %(day)s: %(why)s") % {
            "place": extension.place,
            "day": extension.until.isoformat(),
            "why": extension.reason[:200],
        }
    post_message(
        to=deciders(extension.district_id, asked_by=extension.asked_by_id),
        key=f"extension:{extension.pk}",
        subject=subject,
        body=body,
        link=extension.get_absolute_url(),
        now=now,
    )


def tell_of_decision(extension: Extension, *, now: datetime) -> None:
    """Whoever asked."""
    with override(settings.LANGUAGE_CODE):
        words = {"item": extension.item, "day": extension.until.isoformat(), "person": extension.decided_by}
        if extension.state == Extension.State.GRANTED:
            subject = _("More time granted: %(item)s") % words
            body = _("%(person)s granted time until %(day)s.") % words
        else:
            subject = _("More time not granted: %(item)s") % words
            body = _("%(person)s did not grant time until %(day)s.") % words
        if extension.word:
            body += "\n" + _("Note: %(note)s") % {"note": extension.word}
    post_message(
        to=[extension.asked_by],
        key=f"extension-decided:{extension.pk}",
        subject=subject,
        body=body,
        link=extension.get_absolute_url(),
        now=now,
    )


def tell_of_revocation(extension: Extension, *, now: datetime) -> None:
    """Whoever asked: the day before holds again, and why."""
    with override(settings.LANGUAGE_CODE):
        words = {
            "item": extension.item,
            "day": extension.until.isoformat(),
            "person": extension.revoked_by,
            "why": extension.revoked_because,
            "due": due_day(extension.item, office=extension.office, school=extension.school),
        }
        subject = _("Extension revoked: %(item)s") % words
        body = _("%(person)s revoked the extension until %(day)s: %(why)s") % words
        body += "\n" + _("It is due by %(due)s now.") % words
    post_message(
        to=[extension.asked_by],
        key=f"extension-revoked:{extension.pk}",
        subject=subject,
        body=body,
        link=extension.get_absolute_url(),
        now=now,
    )

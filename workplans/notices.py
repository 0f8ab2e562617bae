"""What people are told about a plan's way, in the portal's own language whoever acts."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from districts.models import User
from workplans.models import Plan


@dataclass(frozen=True)
class Notice:
    subject: str
    body: str


def step_notice(act: str, plan: Plan, by: User, note: str) -> Notice:
    """What to tell when somebody took the step `act` (of workplans.transitions) with the plan."""
    with override(settings.LANGUAGE_CODE):
        subject, body = {
            "submit": (_("To approve: %(plan)s"), _("%(person)s submitted “%(plan)s” for approval.")),
            "approve": (_("Approved: %(plan)s"), _("%(person)s approved “%(plan)s”. It can be issued now.")),
            "return": (_("Returned: %(plan)s"), _("%(person)s returned “%(plan)s” to be changed.")),
            "close": (_("Closed: %(plan)s"), _("%(person)s closed “%(plan)s”: its time is over.")),
            "recall": (_("Taken back: %(plan)s"), _("%(person)s took “%(plan)s” back to change it.")),
        }[act]
        words = {"plan": plan.title, "person": by.full_name}
        parts = [body % words, _("Note: %(note)s") % {"note": note} if note else ""]
        return Notice(subject % words, "\n".join(part for part in parts if part))

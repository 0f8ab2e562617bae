"""What people are told about a plan's way, in the portal's own language whoever acts."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from workplans.models import ApprovalStep, Plan


@dataclass(frozen=True)
class Notice:
    subject: str
    body: str


def step_notice(signed: ApprovalStep, plan: Plan) -> Notice:
    """What to tell when a step was taken; `plan` is in the state it led to."""
    with override(settings.LANGUAGE_CODE):
        subject, body = _words(signed.act, plan.state)
        words = {"plan": plan.title, "person": signed.signature}
        # In Chinese the body names the plan between 《 and 》.
        parts = [
            body % (words | {"plan": plan.title_in_marks}),
            _("Note: %(note)s") % {"note": signed.note} if signed.note else "",
        ]
        return Notice(subject % words, "\n".join(part for part in parts if part))


def _words(act: str, state: str) -> tuple[str, str]:
    if state == Plan.State.SIGNING:
        words = {
            "check": _("%(person)s checked “%(plan)s”. It awaits your signature."),
            "countersign": _(
                "All offices have countersigned “%(plan)s”, last %(person)s. It awaits your signature."
            ),
        }
        return _("To sign for issue: %(plan)s"), words[act]
    return {
        "submit": (_("To check: %(plan)s"), _("%(person)s submitted “%(plan)s” for approval.")),
        "check": (_("To countersign: %(plan)s"), _("%(person)s checked “%(plan)s”. Your office is asked to countersign it.")),
        "sign": (_("Approved: %(plan)s"), _("%(person)s signed “%(plan)s”. It can be issued now.")),
        "return": (_("Returned: %(plan)s"), _("%(person)s returned “%(plan)s” to be changed.")),
        "close": (_("Closed: %(plan)s"), _("%(person)s closed “%(plan)s”: its time is over.")),
        "recall": (_("Taken back: %(plan)s"), _("%(person)s took “%(plan)s” back to change it.")),
    }[act]  # fmt: skip

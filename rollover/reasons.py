"""Reasons that are one click away."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rollover.models import Choice

QUICK_REASONS: dict[str, tuple[str | Promise, ...]] = {
    Choice.CONTINUE: (),
    Choice.CHANGE: (
        gettext_lazy("Targets or figures change"),
        gettext_lazy("Other offices carry it"),
        gettext_lazy("Other dates"),
        gettext_lazy("New demands from above"),
        gettext_lazy("Merged with another task"),
    ),
    Choice.FINISHED: (
        gettext_lazy("Done as planned"),
        gettext_lazy("This stage has ended"),
        gettext_lazy("Ordinary work from now on"),
    ),
    Choice.DROPPED: (
        gettext_lazy("Cancelled from above"),
        gettext_lazy("Taken up in another task"),
        gettext_lazy("Conditions are missing"),
        gettext_lazy("No longer needed"),
    ),
}


def quick_reasons(choice: str) -> list[str]:
    return [str(reason) for reason in QUICK_REASONS.get(choice, ())]


def reported(day: date) -> str:
    """The reason that progress gives."""
    return _("Reported done on %(day)s") % {"day": f"{day:%Y-%m-%d}"}


def is_quick(reason: str) -> bool:
    """Whether nobody wrote it: such a reason does not outlive its choice."""
    return any(reason in quick_reasons(choice) for choice in Choice.values)

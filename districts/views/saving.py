"""Calling one service with what a form says."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.forms import BaseForm
from django.utils.translation import gettext as _

from districts.forms.versioned import VersionedForm
from districts.services import AlreadyThere, ChangedMeanwhile

P = ParamSpec("P")
Saved = TypeVar("Saved")


def saved(form: BaseForm, verb: Callable[P, Saved], *args: P.args, **known: P.kwargs) -> Saved | None:
    """What the service returns; None when it refused, which the form then says."""
    try:
        return verb(*args, **known)
    except ChangedMeanwhile as stale:
        assert isinstance(form, VersionedForm)  # noqa: S101 -- only versioned rows refuse so
        form.tell_stale(stale.row)
    except AlreadyThere:
        form.add_error(None, _("This exists already. Perhaps it was saved a moment ago."))
    return None

"""Who may call a view. Every view wears one of these; a system check refuses to start without.

Which *rows* somebody may touch is the queryset's matter (`visible_to`, `editable_by`): looking up and
allowing are one act, and a row of somebody else's is a 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from districts.models import Membership, Role, User
from districts.models.people import BUREAU_ROLES, OFFICE_ROLES, SCHOOL_ROLES

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

EVERY_ROLE = frozenset(Role)
BUREAU_STAFF = frozenset(BUREAU_ROLES + OFFICE_ROLES)
SCHOOL_PEOPLE = frozenset(SCHOOL_ROLES)


@dataclass(frozen=True)
class Access:
    """What a view declares: open to everybody, or to these roles."""

    is_public: bool = False
    roles: frozenset[str] = frozenset()
    # Open to somebody whose password was chosen by an administrator and must be changed first.
    with_temporary_password: bool = False


class PortalRequest(HttpRequest):
    """A request as a view behind `allow` or `signed_in` receives it. For type checkers only."""

    user: User
    seat: Membership


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _wearing(view, Access(is_public=True))


def signed_in(view: View) -> View:
    """Anybody with a seat, whatever the role."""
    return _guarded(view, Access(roles=EVERY_ROLE))


def signed_in_with_any_password(view: View) -> View:
    """As `signed_in`, and also while a temporary password still stands: for the page that changes it."""
    return _guarded(view, Access(roles=EVERY_ROLE, with_temporary_password=True))


def allow(*roles: str) -> Callable[[View], View]:
    """People with one of these roles; they act from a seat that has it."""
    return lambda view: _guarded(view, Access(roles=frozenset(roles)))


def declared_access(view: Callable[..., Any]) -> Access | None:
    return getattr(view, "access", None)


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        seat = _seat_with(access.roles, cast("PortalRequest", request))
        if seat is None:
            raise PermissionDenied
        if request.user.must_change_password and not access.with_temporary_password:
            return redirect("change_password")
        request.seat = seat  # type: ignore[attr-defined]  # typed by PortalRequest
        return view(request, *args, **kwargs)

    return _wearing(cast("View", guarded), access)


def _seat_with(roles: frozenset[str], request: PortalRequest) -> Membership | None:
    """The seat chosen in the menu if it has the role, else the first that has."""
    chosen = request.seat
    if chosen and chosen.role in roles:
        return chosen
    return next((seat for seat in request.user.seats if seat.role in roles), None)


def _wearing(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]  # a mark the system check reads
    return view

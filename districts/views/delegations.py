"""委托代办: lend one's approving seat for some days, see what is lent, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.forms.delegations import DelegationForm
from districts.models import Delegation
from districts.queries.delegations import delegations_of, lendable_seats
from districts.services.delegations import LentAlready, NotAColleague, NotLendable, lend_seat, take_seat_back


@dataclass(frozen=True)
class Loan:
    """A delegation as the list shows it."""

    row: Delegation
    is_mine: bool
    shape: str
    word: str
    may_end: bool


@allow(*BUREAU_STAFF)
def delegation_list(request: PortalRequest) -> HttpResponse:
    """What was lent, and a form to lend; the form only for those who have something to lend."""
    today = timezone.localdate()
    may_lend = bool(lendable_seats(request.user))
    form = DelegationForm(request.POST or None, user=request.user, today=today) if may_lend else None
    status = 200
    if request.method == "POST":
        if form is None:
            return redirect("delegation_list")
        if form.is_valid() and _lent(request, form):
            messages.success(request, _("The seat is lent."))
            return redirect("delegation_list")
        status = 422
    page = Paginator(delegations_of(request.user), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    loans = [_loan(row, request, today) for row in page]
    context = {"form": form, "page": page, "loans": loans}
    return render(request, "districts/delegation_list.html", context, status=status)


@allow(*BUREAU_STAFF)
@require_POST
def delegation_end(request: PortalRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Delegation.objects.editable_by(request.user).select_related("seat", "to"), pk=pk)
    take_seat_back(delegation=row, by=request.user, now=timezone.now())
    messages.success(request, _("The seat is yours alone again."))
    return redirect("delegation_list")


def _lent(request: PortalRequest, form: DelegationForm) -> bool:
    try:
        lend_seat(by=request.user, **form.cleaned_data)
    except LentAlready:
        form.add_error(
            "starts_on", _("On some of these days the seat is lent already. Take that back first.")
        )
    except NotAColleague:
        form.add_error("to", _("Somebody else who works in the same bureau can stand in."))
    except NotLendable:
        form.add_error("seat", _("This seat is not yours to lend."))
    else:
        return True
    return False


def _loan(row: Delegation, request: PortalRequest, today: date) -> Loan:
    is_mine = row.seat.user_id == request.user.pk
    if row.ended_at:
        shape, word = "stopped", _("Ended early")
    elif row.ends_on < today:
        shape, word = "done", _("Over")
    elif row.starts_on > today:
        shape, word = "waiting", _("Not begun yet")
    else:
        shape, word = "doing", _("In force")
    return Loan(row, is_mine, shape, word, may_end=is_mine and shape in ("waiting", "doing"))

"""From a circular's receipts: remind those who have not signed (催签). By POST only."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from circulars.models import Circular
from circulars.queries import people_unsigned
from districts.access import PortalRequest, allow
from districts.models import Role
from reminders.rules import CIRCULAR
from reminders.services import NothingToUrge, UrgedToday, remind_unsigned
from workplans.asking import Doubt, Wanted, doubt_about
from workplans.forms.asking import NeededForm


@allow(Role.EDITOR)
@require_POST
def circular_remind(request: PortalRequest, pk: int) -> HttpResponse:
    """Urging is a request as well: over the limit the page asks first whether it is needed."""
    circular = get_object_or_404(Circular.objects.editable_by(request.user).select_related("district"), pk=pk)
    today = timezone.localdate()
    form = NeededForm(request.POST)
    if not (form.is_valid() and form.answers(_doubt_about(circular, today))):
        return render(request, "reminders/remind_unsigned.html", {"form": form, "circular": circular})
    try:
        told = remind_unsigned(circular=circular, by=request.user, today=today, over_limit=form.over_limit)
    except UrgedToday:
        messages.info(request, _("They were reminded today already; once a day is enough."))
    except NothingToUrge:
        messages.info(request, _("There is nobody to remind."))
    else:
        messages.success(
            request,
            ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", told)
            % {"count": told},
        )
    return redirect("circular_receipts", pk)


def _doubt_about(circular: Circular, today: date) -> Doubt | None:
    seats = people_unsigned(circular)
    urging = Wanted(
        today.replace(day=1),
        (CIRCULAR, circular.pk),
        schools=frozenset(seat.school_id for seat in seats if seat.school_id),
        offices=frozenset(seat.office_id for seat in seats if seat.office_id),
        kind="urge",
    )
    return doubt_about(circular.district, [urging], today)

"""From a circular's receipts: remind those who have not signed (催签). By POST only."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from circulars.models import Circular
from circulars.queries import people_unsigned, receipts_overview
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
        asked = receipts_overview(circular)
        unsigned, silent = asked.total.unsigned, 0 if circular.is_repealed else len(asked.out_of_reach())
        people = remind_unsigned(circular=circular, by=request.user, today=today, over_limit=form.over_limit)
    except UrgedToday:
        messages.info(request, _("They were reminded today already; once a day is enough."))
    except NothingToUrge:
        messages.info(request, _nobody_told(silent))
    else:
        messages.success(request, _told(unsigned - silent, people, silent))
    return redirect("circular_receipts", pk)


def _told(places: int, people: int, silent: int) -> str:
    """How many offices and schools are told, through how many people, and how many nobody could tell."""
    words = _("%(places)d offices and schools (%(people)d people) are reminded.") % {
        "places": places,
        "people": people,
    }
    more = _("%(count)d more have no account and cannot be reminded; they are named below.")
    return f"{words}{more % {'count': silent}}" if silent else words


def _nobody_told(silent: int) -> str:
    if not silent:
        return _("There is nobody to remind.")
    words = _("%(count)d have not signed, but none of them has an account; they are named below.")
    return words % {"count": silent}


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

"""From a circular's receipts: remind those who have not signed. By POST only."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from circulars.models import Circular
from districts.access import PortalRequest, allow
from districts.models import Role
from reminders.services import NothingToUrge, UrgedToday, remind_unsigned


@allow(Role.EDITOR)
@require_POST
def circular_remind(request: PortalRequest, pk: int) -> HttpResponse:
    circular = get_object_or_404(Circular.objects.editable_by(request.user).select_related("district"), pk=pk)
    try:
        told = remind_unsigned(circular=circular, by=request.user, today=timezone.localdate())
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

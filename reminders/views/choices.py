"""How I want to be reminded, and why I was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from districts.access import PortalRequest, signed_in
from reminders.forms import ChoiceForm
from reminders.models import Choice
from reminders.queries import why_mine
from reminders.services import choose_reminders

NEWEST = 20


@signed_in
def reminder_choice(request: PortalRequest) -> HttpResponse:
    user = request.user
    choice = Choice.objects.visible_to(user).first() or Choice(person=user)
    form = ChoiceForm(request.POST or None, initial={"hour": choice.hour, "by_email": choice.by_email})
    if form.is_valid():
        choose_reminders(person=user, district=request.seat.district, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reminder_choice")
    return render(request, "reminders/choice.html", {"form": form, "told": why_mine(user, NEWEST)})

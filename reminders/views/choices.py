"""How I want to be reminded, and why I was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from districts.access import PortalRequest, signed_in
from districts.models import ChannelAccount
from districts.queries.channels import apps_of
from reminders.forms import ChoiceForm
from reminders.models import Choice
from reminders.queries import why_mine
from reminders.services import choose_reminders

NEWEST = 20


@signed_in
def reminder_choice(request: PortalRequest) -> HttpResponse:
    user = request.user
    choice = Choice.objects.visible_to(user).first() or Choice(person=user)
    channels = apps_of(user)
    initial = {"hour": choice.hour, "by_email": choice.by_email} | {
        f"account_{one.channel_id}": one.account for one in ChannelAccount.objects.visible_to(user)
    }
    form = ChoiceForm(request.POST or None, initial=initial, channels=channels)
    if form.is_valid():
        choose_reminders(
            person=user,
            district=request.seat.district,
            hour=form.cleaned_data["hour"],
            by_email=form.cleaned_data["by_email"],
            accounts=form.accounts,
        )
        messages.success(request, _("Saved."))
        return redirect("reminder_choice")
    return render(request, "reminders/choice.html", {"form": form, "told": why_mine(user, NEWEST)})

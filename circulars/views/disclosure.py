"""信息公开: what the directory says of a paper, publishing it, withdrawing it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from circulars.forms import DisclosureForm, WithdrawForm
from circulars.forms.disclosure import say
from circulars.models import Circular
from circulars.queries import oddities_of
from circulars.refusals import Contradicts, Refused
from circulars.sentences import contradiction_sentence, sentence
from circulars.services import publish_circular, set_disclosure, withdraw_circular
from districts.access import PortalRequest, allow
from districts.models import Role


@allow(Role.EDITOR)
def circular_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """The facts of one paper; saved alone, or saved and published."""
    circular = _editable(request, pk)
    odd = [contradiction_sentence(code) for code in oddities_of(circular)]
    form = DisclosureForm(request.POST or None, instance=circular, odd=bool(odd))
    if request.method == "POST" and form.is_valid():
        wants_publishing = request.POST.get("act") == "publish"
        if wants_publishing and odd and not form.cleaned_data["seen"]:
            form.add_error("seen", _("Confirm that you have seen this, or save without publishing."))
        elif _saved(request, circular, form, wants_publishing=wants_publishing):
            return redirect(circular)
    return render(
        request, "circulars/circular_publish.html", {"circular": circular, "form": form, "odd": odd}
    )


def _saved(
    request: PortalRequest, circular: Circular, form: DisclosureForm, *, wants_publishing: bool
) -> bool:
    """All of it or nothing."""
    said = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields}
    try:
        with transaction.atomic():
            set_disclosure(circular=circular, by=request.user, **said)
            if wants_publishing:
                publish_circular(circular=circular, by=request.user, now=timezone.now())
    except Contradicts as refusal:
        say(form, refusal)
        return False
    except Refused as refusal:
        form.add_error("openness", sentence(refusal))
        return False
    done = _("Anybody can read it on the public page now.") if wants_publishing else _("Saved.")
    messages.success(request, done)
    return True


@allow(Role.EDITOR)
def circular_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    circular = _editable(request, pk)
    if not circular.published_at:
        messages.info(request, _("It is no longer on the public page."))
        return redirect(circular)
    form = WithdrawForm(request.POST or None, circular=circular)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_circular(circular=circular, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Contradicts as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("It is no longer on the public page."))
            return redirect(circular)
    return render(request, "circulars/circular_withdraw.html", {"circular": circular, "form": form})


def _editable(request: PortalRequest, pk: int) -> Circular:
    papers = Circular.objects.editable_by(request.user)
    return get_object_or_404(papers.select_related("district", "plan", "register", "replaced_by"), pk=pk)

"""撤销 and 废止 of an issued paper, and 恢复: each on a page that says what will happen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from circulars.forms import RepealForm, RestoreForm
from circulars.models import Circular
from circulars.queries import receipts_overview
from circulars.refusals import Contradicts, Refused
from circulars.sentences import sentence
from circulars.services import repeal_circular, restore_circular
from districts.access import PortalRequest, allow
from districts.models import Role


@allow(Role.EDITOR, Role.APPROVER)
def circular_repeal(request: PortalRequest, pk: int) -> HttpResponse:
    circular = _own(request, pk)
    if circular.is_repealed:
        messages.info(request, _("The circular has been taken back already."))
        return redirect(circular)
    form = RepealForm(request.POST or None, circular=circular)
    if request.method == "POST" and form.is_valid():
        try:
            repeal_circular(circular=circular, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Contradicts as refusal:
            form.say(refusal)
        except Refused as refusal:
            messages.error(request, sentence(refusal))
            return redirect(circular)
        else:
            messages.success(request, _("The circular is taken back. Those addressed are told."))
            return redirect(circular)
    return _page(request, "circulars/circular_repeal.html", circular, form)


@allow(Role.EDITOR, Role.APPROVER)
def circular_restore(request: PortalRequest, pk: int) -> HttpResponse:
    circular = _own(request, pk)
    if not circular.is_repealed:
        messages.info(request, _("The circular is in force; nothing needs to be restored."))
        return redirect(circular)
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restore_circular(circular=circular, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.info(request, sentence(refusal))
        else:
            messages.success(request, _("The circular holds again. Those addressed are told."))
        return redirect(circular)
    return _page(request, "circulars/circular_restore.html", circular, form)


def _page(
    request: PortalRequest, template: str, circular: Circular, form: RepealForm | RestoreForm
) -> HttpResponse:
    context = {"circular": circular, "form": form, "addressed": receipts_overview(circular).total}
    return render(request, template, context)


def _own(request: PortalRequest, pk: int) -> Circular:
    papers = Circular.objects.repealable_by(request.user).select_related("district", "replaced_by")
    return get_object_or_404(papers.defer("snapshot"), pk=pk)

"""The bureau's seal: looked at, given, taken out of use. Administrators keep it; editors only print with it."""

from base64 import b64encode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from circulars.forms import SealForm
from circulars.models import Seal
from circulars.seals import SealMissing, UnfitSeal, read_seal
from circulars.sentences import unfit_sentence
from circulars.services import give_seal, take_seal_out_of_use
from districts.access import PortalRequest, allow
from districts.models import Role


@allow(Role.ADMINISTRATOR)
def bureau_seal(request: PortalRequest) -> HttpResponse:
    district = request.seat.district
    form = SealForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_seal(
                district=district,
                picture=form.cleaned_data["picture"].read(),
                size=form.cleaned_data["size"],
                body=form.cleaned_data["body"],
                by=request.user,
            )
        except UnfitSeal as unfit:
            form.add_error("picture", unfit_sentence(unfit.code))
        else:
            messages.success(request, _("Papers can be printed with this seal from now on."))
            return redirect("bureau_seal")
    seals = [(seal, _as_data(seal)) for seal in Seal.objects.in_use(district).select_related("given_by")]
    context = {"form": form, "seals": seals, "has_own": any(not seal.body for seal, _picture in seals)}
    return render(request, "circulars/bureau_seal.html", context)


def _as_data(seal: Seal) -> str:
    """The picture inside the page: it has no address of its own that could be passed on."""
    try:
        return f"data:image/png;base64,{b64encode(read_seal(seal.content)).decode()}"
    except SealMissing:
        return ""


@allow(Role.ADMINISTRATOR)
@require_POST
def bureau_seal_remove(request: PortalRequest) -> HttpResponse:
    take_seal_out_of_use(
        district=request.seat.district, by=request.user, body=request.POST.get("body", "")[:60]
    )
    messages.success(request, _("The seal is out of use. New papers leave room for it to be put on by hand."))
    return redirect("bureau_seal")

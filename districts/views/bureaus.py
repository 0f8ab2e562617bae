"""The own bureau and those below it."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.forms import AdministratorForm, DistrictForm, NewDistrictForm
from districts.models import District, Role
from districts.queries import administrators_of, bureaus_of, history_of
from districts.services import SeatDraft, add_district, add_person, change_district
from districts.views.saving import saved
from districts.views.tabs import unit_tabs


@allow(*BUREAU_STAFF)
@require_safe
def district_list(request: PortalRequest) -> HttpResponse:
    bureaus = bureaus_of(request.user, request.seat.district)
    return render(
        request,
        "districts/district_list.html",
        {
            "page": Paginator(bureaus, settings.PAGE_SIZE).get_page(request.GET.get("page")),
            "may_edit": request.seat.role == Role.ADMINISTRATOR,
            "tabs": unit_tabs(request),
        },
    )


@allow(Role.ADMINISTRATOR)
def district_add(request: PortalRequest) -> HttpResponse:
    parent = request.seat.district
    form = NewDistrictForm(request.POST or None, parent=parent)
    if form.is_valid():
        district = saved(form, add_district, parent=parent, by=request.user, **form.facts)
        if district:
            messages.success(
                request, _("“%(name)s” was added. Now appoint its administrator.") % {"name": district}
            )
            return redirect("district_edit", district.pk)
    return render(request, "districts/district_form.html", {"form": form, "parent": parent})


@allow(Role.ADMINISTRATOR)
def district_edit(request: PortalRequest, pk: int) -> HttpResponse:
    district = get_object_or_404(District.objects.editable_by(request.user), pk=pk)
    name = district.bureau_name
    form = DistrictForm(request.POST or None, instance=district)
    if form.is_valid():
        done = saved(
            form, change_district, district=district, by=request.user, version=form.seen_version, **form.facts
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("district_list")
    return render(
        request,
        "districts/district_form.html",
        {
            "form": form,
            "district": district,
            "name": name,
            "administrators": administrators_of(district),
            "history": history_of(request.user, district),
        },
    )


@allow(Role.ADMINISTRATOR)
@never_cache
def district_administrator(request: PortalRequest, pk: int) -> HttpResponse:
    """Appoint an administrator: the only seat a bureau above gives in one below."""
    district = get_object_or_404(District.objects.editable_by(request.user), pk=pk)
    form = AdministratorForm(request.POST or None)
    if form.is_valid():
        seats = [SeatDraft(Role.ADMINISTRATOR, district)]
        account = saved(form, add_person, seats=seats, by=request.user, **form.facts)
        if account:
            return render(request, "districts/password_once.html", {"account": account})
    return render(request, "districts/administrator_form.html", {"form": form, "district": district})

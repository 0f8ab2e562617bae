"""Offices: listed, added, changed, merged, taken out of use."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.forms import FindOffices, MergeForm, OfficeForm
from districts.models import Office, Role
from districts.queries import history_of, offices_of
from districts.services import add_office, change_office, merge_office, restore_office, retire_office
from districts.views.saving import saved
from districts.views.tabs import unit_tabs

KEEPERS = (Role.ADMINISTRATOR, Role.EDITOR)
# A bureau's offices are few and stand in an order: they are read on one page.
ONE_PAGE = 300


@allow(*BUREAU_STAFF)
@require_safe
def office_list(request: PortalRequest) -> HttpResponse:
    filters = FindOffices(request.GET)
    offices = offices_of(request.user, request.seat.district, **filters.asked)
    return render(
        request,
        "districts/office_list.html",
        {
            "page": Paginator(offices, ONE_PAGE).get_page(request.GET.get("page")),
            "filters": filters,
            "may_edit": request.seat.role in KEEPERS,
            "tabs": unit_tabs(request),
        },
    )


@allow(*KEEPERS)
def office_add(request: PortalRequest) -> HttpResponse:
    district = request.seat.district
    form = OfficeForm(request.POST or None, district=district)
    if form.is_valid():
        office = saved(form, add_office, district=district, by=request.user, **form.facts)
        if office:
            messages.success(request, _("“%(name)s” was added.") % {"name": office})
            return redirect("office_list")
    return render(request, "districts/office_form.html", {"form": form})


@allow(*KEEPERS)
def office_edit(request: PortalRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.editable_by(request.user), pk=pk)
    name = office.name
    form = OfficeForm(request.POST or None, instance=office, district=office.district)
    if form.is_valid():
        done = saved(
            form, change_office, office=office, by=request.user, version=form.seen_version, **form.facts
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("office_list")
    return render(
        request,
        "districts/office_form.html",
        {"form": form, "office": office, "name": name, "history": history_of(request.user, office)},
    )


@allow(*KEEPERS)
def office_merge(request: PortalRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.editable_by(request.user).working(), pk=pk)
    form = MergeForm(request.POST or None, office=office)
    if form.is_valid():
        into = form.cleaned_data["into"]
        merge_office(office=office, into=into, by=request.user)
        messages.success(
            request, _("“%(office)s” is now part of “%(into)s”.") % {"office": office, "into": into}
        )
        return redirect("office_list")
    return render(request, "districts/office_merge.html", {"form": form, "office": office})


@allow(*KEEPERS)
@require_POST
def office_retire(request: PortalRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.editable_by(request.user), pk=pk)
    retire_office(office=office, by=request.user)
    messages.success(
        request, _("“%(name)s” is out of use. It can be taken into use again.") % {"name": office}
    )
    return redirect("office_list")


@allow(*KEEPERS)
@require_POST
def office_restore(request: PortalRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Office.objects.editable_by(request.user), pk=pk)
    restore_office(office=office, by=request.user)
    messages.success(
        request, _("“%(name)s” is in use again. Give its people their seats anew.") % {"name": office}
    )
    return redirect("office_list")

"""Schools: found, added, changed, taken out of use."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.forms import FindSchools, SchoolForm
from districts.models import Role, School
from districts.queries import history_of, schools_of
from districts.services import add_school, change_school, restore_school, retire_school
from districts.views.saving import saved
from districts.views.tabs import unit_tabs


@allow(*BUREAU_STAFF)
@require_safe
def school_list(request: PortalRequest) -> HttpResponse:
    tabs = unit_tabs(request)
    filters = FindSchools(request.GET)
    schools = schools_of(request.user, request.seat.district, **filters.asked)
    return render(
        request,
        "districts/school_list.html",
        {
            "page": Paginator(schools, settings.PAGE_SIZE).get_page(request.GET.get("page")),
            "filters": filters,
            "has_below": tabs[-1].count != 1,
            "with_bureau": filters.asked["below"],
            "may_edit": request.seat.role == Role.ADMINISTRATOR,
            "tabs": tabs,
        },
    )


@allow(Role.ADMINISTRATOR)
def school_add(request: PortalRequest) -> HttpResponse:
    form = SchoolForm(request.POST or None)
    if form.is_valid():
        school = saved(form, add_school, district=request.seat.district, by=request.user, **form.facts)
        if school:
            messages.success(request, _("“%(name)s” was added.") % {"name": school})
            return redirect("school_list")
    return render(request, "districts/school_form.html", {"form": form})


@allow(Role.ADMINISTRATOR)
def school_edit(request: PortalRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.editable_by(request.user), pk=pk)
    name = school.name
    form = SchoolForm(request.POST or None, instance=school)
    if form.is_valid():
        done = saved(
            form, change_school, school=school, by=request.user, version=form.seen_version, **form.facts
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("school_list")
    return render(
        request,
        "districts/school_form.html",
        {"form": form, "school": school, "name": name, "history": history_of(request.user, school)},
    )


@allow(Role.ADMINISTRATOR)
@require_POST
def school_retire(request: PortalRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.editable_by(request.user), pk=pk)
    retire_school(school=school, by=request.user)
    messages.success(
        request, _("“%(name)s” is out of use. It can be taken into use again.") % {"name": school}
    )
    return redirect("school_list")


@allow(Role.ADMINISTRATOR)
@require_POST
def school_restore(request: PortalRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.editable_by(request.user), pk=pk)
    restore_school(school=school, by=request.user)
    messages.success(
        request, _("“%(name)s” is in use again. Give its people their seats anew.") % {"name": school}
    )
    return redirect("school_list")

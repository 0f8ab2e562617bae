"""People: found, invited, given seats, given a new password, shut out."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow
from districts.forms import FindPeople, NewPersonForm, PersonForm, SeatForm
from districts.models import Membership, Role, User
from districts.queries import history_of, people_of, seats_of
from districts.services import (
    LastAdministrator,
    NotOneself,
    add_person,
    change_person,
    deactivate_person,
    give_seat,
    give_temporary_password,
    reactivate_person,
    take_seat,
)
from districts.views.saving import saved
from districts.views.tabs import PEOPLE_READERS, unit_tabs


@allow(*PEOPLE_READERS)
@require_safe
def person_list(request: PortalRequest) -> HttpResponse:
    filters = FindPeople(request.GET)
    people = people_of(request.user, request.seat.district, **filters.asked)
    return render(
        request,
        "districts/person_list.html",
        {
            "page": Paginator(people, settings.PAGE_SIZE).get_page(request.GET.get("page")),
            "filters": filters,
            "may_edit": request.seat.role == Role.ADMINISTRATOR,
            "tabs": unit_tabs(request),
        },
    )


@allow(*PEOPLE_READERS)
@require_safe
def person(request: PortalRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    kept = Membership.objects.editable_by(request.user)
    return render(
        request,
        "districts/person.html",
        {
            "person": shown,
            "person_seats": seats_of(shown, request.user),
            "endable": set(kept.in_use().filter(user=shown).values_list("pk", flat=True)),
            "may_keep": kept.filter(user=shown).exists(),
            "may_edit": User.objects.editable_by(request.user).filter(pk=pk).exists(),
            "is_oneself": shown == request.user,
            "history": history_of(request.user, shown),
        },
    )


@allow(Role.ADMINISTRATOR)
@never_cache
def person_add(request: PortalRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None, district=request.seat.district)
    if form.is_valid():
        account = saved(form, add_person, seats=[form.seat], by=request.user, **form.facts)
        if account:
            return render(request, "districts/password_once.html", {"account": account})
    return render(request, "districts/person_form.html", {"form": form})


@allow(Role.ADMINISTRATOR)
def person_edit(request: PortalRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User.objects.editable_by(request.user), pk=pk)
    name = shown.full_name
    form = PersonForm(request.POST or None, instance=shown)
    if form.is_valid():
        done = saved(
            form,
            change_person,
            user=shown,
            district=request.seat.district,
            by=request.user,
            version=form.seen_version,
            **form.facts,
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("person", pk)
    return render(request, "districts/person_form.html", {"form": form, "person": shown, "name": name})


@allow(Role.ADMINISTRATOR)
@require_POST
@never_cache
def person_password(request: PortalRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User.objects.editable_by(request.user), pk=pk)
    account = give_temporary_password(user=shown, district=request.seat.district, by=request.user)
    return render(request, "districts/password_once.html", {"account": account})


@allow(Role.ADMINISTRATOR)
@require_POST
def person_deactivate(request: PortalRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User.objects.editable_by(request.user), pk=pk)
    try:
        deactivate_person(user=shown, district=request.seat.district, by=request.user)
    except LastAdministrator:
        messages.error(request, _("This is the last administrator of a bureau. Appoint another one first."))
    except NotOneself:
        messages.error(request, _("You cannot shut your own account."))
    else:
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": shown})
    return redirect("person", pk)


@allow(Role.ADMINISTRATOR)
@require_POST
def person_reactivate(request: PortalRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User.objects.editable_by(request.user), pk=pk)
    reactivate_person(user=shown, district=request.seat.district, by=request.user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": shown})
    return redirect("person", pk)


@allow(Role.ADMINISTRATOR)
def seat_add(request: PortalRequest, pk: int) -> HttpResponse:
    here = Membership.objects.filter(district=request.seat.district)
    shown = get_object_or_404(
        User.objects.visible_to(request.user).filter(pk__in=here.values("user_id")), pk=pk
    )
    form = SeatForm(request.POST or None, district=request.seat.district)
    if form.is_valid():
        done = saved(form, give_seat, user=shown, seat=form.seat, by=request.user)
        if done:
            messages.success(request, _("%(name)s has a new seat.") % {"name": shown})
            return redirect("person", pk)
    return render(request, "districts/seat_form.html", {"form": form, "person": shown})


@allow(Role.ADMINISTRATOR)
@require_POST
def seat_end(request: PortalRequest, pk: int) -> HttpResponse:
    seat = get_object_or_404(Membership.objects.editable_by(request.user), pk=pk)
    try:
        take_seat(seat=seat, by=request.user)
    except LastAdministrator:
        messages.error(request, _("This is the last administrator of a bureau. Appoint another one first."))
    else:
        messages.success(request, _("The seat is ended: %(seat)s.") % {"seat": seat})
    return redirect("person", seat.user_id)

"""The register of numbers: what was given, kept and made void; a number is kept or made void by POST."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulars.forms import BeginForm, ElsewhereForm, FindNumbers, ReserveForm, VoidForm
from circulars.models import NumberRegister, RegisteredNumber
from circulars.numbers import format_number
from circulars.queries import find_numbers
from circulars.refusals import Refused, RegisterBegun
from circulars.sentences import sentence
from circulars.services import begin_register, reserve_number, use_number_elsewhere, void_number
from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Role


@allow(*BUREAU_STAFF)
@require_safe
def number_list(request: PortalRequest) -> HttpResponse:
    bureau = request.seat.district
    filters = FindNumbers(request.GET, registers=NumberRegister.objects.filter(district=bureau))
    numbers = RegisteredNumber.objects.visible_to(request.user).filter(register__district=bureau)
    found = find_numbers(numbers, **filters.asked)
    return render(
        request,
        "circulars/number_list.html",
        {
            "page": Paginator(found, settings.PAGE_SIZE).get_page(request.GET.get("page")),
            "filters": filters,
            "may_edit": bureau.pk in request.user.districts_as(Role.EDITOR),
        },
    )


@allow(Role.EDITOR)
def number_reserve(request: PortalRequest) -> HttpResponse:
    bureau = request.seat.district
    form = ReserveForm(request.POST or None, code=bureau.document_code, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        number = reserve_number(district=bureau, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(
            request, _("%(number)s is reserved. Choose it when the paper is issued.") % {"number": number}
        )
        return redirect("number_list")
    return render(request, "circulars/number_reserve.html", {"form": form})


@allow(Role.EDITOR)
def number_begin(request: PortalRequest) -> HttpResponse:
    """Where the numbers begin, for a bureau that joins in mid-year."""
    bureau = request.seat.district
    form = BeginForm(request.POST or None, code=bureau.document_code, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            register = begin_register(
                district=bureau, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except RegisterBegun as refusal:
            form.add_error("code", sentence(refusal))
        else:
            messages.success(
                request,
                _("Entered. The next number is %(number)s.")
                % {"number": format_number(register.code, register.year, register.last_serial + 1)},
            )
            return redirect("number_list")
    return render(request, "circulars/number_begin.html", {"form": form})


@allow(Role.EDITOR)
def number_elsewhere(request: PortalRequest, pk: int) -> HttpResponse:
    number = get_object_or_404(
        RegisteredNumber.objects.editable_by(request.user).select_related("register"), pk=pk
    )
    form = ElsewhereForm(
        request.POST or None, number=number, today=timezone.localdate(), initial={"title": number.purpose}
    )
    if request.method == "POST" and form.is_valid():
        try:
            use_number_elsewhere(number=number, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(
                request, _("%(number)s is used, and the register says where.") % {"number": number}
            )
        return redirect("number_list")
    if not number.is_reserved:
        messages.info(request, _("Only a reserved number can be used."))
        return redirect("number_list")
    return render(request, "circulars/number_elsewhere.html", {"form": form, "number": number})


@allow(Role.EDITOR)
def number_void(request: PortalRequest, pk: int) -> HttpResponse:
    number = get_object_or_404(RegisteredNumber.objects.editable_by(request.user), pk=pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void_number(
                number=number, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(
                request, _("%(number)s is void. It will not be given again.") % {"number": number}
            )
        return redirect("number_list")
    if not number.is_reserved:
        messages.info(request, _("Only a reserved number can be made void."))
        return redirect("number_list")
    return render(request, "circulars/number_void.html", {"form": form, "number": number})

"""Signing in and out, changing the password, choosing the seat to act from, the language."""

from typing import cast

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from districts.access import PortalRequest, public, signed_in
from districts.middleware import SEAT_KEY

sign_in = public(auth_views.LoginView.as_view(redirect_authenticated_user=True))
sign_out = public(auth_views.LogoutView.as_view())
set_language = public(require_POST(django_set_language))
change_password = signed_in(auth_views.PasswordChangeView.as_view(success_url=reverse_lazy("account")))


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "districts/account.html")


@signed_in
@require_POST
def switch_seat(request: HttpRequest) -> HttpResponse:
    """Act from another of one's own seats; a seat of somebody else's is a 404."""
    user = cast("PortalRequest", request).user
    seat = get_object_or_404(user.memberships.filter(is_active=True), pk=request.POST.get("seat") or 0)
    request.session[SEAT_KEY] = seat.pk
    return redirect("workbench")

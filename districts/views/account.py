"""Signing in and out, changing the password, choosing the seat to act from, the language."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from districts.access import PortalRequest, public, signed_in, signed_in_with_any_password
from districts.forms import ContactForm
from districts.middleware import SEAT_KEY
from districts.services import change_own_password, change_person
from districts.views.saving import saved

sign_in = public(auth_views.LoginView.as_view(redirect_authenticated_user=True))
sign_out = public(auth_views.LogoutView.as_view())
set_language = public(require_POST(django_set_language))


@signed_in_with_any_password
@sensitive_post_parameters()
def change_password(request: PortalRequest) -> HttpResponse:
    user = request.user
    was_temporary = user.must_change_password
    form = PasswordChangeForm(user, request.POST or None)
    if form.is_valid():
        change_own_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)  # this session stays, all others end
        messages.success(request, _("Your new password holds from now on."))
        return redirect("workbench" if was_temporary else "account")
    return render(request, "registration/password_change_form.html", {"form": form})


@signed_in
def account(request: PortalRequest) -> HttpResponse:
    """One's own seats, and how one can be reached."""
    user = request.user
    form = ContactForm(request.POST or None, instance=user)
    if form.is_valid():
        done = saved(
            form, change_person, user=user, district=request.seat.district, by=user,
            version=form.seen_version, **form.facts,
        )  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("account")
    return render(request, "districts/account.html", {"form": form})


@signed_in
@require_POST
def switch_seat(request: HttpRequest) -> HttpResponse:
    """Act from another of one's own seats; a seat of somebody else's is a 404."""
    user = cast("PortalRequest", request).user
    wanted = request.POST.get("seat", "")
    seat = get_object_or_404(user.memberships.in_use(), pk=wanted if wanted.isdecimal() else 0)
    request.session[SEAT_KEY] = seat.pk
    return redirect("workbench")

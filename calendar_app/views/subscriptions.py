"""Calendars for people's own programs: make an address, revoke it, and what it answers."""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.forms.subscriptions import SubscribeForm
from calendar_app.ical import as_ical
from calendar_app.models import Subscription
from calendar_app.queries.subscriptions import (
    as_happenings,
    key_digest,
    subscribed_entries,
    subscription_choices,
)
from calendar_app.services import TooMany, end_subscription, subscribe
from districts.access import PortalRequest, public, signed_in


@signed_in
def subscription_list(request: HttpRequest) -> HttpResponse:
    """One's addresses. A new one is shown once, in the answer to the form that made it, and never again."""
    request = cast("PortalRequest", request)
    form = SubscribeForm(request.POST or None, choices=subscription_choices(request.user))
    made, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row, key = subscribe(choice=form.choice, by=request.user)
            except TooMany:
                form.add_error(None, _("You have many addresses already. Revoke one that is no longer used."))
            else:
                address = settings.SITE_URL + reverse("calendar_feed", args=[key])
                made, status = {"name": row.name, "address": address, "open": _webcal(address)}, 201
                form = SubscribeForm(choices=list(form.known.values()))
    rows = Subscription.objects.visible_to(request.user).in_force()
    rows = rows.select_related("user", "district", "office", "school")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "made": made}
    return render(request, "calendar_app/subscriptions.html", context, status=status)


@signed_in
@require_POST
def subscription_end(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = get_object_or_404(Subscription.objects.editable_by(request.user), pk=pk)
    end_subscription(subscription=row, by=request.user, now=timezone.now())
    messages.success(
        request, _("The address is revoked. Calendars that used it will be told that it is gone.")
    )
    return redirect("subscription_list")


@public
@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind an address, for programs: whoever knows it reads it, as its owner may at this moment.

    Unknown, revoked, or its owner's seat gone: 404 for all three, so that guessing tells nothing.
    """
    found = Subscription.objects.in_force().filter(digest=key_digest(key))
    subscription = found.select_related("user", "district", "office", "school__district").first()
    entries = subscribed_entries(subscription, today=timezone.localdate()) if subscription else None
    if subscription is None or entries is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):  # a program has no language of its own
        happenings = as_happenings(entries)
        name = subscription.name
    etag = f'"{sha256(repr((name, happenings)).encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(
        as_ical(name, happenings, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"},
    )
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def _webcal(address: str) -> str:
    """The address as phones and desktop calendars open it by themselves."""
    return "webcal://" + address.partition("://")[2]

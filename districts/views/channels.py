"""通知渠道: added, changed, tried, switched on and off; what left the portal, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow
from districts.forms.channels import ChannelForm, FindMessages, TrialForm
from districts.models import Channel, Message, Role
from districts.queries import history_of
from districts.queries.channels import channel_line, channels_of, message_line, messages_out, newest_trial
from districts.services.channels import add_channel, change_channel, send_again, switch_channel, try_channel
from districts.views.saving import saved


@allow(Role.ADMINISTRATOR)
@require_safe
def channel_list(request: PortalRequest) -> HttpResponse:
    lines = channels_of(request.seat.district, timezone.now())
    return render(request, "districts/channel_list.html", {"lines": lines})


@allow(Role.ADMINISTRATOR)
@require_safe
def channel_kinds(request: PortalRequest) -> HttpResponse:
    groups = [kind for kind in Channel.Kind if kind not in Channel.APPS]
    return render(request, "districts/channel_kinds.html", {"groups": groups, "apps": Channel.APPS})


@allow(Role.ADMINISTRATOR)
def channel_add(request: PortalRequest, kind: str) -> HttpResponse:
    if kind not in Channel.Kind.values:
        raise Http404(kind)
    district = request.seat.district
    form = ChannelForm(request.POST or None, district=district, kind=kind)
    if form.is_valid():
        channel = saved(
            form, add_channel, district=district, kind=kind, keys=form.keys, by=request.user, **form.facts
        )
        if channel:
            messages.success(request, _("Saved. Try it now, then switch it on."))
            return redirect("channel", channel.pk)
    return render(
        request, "districts/channel_form.html", {"form": form, "kind": Channel.Kind(kind).label, "mark": kind}
    )


@allow(Role.ADMINISTRATOR)
def channel(request: PortalRequest, pk: int) -> HttpResponse:
    """How it goes, its trial, and what may be changed; while a trial is under way the page asks again by itself."""
    row = get_object_or_404(
        Channel.objects.editable_by(request.user).select_related("district", "owner"), pk=pk
    )
    form = ChannelForm(request.POST or None, instance=row, district=row.district, kind=row.kind)
    if form.is_valid():
        done = saved(
            form, change_channel, channel=row, keys=form.keys, by=request.user, version=form.seen_version,
            **form.facts,
        )  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("channel", pk)
    kept = Channel.objects.select_related("owner").get(pk=pk)  # as it stands, not as it was typed
    return render(
        request,
        "districts/channel.html",
        {
            "form": form,
            "line": channel_line(kept, timezone.now()),
            "trial": newest_trial(kept),
            "trial_form": TrialForm() if kept.is_app else None,
            "history": history_of(request.user, kept),
        },
    )


@allow(Role.ADMINISTRATOR)
@require_POST
def channel_try(request: PortalRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Channel.objects.editable_by(request.user), pk=pk)
    form = TrialForm(request.POST)
    account = form.cleaned_data["account"] if form.is_valid() else ""
    if row.is_app and not account:
        messages.error(request, _("Say to whose account the trial goes."))
    else:
        try_channel(channel=row, account=account if row.is_app else "", by=request.user, now=timezone.now())
    return redirect("channel", pk)


@allow(Role.ADMINISTRATOR)
@require_POST
def channel_switch(request: PortalRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Channel.objects.editable_by(request.user), pk=pk)
    is_on = request.POST.get("to") == "on"
    switch_channel(channel=row, is_on=is_on, by=request.user, now=timezone.now())
    messages.success(
        request, _("The channel is switched on.") if is_on else _("The channel is switched off.")
    )
    return redirect("channel", pk)


@allow(Role.ADMINISTRATOR)
@require_safe
def message_outcomes(request: PortalRequest) -> HttpResponse:
    channels = list(Channel.objects.visible_to(request.user))
    filters = FindMessages(request.GET, channels=channels)
    wanted = filters.wanted
    rows = messages_out(
        request.user, words=wanted.get("q", ""), state=wanted.get("state", ""), way=wanted.get("way", "")
    )
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "districts/message_outcomes.html",
        {"page": page, "lines": [message_line(one) for one in page], "filters": filters},
    )


@allow(Role.ADMINISTRATOR)
@require_POST
def message_again(request: PortalRequest, pk: int) -> HttpResponse:
    """Once more, because somebody looked and it had not arrived."""
    rows = Message.objects.followed_by(request.user).select_related("via__district", "recipient")
    row = get_object_or_404(
        rows, pk=pk, via__is_on=True, state__in=[Message.State.REFUSED, Message.State.UNKNOWN]
    )
    send_again(message=row, by=request.user, now=timezone.now())
    messages.success(request, _("It goes out once more."))
    return redirect("message_outcomes")

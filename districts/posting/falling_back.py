"""Where one way is broken another is taken; the portal has the message in any case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from districts import messages
from districts.models import Channel, Membership, Message, Post, Role, User
from districts.posting.owing import accounts_in_use
from districts.trail import record


def refuse(
    rows: Iterable[Message], reason: str, now: datetime, *, state: str = Message.State.REFUSED
) -> None:
    """These messages did not go this way, and say why; to persons they go by the next way the person chose."""
    rows = list(rows)
    Message.objects.filter(pk__in=[one.pk for one in rows]).update(state=state, outcome=reason[:200])
    to_persons = [one for one in rows if one.channel == Message.Channel.APP]
    if to_persons:
        _pass_on(to_persons, now)


def _pass_on(rows: list[Message], now: datetime) -> None:
    accounts = list(accounts_in_use([one.recipient_id for one in rows]))
    tried = set(
        Message.objects.filter(key__in={one.key for one in rows}, channel=Message.Channel.APP).values_list(
            "recipient_id", "key", "via_id"
        )
    )
    fresh = []
    for row in rows:
        mine = [one.channel_id for one in accounts if one.person_id == row.recipient_id]
        left = [via for via in mine if (row.recipient_id, row.key, via) not in tried]
        if left:
            fresh.append(
                Message(
                    recipient_id=row.recipient_id, channel=Message.Channel.APP, via_id=left[0], key=row.key,
                    subject=row.subject, body=row.body, link=row.link, created_at=now,
                )
            )  # fmt: skip
    Message.objects.bulk_create(fresh, ignore_conflicts=True)


def take_back_waiting(channel: Channel, reason: str, now: datetime) -> None:
    """What waits for a channel that is off goes another way."""
    Post.objects.filter(channel=channel, state=Post.State.WAITING, is_trial=False).update(
        state=Post.State.REFUSED, outcome=reason[:200], next_try_at=None
    )
    waiting = Message.objects.filter(via=channel, state=Message.State.WAITING)
    refuse(waiting.exclude(post__state=Post.State.SENDING).exclude(post__is_trial=True), reason, now)


@transaction.atomic
def switch_off_broken(channel: Channel, reason: str, now: datetime) -> None:
    """Off, written down, and said to whoever keeps it; once, however many find it broken at the same time."""
    off = Channel.objects.filter(pk=channel.pk, is_on=True).update(
        is_on=False, off_because=reason[:200], version=channel.version + 1
    )
    if not off:
        return
    channel.refresh_from_db()
    record(
        by=None, verb="channel_broke", on=channel, after={"is_on": False, "off_because": channel.off_because}
    )
    take_back_waiting(channel, _("The channel was switched off: %(why)s") % {"why": reason}, now)
    messages.post_message(
        to=_keepers(channel),
        key=f"channel-off:{channel.pk}:{channel.version}",
        subject=_("The channel “%(name)s” was switched off") % {"name": channel},
        body=_(
            "It refused several posts in a row, the last time so: %(why)s\n"
            "Until it is mended people are told in the portal, and by the other ways they chose. "
            "Put it right, try it, and switch it on again."
        )
        % {"why": reason},
        link=reverse("channel", args=[channel.pk]),
        now=now,
    )


def _keepers(channel: Channel) -> list[User]:
    """The one who keeps it; where they no longer administer the bureau, those who do."""
    seats = Membership.objects.in_use().filter(
        district=channel.district, role=Role.ADMINISTRATOR, user__is_active=True
    )
    people = list(User.objects.filter(pk__in=seats.values("user")).order_by("pk"))
    return [one for one in people if one.pk == channel.owner_id] or people

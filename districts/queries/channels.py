"""Channels and what left through them, as an administrator reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from districts.models import Channel, District, Message, Post, User

SHAPES = {
    Message.State.WAITING: "waiting",
    Message.State.SENDING: "waiting",
    Message.State.SENT: "done",
    Message.State.REFUSED: "failed",
    Message.State.UNKNOWN: "soon",
}


@dataclass(frozen=True)
class ChannelLine:
    """A channel as the list and its page draw it."""

    row: Channel
    shape: str
    word: str
    waiting: int


@dataclass(frozen=True)
class MessageLine:
    """A message on its way; `may_repeat`: somebody may send it once more."""

    row: Message
    shape: str
    way: str
    may_repeat: bool


def channels_of(district: District, now: datetime) -> list[ChannelLine]:
    waiting = Count("messages", filter=Q(messages__state=Message.State.WAITING))
    rows = Channel.objects.filter(district=district).select_related("office").annotate(waiting=waiting)
    return [
        ChannelLine(row, *_standing(row, now), row.waiting)  # type: ignore[attr-defined]  # annotated above
        for row in rows.order_by("pk")
    ]


def channel_line(row: Channel, now: datetime) -> ChannelLine:
    waiting = Message.objects.filter(via=row, state=Message.State.WAITING).count()
    return ChannelLine(row, *_standing(row, now), waiting)


def _standing(row: Channel, now: datetime) -> tuple[str, str]:
    if not row.is_on:
        return ("failed" if row.refusals else "stopped"), _("Switched off")
    if row.paused_until and row.paused_until > now:
        return "waiting", _("Rests for a while")
    return "approved", _("Switched on")


def apps_of(user: User) -> list[Channel]:
    """The apps that write to persons in the bureaus where the user sits, those that are on."""
    return list(Channel.objects.for_persons().filter(is_on=True, district__in=user.district_ids))


def newest_trial(channel: Channel) -> Post | None:
    return Post.objects.filter(channel=channel, is_trial=True).order_by("-pk").first()


def messages_out(user: User, *, words: str = "", state: str = "", way: str = "") -> QuerySet[Message]:
    """What left the portal for the administrator's people, newest first."""
    rows = Message.objects.followed_by(user).select_related("recipient", "via")
    if words:
        rows = rows.filter(Q(recipient__full_name__icontains=words) | Q(subject__icontains=words))
    if state:
        rows = rows.filter(state=state)
    if way == Message.Channel.EMAIL:
        rows = rows.filter(channel=way)
    elif way:
        rows = rows.filter(via_id=int(way))
    return rows.order_by("-pk")


def message_line(row: Message) -> MessageLine:
    ended = row.state in (Message.State.REFUSED, Message.State.UNKNOWN)
    through = row.via is not None and row.via.is_on and not row.key.startswith("trial:")
    way = str(row.via) if row.via else row.get_channel_display()
    return MessageLine(row, SHAPES[Message.State(row.state)], way, ended and through)

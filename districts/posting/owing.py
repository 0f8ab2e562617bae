"""Which ways a message takes beside portal and e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import F

from districts.models import Channel, ChannelAccount, Membership, Message, User


def rows_through_channels(
    *, to: Sequence[User], key: str, subject: str, body: str, for_groups: str, link: str, now: datetime
) -> list[Message]:
    """Rows not saved yet: to each person through the first app they chose that works, and `for_groups` to every
    group that hears of them. Nothing to groups where `for_groups` is empty."""
    said = {"key": key, "subject": subject, "link": link, "created_at": now}
    people = [user.pk for user in to]
    rows = [
        Message(recipient_id=who, channel=Message.Channel.APP, via_id=via, body=body, **said)
        for who, via in _chosen(people)
    ]
    if for_groups:
        rows += [
            Message(recipient_id=who, channel=Message.Channel.GROUP, via_id=via, body=for_groups, **said)
            for who, via in _groups_of(people)
        ]
    return rows


def accounts_in_use(people: Sequence[int]) -> Iterator[ChannelAccount]:
    """The people's accounts in channels that are on, of bureaus where they still sit; each person's in their order."""
    here = {"person__memberships__is_active": True, "person__memberships__district": F("channel__district")}
    accounts = ChannelAccount.objects.filter(person__in=people, channel__is_on=True, **here)
    yield from accounts.order_by("person_id", "channel_id").distinct()


def _chosen(people: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(person, channel), the first of each."""
    first: dict[int, int] = {}
    for one in accounts_in_use(people):
        first.setdefault(one.person_id, one.channel_id)
    yield from first.items()


def _groups_of(people: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(person, channel) for every group that hears of the person."""
    channels = list(Channel.objects.for_groups().filter(is_on=True))
    if not channels:
        return
    seats = Membership.objects.in_use().filter(
        user__in=people, district__in={one.district_id for one in channels}
    )
    told: set[tuple[int, int]] = set()
    for seat in seats.order_by("user_id", "pk"):
        told |= {(seat.user_id, one.pk) for one in channels if _hears_of(one, seat)}
    yield from sorted(told)


def _hears_of(channel: Channel, seat: Membership) -> bool:
    if channel.district_id != seat.district_id:
        return False
    match channel.reach:
        case Channel.Reach.OFFICE:
            return channel.office_id == seat.office_id
        case Channel.Reach.BUREAU:
            return seat.school_id is None
        case Channel.Reach.SCHOOLS:
            return seat.school_id is not None
        case _:
            return True

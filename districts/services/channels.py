"""Keeping the bureau's channels: added, changed, tried, switched on and off. No key of theirs is ever told again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from districts.channels.talk import Keys, Letter
from districts.channels.wire import allowed
from districts.models import Channel, ChannelAccount, District, Message, Post, User
from districts.posting.falling_back import take_back_waiting
from districts.posting.gathering import letter_of, new_post, text_to_person
from districts.services.rows import ChangedMeanwhile, facts, unique
from districts.trail import changed, record


class NotTriable(Exception):
    """An app needs an account to write to."""


@transaction.atomic
def add_channel(*, district: District, kind: str, keys: dict[str, str], by: User, **clean: Any) -> Channel:
    """A new channel, off until it is tried and switched on. Raises AlreadyThere, NotAllowed for its server."""
    channel = Channel(district=district, kind=kind, owner=by, **clean)
    _take_keys(channel, keys)
    with unique():
        channel.save(force_insert=True)
    record(by=by, verb="add_channel", on=channel, after=facts(channel) | {"host": channel.host})
    return channel


@transaction.atomic
def change_channel(
    *, channel: Channel, keys: dict[str, str], by: User, version: int | None = None, **clean: Any
) -> Channel:
    """Say anew what it is called and whom it is for; `keys` that are empty stay as they are.

    Raises ChangedMeanwhile, AlreadyThere, NotAllowed, Unreadable where new keys would stand beside lost ones.
    """
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    if version is not None and row.version != version:
        raise ChangedMeanwhile(row)
    before, after = changed(row, clean)
    for name in after:
        setattr(row, name, clean[name])
    known = dict(row.keys) if row.is_readable else {}
    fresh = known | {name: value for name, value in keys.items() if value}
    if fresh != known:
        _take_keys(row, fresh)
        row.sealed_token, row.token_until = "", None
        row.refusals, row.failures, row.failing_since, row.paused_until = 0, 0, None, None
        after["keys"] = _("replaced")
    if after:
        row.version += 1
        row.owner = by
        with unique():
            row.save()
        record(by=by, verb="change_channel", on=row, before=before, after=after)
    return row


@transaction.atomic
def switch_channel(*, channel: Channel, is_on: bool, by: User, now: datetime) -> Channel:
    """On or off; asking twice does once. What waits for one that goes off takes another way."""
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    if row.is_on == is_on:
        return row
    row.is_on, row.off_because = is_on, "" if is_on else _("Switched off by hand")
    row.refusals, row.failures, row.failing_since, row.paused_until = 0, 0, None, None
    row.version += 1
    row.save()
    record(by=by, verb="switch_channel_on" if is_on else "switch_channel_off", on=row)
    if not is_on:
        take_back_waiting(row, row.off_because, now)
    return row


@transaction.atomic
def try_channel(*, channel: Channel, account: str = "", by: User, now: datetime) -> Post:
    """Owe a post that says it is a trial; it goes at once, also while the channel is off. Raises NotTriable."""
    if channel.is_app and not account:
        raise NotTriable
    said = Letter(
        str(by), _("Trial of the channel “%(name)s”") % {"name": channel}, _("Work reminders will come here.")
    )
    text = text_to_person(
        replace(said, subject=f"{_('[Work reminders]')}{said.subject}"), now, channel.takes.most_bytes
    )
    post = new_post(channel, now, text=text, letters=[said], account=account)
    post.is_trial = True
    post.save(force_insert=True)
    Message.objects.create(
        recipient=by,
        channel=Message.Channel.APP if channel.is_app else Message.Channel.GROUP,
        via=channel, post=post, key=f"trial:{post.key}", subject=said.subject, body=said.text, created_at=now,
    )  # fmt: skip
    record(by=by, verb="try_channel", on=channel)
    transaction.on_commit(lambda: current_app.send_task("districts.deliver_posts"), robust=True)
    return post


@transaction.atomic
def send_again(*, message: Message, by: User, now: datetime) -> Post:
    """Somebody looked, and it did not arrive: a new post under a new key, with this one message."""
    channel = message.via
    assert channel is not None  # noqa: S101 -- the caller looked it up among those that have one
    account = ChannelAccount.objects.filter(channel=channel, person=message.recipient).first()
    letter = letter_of(message)
    said = letter if channel.is_app else replace(letter, subject=f"{letter.to}：{letter.subject}")
    text = text_to_person(said, now, channel.takes.most_bytes)
    post = new_post(channel, now, text=text, letters=[letter], account=account.account if account else "")
    post.save(force_insert=True)
    Message.objects.filter(pk=message.pk).update(state=Message.State.WAITING, post=post, outcome="")
    record(by=by, verb="send_again", on=message, district=channel.district)
    return post


def choose_accounts(*, person: User, accounts: dict[int, str]) -> dict[str, str]:
    """Write what the person is called in each channel, by its id; empty takes it out. Returns what changed, by name.

    Call it inside the transaction of the choice it belongs to.
    """
    changes: dict[str, str] = {}
    kept = {one.channel_id: one for one in ChannelAccount.objects.filter(person=person)}
    for channel in Channel.objects.for_persons().filter(pk__in=accounts):
        before, after = kept.get(channel.pk), accounts[channel.pk].strip()
        if (before.account if before else "") == after:
            continue
        changes[channel.name] = after
        if after:
            ChannelAccount.objects.update_or_create(
                person=person, channel=channel, defaults={"account": after}
            )
        elif before:
            before.delete()
    return changes


def _take_keys(channel: Channel, keys: Keys) -> None:
    address = allowed(keys.get("url") or keys["origin"])
    channel.host = address.host if address.origin.startswith("https") else address.origin
    channel.keys = dict(keys)

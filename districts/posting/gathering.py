"""Waiting messages of a channel become posts: to a group many in one, to a person one each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.channels.folding import cut, folded, may_go
from districts.channels.talk import Letter
from districts.models import Channel, ChannelAccount, Message, Post
from districts.posting.falling_back import refuse

AT_ONCE = 1000


def gather(channel: Channel, now: datetime) -> None:
    """Write the posts that are due. The caller holds the channel; a message is in one post at most."""
    waiting = Message.objects.filter(via=channel, state=Message.State.WAITING, post=None)
    rows = list(waiting.select_related("recipient").order_by("pk")[:AT_ONCE])
    if not rows:
        return
    if channel.is_app:
        _write_to_persons(channel, rows, now)
    elif channel.kind == Channel.Kind.WEBHOOK or may_go(
        timezone.localtime(rows[0].created_at), timezone.localtime(now)
    ):
        for text, parts in _folded(channel, rows):
            _write(channel, parts, now, text=text)


def new_post(
    channel: Channel, now: datetime, *, text: str, letters: Sequence[Letter], account: str = ""
) -> Post:
    """A post not saved yet, under a key of its own; only a webhook is told the messages one by one."""
    content: dict[str, object] = {"text": text}
    if channel.kind == Channel.Kind.WEBHOOK:
        content = {"letters": [[one.to, one.subject, one.text, one.link] for one in letters]}
    return Post(channel=channel, key=uuid4().hex, account=account, content=content, created_at=now)


def letter_of(message: Message) -> Letter:
    link = f"{settings.SITE_URL}{message.link}" if message.link else ""
    return Letter(str(message.recipient), message.subject, message.body, link)


def _folded(channel: Channel, rows: list[Message]) -> Iterator[tuple[str, list[Message]]]:
    takes = channel.takes
    texts = folded(
        [letter_of(one) for one in rows],
        head=_("[Work reminders]"),
        foot=_("More, and where to report: %(url)s") % {"url": settings.SITE_URL},
        most_bytes=takes.most_bytes,
        many=takes.many,
    )
    for text, positions in texts:
        yield text, [rows[position] for position in positions]


def _write_to_persons(channel: Channel, rows: list[Message], now: datetime) -> None:
    accounts = dict(
        ChannelAccount.objects.filter(
            channel=channel, person__in={one.recipient_id for one in rows}
        ).values_list("person_id", "account")
    )
    for row in rows:
        if row.recipient_id in accounts:
            letter = letter_of(row)
            text = text_to_person(letter, row.created_at, channel.takes.most_bytes)
            _write(channel, [row], now, text=text, account=accounts[row.recipient_id])
        else:
            refuse([row], _("They have taken their account out."), now)


def text_to_person(letter: Letter, written_at: datetime, most_bytes: int) -> str:
    """What the app shows. With its minute: two providers drop what says the same as an earlier message."""
    words = "\n".join(part for part in (letter.subject, letter.text) if part)
    end = "\n".join(part for part in (letter.link, f"{timezone.localtime(written_at):%m-%d %H:%M}") if part)
    return f"{cut(words, most_bytes - len(end.encode()) - 1)}\n{end}"


@transaction.atomic
def _write(channel: Channel, rows: list[Message], now: datetime, *, text: str, account: str = "") -> None:
    post = new_post(channel, now, text=text, letters=[letter_of(one) for one in rows], account=account)
    post.save(force_insert=True)
    mine = Message.objects.filter(pk__in=[one.pk for one in rows], state=Message.State.WAITING, post=None)
    if mine.update(post=post) != len(rows):
        transaction.set_rollback(True)  # somebody else took one of them: the next run sorts it out

"""Posts leave: a channel at a time, at its provider's pace, each post claimed, sent under its key, marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.channels import wire
from districts.channels.folding import RUSH
from districts.channels.pace import recent
from districts.channels.sealing import Unreadable, sealed, unsealed
from districts.channels.talk import Answer, Letter, Order, Outcome, Request, Token, Verdict
from districts.channels.wire import NoAnswer, NotAllowed, OutOfReach, exchange
from districts.models import Channel, Message, Post
from districts.posting.gathering import gather
from districts.posting.marking import mark

LEASE = timedelta(minutes=2)  # much longer than one request may take
AT_ONCE = 60
Clock = Callable[[], datetime]
WHY = {
    wire.NAME: gettext_lazy("no server of this name is found"),
    wire.CLOSED: gettext_lazy("it takes no connections"),
    wire.TIME: gettext_lazy("it did not answer in time"),
    wire.CERTIFICATE: gettext_lazy("its certificate is not to be trusted"),
    wire.UNSAFE: gettext_lazy("no safe connection came about"),
    wire.LINE: gettext_lazy("the line broke"),
}


def deliver_posts(*, now: datetime) -> int:
    """Send what is owed through robots, apps and webhooks; returns how many posts were taken.

    One worker at a time serves a channel (a lease, renewed before every post), so that the provider's limit a minute
    holds however many workers there are. Running it again, or twice at once, sends nothing twice.
    """
    began = monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - began)

    with translation.override(settings.LANGUAGE_CODE):
        return sum(_serve(pk, clock) for pk in _with_work(now))


def _with_work(now: datetime) -> list[int]:
    owed = Post.objects.filter(channel=OuterRef("pk"), state__in=[Post.State.WAITING, Post.State.SENDING])
    waiting = Message.objects.filter(via=OuterRef("pk"), state=Message.State.WAITING, post=None)
    rested = Q(is_on=True) & (Q(paused_until=None) | Q(paused_until__lte=now))
    work = rested & (Exists(waiting) | Exists(owed)) | Exists(owed.filter(is_trial=True))
    return list(Channel.objects.filter(work).order_by("pk").values_list("pk", flat=True))


def _serve(pk: int, clock: Clock) -> int:
    until = clock() + LEASE
    free = Q(busy_until=None) | Q(busy_until__lt=clock())
    if not Channel.objects.filter(free, pk=pk).update(busy_until=until):
        return 0  # another worker serves it
    try:
        channel = Channel.objects.select_related("district").get(pk=pk)
        _settle_abandoned(channel, clock())
        if _is_open(channel, clock()):
            gather(channel, clock())
        sent = 0
        for post_pk in _owed(channel, clock()):
            renewed = clock() + LEASE
            if not Channel.objects.filter(pk=pk, busy_until=until).update(busy_until=renewed):
                break  # we were so slow that somebody else took over
            until = renewed
            sent += _send(post_pk, channel, clock)
        return sent
    finally:
        Channel.objects.filter(pk=pk, busy_until=until).update(busy_until=None)


def _is_open(channel: Channel, now: datetime) -> bool:
    """On, not resting, and not at the minutes when everybody's robots talk."""
    rests = channel.paused_until is not None and channel.paused_until > now
    return channel.is_on and not rests and timezone.localtime(now).minute not in RUSH


def _settle_abandoned(channel: Channel, now: datetime) -> None:
    """Posts in the middle of which a worker died: sent again where the provider would know them, else unknown."""
    left = Post.objects.filter(channel=channel, state=Post.State.SENDING, lease_until__lt=now)
    if channel.takes.remembers:
        left.update(state=Post.State.WAITING, lease_until=None)
        return
    verdict = Verdict(Outcome.UNKNOWN, _("The portal stopped while it was being sent."))
    for post in left:
        mark(post, channel, verdict, now)


def _owed(channel: Channel, now: datetime) -> list[int]:
    posts = Post.objects.filter(channel=channel, state=Post.State.WAITING)
    due = posts.filter(Q(next_try_at=None) | Q(next_try_at__lte=now))
    return list(due.order_by("-is_trial", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _send(pk: int, channel: Channel, clock: Clock) -> bool:
    """Whether it was sent; not where it is not its time, nor where another had it."""
    now = clock()
    is_trial = Q(is_trial=True) if not _is_open(channel, now) else Q()
    tries = recent(channel.tries, now)
    if len(tries) >= channel.takes.per_minute:
        return False
    claimed = Post.objects.filter(is_trial, pk=pk, state=Post.State.WAITING).update(
        state=Post.State.SENDING, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    channel.tries = [*tries, now.isoformat()]
    channel.save(update_fields=["tries"])
    post = Post.objects.get(pk=pk)
    verdict = _without_keys(_tried(post, channel, clock), channel)
    mark(post, channel, verdict, clock())
    return verdict.outcome is Outcome.SENT


def _tried(post: Post, channel: Channel, clock: Clock) -> Verdict:
    """One try, with a fresh access token where the old one had run out."""
    try:
        verdict = _one_try(post, channel, clock())
        if verdict.outcome is Outcome.STALE:
            channel.sealed_token, channel.token_until = "", None
            verdict = _one_try(post, channel, clock())
    except Unreadable:
        return Verdict(Outcome.BROKEN, _("The portal can not read the channel's key any more: type it anew."))
    return verdict


def _one_try(post: Post, channel: Channel, now: datetime) -> Verdict:
    token = _token(channel, now)
    if isinstance(token, Verdict):
        return token
    order = Order(
        keys=channel.keys,
        key=post.key,
        text=post.content.get("text", ""),
        letters=tuple(Letter(*one) for one in post.content.get("letters", ())),
        now=now,
        account=post.account,
        token=token,
        written_at=post.created_at,
    )
    answer = _exchanged(channel.takes.request(order))
    return answer if isinstance(answer, Verdict) else channel.takes.verdict(answer)


def _token(channel: Channel, now: datetime) -> str | Verdict:
    """The app's access token: kept, sealed, while it lasts; providers ask not to be asked each time."""
    way = channel.takes.token
    if way is None:
        return ""
    if channel.token_until and channel.token_until > now:
        return unsealed(channel.sealed_token)["token"]
    answer = _exchanged(way.request(channel.keys))
    if isinstance(answer, Verdict):
        # Nothing but a token was asked for: without an answer nothing was sent to anybody.
        return Verdict(Outcome.TROUBLE, answer.reason) if answer.outcome is Outcome.UNKNOWN else answer
    token = way.token_of(answer)
    if isinstance(token, Token):
        channel.sealed_token = sealed({"token": token.value})
        channel.token_until = now + token.lasts - LEASE
        channel.save(update_fields=["sealed_token", "token_until"])
        return token.value
    if token.outcome in (Outcome.SENT, Outcome.UNKNOWN):
        return Verdict(Outcome.TROUBLE, token.reason)
    return Verdict(Outcome.BROKEN, token.reason) if token.outcome is Outcome.REFUSED else token


def _exchanged(request: Request) -> Answer | Verdict:
    try:
        return exchange(request)
    except NotAllowed:
        return Verdict(Outcome.BROKEN, _("The portal may not call this server."))
    except OutOfReach as trouble:
        return Verdict(
            Outcome.TROUBLE, _("The server is out of reach (%(why)s).") % {"why": WHY[str(trouble)]}
        )
    except NoAnswer as trouble:
        return Verdict(Outcome.UNKNOWN, _("Sent, but no answer came (%(why)s).") % {"why": WHY[str(trouble)]})


def _without_keys(verdict: Verdict, channel: Channel) -> Verdict:
    """A provider's reason may repeat what it was sent: no key gets into a page or a log by that."""
    reason = verdict.reason
    try:
        secrets = [channel.keys.get("secret", ""), *channel.keys.get("url", "").split("=")[1:]]
    except Unreadable:
        secrets = []
    for secret in secrets:
        reason = reason.replace(secret, "…") if len(secret) > 5 else reason
    return Verdict(verdict.outcome, reason, verdict.wait)

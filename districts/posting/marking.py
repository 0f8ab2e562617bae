"""What became of a post: on its row, on its messages, and on its channel; one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from districts.channels.pace import pause_after
from districts.channels.talk import Outcome, Verdict
from districts.models import Channel, Message, Post
from districts.posting.falling_back import refuse, switch_off_broken

GIVE_UP_AFTER = 8
OFF_AFTER_REFUSALS = 5
# Silent for a day is broken, but not for having failed on Friday and again on Monday with nothing to say between.
OFF_AFTER_SILENCE = timedelta(hours=24)
OFF_AFTER_FAILURES = 3
A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def mark(post: Post, channel: Channel, verdict: Verdict, now: datetime) -> None:
    """Write the outcome down. A post that is no longer ours (its lease ran out meanwhile) is left as it is."""
    still_ours = Post.objects.filter(pk=post.pk, state=Post.State.SENDING, attempts=post.attempts)
    if not still_ours.update(outcome=verdict.reason[:200], lease_until=None):
        return
    if post.is_trial:
        _end(post, _final_state(verdict), verdict.reason, now)
        return
    match verdict.outcome:
        case Outcome.SENT:
            _end(post, Post.State.SENT, "", now)
            _note(channel, refusals=0, failures=0, failing_since=None, paused_until=None)
        case Outcome.REFUSED:
            _end(post, Post.State.REFUSED, verdict.reason, now)
            _note(channel, refusals=0, failures=0, failing_since=None, paused_until=None)
        case Outcome.BUSY:
            _again(post, now + (verdict.wait or A_MINUTE), counts=False)
            _note(channel, paused_until=now + (verdict.wait or A_MINUTE))
        case Outcome.UNKNOWN if not channel.takes.remembers:
            _end(post, Post.State.UNKNOWN, verdict.reason, now)
            _failed(channel, verdict, now)
        case Outcome.UNKNOWN | Outcome.TROUBLE if post.attempts >= GIVE_UP_AFTER:
            _end(post, _final_state(verdict), verdict.reason, now)
            _failed(channel, verdict, now)
        case _:
            _again(post, now + _failed(channel, verdict, now))
    _switch_off_if_broken(channel, verdict, now)


def _final_state(verdict: Verdict) -> Post.State:
    return {Outcome.SENT: Post.State.SENT, Outcome.UNKNOWN: Post.State.UNKNOWN}.get(
        verdict.outcome, Post.State.REFUSED
    )


def _end(post: Post, state: Post.State, reason: str, now: datetime) -> None:
    is_sent = state == Post.State.SENT
    Post.objects.filter(pk=post.pk).update(state=state, sent_at=now if is_sent else None, next_try_at=None)
    mine = Message.objects.filter(post=post)
    if is_sent:
        mine.update(state=Message.State.SENT, sent_at=now, outcome="")
    elif post.is_trial:
        mine.update(state=Message.State[state.name], outcome=reason[:200])
    else:
        refuse(mine, reason, now, state=Message.State[state.name])


def _again(post: Post, at: datetime, *, counts: bool = True) -> None:
    tries = post.attempts if counts else F("attempts") - 1
    Post.objects.filter(pk=post.pk).update(state=Post.State.WAITING, next_try_at=at, attempts=tries)


def _failed(channel: Channel, verdict: Verdict, now: datetime) -> timedelta:
    """Note one more failure in a row; returns how long the channel is left alone."""
    failures = channel.failures + 1
    pause = max(pause_after(failures), verdict.wait or timedelta())
    refused = verdict.outcome in (Outcome.BROKEN, Outcome.STALE)
    _note(
        channel,
        failures=failures,
        refusals=channel.refusals + 1 if refused else channel.refusals,
        failing_since=channel.failing_since or now,
        paused_until=now + pause,
    )
    return pause


def _note(channel: Channel, **facts: object) -> None:
    for name, value in facts.items():
        setattr(channel, name, value)
    channel.save(update_fields=list(facts))


def _switch_off_if_broken(channel: Channel, verdict: Verdict, now: datetime) -> None:
    silent = channel.failing_since is not None and now - channel.failing_since >= OFF_AFTER_SILENCE
    silent = silent and channel.failures >= OFF_AFTER_FAILURES
    if channel.is_on and (channel.refusals >= OFF_AFTER_REFUSALS or silent):
        switch_off_broken(channel, verdict.reason, now)

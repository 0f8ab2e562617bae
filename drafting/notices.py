"""Who is told what is said of a draft, and what it says, in the portal's own language whoever acts.

Folded: while somebody has not read the notice of a plan or of a thread, the next one of the same day adds nothing;
the page it leads to shows everything anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from districts.messages import post_message
from districts.models import Membership, Message, Office, Role, User
from drafting.models import Answer, Asked, Item, Remark, Suggestion
from workplans.models import Plan


def tell_of_remark(remark: Remark, *, now: datetime) -> None:
    """Those who write the plan hear of it."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Remark: %(plan)s") % {"plan": remark.plan.title}
        body = _("%(person)s remarked on “%(part)s”: %(text)s") % {
            "person": remark.by,
            "part": remark.part_title or remark.plan.title,
            "text": remark.text[:200],
        }
    _tell(authors_of(remark.plan), remark.by, f"remarks:{remark.plan_id}", remark.pk, subject, body,
          link=remark.get_absolute_url(), now=now)  # fmt: skip


def tell_of_answer(answer: Answer, *, now: datetime) -> None:
    """Everybody who spoke in the thread hears of it."""
    remark = answer.remark
    people = {remark.by, *(other.by for other in remark.answers.select_related("by"))}
    with override(settings.LANGUAGE_CODE):
        subject = _("Answer: %(remark)s") % {"remark": remark.text[:40]}
        body = _("%(person)s answered: %(text)s") % {"person": answer.by, "text": answer.text[:200]}
    _tell(people, answer.by, f"remark-answers:{remark.pk}", answer.pk, subject, body,
          link=remark.get_absolute_url(), now=now)  # fmt: skip


def tell_of_settling(remark: Remark, *, now: datetime) -> None:
    """Whoever made the remark hears that somebody settled it."""
    if remark.settled_by is None:
        return
    with override(settings.LANGUAGE_CODE):
        subject = _("Settled: %(remark)s") % {"remark": remark.text[:40]}
        body = _("%(person)s settled your remark on “%(part)s”.") % {
            "person": remark.settled_by,
            "part": remark.part_title or remark.plan.title,
        }
    _tell([remark.by], remark.settled_by, f"remark-settled:{remark.pk}", f"{now:%Y%m%d%H%M%S}", subject, body,
          link=remark.get_absolute_url(), now=now)  # fmt: skip


def tell_of_suggestion(suggestion: Suggestion, *, now: datetime) -> None:
    """Those who write the plan hear of it."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Suggested wording: %(plan)s") % {"plan": suggestion.plan.title}
        body = _("%(person)s suggests other words for “%(part)s”.") % {
            "person": suggestion.by,
            "part": suggestion.part_title or suggestion.plan.title,
        }
    _tell(authors_of(suggestion.plan), suggestion.by, f"wording:{suggestion.plan_id}", suggestion.pk, subject, body,
          link=suggestion.get_absolute_url(), now=now)  # fmt: skip


def tell_of_decision(suggestion: Suggestion, *, now: datetime) -> None:
    """Whoever suggested hears what became of it."""
    if suggestion.decided_by is None:
        return
    with override(settings.LANGUAGE_CODE):
        words = {"person": suggestion.decided_by, "part": suggestion.part_title or suggestion.plan.title}
        if suggestion.state == Suggestion.State.ACCEPTED:
            subject = _("Accepted: your wording for “%(part)s”") % words
            body = _("%(person)s took over the words you suggested.") % words
        else:
            subject = _("Declined: your wording for “%(part)s”") % words
            body = _("%(person)s declined the words you suggested.") % words
        if suggestion.word:
            body += "\n" + _("Note: %(note)s") % {"note": suggestion.word}
    _tell([suggestion.by], suggestion.decided_by, f"wording-decided:{suggestion.pk}", "1", subject, body,
          link=suggestion.get_absolute_url(), now=now)  # fmt: skip


def authors_of(plan: Plan) -> set[User]:
    """Who drafted the plan, while still an editor there; else all editors of the bureau."""
    seats = Membership.objects.filter(
        district=plan.district_id, role=Role.EDITOR, is_active=True, user__is_active=True
    ).select_related("user")
    editors = {seat.user for seat in seats}
    return {plan.drafted_by} if plan.drafted_by in editors else editors


def _tell(
    people: Iterable[User],
    by: User,
    fold: str,
    number: object,
    subject: str,
    body: str,
    *,
    link: str = "",
    now: datetime,
) -> None:
    """`fold` names what is folded; `number` tells one notice of it from the next."""
    wanted = {person for person in people if person != by}
    morning = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    unread = Message.objects.in_portal().filter(
        recipient__in=wanted, key__startswith=f"{fold}:", read_at=None, sent_at__gte=morning
    )
    told = set(unread.values_list("recipient_id", flat=True))
    post_message(
        to=sorted((person for person in wanted if person.pk not in told), key=lambda person: person.pk),
        key=f"{fold}:{number}",
        subject=subject,
        body=body,
        link=link,
        now=now,
    )


def tell_of_call(asked: Asked, *, now: datetime) -> None:
    """The people of an office read that it is asked."""
    call = asked.call
    with override(settings.LANGUAGE_CODE):
        subject = _("Items wanted: %(plan)s") % {"plan": call.plan.title}
        body = _("%(person)s asks %(office)s for its own items for “%(what)s” by %(day)s.") % {
            "person": call.asked_by, "office": asked.office, "what": call, "day": call.wanted_by.isoformat(),
        }  # fmt: skip
    _post(asked, f"call:{asked.pk}", subject, "\n".join(part for part in (body, call.word) if part), now=now)


def tell_of_reminder(asked: Asked, *, now: datetime) -> bool:
    """The same once more, at most once a day; says whether anybody was told."""
    call = asked.call
    with override(settings.LANGUAGE_CODE):
        subject = _("Still wanted: items for %(plan)s") % {"plan": call.plan.title}
        body = _("%(office)s has not answered yet; items for “%(what)s” are wanted by %(day)s.") % {
            "office": asked.office, "what": call, "day": call.wanted_by.isoformat(),
        }  # fmt: skip
    key = f"call-reminder:{asked.pk}:{timezone.localtime(now).date()}"
    if Message.objects.filter(key=key).exists():
        return False
    _post(asked, key, subject, body, now=now)
    return True


def tell_of_items(asked: Asked, by: User, sent: int, *, now: datetime) -> None:
    """Whoever asked reads that an office has answered."""
    call = asked.call
    with override(settings.LANGUAGE_CODE):
        subject = _("Items came in: %(plan)s") % {"plan": call.plan.title}
        body = _("%(office)s sent %(number)d items for “%(what)s”.") % {
            "office": asked.office, "number": sent, "what": call,
        }  # fmt: skip
    _tell([call.asked_by], by, f"items:{call.pk}", f"{asked.pk}:{now:%Y%m%d%H%M%S}", subject, body,
          link=call.get_absolute_url(), now=now)  # fmt: skip


def tell_what_became(item: Item, *, now: datetime) -> None:
    """Whoever sent an item reads what became of it."""
    if item.decided_by is None or item.asked.sent_by is None:
        return
    with override(settings.LANGUAGE_CODE):
        words = {"item": item.title, "person": item.decided_by, "note": item.reason}
        if item.state == Item.State.TAKEN:
            subject = _("Taken over: %(item)s") % words
            body = _("%(person)s took your item “%(item)s” over into the plan.") % words
        else:
            subject = _("Not taken over: %(item)s") % words
            body = _("%(person)s did not take your item “%(item)s” over.") % words
            body += "\n" + _("Note: %(note)s") % words
    _tell([item.asked.sent_by], item.decided_by, f"item-decided:{item.pk}", "1", subject, body,
          link=item.asked.get_absolute_url(), now=now)  # fmt: skip


def people_of(office: Office) -> list[User]:
    """Heads and staff of an office, or of the one it was merged into."""
    seats = Membership.objects.filter(
        office__in={office.pk, office.successor_id}, is_active=True, user__is_active=True
    )
    return list(User.objects.filter(memberships__in=seats).distinct().order_by("pk"))


def _post(asked: Asked, key: str, subject: str, body: str, *, now: datetime) -> None:
    post_message(
        to=people_of(asked.office),
        key=key,
        subject=subject,
        body=body,
        link=asked.get_absolute_url(),
        now=now,
    )

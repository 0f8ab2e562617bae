"""Why somebody was told, and why somebody was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from calendar_app.models import CalendarEntry
from calendar_app.queries import days_of
from calendar_app.working_days import WorkingDays
from circulars.models import Circular
from districts.models import Message, User
from reminders.models import Chair, Reminder, Rhythm, Rule, RuleKind, rules_of
from reminders.notices import LEAD, SCHOOL, Bearer, Item, People, chairs_told, notices_on
from reminders.queries.days import know_days
from reminders.queries.facts import Row, read_item
from reminders.rules import DIRECTOR, LEADER, NUDGE, RULES_OF
from reminders.sentences import sentence_of
from workplans.models import Task

DAYS_AHEAD = 60


@dataclass(frozen=True)
class Why:
    """One reminder and what led to it; `messages` are those that carried the digest it was in."""

    reminder: Reminder
    sentence: str
    chair: str
    messages: list[Message]


def why_told(reminder: Reminder) -> Why:
    know_days([reminder])
    rules = {rule.kind: rule for rule in rules_of(reminder.district)}
    return _why(reminder, rules, Rhythm.of(reminder.district), _carriers(reminder))


def why_mine(user: User, count: int) -> list[Why]:
    """The newest that the person was told of."""
    told = Reminder.objects.filter(recipient=user).exclude(digest=None).with_items()
    reminders = list(told.select_related("district", "nudge__by", "office", "school").order_by("-id")[:count])
    districts = {reminder.district for reminder in reminders}
    rules = {district: {rule.kind: rule for rule in rules_of(district)} for district in districts}
    rhythms = {district: Rhythm.of(district) for district in districts}
    return [_why(one, rules[one.district], rhythms[one.district], []) for one in reminders]


def _why(reminder: Reminder, rules: dict[str, Rule], rhythm: Rhythm, carriers: list[Message]) -> Why:
    if reminder.nudge:
        sentence = _("%(who)s urged it by hand.") % {"who": reminder.nudge.by}
    elif reminder.rule == NUDGE:
        sentence = _("The bureau asked once more to sign for it.")
    else:
        sentence = sentence_of(rules[reminder.rule], rhythm)
    chair = str(Chair(reminder.chair).label) if reminder.chair else ""
    return Why(reminder, sentence, chair, carriers)


def _carriers(reminder: Reminder) -> list[Message]:
    if reminder.digest is None:
        return []
    key = reminder.digest.message_key
    return list(
        Message.objects.filter(recipient=reminder.recipient_id, key=key).select_related("via").order_by("pk")
    )


def why_not(person: User, row: Row, today: date) -> list[str]:
    """What was told, what will be, and what stands in the way; sentences, the plainest first."""
    item, people = read_item(row, today)
    rules = rules_of(row.district)
    kind = {Task: "task", CalendarEntry: "entry", Circular: "circular"}[type(row)]
    rows = list(
        Reminder.objects.filter(recipient=person, **{kind: row}).select_related("digest").order_by("-id")
    )
    answers = [_told(one) for one in rows]
    if item is None:
        return [*answers, _at_rest(row)]
    bearers = list(_bearers_of(person, item, people))
    if not bearers:
        return [*answers, _not_theirs(row) % {"who": person}]
    if all(bearer.done_on for bearer in bearers):
        return [*answers, _done(row)]
    known = {one.key for one in rows if one.digest_id}
    return [
        *answers,
        *_to_come(person, item, people, rules, known, today, days_of(row.district)),
        *_in_the_way(person, item, people, rules),
    ]


def _at_rest(row: Row) -> str:
    if isinstance(row, Circular) and row.is_repealed:
        return _("The bureau has taken it back: nobody is reminded of it.")
    if isinstance(row, Circular):
        return _("It is not printed yet: nobody is reminded of it.")
    return _("Its lead office reported it done, or it is not in force: nobody is reminded of it.")


def _not_theirs(row: Row) -> str:
    if isinstance(row, Circular):
        return _("%(who)s sits in none of the offices and schools that it is addressed to.")
    return _("%(who)s sits in none of the offices and schools that carry it.")


def _done(row: Row) -> str:
    if isinstance(row, Circular):
        return _("Their office or school has signed for it.")
    return _("Their office or school has reported its part done.")


def _told(one: Reminder) -> str:
    facts = {"rule": one.get_rule_display(), "day": one.digest.day if one.digest else ""}
    if one.digest:
        return _("Told on %(day)s: %(rule)s.") % facts
    if one.withdrawn_because:
        reason = Reminder.Withdrawn(one.withdrawn_because).label
        return _("Taken back before it was told: %(rule)s. %(reason)s") % (facts | {"reason": reason})
    return _("Waits for the next digest: %(rule)s.") % facts


def _bearers_of(person: User, item: Item, people: People) -> Iterator[Bearer]:
    """The parts of the item in which the person is concerned, by a seat or as a leader."""
    for bearer in item.bearers:
        seats = (people.schools if bearer.part == SCHOOL else people.offices).get(bearer.place, {})
        sits = any(person.pk in seated for seated in seats.values())
        leads = bearer.part == LEAD and person.pk in (people.leaders.get(bearer.place), people.director)
        if sits or leads or (not seats and bearer.part != SCHOOL and person.pk in people.editors):
            yield bearer


def _to_come(
    person: User,
    item: Item,
    people: People,
    rules: list[Rule],
    known: set[str],
    today: date,
    days: WorkingDays,
) -> Iterator[str]:
    if not days.is_working_day(today):
        yield _("Today is a day off: nobody is told.")
    asks = [rule.as_ask for rule in rules if rule.is_on]
    for offset in range(DAYS_AHEAD):
        day = today + timedelta(days=offset)
        if not days.is_working_day(day):
            continue
        for one in notices_on(day, [item], asks, people, days):
            if one.recipient == person.pk and one.key not in known:
                yield _("Will be told on %(day)s: %(rule)s.") % {
                    "day": day,
                    "rule": RuleKind(one.occasion.rule).label,
                }
                return
    if item.timing.due_on is None and item.timing.starts_month is None:
        yield _("It has no day: no rule speaks of it. It can be urged by hand.")


def _in_the_way(person: User, item: Item, people: People, rules: list[Rule]) -> Iterator[str]:
    for rule in rules:
        if rule.kind not in RULES_OF[item.kind]:
            continue
        told = {who for bearer in item.bearers for _chair, who in chairs_told(rule.as_ask, bearer, people)}
        if not rule.is_on:
            yield _("The rule “%(rule)s” is switched off.") % {"rule": rule}
        elif person.pk not in told and rule.kind not in (LEADER, DIRECTOR, NUDGE):
            yield _("The rule “%(rule)s” does not tell people in their chair.") % {"rule": rule}

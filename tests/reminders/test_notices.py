"""Whom a rule tells."""

from dataclasses import replace
from datetime import date

from reminders.notices import (
    CLERK,
    LEAD,
    LEAD_HEAD,
    LEAD_STAFF,
    PRINCIPAL,
    SCHOOL,
    STAND_IN,
    SUPPORT,
    SUPPORTING,
    Bearer,
    Item,
    People,
    notices_on,
)
from reminders.rules import DIRECTOR, DUE_TODAY, LEADER, OVERDUE, TASK, UNSIGNED, Ask, Timing
from tests.reminders.test_rules import Weekdays

DAY = date(2026, 11, 2)  # a Monday
STAFF, HEAD, OTHER, TEACHER, RECTOR, EDITOR, DEPUTY, CHIEF = range(1, 9)
PEOPLE = People(
    offices={10: {"office_staff": (STAFF,), "office_head": (HEAD,)}, 11: {"office_staff": (OTHER,)}},
    schools={20: {"school_clerk": (TEACHER,), "principal": (RECTOR,)}},
    editors=(EDITOR,),
    leaders={10: DEPUTY},
    director=CHIEF,
)
ITEM = Item(TASK, 1, Timing(DAY), (Bearer(LEAD, 10), Bearer(SUPPORT, 11), Bearer(SCHOOL, 20)))


def told(ask: Ask, item: Item = ITEM, day: date = DAY, people: People = PEOPLE) -> dict[int, str]:
    return {one.recipient: one.chair for one in notices_on(day, [item], [ask], people, Weekdays)}


def on_the_day(*chairs: str) -> Ask:
    return Ask(DUE_TODAY, tells=frozenset(chairs))


def test_each_chair_is_told_only_by_a_rule_that_names_it():
    assert told(on_the_day(LEAD_STAFF)) == {STAFF: LEAD_STAFF}
    assert told(on_the_day(LEAD_HEAD)) == {HEAD: LEAD_HEAD}
    assert told(on_the_day(SUPPORTING)) == {OTHER: SUPPORTING}
    assert told(on_the_day(CLERK)) == {TEACHER: CLERK}
    assert told(on_the_day(PRINCIPAL, LEAD_STAFF)) == {STAFF: LEAD_STAFF, RECTOR: PRINCIPAL}


def test_no_duty_falls_between_two_chairs():
    only_head = replace(PEOPLE, offices={10: {"office_head": (HEAD,)}})
    nobody = replace(PEOPLE, offices={})

    assert told(on_the_day(LEAD_STAFF), people=only_head) == {HEAD: STAND_IN}
    assert told(on_the_day(LEAD_STAFF), people=nobody) == {EDITOR: STAND_IN}
    assert told(on_the_day(CLERK), people=replace(PEOPLE, schools={})) == {}


def test_who_said_done_is_left_alone_and_the_leads_word_ends_it_for_all():
    one_done = replace(ITEM, bearers=(Bearer(LEAD, 10), Bearer(SUPPORT, 11, done_on=DAY)))

    assert told(on_the_day(LEAD_STAFF, SUPPORTING), one_done) == {STAFF: LEAD_STAFF}
    assert told(on_the_day(LEAD_STAFF), replace(ITEM, closed_on=DAY)) == {}


def test_more_time_moves_the_day_of_who_was_granted_it_and_of_nobody_else():
    later = date(2026, 11, 16)
    granted = replace(
        ITEM, bearers=(Bearer(LEAD, 10, extended_to=later), Bearer(SUPPORT, 11), Bearer(SCHOOL, 20))
    )
    ask = on_the_day(LEAD_STAFF, SUPPORTING, CLERK)

    assert told(ask, granted) == {OTHER: SUPPORTING, TEACHER: CLERK}
    assert told(ask, granted, later) == {STAFF: LEAD_STAFF}
    assert told(Ask(LEADER, 5), granted, date(2026, 11, 13)) == {}
    assert told(Ask(LEADER, 5), granted, date(2026, 11, 30)) == {DEPUTY: LEADER}


def test_a_day_granted_that_the_bureau_has_overtaken_counts_no_more():
    moved = replace(ITEM, timing=Timing(date(2026, 12, 1)), bearers=(Bearer(LEAD, 10, extended_to=DAY),))

    assert told(on_the_day(LEAD_STAFF), moved, date(2026, 12, 1)) == {STAFF: LEAD_STAFF}


def test_a_leader_hears_of_the_offices_in_their_charge_and_the_director_of_all():
    later = date(2026, 11, 23)
    elsewhere = replace(ITEM, bearers=(Bearer(LEAD, 11),))

    assert told(Ask(LEADER, 5), day=later) == {DEPUTY: LEADER}
    assert told(Ask(LEADER, 5), elsewhere, later) == {}
    assert told(Ask(DIRECTOR, 5), elsewhere, later) == {CHIEF: DIRECTOR}
    assert told(Ask(DIRECTOR, 5), day=later, people=replace(PEOPLE, director=None)) == {}


def test_who_sits_in_two_chairs_is_told_once():
    both = replace(PEOPLE, offices={10: {"office_staff": (STAFF,), "office_head": (STAFF,)}})

    assert len(notices_on(DAY, [ITEM], [on_the_day(LEAD_STAFF, LEAD_HEAD)], both, Weekdays)) == 1


def test_a_rule_for_circulars_says_nothing_of_tasks():
    late = date(2026, 11, 23)

    assert told(Ask(UNSIGNED, 3, frozenset({LEAD_STAFF})), day=late) == {}
    assert told(Ask(OVERDUE, tells=frozenset({LEAD_STAFF})), day=late) == {STAFF: LEAD_STAFF}

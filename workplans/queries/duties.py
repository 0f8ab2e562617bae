"""Who carries what, and how many schools are addressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from districts.models import District, School
from workplans.audience import meets
from workplans.drafts import AudienceDraft, Duties
from workplans.models import AudienceRule, Demand, OfficeDuty, TaskAudience

FOUND_SCHOOLS = 30


@dataclass(frozen=True)
class Reach:
    """How many schools must act (批办) and how many are only informed (阅知); who must act is not counted twice."""

    act: int
    inform: int


@dataclass(frozen=True)
class Would:
    """What rules that are only chosen yet would do: `chosen` alone, and `after` with those already there.

    `of` names the form they were chosen in.
    """

    chosen: Reach
    after: Reach
    of: str = ""


def duties_of(carrier: Any) -> Duties:
    """The offices of a task or an entry as they are; one query, none where duties were fetched along."""
    reason = getattr(carrier, "no_lead_reason", "")  # only tasks have one
    return duties_in(carrier.duties.all(), reason)


def duties_in(rows: Iterable[OfficeDuty], no_lead_reason: str = "") -> Duties:
    """The same of rows at hand."""
    rows = list(rows)
    return Duties(
        next((duty.office_id for duty in rows if duty.role == OfficeDuty.Role.LEAD), None),
        frozenset(duty.office_id for duty in rows if duty.role == OfficeDuty.Role.SUPPORT),
        no_lead_reason,
    )


def schools_in_care(district: District) -> list[School]:
    """The schools that rules of the bureau can mean, with what rules ask of them; one query."""
    return list(
        School.objects.within(district)
        .filter(is_active=True)
        .only("stage", "ownership", "directly_under", "is_active")
    )


def schools_named(district: District, words: str, without: Iterable[int] = ()) -> list[School]:
    """Schools in the bureau's care whose names have all the words; nothing for no word, the first few of many."""
    if not words.strip():
        return []
    schools = School.objects.within(district).filter(is_active=True).exclude(pk__in=list(without))
    for word in words.split():
        schools = schools.filter(name__icontains=word)
    return list(schools[:FOUND_SCHOOLS])


def reach(rules: Iterable[AudienceRule], schools: Sequence[School]) -> Reach:
    """How many of the schools the rules address. No query: made for pages that ask for many tasks at once."""
    rules = list(rules)
    asked = [rule for rule in rules if rule.demand == Demand.ACT]
    act = {school.pk for school in schools if any(meets(school, rule) for rule in asked)}
    told = {school.pk for school in schools if any(meets(school, rule) for rule in rules)}
    return Reach(len(act), len(told - act))


def would_reach(
    drafts: Iterable[AudienceDraft], rules: Iterable[AudienceRule], schools: Sequence[School], of: str = ""
) -> Would:
    """How many schools the drafts would address, by the very rules that decide it later. No query."""
    chosen = [unsaved_rule(draft) for draft in drafts]
    return Would(reach(chosen, schools), reach([*rules, *chosen], schools), of)


def unsaved_rule(draft: AudienceDraft) -> AudienceRule:
    """A rule that is not saved."""
    return TaskAudience(
        demand=draft.demand,
        stage=draft.stage,
        ownership=draft.ownership,
        directly_under=draft.directly_under,
        school_id=draft.school_id,
    )

"""Who carries it, and which schools it addresses: for tasks, and for the calendar's entries alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F

from districts.models import Office, School, User
from districts.trail import Act, record, record_many
from workplans.asking import Answered, keep_reason
from workplans.carriers import audience_model, duty_model, link_to_carrier
from workplans.drafts import AudienceDraft, Duties
from workplans.models import AudienceRule, OfficeDuty, Plan, Task, TaskAudience
from workplans.queries.duties import duties_of
from workplans.refusals import AnotherBureau, ChangedMeanwhile
from workplans.services.opening import open_plan


def assign_offices(
    *,
    carrier: Any,
    lead: Office | None,
    supporting: Iterable[Office],
    by: User,
    no_lead_reason: str = "",
    version: int | None = None,
    was: Duties | None = None,
) -> None:
    """Give the task or entry its lead and supporting offices in place of those it has.

    `no_lead_reason` says why a task has no lead on purpose; a lead needs none. `version` is the carrier's as the
    author saw it, `was` its duties then. Raises ChangedMeanwhile when somebody else changed the duties in between,
    AnotherBureau for an office of another bureau.
    """
    offices = {office.pk: office for office in [*supporting, *([lead] if lead else [])]}
    lead_id = lead.pk if lead else None
    reason = "" if lead else no_lead_reason.strip()
    wanted = Duties(lead_id, frozenset(offices) - {lead_id}, reason)
    with transaction.atomic():
        current = held_carrier(carrier)
        if any(office.district_id != current.district.pk for office in offices.values()):
            raise AnotherBureau
        before = duties_of(current)
        if version is not None and current.version != version and before not in (was, wanted):
            raise ChangedMeanwhile(current)
        change_duties(current, before, wanted, by=by)


def address_schools(
    *, carrier: Any, rules: Iterable[AudienceDraft], by: User, over_limit: Answered | None = None
) -> list[AudienceRule]:
    """Add rules of whom it addresses; returns the new ones. A rule it has already is not added twice.

    `over_limit`: why, where the schools are asked for more than their bureau's limit.

    Raises AnotherBureau for a named school that is not in the bureau's care.
    """
    model = audience_model(type(carrier))
    link = link_to_carrier(model)
    with transaction.atomic():
        current = held_carrier(carrier)
        known = {_as_draft(rule) for rule in model._default_manager.filter(**{link: current})}
        wanted = [rule for rule in dict.fromkeys(rules) if rule not in known]
        _refuse_foreign_schools(current, wanted)
        new = model._default_manager.bulk_create(_rule(model, link, current, rule) for rule in wanted)
        if new:
            _count_version(current)
            record(by=by, verb="address_schools", on=current, after={"added": [_words(rule) for rule in new]})
            if over_limit:
                keep_reason(over_limit, on=current, by=by)
    return new


def address_tasks(
    *, plan: Plan, tasks: Iterable[int], rules: Iterable[AudienceDraft], by: User, replaces: bool = False
) -> int:
    """Give several tasks of a plan the same rules, beside those they have or (`replaces`) in their place.

    Returns how many tasks address other schools now; as many queries for one as for hundreds. A key that is no task
    of the plan is left out. Raises NotADraft, AnotherBureau.
    """
    wanted = list(dict.fromkeys(rules))
    with transaction.atomic():
        open_plan(plan.pk)
        held = Task.objects.select_for_update(of=("self",)).filter(plan=plan, pk__in=list(tasks))
        rows = list(held.prefetch_related("audience__school"))
        _refuse_foreign_schools(plan, wanted)
        new: list[TaskAudience] = []
        gone: list[TaskAudience] = []
        acts: list[tuple[Task, list[TaskAudience], list[TaskAudience]]] = []
        for task in rows:
            task.plan = plan  # the trail asks whose it is
            has = {_as_draft(rule): rule for rule in task.audience.all()}
            coming = [TaskAudience(task=task, **asdict(rule)) for rule in wanted if rule not in has]
            going = [rule for draft, rule in has.items() if draft not in wanted] if replaces else []
            if coming or going:
                new, gone = [*new, *coming], [*gone, *going]
                acts.append((task, coming, going))
        TaskAudience.objects.filter(pk__in=[rule.pk for rule in gone]).delete()
        TaskAudience.objects.bulk_create(new)
        _name_schools(new)
        Task.objects.filter(pk__in=[task.pk for task, _, _ in acts]).update(version=F("version") + 1)
        record_many((_address_act(*act) for act in acts), by=by)
    return len(acts)


def _name_schools(rules: Iterable[AudienceRule]) -> None:
    """The schools they name, fetched at once: the trail says them in words."""
    rules = [rule for rule in rules if rule.school_id]
    schools = School.objects.in_bulk({rule.school_id for rule in rules})
    for rule in rules:
        rule.school = schools[rule.school_id or 0]


def _address_act(task: Task, new: Iterable[AudienceRule], gone: Iterable[AudienceRule]) -> Act:
    before = {"rule": [_words(rule) for rule in gone]} if gone else None
    return Act("address_schools", task, before, {"added": [_words(rule) for rule in new]})


def drop_audience(*, carrier: Any, rule_id: int, by: User) -> None:
    """Take a rule away; doing it twice changes nothing."""
    model = audience_model(type(carrier))
    with transaction.atomic():
        current = held_carrier(carrier)
        rule = model._default_manager.filter(pk=rule_id, **{link_to_carrier(model): current}).first()
        if rule is None:
            return
        rule.delete()
        _count_version(current)
        record(by=by, verb="drop_audience", on=current, before={"rule": _words(rule)})


def held_carrier(carrier: Any) -> Any:
    """The row as it stands, held until the transaction ends; its plan, when it has one, must be a draft."""
    if carrier.plan_id:
        open_plan(carrier.plan_id)
    return type(carrier)._default_manager.select_for_update(of=("self",)).get(pk=carrier.pk)


def change_duties(carrier: Any, before: Duties, wanted: Duties, *, by: User) -> None:
    """Put the wanted duties in place of those before, and say so in the trail; the caller holds the carrier."""
    if before == wanted:
        return
    _replace(carrier, wanted)
    if before.no_lead_reason != wanted.no_lead_reason:
        type(carrier)._default_manager.filter(pk=carrier.pk).update(no_lead_reason=wanted.no_lead_reason)
    _count_version(carrier)
    keys = {before.lead or 0, wanted.lead or 0, *before.supporting, *wanted.supporting}
    names = dict(Office.objects.filter(pk__in=keys).values_list("pk", "name"))
    record(by=by, verb="assign_offices", on=carrier, before=told(before, names), after=told(wanted, names))


def _replace(carrier: Any, wanted: Duties) -> None:
    model = duty_model(type(carrier))
    link = link_to_carrier(model)
    roles = dict.fromkeys(sorted(wanted.supporting), OfficeDuty.Role.SUPPORT)
    if wanted.lead:
        roles[wanted.lead] = OfficeDuty.Role.LEAD
    held = model._default_manager.filter(**{link: carrier})
    # Those that change go first: two leads may not stand side by side, not even for a moment.
    kept = {duty.office_id for duty in held if roles.get(duty.office_id) == duty.role}
    held.exclude(office_id__in=kept).delete()
    model._default_manager.bulk_create(
        model(**{link: carrier}, office_id=office_id, role=role)
        for office_id, role in roles.items()
        if office_id not in kept
    )


def _count_version(carrier: Any) -> None:
    type(carrier)._default_manager.filter(pk=carrier.pk).update(version=F("version") + 1)


def told(duties: Duties, names: Mapping[int, str]) -> dict[str, Any]:
    """Duties in words, for the trail; `names` are the offices' by their keys."""
    words: dict[str, Any] = {
        "lead": [names[duties.lead]] if duties.lead else [],
        "support": [names[office] for office in sorted(duties.supporting)],
    }
    return words | ({"no_lead_reason": duties.no_lead_reason} if duties.no_lead_reason else {})


def _refuse_foreign_schools(carrier: Any, rules: Iterable[AudienceDraft]) -> None:
    named = {rule.school_id for rule in rules if rule.school_id}
    if named and School.objects.within(carrier.district).filter(pk__in=named).count() != len(named):
        raise AnotherBureau


def _rule(model: type[AudienceRule], link: str, carrier: Any, draft: AudienceDraft) -> AudienceRule:
    return model(
        **{link: carrier},
        demand=draft.demand,
        stage=draft.stage,
        ownership=draft.ownership,
        directly_under=draft.directly_under,
        school_id=draft.school_id,
    )


def _as_draft(rule: AudienceRule) -> AudienceDraft:
    return AudienceDraft(rule.demand, rule.stage, rule.ownership, rule.directly_under, rule.school_id)


def _words(rule: AudienceRule) -> str:
    return f"{rule.get_demand_display()}：{rule}"

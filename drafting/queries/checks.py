"""A draft as the check list reads it, and its findings as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from calendar_app.models import CalendarEntry
from districts.models import District
from drafting.check_words import RULE_WORDS, SEVERITIES, RuleWords
from drafting.check_words import Text as Words
from drafting.checks import RULES, Draft, EntryFacts, Finding, TaskFacts, Text, check
from drafting.models import Dismissal, Field, PartKind
from drafting.queries.parts import Part, Parts, parts_of
from workplans.models import Plan, Task
from workplans.queries.offices import unmatched_offices
from workplans.queries.outline import PlanOutline, plan_outline

AROUND = 12


@dataclass(frozen=True)
class FindingLine:
    """A finding with where it stands, where to mend it, and why it was put aside, if it was."""

    finding: Finding
    part: Part | None
    where: str
    before: str
    after: str
    url: str
    dismissal: Dismissal | None


@dataclass(frozen=True)
class RuleGroup:
    rule: str
    words: RuleWords
    lines: list[FindingLine] = field(default_factory=list)


@dataclass(frozen=True)
class SeverityGroup:
    severity: str
    words: Words
    rules: list[RuleGroup] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(rule.lines) for rule in self.rules)


@dataclass(frozen=True)
class CheckList:
    """Findings by severity and rule; those put aside stand apart."""

    groups: list[SeverityGroup]
    aside: list[FindingLine]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def draft_of(plan: Plan, outline: PlanOutline, parts: Parts) -> Draft:
    """The plan as plain values; the number of queries does not depend on its size."""
    entries = list(
        CalendarEntry.objects.filter(plan=plan).only("pk", "work").order_by("starts_month", "position")
    )
    links = list(
        CalendarEntry.tasks.through.objects.filter(calendarentry__plan=plan).values_list(
            "calendarentry_id", "task_id"
        )
    )
    with_task, carried = {entry for entry, _task in links}, {task for _entry, task in links}
    keys = {part.row.pk: part.key for part in parts.values() if part.kind == PartKind.TASK}
    own, others = _places(plan.district)
    return Draft(
        texts=tuple(
            Text(part.key, name, part.text(name))
            for part in parts.values()
            for name in part.fields
            if part.text(name)
        ),
        period=plan.period,
        tasks=tuple(
            TaskFacts(
                part=node.task.key,
                title=node.task.title,
                has_lead=not node.needs_lead,
                has_audience=bool(node.audience),
                has_day=node.task.due_on is not None,
                has_entry=node.task.pk in carried,
            )
            for node in outline.all_tasks()
        ),
        entries=tuple(EntryFacts(entry.pk, entry.work, entry.pk in with_task) for entry in entries),
        empty_sections=tuple(
            node.section.key
            for node in outline.walk()
            if not (node.tasks or node.sections or node.section.text.strip())
        ),
        unknown_offices=tuple(
            (office.name, next((keys.get(row.pk) for row in office.places if isinstance(row, Task)), None))
            for office in unmatched_offices(plan)
        ),
        own_places=own,
        other_places=others,
    )


def check_list(plan: Plan, *, severity: str = "", words: str = "") -> CheckList:
    """All findings of the plan; `severity` and `words` narrow what is shown, not what is counted."""
    outline = plan_outline(plan)
    parts = parts_of(outline)
    findings = check(draft_of(plan, outline, parts))
    aside = {
        row.fingerprint: row for row in Dismissal.objects.filter(plan=plan).standing().select_related("by")
    }
    lines = [_line(finding, parts, aside.get(finding.fingerprint), plan) for finding in findings]
    standing = [line for line in lines if line.dismissal is None]
    ranks = {rule.code: rule.severity for rule in RULES}
    counts = {name: sum(1 for line in standing if ranks[line.finding.rule] == name) for name in SEVERITIES}
    shown = [
        line
        for line in standing
        if severity in ("", ranks[line.finding.rule])
        and all(word in _searched(line) for word in words.split())
    ]
    return CheckList(_grouped(shown), [line for line in lines if line.dismissal], counts)


def find_finding(plan: Plan, fingerprint: str) -> Finding | None:
    """The finding that a form speaks of, if the text still gives it."""
    outline = plan_outline(plan)
    found = check(draft_of(plan, outline, parts_of(outline)))
    return next((item for item in found if item.fingerprint == fingerprint), None)


def _grouped(lines: Sequence[FindingLine]) -> list[SeverityGroup]:
    groups = []
    for severity, words in SEVERITIES.items():
        rules = [
            RuleGroup(rule.code, RULE_WORDS[rule.code], _in_order(lines, rule.code))
            for rule in RULES
            if rule.severity == severity
        ]
        if rules := [rule for rule in rules if rule.lines]:
            groups.append(SeverityGroup(severity, words, rules))
    return groups


def _in_order(lines: Iterable[FindingLine], rule: str) -> list[FindingLine]:
    mine = [line for line in lines if line.finding.rule == rule]
    return sorted(mine, key=lambda line: (line.part.place if line.part else 1_000_000, line.finding.start))


def _searched(line: FindingLine) -> str:
    return f"{line.finding.words} {line.where} {RULE_WORDS[line.finding.rule].sentence}"


def _line(finding: Finding, parts: Parts, dismissal: Dismissal | None, plan: Plan) -> FindingLine:
    part = parts.get(finding.part) if finding.part or not finding.entry else None
    text = part.text(finding.field) if part and finding.field else ""
    end = finding.start + len(finding.words)
    is_there = text[finding.start : end] == finding.words
    return FindingLine(
        finding=finding,
        part=part,
        where=_where(finding, part, plan),
        before=text[max(0, finding.start - AROUND) : finding.start] if is_there else "",
        after=text[end : end + AROUND] if is_there else "",
        url=_mend(finding, part, plan),
        dismissal=dismissal,
    )


def _where(finding: Finding, part: Part | None, plan: Plan) -> str:
    if part is None or part.kind == PartKind.PLAN:
        return str(Field(finding.field).label) if finding.field else plan.title if part else ""
    return part.name


def _mend(finding: Finding, part: Part | None, plan: Plan) -> str:
    """The page on which an editor mends it."""
    if finding.entry:
        return reverse("entry_tasks", args=[finding.entry])
    if finding.rule == "unknown_office":
        return f"{reverse('plan_duties', args=[plan.pk])}#unmatched"
    if part is None or part.kind == PartKind.PLAN:
        return reverse("plan_head", args=[plan.pk])
    if part.kind == PartKind.SECTION:
        return reverse("section_edit", args=[part.row.pk])
    if finding.rule in ("without_lead", "without_audience"):
        return reverse("task_duties", args=[part.row.pk])
    if finding.rule == "day_without_entry":
        return f"{reverse('entry_new')}?plan={plan.pk}"
    return reverse("task_edit", args=[part.row.pk])


def _places(district: District) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the own place and those above and below, and the names of all others."""
    own: set[str] = set()
    others: set[str] = set()
    for row in District.objects.all():
        related = district.path.startswith(row.path) or row.path.startswith(district.path)
        (own if related else others).update(name for name in (row.name, row.bureau_name) if len(name) > 1)
    return frozenset(own), frozenset(others - own)

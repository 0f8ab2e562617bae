"""What is left open: placeholders, duties, audiences, times, sections without anything in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from drafting.checks.reading import Draft, Finding, TaskFacts, matches

_PLACEHOLDER = re.compile(
    r"[×Ｘ]{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|【[^】]{0,20}】|[_＿]{2,}|待定|待补充?|待确认|（略）|\?{2,}|？{2,}|TBD"
)


def placeholders(draft: Draft) -> Iterator[Finding]:
    """××, XX, 【】, ____, 待定: somebody meant to come back to it."""
    yield from matches(draft, "placeholder", _PLACEHOLDER)


def no_tasks(draft: Draft) -> Iterator[Finding]:
    """A plan in which nothing is to be done."""
    if not draft.tasks:
        yield Finding("no_tasks")


def without_lead(draft: Draft) -> Iterator[Finding]:
    """Nobody leads it, and no reason is given; issue is refused for that too."""
    return _tasks(draft, "without_lead", lambda task: not task.has_lead)


def without_audience(draft: Draft) -> Iterator[Finding]:
    """No schools are addressed: right for the offices' own work only."""
    return _tasks(draft, "without_audience", lambda task: not task.has_audience)


def without_time(draft: Draft) -> Iterator[Finding]:
    """Neither a day nor an entry of the calendar says until when."""
    return _tasks(draft, "without_time", lambda task: not task.has_day and not task.has_entry)


def day_without_entry(draft: Draft) -> Iterator[Finding]:
    """It has a day, and the calendar does not know it."""
    return _tasks(draft, "day_without_entry", lambda task: task.has_day and not task.has_entry)


def entry_without_task(draft: Draft) -> Iterator[Finding]:
    """The calendar has work that carries out no task."""
    for entry in draft.entries:
        if not entry.has_task:
            yield Finding("entry_without_task", words=entry.work, entry=entry.entry)


def empty_sections(draft: Draft) -> Iterator[Finding]:
    """A heading with nothing under it."""
    for part in draft.empty_sections:
        yield Finding("empty_section", part)


def unknown_offices(draft: Draft) -> Iterator[Finding]:
    """A name in the document that no office of the bureau bears: its work would reach nobody."""
    for name, part in draft.unknown_offices:
        yield Finding("unknown_office", part, words=name)


def twin_titles(draft: Draft) -> Iterator[Finding]:
    """Two tasks under one title: one was probably pasted twice."""
    by_title: dict[str, list[TaskFacts]] = defaultdict(list)
    for task in draft.tasks:
        by_title["".join(task.title.split()).rstrip("。．.")].append(task)
    for twins in by_title.values():
        for task in twins[1:]:
            yield Finding("twin_title", task.part, "title", task.title)


def other_places(draft: Draft) -> Iterator[Finding]:
    """The name of another place or its bureau: left over from somebody else's plan.

    Own names are looked for first, so that 临溪县 is not found inside 新临溪县 of the own bureau.
    """
    names = sorted(draft.own_places | draft.other_places, key=len, reverse=True)
    if not names:
        return
    pattern = re.compile("|".join(map(re.escape, names)))
    for found in matches(draft, "other_place", pattern):
        if found.words not in draft.own_places:
            yield found


def _tasks(draft: Draft, rule: str, is_found: Callable[[TaskFacts], bool]) -> Iterator[Finding]:
    for task in draft.tasks:
        if is_found(task):
            yield Finding(rule, task.part, words=task.title)

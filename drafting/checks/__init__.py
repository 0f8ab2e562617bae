"""The check list before approval (送审前检查): pure rules, each a small function over a draft.

A rule's sentence and its source stand in `drafting/check_words.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from drafting.checks import completeness, numbers, wording
from drafting.checks.reading import Draft, EntryFacts, Finding, TaskFacts, Text

__all__ = ["RULES", "Draft", "EntryFacts", "Finding", "Rule", "Severity", "TaskFacts", "Text", "check"]

Severity = Literal["must", "should", "look"]


@dataclass(frozen=True)
class Rule:
    """`must`: wrong on any paper; `should`: nearly always wrong; `look`: often meant so."""

    code: str
    severity: Severity
    find: Callable[[Draft], Iterable[Finding]]


RULES = (
    Rule("placeholder", "must", completeness.placeholders),
    Rule("no_tasks", "must", completeness.no_tasks),
    Rule("without_lead", "must", completeness.without_lead),
    Rule("other_place", "must", completeness.other_places),
    Rule("impossible_date", "must", numbers.impossible_dates),
    Rule("wrong_weekday", "must", numbers.wrong_weekdays),
    Rule("open_bracket", "must", wording.open_brackets),
    Rule("doubled_sign", "must", wording.doubled_signs),
    Rule("unknown_office", "should", completeness.unknown_offices),
    Rule("empty_section", "should", completeness.empty_sections),
    Rule("twin_title", "should", completeness.twin_titles),
    Rule("measure_without_number", "should", numbers.measures_without_number),
    Rule("day_without_entry", "should", completeness.day_without_entry),
    Rule("wrong_word", "should", wording.wrong_words),
    Rule("doubled_word", "should", wording.doubled_words),
    Rule("half_width", "should", wording.half_width),
    Rule("document_number", "should", numbers.document_numbers),
    Rule("chinese_zero", "should", numbers.chinese_zeros),
    Rule("sign_after_number", "should", wording.signs_after_numbers),
    Rule("percent_range", "should", numbers.percent_ranges),
    Rule("double_bound", "should", numbers.double_bounds),
    Rule("short_year", "should", numbers.short_years),
    Rule("far_year", "look", numbers.far_years),
    Rule("aim_without_number", "look", numbers.aims_without_number),
    Rule("without_audience", "look", completeness.without_audience),
    Rule("without_time", "look", completeness.without_time),
    Rule("entry_without_task", "look", completeness.entry_without_task),
    Rule("sign_between_marks", "look", wording.signs_between_marks),
    Rule("full_width", "look", wording.full_width),
    Rule("blank", "look", wording.blanks),
)


def check(draft: Draft, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """All findings, rule by rule; the same words in the same text are one finding."""
    found: dict[str, Finding] = {}
    for rule in rules:
        for item in rule.find(draft):
            found.setdefault(item.fingerprint, item)
    return list(found.values())

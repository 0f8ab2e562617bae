"""What the check list says: each rule's sentence, and where the rule comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class RuleWords:
    sentence: Text
    source: Text = ""


SEVERITIES: dict[str, Text] = {
    "must": _("Must be mended"),
    "should": _("Better mended"),
    "look": _("Worth a look"),
}

PUNCTUATION = _("GB/T 15834—2011, use of punctuation marks")
NUMBERS = _("GB/T 15835—2011, numbers in print")
PAPERS = _("GB/T 9704—2012, layout of official papers, 7.2.5")
DICTIONARY = _("The dictionary of modern Chinese, and the list of variant words GF 1001—2001")

RULE_WORDS: dict[str, RuleWords] = {
    "placeholder": RuleWords(
        _("A placeholder still stands in the text"), _("What is left open is not issued")
    ),
    "without_lead": RuleWords(
        _("Nobody leads the task"), _("A plan is not issued while a task lacks its lead")
    ),
    "other_place": RuleWords(
        _("Another place or its bureau is named"), _("The register of bureaus in this portal")
    ),
    "impossible_date": RuleWords(_("There is no such day"), _("The calendar")),
    "wrong_weekday": RuleWords(_("The day does not fall on that weekday"), _("The calendar")),
    "open_bracket": RuleWords(_("Brackets or quotation marks do not match"), PUNCTUATION),
    "doubled_sign": RuleWords(_("Punctuation stands twice"), PUNCTUATION),
    "unknown_office": RuleWords(
        _("The name means no office of the bureau"), _("The register of offices in this portal")
    ),
    "no_tasks": RuleWords(_("The plan has no tasks yet"), _("A plan says what is to be done")),
    "empty_section": RuleWords(_("Nothing stands under the heading"), _("A heading announces something")),
    "twin_title": RuleWords(_("Another task has the same title"), _("One duty is told of once")),
    "measure_without_number": RuleWords(
        _("A measure is promised, but no number"), _("A target can be measured")
    ),
    "day_without_entry": RuleWords(
        _("The task has a day, the calendar has no entry"), _("The calendar carries the plan out")
    ),
    "wrong_word": RuleWords(_("Probably the wrong word"), DICTIONARY),
    "doubled_word": RuleWords(_("Words stand twice"), _("A slip of typing")),
    "half_width": RuleWords(_("Half-width punctuation among Chinese words"), PUNCTUATION),
    "document_number": RuleWords(_("A document number is not in its form"), PAPERS),
    "chinese_zero": RuleWords(_("The zero in a year in Chinese numbers is 〇"), NUMBERS),
    "sign_after_number": RuleWords(_("The sign after an ordinal number is wrong"), PUNCTUATION),
    "percent_range": RuleWords(_("Both ends of a range bear the percent sign"), NUMBERS),
    "double_bound": RuleWords(_("A number is bounded twice over"), _("One of the two words is too much")),
    "short_year": RuleWords(_("A year is written with four digits"), NUMBERS),
    "far_year": RuleWords(_("A year far from the plan's own"), _("Perhaps it was left from an old plan")),
    "aim_without_number": RuleWords(_("An aim without a number"), _("A target can be measured")),
    "without_audience": RuleWords(
        _("The task addresses no schools"), _("Right for the offices' own work only")
    ),
    "without_time": RuleWords(_("The task has no time"), _("Neither a day nor an entry of the calendar")),
    "entry_without_task": RuleWords(
        _("The entry of the calendar carries out no task"), _("The calendar carries the plan out")
    ),
    "sign_between_marks": RuleWords(_("No sign stands between titles or quotations in marks"), PUNCTUATION),
    "full_width": RuleWords(_("Digits or letters as wide as a Chinese sign"), NUMBERS),
    "blank": RuleWords(_("A blank between Chinese words"), _("A slip of typing")),
}

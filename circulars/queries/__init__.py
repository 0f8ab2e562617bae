"""Reads of papers and of the register, shaped for services, pages and papers."""

from circulars.queries.disclosure import facts_of, oddities_of, papers_with_fingerprint, signed_off_on
from circulars.queries.numbers import find_numbers, next_serial, register_faults, reserved_numbers
from circulars.queries.papers import (
    circulars_for_list,
    circulars_of_plan,
    find_circulars,
    knowing_editions,
    other_editions,
    people_addressed,
    place_in_queue,
    plan_calendar,
    plans_to_issue,
    public_circulars,
    publishing_bureaus,
    receipts_overview,
    rules_of_plan,
    signing_places,
    unsigned_counts,
)

__all__ = [
    "circulars_for_list",
    "circulars_of_plan",
    "facts_of",
    "find_circulars",
    "find_numbers",
    "knowing_editions",
    "next_serial",
    "oddities_of",
    "other_editions",
    "papers_with_fingerprint",
    "people_addressed",
    "place_in_queue",
    "plan_calendar",
    "plans_to_issue",
    "public_circulars",
    "publishing_bureaus",
    "receipts_overview",
    "register_faults",
    "reserved_numbers",
    "rules_of_plan",
    "signed_off_on",
    "signing_places",
    "unsigned_counts",
]

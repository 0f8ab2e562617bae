"""Follow-up: see tests/access_world.py."""

from typing import Any

from tests.access_world import RELATIONS, Bureau, Case

ANYBODY = frozenset(RELATIONS)  # a rule's address names a kind; whoever asks sees that of their own bureau


def kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "due_soon"}


def no_kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "nudge"}  # a reason to be reminded, but no rule


CASES = {
    "reminder_list": Case(),
    "reminder_preview": Case(),
    "rule_list": Case(),
    "rule_edit": (
        Case(row=kind, opens=ANYBODY, data={"days": 5, "tells": ["lead_staff"]}),
        Case(row=no_kind, get={404}, post={404}),
    ),
    "rule_switch": (Case(row=kind, opens=ANYBODY), Case(row=no_kind, get={404}, post={404})),
    "rhythm_edit": Case(data={"hour": 8}),
}

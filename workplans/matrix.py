"""One row of the responsibility matrix, and what somebody does in it. Pure: duties in, duties out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workplans.drafts import Duties

LEAD, SUPPORT, NOTHING = "lead", "support", ""
ROLES = frozenset({LEAD, SUPPORT, NOTHING})


@dataclass(frozen=True)
class RowChange:
    """What somebody does in the row of one task.

    seen: the task's duties as they stood before that person.
    cells: the role by the office's key; "" takes the office out.
    reason: why nobody leads it; None leaves that as it is.
    """

    task: int
    seen: Duties
    cells: Mapping[int, str] = field(default_factory=dict)
    reason: str | None = None


class Collision(Exception):
    """Somebody else changed the same cell, or who leads, meanwhile."""


class TwoLeads(Exception):
    """Two offices would lead; the former one must be taken out or made supporting in the same step."""


class LeadAndReason(Exception):
    """It would have a lead, and say why it has none."""


def filled(now: Duties, change: RowChange) -> Duties:
    """The duties after the change. Of two people who fill different cells of a row both are kept.

    A lead makes the reason for none needless; it goes. Raises Collision, TwoLeads, LeadAndReason.
    """
    standing, seen = _roles(now), _roles(change.seen)
    for office, role in change.cells.items():
        if standing.get(office, NOTHING) not in (seen.get(office, NOTHING), role):
            raise Collision
    row = {office: role for office, role in {**standing, **change.cells}.items() if role}
    leads = [office for office, role in row.items() if role == LEAD]
    if len(leads) > 1:
        raise Collision if now.lead != change.seen.lead else TwoLeads
    if change.reason is not None and now.no_lead_reason not in (change.seen.no_lead_reason, change.reason):
        raise Collision
    if leads and change.reason:
        raise LeadAndReason
    reason = now.no_lead_reason if change.reason is None else change.reason.strip()
    supporting = frozenset(office for office, role in row.items() if role == SUPPORT)
    return Duties(leads[0], supporting) if leads else Duties(None, supporting, reason)


def _roles(duties: Duties) -> dict[int, str]:
    """By office."""
    return dict.fromkeys(duties.supporting, SUPPORT) | ({duties.lead: LEAD} if duties.lead else {})

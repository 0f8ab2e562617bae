"""The versions of a plan that somebody may read, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from districts.differences import ADDED, REMOVED
from districts.models import User
from workplans.comparing import CHANGED, Change, Part
from workplans.models import Plan, PlanVersion
from workplans.queries.outline import paragraphs
from workplans.queries.snapshots import HEAD, Snapshot, annexed_parts, changes_between, text_parts


def versions_for(plan: Plan, user: User) -> QuerySet[PlanVersion]:
    """The bureau's own people read every version; who reads the issued plan, what was issued."""
    rows = PlanVersion.objects.filter(plan=plan).select_related("by")
    return rows if plan.district_id in user.bureau_district_ids else rows.filter(edition__isnull=False)


def editions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """What went out, the newest first."""
    return plan.versions.filter(edition__isnull=False).defer("snapshot")


@dataclass(frozen=True)
class Line:
    """A part of a kept text as it is read: `level` 2 and 3 for headings, 0 for tasks."""

    part: Part
    level: int
    paragraphs: list[str]
    stands: bool


@dataclass(frozen=True)
class ReadVersion:
    head: Part
    preamble: list[str]
    lines: list[Line]
    calendar: list[Part]


def read_version(version: PlanVersion, standing: set[str]) -> ReadVersion:
    """The version in reading order; `standing` are the keys of what is in the plan now."""
    snapshot: Snapshot = version.snapshot
    depth = {str(kept["origin"] or kept["key"]): kept["depth"] for kept in snapshot["sections"]}
    head, *parts = text_parts(snapshot)
    lines = [
        Line(
            part,
            min(depth[part.key] + 2, 4) if part.kind == "section" else 0,
            paragraphs(part.body),
            part.key in standing,
        )
        for part in parts
    ]
    return ReadVersion(head, paragraphs(head.body), lines, annexed_parts(snapshot))


@dataclass(frozen=True)
class Row:
    """A changed part as the page lays it out; `where` is the heading it stands under, now and before."""

    change: Change
    word: str
    shape: str
    label: str
    where: str
    was_label: str = ""
    was_where: str = ""
    may_restore: bool = False

    @property
    def is_head(self) -> bool:
        return self.change.part.kind == HEAD


@dataclass(frozen=True)
class Comparison:
    rows: list[Row]
    counts: dict[str, int] = field(default_factory=dict)


def compare_versions(
    plan: Plan, before: Snapshot, after: Snapshot, *, may_restore: bool = False
) -> Comparison:
    """Only what differs, in reading order; a number that follows from another part's coming is no change."""
    found = changes_between(plan, before, after)
    headings = {
        part.key: f"{part.label}{part.title}"
        for change in found
        for part in (change.before, change.after)
        if part and part.kind == "section"
    }
    changes = [change for change in found if change.is_change]
    rows = [_row(change, headings, may_restore) for change in changes]
    counts = {
        "changed": sum(change.op == CHANGED for change in changes),
        "added": sum(change.op == ADDED for change in changes),
        "removed": sum(change.op == REMOVED for change in changes),
        "moved": sum(change.moved for change in changes),
    }
    return Comparison(rows, counts)


def _row(change: Change, headings: dict[str, str], may_restore: bool) -> Row:
    before, after, part = change.before, change.after, change.part
    return Row(
        change,
        word=_word(change),
        shape=SHAPES[change.op],
        label=part.label,
        where=headings.get(part.home, ""),
        was_label=before.label if before and after and before.label != after.label else "",
        was_where=headings.get(before.home, "") if before and after and before.home != after.home else "",
        may_restore=may_restore and before is not None and part.kind == "task",
    )


SHAPES = {ADDED: "approved", REMOVED: "stopped", CHANGED: "doing", "same": "info"}


def _word(change: Change) -> str:
    words = {ADDED: _("added"), REMOVED: _("taken out"), CHANGED: _("reworded")}
    said = [words[change.op]] if change.op in words else []
    return "、".join([*said, *([_("moved")] if change.moved else [])])

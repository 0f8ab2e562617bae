"""One year's plan beside the last: what is new, what went and why, what changed, the targets then and now."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from districts.differences import Piece, differences
from rollover.models import Decision
from rollover.shifting import shift_text
from workplans.models import Plan, Target
from workplans.models.targets import plain
from workplans.queries import TaskNode, plan_outline


@dataclass(frozen=True)
class Gone:
    """A task of last year that has no successor; `decision` says why, where somebody decided."""

    node: TaskNode
    decision: Decision | None


@dataclass(frozen=True)
class Pair:
    """A task then and now; `words` are what changed, empty where nothing did but the year."""

    before: TaskNode
    node: TaskNode
    words: list[Piece]


@dataclass(frozen=True)
class TargetPair:
    """A promise then and now; one of them may be missing."""

    node: TaskNode
    before: Target | None
    now: Target | None

    @property
    def unit(self) -> str:
        target = self.now or self.before
        return target.unit if target else ""

    @property
    def words(self) -> str:
        target = self.now or self.before
        return target.as_written if target else ""

    @property
    def value_before(self) -> str:
        return self.before.value_shown if self.before else ""

    @property
    def value_now(self) -> str:
        return self.now.value_shown if self.now else ""

    @property
    def measured(self) -> str:
        """What was reached the year before, where it was looked at."""
        return self.before.measured_shown if self.before else ""

    @property
    def difference(self) -> str:
        if not self.before or not self.now:
            return ""
        step = self.now.value - self.before.value
        return f"{'+' if step > 0 else '−'}{plain(abs(step))}" if step else ""


@dataclass(frozen=True)
class YearOnYear:
    plan: Plan
    before: Plan
    new: list[TaskNode]
    gone: list[Gone]
    changed: list[Pair]
    same: list[Pair]
    targets: list[TargetPair]


def year_on_year(plan: Plan, before: Plan) -> YearOnYear:
    """In eleven queries at any size: both outlines with their targets, and the decisions."""
    now, then = plan_outline(plan, with_targets=True), plan_outline(before, with_targets=True)
    old = {node.task.pk: node for node in then.all_tasks()}
    new: list[TaskNode] = []
    pairs: list[Pair] = []
    for node in now.all_tasks():
        was = old.get(node.task.predecessor_id or 0)
        if was is None:
            new.append(node)
        else:
            pairs.append(Pair(was, node, _words(was, node, before, plan.year - before.year)))
    followed = {pair.before.task.pk for pair in pairs}
    decisions = {
        decision.task_id: decision
        for decision in Decision.objects.filter(rollover__plan=plan, task__isnull=False).select_related(
            "decided_by"
        )
    }
    gone = [Gone(node, decisions.get(pk)) for pk, node in old.items() if pk not in followed]
    return YearOnYear(
        plan=plan,
        before=before,
        new=new,
        gone=gone,
        changed=[pair for pair in pairs if pair.words],
        same=[pair for pair in pairs if not pair.words],
        targets=[row for pair in pairs for row in _targets(pair)],
    )


def text_of(node: TaskNode) -> str:
    return f"{node.task.title}{node.task.body}".replace("\n", "")


def _words(was: TaskNode, node: TaskNode, before: Plan, years: int) -> list[Piece]:
    """What changed; nothing where the text only moved on by the years between."""
    then, now = text_of(was), text_of(node)
    if now in (then, shift_text(then, base=before.year, years=years, own_titles=[before.title]).text):
        return []
    return differences(then, now)


def _targets(pair: Pair) -> list[TargetPair]:
    """Each promise of now with the one of then that is most like it, in the same unit; then those that went."""
    left = list(pair.before.targets)
    rows: list[TargetPair] = []
    for target in pair.node.targets:
        same = [old for old in left if old.unit == target.unit]
        like = max(same, key=lambda old: _likeness(old, target), default=None)
        if like:
            left.remove(like)
        rows.append(TargetPair(pair.node, like, target))
    return rows + [TargetPair(pair.node, old, None) for old in left]


def _likeness(one: Target, other: Target) -> float:
    return SequenceMatcher(None, one.as_written, other.as_written, autojunk=False).ratio()

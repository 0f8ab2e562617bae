"""People decide what becomes of every part of last year's plan; each decision is kept at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from districts.models import User
from districts.trail import Act, record, record_many
from rollover.models import Choice, Decision, Rollover
from rollover.queries.parts import Part, parts_of
from rollover.refusals import AlreadyMade, DecidedMeanwhile
from workplans.models import Plan


def start_rollover(*, source: Plan, by: User) -> Rollover:
    """The way from this plan to next year's; there is one at a time, which everybody of the bureau goes on with."""
    with transaction.atomic():
        rollover, is_new = Rollover.objects.get_or_create(
            source=source, plan=None, defaults={"district": source.district, "started_by": by}
        )
        if is_new:
            record(by=by, verb="start_rollover", on=rollover, after={"source": source.title})
    return rollover


def discard_rollover(*, rollover: Rollover, by: User) -> None:
    """Give it up: what was decided goes, and stays in the trail. Doing it twice changes nothing. Raises AlreadyMade."""
    with transaction.atomic():
        current = Rollover.objects.select_for_update(of=("self",)).filter(pk=rollover.pk).first()
        if current is None:
            return
        if not current.is_open:
            raise AlreadyMade
        source = current.source
        kept = [
            {"part": str(decision.part), "choice": decision.choice, "reason": decision.reason}
            for decision in current.decisions.select_related("task", "section", "entry")
        ]
        record(by=by, verb="discard_rollover", on=current, before={"source": source.title, "decisions": kept})
        current.delete()


def decide(
    *, rollover: Rollover, part: Part, choice: str, by: User, reason: str = "", version: int | None = None
) -> Decision:
    """Keep what becomes of one part. A reason that is still missing may follow: until then it is not decided.

    `version` is the decision's as the author saw it, 0 for none. Raises AlreadyMade; DecidedMeanwhile when somebody
    else decided otherwise in between.
    """
    wanted = _clean(choice, reason)
    with transaction.atomic():
        hold_open(rollover)
        current = Decision.objects.filter(rollover=rollover, **{part.kind: part.row}).first()
        if current and (current.choice, current.reason) == wanted:
            return current
        if current and version is not None and current.version != version:
            raise DecidedMeanwhile(current)
        before = {"choice": current.choice, "reason": current.reason} if current else None
        decision = current or Decision(rollover=rollover, **{part.kind: part.row})
        decision.choice, decision.reason = wanted
        decision.decided_by = by
        decision.version = current.version + 1 if current else 1
        decision.save()
        record(
            by=by,
            verb="decide",
            on=decision,
            before=before,
            after={"choice": decision.choice, "reason": decision.reason},
        )
    return decision


def decide_many(
    *, rollover: Rollover, parts: Iterable[Part], choice: str, by: User, reason: str = ""
) -> list[Decision]:
    """The same decision for those of the parts that are not decided yet; returns the new ones."""
    wanted = _clean(choice, reason)
    return _keep(rollover, [(part, *wanted) for part in parts], by=by)


def accept_proposals(*, rollover: Rollover, by: User, parts: Iterable[Part] | None = None) -> list[Decision]:
    """What progress proposes, for everything (or those parts) not decided yet."""
    parts = parts_of(rollover) if parts is None else parts
    return _keep(rollover, [(part, part.proposal.choice, part.proposal.reason) for part in parts], by=by)


def hold_open(rollover: Rollover) -> None:
    """Hold the rollover until the transaction ends, and be sure that nothing was made of it. Raises AlreadyMade."""
    if not Rollover.objects.filter(pk=rollover.pk, plan=None).update(started_at=F("started_at")):
        raise AlreadyMade


def _keep(rollover: Rollover, wanted: Iterable[tuple[Part, str, str]], *, by: User) -> list[Decision]:
    with transaction.atomic():
        hold_open(rollover)
        known = {
            next(
                key
                for key in (("task", d.task_id), ("section", d.section_id), ("entry", d.entry_id))
                if key[1]
            ): d
            for d in rollover.decisions.all()
        }
        halves: list[Decision] = []
        new: list[Decision] = []
        for part, choice, reason in wanted:
            decision = known.get((part.kind, part.row.pk))
            if decision and decision.is_whole:
                continue
            if decision:
                setattr(decision, part.kind, part.row)
                halves.append(decision)
            else:
                decision = Decision(rollover=rollover, version=0, **{part.kind: part.row})
                new.append(decision)
            decision.choice, decision.reason, decision.decided_by = choice, reason, by
            decision.version += 1
        Decision.objects.bulk_create(new)
        Decision.objects.bulk_update(halves, ["choice", "reason", "decided_by", "version"])
        record_many(
            [
                Act("decide", row, after={"choice": row.choice, "reason": row.reason})
                for row in [*new, *halves]
            ],
            by=by,
            district=rollover.district,
        )
    return [*new, *halves]


def _clean(choice: str, reason: str) -> tuple[str, str]:
    """To continue needs no reason, so it keeps none. Raises ValueError for a choice there is not."""
    choice = Choice(choice)
    return choice, "" if choice == Choice.CONTINUE else " ".join(reason.split())[:300]

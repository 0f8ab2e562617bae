"""Copied text becomes lines of the plan."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction

from districts.models import User
from districts.trail import record
from workplans.models import Plan
from workplans.pasting import read_pasted
from workplans.refusals import NothingToJoin
from workplans.services.lines import FIRST, SECOND, TASK, Line, find_line, line_of, write_line
from workplans.services.opening import open_plan


def paste_lines(*, plan: Plan, text: str, key: UUID, by: User, after: UUID | None = None) -> list[Line]:
    """Headings and tasks of the copied text, below `after` and in its order. Asking twice with one key pastes once.

    A second heading that finds no first above it is made one of the first level. Raises NothingToJoin where there is
    nothing to read, PartGone when the line above is gone.
    """
    pasted = read_pasted(text)
    if not pasted:
        raise NothingToJoin
    written: list[Line] = []
    with transaction.atomic():
        open_plan(plan.pk)
        if find_line(plan, uuid5(key, "0")):
            return [line_of(plan, uuid5(key, str(number))) for number in range(len(pasted))]
        has_first = _stands_under_a_heading(plan, after)
        above = after
        for number, line in enumerate(pasted):
            level = line.level if line.level != SECOND or has_first else FIRST
            has_first = has_first or level != TASK
            new = uuid5(key, str(number))
            written.append(
                write_line(
                    plan=plan, key=new, level=level, title=line.title, body=line.body, after=above, by=by
                )
            )
            above = new
        record(by=by, verb="paste_lines", on=plan, after={"parts": len(written)})
    return written


def _stands_under_a_heading(plan: Plan, after: UUID | None) -> bool:
    if after is None:
        return False
    above = line_of(plan, after)
    return getattr(above, "section_id", above.pk) is not None

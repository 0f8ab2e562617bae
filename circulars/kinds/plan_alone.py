"""The plan without its notice: title, text, 行事历 behind it. For meetings and for the desk."""

from circulars.kinds.source import Source, some
from circulars.kinds.term_calendar import calendar_table
from circulars.paper import Paper


def plan_alone(source: Source) -> Paper:
    some(source.blocks)
    return Paper(
        letterhead="",
        title=source.plan_title,
        blocks=source.blocks,
        appendices=(calendar_table(source),) if source.months else (),
    )

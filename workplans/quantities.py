"""Measurable promises inside a task's text (指标). Values in, values out: no Django, no clock."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparator = Literal["at_least", "at_most", "exactly", "up_by", "down_by"]


@dataclass(frozen=True)
class Quantity:
    """One promise: 公办园入园率达74.5%以上 is at_least 74.5 %.

    subject: what is counted, as written before the number (公办园入园率), possibly empty.
    unit: as written (%, 所, 个百分点, 小时 …).
    hard: False where the text only strives (力争, 争取, 努力 …).
    as_written: the clause it stands in.
    """

    subject: str
    comparator: Comparator
    value: Decimal
    unit: str
    hard: bool
    as_written: str

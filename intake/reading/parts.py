"""The parts of a paper: what stands above the plan, the plan, what is attached; and the marks between them. Pure."""

import re
from itertools import pairwise

from intake.reading.blocks import Line
from intake.reading.labels import read_label

_ATTACHMENT_MARK = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年\s*"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?\s*[)）]?"
)
PUBLIC_NOTE = re.compile(
    r"[（(](?:此件|本文|联系人|联系电话|公开).{0,80}[）)]|(?:联系人|联系电话)[：:].{2,60}"
)


def is_attachment_mark(line: Line) -> bool:
    """附件, 附件1: what follows is attached."""
    return bool(_ATTACHMENT_MARK.fullmatch(line.text))


def is_date_line(text: str) -> bool:
    return bool(_DATE_LINE.fullmatch(text))


def main_part(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Cut the paper at its 附件 marks: what stands above the plan, the plan, and what is attached to it.

    The plan is the part with most labels: a notice is short, and the plan it sends round is its attachment.
    """
    marks = [place for place, line in enumerate(lines) if is_attachment_mark(line)]
    bounds = [0, *marks, len(lines)]
    parts = [lines[begin:end] for begin, end in pairwise(bounds)]
    labels = [sum(1 for line in part if line.heading or read_label(line.text)) for part in parts]
    main = max(range(len(parts)), key=lambda place: (labels[place], -place))
    above = [line for part in parts[:main] for line in part]
    return above, parts[main], [line for part in parts[main + 1 :] for line in part]

"""A 行事历 written as text: a month on its own line, and below it the month's work. Blocks in, blocks out."""

import re
from itertools import takewhile

from intake.reading.blocks import Block, Cell, Grid, Line
from intake.reading.labels import RANKS, Label, read_label
from intake.reading.outline import SetAside
from intake.reading.parts import is_attachment_mark, is_date_line
from intake.reading.wording import is_heading_like, is_organisation

_TITLE = re.compile(r"行事历|月历|(?:月度|每月|逐月|各月|分月)(?:主要|重点)?工作|安排|日程|进程")
_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_MONTH = re.compile(
    rf"((?:(?:19|20)\d\d\s*[年.．]\s*)?{_NUMBER}(?:月份?|(?=\s*[—–\-－~～至、]))"
    rf"(?:\s*[—–\-－~～至、]\s*(?:次年|(?:19|20)\d\d年)?{_NUMBER}月份?)?)(?<=[月份])"
    r"\s*(?:[：:]\s*|[\s\u3000]+|$)"
)
_FEW_MONTHS = 2


def tables_from_lists(blocks: list[Block]) -> tuple[list[Block], list[SetAside]]:
    """Turn the list of months right below a heading such as 行事历 into a grid, as a table would be.

    Labels and colons of the list are set aside, since months order it.
    """
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and _TITLE.search(block.text) and is_heading_like(block.text):
            items = list(takewhile(_goes_on, blocks[place + 1 :]))
            items = _without_signature(items, blocks[place + 1 + len(items) :])
            lines = [item for item in items if isinstance(item, Line)]
            if lines and _month(lines[0]) and sum(1 for line in lines if _month(line)) >= _FEW_MONTHS:
                asides: list[SetAside] = []
                grid = Grid(tuple(_rows(lines, asides)))
                return [*blocks[: place + 1], grid, *blocks[place + 1 + len(items) :]], asides
    return blocks, []


def _goes_on(block: Block) -> bool:
    """A list of months ends at a table, a new heading, an attachment or the sign-off."""
    if not isinstance(block, Line) or is_attachment_mark(block) or is_date_line(block.text):
        return False
    label = read_label(block.text)
    return _month(block) is not None or not (block.heading or (label and label.rank < RANKS["paren_hanzi"]))


def _without_signature(items: list[Block], following: list[Block]) -> list[Block]:
    """The organisation above the date that ends the list signs it."""
    dated = bool(following) and isinstance(following[0], Line) and is_date_line(following[0].text)
    signed = bool(items) and isinstance(items[-1], Line) and is_organisation(items[-1].text)
    return items[:-1] if dated and signed else items


def _month(line: Line) -> re.Match[str] | None:
    """The month a line begins with, behind its label if it has one."""
    return _MONTH.match(_unlabelled(line.text)[1])


def _unlabelled(text: str) -> tuple[Label | None, str]:
    label = read_label(text)
    return label, label.rest if label else text


def _rows(lines: list[Line], asides: list[SetAside]) -> list[tuple[Cell, Cell]]:
    rows: list[tuple[Cell, Cell]] = []
    for line in lines:
        label, text = _unlabelled(line.text)
        month = _MONTH.match(text)
        if label:
            asides.append(SetAside(label.mark, "row_number"))
        if month:
            colon = month.group()[len(month[1]) :].strip()
            if colon:
                asides.append(SetAside(colon, "colon"))
            rows.append((Cell(month[1]), Cell(text[month.end() :])))
        elif (
            label is None and rows and rows[-1][1].text and not rows[-1][1].text.endswith(("。", "；", "）"))
        ):
            rows[-1] = (rows[-1][0], Cell(rows[-1][1].text + text))
        else:
            rows.append((Cell(), Cell(text)))
    return rows

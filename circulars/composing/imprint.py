"""版记: 抄送机关, 印发机关 and 印发日期 between rules, at the very foot of the last page (7.4)."""

from dataclasses import replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import HEIGHT, IMPRINT, THICK, THIN, WIDTH
from circulars.composing.pieces import Piece, Rule, Text
from circulars.composing.typesetter import DoesNotFit, Typesetter, run
from circulars.paper import LETTER, Paper
from workplans.periods import chinese_date

SIDE = IMPRINT.size  # 左右各空一字
LABEL = "抄送："


def imprint(paper: Paper, setter: Typesetter) -> Box | None:
    """The 版记 as a block, or None where the paper names neither who is copied nor who prints."""
    parts = [part for part in (_copied_to(paper, setter), _printed_by(paper, setter)) if part]
    if not parts:
        return None
    if paper.form == LETTER:
        return _without_rules(paper, parts[0])
    pieces: list[Piece] = [Rule(top=0.0, thickness=THICK)]
    top = THICK
    for place, part in enumerate(parts):
        if place > 0:
            pieces.append(Rule(top=top, thickness=THIN))
            top += THIN
        pieces += [replace(text, top=top + IMPRINT.leading / 2) for text in part]
        top += IMPRINT.pitch * max(len(text.lines) for text in part)
    pieces.append(Rule(top=top, thickness=THICK))
    if top + THICK > HEIGHT:
        raise DoesNotFit(paper.copied_to)
    return Box(tuple(pieces), height=top + THICK)


def _without_rules(paper: Paper, copied: list[Text]) -> Box:
    """A letter's 版记 has neither rules nor who printed it (10.1)."""
    style = copied[0].style
    height = style.height(max(len(text.lines) for text in copied))
    if height > HEIGHT:
        raise DoesNotFit(paper.copied_to)
    return Box(tuple(copied), height=height)


def _copied_to(paper: Paper, setter: Typesetter) -> list[Text]:
    """抄送, hanging after the colon, ending with a full stop."""
    if not paper.copied_to:
        return []
    left = SIDE + setter.length(LABEL) * IMPRINT.size
    width = WIDTH - left - SIDE
    lines = setter.lines([run(copied_names(paper))], measure=width / IMPRINT.size)
    return [
        replace(setter.fixed(LABEL, style=IMPRINT), left=SIDE, width=left - SIDE),
        Text(lines, IMPRINT, left=left, width=width),
    ]


def _printed_by(paper: Paper, setter: Typesetter) -> list[Text]:
    """印发机关 at the left, 印发日期 at the right, on one line; a letter has neither."""
    texts: list[Text] = []
    if paper.form == LETTER:
        return texts
    if paper.printed_by:
        texts.append(
            replace(setter.fixed(paper.printed_by, style=IMPRINT), left=SIDE, width=WIDTH - 2 * SIDE)
        )
    if paper.printed_on:
        day = setter.fixed(printed_day(paper), style=IMPRINT)
        texts.append(replace(day, left=SIDE, width=WIDTH - 2 * SIDE, align="right"))
    return texts


def copied_names(paper: Paper) -> str:
    """抄送机关 with the full stop that ends them."""
    names = one_line(paper.copied_to)
    return names if names.endswith("。") else f"{names}。"


def printed_day(paper: Paper) -> str:
    """2026年3月2日印发."""
    return f"{chinese_date(paper.printed_on)}印发" if paper.printed_on else ""

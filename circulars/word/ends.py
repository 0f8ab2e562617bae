"""The head of the paper (版头) and what closes it: 附件说明, 署名, 成文日期, 附注."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from circulars.composing.characters import one_line
from circulars.composing.closing import LAST_LINES_WITH_SIGN_OFF, attachment_names, note
from circulars.composing.geometry import EM, LETTERHEAD_TOP, PITCH, POINT, WIDTH
from circulars.composing.head import signer_lines
from circulars.composing.letterhead import letterhead_text
from circulars.composing.lines import Run
from circulars.composing.marks import marks_of_paper
from circulars.composing.pieces import Page, Text
from circulars.composing.sign_off import SignOff, sign_off, sign_off_texts
from circulars.composing.typesetter import INDENT, run
from circulars.fonts import Slot
from circulars.paper import LETTER, MINUTES, Paper
from circulars.word import heads, styles
from circulars.word.elements import (
    PARAGRAPH_ORDER,
    RED,
    border,
    element,
    paragraph_property,
    put,
    set_fonts,
    set_lines,
    set_tabs,
    twips,
)
from circulars.word.manuscript import Manuscript
from circulars.word.styles import LINE

LABEL_SLACK = 40
"""签发人 begins so many twips early, lest it runs over the stop where the names begin."""


def write_head(script: Manuscript, paper: Paper) -> int:
    """版头; how many twips of the first page it takes."""
    if paper.form == LETTER:
        return heads.letter_head(script, paper)
    if paper.form == MINUTES:
        return heads.minutes_head(script, paper)
    if paper.partners:
        return heads.joint_letterhead(script, paper) + _write_number(script, paper)
    present = marks_of_paper(paper)
    for text, slot in present:
        script.paragraph(styles.PLACED, run(text, slot))
    name = letterhead_text(paper.letterhead, script.setter)
    line = twips(name.style.pitch if len(name.lines) > 1 else name.style.size)
    letterhead = script.broken(styles.LETTERHEAD, [line.text for line in name.lines], Slot.XIAOBIAOSONG)
    white = twips(LETTERHEAD_TOP) - len(present) * LINE
    set_lines(letterhead._p.get_or_add_pPr(), exact=line, before=white)
    for part in letterhead.runs:
        set_fonts(part._r.get_or_add_rPr(), Slot.XIAOBIAOSONG, points=round(name.style.size / POINT * 2) / 2)
    used = len(present) * LINE + white + len(name.lines) * line
    return used + _write_number(script, paper)


def _write_number(script: Manuscript, paper: Paper) -> int:
    """发文字号, 签发人 and the red rule."""
    rows = signer_lines(paper, script.setter)
    number, white, used = one_line(paper.number), 2 * LINE - 260, 0
    label = EM * script.setter.length("签发人：")
    for place, row in enumerate(rows or [None]):
        is_last = place == max(len(rows) - 1, 0)
        paragraph = script.paragraph(styles.NUMBER)
        properties = paragraph._p.get_or_add_pPr()
        if row is None:
            script.fill(paragraph, styles.NUMBER, [run(number)])
        else:
            stops = [
                ("left", twips(EM)),
                ("left", twips(row.left - label) - LABEL_SLACK),
                ("left", twips(row.left)),
            ]
            paragraph_property(properties, "jc", val="left")
            set_tabs(properties, stops)
            names = run(row.lines[0].text, Slot.KAITI)
            opening = number if is_last else ""
            parts = [Run("\t", Slot.FANGSONG), run(opening), Run("\t", Slot.FANGSONG)]
            parts += [run("签发人：" if place == 0 else ""), Run("\t", Slot.FANGSONG), names]
            script.fill(paragraph, styles.NUMBER, parts)
        set_lines(properties, exact=styles.NUMBER.line, before=white)
        used += white + styles.NUMBER.line
        white = LINE - styles.NUMBER.line
    rule = element("pBdr")
    rule.append(border("bottom", 12, colour=RED, space=11))
    put(script.document.paragraphs[-1]._p.get_or_add_pPr(), rule, PARAGRAPH_ORDER)
    return used + 11 * 20 + 30


def write_closing(script: Manuscript, paper: Paper, pages: Sequence[Page], *, first_of_text: int) -> None:
    """附件说明, 署名, 成文日期, 附注; the sign-off keeps to the text above it, as close as on the composed `pages`."""
    names, last_of_text = paper.attachments_note, len(script.document.paragraphs) - 1
    for place, (number, name) in enumerate(attachment_names(names)):
        hang = script.setter.length(("附件：" if place == 0 else "") + number)
        left = INDENT + script.setter.length("附件：" + number)
        paragraph = script.paragraph(
            styles.PLACED,
            run(("附件：" if place == 0 else "") + number + one_line(name)),
            measure=WIDTH / EM - left,
            indent=-hang,
        )
        properties = paragraph._p.get_or_add_pPr()
        paragraph_property(properties, "ind", left=twips(left * EM), hanging=twips(hang * EM))
        set_lines(properties, exact=LINE, before=LINE if place == 0 else 0)
    heads.attendance(script, paper)
    opening = max(len(script.document.paragraphs) - LAST_LINES_WITH_SIGN_OFF, last_of_text)
    _write_sign_off(script, paper, pages)
    _keep_room_for_seal(script, paper)
    if opening == first_of_text:
        opening += 1  # the first page shows some text (7.3.3), even where the rest moves on
    for paragraph in script.document.paragraphs[opening : None if paper.note else -1]:
        paragraph_property(paragraph._p.get_or_add_pPr(), "keepNext")
    if paper.note:
        script.body(styles.BODY, run(note(paper)))


def _write_sign_off(script: Manuscript, paper: Paper, pages: Sequence[Page]) -> None:
    """署名 and 成文日期, those side by side on one line. The seal is not in the twin: who edits may not seal."""
    texts = sign_off_texts(paper, script.setter)
    above = -1 - max([_lines_above(text, pages) for text in texts[:1]], default=0)
    for row, found in groupby(texts, key=lambda each: each.row):
        first, *others = found
        behind = [part for each in others for part in (Run("\t", Slot.FANGSONG), run(each.text))]
        paragraph = script.paragraph(styles.PLACED, run(first.text), *behind)
        properties = paragraph._p.get_or_add_pPr()
        paragraph_property(properties, "ind", left=twips(first.left))
        set_tabs(properties, [("left", twips(each.left)) for each in others])
        set_lines(properties, exact=LINE, before=(row - above - 1) * LINE)
        above = row


def _lines_above(name: SignOff, pages: Sequence[Page]) -> int:
    """How many whole lines are white above it on paper; fewer than usual where it had to stand close."""
    for page in pages:
        for above, text in pairwise(piece for piece in page.pieces if isinstance(piece, Text)):
            if text.left == name.left and text.lines[0].text == name.text:
                return int((text.top - above.bottom) / PITCH)
    return 0


def _keep_room_for_seal(script: Manuscript, paper: Paper) -> None:
    """As much below the date as the PDF's seal takes, lest the sign-off stands on another page than there."""
    overhang = max((box.overhang for box in sign_off(paper, script.setter)), default=0.0)
    if overhang and not paper.note:  # over 附注 it reaches no lower than that
        script.unseen(height=round(overhang / PITCH * LINE))

"""What stands around the text: 版头 above it, 附件说明 to 附注 behind it, 版记 at the foot.

The words are those that `circulars.composing` prints, so that page and paper cannot disagree.
"""

from dataclasses import dataclass

from circulars.composing.characters import one_line
from circulars.composing.closing import attachment_names, note
from circulars.composing.head import joint_names, signer_rows
from circulars.composing.imprint import copied_names, printed_day
from circulars.composing.marks import marks_of_paper
from circulars.composing.minutes import minutes_line
from circulars.paper import LETTER, MINUTES, Paper
from workplans.periods import chinese_date


@dataclass(frozen=True)
class Foot:
    """版记. A letter's has no rules."""

    copied_to: str
    printed_by: str
    printed_on: str
    is_ruled: bool


@dataclass(frozen=True)
class Frame:
    marks: tuple[str, ...]
    """份号, 密级和保密期限, 紧急程度."""
    issuers: tuple[str, ...]
    """The names in red, the leading body's first."""
    document: str
    """文件 behind the names of several, where the paper has it."""
    number: str
    signers: tuple[str, ...]
    """签发人 of a paper that goes up, two in a row."""
    minutes: tuple[tuple[str, str], ...]
    """Above the rule of minutes, each with its side: who drew them up, and the day."""
    attachments: tuple[str, ...]
    attendance: tuple[tuple[str, str], ...]
    signed_by: tuple[str, ...]
    signed_on: str
    """成文日期 as the paper writes it: 2021年1月29日. Minutes bear it in their head."""
    note: str
    foot: Foot | None


def frame_of(paper: Paper) -> Frame:
    is_minutes = paper.form == MINUTES
    is_joint = bool(paper.partners) and not paper.form
    names, document = joint_names(paper) if is_joint else ([one_line(paper.letterhead)], "")
    signed = () if is_minutes else tuple(map(one_line, filter(None, (paper.sign_off_name, *paper.partners))))
    return Frame(
        marks=tuple(mark for mark, _face in marks_of_paper(paper)),
        issuers=tuple(names),
        document=document,
        number=one_line(paper.number),
        signers=tuple(signer_rows(paper)) if not paper.form else (),
        minutes=tuple(minutes_line(paper)) if is_minutes else (),
        attachments=tuple(
            number + one_line(name) for number, name in attachment_names(paper.attachments_note)
        ),
        attendance=paper.attendance,
        signed_by=signed,
        signed_on=chinese_date(paper.sign_off_date) if paper.sign_off_date and not is_minutes else "",
        note=note(paper),
        foot=_foot(paper),
    )


def _foot(paper: Paper) -> Foot | None:
    is_letter = paper.form == LETTER
    foot = Foot(
        copied_to=copied_names(paper) if paper.copied_to else "",
        printed_by="" if is_letter else one_line(paper.printed_by),
        printed_on="" if is_letter else printed_day(paper),
        is_ruled=not is_letter,
    )
    return foot if foot.copied_to or foot.printed_by or foot.printed_on else None

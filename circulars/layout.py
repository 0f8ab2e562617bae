"""The dress of a paper: its form, marks, bodies and seal, put on what a plan says. Values in, values out.

The forms are those of GB/T 9704-2012: 文件 (clause 7), a paper that goes up with its 签发人 (7.2.6), 信函 (10.1)
and 纪要 (10.3).
"""

from dataclasses import dataclass, replace

from circulars.composing.letterhead import DOCUMENT
from circulars.paper import LETTER, MINUTES, Paper, Paragraph, TableAppendix, TextAppendix
from circulars.setting import TITLE_OF_NOTICE, notice_sentence
from workplans.book_marks import in_book_marks

DOCUMENT_FORM, UPWARD = "document", "upward"
FORMS = (DOCUMENT_FORM, UPWARD, LETTER, MINUTES)
OUTWARD = (UPWARD, LETTER)
"""What goes up to a superior or across to another body: it has no usual 主送, and nobody of the bureau's own to sign."""
URGENCIES = ("特急", "加急")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person chooses about the paper beside its text; empty means: as usual."""

    form: str = DOCUMENT_FORM
    title: str = ""
    addressee: str = ""
    signers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    secrecy: str = ""
    urgency: str = ""
    copy_number: str = ""
    note: str = ""
    printed_by: str = ""
    attendance: tuple[tuple[str, str], ...] = ()
    sealed: bool = True
    seal: str = ""
    """SHA-256 of the picture of the seal; empty where it is put on by hand."""
    seal_size: int = 42
    partner_seals: tuple[tuple[str, int], ...] = ()
    """The same of each partner, in the order of `partners`."""


USUAL = Layout()


def laid_out(paper: Paper, layout: Layout) -> Paper:
    """The paper in its dress. The number, the dates and who gets a copy are the paper's own."""
    by_hand = not (layout.sealed and any(picture for picture, _size in layout.partner_seals))
    dressed = replace(
        paper,
        addressee=layout.addressee or paper.addressee,
        partners=layout.partners,
        secrecy=layout.secrecy,
        urgency=layout.urgency,
        copy_number=layout.copy_number,
        note="；".join(filter(None, (paper.note, layout.note.strip("（）()")))),
        printed_by=layout.printed_by or paper.printed_by,
        sealed=layout.sealed,
        seal=layout.seal if layout.sealed else "",
        seal_size=layout.seal_size if layout.seal and layout.sealed else 42,
        partner_seals=() if by_hand else layout.partner_seals,
    )
    forms = {UPWARD: _upward, LETTER: _letter, MINUTES: _minutes}
    if layout.form in forms:
        dressed = forms[layout.form](dressed, layout)
    return replace(dressed, title=layout.title or dressed.title)


def appended(paper: Paper, table: TableAppendix) -> Paper:
    """The paper with one more appendix behind the others, named in 附件说明 (7.3.4)."""
    return replace(
        paper,
        appendices=(*paper.appendices, table),
        attachments_note=(*paper.attachments_note, table.title),
    )


def _upward(paper: Paper, layout: Layout) -> Paper:
    """A report: what 印发 says to those below is said to those above."""
    report = replace(paper, signers=layout.signers, addressee=layout.addressee)
    return _retitled(report, "报送", "报告", "现将《{}》报上，请审阅。")


def _letter(paper: Paper, layout: Layout) -> Paper:
    """The leading body's name alone; no 印发机关 and 印发日期 at the foot (10.1)."""
    letter = replace(
        paper,
        form=LETTER,
        letterhead=paper.letterhead.removesuffix(DOCUMENT),
        addressee=layout.addressee,
        printed_by="",
        printed_on=None,
    )
    return _retitled(letter, "印送", "函", "现将《{}》送上，请予支持。")


def _minutes(paper: Paper, layout: Layout) -> Paper:
    """What was agreed is the text itself; addressed to nobody, signed by nobody (10.3)."""
    text, others = paper.blocks, paper.appendices
    title = paper.title
    if others and isinstance(others[0], TextAppendix) and not others[0].marked:
        title, text, others = others[0].title, others[0].blocks, others[1:]
    return replace(
        paper,
        form=MINUTES,
        letterhead=f"{paper.letterhead.removesuffix(DOCUMENT)}会议纪要",
        title=title,
        addressee="",
        blocks=text,
        appendices=others,
        attendance=layout.attendance,
        partners=(),
        sealed=False,
        seal="",
        seal_size=42,
        partner_seals=(),
    )


def _retitled(paper: Paper, verb: str, kind: str, sentence: str) -> Paper:
    """关于印发《…》的通知 and its usual sentence, said to somebody else; other titles and sentences stay."""
    named = TITLE_OF_NOTICE.search(paper.title)
    if not named:
        return paper
    title = f"{paper.title[: named.start()]}{verb}《{named[1]}》的{kind}"
    usual = Paragraph(notice_sentence(named[1]))
    blocks = tuple(
        Paragraph(sentence.format(in_book_marks(named[1]))) if block == usual else block
        for block in paper.blocks
    )
    return replace(paper, title=title, blocks=blocks)

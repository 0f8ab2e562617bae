"""The end of a paper: the sign-off, the date, the notes printed below them; and who issues it.

Lines in; an End out, with the lines above.
"""

import re

from calendar_app.months import read_date
from intake.reading.blocks import Line
from intake.reading.edges import End, Front
from intake.reading.labels import read_label
from intake.reading.outline import SetAside
from intake.reading.parts import PUBLIC_NOTE, is_date_line
from intake.reading.wording import is_organisation, is_sentence, organisation_in

_ATTACHMENT_NOTE = re.compile(r"附\s*件\s*\d?\s*[：:]\s*\S")
_PRINT_NOTE = re.compile(
    r"(?:抄\s*送|主\s*送|报\s*送|分\s*送)[：:].*|.{2,40}(?:19|20)\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*印\s*发?|(?:共印|印)\s*\d+\s*份"
)
_TAIL = 20


def read_end(lines: list[Line]) -> End:
    """Take the sign-off, the date, and the notes below them off the end of the plan."""
    end = End(list(lines))
    _take_notes(end)
    if end.lines and is_date_line(end.lines[-1].text):
        dated = end.lines.pop().text
        end.signed_on = read_date(dated)
        if end.lines and is_organisation(end.lines[-1].text) and read_label(end.lines[-1].text) is None:
            end.organisation = end.lines.pop().text
        end.set_aside.append(SetAside("\n".join(filter(None, [end.organisation, dated])), "sign_off"))
        _take_notes(end)
    _take_attachment_note(end)
    return end


def _take_notes(end: End) -> None:
    """抄送, the printing office and its date, （此件公开发布）."""
    while end.lines:
        text = end.lines[-1].text
        copied = re.match(r"(抄\s*送|主\s*送|报\s*送|分\s*送)\s*([：:])\s*(.+)", text)
        if copied:
            end.metadata[re.sub(r"\s", "", copied[1])] = copied[3]
            end.set_aside.append(SetAside(copied[2], "colon"))
        elif _PRINT_NOTE.fullmatch(text) or PUBLIC_NOTE.fullmatch(text):
            end.set_aside.append(SetAside(text, "print_note"))
        else:
            return
        end.lines.pop()


def _take_attachment_note(end: End) -> None:
    """附件：1. … 2. … above the sign-off is no task: it closes the plan."""
    for place in range(len(end.lines) - 1, max(-1, len(end.lines) - _TAIL), -1):
        text = end.lines[place].text
        if _ATTACHMENT_NOTE.match(text):
            end.closing = [line.text for line in end.lines[place:]]
            del end.lines[place:]
            return
        if len(text) > 60 or is_sentence(text):
            return


def issuer_of(front: Front, end: End) -> str | None:
    """Who issues the paper: by its sign-off, its red head, its header, else by its title."""
    named = (
        front.metadata.get(name) for name in ("发文机关", "发文机构", "发文单位", "发布机构", "制发机关")
    )
    in_titles = (organisation_in(title) for title in (front.notice_title, front.title) if title)
    candidates = (end.organisation, front.organisation, *named, *in_titles)
    return next((candidate for candidate in candidates if candidate), None)

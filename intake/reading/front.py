"""The front of a paper: header data, number, title, addressee, covering notice.

Lines in; a Front out, with the lines that were not used. GB/T 9704-2012 says where each stands.
"""

import re
from collections.abc import Iterator

from calendar_app.months import read_date
from intake.reading.blocks import Grid, Line
from intake.reading.edges import Front
from intake.reading.header_data import HEADER_LINE, keep, read_header_grid, read_pairs, take_header
from intake.reading.outline import CAPTION, SetAside
from intake.reading.parts import PUBLIC_NOTE, is_attachment_mark, is_date_line
from intake.reading.wording import ends_like_a_title, is_organisation, is_sentence, is_title_like

_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()]{1,14}\s*[〔\[（(【﹝]\s*(?:19|20)\d\d\s*[〕\]）)】﹞]\s*第?\s*\d{1,4}\s*号"
)
_RED_HEAD = re.compile(r"(?P<organisation>[^，。：]{3,40}?)(?:文件|（文件）)")
_URGENT = re.compile(
    r"特\s*急|加\s*急|急\s*件|平\s*急|机\s*密|秘\s*密|绝\s*密|内部(?:资料|文件).{0,10}|\d{6}"
)
_CAPTION = re.compile(r"[（(].{2,60}[）)]")
_ADDRESSED = re.compile(
    r"各|局|委|办|处|科室|学校|中学|小学|幼儿园|园|单位|中心|机构|院校|政府|街道|乡镇|同志|[市县区]直"
)
_NO_ADDRESSEE = re.compile(r"如下|以下|总体|指导思想|要求|附件|内容|目标|思路|如次|原则")


def read_front(lines: list[Line], header_grids: list[Grid]) -> Front:
    """Read the lines above the first heading or task, and grids of header data."""
    front = Front()
    for grid in header_grids:
        read_header_grid(grid, front)
    rest = _take_single_lines(take_header(lines, front), front)
    signed = _sign_off_place(rest)
    if signed is None:
        front.title, rest = _take_title(rest)
        front.addressee, rest = _take_addressee(rest, front)
        front.preamble = [line.text for line in rest]
    else:
        _read_notice(rest, signed, front)
    return front


def _read_notice(lines: list[Line], signed: int, front: Front) -> None:
    """A covering notice, signed, and the plan's own title and first paragraphs below it."""
    notice, below = lines[:signed], lines[signed + 1 :]
    front.signed_on = read_date(lines[signed].text)
    sign_off = [lines[signed].text]
    if notice and is_organisation(notice[-1].text):
        front.organisation = notice[-1].text
        sign_off.insert(0, notice.pop().text)
    front.set_aside.append(SetAside("\n".join(sign_off), "sign_off"))
    title, notice = _take_title(notice)
    front.addressee, notice = _take_addressee(notice, front)
    front.title, below = _take_title(below)
    if front.title is None:
        front.title = title
    else:
        front.notice_title = title
    front.preamble = [line.text for line in [*notice, *below]]
    front.notice_paragraphs = len(notice)


def _take_single_lines(lines: list[Line], front: Front) -> list[Line]:
    """Take the red head, the number, secrecy and urgency, captions in brackets and 附件 marks."""
    rest: list[Line] = []
    for line in lines:
        text = line.text
        number = _NUMBER.match(text)
        red_head = _RED_HEAD.fullmatch(text)
        if number and front.document_number is None and len(text) < 60:
            front.document_number = number.group()
            front.set_aside.append(SetAside(number.group(), "number"))
            rest.extend(_rest_of_number_line(text[number.end() :].strip(), front))
        elif red_head and not rest and not ends_like_a_title(text):
            front.organisation = front.organisation or red_head["organisation"].strip()
            front.set_aside.append(SetAside(text, "red_head"))
        elif _URGENT.fullmatch(text):
            front.set_aside.append(SetAside(text, "red_head"))
        elif PUBLIC_NOTE.fullmatch(text):
            front.set_aside.append(SetAside(text, "print_note"))
        elif is_attachment_mark(line):
            front.set_aside.append(SetAside(text, "attachment_mark"))
        elif _CAPTION.fullmatch(text) and not is_date_line(text) and not is_sentence(text):
            keep(front, CAPTION, text)
        else:
            rest.append(line)
    return rest


def _rest_of_number_line(text: str, front: Front) -> Iterator[Line]:
    """签发人：… stands beside the number of a paper sent upwards."""
    if HEADER_LINE.match(text):
        keep(front, read_pairs(text, front), "")
    elif text:
        yield Line(text)


def _sign_off_place(lines: list[Line]) -> int | None:
    """The place of the date that signs a covering notice: below its organisation, or below its text."""
    for place, line in enumerate(lines):
        if place and is_date_line(line.text):
            before = lines[place - 1].text
            if is_organisation(before) or (is_sentence(before) and not line.text.startswith(("（", "("))):
                return place
    return None


def _take_title(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The title, over one to three lines, and the other lines."""
    styled = [place for place, line in enumerate(lines) if line.heading == 0]
    first = styled[0] if styled else _first_title_like(lines)
    if first is None:
        return None, lines
    last = first
    while last + 1 < len(lines) and last - first < 2 and _goes_on(lines[first : last + 1], lines[last + 1]):
        last += 1
    return "".join(line.text for line in lines[first : last + 1]), [*lines[:first], *lines[last + 1 :]]


def _first_title_like(lines: list[Line]) -> int | None:
    if lines and is_title_like(lines[0].text) and not is_date_line(lines[0].text):
        return 0
    for place, line in enumerate(lines[:8]):
        if is_title_like(line.text) and (ends_like_a_title(line.text) or line.centred):
            return place
    return None


def _goes_on(title: list[Line], following: Line) -> bool:
    """Whether the next line belongs to the title: same style, or the title is plainly unfinished."""
    so_far = "".join(line.text for line in title)
    if title[-1].heading == 0:
        return following.heading == 0
    if not is_title_like(following.text) or is_date_line(following.text) or len(so_far) > 60:
        return False
    if ends_like_a_title(so_far):
        return False
    unfinished = is_organisation(so_far) or so_far.endswith(("关于", "的", "印发", "和", "与", "暨"))
    together = not following.gap or (title[-1].centred and following.centred)
    return ends_like_a_title(following.text) and (unfinished or together)


def _take_addressee(lines: list[Line], front: Front) -> tuple[str | None, list[Line]]:
    """各学校、各直属单位：above the first paragraph; its colon is set aside."""
    for place, line in enumerate(lines[:3]):
        text = line.text
        if text.endswith(("：", ":")) and _ADDRESSED.search(text) and not _NO_ADDRESSEE.search(text):
            front.set_aside.append(SetAside(text[-1], "colon"))
            return text[:-1].strip(), [*lines[:place], *lines[place + 1 :]]
        if is_sentence(text):
            break
    return None, lines

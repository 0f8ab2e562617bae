"""The front and the end of a paper: header data, number, title, addressee, covering notice, sign-off.

Lines in; a Front or an End out, with the lines that were not used. GB/T 9704-2012 says where each stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from calendar_app.months import read_date
from intake.reading.blocks import Grid, Line
from intake.reading.labels import read_label
from intake.reading.outline import CAPTION, SetAside
from intake.reading.wording import (
    ends_like_a_title,
    is_organisation,
    is_sentence,
    is_title_like,
    organisation_in,
)

_HEADER_NAMES = (
    *("索引号", "信息索引号", "公开方式", "公开形式", "公开时限", "公开范围", "公开程序", "公开日期"),
    *("发文字号", "文件编号", "发文文号", "文号", "字号", "统一编号", "登记号", "规范性文件编号"),
    *("成文日期", "生成日期", "发文日期", "印发日期", "发布日期", "发布时间", "生效日期"),
    *(
        "发文机关",
        "发文机构",
        "发文单位",
        "发布机构",
        "发布机关",
        "发布单位",
        "制发机关",
        "制定机关",
        "公开主体",
    ),
    *(
        "信息分类",
        "体裁分类",
        "主题分类",
        "组配分类",
        "服务对象分类",
        "服务对象",
        "主题词",
        "关键词",
        "主题",
        "类别",
    ),
    *("有效性", "效力状态", "文件状态", "是否有效", "信息名称", "文件名称", "名称", "语种", "内容概述"),
    *("签发人", "签发", "密级", "紧急程度", "保密期限", "份号", "拟稿人", "核稿人", "抄送", "主送", "报送"),
)
_NAME = "|".join(r"\s*".join(name) for name in sorted(_HEADER_NAMES, key=len, reverse=True))
_HEADER_LINE = re.compile(rf"[【\[]?(?:{_NAME})[】\]]?\s*[：:]")
_HEADER_PAIR = re.compile(rf"(?:^|(?<=\s))[【\[]?(?P<name>{_NAME})[】\]]?\s*(?P<colon>[：:])")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()]{1,14}\s*[〔\[（(【﹝]\s*(?:19|20)\d\d\s*[〕\]）)】﹞]\s*第?\s*\d{1,4}\s*号"
)
_RED_HEAD = re.compile(r"(?P<organisation>[^，。：]{3,40}?)(?:文件|（文件）)")
_URGENT = re.compile(
    r"特\s*急|加\s*急|急\s*件|平\s*急|机\s*密|秘\s*密|绝\s*密|内部(?:资料|文件).{0,10}|\d{6}"
)
_CAPTION = re.compile(r"[（(].{2,60}[）)]")
_ATTACHMENT_MARK = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?")
_ATTACHMENT_NOTE = re.compile(r"附\s*件\s*\d?\s*[：:]\s*\S")
_ADDRESSED = re.compile(
    r"各|局|委|办|处|科室|学校|中学|小学|幼儿园|园|单位|中心|机构|院校|政府|街道|乡镇|同志|[市县区]直"
)
_NO_ADDRESSEE = re.compile(r"如下|以下|总体|指导思想|要求|附件|内容|目标|思路|如次|原则")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年\s*"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?\s*[)）]?"
)
_PRINT_NOTE = re.compile(
    r"(?:抄\s*送|主\s*送|报\s*送|分\s*送)[：:].*|.{2,40}(?:19|20)\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*印\s*发?|(?:共印|印)\s*\d+\s*份"
)
_PUBLIC_NOTE = re.compile(
    r"[（(](?:此件|本文|联系人|联系电话|公开).{0,80}[）)]|(?:联系人|联系电话)[：:].{2,60}"
)
_TAIL = 20


@dataclass
class Front:
    """What the top of a paper says; `preamble` is what was left, the first `notice_paragraphs` a notice's."""

    title: str | None = None
    notice_title: str | None = None
    document_number: str | None = None
    addressee: str | None = None
    organisation: str | None = None
    signed_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    preamble: list[str] = field(default_factory=list)
    notice_paragraphs: int = 0
    set_aside: list[SetAside] = field(default_factory=list)


@dataclass
class End:
    """The sign-off at the end of a paper and what is printed below it; `lines` are those above."""

    lines: list[Line]
    closing: list[str] = field(default_factory=list)
    organisation: str | None = None
    signed_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)


# --- parts of a paper ------------------------------------------------------------------------------------


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


# --- the front -------------------------------------------------------------------------------------------


def read_front(lines: list[Line], header_grids: list[Grid]) -> Front:
    """Read the lines above the first heading or task, and grids of header data."""
    front = Front()
    for grid in header_grids:
        _read_header_grid(grid, front)
    rest = _take_single_lines(_take_header(lines, front), front)
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


def _take_header(lines: list[Line], front: Front) -> list[Line]:
    """Take 索引号: … lines, one or more pairs a line.

    The value stands beside the name, or, where no name has one beside it, on the line below.
    """
    rest: list[Line] = []
    waiting: str | None = None
    beside = any(_HEADER_LINE.match(line.text) and not _HEADER_LINE.fullmatch(line.text) for line in lines)
    for line in lines:
        if _HEADER_LINE.match(line.text) and len(line.text) < 300:
            _keep(front, waiting, "")
            waiting = _read_pairs(line.text, front)
            if beside:
                _keep(front, waiting, "")
                waiting = None
        elif waiting is not None:
            _keep(front, waiting, line.text)
            waiting = None
        else:
            rest.append(line)
    _keep(front, waiting, "")
    return rest


def _read_pairs(text: str, front: Front) -> str | None:
    """Read the pairs of a line; the last name, if its value must be on the next line."""
    pairs = list(_HEADER_PAIR.finditer(text))
    for place, pair in enumerate(pairs):
        end = pairs[place + 1].start() if place + 1 < len(pairs) else len(text)
        written, name = pair.group(), re.sub(r"\s+", "", pair["name"])
        front.set_aside.append(SetAside(re.sub(rf"{pair['name']}|\s", "", written), "colon"))
        value = text[pair.end() : end].strip()
        if not value and place + 1 == len(pairs):
            return name
        _keep(front, name, value)
    return None


def _keep(front: Front, name: str | None, value: str) -> None:
    """Keep a pair of header data, the first of its name; another is set aside."""
    if name is None:
        return
    if name in front.metadata:
        again = value if name == CAPTION else f"{name} {value}".strip()
        front.set_aside.append(SetAside(again, "repeated_header"))
    else:
        front.metadata[name] = value


def _read_header_grid(grid: Grid, front: Front) -> None:
    """Name and value in neighbouring cells, two or four to a row."""
    for row in grid.rows:
        cells = [cell.text for cell in row if cell.text]
        for place in range(0, len(cells), 2):
            name = re.sub(r"[\s：:]", "", cells[place])
            colons = re.sub(r"[^：:]", "", cells[place])
            if colons:
                front.set_aside.append(SetAside(colons, "colon"))
            _keep(front, name, " ".join(cells[place + 1 : place + 2]))


def is_header_grid(grid: Grid) -> bool:
    """A small table of header data, as government sites print above a paper."""
    names = {re.sub(r"[\s：:]", "", cell.text) for row in grid.rows for cell in row}
    return len(grid.rows) <= 12 and len(names & set(_HEADER_NAMES)) >= 2


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
        elif _PUBLIC_NOTE.fullmatch(text):
            front.set_aside.append(SetAside(text, "print_note"))
        elif is_attachment_mark(line):
            front.set_aside.append(SetAside(text, "attachment_mark"))
        elif _CAPTION.fullmatch(text) and not _DATE_LINE.fullmatch(text) and not is_sentence(text):
            _keep(front, CAPTION, text)
        else:
            rest.append(line)
    return rest


def _rest_of_number_line(text: str, front: Front) -> Iterator[Line]:
    """签发人：… stands beside the number of a paper sent upwards."""
    if _HEADER_LINE.match(text):
        _keep(front, _read_pairs(text, front), "")
    elif text:
        yield Line(text)


def _sign_off_place(lines: list[Line]) -> int | None:
    """The place of the date that signs a covering notice: below its organisation, or below its text."""
    for place, line in enumerate(lines):
        if place and _DATE_LINE.fullmatch(line.text):
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
    if lines and is_title_like(lines[0].text) and not _DATE_LINE.fullmatch(lines[0].text):
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
    if not is_title_like(following.text) or _DATE_LINE.fullmatch(following.text) or len(so_far) > 60:
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


# --- the end ---------------------------------------------------------------------------------------------


def read_end(lines: list[Line]) -> End:
    """Take the sign-off, the date, and the notes below them off the end of the plan."""
    end = End(list(lines))
    _take_notes(end)
    if end.lines and _DATE_LINE.fullmatch(end.lines[-1].text):
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
        elif _PRINT_NOTE.fullmatch(text) or _PUBLIC_NOTE.fullmatch(text):
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

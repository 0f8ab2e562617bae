"""Clearing the page of what is on it but not in the plan. Blocks in, blocks and asides out."""

import re
from collections.abc import Iterable, Iterator

from intake.reading.blocks import Block, Grid, Line, has_text
from intake.reading.labels import read_label
from intake.reading.outline import SetAside

_PAGE_NUMBER = re.compile(
    r"[-—–－―·•\s]*\d{1,3}[-—–－―·•\s]*|第?\s*\d{1,3}\s*页\s*[,，/]?\s*(?:共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
_RULE = re.compile(r"[^\w]+")
_CONTENTS_HEAD = re.compile(r"目\s*[录次]")
_CONTENTS_LINE = re.compile(r".{2,60}?(?:[.．]{3,}|…{2,}|[·•]{3,})\s*\d{1,3}")
_MARKS = re.compile(
    r"\[(?:bookmark|image|hyperlink|footnote|endnote|comment|picture|图片|插图|if|endif|OLE)(?:[\s:：][^\]\n]{0,200})?\]"
    r"|\{\s*(?:PAGE|NUMPAGES|HYPERLINK|TOC|REF)\b[^}\n]{0,200}\}"
    r"|!\[[^\]\n]{0,80}\]\([^)\n]{0,300}\)"
    r"|&(?:nbsp|ensp|emsp);"
    r"|\*\*"
)
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_DASH = re.compile(r"[-–—－―*+]\s+(?=\S)")
_SITE = re.compile(
    r"(?=.{2,60}$).*(?:原创投稿|仅供(?:学习)?参考|请勿(?:照搬|转载|抄袭)|本文(?:来源|系|由)|版权(?:所有|归)|扫一扫|扫描二维码|分享到|"
    r"(?:打印|关闭)(?:本页|窗口)|(?:上|下)一篇|相关(?:链接|阅读)|当前位置|字体[：:]?\s*[【\[]?\s*大|浏览次数|点击(?:数|次数|下载)|"
    r"(?:信息)?来源[：:]|责任编辑[：:]?|责编[：:]|网站地图|ICP备).*"
)
_BYLINE = re.compile(
    r"[■●◆□▲]?\s*(?:本[报台刊网])?\s*(?:见习)?(?:通讯员|记者|特约撰稿|作者|撰稿|供稿|摄影|编辑)[\s/:：]+.{2,30}"
    r"|[文图][/／].{2,20}"
)


def clear_furniture(blocks: Iterable[Block]) -> tuple[list[Block], list[SetAside]]:
    """Set aside page numbers, tables of contents, conversion marks, rules and what a web site hung around."""
    kept = list(blocks)
    asides: list[SetAside] = []
    contents = _lines_of_contents(kept)
    dashes_are_marks = _has_other_labels(kept)
    cleared: list[Block] = []
    for position, block in enumerate(kept):
        if isinstance(block, Grid):
            cleared.append(block)
        elif position in contents:
            asides.append(SetAside(block.text, "contents"))
        else:
            cleared.extend(_clear_line(block, dashes_are_marks, asides))
    return cleared, asides


def _clear_line(line: Line, dashes_are_marks: bool, asides: list[SetAside]) -> Iterator[Line]:
    for code, pattern in _WHOLE_LINES:
        if pattern.fullmatch(line.text) and (code in _LABEL_LIKE or read_label(line.text) is None):
            asides.append(SetAside(line.text, code))
            return
    text = line.text
    for pattern in (_MARKS, _HEADING_MARK, *([_DASH] if dashes_are_marks else [])):
        text = _without(pattern, text, asides)
    if has_text(text):
        yield Line(text, line.heading, line.centred, line.gap)


_WHOLE_LINES = (
    ("page_number", _PAGE_NUMBER),
    ("rule", _RULE),
    ("site", _SITE),
    ("byline", _BYLINE),
)


_LABEL_LIKE = {"rule", "byline"}
"""What may begin like a label: ■本报通讯员."""


def _without(pattern: re.Pattern[str], text: str, asides: list[SetAside]) -> str:
    """Take the marks out of a text: those of _MARKS wherever they stand, the others at its beginning."""
    if pattern is not _MARKS:
        mark = pattern.match(text)
        if not mark:
            return text
        asides.append(SetAside(mark.group().strip(), "conversion_mark"))
        return text[mark.end() :].strip()
    marks = [mark.group() for mark in pattern.finditer(text)]
    asides.extend(SetAside(mark, "conversion_mark") for mark in marks)
    return pattern.sub("", text).strip() if marks else text


def _has_other_labels(blocks: list[Block]) -> bool:
    """Whether labels other than dashes order the text; then a dash before a line is the converter's mark."""
    lines = (block.text for block in blocks if isinstance(block, Line))
    return any(read_label(_DASH.sub("", text, count=1)) is not None for text in lines)


def _lines_of_contents(blocks: list[Block]) -> set[int]:
    """The positions of a table of contents: its heading, and lines that end in dots and a page number."""
    found = {
        position
        for position, block in enumerate(blocks)
        if isinstance(block, Line) and _CONTENTS_LINE.fullmatch(block.text)
    }
    if len(found) < 2:
        found = set()
    first = min(found, default=len(blocks))
    heads = {
        position
        for position, block in enumerate(blocks[: first + 1])
        if isinstance(block, Line) and _CONTENTS_HEAD.fullmatch(block.text)
    }
    return found | heads

"""Header data as government sites print it above a paper: 索引号, 发文字号, 公开方式 …, in lines or in a small table. Pure."""

import re

from intake.reading.blocks import Grid, Line
from intake.reading.edges import Front
from intake.reading.outline import CAPTION, SetAside

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
HEADER_LINE = re.compile(rf"[【\[]?(?:{_NAME})[】\]]?\s*[：:]")
_HEADER_PAIR = re.compile(rf"(?:^|(?<=\s))[【\[]?(?P<name>{_NAME})[】\]]?\s*(?P<colon>[：:])")


def take_header(lines: list[Line], front: Front) -> list[Line]:
    """Take 索引号: … lines, one or more pairs a line.

    The value stands beside the name, or, where no name has one beside it, on the line below.
    """
    rest: list[Line] = []
    waiting: str | None = None
    beside = any(HEADER_LINE.match(line.text) and not HEADER_LINE.fullmatch(line.text) for line in lines)
    for line in lines:
        if HEADER_LINE.match(line.text) and len(line.text) < 300:
            keep(front, waiting, "")
            waiting = read_pairs(line.text, front)
            if beside:
                keep(front, waiting, "")
                waiting = None
        elif waiting is not None:
            keep(front, waiting, line.text)
            waiting = None
        else:
            rest.append(line)
    keep(front, waiting, "")
    return rest


def read_pairs(text: str, front: Front) -> str | None:
    """Read the pairs of a line; the last name, if its value must be on the next line."""
    pairs = list(_HEADER_PAIR.finditer(text))
    for place, pair in enumerate(pairs):
        end = pairs[place + 1].start() if place + 1 < len(pairs) else len(text)
        written, name = pair.group(), re.sub(r"\s+", "", pair["name"])
        front.set_aside.append(SetAside(re.sub(rf"{pair['name']}|\s", "", written), "colon"))
        value = text[pair.end() : end].strip()
        if not value and place + 1 == len(pairs):
            return name
        keep(front, name, value)
    return None


def keep(front: Front, name: str | None, value: str) -> None:
    """Keep a pair of header data, the first of its name; another is set aside."""
    if name is None:
        return
    if name in front.metadata:
        again = value if name == CAPTION else f"{name} {value}".strip()
        front.set_aside.append(SetAside(again, "repeated_header"))
    else:
        front.metadata[name] = value


def read_header_grid(grid: Grid, front: Front) -> None:
    """Name and value in neighbouring cells, two or four to a row."""
    for row in grid.rows:
        cells = [cell.text for cell in row if cell.text]
        for place in range(0, len(cells), 2):
            name = re.sub(r"[\s：:]", "", cells[place])
            colons = re.sub(r"[^：:]", "", cells[place])
            if colons:
                front.set_aside.append(SetAside(colons, "colon"))
            keep(front, name, " ".join(cells[place + 1 : place + 2]))


def is_header_grid(grid: Grid) -> bool:
    """A small table of header data, as government sites print above a paper."""
    names = {re.sub(r"[\s：:]", "", cell.text) for row in grid.rows for cell in row}
    return len(grid.rows) <= 12 and len(names & set(_HEADER_NAMES)) >= 2

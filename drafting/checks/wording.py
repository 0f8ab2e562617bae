"""Slips of the pen that official papers suffer: doubled signs, brackets, half and full width, wrong words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.checks.reading import Draft, Finding, finding, matches

_HAN = r"[\u4e00-\u9fff]"

# Doubled by hand; the exceptions are whole words (目的的确, 祥和和谐).
_DOUBLED = re.compile(
    r"(?<![目标靶])的的(?!确)|(?<![祥温平总共饱柔缓])和和(?![平谐睦解气])|(?<![为除])了了(?![解然结却断])|是是(?!非)|与与(?!会)|"
    r"被被|于于|把把(?![关手握])|对对(?![手方联象])|在在(?!职|校|册|场|线|编|岗|学|读)"
)
# 加强加强, 进一步进一步: two to four signs twice over; 一个一个 and AABB words are not meant.
_REPEATED = re.compile(rf"((?!一){_HAN}{{2,4}})\1")
_REPEATABLE = {"研究", "讨论", "商量", "考虑", "了解", "学习", "休息", "活动", "常常", "层层", "年年", "步步"}

_DOUBLED_SIGNS = re.compile(
    r"([。，、；：！？])\1+|[，、；：][。！？]|[。！？][，、；：]|[，、；：](?=[，、；：])[，、；：]"
)
_HALF_WIDTH = re.compile(
    rf"(?<={_HAN})[,;:?!](?={_HAN})|(?<={_HAN})\.(?={_HAN}|$)|\((?={_HAN})|(?<={_HAN})\)"
)
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
_AFTER_BRACKET = re.compile(r"(（[一二三四五六七八九十\d]+）)[、．.，]")
_ORDINAL = re.compile(r"(第[一二三四五六七八九十]|其[一二三四五])、(?![一二三四五六七八九十])")
_BETWEEN_MARKS = re.compile(r"》、《|”、“")
# 中共中央 国务院 is written with a blank.
_BLANK = re.compile(rf"(?<!中央)(?<={_HAN})[ \u3000\t]+(?={_HAN})")
_UNTIL = re.compile(r"截止(?=目前|今年|去年|本月|年底|\d{4}年|\d{1,2}月|当前)")

_LABEL = re.compile(r"(?:^|[；;。，,、：:\s])[0-9一二三四五六七八九十a-zA-Z]{1,2}[）)]$")

PAIRS = {
    "《": "》",
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "[": "]",
    "「": "」",
}

# What is written and what the dictionaries write (现代汉语词典; 第一批异形词整理表, GF 1001—2001).
SLIPS = {
    "布署": "部署",
    "既使": "即使",
    "按装": "安装",
    "做为": "作为",
    "帐号": "账号",
    "帐户": "账户",
    "台帐": "台账",
    "份量": "分量",
    "水份": "水分",
    "成份": "成分",
    "身分证": "身份证",
    "松驰": "松弛",
    "幅射": "辐射",
    "一如继往": "一如既往",
    "按步就班": "按部就班",
    "再接再励": "再接再厉",
    "迫不急待": "迫不及待",
    "不径而走": "不胫而走",
    "相辅相承": "相辅相成",
    "因地治宜": "因地制宜",
    "其它单位": "其他单位",
    "其它部门": "其他部门",
    "其它学校": "其他学校",
    "招生启示": "招生启事",
    "招聘启示": "招聘启事",
    "反应情况": "反映情况",
    "反应问题": "反映问题",
    "立德数人": "立德树人",
    "立德树仁": "立德树人",
    "帐目": "账目",
    "凑和": "凑合",
    "坐阵": "坐镇",
}
_SLIP = re.compile("|".join(map(re.escape, sorted(SLIPS, key=len, reverse=True))))


def doubled_words(draft: Draft) -> Iterator[Finding]:
    """的的, 加强加强."""
    yield from matches(draft, "doubled_word", _DOUBLED)
    for found in matches(draft, "doubled_word", _REPEATED):
        half = found.words[: len(found.words) // 2]
        if half not in _REPEATABLE and half[0] != half[-1]:
            yield found


def doubled_signs(draft: Draft) -> Iterator[Finding]:
    """。。 and ，。: one sign is enough (GB/T 15834—2011)."""
    yield from matches(draft, "doubled_sign", _DOUBLED_SIGNS)


def open_brackets(draft: Draft) -> Iterator[Finding]:
    """《 without 》, （ without ）: within one paragraph what opens must close."""
    closing = {end: begin for begin, end in PAIRS.items()}
    for text in draft.texts:
        at = 0
        for line in text.text.split("\n"):
            stack: list[tuple[str, int]] = []
            for place, sign in enumerate(line):
                if sign in PAIRS:
                    stack.append((sign, place))
                elif sign in closing and not _is_label(line, place):
                    if stack and stack[-1][0] == closing[sign]:
                        stack.pop()
                    else:
                        yield finding("open_bracket", text, _around(line, place), at + place)
                        stack.clear()
                        break
            for _sign, place in stack[:1]:
                yield finding("open_bracket", text, _around(line, place), at + place)
            at += len(line) + 1


def half_width(draft: Draft) -> Iterator[Finding]:
    """A comma of the other alphabet between Chinese words (GB/T 15834—2011)."""
    yield from matches(draft, "half_width", _HALF_WIDTH)


def full_width(draft: Draft) -> Iterator[Finding]:
    """１２ and ％ as wide as a Chinese sign, in a text that has them narrow."""
    yield from matches(draft, "full_width", _FULL_WIDTH)


def signs_after_numbers(draft: Draft) -> Iterator[Finding]:
    """（一）、 and 第一、: brackets need no sign behind them; 第一 is followed by a comma (GB/T 15834—2011)."""
    yield from matches(draft, "sign_after_number", _AFTER_BRACKET, r"\1")
    yield from matches(draft, "sign_after_number", _ORDINAL, r"\1，")


def signs_between_marks(draft: Draft) -> Iterator[Finding]:
    """》、《: between titles in marks no sign stands (GB/T 15834—2011, 4.5.3.5)."""
    yield from matches(draft, "sign_between_marks", _BETWEEN_MARKS)


def blanks(draft: Draft) -> Iterator[Finding]:
    """A blank between two Chinese words, left from another program."""
    yield from matches(draft, "blank", _BLANK)


def wrong_words(draft: Draft) -> Iterator[Finding]:
    """布署 for 部署: words that sound alike; 截止 for 截至 before a point in time."""
    for found in matches(draft, "wrong_word", _SLIP):
        yield Finding("wrong_word", found.part, found.field, found.words, found.start, SLIPS[found.words])
    yield from matches(draft, "wrong_word", _UNTIL, "截至")


def _is_label(line: str, place: int) -> bool:
    """1) or 二）at the head of a clause opens nothing."""
    return line[place] in "）)" and _LABEL.search(line[: place + 1]) is not None


def _around(line: str, place: int) -> str:
    return line[max(0, place - 6) : place + 9]

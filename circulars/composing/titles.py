"""Break a title where a reader would pause, into lines of good shape: 梯形 or 菱形 (GB/T 9704-2012, 7.3.1).

There is no dictionary here: the words that titles of plans and notices are mostly made of, and the particles
that must not be torn off, are enough to choose among the possible breaks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from circulars.composing.characters import (
    AFTER_NUMBERS,
    NO_LINE_BEGINS_WITH,
    NO_LINE_ENDS_WITH,
    is_blank,
    is_word,
)

MOST_LINES: Final = 4
NEVER: Final = 1000
TORN_WORD, TORN_TAIL, UNKNOWN, BETWEEN_WORDS, GOOD = 20, 12, 8, 4, 0
TORN_NAME, MORE_LINES = 10, 6
"""What it costs to break what stands in book marks, unless for a line less; and to take a line more than must be."""
PAUSES: Final = {GOOD, BETWEEN_WORDS, TORN_NAME + GOOD, TORN_NAME + BETWEEN_WORDS}
"""The costs of breaks that tear no word."""
SHORTEST_PIECE: Final = 2
PLACES: Final = ("省", "市", "县", "区", "州", "旗")
"""On a page the name of a place keeps to that of its bureau."""
BLOCK, NAME = 4, 8
"""Lines as long as each other look like text, but those of a name in a table."""

# A line may well end after these,
GOOD_ENDS: Final = (
    "关于印发",
    "关于转发",
    "印发",
    "办公室",
    "教育局",
    "委员会",
    "》",
    "、",
    "年度",
    "学年",
    "学期",
)
# or begin with these.
GOOD_BEGINNINGS: Final = ("关于", "《", "（", "工作", "实施", "行动")
# These belong to what stands before them,
TAILS: Final = ("的", "和", "与", "及", "等", "年", "月", "日", "届", "期")
# these to what follows them,
JOINING: Final = ("和", "与", "及", "暨")
# and these words are not torn.
_WORDS: Final = """
关于印发 关于转发 关于 教育 学校 工作 意见 要点 计划 通知 方案 实施 行事历 直属 单位 义务 学前 高中
普通 职业 特殊 发展 建设 提升 行动 安排 分解 任务 办法 规定 印发 开展 加强 进一步 做好 推进 深化
改革 管理 质量 高质量 学期 学年 年度 重点 贯彻 落实 全市 全县 全区 全省 系统 中小学 幼儿园 教师 学生
安全 体育 艺术 劳动 德育 心理 健康 招生 考试 评价 督导 检查 专项 整治 治理 活动 比赛 组织 举办 评选
表彰 名单 通报 报告 请示 批复 总结 指导 若干 措施 制度 体系 机制 试行 修订 暂行 规划 目标 责任 清单
项目 申报 公布 结果 情况 会议 纪要 教育局 办公室 委员会 人民政府 第一 第二 上半年 下半年 主要 有关
相关 事项 暑期 寒假 暑假 春季 秋季 开学 教学 教研 科研 培训 队伍 师德 师风 党建 党风 廉政 作风 清廉
数字化 智慧 信息化 现代化 城乡 均衡 优质 双减 课后 服务 校外 机构 校园 财政局 人力资源 社会保障 卫生
公安 三年 五年 教育工作 工作会议 会议精神
"""
WHOLE: Final = tuple(_WORDS.split())


def title_lines(title: str, *, measure: float) -> list[str]:
    """The lines of a title, each at most `measure` em wide. A line feed in the title is a break by hand."""
    return [line for part in title.split("\n") if part.strip() for line in _broken(part.strip(), measure)]


def title_words(title: str) -> list[str]:
    """The title in pieces that no line tears, for a page whose width nobody knows beforehand."""
    text = " ".join(title.split("\n")).strip()
    places = [place for place in range(1, len(text)) if _cost_of_break(text, place) in PAUSES]
    words: list[str] = []
    for start, end in pairwise([0, *places, len(text)]):
        piece = text[start:end]
        if words and (len(piece.strip()) < SHORTEST_PIECE or words[-1].endswith(PLACES)):
            words[-1] += piece
        else:
            words.append(piece)
    return words


def rough_width(character: str) -> float:
    """Width in em, counting letters and figures as half; close enough to choose a break."""
    return 0.5 if ord(character) < 0x2000 else 1.0


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    ends: tuple[float, ...]
    """Width of the text up to each place."""
    costs: tuple[int, ...]
    """What it costs to break at each place."""

    def width(self, start: int, end: int) -> float:
        return self.ends[end] - self.ends[start]


@lru_cache(maxsize=128)
def _broken(text: str, measure: float) -> list[str]:
    ends = tuple(accumulate(map(rough_width, text), initial=0.0))
    if ends[-1] > MOST_LINES * measure:
        return _by_length(text, measure)
    title = _Title(text, ends, tuple(_cost_of_break(text, place) for place in range(len(text))))
    tried: list[tuple[float, tuple[int, ...]]] = []
    for count in range(1, MOST_LINES + 1):
        more = MORE_LINES if tried else 0
        tried += [(_cost(title, way) + more, way) for way in _ways(title, 0, count, measure)]
        if more:
            break
    if not tried:
        return _by_length(text, measure)
    _least, best = min(tried)
    return [text[start:end].strip() for start, end in pairwise(best)]


def _ways(title: _Title, start: int, count: int, measure: float) -> Iterator[tuple[int, ...]]:
    """Every way to cut the title from `start` on into `count` lines that fit: where the lines begin."""
    whole = len(title.text)
    if title.width(start, whole) > count * measure:
        return
    if count == 1:
        yield (start, whole)
        return
    for place in range(start + 1, whole):
        if title.width(start, place) > measure:
            return
        if title.costs[place] < NEVER:
            for rest in _ways(title, place, count - 1, measure):
                yield (start, *rest)


def _cost(title: _Title, way: tuple[int, ...]) -> float:
    shape = _cost_of_shape([title.width(start, end) for start, end in pairwise(way)])
    return shape + sum(title.costs[place] for place in way[1:-1])


def _cost_of_break(text: str, place: int) -> int:
    if place == 0:
        return NEVER
    before, after = text[:place], text[place:]
    if before[-1] in NO_LINE_ENDS_WITH or after[0] in NO_LINE_BEGINS_WITH:
        return NEVER
    if is_word(before[-1]) and (is_word(after[0]) or after[0] in AFTER_NUMBERS):
        return NEVER
    if any(_is_inside(word, text, place) for word in WHOLE):
        return TORN_WORD
    torn = TORN_NAME if before.rfind("《") > before.rfind("》") else 0
    return torn + _cost_between_words(before, after)


def _cost_between_words(before: str, after: str) -> int:
    if re.search(r"[\d〇]年$", before):
        return UNKNOWN  # the year of what follows
    if after.startswith(TAILS) or before.endswith(JOINING):
        return TORN_TAIL
    if is_blank(before[-1]) or before.endswith(GOOD_ENDS) or after.startswith(GOOD_BEGINNINGS):
        return GOOD
    return BETWEEN_WORDS if before.endswith(WHOLE) or after.startswith(WHOLE) else UNKNOWN


def _is_inside(word: str, text: str, place: int) -> bool:
    return any(text.startswith(word, place - inside) for inside in range(1, min(len(word), place + 1)))


def _cost_of_shape(widths: Sequence[float]) -> float:
    """Nothing for a trapezium or rhombus of moderate slope; something for a block, much for an hourglass."""
    uneven = max(widths) - min(widths)
    cost = max(uneven - 8, 0.0)
    if len(widths) > 1 and uneven < 1 and max(widths) > NAME:
        cost += BLOCK
    if any(
        left > middle < right for left, middle, right in zip(widths, widths[1:], widths[2:], strict=False)
    ):
        cost += TORN_WORD
    return cost


def _by_length(text: str, measure: float) -> list[str]:
    lines, used = [""], 0.0
    for character in text:
        if used + rough_width(character) > measure:
            lines.append("")
            used = 0.0
        lines[-1] += character
        used += rough_width(character)
    return lines

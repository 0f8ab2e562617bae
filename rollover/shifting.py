"""Words and days of one year carried into another. Pure: texts in, texts out.

Two passes. The first moves what surely goes along with the year (2026年, 2026—2027学年, 2026届, 二〇二六年); the second
reads the new text and lists whatever somebody has to look at: what was left as it stood, sentence by sentence, and
why. A mention that could mean either is left and listed, never guessed.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workplans.quantities import read_targets


@dataclass(frozen=True)
class Moved:
    """What stood there, and what stands there now."""

    was: str
    now: str


@dataclass(frozen=True)
class Left:
    """Something to look at.

    kind: why it was left; a key of LEFT_KINDS.
    words: what it is about, as it stands in the new text.
    sentence: the sentence around it.
    """

    kind: str
    words: str
    sentence: str


@dataclass(frozen=True)
class Shifted:
    text: str
    moved: tuple[Moved, ...] = ()
    left: tuple[Left, ...] = ()


# Why something was left as it stood.
GOAL_YEAR = "goal_year"  # 到2030年: an end that does not move with the plan
SINCE_YEAR = "since_year"  # 自2026年起: a beginning that is over
YEAR_SPAN = "year_span"  # 2026—2030年
OTHER_YEAR = "other_year"  # a year before the plan, or one that stands without 年
FIVE_YEARS = "five_years"  # “十五五”
TITLE = "title"  # 《2026年…方案》: a paper keeps its name
DOCUMENT = "document"  # 海教〔2026〕3号
ORDINAL = "ordinal"  # 第六届
DAY = "day"  # 10月15日: it may be another day next year
WEEKDAY = "weekday"  # （星期五）
FIGURE = "figure"  # 新建学校9所
PERSON = "person"
CONTACT = "contact"  # a telephone number
PLACE = "place"  # the name of another bureau or its district
PLACEHOLDER = "placeholder"  # {名称}: of a template, not filled in
LEFT_KINDS = (
    GOAL_YEAR, SINCE_YEAR, YEAR_SPAN, OTHER_YEAR, FIVE_YEARS, TITLE, DOCUMENT, ORDINAL, DAY, WEEKDAY, FIGURE, PERSON,
    CONTACT, PLACE, PLACEHOLDER,
)  # fmt: skip

_D = "[0-9０-９]"
_YEAR = rf"(?<![0-9０-９.．])(?:[12１２]{_D}{{3}})(?!{_D})"
_HANZI_YEAR = "(?<![〇○零一二三四五六七八九])[一二][〇○零一二三四五六七八九]{3}"
_ANY_YEAR = rf"(?:{_YEAR}|{_HANZI_YEAR})"
_DASH = r"\s*(?:——|──|[—–─\-－~～至到/／])\s*"
# 2026—2027学年, 2026/2027学年, 2026—2030年
_PAIR = re.compile(rf"(?P<first>{_ANY_YEAR})年?(?P<dash>{_DASH})(?P<last>{_ANY_YEAR})(?P<tail>学年度?|年度?)")
_DATE_TAIL = rf"年\s*(?P<month>{_D}{{1,2}})\s*月(?:份|底|初|末|\s*(?P<day>{_D}{{1,2}})\s*[日号])?"
_POINTED = rf"(?P<point>[.．/\-－])(?P<pmonth>{_D}{{1,2}})(?:(?P=point)(?P<pday>{_D}{{1,2}}))?(?![0-9０-９%％万亿元])"
_SINGLE = re.compile(rf"(?P<year>{_ANY_YEAR})(?:{_DATE_TAIL}|\s*(?:学年度?|年度?|届|级)|{_POINTED})")
_QUOTED_TITLE = re.compile(r"《([^《》]*)》")
_NUMBERED = re.compile(
    rf"[〔\[（(【［]\s*{_YEAR}\s*[〕\])）】］]\s*第?\s*{_D}+\s*号|第\s*{_D}+\s*号(?=令|文|公告|文件)"
)
_GOAL = re.compile(r"(?:到|至|截至|力争在?)$")
_SINCE = re.compile(r"(?:自|从)$")

_HANZI_DIGITS = "〇一二三四五六七八九"


def shift_text(
    text: str,
    *,
    base: int,
    years: int,
    own_titles: Iterable[str] = (),
    people: Iterable[str] = (),
    places: Iterable[str] = (),
) -> Shifted:
    """The text of a plan of the year `base`, carried `years` years on.

    Mentions of the plan's own year and of the one after it move; any other year is left and listed. `own_titles`
    are titles of the plan itself: inside 《》 they move, those of other papers do not. `people` and `places` are
    names to look for beside what looks like a name.
    """
    move = _Mover(text, base, years, frozenset(own_titles))
    new = move.moved_text()
    left = tuple(_leftovers(new, move.spans, people, places))
    return Shifted(new, tuple(move.moved), left)


def shift_day(day: date, years: int) -> date:
    """The day so many years on; 29 February becomes the 28th, the end of February stays its end."""
    year = day.year + years
    last = monthrange(year, day.month)[1]
    if day.month == 2 and day.day == monthrange(day.year, 2)[1]:
        return date(year, 2, last)
    return date(year, day.month, day.day)


def shift_month(month: date, years: int) -> date:
    """A first day of a month so many years on."""
    return month.replace(year=month.year + years)


def blank_years(text: str, *, base: int, own_titles: Iterable[str] = ()) -> str:
    """The text with {年度} in place of the plan's own year, {下年度} and {上年度} beside it, wherever it would move."""
    return _Blanker(text, base, 0, frozenset(own_titles)).moved_text()


class _Mover:
    """Builds the new text, and remembers where in it something was moved."""

    def __init__(self, text: str, base: int, years: int, own_titles: frozenset[str]) -> None:
        self.text, self.base, self.years = text, base, years
        self.moved: list[Moved] = []
        self.spans: list[tuple[int, int]] = []  # in the new text
        self.kept = [
            found.span()
            for found in _QUOTED_TITLE.finditer(text)
            if found[1] not in own_titles and found[0] not in own_titles
        ] + [found.span() for found in _NUMBERED.finditer(text)]

    def moved_text(self) -> str:
        parts: list[str] = []
        at = length = 0
        for begin, end, now in self._replacements():
            parts += [self.text[at:begin], now]
            length += begin - at
            self.spans.append((length, length + len(now)))
            self.moved.append(Moved(self.text[begin:end], now))
            length += len(now)
            at = end
        return "".join([*parts, self.text[at:]])

    def _replacements(self) -> Iterator[tuple[int, int, str]]:
        pairs = [found for found in _PAIR.finditer(self.text) if not self._is_kept(found.span())]
        found_pairs = [found.span() for found in pairs]
        changes = [(*found.span(), now) for found in pairs if (now := self._pair(found))]
        for found in _SINGLE.finditer(self.text):
            if self._is_kept(found.span()) or _touches(found.span(), found_pairs):
                continue
            if self._moves_alone(found):
                changes.append((*found.span(), self._single(found)))
        yield from sorted(changes)

    def _is_kept(self, span: tuple[int, int]) -> bool:
        return _touches(span, self.kept)

    def _pair(self, found: re.Match[str]) -> str:
        """A school year moves; so does 2026—2027年度. A longer span is a programme of its own, and stays."""
        first, last = _number(found["first"]), _number(found["last"])
        follows = last == first + 1 and first in (self.base - 1, self.base, self.base + 1)
        if not follows or found["tail"] == "年":
            return ""
        between = self.text[found.end("first") : found.start("last")]
        return f"{self._later(found['first'])}{between}{self._later(found['last'])}{found['tail']}"

    def _moves_alone(self, found: re.Match[str]) -> bool:
        year = _number(found["year"])
        if year not in (self.base, self.base + 1):
            return False
        before = self.text[: found.start()]
        if _SINCE.search(before):
            return False
        is_goal = _GOAL.search(before) and not found["month"] and not found["pmonth"]
        return not (is_goal and year > self.base)

    def _single(self, found: re.Match[str]) -> str:
        now = self._later(found["year"]) + found[0][len(found["year"]) :]
        month, day = found["month"] or found["pmonth"], found["day"] or found["pday"]
        if (
            day
            and (_number(month), _number(day)) == (2, 29)
            and not isleap(_number(found["year"]) + self.years)
        ):
            at = now.rindex(day)
            now = now[:at] + _like("28", day) + now[at + len(day) :]
        return now

    def _later(self, year: str) -> str:
        return _like(str(_number(year) + self.years), year)


class _Blanker(_Mover):
    """The same, with blanks for years."""

    def _later(self, year: str) -> str:
        return {-1: "{上年度}", 0: "{年度}", 1: "{下年度}"}[_number(year) - self.base]


def _number(digits: str) -> int:
    if digits[0] in "一二":
        return int("".join(str(_HANZI_DIGITS.index("〇" if sign in "○零" else sign)) for sign in digits))
    return int(digits)  # int reads full-width digits too


def _like(number: str, model: str) -> str:
    """The number written as the model is: 2027, ２０２７, 二〇二七."""
    if model[0] in "一二":
        zero = next((sign for sign in model if sign in "○零〇"), "〇")
        return "".join(_HANZI_DIGITS[int(sign)] for sign in number).replace("〇", zero)
    if "０" <= model[0] <= "９":
        return "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    return number


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in others)


# The second pass.

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]?")
_FIVE = re.compile(
    r"[“\"]?十[二三四五六七八]五[”\"]?(?=规划|时期|期间|开局|收官|末|发展|教育|建设|目标|，|。|、|$|中期|[”\"])"
)
_ORDINAL = re.compile(rf"第\s*(?:{_D}+|[一二三四五六七八九十百零〇两]+)\s*(?:届|次|批|期|轮)")
_DAY = re.compile(rf"(?<![年0-9０-９.])(?<!年\s){_D}{{1,2}}\s*月\s*{_D}{{1,2}}\s*[日号]")
_WEEKDAY = re.compile(
    r"(?<![每逢单双上下本隔几数一二两三四五六七八九十半0-9])(?:星期|礼拜|周)[一二三四五六日天](?![年致期次])"
)
_EVERY_WEEK = re.compile(r"[每逢](?:星期|礼拜|周)")
_TELEPHONE = re.compile(
    rf"(?<!{_D})(?:1[3-9]\d{{9}}|0\d{{2,3}}[\-－—]?\d{{7,8}}|(?<=电话[：:])\d{{5,8}})(?!{_D})"
)
_PLACEHOLDER = re.compile(r"\{[^{}\n]{1,20}\}")
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪"
    "范石廖贾韦夏傅邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万钱严洪武莫孔向汤温康施"
)
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
_ROLE_THEN_NAME = re.compile(
    rf"(?:联系人|负责人|责任人|组长|牵头领导|分管领导|主讲人|主持人|召集人|审核人|填报人)[：:]\s*([{_SURNAMES}]{_GIVEN})(?![\u4e00-\u9fff])"
)
_NAME_THEN_ROLE = re.compile(
    rf"(?<![\u4e00-\u9fff])([{_SURNAMES}]{_GIVEN})(?:同志|副?局长|副?厅长|副?处长|副?科长|副?校长|副?主任|副?书记|院士|教授|研究员|特级教师)"
)
_NAME_AFTER_BY = re.compile(
    rf"[由请经]([{_SURNAMES}]{_GIVEN})(?:同志|副?局长|副?厅长|副?处长|副?科长|院士|教授)"
)
_NO_NAMES = {
    "高中",
    "高校",
    "安全",
    "方面",
    "文化",
    "高级",
    "常务",
    "全体",
    "广大",
    "项目",
    "石化",
    "江南",
    "白天",
    "万名",
}


def _leftovers(
    text: str, moved: list[tuple[int, int]], people: Iterable[str], places: Iterable[str]
) -> Iterator[Left]:
    people, places = list(people), list(places)
    for found in _SENTENCE.finditer(text):
        if not found[0].strip():
            continue
        seen: set[tuple[str, str]] = set()
        for kind, words in _in_sentence(text, found, moved, people, places):
            if (kind, words) not in seen:
                seen.add((kind, words))
                yield Left(kind, words, found[0].strip())


def _in_sentence(
    text: str, sentence: re.Match[str], moved: list[tuple[int, int]], people: list[str], places: list[str]
) -> Iterator[tuple[str, str]]:
    begin, end = sentence.span()
    words = sentence[0]
    titles = [found.span() for found in _QUOTED_TITLE.finditer(text, begin, end)]
    numbers = [found.span() for found in _NUMBERED.finditer(text, begin, end)]
    yield from _years(text, begin, end, [*moved, *numbers], titles)
    yield from ((DOCUMENT, text[start:stop]) for start, stop in numbers)
    yield from ((FIVE_YEARS, found[0]) for found in _FIVE.finditer(words))
    yield from ((ORDINAL, found[0]) for found in _ORDINAL.finditer(words))
    for found in _DAY.finditer(text, begin, end):
        if not _touches(found.span(), moved):
            yield DAY, found[0]
    if not _EVERY_WEEK.search(words):
        yield from ((WEEKDAY, found[0]) for found in _WEEKDAY.finditer(words))
    yield from ((FIGURE, promise.as_written) for promise in read_targets(words))
    for pattern in (_ROLE_THEN_NAME, _NAME_THEN_ROLE, _NAME_AFTER_BY):
        yield from ((PERSON, found[1]) for found in pattern.finditer(words) if found[1] not in _NO_NAMES)
    yield from ((PERSON, name) for name in people if len(name) > 1 and name in words)
    yield from ((CONTACT, found[0]) for found in _TELEPHONE.finditer(words))
    yield from ((PLACE, name) for name in places if name and name in words)
    yield from ((PLACEHOLDER, found[0]) for found in _PLACEHOLDER.finditer(words))


def _years(
    text: str, begin: int, end: int, known: list[tuple[int, int]], titles: list[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """Years that were not moved, each with the reason."""
    told = list(known)
    for title in titles:
        unmoved = not any(title[0] <= start and stop <= title[1] for start, stop in known)
        if unmoved and re.search(rf"{_ANY_YEAR}(?:年|学年)|{_YEAR}", text[slice(*title)]):
            told.append(title)
            yield TITLE, text[slice(*title)]
    for found in _PAIR.finditer(text, begin, end):
        if not _touches(found.span(), told):
            told.append(found.span())
            yield YEAR_SPAN, found[0]
    for found in _SINGLE.finditer(text, begin, end):
        if _touches(found.span(), told):
            continue
        told.append(found.span())
        before = text[begin : found.start()]
        yield (
            (SINCE_YEAR if _SINCE.search(before) else GOAL_YEAR if _GOAL.search(before) else OTHER_YEAR),
            found[0],
        )
    for found in re.compile(rf"{_YEAR}(?![人个名所场次元万件份平米户册套页节门项位课学])").finditer(
        text, begin, end
    ):
        if not _touches(found.span(), told) and 1990 <= _number(found[0]) <= 2100:
            yield OTHER_YEAR, found[0]

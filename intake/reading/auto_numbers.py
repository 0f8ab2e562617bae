"""The numbers Word counts by itself (numbering.xml). They are on the page but not in the text.

Rules: ECMA-376 part 1, 17.9. A list (w:num) points to a definition (w:abstractNum) with up to nine levels; a
level has a format, a start and a pattern such as 第%1章 or %1.%2; counting goes on per definition.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from intake.reading.word_xml import attribute, child, children, is_on, number, value

_BULLETS = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf0a7": "■",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e0": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "□",
    "o": "○",
    "l": "●",
    "n": "■",
    "u": "◆",
    "Ø": "➢",
    "ü": "✓",
    "§": "■",
    "·": "•",
}
_MAX_COUNT = 32_767


@dataclass(frozen=True)
class Level:
    """One level of a list definition."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restarts: bool = True
    legal: bool = False
    gap: str = "\t"


@dataclass(frozen=True)
class ListDefinition:
    """A list as a paragraph refers to it: its levels, and the counter it shares with its sisters."""

    counter: str
    levels: dict[int, Level]
    restart_at: dict[int, int]


@dataclass
class Counting:
    """The numbers reached so far in a document; give it the paragraphs in order."""

    lists: dict[str, ListDefinition]
    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next_number(self, list_id: str, depth: int) -> str:
        """The number in front of the next paragraph of a list, with the gap behind it; empty where none."""
        definition = self.lists.get(list_id)
        level = definition.levels.get(depth) if definition else None
        if definition is None or level is None:
            return ""
        reached = self.reached.setdefault(definition.counter, {})
        if list_id not in self.begun:
            self.begun.add(list_id)
            for restarted, start in definition.restart_at.items():
                reached[restarted] = start - 1
        reached[depth] = min(reached.get(depth, level.start - 1) + 1, _MAX_COUNT)
        for deeper in [deeper for deeper in reached if deeper > depth]:
            if definition.levels.get(deeper, Level()).restarts:
                del reached[deeper]
        written = _written(definition.levels, depth, reached)
        return written + level.gap if written else ""


def _written(levels: dict[int, Level], depth: int, reached: dict[int, int]) -> str:
    level = levels[depth]
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return _BULLETS.get(level.pattern, level.pattern if level.pattern.strip() else "")
    written = level.pattern
    for place in range(9):
        if f"%{place + 1}" in written:
            counted = levels.get(place, Level())
            reached_there = reached.get(place, counted.start)
            form = "decimal" if level.legal and place < depth else counted.form
            written = written.replace(f"%{place + 1}", in_form(reached_there, form))
    return written


def read_lists(numbering: etree._Element | None, styles: etree._Element | None) -> dict[str, ListDefinition]:
    """The lists of numbering.xml by their number."""
    if numbering is None:
        return {}
    definitions = {attribute(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
    by_style = {
        value(one, "styleLink"): one for one in definitions.values() if value(one, "styleLink") is not None
    }
    lists = {}
    for one in children(numbering, "num"):
        list_id = attribute(one, "numId")
        definition = definitions.get(value(one, "abstractNumId"))
        if definition is not None and value(definition, "numStyleLink") is not None:
            definition = by_style.get(value(definition, "numStyleLink"), definition)
        if list_id is not None and definition is not None:
            lists[list_id] = _read_list(one, definition)
    return lists


def _read_list(one: etree._Element, definition: etree._Element) -> ListDefinition:
    levels = dict(_read_levels(definition))
    restart_at = {}
    for override in children(one, "lvlOverride"):
        depth = number(attribute(override, "ilvl")) or 0
        levels.update(_read_levels(override))
        start = number(value(override, "startOverride"))
        if start is not None:
            restart_at[depth] = start
    return ListDefinition(attribute(definition, "abstractNumId") or "", levels, restart_at)


def _read_levels(holder: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in children(holder, "lvl"):
        start = number(value(level, "start"))
        suffix = value(level, "suff")
        yield (
            number(attribute(level, "ilvl")) or 0,
            Level(
                form=value(level, "numFmt") or "decimal",
                pattern=value(level, "lvlText") or "",
                start=1 if start is None else start,
                restarts=value(level, "lvlRestart") != "0",
                legal=is_on(level, "isLgl"),
                gap={"nothing": "", "space": " "}.get(suffix or "", "\t"),
            ),
        )


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and the level that paragraph properties name, each None where unsaid."""
    numbered = child(properties, "numPr")
    return value(numbered, "numId"), number(value(numbered, "ilvl"))


# --- how numbers look ------------------------------------------------------------------------------------

_HANZI = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def in_form(count: int, form: str) -> str:
    """A count as a number format of Word writes it; formats we do not know are written as decimals."""
    if count < 0:
        return str(count)
    write = _FORMS.get(form)
    return write(count) if write else str(count)


def hanzi_number(count: int, digits: str = _HANZI, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """十, 十一, 二十, 一百零一; numbers from ten thousand on are written digit by digit."""
    if count == 0:
        return "零"
    if count >= 10_000:
        return "".join(digits[int(figure)] for figure in str(count))
    written, zero = "", False
    for place, figure in zip(range(len(str(count)) - 1, -1, -1), str(count), strict=True):
        if figure == "0":
            zero = bool(written)
            continue
        written += ("零" if zero else "") + digits[int(figure)] + units[place]
        zero = False
    return written.removeprefix("一") if written.startswith("一十") else written


def _letters(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 1000 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for worth, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
        *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        written += sign * (count // worth)
        count %= worth
    return written


def _row_of(first: str, length: int) -> Callable[[int], str]:
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= length else str(count)


def _full_width(count: int) -> str:
    return "".join(chr(ord("０") + int(figure)) for figure in str(count))


def _formal(count: int) -> str:
    return hanzi_number(count, _FORMAL, ("", "拾", "佰", "仟"))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "chineseCounting": hanzi_number,
    "chineseCountingThousand": hanzi_number,
    "japaneseCounting": hanzi_number,
    "taiwaneseCounting": hanzi_number,
    "taiwaneseCountingThousand": hanzi_number,
    "ideographDigital": lambda count: "".join(_HANZI[int(figure)] for figure in str(count)),
    "taiwaneseDigital": lambda count: "".join(_HANZI[int(figure)] for figure in str(count)),
    "japaneseDigitalTenThousand": lambda count: "".join(_HANZI[int(figure)] for figure in str(count)),
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": lambda count: _STEMS[count - 1] if 0 < count <= 10 else str(count),
    "ideographZodiac": lambda count: _BRANCHES[count - 1] if 0 < count <= 12 else str(count),
    "ideographEnclosedCircle": _row_of("㊀", 10),
    "decimalEnclosedCircle": _row_of("①", 20),
    "decimalEnclosedCircleChinese": _row_of("①", 20),
    "decimalEnclosedParen": _row_of("⑴", 20),
    "decimalEnclosedFullstop": _row_of("⒈", 20),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
}

"""Offices named in a plan. A text in, names out; nothing is matched here with the bureau's own offices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS_LIKE_OFFICE = re.compile(
    r"(?:[处科室股办院委局组部所校会站队团馆园]|中心|单位|公司|机构|部门|小学|中学|支部|妇联|政府|街道|乡镇|教研员)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_SEPARATORS = "、，,；;/／|"
_KIND = r"(?:处室|科室|股室|单位|部门|处)?(?:[（(](?:单位|部门|处室|科室)[）)])?"
_ROLE = r"牵头|主办|承办|主责|配合|协办|协助|协同|参与|参加|责任|负责"
_NAMES = rf"(?:(?!{_ROLE})[^。；;（()）\n]){{1,300}}"
_LIST = rf"\s*[：:]\s*(?P<list>{_NAMES}(?:[（(][^（()）\n]{{0,60}}[）)](?:{_NAMES})?){{0,20}})"
_LISTED = re.compile(
    rf"(?:(?P<lead>牵头|主办|承办|主责)|(?P<support>配合|协办|协助|协同|参与|参加)|(?P<office>责任|负责|落实|实施))"
    rf"{_KIND}{_LIST}(?:(?=(?P<next>{_ROLE})))?"
)
_SAID = re.compile(
    r"(?:^|(?<=[（(，,；;。\n]))(?P<list>[^，,。；;：:（）()\s]{2,200}?)(?:共同|联合|积极|参与)?"
    r"(?:(?P<lead>牵头|主办|承办)|(?P<support>配合|协办|协助))(?![的于])"
)
_AT_THE_END = re.compile(
    r"(?<=[（(])(?P<office>(?P<list>[^（()）\n]{2,200}?))(?:负责)?[）)]\s*[。；]?\s*(?=$|\n)"
)
_BEFORE_NAMES = re.compile(r"^(?:.*由|会同|与)")
_NOBODY = re.compile(r"相关|有关|其他|其它|.*[：:]|.*\d月")
_MANY = 100  # more lists of offices than any task has


@dataclass(frozen=True)
class Duties:
    """offices: all that are named, in order; lead and support: those whose part is said."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


def split_offices(written: str) -> tuple[str, ...]:
    """The offices of a cell or a list: 计财处、教育发展服务中心, or one below the other; each once.

    A line break parts two offices only where the first line ends like the name of one.
    """
    names: list[str] = []
    for line in written.split("\n"):
        parts = [part.strip(" 　\t。.：:等") for part in _split_outside_brackets(line)]
        if names and parts and not _ENDS_LIKE_OFFICE.search(names[-1]):
            names[-1] += parts.pop(0)
        names.extend(parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _split_outside_brackets(line: str) -> list[str]:
    parts, depth = [""], 0
    for character in line:
        depth += (character in "（(") - (character in "）)")
        if depth <= 0 and (character in _SEPARATORS or character.isspace()):
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]


def read_duties(text: str) -> Duties:
    """The offices that a task's text makes responsible.

    牵头单位：…, （责任处室：…）, （基教处牵头，督导室配合）, and names in brackets at its end. 责任单位 beside
    配合单位 leads; alone, it says no more than who is responsible.
    """
    found = sorted(_found(text))
    by_role = {
        role: tuple(dict.fromkeys(name for _, its_role, names in found for name in names if its_role == role))
        for role in ("lead", "support", "office")
    }
    lead = by_role["lead"] or (by_role["office"] if by_role["support"] else ())
    support = tuple(name for name in by_role["support"] if name not in lead)
    return Duties(lead, support, tuple(dict.fromkeys(name for _, _, names in found for name in names)))


def _found(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The lists of names with their places and roles; where two ways of reading overlap, the first."""
    taken: list[tuple[int, int]] = []
    for pattern, must_be_offices in ((_LISTED, False), (_SAID, True), (_AT_THE_END, True)):
        for match in pattern.finditer(text):
            written = _without_next(match)
            begin, end = match.start("list"), match.start("list") + len(written)
            if len(taken) > _MANY or any(begin < other_end and end > other for other, other_end in taken):
                continue
            names = _names(written)
            if names and (not must_be_offices or all(map(_ENDS_LIKE_OFFICE.search, names))):
                taken.append((begin, end))
                yield begin, _role(match), names


def _role(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(role for role in ("lead", "support", "office") if groups.get(role))


def _without_next(match: re.Match[str]) -> str:
    """The list without the names before the next role: 基教处，督导室 where 督导室配合 follows."""
    written = match["list"]
    if not match.groupdict().get("next") or written[-1] in "，, \t\u3000":
        return written
    return re.sub(r"[^，,\s]*$", "", written)


def _names(written: str) -> tuple[str, ...]:
    """The names of a list without 由 and 会同 before them; 相关部门 is nobody."""
    names = (part for name in split_offices(written) for part in _parted(_BEFORE_NAMES.sub("", name)))
    return tuple(name for name in names if 1 < len(name) <= 30 and not _NOBODY.match(name))


def _parted(name: str) -> list[str]:
    """基教处和督导处 are two offices, 教育和体育局 is one."""
    for joint in re.finditer("[和与及]", name):
        left, right = name[: joint.start()], name[joint.end() :]
        if _ENDS_LIKE_OFFICE.search(left) and _ENDS_LIKE_OFFICE.search(right):
            return [left, *_parted(right)]
    return [name]

"""Offices named in a plan. A text in, names out; nothing is matched here with the bureau's own offices."""

import re
from dataclasses import dataclass

_SUFFIX = (
    r"处|科|室|股|办|办公室|中心|院|委|局|组|部|所|校|学校|会|站|队|团|馆|园|幼儿园|单位|公司|科室|处室|部门|机构|小学|中学|大队|党委|"
    r"支部|工会|妇联|团委|教研员|学院|政府|街道|乡镇"
)
_ENDS_LIKE_OFFICE = re.compile(rf"(?:{_SUFFIX})(?:[（(][^（）()]*[）)])?$")
_SEPARATORS = "、，,；;/／|"
_OFFICE = rf"[^、，。；：:;,（）()\s]{{1,18}}?(?:{_SUFFIX})"
_OFFICES = rf"{_OFFICE}(?:[、，,和与及/]{_OFFICE})*"
_KIND = r"(?:处室|科室|股室|单位|部门|处|科室（单位）|处室（单位）|处室\(单位\)|科室\(单位\))"
_LIST = r"\s*[：:]\s*(?P<list>[^。；;）)\n]+(?:[（(][^）)]*[）)][^。；;）)\n]*)*)"
_ROLES = (
    ("lead", re.compile(rf"(?:牵头|主办|承办|主责){_KIND}?{_LIST}")),
    ("support", re.compile(rf"(?:配合|协办|协助|协同|参与|参加){_KIND}?{_LIST}")),
    ("office", re.compile(rf"(?:责任|负责|落实|实施){_KIND}{_LIST}")),
    (
        "lead",
        re.compile(
            rf"(?:(?<=[（(，,；;。由])|^)(?P<list>{_OFFICES})(?:共同|联合)?(?:牵头|主办|承办)(?!的|于)"
        ),
    ),
    (
        "support",
        re.compile(
            rf"(?:(?<=[（(，,；;。由])|^)(?P<list>{_OFFICES})(?:共同|参与|积极)?(?:配合|协办|协助)(?!的|于)"
        ),
    ),
    (
        "office",
        re.compile(rf"(?<=[（(])(?P<list>{_OFFICES})(?:共同)?(?:负责)?(?=[）)]\s*[。；]?\s*(?:$|\n))"),
    ),
)
_ROLE_WORDS = re.compile(r"(?:牵头|主办|承办|配合|协办|协助|参与|参加|责任|负责)")


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
    found: list[tuple[int, str, tuple[str, ...]]] = []
    taken: list[tuple[int, int]] = []
    for role, pattern in _ROLES:
        for match in pattern.finditer(text):
            if any(begin <= match.start("list") < end for begin, end in taken):
                continue
            taken.append(match.span("list"))
            found.append((match.start("list"), role, _names(_until_next_role(match["list"]))))
    found.sort()
    by_role: dict[str, list[str]] = {"lead": [], "support": [], "office": []}
    for _, role, names in found:
        by_role[role].extend(names)
    if by_role["support"] and not by_role["lead"]:
        by_role["lead"] = by_role["office"]
    everyone = [name for _, _, names in found for name in names]
    lead = tuple(dict.fromkeys(by_role["lead"]))
    support = tuple(dict.fromkeys(name for name in by_role["support"] if name not in lead))
    return Duties(lead, support, tuple(dict.fromkeys(everyone)))


def _names(written: str) -> tuple[str, ...]:
    """The names of a list, without 由 and 会同 before them; 相关部门 is nobody."""
    names = (re.sub(r"^.*(?:由|会同|与|和)(?=.{2})", "", name) for name in split_offices(written))
    return tuple(name for name in names if 1 < len(name) <= 30 and not re.match(r"相关|有关|其他", name))


def _until_next_role(names: str) -> str:
    """牵头单位：A、B，配合单位：C on one line: the first list ends before the second role."""
    following = _ROLE_WORDS.search(names)
    if following is None:
        return names
    before = names[: following.start()]
    return before if before[-1:] in "，,；; \t\u3000" else re.split(r"[，,；;\s](?!.*[，,；;\s])", before)[0]

"""Measurable promises inside a task's text (指标). Values in, values out: no Django, no clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparator = Literal["at_least", "at_most", "equal", "above", "below"]


@dataclass(frozen=True)
class Quantity:
    """One promise: 公办园入园率达74.5%以上 is at_least 74.5 %.

    subject: what is counted, as written beside the number (公办园入园率), possibly empty. Of a change it
        says so: 近视率降低1个百分点 is at_least 1 个百分点 of 近视率降低.
    unit: as written (%, 所, 个百分点, 小时 …).
    hard: False where the text only strives (力争, 争取, 努力 …).
    as_written: the clause it stands in.
    """

    subject: str
    comparator: Comparator
    value: Decimal
    unit: str
    hard: bool
    as_written: str


_UNITS = (
    r"个?百分点|[%％‰]|万?平方米|公里|课时|学时|小时|分钟|万人次|人次|万人|[万亿]元|"
    r"[所间名人位个项门场次节家支套册篇种类元亩台辆批座对轮条]"
)
_AMOUNT = re.compile(
    r"(?<![\d.．第+＋至—\-A-Za-z])(?P<value>\d{1,9}(?:[.．]\d{1,4})?|[一二两三四五六七八九](?=个百分点))"
    r"(?:\s*[至到—–\-－~～]\s*\d{1,9}(?:[.．]\d{1,4})?)?"
    rf"\s*[多余来]?(?P<unit>{_UNITS})(?![\d年月日届])"
)

_HANZI = {"两": "2"} | {hanzi: str(value) for value, hanzi in enumerate("一二三四五六七八九", start=1)}

_NOT_LESS = re.compile(r"(?:不得?(?:低于|少于|小于)|至少)$")
_NOT_MORE = re.compile(r"(?:不得?(?:超过|高于|大于|多于)|控制在|至多|下?降[到至]|减[到至])$")
_ABOVE = re.compile(r"(?:超过?|突破|高于|大于|多于)$")
_BELOW = re.compile(r"(?:低于|少于|小于)$")
_CHANGING = re.compile(r"(?:提高|提升|增长|增加|上升|递增|降低|下降|减少|压减|压缩)了?$")
_REACHING = re.compile(r"(?:达到?|达成|保持在?|实现|[提增][高升加][到至]|稳定在|确保|力争|为|占|完成)$")
_OR_MORE = re.compile(r"及?以上")
_OR_LESS = re.compile(r"以[内下]|之内")
_RATE = re.compile(r"(?:[率度面]|比例|比重|占比)(?:均|都|全部)?$")
_STRIVES = re.compile(r"力争|争取|努力|力求|力促|争创|尽量|争当|探索")
_WORK = re.compile(
    r"新增|新建|组建|共建|聘请|聘任|新?改扩建|改建|扩建|建成|建设|建立|建好|创建|创成|培育|培养|打造|评选|评定|认定|遴选|选树|选拔|选派|"
    r"引进|招聘|招录|完成|开展|举办|举行|组织|推出|开发|开工|完工|竣工|投入使用|安排|发放|达到|实现|增加|增设|提供|"
    r"配备|命名|申报|确保|力争|争创"
)
_LEADING_VERBS = re.compile(
    rf"^(?:{_WORK.pattern}|{_STRIVES.pattern}|加快|推进|推动|积极|全面|全力|重点|成功|保证|保障|使|再|共|[等的在])+"
)
_NEAR = 60  # signs around a number that say what it means
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|\"[^\"]*\"")


def read_targets(text: str) -> tuple[Quantity, ...]:
    """The measurable promises of a text, in order.

    A number counts where a comparison stands beside it (不低于, 达到, 以上, 降低), where it follows a rate
    (满意率100%), or where its clause says that something is made (新建幼儿园3所，小学2所). Other numbers,
    such as years, editions and names (第六届, “30分钟学习圈”), are no promises.
    """
    return tuple(
        found for sentence in re.split(r"[。；;！!？?\n]", text) for found in _read_sentence(sentence)
    )


def _read_sentence(sentence: str) -> Iterator[Quantity]:
    """Clause by clause: a list goes on (新建幼儿园3所，小学2所), and so does striving, until 确保 ends it."""
    listing = strives = False
    for clause in re.split(r"[，,：:]", sentence):
        strives = bool(_STRIVES.search(clause)) or (strives and "确保" not in clause)
        found = tuple(_read_clause(clause, listing, strives))
        listing = bool(found)
        yield from found


def _read_clause(clause: str, listing: bool, strives: bool) -> Iterator[Quantity]:
    names = [quoted.span() for quoted in _QUOTED.finditer(clause)]
    for amount in _AMOUNT.finditer(clause):
        if any(begin < amount.start() < end for begin, end in names):
            continue
        before = clause[max(0, amount.start() - _NEAR) : amount.start()].rstrip()
        after = clause[amount.end() : amount.end() + _NEAR].lstrip()
        comparator = _comparator(before, after) or ("at_least" if listing and len(clause) < 16 else None)
        if comparator is None:
            continue
        yield Quantity(
            subject=_subject(before, after),
            comparator=comparator,
            value=Decimal(_HANZI.get(amount["value"], amount["value"].replace("．", "."))),
            unit=amount["unit"],
            hard=not strives,
            as_written=clause.strip(),
        )


def _comparator(before: str, after: str) -> Comparator | None:
    for pattern, comparator in _SAID_BEFORE:
        if pattern.search(before):
            return comparator
    if _OR_LESS.match(after):
        return "at_most"
    if _OR_MORE.match(after) or _CHANGING.search(before) or _REACHING.search(before):
        return "at_least"
    if _RATE.search(before):
        return "equal"
    return "at_least" if _WORK.search(before) else None


_SAID_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (_NOT_MORE, "at_most"),
    (_NOT_LESS, "at_least"),
    (_ABOVE, "above"),
    (_BELOW, "below"),
)


def _subject(before: str, after: str) -> str:
    """The noun before the number (新建幼儿园3所), else the one behind it (培养5个最强支部)."""
    for words in (_NOT_LESS, _NOT_MORE, _ABOVE, _BELOW, _REACHING):
        before = words.sub("", before)
    before = _LEADING_VERBS.sub("", re.split(r"[、（(]", before)[-1]).rstrip("均都等的为")
    if before and not _AMOUNT.search(before):
        return before
    return re.split(r"[、（(]|及?以上|以[内下]", after)[0][:20]

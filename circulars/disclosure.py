"""信息公开: index numbers, classes, and what contradicts itself. Pure.

The fields are those of 政府信息公开目录系统实施指引（试行） (国务院办公厅秘书局, 2009), part two, 核心元数据.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# 体裁分类: the kinds of paper of 党政机关公文处理工作条例, article 8, and what is none of them.
OTHER = "其他"
GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
    OTHER,
)  # fmt: skip
EDUCATION = "科技、教育"
SUBJECTS = (
    "综合政务", "国民经济管理、国有资产监管", "财政、金融、审计", "国土资源、能源", "农业、林业、水利", "工业、交通",
    "商贸、海关、旅游", "市场监管、安全生产监管", "城乡建设、环境保护", EDUCATION, "文化、广电、新闻出版", "卫生、体育",
    "人口与计划生育、妇女儿童工作", "劳动、人事、监察", "公安、安全、司法", "民政、扶贫、救灾", "民族、宗教", "对外事务",
    "港澳台侨工作", "国防", OTHER,
)  # fmt: skip


def format_index(body: str, year: int, serial: int) -> str:
    """索引号: 前段码/后段码, the second part the year and a running number of five digits: 460100/2026-00012.

    Source: 政府信息公开目录系统实施指引（试行）, part two, 核心元数据, 一、索引号: unique, and once made never
    changed, whatever becomes of the issuing body. The guide's first part is the body's code (组织机构代码); ours
    is the bureau's code in the portal.
    """
    return f"{body}/{year}-{serial:05d}"


def genre_of(title: str) -> str:
    """What kind of paper a title names at its end; a mark in brackets behind it does not count."""
    plain = re.sub(r"（[^（）]*）$", "", title)
    return next((genre for genre in GENRES if plain.endswith(genre)), OTHER)


@dataclass(frozen=True)
class Facts:
    """What is said of a paper. `signed_off_on`: the day it was signed for issue in the portal, if it was."""

    openness: str
    openness_reason: str
    validity: str
    validity_note: str
    signed_on: date
    number_year: int
    published_on: date | None = None
    signed_off_on: date | None = None
    replaced_by_signed_on: date | None = None
    note: str = ""
    printed_on: date | None = None
    bears_secrecy_mark: bool = False


def contradictions(facts: Facts) -> Iterator[tuple[str, str]]:
    """(field, code) of what the form can mend; `circulars.sentences` says them."""
    if facts.openness == "withheld" and not facts.openness_reason:
        yield "openness_reason", "reason_missing"
    if facts.openness != "public" and facts.published_on:
        yield "openness", "published_but_not_open"
    if facts.openness != "public" and "公开发布" in facts.note:
        yield "openness", "paper_says_public"
    if facts.openness == "public" and facts.bears_secrecy_mark:
        yield "openness", "secret_but_open"
    if facts.validity == "superseded" and not facts.replaced_by_signed_on:
        yield "replaced_by", "successor_missing"
    if facts.replaced_by_signed_on and facts.validity == "in_force":
        yield "validity", "replaced_but_in_force"
    if facts.replaced_by_signed_on and facts.replaced_by_signed_on < facts.signed_on:
        yield "replaced_by", "successor_is_older"


# What would be odd about a paper for ever is refused before it is issued, beside this field. A later date than that
# of the sign-off is not: a paper of several bodies bears the day on which the last of them signed.
REFUSED_AT_ISSUE = {"dated_before_sign_off": "signed_on", "number_of_another_year": "reserved"}


def misdated(facts: Facts, *, today: date) -> Iterator[tuple[str, str]]:
    """(field, code) of the days on a paper not yet issued that cannot be true; `today` is the portal's day."""
    if facts.signed_on > today:
        yield "signed_on", "dated_in_the_future"
    for code in oddities(facts):
        if code in REFUSED_AT_ISSUE:
            yield REFUSED_AT_ISSUE[code], code
    if facts.printed_on and facts.printed_on < facts.signed_on:
        yield "printed_on", "printed_before_dated"


def oddities(facts: Facts) -> Iterator[str]:
    """Codes of what stands on the paper and cannot be mended any more: somebody must have seen it.

    成文日期 is the day on which the head of the body signed (条例, article 9, 十二).
    """
    if facts.signed_off_on and facts.signed_on < facts.signed_off_on:
        yield "dated_before_sign_off"
    if facts.signed_off_on and facts.signed_on > facts.signed_off_on:
        yield "dated_after_sign_off"
    if facts.number_year != facts.signed_on.year:
        yield "number_of_another_year"
    if facts.published_on and facts.published_on < facts.signed_on:
        yield "published_before_dated"

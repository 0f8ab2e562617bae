"""A plan as an official paper: what goes where. Rows in, a `Paper` out; writes nothing, asks nobody.

A plan (要点、计划) is not a kind of paper of its own: it goes out under a notice, 关于印发《…》的通知, and follows
it as text. One whose title names a kind of paper (意见、通知 …) goes out as that paper. The kinds are those of
党政机关公文处理工作条例, article 8.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from calendar_app.models import CalendarEntry
from circulars.paper import (
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paper,
    Paragraph,
    RowGroup,
    TableAppendix,
    TextAppendix,
)
from districts.models import Office
from workplans.book_marks import in_book_marks
from workplans.models import Plan
from workplans.numbering import SECTION_FORMS
from workplans.queries import PlanOutline, SectionNode, TaskNode

KINDS_OF_PAPER = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
NOTICE = re.compile(r"(?:^|[，,。；;])现(?:将|把|予以?)?[^。；]{0,200}?印发")
TITLE_OF_NOTICE = re.compile(r"印发《(.+)》的通知$")
UNTIL = re.compile(r"至(\d{4}年)?\d{1,2}月")
EVERYBODY = "各学校（单位），机关各处室"
PUBLIC_NOTE = "此件公开发布"
CALENDAR_HEAD = ("月份", "工作内容", "责任处室")


@dataclass(frozen=True)
class Particulars:
    """What issuing adds to a plan's text."""

    number: str
    signed_on: date
    printed_on: date
    copied_to: str = ""
    is_public: bool = False


def paper_from_plan(
    outline: PlanOutline,
    entries: Sequence[CalendarEntry],
    particulars: Particulars,
    *,
    meant: Mapping[str, Office] | None = None,
) -> Paper:
    """The paper of a plan. `entries` are in calendar order with their duties fetched.

    `meant`: the bureau's office behind each name a document may write, so that an entry nobody changed
    keeps the names it came with.
    """
    plan = outline.plan
    notice, _ = split_notice(lines_of(plan.preamble))
    issuer = plan.issuer or plan.district.bureau_name
    title, plan_title = titles(plan.title, issuer, has_notice=bool(notice))
    calendar = calendar_table(plan, entries, meant=meant or {})
    body = body_of_plan(outline)
    alone = title == plan_title
    text: tuple[Appendix, ...] = () if alone else (TextAppendix(plan_title, body, marked=False),)
    return Paper(
        letterhead=f"{plan.district.bureau_name}文件",
        number=particulars.number,
        title=title,
        addressee=plan.addressee or EVERYBODY,
        blocks=body if alone else tuple(map(Paragraph, notice or [notice_sentence(plan_title)])),
        attachments_note=tuple(table.title for table in calendar),
        sign_off_name=issuer,
        sign_off_date=particulars.signed_on,
        note=PUBLIC_NOTE if particulars.is_public else "",
        appendices=(*text, *calendar),
        copied_to=particulars.copied_to,
        printed_by=f"{plan.district.bureau_name}办公室",
        printed_on=particulars.printed_on,
    )


def body_of_plan(outline: PlanOutline) -> tuple[Block, ...]:
    """The plan's own text, without its notice's."""
    _, opening = split_notice(lines_of(outline.plan.preamble))
    closing = map(Paragraph, lines_of(outline.plan.closing))
    return (*map(Paragraph, opening), *_blocks(outline), *closing)


def circular_title(plan: Plan) -> str:
    """The title the plan's paper will bear."""
    notice, _ = split_notice(lines_of(plan.preamble))
    return titles(plan.title, plan.issuer or plan.district.bureau_name, has_notice=bool(notice))[0]


def titles(title: str, issuer: str, *, has_notice: bool) -> tuple[str, str]:
    """(the paper's title, the plan's own); the same where the plan goes out as the paper itself.

    A plan may have been read under its notice's title, 关于印发《…》的通知: then it is called as in the book marks.
    """
    named = TITLE_OF_NOTICE.search(title)
    if named:
        return title, named[1].replace("〈", "《").replace("〉", "》")
    if stands_alone(title) and not has_notice:
        return title, title
    return notice_title(issuer, title), title


def stands_alone(title: str) -> bool:
    """Whether the title names a kind of paper; a mark in brackets behind it does not count."""
    return re.sub(r"（[^（）]*）$", "", title).endswith(KINDS_OF_PAPER)


def notice_title(issuer: str, title: str) -> str:
    """海云市教育局关于印发《…》的通知; book marks inside book marks become single ones."""
    return f"{issuer}关于印发《{in_book_marks(title)}》的通知"


def notice_sentence(title: str) -> str:
    return f"现将《{in_book_marks(title)}》印发给你们，请结合实际，认真组织实施。"


def split_notice(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The covering notice's own paragraphs, and the plan's. The notice's are those up to 现将…印发给你们."""
    for place, paragraph in enumerate(paragraphs):
        if NOTICE.search(paragraph):
            return list(paragraphs[: place + 1]), list(paragraphs[place + 1 :])
    return [], list(paragraphs)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _blocks(outline: PlanOutline) -> Iterator[Block]:
    for task in outline.tasks:
        yield from _task_blocks(task, level=2)
    for section in outline.sections:
        yield from _section_blocks(section)


def _section_blocks(node: SectionNode) -> Iterator[Block]:
    level = min(node.depth + 1, len(SECTION_FORMS))
    yield Heading(level=level, text=node.section.title, label=node.label)
    yield from map(Paragraph, node.paragraphs)
    for task in node.tasks:
        yield from _task_blocks(task, level=min(node.depth + 2, 4))
    for section in node.sections:
        yield from _section_blocks(section)


def _task_blocks(node: TaskNode, *, level: int) -> Iterator[Block]:
    """The task with the text behind its title sentence, then a paragraph for every further line.

    Its level follows from its depth (第二层用楷体字), not from its number's form: in a plan of two levels the
    title sentences stand out, in one of three they are 仿宋.
    """
    yield NumberedTask(label=node.label, title=node.task.title, body=node.run_in, level=level)
    yield from map(Paragraph, node.paragraphs)


def calendar_table(
    plan: Plan, entries: Iterable[CalendarEntry], *, meant: Mapping[str, Office]
) -> tuple[TableAppendix, ...]:
    """The plan's 行事历 behind its text; nothing where it has none."""
    notice, _ = split_notice(lines_of(plan.preamble))
    title = titles(plan.title, plan.issuer or plan.district.bureau_name, has_notice=bool(notice))[1]
    groups: list[RowGroup] = []
    year = plan.period.starts_on.year
    for month, rows in groupby(entries, key=lambda entry: entry.starts_month):
        # The year is written where it turns, as plans write it: 12月, 2022年1月, 2月.
        label = month_label(month, year)
        year = month.year
        groups.append(RowGroup(label, tuple((work_with_span(row), _offices(row, meant)) for row in rows)))
    return (TableAppendix(f"{title}行事历", CALENDAR_HEAD, tuple(groups)),) if groups else ()


def month_label(month: date, year: int) -> str:
    """9月 in that year, 2027年1月 in another."""
    return f"{month.month}月" if month.year == year else f"{month.year}年{month.month}月"


def work_with_span(entry: CalendarEntry) -> str:
    """The work, with the end of its span where the text does not say it."""
    if not entry.is_span or UNTIL.search(entry.work):
        return entry.work
    end = entry.ends_month
    until = f"{end.month}月" if end.year == entry.starts_month.year else f"{end.year}年{end.month}月"
    return f"{entry.work}（至{until}）"


def _offices(entry: CalendarEntry, meant: Mapping[str, Office]) -> str:
    """Names as the document wrote them while its offices are the entry's; otherwise the offices' own names."""
    duties = [duty.office for duty in entry.duties.all()]
    written = list(dict.fromkeys(item["name"] for item in entry.offices_as_written))
    unchanged = {meant[name].pk for name in written if name in meant} == {office.pk for office in duties}
    return "、".join(written if unchanged else [office.name for office in duties])

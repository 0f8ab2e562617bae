"""The notice by which an issued plan is amended: 关于修订《…》的通知. What changes, old → new; the whole new text behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from circulars.paper import Block, NumberedTask, Paper, Paragraph, TableAppendix, TextAppendix
from circulars.setting import (
    EVERYBODY,
    PUBLIC_NOTE,
    Particulars,
    body_of_plan,
    lines_of,
    titles,
)
from districts.differences import ADDED, REMOVED
from workplans.book_marks import in_book_marks
from workplans.comparing import CHANGED, Change, Part
from workplans.models import Plan
from workplans.queries import PlanOutline
from workplans.queries.snapshots import HEAD

INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def amendment_title(plan: Plan) -> str:
    """海云市教育局关于修订《…》的通知; `plan` is the draft of the amendment or the plan itself."""
    issuer = plan.issuer or plan.district.bureau_name
    return f"{issuer}关于修订《{in_book_marks(_plan_title(plan))}》的通知"


def paper_of_amendment(
    outline: PlanOutline,
    changes: Iterable[Change],
    particulars: Particulars,
    *,
    amended: str,
    calendar: tuple[TableAppendix, ...] = (),
) -> Paper:
    """`outline` is the draft's; `changes` tell how it differs from the plan; `amended` is the plan's document number.

    `calendar`: the draft's, printed where it is changed.
    """
    draft = outline.plan
    notice = notice_of_changes(
        plan_title=_plan_title(draft),
        issuer=draft.issuer or draft.district.bureau_name,
        amended=amended,
        why=lines_of(draft.amendment_note),
        changes=changes,
        text=body_of_plan(outline),
        calendar=calendar,
        day=particulars.signed_on,
    )
    return replace(
        notice,
        letterhead=f"{draft.district.bureau_name}文件",
        number=particulars.number,
        addressee=draft.addressee or EVERYBODY,
        note=PUBLIC_NOTE if particulars.is_public else "",
        copied_to=particulars.copied_to,
        printed_by=f"{draft.district.bureau_name}办公室",
        printed_on=particulars.printed_on,
    )


def notice_of_changes(
    *,
    plan_title: str,
    issuer: str,
    amended: str,
    why: Sequence[str],
    changes: Iterable[Change],
    text: tuple[Block, ...],
    day: date,
    calendar: tuple[TableAppendix, ...] = (),
) -> Paper:
    """关于修订《…》的通知 of one body: `why` it is amended, every change numbered, the new `text` behind it.

    `calendar` goes along where it is changed.
    """
    found = [change for change in changes if change.is_change]
    number = f"（{amended}）" if amended else ""
    opening = [*why, f"现对《{in_book_marks(plan_title)}》{number}作如下修订："]
    revised = f"（{day.year}年{day.month}月修订）"
    whole = TextAppendix(f"{plan_title}{revised}", text)
    has_months = any(change.part.kind == "entry" for change in found)
    tables = [replace(table, title=f"{table.title}{revised}") for table in calendar if has_months]
    return Paper(
        letterhead=f"{issuer}文件",
        title=f"{issuer}关于修订《{in_book_marks(plan_title)}》的通知",
        addressee=EVERYBODY,
        blocks=(*map(Paragraph, opening), *_numbered(found), _closing()),
        attachments_note=(whole.title, *(table.title for table in tables)),
        sign_off_name=issuer,
        sign_off_date=day,
        appendices=(whole, *tables),
        printed_by=f"{issuer}办公室",
        printed_on=day,
    )


def _plan_title(plan: Plan) -> str:
    return titles(plan.title, plan.issuer or plan.district.bureau_name, has_notice=False)[1]


def _closing() -> Block:
    return Paragraph("修订后的全文附后，自印发之日起执行。")


def _numbered(changes: Iterable[Change]) -> Iterator[Block]:
    sentences = [sentence for change in changes for sentence in change_sentences(change)]
    for number, text in enumerate(sentences, start=1):
        what, was, rest = text.partition("由“")
        yield NumberedTask(label=f"{number}．", title=what, body=was + rest, level=3)


def change_sentences(change: Change) -> Iterator[str]:
    """What becomes of one part, each fact in a sentence: what it was, what it is."""
    part = change.part
    if change.op == ADDED:
        yield f"增加{_kind(part)}{_called(part)}。{_whole(part)}"
    elif change.op == REMOVED:
        yield f"删去{_kind(part)}{_called(part)}。"
    elif change.before and change.after:
        if change.op == CHANGED:
            yield from _changed(change.before, change.after)
        if change.moved:
            yield f"将{_kind(part)}{_called(change.before)}的序号调整为“{part.label.rstrip('．、')}”。"


def _changed(before: Part, after: Part) -> Iterator[str]:
    named = "" if after.kind == HEAD else f"{_kind(before)}{_called(before)}的"
    if before.title != after.title:
        yield _from_to(f"{named}标题", before.title, after.title)
    if before.body != after.body:
        yield _from_to(f"{named}内容" if named else "导语", _flat(before.body), _flat(after.body))
    old = {fact.name: fact.value for fact in before.facts}
    new = {fact.name: fact.value for fact in after.facts}
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield _from_to(f"{named}{name}", old.get(name, ""), new.get(name, ""))


def _from_to(what: str, old: str, new: str) -> str:
    old, new = old.removesuffix("。"), new.removesuffix("。")
    if not old:
        return f"将{what}明确为{_quoted(new)}。"
    return f"将{what}由{_quoted(old)}修改为{_quoted(new)}。" if new else f"删去{what}{_quoted(old)}。"


def _quoted(text: str) -> str:
    """In quotation marks; those inside become single ones (GB/T 15834)."""
    return f"“{text.translate(INNER_QUOTES)}”"


def _flat(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _kind(part: Part) -> str:
    return {"section": "章节", "task": "任务", "entry": "行事历事项"}.get(part.kind, "")


def _called(part: Part) -> str:
    return _quoted(f"{part.label}{part.title.rstrip('。')}")


def _whole(part: Part) -> str:
    return "".join([_flat(part.body), *(f"{fact.name}：{fact.value}。" for fact in part.facts)])

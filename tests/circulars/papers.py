"""Papers to print in tests; names and places are invented."""

from datetime import date

from circulars.paper import (
    MINUTES,
    Block,
    Heading,
    NumberedTask,
    Paper,
    Paragraph,
    RowGroup,
    SigningPlaces,
    TableAppendix,
    TextAppendix,
)

OFFICES = ("办公室", "基础教育处、督导处", "计划财务处、组织人事处、基础教育处")
WORK = (
    "召开全市教育工作会议。",
    "开展春季开学工作专项检查，重点看食堂、宿舍、实验室和校车，检查结果在一个月内书面反馈各校。",
    "组织第十二届中小学生艺术节（云山赛区）初评；",
)
BODY = (
    "坚持为党育人、为国育才，落实“双减”要求，完善《课后服务管理办法》（试行）各项措施，确保全市126所义务教育学校"
    "课后服务覆盖率达到100％，学生参与率不低于95％；家长满意度力争达到90％以上——这是底线。各县（市、区）教育局"
    "于2026年3月15日前报送方案，联系人：林喆、赵堃、何珺㛃、䶮平。"
)


def plan_blocks(sections: int = 5, tasks: int = 3) -> tuple[Block, ...]:
    """The text of a plan on two levels."""
    blocks: list[Block] = [Paragraph("2026年全市教育工作的总体要求是：稳中求进，提质增效。")]
    for number in range(1, sections + 1):
        blocks.append(
            Heading(1, f"办好第{number}件实事，推动基础教育优质均衡发展", f"{'一二三四五'[number - 1]}、")
        )
        blocks += [
            NumberedTask(f"{place}．", f"完善第{place}项服务。", BODY * place, level=2)
            for place in range(1, tasks + 1)
        ]
    return tuple(blocks)


def calendar(rows_a_month: int = 14) -> TableAppendix:
    """A 行事历 of three months that goes over several pages."""
    groups = tuple(
        RowGroup(
            f"{month}月",
            tuple((WORK[row % 3], OFFICES[(row + month) % 3]) for row in range(rows_a_month)),
        )
        for month in (2, 3, 4)
    )
    return TableAppendix("2026年春季学期行事历", ("月份", "工作内容", "责任处室"), groups)


def notice() -> Paper:
    """A notice that issues a plan and a calendar: the usual circular."""
    return Paper(
        letterhead="海云市教育局文件",
        number="海教〔2026〕8号",
        title="海云市教育局关于印发《海云市教育局2026年工作要点》的通知",
        addressee="各县（市、区）教育局，各直属学校（单位）",
        blocks=(Paragraph("现将《海云市教育局2026年工作要点》印发给你们，请认真组织实施。"),),
        attachments_note=("2026年春季学期行事历",),
        sign_off_name="海云市教育局",
        sign_off_date=date(2026, 3, 1),
        note="此件公开发布",
        appendices=(
            TextAppendix("海云市教育局2026年工作要点", plan_blocks(), marked=False),
            calendar(),
        ),
        copied_to="市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，省教育厅，各高等学校",
        printed_by="海云市教育局办公室",
        printed_on=date(2026, 3, 2),
    )


def short(**changes: object) -> Paper:
    """A paper of one page, with `changes`."""
    values: dict[str, object] = {
        "letterhead": "临溪县教育局文件",
        "title": "临溪县教育局关于开学工作的通知",
        "blocks": (Paragraph("请按时开学。"),),
        **changes,
    }
    return Paper(**values)  # type: ignore[arg-type]  # the tests know the fields


def all_text(paper: Paper) -> str:
    """Every character the paper must show, without blanks."""
    has_main = paper.letterhead or paper.blocks or not paper.appendices
    parts = [
        paper.letterhead,
        paper.number,
        paper.title if has_main else "",
        paper.addressee,
        paper.note,
        paper.draft_mark,
    ]
    parts += [*paper.partners, *("".join(pair) for pair in paper.attendance), paper.secrecy, paper.urgency]
    parts += [
        paper.sign_off_name if paper.form != MINUTES else "",
        paper.copied_to,
        paper.printed_by,
        *paper.attachments_note,
        *paper.signers,
    ]
    parts += [*map(_block_text, paper.blocks)]
    for appendix in paper.appendices:
        parts.append(appendix.title)
        if isinstance(appendix, TextAppendix):
            parts += map(_block_text, appendix.blocks)
        else:
            parts += [appendix.note, *appendix.head, *(group.label for group in appendix.groups)]
            parts += [text for group in appendix.groups for row in group.rows for text in row]
    return "".join("".join(parts).split())


def _block_text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, SigningPlaces):
        return "".join(line for party in block.parties for line in party)
    return block.label + (block.text if isinstance(block, Heading) else block.title + block.body)

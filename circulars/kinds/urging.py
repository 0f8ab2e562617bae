"""催办通知单 to one office, 督办通报 to all: what is late, by how much, and how it stands, in words for print."""

from circulars.kinds.source import LateRow, Source, some
from circulars.paper import Paper, Paragraph, RowGroup, SigningPlaces, TableAppendix
from workplans.book_marks import in_book_marks
from workplans.periods import chinese_date

HEAD = ("序号", "工作事项", "完成时限", "进度", "目前情况")
HEAD_FOR_ALL = ("责任处室", "工作事项", "完成时限", "进度", "目前情况")
LATE, VERY_LATE = "已逾期", "严重逾期"
VERY_LATE_DAYS = 30
UNHEARD = "尚未反馈"


def urging_slip(source: Source) -> Paper:
    """One office's slip, with a place for its answer."""
    rows = [row for row in source.late if source.office in ("", row.office)]
    some(rows)
    office = source.office or rows[0].office
    rows = [row for row in rows if row.office == office]
    text = (
        f"经查，截至{chinese_date(source.day)}，你处室承担的{len(rows)}项工作已超过完成时限（见附表）。"
        "请抓紧办理，并于收到本通知单之日起5个工作日内反馈办理情况、未完成原因和预计完成时间。"
    )
    table = TableAppendix(
        "逾期工作事项表",
        HEAD,
        tuple(RowGroup(str(place), (_row(row),)) for place, row in enumerate(rows, start=1)),
        marked=False,
    )
    return Paper(
        letterhead="",
        title="催办通知单",
        addressee=office,
        blocks=(
            Paragraph(text),
            SigningPlaces(
                (
                    (f"{source.bureau}（盖章）", chinese_date(source.day)),
                    ("签收人：", "签收时间：　　年　月　日"),
                )
            ),
        ),
        appendices=(table,),
    )


def late_bulletin(source: Source) -> Paper:
    """The bureau's bulletin of everything late, an official paper with the table behind it."""
    some(source.late)
    offices = list(dict.fromkeys(row.office for row in source.late))
    rows = {office: [row for row in source.late if row.office == office] for office in offices}
    title = f"{source.bureau}关于《{in_book_marks(source.plan_title)}》重点工作进展情况的督办通报"
    opening = (
        f"截至{chinese_date(source.day)}，《{in_book_marks(source.plan_title)}》中已超过完成时限、尚未办结的工作共{len(source.late)}项，"
        f"涉及{len(offices)}个处室。现将有关情况通报如下："
    )
    counts = "；".join(f"{office}{len(rows[office])}项" for office in offices)
    table = TableAppendix(
        "逾期未办结工作事项表",
        HEAD_FOR_ALL,
        tuple(RowGroup(office, tuple(map(_row, rows[office]))) for office in offices),
    )
    return Paper(
        letterhead=f"{source.bureau}文件",
        number=source.number_or_room,
        title=title,
        addressee="机关各处室，各学校（单位）",
        blocks=(
            Paragraph(opening),
            Paragraph(f"逾期事项按责任处室统计：{counts}。"),
            Paragraph(
                "请有关处室对照附件逐项明确办理措施和完成时间，并及时在平台反馈；确需延期的，按程序报批。"
            ),
        ),
        attachments_note=(table.title,),
        sign_off_name=source.bureau,
        sign_off_date=source.day,
        appendices=(table,),
        printed_by=f"{source.bureau}办公室",
        printed_on=source.day,
    )


def progress_word(row: LateRow) -> str:
    """The light in words: paper may be printed without colours."""
    degree = VERY_LATE if row.days > VERY_LATE_DAYS else LATE
    return f"{degree}{row.days}天"


def _row(row: LateRow) -> tuple[str, ...]:
    return (row.title, chinese_date(row.due), progress_word(row), row.progress or UNHEARD)

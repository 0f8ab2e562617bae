"""责任书 between the bureau and a school or an office, with places to sign."""

from circulars.kinds.source import Source, some
from circulars.paper import Block, Heading, NumberedTask, Paper, Paragraph, SigningPlaces
from workplans.book_marks import in_book_marks

DAY_TO_WRITE = "　　　　年　　月　　日"


def pledge(source: Source) -> Paper:
    """For the school of the source, else its office; its tasks are what is promised."""
    whose = source.school or source.office
    tasks = [task for task in source.tasks if source.school or source.office in ("", task.lead)]
    some(tasks)
    promised: list[Block] = [
        NumberedTask(f"{place}．", task.title.rstrip("。．. ") + "。", _terms(task.due), level=3)
        for place, task in enumerate(tasks, start=1)
    ]
    return Paper(
        letterhead="",
        title=f"{source.plan_title}\n目标责任书",
        blocks=(
            Paragraph(
                f"为落实《{in_book_marks(source.plan_title)}》，明确工作责任，{source.bureau}与{whose or '责任单位'}签订本责任书。"
            ),
            Heading(1, "责任内容", "一、"),
            *promised,
            Heading(1, "责任要求", "二、"),
            Paragraph(
                "主要负责人为第一责任人，对上述工作负总责；按时限推进，及时如实反馈进展，遇到困难及早报告。"
            ),
            Heading(1, "其他事项", "三、"),
            Paragraph("本责任书一式两份，双方各执一份，自签字盖章之日起生效，至全部工作办结时终止。"),
            SigningPlaces(
                (
                    (f"{source.bureau}（盖章）", "负责人签字：", DAY_TO_WRITE),
                    (f"{whose or '责任单位'}（盖章）", "负责人签字：", DAY_TO_WRITE),
                )
            ),
        ),
    )


def _terms(due: str) -> str:
    return f"完成时限：{due}。" if due else ""

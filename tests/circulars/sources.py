"""Rows of an invented plan, for every kind of work paper."""

from datetime import date

from circulars.kinds import LateRow, MonthRow, Source, TaskRow
from tests.circulars.papers import OFFICES, WORK, plan_blocks
from workplans.comparing import Change, Fact, Part, compare

LEADS = ("办公室", "基础教育处", "计划财务处")
SAID = ("已完成：检查结束，结果已反馈。", "正在推进", "遇到困难：经费还没有到位。", "")


def amended() -> tuple[Change, ...]:
    """A task that says something else, one more, one less."""
    before = [
        Part("1", "task", "1．", "修好校门。", "年底前完成。", "s1"),
        Part("2", "task", "2．", "平整操场。", "暑假完成。", "s1"),
    ]
    after = [
        Part("1", "task", "1．", "修好校门。", "6月底前完成，由林喆负责。", "s1"),
        Part("3", "task", "2．", "开放图书馆。", "周末开放。", "s1", (Fact("牵头处室", "办公室"),)),
    ]
    return tuple(compare(before, after))


def whole(**changes: object) -> Source:
    """A plan with all a kind may ask for; some months go over a page."""
    tasks = tuple(
        TaskRow(
            section=f"{'一二三'[number % 18 // 6]}、办好第{number % 18 // 6 + 1}件实事",
            label=f"{number + 1}．",
            title=f"完善第{number + 1}项服务，由林喆、何珺㛃负责落实。",
            body=WORK[number % 3] * (1 + number % 4),
            lead=LEADS[number % 3],
            supporting=OFFICES[(number + 1) % 3],
            due="2026年6月30日" if number % 2 else "年底前",
            progress=SAID[number % 4],
        )
        for number in range(18)
    )
    months = tuple(
        MonthRow(f"{month}月", date(2026, month, 1), WORK[row % 3], OFFICES[row % 3], f"{month}月底前")
        for month in (2, 3, 4)
        for row in range(24)
    )
    late = tuple(
        LateRow(
            f"完善第{number + 1}项服务",
            LEADS[number % 3],
            date(2026, 3, number + 1),
            70 - number * 5,
            SAID[number % 4],
        )
        for number in range(9)
    )
    values: dict[str, object] = {
        "bureau": "海云市教育局",
        "plan_title": "海云市教育局2026年工作要点",
        "day": date(2026, 5, 10),
        "blocks": plan_blocks(3, 2),
        "tasks": tasks,
        "months": months,
        "late": late,
        "school": "海云市第一实验学校",
        "number": "海教〔2026〕21号",
        "remarks": ("因上级政策调整，对部分任务作修订。",),
        "changes": amended(),
        "amended": "海教〔2026〕8号",
        **changes,
    }
    return Source(**values)  # type: ignore[arg-type]  # the tests know the fields

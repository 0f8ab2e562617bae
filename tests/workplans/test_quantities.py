from decimal import Decimal

import pytest

from workplans.quantities import Quantity, read_targets


def promises(text: str) -> list[tuple[str, str, str, str, bool]]:
    return [(q.subject, q.comparator, str(q.value), q.unit, q.hard) for q in read_targets(text)]


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("公办园入园率达74.5%以上。", [("公办园入园率", "at_least", "74.5", "%", True)]),
        ("普惠率保持90%以上", [("普惠率", "at_least", "90", "%", True)]),
        ("锻炼时间不少于1小时", [("锻炼时间", "at_least", "1", "小时", True)]),
        ("占比不得低于70%", [("占比", "at_least", "70", "%", True)]),
        ("班额不超过45人", [("班额", "at_most", "45", "人", True)]),
        ("会议控制在10次以内", [("会议", "at_most", "10", "次", True)]),
        ("比例超过70%", [("比例", "above", "70", "%", True)]),
        ("事故率低于1‰", [("事故率", "below", "1", "‰", True)]),
        ("家长满意率100%", [("家长满意率", "equal", "100", "%", True)]),
        ("近视率降低1个百分点", [("近视率降低", "at_least", "1", "个百分点", True)]),
        ("近视率每年下降一个百分点", [("近视率每年下降", "at_least", "1", "个百分点", True)]),
        (
            "新建幼儿园3所、小学2所，特教学校1所。",
            [
                ("幼儿园", "at_least", "3", "所", True),
                ("小学", "at_least", "2", "所", True),
                ("特教学校", "at_least", "1", "所", True),
            ],
        ),
        ("培养5个“最强支部”", [("“最强支部”", "at_least", "5", "个", True)]),
        ("创建示范校8至10所", [("示范校", "at_least", "8", "所", True)]),
        (
            "力争覆盖率达到80%，比例达到30%",
            [("覆盖率", "at_least", "80", "%", False), ("比例", "at_least", "30", "%", False)],
        ),
        ("力争达标，确保覆盖率达到80%", [("覆盖率", "at_least", "80", "%", True)]),
    ],
)
def test_promise_is_read(text: str, promised: list[tuple[str, str, str, str, bool]]):
    assert promises(text) == promised


@pytest.mark.parametrize(
    "text",
    [
        "2026年是开局之年",
        "举办第六届读书节",
        "深化“2+1”项目和1+X证书",
        "成功创建“30分钟学习圈”",
        "实施信息技术提升工程2.0",
        "“11.9”消防宣传",
        "做到两个维护",
        "12至17周岁在校学生",
    ],
)
def test_number_that_promises_nothing_is_left_alone(text: str):
    assert promises(text) == []


def test_promise_remembers_its_clause():
    assert read_targets("一是扩容。新增公办学位1200个，其余不变。") == (
        Quantity("公办学位", "at_least", Decimal(1200), "个", True, "新增公办学位1200个"),
    )

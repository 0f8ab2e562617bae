import pytest

from intake.reading.offices import Duties, read_duties, split_offices


@pytest.mark.parametrize(
    ("written", "offices"),
    [
        ("计财处、教育服务中心", ("计财处", "教育服务中心")),
        ("基教处\n职成教处", ("基教处", "职成教处")),
        ("教育服务\n中心", ("教育服务中心",)),
        ("各学校（直属、民办）、督导室", ("各学校（直属、民办）", "督导室")),
        ("办公室/人事处；组织处", ("办公室", "人事处", "组织处")),
        ("组织处、组织处", ("组织处",)),
        ("", ()),
    ],
)
def test_offices_of_a_cell_are_parted(written: str, offices: tuple[str, ...]):
    assert split_offices(written) == offices


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        (
            "（牵头单位：基教处；配合单位：计财处、督导处）",
            Duties(("基教处",), ("计财处", "督导处"), ("基教处", "计财处", "督导处")),
        ),
        ("牵头单位：基教处，配合单位：人事处", Duties(("基教处",), ("人事处",), ("基教处", "人事处"))),
        ("（责任处室：基教处、督导处）", Duties((), (), ("基教处", "督导处"))),
        ("责任科室：人事科 配合科室：各科室", Duties(("人事科",), ("各科室",), ("人事科", "各科室"))),
        (
            "（基教处牵头，督导室、人事处配合）",
            Duties(("基教处",), ("督导室", "人事处"), ("基教处", "督导室", "人事处")),
        ),
        ("由组织处牵头，各学校配合。", Duties(("组织处",), ("各学校",), ("组织处", "各学校"))),
        ("由基教处和督导处共同牵头。", Duties(("基教处", "督导处"), (), ("基教处", "督导处"))),
        ("教育和体育局牵头。", Duties(("教育和体育局",), (), ("教育和体育局",))),
        ("办好展演。（德体处）", Duties((), (), ("德体处",))),
        (
            "牵头单位：各学校（单位）、督导室",
            Duties(("各学校（单位）", "督导室"), (), ("各学校（单位）", "督导室")),
        ),
        ("与相关部门配合做好工作。", Duties()),
        ("（责任人：王某）", Duties()),
        ("开展由社区牵头的活动（含线上）。", Duties()),
    ],
)
def test_offices_are_read_from_a_task(text: str, duties: Duties):
    assert read_duties(text) == duties

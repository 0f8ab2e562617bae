"""What moves with the year, and what is left to look at. All sentences are our own."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rollover.shifting import shift_day, shift_month, shift_text


def moved(text: str, **facts) -> str:
    return shift_text(text, **{"base": 2026, "years": 1, **facts}).text


def left(text: str, **facts) -> list[tuple[str, str]]:
    shifted = shift_text(text, **{"base": 2026, "years": 1, **facts})
    return [(item.kind, item.words) for item in shifted.left]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026年，全县教育系统要办好每一所学校。", "2027年，全县教育系统要办好每一所学校。"),
        ("海云市教育局2026年工作要点", "海云市教育局2027年工作要点"),
        ("2026年度目标责任书", "2027年度目标责任书"),
        ("2026学年直属学校工作意见", "2027学年直属学校工作意见"),
        ("2026学年第一学期行事历", "2027学年第一学期行事历"),
        ("2026—2027学年校历", "2027—2028学年校历"),
        ("2026-2027学年校历", "2027-2028学年校历"),
        ("2026～2027学年校历", "2027～2028学年校历"),
        ("2026/2027学年校历", "2027/2028学年校历"),
        ("2026至2027学年度第二学期", "2027至2028学年度第二学期"),
        ("2025—2026学年第二学期收尾", "2026—2027学年第二学期收尾"),
        ("2026—2027年度先进集体", "2027—2028年度先进集体"),
        ("做好2026届毕业生就业", "做好2027届毕业生就业"),
        ("2026级新生军训", "2027级新生军训"),
        ("2026年秋季学期起步前", "2027年秋季学期起步前"),
        ("二〇二六年十月", "二〇二七年十月"),
        ("二○二六年工作", "二○二七年工作"),
        ("２０２６年工作", "２０２７年工作"),
        ("2026年3月15日前上报", "2027年3月15日前上报"),
        ("9月至2027年1月", "9月至2028年1月"),
        ("2026.9—2027.1", "2027.9—2028.1"),
        ("2026-09-01前", "2027-09-01前"),
        ("2026年底前完成", "2027年底前完成"),
        ("到2026年底覆盖全县", "到2027年底覆盖全县"),
        ("2026 年工作", "2027 年工作"),
        ("新增学位2026个", "新增学位2026个"),
        ("每年组织一次体检", "每年组织一次体检"),
        ("投入12026年", "投入12026年"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_plans_own_years_move(before, after):
    assert moved(before) == after


def test_every_move_is_told():
    shifted = shift_text("2026学年，做好2026届毕业生工作。", base=2026, years=1)

    assert [(item.was, item.now) for item in shifted.moved] == [
        ("2026学年", "2027学年"),
        ("2026届", "2027届"),
    ]


def test_29_february_becomes_the_28th():
    assert moved("2028年2月29日前完成", base=2028) == "2029年2月28日前完成"
    assert moved("2028年2月29日前完成", base=2028, years=4) == "2032年2月29日前完成"


@pytest.mark.parametrize(
    ("text", "looked_at"),
    [
        ("到2030年基本实现教育现代化。", [("goal_year", "2030年")]),
        ("到2027年建成示范县。", [("goal_year", "2027年")]),
        ("自2026年起实施新课程。", [("since_year", "2026年")]),
        ("从2024年开始的试点。", [("since_year", "2024年")]),
        ("落实2026—2028年行动计划。", [("year_span", "2026—2028年")]),
        ("巩固2024年创建成果。", [("other_year", "2024年")]),
        ("较2025年有所改善。", [("other_year", "2025年")]),
        ("推进健康校园2026行动。", [("other_year", "2026")]),
        ("“十五五”规划开局之年。", [("five_years", "“十五五”")]),
        ("编制十五五规划。", [("five_years", "十五五")]),
        ("依据《云山省2026年体育工作方案》实施。", [("title", "《云山省2026年体育工作方案》")]),
        ("按照云教〔2026〕12号文件办理。", [("document", "〔2026〕12号")]),
        ("贯彻教育部第40号令。", [("document", "第40号")]),
        ("举办第六届校园艺术节。", [("ordinal", "第六届")]),
        ("召开第12次校长例会。", [("ordinal", "第12次")]),
        ("公布第三批名单。", [("ordinal", "第三批")]),
        ("10月15日举行。", [("day", "10月15日")]),
        ("9 月 1 日开学。", [("day", "9 月 1 日")]),
        ("放假一天（星期五）。", [("weekday", "星期五")]),
        ("定于周三下午开会。", [("weekday", "周三")]),
        ("新建学校9所。", [("figure", "新建学校9所")]),
        ("入学率保持在99%以上。", [("figure", "入学率保持在99%以上")]),
        ("由王清川同志负责。", [("person", "王清川")]),
        ("联系人：李小溪，请按时上报。", [("person", "李小溪")]),
        ("联系电话：0571-12345678。", [("contact", "0571-12345678")]),
        ("{名称}承办开幕式。", [("placeholder", "{名称}")]),
    ],
)
def test_what_does_not_follow_by_itself_is_left_and_listed(text, looked_at):
    shifted = shift_text(text, base=2026, years=1)

    assert shifted.text == text
    assert [(item.kind, item.words) for item in shifted.left] == looked_at
    assert all(item.sentence == text for item in shifted.left)


@pytest.mark.parametrize(
    "text",
    [
        "每周一举行升旗仪式。",
        "每周一、周三开放图书馆。",
        "一周五次体育课。",
        "10月底前完成方案。",
        "高中校长参加培训。",
        "第一学期开展主题教育。",
        "上好开学第一课。",
        "加强周边环境治理。",
        "安全主任持证上岗。",
        "高校教授进校园。",
        "依据《义务教育法》办学。",
    ],
)
def test_what_is_as_true_next_year_is_not_listed(text):
    assert left(text) == []


def test_the_sentence_around_it_is_told_as_it_reads_now():
    shifted = shift_text("抓好常规。2026年举办第六届艺术节；展演50场。", base=2026, years=1)

    assert [(item.words, item.sentence) for item in shifted.left] == [
        ("第六届", "2027年举办第六届艺术节；"),
    ]


def test_the_plans_own_title_moves_inside_its_marks():
    text = "现将《临溪县2026年要点》和《云山省2026年要点》印发。"

    shifted = shift_text(text, base=2026, years=1, own_titles=["临溪县2026年要点"])

    assert shifted.text == "现将《临溪县2027年要点》和《云山省2026年要点》印发。"
    assert [item.words for item in shifted.left] == ["《云山省2026年要点》"]


def test_known_people_and_places_are_looked_for():
    text = "请温如故牵头，参照云山省教育厅做法。"

    assert left(text, people=["温如故"], places=["云山省教育厅"]) == [
        ("person", "温如故"), ("place", "云山省教育厅"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (date(2026, 8, 31), date(2027, 8, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 29)),
        (date(2026, 2, 27), date(2027, 2, 27)),
        (date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_days_move_and_the_end_of_february_stays_its_end(before, after):
    assert shift_day(before, 1) == after


def test_months_move():
    assert shift_month(date(2027, 1, 1), 1) == date(2028, 1, 1)


# The machine is shared: how long an example takes says nothing.
AT_LEISURE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.lists(
    st.sampled_from(
        ["2026年", "2027年1月", "2026—2027学年", "到2030年", "自2026年", "《2026年方案》", "〔2026〕3号", "第六届",
         "工作", "，", "。", "做好", "2025年", "2026届", "10月15日", "二〇二六年", "2026.9", "至", "“十五五”"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@AT_LEISURE
@given(WORDS)
def test_no_year_is_carried_over_in_silence(text):
    shifted = shift_text(text, base=2026, years=1)

    looked_at = "".join(item.words for item in shifted.left)
    came = "".join(item.now for item in shifted.moved)
    for year in re.findall(r"(?<!\d)20\d{2}(?!\d)", shifted.text):
        assert year in came or year in looked_at


@AT_LEISURE
@given(WORDS)
def test_nothing_but_what_is_told_changes(text):
    shifted = shift_text(text, base=2026, years=1)

    rest = shifted.text
    for item in reversed(shifted.moved):
        at = rest.rindex(item.now)
        rest = rest[:at] + item.was + rest[at + len(item.now) :]
    assert len(rest) == len(text)
    assert sorted(rest) == sorted(text)


@AT_LEISURE
@given(st.text(max_size=60))
def test_any_text_comes_through(text):
    shift_text(text, base=2026, years=1)

"""The rules of the check list: each finds its slip, and leaves alone what only looks like one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from drafting.check_words import RULE_WORDS, SEVERITIES
from drafting.checks import RULES, Draft, EntryFacts, TaskFacts, Text, check
from workplans.periods import Period, period_of

YEAR = period_of("calendar_year", 2026)
BODY = uuid4()


def found(text: str, **facts) -> dict[str, str]:
    """The words found, by rule."""
    return {item.rule: item.words for item in check(draft(text, **facts))}


def draft(text: str, period: Period = YEAR, **facts) -> Draft:
    """One text, of a plan whose one task lacks nothing."""
    return Draft((Text(BODY, "body", text),), period, **{"tasks": (task(),), **facts})


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("placeholder", "新建××所学校。", "××"),
        ("placeholder", "由XX科负责。", "XX"),
        ("placeholder", "完成【数字】项。", "【数字】"),
        ("placeholder", "共____人。", "____"),
        ("placeholder", "时间待定。", "待定"),
        ("impossible_date", "2月30日前完成。", "2月30日"),
        ("impossible_date", "2026年2月29日前完成。", "2026年2月29日"),
        ("impossible_date", "13月完成。", "13月"),
        ("wrong_weekday", "2026年9月1日（星期三）开学。", "2026年9月1日（星期三"),
        ("wrong_weekday", "9月1日周一开学。", "9月1日周一"),
        ("open_bracket", "印发《实施方案。", "印发《实施方案。"),
        ("open_bracket", "各校（园）抓好落实）。", "园）抓好落实）。"),
        ("doubled_sign", "抓好落实。。", "。。"),
        ("doubled_sign", "抓好落实，。", "，。"),
        ("measure_without_number", "普惠性幼儿园覆盖率达到。", "普惠性幼儿园覆盖率达到"),
        ("aim_without_number", "力争新建一批学校。", "力争新建一批学校"),
        ("wrong_word", "认真布署。", "布署"),
        ("wrong_word", "截止目前已完成。", "截止"),
        ("doubled_word", "提高的的能力。", "的的"),
        ("doubled_word", "进一步进一步加强。", "进一步进一步"),
        ("half_width", "做好,落实。", ","),
        ("full_width", "新建１２所。", "１２"),
        ("document_number", "云教[2026]3号", "[2026]3号"),
        ("document_number", "云教〔2026〕第03号", "〔2026〕第03号"),
        ("chinese_zero", "二0二六年", "二0二六年"),
        ("sign_after_number", "（一）、抓学习", "（一）、"),
        ("sign_after_number", "第一、抓学习", "第一、"),
        ("sign_between_marks", "《甲》、《乙》", "》、《"),
        ("percent_range", "提高10-15%。", "10-15%"),
        ("double_bound", "至少30%以上。", "至少30%以上"),
        ("double_bound", "近100余所。", "近100余"),
        ("short_year", "到26年底完成。", "26年"),
        ("far_year", "2018年以来。", "2018年"),
        ("blank", "加强 领导。", " "),
    ],
)  # fmt: skip
def test_a_slip_is_found(rule, text, words):
    assert found(text).get(rule) == words


@pytest.mark.parametrize(
    "text",
    [
        "新建幼儿园3所，2026年9月1日（星期二）前投入使用。",
        "普惠性幼儿园覆盖率达到92%，比例不低于上年平均水平。",
        "达到国家规定标准；教师收入不低于当地公务员平均水平。",
        "一个一个抓，一项一项落实，的的确确见成效。",
        "为了了解情况，祥和和谐，实事求是。",
        "贯彻《教育强国建设规划纲要（2024—2035年）》（云教〔2019〕12号）。",
        "（二）做好（一）类工作；1）先做；2）后做。",
        "中共中央 国务院印发。",
        "研究研究再定，9月上旬、10月底各查一次，为期12个月。",
        "“十五五”开局，“双减”“双新”并举。",
        "第二、三批示范校。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("云教（2026）03号", "〔2026〕3号"),
        ("到26年底", "2026年"),
        ("布署", "部署"),
        ("截止目前", "截至"),
        ("（一）、抓", "（一）"),
        ("10-15%", "10%～15%"),
        ("2026年9月1日（星期三）", "星期二"),
    ],
)
def test_where_it_is_known_the_list_says_what_should_stand_there(text, better):
    findings = check(draft(text))

    assert better in {item.better for item in findings}


def test_a_school_year_knows_the_weekdays_of_both_its_years():
    school_year = period_of("school_year", 2026)

    assert check(draft("3月1日（星期一）开学。", school_year)) == []
    assert check(draft("3月1日（星期二）开学。", school_year))[0].rule == "wrong_weekday"


def task(title: str = "一件事", **facts: bool) -> TaskFacts:
    known = {"has_lead": True, "has_audience": True, "has_day": False, "has_entry": True, **facts}
    return TaskFacts(part=uuid4(), title=title, **known)


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({}, set()),
        ({"has_lead": False}, {"without_lead"}),
        ({"has_audience": False}, {"without_audience"}),
        ({"has_entry": False}, {"without_time"}),
        ({"has_entry": False, "has_day": True}, {"day_without_entry"}),
    ],
)
def test_what_a_task_lacks_is_found(facts, rules):
    assert {item.rule for item in check(Draft((), YEAR, tasks=(task(**facts),)))} == rules


def test_a_plan_without_tasks_is_found():
    assert [item.rule for item in check(Draft((), YEAR))] == ["no_tasks"]


def test_twins_empty_headings_strange_offices_and_loose_entries_are_found():
    section = uuid4()
    plan = Draft(
        (),
        YEAR,
        tasks=(task("办好学校。"), task("办好学校"), task("办好幼儿园")),
        entries=(EntryFacts(1, "开学检查", has_task=False), EntryFacts(2, "期末考试", has_task=True)),
        empty_sections=(section,),
        unknown_offices=(("保卫科", None),),
    )

    kinds = sorted((item.rule, item.words) for item in check(plan))
    assert kinds == [
        ("empty_section", ""),
        ("entry_without_task", "开学检查"),
        ("twin_title", "办好学校"),
        ("unknown_office", "保卫科"),
    ]


def test_another_places_name_is_found_and_not_inside_the_own():
    places = {
        "own_places": frozenset({"海云市", "新临溪县"}),
        "other_places": frozenset({"临溪县", "青川县"}),
    }

    assert found("海云市新临溪县抓好落实。", **places) == {}
    assert found("青川县抓好落实。", **places) == {"other_place": "青川县"}


def test_the_same_slip_twice_in_a_text_is_one_finding_and_keeps_its_print():
    once, twice = (
        check(draft("布署")),
        check(draft("先布署，再布署")),
    )

    assert [item.fingerprint for item in once] == [item.fingerprint for item in twice]


def test_every_rule_has_its_words_and_its_source():
    assert {rule.code for rule in RULES} == set(RULE_WORDS)
    assert {rule.severity for rule in RULES} == set(SEVERITIES)
    assert all(words.sentence and words.source for words in RULE_WORDS.values())

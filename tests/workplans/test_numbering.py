import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplans.numbering import Node, NumberingStyle, chinese_number, number_plan, section_label


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (105, "一百零五"), (110, "一百一十"), (111, "一百一十一"), (320, "三百二十"), (999, "九百九十九")],
)  # fmt: skip
def test_numbers_in_chinese(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_no_label_beyond_what_plans_use(number):
    with pytest.raises(ValueError, match="no label"):
        chinese_number(number)


def test_every_number_has_words_of_its_own():
    assert len({chinese_number(number) for number in range(1, 1000)}) == 999


def test_headings_below_the_second_level_keep_its_form():
    assert [section_label(3, depth) for depth in range(4)] == ["三、", "（三）", "（三）", "（三）"]


@st.composite
def outlines(draw):
    """Sections in two levels with tasks, and tasks before the first; keys count from 1 in no special order."""
    keys = iter(draw(st.permutations(range(1, 200))))

    def tasks():
        return [next(keys) for _ in range(draw(st.integers(0, 4)))]

    def section(depth):
        children = [section(1) for _ in range(draw(st.integers(0, 2)))] if depth == 0 else []
        return Node(next(keys), tasks(), children)

    return [section(0) for _ in range(draw(st.integers(0, 4)))], tasks()


def runs(sections, loose):
    """Tasks in reading order, grouped by where they stand."""
    yield loose
    for node in sections:
        yield node.tasks
        for child in node.children:
            yield child.tasks


@given(outlines())
def test_tasks_count_through_the_plan_without_gap_or_twin(outline):
    sections, loose = outline

    labels = number_plan(sections, NumberingStyle(), loose)

    in_order = [labels.tasks[key] for run in runs(sections, loose) for key in run]
    assert in_order == [f"{number}．" for number in range(1, len(in_order) + 1)]


@given(outlines())
def test_tasks_begin_anew_in_each_section_when_the_style_says_so(outline):
    sections, loose = outline

    labels = number_plan(sections, NumberingStyle(restarts=True, task_form="paren"), loose)

    for run in runs(sections, loose):
        assert [labels.tasks[key] for key in run] == [f"（{number}）" for number in range(1, len(run) + 1)]


@given(outlines())
def test_sections_count_among_those_beside_them(outline):
    sections, loose = outline

    labels = number_plan(sections, NumberingStyle(), loose)

    assert [labels.sections[node.key] for node in sections] == [
        f"{chinese_number(number)}、" for number in range(1, len(sections) + 1)
    ]
    for node in sections:
        assert [labels.sections[child.key] for child in node.children] == [
            f"（{chinese_number(number)}）" for number in range(1, len(node.children) + 1)
        ]


def test_by_level_tasks_bear_the_form_of_the_level_they_stand_at():
    sections = [Node(1, [11, 12], [Node(2, [21, 22], [])]), Node(3, [31], [])]

    labels = number_plan(sections, NumberingStyle(task_form="level"))

    assert labels.tasks == {11: "（一）", 12: "（二）", 21: "1．", 22: "2．", 31: "（一）"}
    assert labels.sections == {1: "一、", 2: "（三）", 3: "二、"}


def test_by_level_tasks_of_a_plan_without_headings_bear_the_outermost_form():
    labels = number_plan([], NumberingStyle(task_form="level"), [5, 6])

    assert labels.tasks == {5: "一、", 6: "二、"}


@given(outlines())
def test_by_level_no_two_beside_each_other_bear_one_label(outline):
    sections, loose = outline

    labels = number_plan(sections, NumberingStyle(task_form="level"), loose)

    families = [(loose, sections), *((node.tasks, node.children) for node in sections)]
    for tasks, headings in families:
        beside = [labels.tasks[key] for key in tasks] + [labels.sections[node.key] for node in headings]
        assert len(set(beside)) == len(beside)

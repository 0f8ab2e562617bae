"""What one document changes of another: parts are paired by what they say."""

from hypothesis import given
from hypothesis import strategies as st

from intake.comparing import changes_of
from intake.reading import Outline, OutlineEntry, OutlineSection, OutlineTask
from workplans.comparing import Change

GATE = OutlineTask("1．", "修好校门。", "年底前完成，由后勤保障处负责。")
FIELD = OutlineTask("2．", "平整操场。", "暑假完成。")


def plan(*tasks: OutlineTask, title: str = "办好学校", **others: object) -> Outline:
    return Outline(title="工作要点", sections=(OutlineSection("一、", title, tasks=tasks),), **others)  # type: ignore[arg-type]


def told(changes: list[Change]) -> list[tuple[str, str, bool]]:
    return [(change.op, change.part.title, change.moved) for change in changes if change.is_change]


def test_a_task_that_only_has_another_number_is_no_change():
    before, after = plan(GATE, FIELD), plan(OutlineTask("2．", FIELD.title, FIELD.body))

    assert told(changes_of(before, after)) == [("removed", "修好校门。", False)]


def test_a_task_that_is_said_in_other_words_is_the_same_task():
    other = OutlineTask("1．", "修好校门和围墙。", "年底前完成，由后勤保障处负责。")

    assert told(changes_of(plan(GATE, FIELD), plan(other, FIELD))) == [("changed", "修好校门和围墙。", False)]


def test_a_task_in_another_section_has_moved():
    before = Outline(
        sections=(OutlineSection("一、", "甲", tasks=(GATE, FIELD)), OutlineSection("二、", "乙"))
    )
    after = Outline(
        sections=(OutlineSection("一、", "甲", tasks=(FIELD,)), OutlineSection("二、", "乙", tasks=(GATE,)))
    )

    assert told(changes_of(before, after)) == [("same", "修好校门。", True)]


def test_a_section_called_otherwise_keeps_its_tasks():
    changes = changes_of(plan(GATE, FIELD), plan(GATE, FIELD, title="办好每一所学校"))

    assert told(changes) == [("changed", "办好每一所学校", False)]


def test_work_of_another_month_has_changed_its_month():
    before = plan(GATE, calendar=(OutlineEntry(None, None, "3月", "检查校门"),))
    after = plan(GATE, calendar=(OutlineEntry(None, None, "4月", "检查校门"),))

    [change] = [change for change in changes_of(before, after) if change.is_change]

    assert [fact.name for fact in change.facts] == ["月份"]


TASKS = st.lists(
    st.builds(
        OutlineTask,
        st.just("1．"),
        st.sampled_from(["修路。", "修桥。", "修路。修桥。"]),
        st.sampled_from(["", "年底前。"]),
    ),
    max_size=6,
)


@given(TASKS, TASKS)
def test_nothing_said_is_forgotten_and_a_document_changes_nothing_of_itself(before, after):
    old, new = plan(*before), plan(*after)

    changes = changes_of(old, new)

    assert (
        len([change for change in changes if change.after]) == len(after) + 2
    )  # with the head and the section
    assert len([change for change in changes if change.before]) == len(before) + 2
    assert told(changes_of(old, old)) == []

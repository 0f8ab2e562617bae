"""Two texts laid beside each other, in the sentences that plans are made of. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from districts.differences import Piece
from workplans.comparing import Fact, Part, compare, moved_keys


def task(key: str, title: str = "", home: str = "s", **facts: str) -> Part:
    said = tuple(Fact(name, value) for name, value in facts.items())
    return Part(key, "task", title=title or key, home=home, facts=said)


def seen(before: list[Part], after: list[Part]) -> list[tuple[str, str, bool]]:
    return [(change.part.key, change.op, change.moved) for change in compare(before, after)]


def test_of_three_tasks_whose_last_came_first_one_moved():
    assert seen([task("a"), task("b"), task("c")], [task("c"), task("a"), task("b")]) == [
        ("c", "same", True),
        ("a", "same", False),
        ("b", "same", False),
    ]


def test_a_task_in_another_section_moved_and_may_have_changed_too():
    assert seen([task("a"), task("b")], [task("a", "改了的", home="t"), task("b")]) == [
        ("a", "changed", True),
        ("b", "same", False),
    ]


def test_what_went_stands_where_it_stood_and_what_came_where_it_stands():
    before = [task("a"), task("gone"), task("b")]
    after = [task("a"), task("new"), task("b")]

    assert seen(before, after) == [
        ("a", "same", False),
        ("gone", "removed", False),
        ("new", "added", False),
        ("b", "same", False),
    ]


def test_what_is_said_beside_the_text_is_compared_too():
    before, after = task("a", lead="人事科", due="2026-09-01"), task("a", lead="财务科", due="2026-09-01")

    [change] = compare([before], [after], ["人事科", "财务科"])

    assert [(fact.name, fact.pieces) for fact in change.facts] == [
        ("lead", [Piece("removed", "人事科"), Piece("added", "财务科")])
    ]


@given(st.permutations(list("abcdef")))
def test_a_task_that_comes_or_goes_moves_no_other(order):
    before = [task(key) for key in order]

    assert moved_keys(before, [*before[:3], task("new"), *before[3:]]) == set()
    assert moved_keys(before, before[1:]) == set()
    assert moved_keys(before, before) == set()

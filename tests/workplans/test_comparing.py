"""Two texts laid beside each other, in the sentences that plans are made of. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplans.comparing import Fact, Part, Piece, Splitter, compare, moved_keys


def marked(before: str, after: str, *names: str) -> str:
    """What went in （-…-）, what came in （+…+）."""
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[piece.op].format(piece.text) for piece in Splitter(names).differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("新增学位1200个", "新增学位1500个", "新增学位[-1200][+1500]个"),
        ("入园率达到96.5%以上", "入园率达到98%以上", "入园率达到[-96.5%][+98%]以上"),
        ("2026年3月底前完成", "2026年5月底前完成", "[-2026年3月底][+2026年5月底]前完成"),
        ("9月15日前报送", "9月5日前报送", "[-9月15日][+9月5日]前报送"),
        ("每周开展2次演练", "每周开展2次演练。", "每周开展2次演练[+。]"),
        ("完善课后服务", "完善课后延时服务", "完善课后[+延时]服务"),
        ("占比达百分之六十", "占比达百分之七十五", "占比达[-百分之六十][+百分之七十五]"),
        ("", "全新的一句", "[+全新的一句]"),
        ("一字未改", "一字未改", "一字未改"),
    ],
)
def test_numbers_dates_and_words_are_compared_whole(before, after, shown):
    assert marked(before, after) == shown


def test_names_of_offices_are_never_split():
    names = ("基础教育科", "职业教育科")

    assert marked("由基础教育科牵头", "由职业教育科牵头", *names) == "由[-基础教育科][+职业教育科]牵头"
    assert marked("由基础教育科牵头", "由职业教育科牵头") == "由[-基础][+职业]教育科牵头"


def test_a_single_character_left_by_chance_belongs_to_the_change():
    assert marked("加强校园安全巡查", "推进学校食堂整治") == "[-加强校园安全巡查][+推进学校食堂整治]"


@given(st.text("甲乙丙1234年月日，。 ab", max_size=40), st.text("甲乙丙1234年月日，。 ab", max_size=40))
def test_the_pieces_always_make_both_texts(before, after):
    pieces = Splitter(["甲乙"]).differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.op != "added") == before
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == after


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

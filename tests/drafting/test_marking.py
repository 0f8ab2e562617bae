"""What changed between two texts, as people would mark it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.marking import Piece, mark


def told(before: str, after: str, *names: str) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "came": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in mark(before, after, names))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("新建幼儿园3所", "新建幼儿园5所", "新建幼儿园[-3所-][+5所+]"),
        ("3月15日前完成", "3月25日前完成", "[-3月15日-][+3月25日+]前完成"),
        ("入园率达74.5%以上", "入园率达75.5%以上", "入园率达[-74.5%-][+75.5%+]以上"),
        ("推进改革", "稳步推进改革", "[+稳步+]推进改革"),
        ("按云教〔2025〕12号执行", "按云教〔2026〕3号执行", "按云教[-〔2025〕12号-][+〔2026〕3号+]执行"),
        ("甲乙丙", "甲乙丙", "甲乙丙"),
        ("", "新的文字", "[+新的文字+]"),
        ("旧的文字", "", "[-旧的文字-]"),
    ],
)
def test_numbers_and_dates_change_as_a_whole(before, after, marked):
    assert told(before, after) == marked


def test_names_of_offices_change_as_a_whole():
    assert told("由人事科负责", "由人事处负责", "人事科", "人事处") == "由[-人事科-][+人事处+]负责"


def test_chance_meetings_do_not_tear_a_change_apart():
    assert told("加强领导", "强化指导") == "[-加强领-][+强化指+]导"


@given(
    st.text(alphabet="甲乙丙3月日。\n 所", max_size=30), st.text(alphabet="甲乙丙3月日。\n 所", max_size=30)
)
def test_no_sign_of_either_text_is_lost(before, after):
    pieces = mark(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "came") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert all(piece.text for piece in pieces)
    assert Piece("same", "") not in pieces

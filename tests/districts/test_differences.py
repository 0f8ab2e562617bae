"""Two texts laid beside each other, in the sentences that plans are made of. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.differences import Piece, differences


def marked(before: str, after: str, *names: str) -> str:
    """What went in （-…-）, what came in （+…+）."""
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[piece.op].format(piece.text) for piece in differences(before, after, names))


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
        ("加强巡查", "加强巡查，发现隐患当日整改并逐级上报", "加强巡查[+，发现隐患当日整改并逐级上报]"),
        (
            "周一查早操、周三查食堂",
            "周五办一次三校联谊会",
            "[-周一查早操、周三查食堂][+周五办一次三校联谊会]",
        ),
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
    pieces = differences(before, after, ["甲乙"])

    assert "".join(piece.text for piece in pieces if piece.op != "added") == before
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == after


def test_very_long_texts_are_shown_whole():
    text = "甲乙" * 3500

    assert differences(text, text + "丙") == [Piece("removed", text), Piece("added", text + "丙")]
    assert differences(text, text) == [Piece("same", text)]

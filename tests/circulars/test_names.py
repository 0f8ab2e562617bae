"""Separators as people type them, in order for print."""

import pytest

from circulars.names import in_order, names_in

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("，，省厅，", "省厅"),
        ("各县（区）教育局，", "各县（区）教育局"),
        ("各县(区)教育局, 局属各学校：", "各县（区）教育局，局属各学校"),
        ("县府办,县财政局；；县人社局。", "县府办，县财政局；县人社局"),
        ("林禾、、周远、,吴启明", "林禾、周远、吴启明"),
        (" 省教育厅 办公室 ", "省教育厅 办公室"),
        ("，、；", ""),
        ("", ""),
    ],
)
def test_separators_are_full_width_single_and_only_between(typed, printed):
    assert in_order(typed) == printed
    assert in_order(printed) == printed


def test_names_are_taken_one_by_one():
    assert names_in("，县财政局, 县人社局 县编办、") == ("县财政局", "县人社局", "县编办")
    assert names_in("，") == ()

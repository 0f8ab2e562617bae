"""What the operator is told about typefaces."""

from circulars.checks import typefaces_stand_in
from circulars.fonts import SHIPPED


def test_a_missing_typeface_is_mentioned_with_what_to_do(settings, tmp_path):
    settings.FONTS_DIR = tmp_path

    messages = typefaces_stand_in()

    assert ["fangsong" in messages[0].msg, "kaiti" in messages[1].msg] == [True, True]
    assert "prepare_fonts" in str(messages[0].hint)


def test_nothing_is_said_where_every_slot_has_its_face(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    settings.FONTS_DIR = tmp_path
    for name in ("仿宋.ttf", "楷体.ttf"):
        (tmp_path / name).symlink_to(SHIPPED / "heiti.ttf")

    assert typefaces_stand_in() == []

"""Which typeface stands where: the bureau's own, the prepared, the shipped."""

import ctypes
import shutil

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import raw

from circulars.font_preparation import UnreadableFont, font_names, prepare_font
from circulars.fonts import SHIPPED, Slot, find_faces, load_face, own_fonts
from circulars.rendering import render_paper
from tests.circulars.papers import short

STANDARD = (SHIPPED / "standard-characters.txt").read_text(encoding="utf-8").replace("\n", "")
SYMBOLS = "〔〕◆▲★●■①⑳㎡℃％‰—…“”‘’·→√×≥Ⅻ㈠✓"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "fonts"
    folder.mkdir()
    return folder


def test_every_standard_character_can_be_printed_in_every_slot(folder):
    faces = find_faces(folder)

    assert len(STANDARD) == 8105
    for slot in Slot:
        assert [
            character for character in STANDARD + SYMBOLS if faces.face_for(character, slot) is None
        ] == []


def test_without_set_up_the_songti_stands_in_for_what_is_not_shipped(folder):
    assert find_faces(folder).stand_ins == (Slot.FANGSONG, Slot.KAITI)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("方正小标宋简体.ttf", Slot.XIAOBIAOSONG),
        ("仿宋_GB2312.ttf", Slot.FANGSONG),
        ("SIMFANG.TTF", Slot.FANGSONG),
        ("楷体_GB2312.ttf", Slot.KAITI),
        ("simhei.ttf", Slot.HEITI),
        ("方正书宋.ttf", Slot.SONGTI),
        ("fallback.ttf", Slot.FALLBACK),
    ],
)
def test_a_font_put_into_the_folder_is_known_by_its_file_name(folder, name, slot):
    shutil.copy(SHIPPED / "heiti.ttf", folder / name)

    assert own_fonts(folder) == {slot: folder / name}


def test_a_font_put_into_the_folder_is_known_by_the_name_inside(folder):
    with TTFont(SHIPPED / "heiti.ttf") as font:
        font["name"].setName("FZXiaoBiaoSong-B05S", 4, 3, 1, 0x409)
        font.save(folder / "FZ1234.ttf")

    assert own_fonts(folder) == {Slot.XIAOBIAOSONG: folder / "FZ1234.ttf"}


def test_the_bureaus_own_font_is_used_with_our_metrics(folder):
    before = find_faces(folder).by_slot[Slot.FANGSONG]
    with TTFont(SHIPPED / "heiti.ttf") as font:
        font["hhea"].ascent, font["hhea"].descent = 1200, -400
        font.save(folder / "仿宋_GB2312.ttf")

    face = find_faces(folder).by_slot[Slot.FANGSONG]

    with TTFont(face.path) as prepared:
        assert (prepared["hhea"].ascent, prepared["hhea"].descent) == (880, -120)
    assert before.family == "Circular Songti"
    assert face.family == "Circular Fangsong"


def test_a_file_that_is_no_font_is_left_alone(folder, caplog):
    (folder / "仿宋.ttf").write_bytes(b"not a font")

    assert find_faces(folder).stand_ins == (Slot.FANGSONG, Slot.KAITI)
    assert "仿宋.ttf" in caplog.text


def test_a_damaged_font_is_left_alone(folder, caplog):
    whole = (SHIPPED / "heiti.ttf").read_bytes()
    (folder / "仿宋.ttf").write_bytes(whole[: len(whole) // 3])

    assert Slot.FANGSONG in find_faces(folder).stand_ins
    assert "仿宋.ttf" in caplog.text


def test_a_font_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "x.ttf").write_bytes(b"\x00\x01\x00\x00")

    with pytest.raises(UnreadableFont, match="x\\.ttf"):
        font_names(tmp_path / "x.ttf")


def test_preparing_keeps_licence_and_leaves_out_what_it_is_told(tmp_path):
    card = tmp_path / "made.json"

    prepare_font(
        SHIPPED / "heiti.ttf", card, family="Private Name", without=frozenset(map(ord, "0123456789"))
    )

    face = load_face(card)
    assert face.family == "Private Name"
    assert ord("育") in face.covered
    assert ord("1") not in face.covered
    assert face.widths[ord("A")] < 1
    with TTFont(face.path) as font:
        assert "Open Font License" in str(font["name"].getDebugName(13))
        assert font["name"].getDebugName(1) == "Private Name"


def test_a_paper_is_printed_with_the_bureaus_own_fonts(folder):
    for name in ("方正小标宋简体.ttf", "仿宋_GB2312.ttf"):
        shutil.copy(SHIPPED / "heiti.ttf", folder / name)

    printed = render_paper(short(), faces=find_faces(folder)).pdf

    used = fonts_of_first_page(printed)
    assert used["文"].endswith("Circular-Xiaobiaosong")
    assert used["请"].endswith("Circular-Fangsong")


def fonts_of_first_page(pdf: bytes) -> dict[str, str]:
    """The name of the font that printed each character."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage()
        return {text.get_text_range(place, 1): _font_name(text, place) for place in range(text.count_chars())}
    finally:
        document.close()


def _font_name(text: pypdfium2.PdfTextPage, place: int) -> str:
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text, place, name, 200, None)
    return name.value.decode()

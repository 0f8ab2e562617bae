"""Make the typefaces in circulars/typefaces/ again. For maintainers, rarely: they are kept in the repository.

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3
    (unpack both, then:)  python scripts/ship_typefaces.py SERIF/package SANS/package

宋体, 小标宋 and 黑体 cover GB2312 and the 8,105 通用规范汉字; the fallback has the rest of GBK's hanzi.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from circulars.font_preparation import prepare_font
from circulars.fonts import SHIPPED, Slot, family_name

STANDARD = SHIPPED / "standard-characters.txt"
SYMBOLS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin with accents: pinyin, foreign names
    (0x1CD, 0x1DC),  # pinyin tones
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x203B),  # per mille, primes, reference mark
    (0x2080, 0x2089),  # lower figures
    (0x2100, 0x214F),  # ℃ № ™
    (0x2150, 0x218F),  # Roman figures
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # ① ⑴
    (0x2500, 0x257F),  # lines
    (0x25A0, 0x26FF),  # ◆ ▲ ★
    (0x2701, 0x27BE),  # ✓ ➢ ❶
    (0x3000, 0x303F),  # 〇 〔〕 【】
    (0x3200, 0x33FF),  # ㈠ ㎡
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E),  # full-width ASCII
    (0xFFE0, 0xFFE6),
)
GBK_HANZI = range(0x4E00, 0x9FA6)
NAMES = "髙㛃䶮𬭎𫖯𬀩𣸣龢顗𬱖"  # given names met in practice beyond both lists


def main() -> None:
    """Prepare the four shipped faces from the two unpacked packages."""
    serif, sans = Path(sys.argv[1]), Path(sys.argv[2])
    common = set(_common_characters())
    faces = {
        Slot.SONGTI: (serif / "300Light/NotoSerifSC_300Light.ttf", common),
        Slot.XIAOBIAOSONG: (serif / "700Bold/NotoSerifSC_700Bold.ttf", common),
        Slot.HEITI: (sans / "500Medium/NotoSansSC_500Medium.ttf", common),
        Slot.FALLBACK: (serif / "300Light/NotoSerifSC_300Light.ttf", set(GBK_HANZI) - common),
    }
    for slot, (source, characters) in faces.items():
        card = SHIPPED / f"{slot}.json"
        with tempfile.TemporaryDirectory() as place:
            prepare_font(_subset(source, characters, Path(place)), card, family=family_name(slot))
        print(slot, len(characters), card.with_suffix(".ttf").stat().st_size)


def _subset(source: Path, characters: set[int], place: Path) -> Path:
    """The font with only these characters, without hints and layout."""
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, name_IDs=["*"]
    )
    options.drop_tables += ["GDEF", "GPOS", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    with TTFont(source, recalcBBoxes=False) as font:
        subsetter.subset(font)
        font.save(place / source.name)
    return place / source.name


def _common_characters() -> Iterator[int]:
    yield from map(ord, STANDARD.read_text(encoding="utf-8").replace("\n", "") + NAMES)
    for first, last in SYMBOLS:
        yield from range(first, last + 1)
    yield from _gb2312()


def _gb2312() -> Iterator[int]:
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes([high, low]).decode("gb2312", "ignore")
            yield from map(ord, character)


if __name__ == "__main__":
    main()

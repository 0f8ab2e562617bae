"""What an operator is told about papers when the portal is checked for deployment."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register

from circulars.fonts import find_faces
from circulars.printing.harfbuzz import NoHarfBuzz, find_harfbuzz


@register(deploy=True)
def typefaces_stand_in(**kwargs: Any) -> list[CheckMessage]:
    """Papers are printed without their 仿宋 or 楷体 too, but they do not look as they should."""
    return [
        Info(
            f"No typeface was prepared for the papers' {slot}; the shipped songti stands in for it.",
            hint="Run python scripts/prepare_fonts.py, or put a font into FONTS_DIR.",
            id="circulars.I001",
        )
        for slot in find_faces(settings.FONTS_DIR).stand_ins
    ]


@register(deploy=True)
def fonts_can_be_cut(**kwargs: Any) -> list[CheckMessage]:
    """Without HarfBuzz no paper is printed."""
    try:
        find_harfbuzz()
    except NoHarfBuzz as missing:
        return [Error(str(missing), hint="apt install libharfbuzz-subset0", id="circulars.E001")]
    return []

"""Seals as images of a PDF, their clear ground as a soft mask (ISO 32000-1, 8.9 and 11.6.5). Pure."""

from functools import lru_cache
from io import BytesIO

from PIL import Image

from circulars.printing.pdf_file import Packed, PdfFile, packed, ref


def put_picture(png: bytes, file: PdfFile, *, level: int) -> int:
    """Put the picture (PNG); its object's number."""
    colours, mask = _packed_picture(png, level)
    return file.put_stream(colours, f"/SMask {ref(file.put_stream(mask))}")


@lru_cache(maxsize=4)
def _packed_picture(png: bytes, level: int) -> tuple[Packed, Packed]:
    """Its colours, and where it is clear. Kept: a bureau has few seals."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        pixels = picture.convert("RGBA")
    width, height = pixels.size
    size = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
    colours = packed(pixels.convert("RGB").tobytes(), level, f"{size}/ColorSpace/DeviceRGB")
    mask = packed(pixels.getchannel("A").tobytes(), level, f"{size}/ColorSpace/DeviceGray")
    return colours, mask

"""Seals as images of a PDF, their clear ground as a soft mask (ISO 32000-1, 8.9 and 11.6.5). Pure."""

from io import BytesIO

from PIL import Image

from circulars.printing.pdf_file import PdfFile, ref


def put_picture(png: bytes, file: PdfFile) -> int:
    """Put the picture (PNG); its object's number."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        pixels = picture.convert("RGBA")
    width, height = pixels.size
    size = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
    mask = file.put_stream(pixels.getchannel("A").tobytes(), f"{size}/ColorSpace/DeviceGray", lasting=True)
    colours = pixels.convert("RGB").tobytes()
    return file.put_stream(colours, f"{size}/ColorSpace/DeviceRGB/SMask {ref(mask)}", lasting=True)

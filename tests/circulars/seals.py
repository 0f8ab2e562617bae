"""Pictures of invented seals."""

from io import BytesIO

from PIL import Image, ImageDraw

RED = (220, 0, 0, 255)
CLEAR = (0, 0, 0, 0)


def seal_picture(
    *, size: tuple[int, int] = (600, 600), ground: tuple[int, ...] = CLEAR, kind: str = "PNG"
) -> bytes:
    """A red ring with a star on a ground that is clear unless given."""
    picture = Image.new("RGBA", size, ground)
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.ellipse((4, 4, width - 4, height - 4), outline=RED, width=20)
    draw.regular_polygon((width // 2, height // 2, min(size) // 6), 5, fill=RED)
    file = BytesIO()
    picture.convert("RGBA" if kind == "PNG" else "RGB").save(file, kind)
    return file.getvalue()

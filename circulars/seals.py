"""Pictures of seals by the SHA-256 of their files: what may be one, and where they are kept. Pure: no Django.

A frozen paper names its seal by that hash, so that it is printed with the very same picture ever after.
"""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from circulars.fonts import data_folder

MOST_BYTES = 1024**2
LEAST_SIDE, MOST_SIDE = 300, 2400
"""In pixels. 300 across 42 mm is what a laser printer shows without steps; more than 2400 nobody sees."""
MOST_UNEVEN = 1.15
"""A seal is round: its picture is no longer than so many times its width."""
LAST_CHUNK = b"IEND\xaeB`\x82"
CLEAR = 16
"""Of 255: alpha below this is no ink."""
LEAST_CLEAR = 0.15
"""The share of the picture that must be clear: the text below the seal is to be read."""


class UnfitSeal(ValueError):
    """The picture cannot be a seal; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SealMissing(ValueError):
    """The picture a paper names is not there, or is not what it was."""

    def __init__(self, content: str) -> None:
        super().__init__(f"no seal {content[:16]}")
        self.content = content


def checked_seal(content: bytes) -> bytes:
    """The picture as it is kept: a PNG of pixels only, without whatever else the file carried. Raises UnfitSeal."""
    if len(content) > MOST_BYTES:
        raise UnfitSeal("too_large")
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise UnfitSeal("not_png")
    if LAST_CHUNK not in content:  # the printer tells Pillow to read torn pictures, so it does not mind
        raise UnfitSeal("broken")
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            _check_size(*picture.size)
            pixels = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        if isinstance(broken, UnfitSeal):
            raise
        raise UnfitSeal("broken") from broken
    _check_clearness(pixels)
    kept = BytesIO()
    pixels.save(kept, "PNG")
    return kept.getvalue()


def _check_size(width: int, height: int) -> None:
    if min(width, height) < LEAST_SIDE:
        raise UnfitSeal("too_small")
    if max(width, height) > MOST_SIDE:
        raise UnfitSeal("too_many_pixels")
    if max(width, height) > MOST_UNEVEN * min(width, height):
        raise UnfitSeal("not_square")


def _check_clearness(pixels: Image.Image) -> None:
    """The ground must be clear, and there must be some ink on it."""
    counts = pixels.getchannel("A").histogram()
    clear = sum(counts[:CLEAR]) / sum(counts)
    if clear < LEAST_CLEAR:
        raise UnfitSeal("not_transparent")
    if clear == 1:
        raise UnfitSeal("empty")


def fingerprint(content: bytes) -> str:
    """What a paper names the picture by."""
    return sha256(content).hexdigest()


def seals_folder() -> Path:
    """Where the pictures lie, as in the settings: SEALS_DIR, else files/seals/ in DATA_DIR."""
    return Path(os.environ.get("SEALS_DIR") or data_folder() / "files" / "seals")


def seal_file(content: str, folder: Path | None = None) -> Path:
    """The file of the seal with that hash, whether or not it is there."""
    return (folder or seals_folder()) / f"{content}.png"


def read_seal(content: str, folder: Path | None = None) -> bytes:
    """The picture; raises SealMissing, also where the file was changed."""
    try:
        picture = seal_file(content, folder).read_bytes()
    except OSError as missing:
        raise SealMissing(content) from missing
    if fingerprint(picture) != content:
        raise SealMissing(content)
    return picture

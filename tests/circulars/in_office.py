"""LibreOffice as the reader of our Word twins: it prints them with our own faces under the names offices use."""

import os
import shutil
import subprocess
from pathlib import Path

from fontTools.ttLib import TTFont

from circulars.fonts import Faces, Slot
from circulars.word.elements import NAMES

SOFFICE = shutil.which("soffice")

CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="append" binding="strong"><string>宋体</string></edit></match>
</fontconfig>"""


def name_fonts(faces: Faces, folder: Path) -> None:
    """Copies of the faces in `folder` that bear the names a twin asks for, and the one for rare characters."""
    folder.mkdir(parents=True, exist_ok=True)
    for slot in Slot:
        name = NAMES.get(slot, "Rare characters")
        with TTFont(faces.by_slot[slot].path) as font:
            for record in font["name"].names:
                if record.nameID in {1, 4, 16}:
                    record.string = name
            font.save(folder / f"{slot}{faces.by_slot[slot].path.suffix}")


def print_in_office(file: Path, *, fonts: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a Word file with the fonts of one folder and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(file)],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)},
        capture_output=True,
        timeout=240,
        check=True,
    )  # fmt: skip
    return folder / f"{file.stem}.pdf"
